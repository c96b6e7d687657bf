/* names-find.h - what names-block.c needs of names-find.c and names-filter.c. */
#ifndef PREP_NAMES_FIND_H
#define PREP_NAMES_FIND_H

#include "names.h"

#define PREP_FIND_BLOCKS 64            /* of 64 bytes, looked at in one go */
#define PREP_FIND_SLACK  (2 * 64 + 16) /* bytes that must follow the last one looked at */

/* Two sets of bytes, a bit for each from the byte at `begin` on. */
struct prep_find_masks {
    /* Capitals that begin a word, and bytes of letters other than ASCII and U+00C0 to U+00FF. */
    uint64_t start[PREP_FIND_BLOCKS], other[PREP_FIND_BLOCKS];
    uint64_t outside[PREP_FIND_BLOCKS + 1]; /* bytes of no letter, and of one block more */
};

/* Fill the masks of n blocks; `before` is the byte in front of the text, a space if there is none.
 */
typedef void prep_find_fn(const char *text, size_t n, char before, struct prep_find_masks *masks);
prep_find_fn prep_find_portable;
prep_find_fn *prep_find_best(void); /* for this processor */

/* ---- names-filter.c ----------------------------------------------------------------------- */

#define PREP_FILTER_BITS 14 /* 2 to the power of this is how many words it has: 128 KiB */
#define PREP_FILTER_LOOK 5  /* bytes: of shorter words only the lexicon knows something */

/* Which capitalised words may be names: never says no to one that is, and rarely yes to others. */
struct prep_names_filter {
    uint64_t bits[1u << PREP_FILTER_BITS]; /* two bits for each key of the lexicon, in one word */
    uint8_t ends[32][32]; /* by the last two letters: may it look like a transcription? */
};

struct prep_names_filter *prep_names_filter_new(const struct prep_lexicon *lexicon,
                                                const struct prep_evidence_tables *evidence);
void prep_names_filter_free(struct prep_names_filter *filter); /* NULL is fine */

/* What a record with this word needs. */
enum prep_names_need {
    PREP_NEED_NOTHING,
    PREP_NEED_COMPANY, /* the word counts beside another such word only */
    PREP_NEED_SCAN,
};

static inline uint64_t prep_names_filter_hash(uint64_t first, uint64_t second, size_t len)
{
    uint64_t hash = (first ^ len) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ hash >> 32 ^ second) * 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 29;
}

static inline uint64_t prep_names_filter_two(uint64_t hash)
{
    return (uint64_t)1 << (hash & 63) | (uint64_t)1 << (hash >> 6 & 63);
}

/* The hash is of the length and the first 16 bytes, which must be readable: no loop, and no branch
 * on the length. */
static inline bool prep_names_filter_passes(const struct prep_names_filter *filter,
                                            const char *word, size_t len)
{
    static const uint8_t wanted[32] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                       0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    uint64_t part[2], mask[2];
    memcpy(part, word, sizeof part);
    memcpy(mask, wanted + (len < 16 ? 16 - len : 0), sizeof mask);
    uint64_t hash = prep_names_filter_hash(part[0] & mask[0], part[1] & mask[1], len),
             bits = prep_names_filter_two(hash);
    uint8_t last = word[len - 1] & 31, before = word[len > 1 ? len - 2 : 0] & 31;
    return (filter->bits[hash >> (64 - PREP_FILTER_BITS)] & bits) == bits ||
           (len >= PREP_FILTER_LOOK && filter->ends[before][last]);
}

/* Exactly, for a word that passed. */
enum prep_names_need prep_names_need(const struct prep_names_model *model, const char *word,
                                     size_t len);

#endif
