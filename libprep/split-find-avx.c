/* split-find-avx.c - the same as prep_split_look_portable(), 32 or 64 bytes at a time. What a byte
 * is follows from its two nibbles: each is looked up in a table of sets, and it is what both agree
 * on. */
#include "split-find.h"

#ifdef PREP_HAVE_AVX2
#include <immintrin.h>

#define AVX2   __attribute__((target("avx2,bmi,lzcnt")))
#define AVX512 __attribute__((target("avx512bw,avx512f,bmi,lzcnt")))

/* Sets of bytes: each is all high nibbles of some with all low nibbles of some. */
enum {
    A_TO_O = 1 << 0, /* large and small */
    P_TO_Y = 1 << 1, /* large and small, and digits */
    Z_LF = 1 << 2,
    STOP = 1 << 3, /* . ! */
    QUESTION = 1 << 4,
    SIGN = 1 << 5, /* : ; */
    LONG = 1 << 6, /* E2 F0, and E0 F2 */
    TIGHT = A_TO_O | P_TO_Y | Z_LF,
    MARK = STOP | QUESTION,
};

static const uint8_t low_sets[16] = {
    [0x0] = P_TO_Y | LONG,
    [0x1] = A_TO_O | P_TO_Y | STOP,
    [0x2] = A_TO_O | P_TO_Y | LONG,
    [0x3] = A_TO_O | P_TO_Y,
    [0x4] = A_TO_O | P_TO_Y,
    [0x5] = A_TO_O | P_TO_Y,
    [0x6] = A_TO_O | P_TO_Y,
    [0x7] = A_TO_O | P_TO_Y,
    [0x8] = A_TO_O | P_TO_Y,
    [0x9] = A_TO_O | P_TO_Y,
    [0xA] = A_TO_O | Z_LF | SIGN,
    [0xB] = A_TO_O | SIGN,
    [0xC] = A_TO_O,
    [0xD] = A_TO_O,
    [0xE] = A_TO_O | STOP,
    [0xF] = A_TO_O | QUESTION,
};
static const uint8_t high_sets[16] = {
    [0x0] = Z_LF,          [0x2] = STOP,          [0x3] = P_TO_Y | QUESTION | SIGN,
    [0x4] = A_TO_O,        [0x5] = P_TO_Y | Z_LF, [0x6] = A_TO_O,
    [0x7] = P_TO_Y | Z_LF, [0xE] = LONG,          [0xF] = LONG,
};

AVX2 static inline __m256i load_twice(const uint8_t sets[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)sets));
}

AVX2 static inline __m256i sets_of(__m256i bytes)
{
    const __m256i nibble = _mm256_set1_epi8(0x0F);
    __m256i low = _mm256_shuffle_epi8(load_twice(low_sets), _mm256_and_si256(bytes, nibble));
    __m256i high = _mm256_shuffle_epi8(load_twice(high_sets),
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

AVX2 static inline uint64_t other_stops_avx2(const struct prep_split_stops *stops, const char *text,
                                             size_t len, size_t at, const __m256i bytes[2])
{
    return prep_split_other_stops(
        stops, text, len, at,
        (struct prep_split_signs){
            .sign = equal(bytes, ':') | equal(bytes, ';'),
            .space = equal(bytes, ' '),
            .e2 = equal(bytes, '\xE2'),
            .f0 = equal(bytes, '\xF0'),
            .second = equal(bytes, '\x80'),
            .third = equal(bytes, '\xA6') | equal(bytes, '\xBC') | equal(bytes, '\xBD'),
        });
}

AVX2 void prep_split_look_avx2(const struct prep_split_stops *stops, const char *text, size_t len,
                               size_t at, size_t blocks, struct prep_split_window *window)
{
    struct prep_split_look look = prep_split_look_begin(stops, window);
    for (size_t block = 0; block < blocks; block++, at += 64) {
        const __m256i bytes[2] = {
            _mm256_loadu_si256((const __m256i *)(const void *)(text + at)),
            _mm256_loadu_si256((const __m256i *)(const void *)(text + at + 32))};
        const __m256i sets[2] = {sets_of(bytes[0]), sets_of(bytes[1])};
        struct prep_split_bits bits = {any(sets, MARK), any(sets, TIGHT), equal(bytes, '('),
                                       equal(bytes, '\n'), any(sets, LONG)};
        bits.other |= any(sets, SIGN) & (look.signs | equal(bytes, ' ') << 1);
        uint64_t other = bits.other ? other_stops_avx2(stops, text, len, at, bytes) : 0;
        if (stops->close)
            other |= equal(bytes, ')');
        prep_split_take_block(&look, at, bits, other, window, block);
    }
    prep_split_look_end(&look, text, len, at, blocks, window);
}

AVX512 static inline __m512i load_four_times(const uint8_t sets[16])
{
    return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)sets));
}

AVX512 static inline uint64_t equal_64(__m512i bytes, char c)
{
    return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(c));
}

AVX512 static inline uint64_t any_64(__m512i sets, int of)
{
    return _mm512_test_epi8_mask(sets, _mm512_set1_epi8((char)of));
}

AVX512 static inline uint64_t other_stops_avx512(const struct prep_split_stops *stops,
                                                 const char *text, size_t len, size_t at,
                                                 __m512i bytes)
{
    return prep_split_other_stops(
        stops, text, len, at,
        (struct prep_split_signs){
            .sign = equal_64(bytes, ':') | equal_64(bytes, ';'),
            .space = equal_64(bytes, ' '),
            .e2 = equal_64(bytes, '\xE2'),
            .f0 = equal_64(bytes, '\xF0'),
            .second = equal_64(bytes, '\x80'),
            .third = equal_64(bytes, '\xA6') | equal_64(bytes, '\xBC') | equal_64(bytes, '\xBD'),
        });
}

AVX512 void prep_split_look_avx512(const struct prep_split_stops *stops, const char *text,
                                   size_t len, size_t at, size_t blocks,
                                   struct prep_split_window *window)
{
    const __m512i nibble = _mm512_set1_epi8(0x0F);
    struct prep_split_look look = prep_split_look_begin(stops, window);
    for (size_t block = 0; block < blocks; block++, at += 64) {
        __m512i bytes = _mm512_loadu_si512(text + at);
        __m512i low =
            _mm512_shuffle_epi8(load_four_times(low_sets), _mm512_and_si512(bytes, nibble));
        __m512i high = _mm512_shuffle_epi8(load_four_times(high_sets),
                                           _mm512_and_si512(_mm512_srli_epi16(bytes, 4), nibble));
        __m512i sets = _mm512_and_si512(low, high);
        struct prep_split_bits bits = {any_64(sets, MARK), any_64(sets, TIGHT),
                                       equal_64(bytes, '('), equal_64(bytes, '\n'),
                                       any_64(sets, LONG)};
        bits.other |= any_64(sets, SIGN) & (look.signs | equal_64(bytes, ' ') << 1);
        uint64_t other = bits.other ? other_stops_avx512(stops, text, len, at, bytes) : 0;
        if (stops->close)
            other |= equal_64(bytes, ')');
        prep_split_take_block(&look, at, bits, other, window, block);
    }
    prep_split_look_end(&look, text, len, at, blocks, window);
}
#endif
