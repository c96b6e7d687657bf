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
    OPEN = 1 << 5,
    COLON = 1 << 6, /* : ; */
    LONG = 1 << 7,  /* E2 F0, and E0 F2 */
    TIGHT = A_TO_O | P_TO_Y | Z_LF,
    MARK = STOP | QUESTION,
    OTHER = COLON | LONG,
};

static const uint8_t low_sets[16] = {
    P_TO_Y | LONG,
    A_TO_O | P_TO_Y | STOP,
    A_TO_O | P_TO_Y | LONG,
    A_TO_O | P_TO_Y,
    A_TO_O | P_TO_Y,
    A_TO_O | P_TO_Y,
    A_TO_O | P_TO_Y,
    A_TO_O | P_TO_Y,
    A_TO_O | P_TO_Y | OPEN,
    A_TO_O | P_TO_Y,
    A_TO_O | Z_LF | COLON,
    A_TO_O | COLON,
    A_TO_O,
    A_TO_O,
    A_TO_O | STOP,
    A_TO_O | QUESTION,
};
static const uint8_t high_sets[16] = {
    [0x0] = Z_LF,          [0x2] = STOP | OPEN,   [0x3] = P_TO_Y | QUESTION | COLON,
    [0x4] = A_TO_O,        [0x5] = P_TO_Y | Z_LF, [0x6] = A_TO_O,
    [0x7] = P_TO_Y | Z_LF, [0xE] = LONG,          [0xF] = LONG,
};

AVX2 static inline __m256i load_twice(const uint8_t sets[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)sets));
}

AVX2 static inline uint64_t any(__m256i sets, int of)
{
    __m256i none = _mm256_cmpeq_epi8(_mm256_and_si256(sets, _mm256_set1_epi8((char)of)),
                                     _mm256_setzero_si256());
    return ~(uint32_t)_mm256_movemask_epi8(none);
}

AVX2 static inline uint64_t equal(__m256i bytes, char c)
{
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c)));
}

AVX2 static inline struct prep_split_bits read_32(const char *at)
{
    const __m256i nibble = _mm256_set1_epi8(0x0F);
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)at);
    __m256i low = _mm256_shuffle_epi8(load_twice(low_sets), _mm256_and_si256(bytes, nibble));
    __m256i high = _mm256_shuffle_epi8(load_twice(high_sets),
                                       _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble));
    __m256i sets = _mm256_and_si256(low, high);
    return (struct prep_split_bits){
        any(sets, MARK),    any(sets, TIGHT), equal(bytes, '('),
        equal(bytes, '\n'), any(sets, OTHER), equal(bytes, ')'),
    };
}

AVX2 void prep_split_look_avx2(const struct prep_split_stops *stops, const char *text, size_t len,
                               size_t at, size_t blocks, struct prep_split_window *window)
{
    struct prep_split_look look = prep_split_look_begin(stops, window);
    for (size_t block = 0; block < blocks; block++, at += 64) {
        struct prep_split_bits first = read_32(text + at), second = read_32(text + at + 32);
        first.mark |= second.mark << 32;
        first.tight |= second.tight << 32;
        first.open |= second.open << 32;
        first.lf |= second.lf << 32;
        first.other |= second.other << 32;
        first.close |= second.close << 32;
        prep_split_take_block(&look, stops, text, len, at, first, window, block);
    }
    prep_split_look_end(&look, text, len, at, blocks, window);
}

AVX512 static inline __m512i load_four_times(const uint8_t sets[16])
{
    return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)sets));
}

AVX512 static inline struct prep_split_bits read_64(const char *at)
{
    const __m512i nibble = _mm512_set1_epi8(0x0F);
    __m512i bytes = _mm512_loadu_si512(at);
    __m512i low = _mm512_shuffle_epi8(load_four_times(low_sets), _mm512_and_si512(bytes, nibble));
    __m512i high = _mm512_shuffle_epi8(load_four_times(high_sets),
                                       _mm512_and_si512(_mm512_srli_epi16(bytes, 4), nibble));
    __m512i sets = _mm512_and_si512(low, high);
    return (struct prep_split_bits){
        _mm512_test_epi8_mask(sets, _mm512_set1_epi8(MARK)),
        _mm512_test_epi8_mask(sets, _mm512_set1_epi8(TIGHT)),
        _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('(')),
        _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n')),
        _mm512_test_epi8_mask(sets, _mm512_set1_epi8((char)OTHER)),
        _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(')')),
    };
}

AVX512 void prep_split_look_avx512(const struct prep_split_stops *stops, const char *text,
                                   size_t len, size_t at, size_t blocks,
                                   struct prep_split_window *window)
{
    struct prep_split_look look = prep_split_look_begin(stops, window);
    for (size_t block = 0; block < blocks; block++, at += 64)
        prep_split_take_block(&look, stops, text, len, at, read_64(text + at), window, block);
    prep_split_look_end(&look, text, len, at, blocks, window);
}
#endif
