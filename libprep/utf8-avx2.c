/* utf8-avx2.c - is text valid UTF-8? 32 or 64 bytes at a time.
 *
 * The method is that of Keiser and Lemire, "Validating UTF-8 in less than one instruction per
 * byte" (2021): which errors a pair of bytes can be part of is looked up by three of its four
 * nibbles; an error is what all three agree on. That leaves the third and fourth byte of a
 * sequence, whose places follow from the bytes two and three before. */
#include "internal.h"

#ifdef PREP_HAVE_AVX2
#include <immintrin.h>

#define AVX2   __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512bw,avx512f")))

enum {
    TOO_SHORT = 1 << 0,  /* a lead, then no continuation */
    TOO_LONG = 1 << 1,   /* ASCII, then a continuation */
    OVERLONG_3 = 1 << 2, /* E0 80..9F */
    TOO_LARGE = 1 << 3,  /* F4 90..BF, F5.. 90..BF */
    SURROGATE = 1 << 4,  /* ED A0..BF */
    OVERLONG_2 = 1 << 5, /* C0, C1 */
    OVERLONG_4 = 1 << 6, /* F0 80..8F; with other first bytes: F5.. 80..8F, too large */
    TWO_CONTS = 1 << 7,  /* right only in the third or fourth place */
    ANY = TOO_SHORT | TOO_LONG | TWO_CONTS,
    TOP = TOO_LARGE | OVERLONG_4,
};

/* The same 16 bytes in all parts: byte shuffles work by part. */
#define TABLE(...)   _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))
#define TABLE_4(...) _mm512_broadcast_i32x4(_mm_setr_epi8(__VA_ARGS__))
#define B(bits)      ((char)(bits))

#define FIRST_HIGH                                                                                 \
    TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, B(TWO_CONTS),  \
        B(TWO_CONTS), B(TWO_CONTS), B(TWO_CONTS), TOO_SHORT | OVERLONG_2, TOO_SHORT,               \
        TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOP
#define FIRST_LOW                                                                                  \
    B(ANY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), B(ANY | OVERLONG_2), B(ANY), B(ANY),            \
        B(ANY | TOO_LARGE), B(ANY | TOP), B(ANY | TOP), B(ANY | TOP), B(ANY | TOP), B(ANY | TOP),  \
        B(ANY | TOP), B(ANY | TOP), B(ANY | TOP), B(ANY | TOP | SURROGATE), B(ANY | TOP),          \
        B(ANY | TOP)
#define SECOND_HIGH                                                                                \
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,        \
        B(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | OVERLONG_4),                            \
        B(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE),                             \
        B(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE),                              \
        B(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT,        \
        TOO_SHORT, TOO_SHORT

AVX2 static inline __m256i load(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

AVX2 static inline __m256i high_nibbles(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

/* Not 0 where a byte does not fit the three in front of it, which must be readable. */
AVX2 static inline __m256i errors(const char *at)
{
    const __m256i first_high = TABLE(FIRST_HIGH), first_low = TABLE(FIRST_LOW);
    const __m256i second_high = TABLE(SECOND_HIGH);
    __m256i first = load(at - 1);
    __m256i pair = _mm256_shuffle_epi8(first_high, high_nibbles(first));
    pair = _mm256_and_si256(
        pair, _mm256_shuffle_epi8(first_low, _mm256_and_si256(first, _mm256_set1_epi8(0x0F))));
    pair = _mm256_and_si256(pair, _mm256_shuffle_epi8(second_high, high_nibbles(load(at))));
    /* The highest bit remains where the byte must be a third or a fourth one. */
    __m256i third = _mm256_subs_epu8(load(at - 2), _mm256_set1_epi8(0xE0 - 0x80));
    __m256i fourth = _mm256_subs_epu8(load(at - 3), _mm256_set1_epi8(0xF0 - 0x80));
    __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(B(0x80)));
    return _mm256_xor_si256(pair, must);
}

/* The same for 64 bytes. */
AVX512 static inline bool has_errors(const char *at)
{
    const __m512i nibble = _mm512_set1_epi8(0x0F);
    __m512i here = _mm512_loadu_si512(at), first = _mm512_loadu_si512(at - 1);
    __m512i high = _mm512_and_si512(_mm512_srli_epi16(first, 4), nibble);
    __m512i pair = _mm512_shuffle_epi8(TABLE_4(FIRST_HIGH), high);
    pair = _mm512_and_si512(
        pair, _mm512_shuffle_epi8(TABLE_4(FIRST_LOW), _mm512_and_si512(first, nibble)));
    high = _mm512_and_si512(_mm512_srli_epi16(here, 4), nibble);
    pair = _mm512_and_si512(pair, _mm512_shuffle_epi8(TABLE_4(SECOND_HIGH), high));
    __m512i third = _mm512_subs_epu8(_mm512_loadu_si512(at - 2), _mm512_set1_epi8(0xE0 - 0x80));
    __m512i fourth = _mm512_subs_epu8(_mm512_loadu_si512(at - 3), _mm512_set1_epi8(0xF0 - 0x80));
    __m512i must = _mm512_and_si512(_mm512_or_si512(third, fourth), _mm512_set1_epi8(B(0x80)));
    return _mm512_test_epi8_mask(_mm512_xor_si512(pair, must), _mm512_set1_epi8(-1)) != 0;
}

/* The last character of what was seen may reach behind it. */
static size_t whole(const char *text, size_t at, size_t done)
{
    while (done > at && ((unsigned char)text[done - 1] & 0xC0) == 0x80)
        done--;
    return done > at && (unsigned char)text[done - 1] >= 0xC0 ? done - 1 : done;
}

AVX2 size_t prep_utf8_valid_avx2(const char *text, size_t len, size_t at)
{
    size_t done = at;
    for (; done >= 3 && len - done >= 64; done += 64) {
        __m256i low = load(text + done), high = load(text + done + 32);
        int before = text[done - 1] | text[done - 2] | text[done - 3];
        if (before >= 0 && !_mm256_movemask_epi8(_mm256_or_si256(low, high)))
            continue; /* ASCII */
        __m256i wrong = _mm256_or_si256(errors(text + done), errors(text + done + 32));
        if (!_mm256_testz_si256(wrong, wrong))
            break;
    }
    return whole(text, at, done);
}

/* Telling ASCII apart costs more here than it saves: where it stands is anybody's guess. */
AVX512 size_t prep_utf8_valid_avx512(const char *text, size_t len, size_t at)
{
    size_t done = at;
    while (done >= 3 && len - done >= 64 && !has_errors(text + done))
        done += 64;
    return whole(text, at, done);
}
#endif
