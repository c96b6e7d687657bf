/* byte-sets.h - which of 64 bytes are in a set, a bit each, the first the lowest.
 *
 * What a byte is follows from its two nibbles: each is looked up in a table of up to eight sets, a
 * bit each, and the byte is in those on which both agree. So a set is all high nibbles of some with
 * all low nibbles of some.
 *
 * A file that includes it has defined AVX2 and AVX512, the attributes of functions for such
 * processors. */
#ifndef PREP_BYTE_SETS_H
#define PREP_BYTE_SETS_H

#include <immintrin.h>
#include <stdint.h>

AVX2 static inline __m256i load_twice(const uint8_t sets[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)sets));
}

AVX2 static inline __m256i sets_of(const uint8_t lows[16], const uint8_t highs[16], __m256i bytes)
{
    const __m256i nibble = _mm256_set1_epi8(0x0F);
    __m256i low = _mm256_shuffle_epi8(load_twice(lows), _mm256_and_si256(bytes, nibble));
    __m256i high = _mm256_shuffle_epi8(load_twice(highs),
                                       _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble));
    return _mm256_and_si256(low, high);
}

AVX2 static inline uint64_t join(__m256i first, __m256i second)
{
    return (uint32_t)_mm256_movemask_epi8(first) | (uint64_t)(uint32_t)_mm256_movemask_epi8(second)
                                                       << 32;
}

AVX2 static inline uint64_t any(const __m256i sets[2], int of)
{
    const __m256i mask = _mm256_set1_epi8((char)of), zero = _mm256_setzero_si256();
    return ~join(_mm256_cmpeq_epi8(_mm256_and_si256(sets[0], mask), zero),
                 _mm256_cmpeq_epi8(_mm256_and_si256(sets[1], mask), zero));
}

AVX2 static inline uint64_t equal(const __m256i bytes[2], char c)
{
    return join(_mm256_cmpeq_epi8(bytes[0], _mm256_set1_epi8(c)),
                _mm256_cmpeq_epi8(bytes[1], _mm256_set1_epi8(c)));
}

AVX512 static inline __m512i sets_of_64(const uint8_t lows[16], const uint8_t highs[16],
                                        __m512i bytes)
{
    const __m512i nibble = _mm512_set1_epi8(0x0F);
    __m512i low = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)lows));
    __m512i high = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)highs));
    low = _mm512_shuffle_epi8(low, _mm512_and_si512(bytes, nibble));
    high = _mm512_shuffle_epi8(high, _mm512_and_si512(_mm512_srli_epi16(bytes, 4), nibble));
    return _mm512_and_si512(low, high);
}

AVX512 static inline uint64_t any_64(__m512i sets, int of)
{
    return _mm512_test_epi8_mask(sets, _mm512_set1_epi8((char)of));
}

AVX512 static inline uint64_t equal_64(__m512i bytes, char c)
{
    return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(c));
}

#endif
