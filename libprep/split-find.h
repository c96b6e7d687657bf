/* split-find.h - what the ways of looking for stops share. */
#ifndef PREP_SPLIT_FIND_H
#define PREP_SPLIT_FIND_H

#include "split.h"

/* Code for any processor becomes part of that for one kind of them only where it is told to. */
#ifdef __GNUC__
#define PREP_SPLIT_INLINE static inline __attribute__((always_inline))
#else
#define PREP_SPLIT_INLINE static inline
#endif

/* No sentence ends at a mark in front of one of these, nor at the end. */
PREP_SPLIT_INLINE bool prep_split_is_tight(const char *text, size_t len, size_t at)
{
    char c = at < len ? text[at] : '\n';
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\n';
}

/* E2 is the first byte of the ellipsis, of the double marks, of all quotes and most bullets, F0 of
 * most emoji; emoticons begin with ':' or ';'. Few stops are: E2 but for quotes, dashes and the
 * like, F0, and a sign between a space and something else. */
PREP_SPLIT_INLINE bool prep_split_is_other_stop(const struct prep_split_stops *stops,
                                                const char *text, size_t len, size_t at)
{
    const unsigned char *s = (const unsigned char *)text + at;
    switch (*s) {
    case 0xE2:
        return !stops->few || len - at < 3 || s[1] != 0x80 || (s[2] & 0xEF) == 0xA6 ||
               (s[2] & 0xEE) == 0xAC;
    case ':':
    case ';':
        return !stops->few || stops->signs ||
               (at > 0 && s[-1] == ' ' && len - at > 1 && s[1] != ' ');
    default:
        return false;
    }
}

/* What the bytes of a block are, a bit each. */
struct prep_split_bits {
    uint64_t mark, tight, open, lf;
};
struct prep_split_signs {
    uint64_t sign, space, e2; /* sign: ':' or ';' */
    uint64_t second, third;   /* 80; A6 BC BD, and AC AD B6 */
};

/* Where a look is; few is a mask of what holds for all blocks. Whether the last mark of a block is
 * a stop is known from the next block only: what is here is of the last one. */
struct prep_split_look {
    uint64_t few, mark, tight, other;
    size_t lf, open; /* what window has as the last ones */
};

PREP_SPLIT_INLINE struct prep_split_look
prep_split_look_begin(const struct prep_split_stops *stops, const struct prep_split_window *window)
{
    return (struct prep_split_look){
        stops->few ? UINT64_MAX : 0, 0, 0, 0, window->lf_last, window->open_last};
}

/* The other stops of the block at text[at]. */
PREP_SPLIT_INLINE uint64_t prep_split_other_stops(const struct prep_split_stops *stops,
                                                  const char *text, size_t len, size_t at,
                                                  struct prep_split_signs signs)
{
    const uint64_t last = (uint64_t)1 << 63;
    uint64_t stop = signs.e2 | signs.sign;
    if (!stops->few)
        return stop;
    uint64_t quote = signs.e2 & signs.second >> 1 & ~(signs.third >> 2);
    uint64_t behind = signs.space << 1 | (at > 0 && text[at - 1] == ' ');
    stop &= ~quote;
    if (!stops->signs)
        stop &= ~signs.sign | (behind & ~(signs.space >> 1));
    /* What only the bytes behind the block can tell. */
    uint64_t late = (signs.e2 & (last | last >> 1)) | (signs.sign & last);
    for (stop &= ~late; late; late &= late - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(late);
        if (prep_split_is_other_stop(stops, text, len, at + bit))
            stop |= (uint64_t)1 << bit;
    }
    return stop;
}

#endif
