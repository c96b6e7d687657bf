/* spell-verdicts.c - the verdicts on tokens, shared by all threads without a lock.
 *
 * A token is known by 120 bits of its hash; two that share them do not occur. An entry is two
 * words. The first is the sum (xor) of the second and the other half of the hash, so that an entry
 * that two threads wrote at once, or that is read while it is written, fits no token: it is as if
 * it were not there. Verdicts depend on nothing but the token, so it does not matter who writes. */
#include "spell.h"

#include <stdatomic.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
    SETS = 1 << 18, /* of entries that a token may stand in */
    WAYS = 4,       /* entries of a set: 64 bytes */
};

struct entry {
    _Atomic uint64_t sum, rest; /* rest: 56 bits of the hash, then the verdict + 1 */
};

struct prep_verdicts {
    struct entry entries[SETS][WAYS];
};

struct prep_verdicts *prep_verdicts_new(void)
{
    /* Large blocks of zeros are pages that do not exist until they are written. */
    return calloc(1, sizeof(struct prep_verdicts));
}

void prep_verdicts_free(struct prep_verdicts *verdicts)
{
    free(verdicts);
}

struct prep_token_hash prep_token_hash(const char *token, size_t len, bool dotted)
{
    XXH128_hash_t hash = XXH3_128bits_withSeed(token, len, dotted);
    return (struct prep_token_hash){hash.high64, hash.low64};
}

int prep_verdicts_find(struct prep_verdicts *verdicts, struct prep_token_hash hash)
{
    struct entry *set = verdicts->entries[hash.high % SETS];
    for (size_t i = 0; i < WAYS; i++) {
        uint64_t rest = atomic_load_explicit(&set[i].rest, memory_order_relaxed);
        uint64_t sum = atomic_load_explicit(&set[i].sum, memory_order_relaxed);
        if ((rest ^ sum) == hash.high && (rest ^ hash.low) >> 8 == 0 && rest & 0xFF)
            return (int)(rest & 0xFF) - 1;
    }
    return -1;
}

void prep_verdicts_keep(struct prep_verdicts *verdicts, struct prep_token_hash hash, int verdict)
{
    struct entry *set = verdicts->entries[hash.high % SETS];
    uint64_t rest = (hash.low & ~(uint64_t)0xFF) | (uint64_t)(verdict + 1);
    size_t i = 0;
    while (i < WAYS && atomic_load_explicit(&set[i].rest, memory_order_relaxed) != 0)
        i++;
    if (i == WAYS) /* which one goes does not matter */
        i = hash.low >> 8 & (WAYS - 1);
    atomic_store_explicit(&set[i].rest, rest, memory_order_relaxed);
    atomic_store_explicit(&set[i].sum, rest ^ hash.high, memory_order_relaxed);
}

/* Entries that are kept, in an order that depends on nothing else: "high, rest" each. */
enum prep_status prep_verdicts_append(struct prep_verdicts *verdicts, struct prep_buf *out)
{
    for (size_t i = 0; i < SETS; i++) {
        uint64_t found[WAYS][2];
        size_t n = 0;
        for (size_t k = 0; k < WAYS; k++) {
            struct entry *entry = &verdicts->entries[i][k];
            uint64_t rest = atomic_load_explicit(&entry->rest, memory_order_relaxed);
            uint64_t high = atomic_load_explicit(&entry->sum, memory_order_relaxed) ^ rest;
            if (!(rest & 0xFF))
                continue;
            size_t at = n++;
            for (; at > 0 && found[at - 1][0] > high; at--)
                memcpy(found[at], found[at - 1], sizeof *found);
            found[at][0] = high;
            found[at][1] = rest;
        }
        if (n > 0 && prep_buf_append(out, (const char *)found, n * sizeof *found))
            return PREP_E_NOMEM;
    }
    return PREP_OK;
}

bool prep_verdicts_read(struct prep_verdicts *verdicts, const char *entries, size_t len, int most)
{
    for (size_t at = 0; at + 16 <= len; at += 16) {
        struct prep_token_hash hash;
        memcpy(&hash, entries + at, sizeof hash);
        int verdict = (int)(hash.low & 0xFF) - 1;
        if (verdict < 0 || verdict > most)
            return false;
        prep_verdicts_keep(verdicts, hash, verdict);
    }
    return len % 16 == 0;
}
