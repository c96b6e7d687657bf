/* spell-words-fill.h - the words in a block of 64 bytes; the same for all ways of looking at it. */
#ifndef PREP_SPELL_WORDS_FILL_H
#define PREP_SPELL_WORDS_FILL_H

#include "spell-hash.h"
#include "spell-words.h"

enum {
    PREP_BLOCK = 64,
    PREP_BLOCK_READ = 80,  /* bytes that can be read from the begin of a block */
    PREP_BLOCK_WORDS = 32, /* at most: two letters and what stands between */
};

/* What the bytes of a block are for words. */
struct prep_parts {
    uint64_t end;     /* ends a run */
    uint64_t pair;    /* first byte of a letter behind another letter */
    uint64_t word;    /* letters, and hyphens between two of them */
    uint64_t neutral; /* in a run of these there is no word */
    uint64_t dot;     /* may stand behind a word without changing it */
};

PREP_WORDS_INLINE struct prep_parts prep_words_parts(const struct prep_signs *signs)
{
    uint64_t c3 = (signs->c3 << 1) & ~signs->no_letter; /* second bytes */
    uint64_t lead = signs->letter | c3 >> 1, letter = lead | c3;
    struct prep_parts parts = {
        .end = signs->end,
        .pair = lead & letter << 1,
        .word = letter | (signs->hyphen & letter << 1 & lead >> 1),
        .neutral = ~(signs->end | letter | signs->high | signs->slash),
        .dot = signs->dot,
    };
    if (signs->c2 | signs->e2) {
        uint64_t two = (signs->c2 << 1) & ~signs->no_end;
        uint64_t three = (signs->e2 << 2) & (signs->eighty << 1) & signs->third;
        parts.end |= two | two >> 1 | three | three >> 1 | three >> 2;
    }
    return parts;
}

/* The hash of a word that begins in a block. */
PREP_WORDS_INLINE struct prep_token_hash prep_words_hash(const char *word, size_t len)
{
    struct prep_token_hash state = {0, 0};
    for (; len > 16; len -= 16, word += 16)
        state = prep_hash_step(state, word);
    return prep_hash_last(state, word, len);
}

/* Find the words in the block at `at`, of which at least PREP_BLOCK_READ bytes can be read at
 * block, and go behind it, or to the run that does not end in it. false: there is a run that is not
 * just letters, at `at`. */
PREP_WORDS_INLINE bool prep_words_block(struct prep_words *words, const char *block,
                                        const struct prep_signs *signs)
{
    const struct prep_parts parts = prep_words_parts(signs);
    uint64_t starts = ~parts.end & (parts.end << 1 | 1);
    size_t at = words->at, n = words->n;
    bool plain = true;
    words->at = at + PREP_BLOCK;
    for (; starts; starts &= starts - 1) {
        unsigned begin = (unsigned)__builtin_ctzll(starts);
        uint64_t ends = parts.end >> begin;
        if (!ends) {
            plain = begin > 0; /* a run of a whole block is none of letters */
            words->at = at + begin;
            break;
        }
        unsigned len = (unsigned)__builtin_ctzll(ends);
        uint64_t run = (((uint64_t)1 << len) - 1) << begin, other = run & ~parts.word;
        if (other) {
            uint64_t last = (uint64_t)1 << (begin + len - 1);
            if (other == (last & parts.dot) && (len != 4 || memcmp(block + begin, "www.", 4) != 0))
                len--;
            else if ((run & ~parts.neutral) == 0)
                continue;
            else {
                plain = false;
                words->at = at + begin;
                break;
            }
        }
        if (!(run & parts.pair))
            continue;
        words->list[n++] =
            (struct prep_found){at + begin, at + begin + len, prep_words_hash(block + begin, len)};
    }
    words->n = n;
    return plain;
}

/* Is there room for the words of another block, and may it be read? */
PREP_WORDS_INLINE bool prep_words_go_on(const struct prep_words *words, size_t done, size_t left)
{
    return words->n <= PREP_WORDS - PREP_BLOCK_WORDS && done < left &&
           left - done >= PREP_BLOCK_READ;
}

#endif
