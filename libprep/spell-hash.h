/* spell-hash.h - the hash by which a token is known.
 *
 * Sixteen bytes of it at a time are two numbers, whose product of 128 bits is mixed into the next;
 * the last are filled up with zeros, which no token has. A token of up to eight bytes is multiplied
 * by a constant: no other one has that product. */
#ifndef PREP_SPELL_HASH_H
#define PREP_SPELL_HASH_H

#include "spell.h"

#define PREP_HASH_A 0x9E3779B97F4A7C15u /* any odd numbers with as many ones as zeros will do */
#define PREP_HASH_B 0xD6E8FEB86659FD93u
#define PREP_HASH_C 0xA0761D6478BD642Fu
#define PREP_HASH_D 0xE7037ED1A0B428DBu

static inline struct prep_token_hash prep_hash_multiply(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
    __extension__ unsigned __int128 product = a;
    product *= b;
    return (struct prep_token_hash){(uint64_t)(product >> 64), (uint64_t)product};
#else
    uint64_t low = (a & 0xFFFFFFFF) * (b & 0xFFFFFFFF), left = (a >> 32) * (b & 0xFFFFFFFF);
    uint64_t right = (a & 0xFFFFFFFF) * (b >> 32), high = (a >> 32) * (b >> 32);
    uint64_t middle = (low >> 32) + (left & 0xFFFFFFFF) + right; /* that fits */
    return (struct prep_token_hash){high + (left >> 32) + (middle >> 32),
                                    middle << 32 | (low & 0xFFFFFFFF)};
#endif
}

static inline uint64_t prep_hash_load(const void *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

/* state: dotted or not, then that of the bytes before. At least 16 bytes can be read at bytes. */
static inline struct prep_token_hash prep_hash_step(struct prep_token_hash state, const char *bytes)
{
    return prep_hash_multiply(prep_hash_load(bytes) ^ PREP_HASH_A ^ state.low,
                              prep_hash_load(bytes + 8) ^ PREP_HASH_B ^ state.high);
}

/* The same for the last len bytes, 16 at most. */
static inline struct prep_token_hash prep_hash_last(struct prep_token_hash state, const char *bytes,
                                                    size_t len)
{
    static const unsigned char masks[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                            255, 255, 255, 255, 255, 255, 255, 255};
    const unsigned char *mask = masks + 16 - len;
    uint64_t a = prep_hash_load(bytes) & prep_hash_load(mask);
    uint64_t b = prep_hash_load(bytes + 8) & prep_hash_load(mask + 8);
    struct prep_token_hash one =
        prep_hash_multiply(a ^ PREP_HASH_A ^ state.low, b ^ PREP_HASH_B ^ state.high);
    struct prep_token_hash two = prep_hash_multiply(one.low ^ PREP_HASH_C, one.high ^ PREP_HASH_D);
    return (struct prep_token_hash){one.high + two.high * PREP_HASH_A, two.high ^ two.low};
}

#endif
