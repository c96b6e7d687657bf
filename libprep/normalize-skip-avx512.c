/* normalize-skip-avx512.c - prep_skip_portable() for processors with AVX-512. */
#include "normalize-block.h"

#ifdef PREP_HAVE_AVX2
#include <immintrin.h>

#define VECTORS __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,lzcnt,popcnt")))
#define INLINE  VECTORS static inline __attribute__((always_inline))

struct bytes {
    __m512i all;
};

struct class
{
    __m512i all;
};

#include "normalize-skip-kernel.h"

/* From memory, else the port that compares would have to spread it, too. */
INLINE __m512i each(unsigned byte)
{
    return _mm512_set1_epi32((int)prep_skip_bytes[byte]);
}

/* The same 16 bytes in all quarters: byte shuffles work by quarter. */
INLINE __m512i table(const unsigned char bytes[16])
{
    return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

INLINE struct bytes load(const char *at)
{
    return (struct bytes){_mm512_loadu_si512(at)};
}

INLINE void store(char *at, struct bytes bytes)
{
    _mm512_storeu_si512(at, bytes.all);
}

INLINE uint64_t equal(struct bytes bytes, unsigned byte)
{
    return _mm512_cmpeq_epi8_mask(bytes.all, each(byte));
}

INLINE uint64_t from(struct bytes bytes, unsigned byte)
{
    return _mm512_cmpge_epu8_mask(bytes.all, each(byte));
}

/* As signed numbers they are the lowest. */
INLINE uint64_t tails(struct bytes bytes)
{
    return _mm512_cmplt_epi8_mask(bytes.all, each(0xC0));
}

INLINE uint64_t spaces(struct bytes bytes)
{
    return _mm512_cmpeq_epi8_mask(bytes.all, _mm512_shuffle_epi8(table(white_by_low), bytes.all));
}

INLINE uint64_t letters(struct bytes bytes)
{
    __m512i lower = _mm512_or_si512(bytes.all, each(0x20));
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(lower, each('a')), each(26));
}

INLINE uint64_t clean_leads(const struct prep_normalizer *normalizer, struct bytes bytes)
{
    __m512i nibble = _mm512_and_si512(bytes.all, each(0x0F));
    uint64_t clean = 0;
    for (int i = 0; i < 3; i++)
        clean |= _mm512_cmpeq_epi8_mask(
            bytes.all, _mm512_shuffle_epi8(table(normalizer->clean_leads[i]), nibble));
    return clean;
}

INLINE struct class classify(struct bytes bytes)
{
    const __m512i nibble = each(0x0F);
    __m512i high = _mm512_and_si512(_mm512_srli_epi16(bytes.all, 4), nibble);
    return (struct class){_mm512_and_si512(
        _mm512_shuffle_epi8(table(class_by_high), high),
        _mm512_shuffle_epi8(table(class_by_low), _mm512_and_si512(bytes.all, nibble)))};
}

INLINE uint64_t with_bits(struct class class, unsigned bits)
{
    return _mm512_test_epi8_mask(class.all, each(bits));
}

INLINE bool any_bad(struct class class)
{
    return with_bits(class, BAD) != 0;
}

INLINE uint64_t good(struct class class)
{
    return _mm512_movepi8_mask(class.all);
}

INLINE struct bytes choose(struct bytes a, struct bytes b, uint64_t mask)
{
    return (struct bytes){_mm512_mask_blend_epi8(mask, a.all, b.all)};
}

INLINE void squeeze(char *at, struct bytes bytes, uint64_t mask)
{
    _mm512_storeu_si512(at, _mm512_maskz_compress_epi8(mask, bytes.all));
}

INLINE struct bytes all(unsigned byte)
{
    return (struct bytes){each(byte)};
}

INLINE uint64_t within(struct bytes bytes, unsigned first, unsigned n)
{
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes.all, each(first)), each(n));
}

INLINE uint64_t vowels(struct bytes bytes)
{
    __m512i lower = _mm512_or_si512(bytes.all, each(0x20));
    return _mm512_cmpeq_epi8_mask(lower, _mm512_shuffle_epi8(table(vowel_by_low), bytes.all));
}

/* Those of capital letters are 0x20 lower. */
INLINE struct bytes umlauts(struct bytes vowels)
{
    return (struct bytes){_mm512_sub_epi8(_mm512_shuffle_epi8(table(umlaut_by_low), vowels.all),
                                          _mm512_andnot_si512(vowels.all, each(0x20)))};
}

bool prep_skip_avx512(struct prep_block *block)
{
    return skip(block);
}
#endif
