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
#define VBMI   __attribute__((target("avx512vbmi,avx512bw,avx512f")))

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
AVX512 static inline __m512i errors_64(const char *at)
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
    return _mm512_xor_si512(pair, must);
}

AVX512 static inline bool any(__m512i bytes)
{
    return _mm512_test_epi8_mask(bytes, bytes) != 0;
}

AVX512 static inline bool any_errors_256(const char *at)
{
    __m512i low = _mm512_or_si512(errors_64(at), errors_64(at + 64));
    __m512i high = _mm512_or_si512(errors_64(at + 128), errors_64(at + 192));
    return any(_mm512_or_si512(low, high));
}

/* The highest bit is set where a continuation stands that should not, or none where one should, or
 * a lead that not every continuation may follow, or none: `rare` has the highest bit for those,
 * at the place that their low six bits say. German has none of them but in emoji. */
VBMI static inline __m512i suspect(const char *at, __m512i rare)
{
    __m512i here = _mm512_loadu_si512(at), twice = _mm512_add_epi8(here, here);
    __m512i second = _mm512_subs_epu8(_mm512_loadu_si512(at - 1), _mm512_set1_epi8(0xC0 - 0x80));
    __m512i third = _mm512_subs_epu8(_mm512_loadu_si512(at - 2), _mm512_set1_epi8(0xE0 - 0x80));
    __m512i fourth = _mm512_subs_epu8(_mm512_loadu_si512(at - 3), _mm512_set1_epi8(0xF0 - 0x80));
    __m512i must = _mm512_or_si512(second, _mm512_or_si512(third, fourth));
    __m512i is = _mm512_andnot_si512(twice, here); /* 10...... */
    __m512i lead = _mm512_and_si512(twice, here);  /* 11...... */
    lead = _mm512_and_si512(lead, _mm512_permutexvar_epi8(here, rare));
    return _mm512_or_si512(_mm512_xor_si512(must, is), lead);
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

/* The end of the whole blocks of 64 bytes that are right. Telling ASCII apart costs more here than
 * it saves: where it stands is anybody's guess. */
AVX512 static inline size_t skip_blocks(const char *text, size_t len, size_t at)
{
    while (at >= 3 && len - at >= 256 && !any_errors_256(text + at))
        at += 256;
    while (at >= 3 && len - at >= 64 && !any(errors_64(text + at)))
        at += 64;
    return at;
}

AVX512 size_t prep_utf8_valid_avx512(const char *text, size_t len, size_t at)
{
    return whole(text, at, skip_blocks(text, len, at));
}

/* Half the work as long as nothing is suspect; where something is, the text may be in a script that
 * has much of it. */
VBMI size_t prep_utf8_valid_vbmi(const char *text, size_t len, size_t at)
{
    enum { STEP = 256, SUSPECT = 4096 };
    static const char leads[64] = {
        [0x00] = B(0x80), B(0x80), /* C0, C1 */
        [0x20] = B(0x80),          /* E0 */
        [0x2D] = B(0x80),          /* ED */
        [0x30] = B(0x80), B(0x80), B(0x80), B(0x80), B(0x80), B(0x80), B(0x80), B(0x80), B(0x80),
        B(0x80),          B(0x80), B(0x80), B(0x80), B(0x80), B(0x80), B(0x80), /* F0 to FF */
    };
    const __m512i rare = _mm512_loadu_si512(leads);
    size_t done = at;
    while (done >= 3 && len - done >= STEP) {
        const char *here = text + done;
        __m512i low = _mm512_or_si512(suspect(here, rare), suspect(here + 64, rare));
        __m512i high = _mm512_or_si512(suspect(here + 128, rare), suspect(here + 192, rare));
        if (!_mm512_movepi8_mask(_mm512_or_si512(low, high))) {
            done += STEP;
            continue;
        }
        size_t end = len - done < SUSPECT ? len : done + SUSPECT;
        done = skip_blocks(text, end, done);
        if (end - done >= 64)
            return whole(text, at, done);
    }
    return whole(text, at, skip_blocks(text, len, done));
}
#endif
