/* normalize-skip-avx2.c - the same as prep_skip_bytes(), for processors with AVX2. */
#include "normalize.h"

#ifdef PREP_HAVE_AVX2
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi")))

AVX2 static inline __m256i load(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

/* Which bytes are a space or LF? The one with the same low nibble is looked up. */
AVX2 static inline __m256i white(__m256i c)
{
    const __m256i by_low = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, 0, '\n', 0, 0, 0, 0, 0));
    return _mm256_cmpeq_epi8(c, _mm256_shuffle_epi8(by_low, c));
}

/* Copy 32 bytes; not 0 where one is suspicious. The mode is a constant where this is inlined. */
AVX2 static inline __attribute__((always_inline)) __m256i
look(enum prep_skip_mode mode, __m256i by_high, __m256i by_low, const char *at, char *out)
{
    const __m256i nibble = _mm256_set1_epi8(0x0F), top = _mm256_set1_epi8((char)0x80);
    __m256i c = load(at), before = load(at - 1);
    _mm256_storeu_si256((__m256i *)(void *)out, c);
    __m256i class = _mm256_and_si256(
        _mm256_shuffle_epi8(by_high, _mm256_and_si256(_mm256_srli_epi16(c, 4), nibble)),
        _mm256_shuffle_epi8(by_low, _mm256_and_si256(c, nibble)));
    /* 80..BF, as signed numbers; PREP_SKIP_GOOD is the highest bit, too. */
    __m256i tail_after = _mm256_cmpgt_epi8(_mm256_set1_epi8(-64), load(at + 1));
    __m256i found = _mm256_or_si256(_mm256_xor_si256(class, _mm256_and_si256(tail_after, top)),
                                    _mm256_and_si256(white(c), white(before)));
    if (mode == SKIP_LATIN) {
        __m256i misread =
            _mm256_and_si256(_mm256_cmpeq_epi8(before, _mm256_set1_epi8((char)0xC3)),
                             _mm256_cmpeq_epi8(_mm256_and_si256(c, _mm256_set1_epi8((char)0xFE)),
                                               _mm256_set1_epi8((char)0x82)));
        found = _mm256_or_si256(
            found, _mm256_or_si256(
                       misread, _mm256_and_si256(_mm256_and_si256(class, top),
                                                 _mm256_cmpeq_epi8(load(at - 2),
                                                                   _mm256_set1_epi8((char)0xC3)))));
    }
    if (mode == SKIP_FOREIGN)
        found = _mm256_or_si256(
            found, _mm256_and_si256(_mm256_cmpeq_epi8(before, _mm256_set1_epi8((char)0xCE)),
                                    _mm256_cmpeq_epi8(c, _mm256_set1_epi8((char)0x87))));
    return found;
}

AVX2 static inline unsigned mask(__m256i found)
{
    return ~(unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(found, _mm256_setzero_si256()));
}

AVX2 static inline __attribute__((always_inline)) size_t
skip(enum prep_skip_mode mode, const char *text, size_t len, size_t at, char *out)
{
    enum { BLOCK = 64 };
    const struct prep_skip_tables *tables = &prep_skip_tables[mode];
    const __m256i by_high = _mm256_broadcastsi128_si256(
                      _mm_loadu_si128((const __m128i *)(const void *)tables->by_high)),
                  by_low = _mm256_broadcastsi128_si256(
                      _mm_loadu_si128((const __m128i *)(const void *)tables->by_low));
    for (; len - at > BLOCK; at += BLOCK, out += BLOCK) {
        __m256i first = look(mode, by_high, by_low, text + at, out),
                second = look(mode, by_high, by_low, text + at + 32, out + 32);
        __m256i found = _mm256_or_si256(first, second);
        if (!_mm256_testz_si256(found, found))
            return at +
                   (size_t)__builtin_ctzll(mask(first) | (unsigned long long)mask(second) << 32);
    }
    return prep_skip_bytes(mode, text, len, at, out);
}

AVX2 size_t prep_skip_avx2(enum prep_skip_mode mode, const char *text, size_t len, size_t at,
                           char *out)
{
    switch (mode) {
    case SKIP_LATIN:
        return skip(SKIP_LATIN, text, len, at, out);
    case SKIP_FOREIGN:
        return skip(SKIP_FOREIGN, text, len, at, out);
    default:
        return skip(SKIP_LATIN_1, text, len, at, out);
    }
}
#endif
