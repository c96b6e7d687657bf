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
        return !stops->few || len - at < 3 || s[1] != 0x80 || s[2] == 0xA6 || s[2] == 0xBC ||
               s[2] == 0xBD;
    case 0xF0:
        return true;
    case ':':
    case ';':
        return !stops->few || stops->signs ||
               (at > 0 && s[-1] == ' ' && len - at > 1 && s[1] != ' ');
    default:
        return false;
    }
}

/* What the bytes of a block are, a bit each; other is not 0 where one of the signs may be a stop.
 */
struct prep_split_bits {
    uint64_t mark, tight, open, lf, other;
};
struct prep_split_signs {
    uint64_t sign, space, e2, f0; /* sign: ':' or ';' */
    uint64_t second, third;       /* 80; A6 BC BD */
};

/* Where a look is; few is a mask of what holds for all blocks, signs one of those that may be stops
 * without a space in front. Whether the last mark of a block is a stop is known from the next block
 * only: mark is what the last one had there. */
struct prep_split_look {
    uint64_t few, signs, mark;
    size_t lf, open; /* what window has as the last ones */
};

PREP_SPLIT_INLINE struct prep_split_look
prep_split_look_begin(const struct prep_split_stops *stops, const struct prep_split_window *window)
{
    return (struct prep_split_look){stops->few ? UINT64_MAX : 0,
                                    stops->few && !stops->signs ? 1 : UINT64_MAX, 0,
                                    window->lf_last, window->open_last};
}

/* The other stops of the block at text[at]. */
PREP_SPLIT_INLINE uint64_t prep_split_other_stops(const struct prep_split_stops *stops,
                                                  const char *text, size_t len, size_t at,
                                                  struct prep_split_signs signs)
{
    const uint64_t last = (uint64_t)1 << 63;
    uint64_t stop = signs.f0 | signs.e2 | signs.sign;
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

/* Take over a block, which is at text[at], with its other stops. */
PREP_SPLIT_INLINE void prep_split_take_block(struct prep_split_look *look, size_t at,
                                             struct prep_split_bits bits, uint64_t other,
                                             struct prep_split_window *window, size_t block)
{
    if (block > 0)
        window->stop[block - 1] &= ~(bits.tight << 63 & look->mark);
    look->mark = bits.mark & look->few;
    window->stop[block] = (bits.mark & ~(bits.tight >> 1 & look->few)) | other;
    window->lf[block] = bits.lf;
    window->open[block] = bits.open;
    window->lf_before[block] = look->lf;
    window->open_before[block] = look->open;
    /* Found without a branch: which blocks have an LF is anybody's guess. */
    size_t lf = at + 64 - (size_t)__builtin_clzll(bits.lf | 1);
    size_t open = at + 64 - (size_t)__builtin_clzll(bits.open | 1);
    look->lf = bits.lf ? lf : look->lf;
    look->open = bits.open ? open : look->open;
}

/* The byte behind the last of some blocks is text[at]. */
PREP_SPLIT_INLINE void prep_split_look_end(const struct prep_split_look *look, const char *text,
                                           size_t len, size_t at, size_t blocks,
                                           struct prep_split_window *window)
{
    if (look->mark >> 63 && prep_split_is_tight(text, len, at))
        window->stop[blocks - 1] &= ~((uint64_t)1 << 63);
    window->lf_last = look->lf;
    window->open_last = look->open;
}

#endif
