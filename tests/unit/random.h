/* random.h - random numbers for property tests: the same ones in each run. */
#ifndef PREP_TEST_RANDOM_H
#define PREP_TEST_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* splitmix64: *state may start from any number. */
static inline uint64_t random_next(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* A number below n > 0. */
static inline size_t random_below(uint64_t *state, size_t n)
{
    return (size_t)(random_next(state) % n);
}

#endif
