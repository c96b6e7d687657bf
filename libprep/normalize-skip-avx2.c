/* normalize-skip-avx2.c - the same as prep_skip_portable(), for processors with AVX2. */
#include "normalize.h"

#ifdef PREP_HAVE_AVX2
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi")))

/* What a byte is by itself: looked up by its two nibbles. */
enum {
    C0 = 1 << 0,    /* 00..0F but LF */
    C0_1X = 1 << 1, /* 10..1F */
    DEL = 1 << 2,
    TRIGGER = 1 << 3, /* 82, 83 */
    LEAD_CX = 1 << 4, /* C0..CF but C3 */
    LEAD = 1 << 5,    /* D0..FF */
};

AVX2 static inline __m256i classes(__m256i c)
{
    const __m256i by_high = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(C0, C0_1X, 0, 0, 0, 0, 0, DEL, TRIGGER, 0, 0, 0, LEAD_CX, LEAD, LEAD, LEAD));
    enum { ALL = C0 | C0_1X | LEAD_CX | LEAD };
    const __m256i by_low = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(ALL, ALL, ALL | TRIGGER, C0 | C0_1X | TRIGGER | LEAD, ALL, ALL, ALL, ALL, ALL,
                      ALL, C0_1X | LEAD_CX | LEAD, ALL, ALL, ALL, ALL, ALL | DEL));
    const __m256i nibble = _mm256_set1_epi8(0x0F);
    return _mm256_and_si256(
        _mm256_shuffle_epi8(by_high, _mm256_and_si256(_mm256_srli_epi16(c, 4), nibble)),
        _mm256_shuffle_epi8(by_low, _mm256_and_si256(c, nibble)));
}

/* Which bytes are a space or LF? The one with the same low nibble is looked up. */
AVX2 static inline __m256i white(__m256i c)
{
    const __m256i by_low = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, 0, '\n', 0, 0, 0, 0, 0));
    return _mm256_cmpeq_epi8(c, _mm256_shuffle_epi8(by_low, c));
}

/* Copy 32 bytes; not 0 where one is suspicious. */
AVX2 static inline __m256i look(const char *at, char *out)
{
    __m256i c = _mm256_loadu_si256((const __m256i *)(const void *)at);
    __m256i before = _mm256_loadu_si256((const __m256i *)(const void *)(at - 1));
    _mm256_storeu_si256((__m256i *)(void *)out, c);
    __m256i tail = _mm256_cmpgt_epi8(_mm256_set1_epi8(-64), c); /* 80..BF, as signed numbers */
    __m256i cut = _mm256_xor_si256(tail, _mm256_cmpeq_epi8(before, _mm256_set1_epi8((char)0xC3)));
    return _mm256_or_si256(_mm256_or_si256(cut, classes(c)),
                           _mm256_and_si256(white(c), white(before)));
}

AVX2 static inline unsigned mask(__m256i found)
{
    return ~(unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(found, _mm256_setzero_si256()));
}

AVX2 size_t prep_skip_avx2(const char *text, size_t len, size_t at, char *out)
{
    enum { BLOCK = 64 };
    for (; len - at >= BLOCK; at += BLOCK, out += BLOCK) {
        __m256i first = look(text + at, out), second = look(text + at + 32, out + 32);
        __m256i found = _mm256_or_si256(first, second);
        if (!_mm256_testz_si256(found, found))
            return at +
                   (size_t)__builtin_ctzll(mask(first) | (unsigned long long)mask(second) << 32);
    }
    return prep_skip_bytes(text, len, at, out);
}
#endif
