/* normalize-block.h - what the files share that do many records at once. */
#ifndef PREP_NORMALIZE_BLOCK_H
#define PREP_NORMALIZE_BLOCK_H

#include "normalize.h"

struct prep_block {
    struct prep_normalizer *normalizer;
    const char *text;
    size_t len, at;
    char *out; /* has room for the text and a block of 64 bytes */
    size_t n;  /* bytes written */
    /* Treat what stands at `at` and move behind it; false if its record needs run_line(). */
    bool (*pass)(struct prep_block *block);
    bool log;                /* changes are logged: that is for run_line() */
    bool simple;             /* they are not, and all the rules of the block are on */
    uint64_t count[N_RULES]; /* changes by rule; some may have to be taken back */
};

/* Each of these treats what stands at block->at and moves behind it; false if the record needs
 * run_line(). */

/* normalize-block-marks.c: marks behind a letter, with which they become another letter, or with
 * which they stay; a vowel of Hangul behind an initial consonant. */
bool prep_block_marks(struct prep_block *block);
bool prep_block_jamo(struct prep_block *block);
/* Of other scripts: c, which ends at `next` and may compose with what is in front. */
bool prep_block_join(struct prep_block *block, uint32_t c, size_t next);

/* normalize-skip.c: four times each byte, for vectors. */
extern const uint32_t prep_skip_bytes[256];

/* Printable ASCII but for the space. */
static inline bool prep_block_plain(unsigned char c)
{
    return c - 0x21u < 0x7F - 0x21;
}

/* The bytes of a space of any kind, General_Category=Zs but for U+1680; 0, if there is none. */
static inline size_t prep_block_space(const char *text, size_t len, size_t at)
{
    const unsigned char *s = (const unsigned char *)text + at;
    size_t left = len - at;
    if (left == 0 || (s[0] != ' ' && s[0] < 0xC2))
        return 0;
    if (s[0] == ' ')
        return 1;
    if (left > 1 && s[0] == 0xC2)
        return s[1] == 0xA0 ? 2 : 0;
    if (left < 3)
        return 0;
    bool space = s[0] == 0xE2 ? (s[1] == 0x80 && (s[2] <= 0x8A || s[2] == 0xAF)) ||
                                    (s[1] == 0x81 && s[2] == 0x9F)
                              : s[0] == 0xE3 && s[1] == 0x80 && s[2] == 0x80;
    return space && s[2] >= 0x80 ? 3 : 0;
}

/* The first byte of a character from U+4000 to U+9FFF, of which no rule asks anything. */
static inline bool prep_block_han(unsigned char c)
{
    return c - 0xE4u < 6;
}

/* What is frequent, most of it among ASCII, at a byte of the text; *out is where the output goes
 * on. Returns how many bytes are done; 0 where it is something else. */
static inline size_t prep_block_simple(struct prep_block *block, size_t at, char **out)
{
    const unsigned char *s = (const unsigned char *)block->text + at;
    const uint64_t spaces = 0x2020202020202020;
    uint64_t next;
    if (!block->simple || at < 2 || block->len - at < sizeof next)
        return 0;
    if (s[0] == 0xCC) { /* a letter and a mark */
        if ((s[-2] | s[-1] | s[2]) & 0x80 || s[-1] < 'A' || (s[1] & 0xC0) != 0x80)
            return 0;
        uint32_t composite = prep_nfc_pair(block->normalizer->nfc, s[-1], 0x300 | (s[1] & 0x3F));
        if (composite <= 0xC3 || composite >= 0x800)
            return 0;
        block->count[RULE_NFC]++;
        (*out)[-1] = (char)(0xC0 | composite >> 6);
        *(*out)++ = (char)(0x80 | (composite & 0x3F));
        return 2;
    }
    if (s[0] == ' ' && s[-1] == ' ') { /* several spaces */
        memcpy(&next, s, sizeof next);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        next = __builtin_bswap64(next);
#endif
        size_t n = next == spaces ? 8 : (size_t)__builtin_ctzll(next ^ spaces) / 8;
        if (n == 8 || !prep_block_plain(s[n]) || (*out)[-1] != ' ')
            return 0;
        block->count[RULE_SPACE]++;
        return n;
    }
    if (s[0] == 0xC2 && (s[1] == 0xA0 || s[1] == 0xAD) && prep_block_plain(s[-1]) &&
        prep_block_plain(s[2])) { /* no-break space, soft hyphen */
        bool space = s[1] == 0xA0;
        block->count[space ? RULE_SPACE : RULE_INVISIBLE]++;
        **out = ' ';
        *out += space;
        return 2;
    }
    if (s[0] == 0xEF && (s[1] & 0xFE) == 0xBC && (s[2] & 0xC0) == 0x80 && at > 3 &&
        prep_block_han(s[-3]) &&
        (prep_block_han(s[3]) || prep_block_plain(s[3]))) { /* full width */
        unsigned char ascii = (unsigned char)(0x20 + ((s[1] & 1) << 6) + (s[2] & 0x3F));
        if (!prep_block_plain(ascii))
            return 0;
        block->count[RULE_FULLWIDTH]++;
        *(*out)++ = (char)ascii;
        return 3;
    }
    return 0;
}

#endif
