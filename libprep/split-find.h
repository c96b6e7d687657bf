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
 * most emoji; emoticons begin with ':' or ';'. A block does without most of them. */
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
        return !stops->few || (*s == ':' ? stops->colon : stops->semicolon) ||
               (at > 0 && s[-1] == ' ' && len - at > 1 && s[1] != ' ');
    default:
        return false;
    }
}

/* What the bytes of a block are, a bit each; tight as above, other those that the function above is
 * about and maybe more. */
struct prep_split_bits {
    uint64_t mark, tight, open, lf, other, close;
};

/* Where a look is: few and close are masks of what holds for all blocks. Whether the last mark of a
 * block is a stop is known from the next block only: mark is what the last one had there. */
struct prep_split_look {
    uint64_t few, close, mark;
    size_t lf, open; /* what window has as the last ones */
};

PREP_SPLIT_INLINE struct prep_split_look
prep_split_look_begin(const struct prep_split_stops *stops, const struct prep_split_window *window)
{
    return (struct prep_split_look){stops->few ? UINT64_MAX : 0, stops->close ? UINT64_MAX : 0, 0,
                                    window->lf_last, window->open_last};
}

/* Take over a block, which is at text[at]. */
PREP_SPLIT_INLINE void prep_split_take_block(struct prep_split_look *look,
                                             const struct prep_split_stops *stops, const char *text,
                                             size_t len, size_t at, struct prep_split_bits bits,
                                             struct prep_split_window *window, size_t block)
{
    uint64_t stop = (bits.mark & ~(bits.tight >> 1 & look->few)) | (bits.close & look->close);
    if (block > 0)
        window->stop[block - 1] &= ~(bits.tight << 63 & look->mark);
    look->mark = bits.mark & look->few;
    for (uint64_t other = bits.other; other; other &= other - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(other);
        if (prep_split_is_other_stop(stops, text, len, at + bit))
            stop |= (uint64_t)1 << bit;
    }
    window->stop[block] = stop;
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
