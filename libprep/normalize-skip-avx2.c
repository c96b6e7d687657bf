/* normalize-skip-avx2.c - prep_skip_portable() for processors with AVX2. */
#include "normalize-block.h"

#ifdef PREP_HAVE_AVX2
#include <immintrin.h>

#define VECTORS __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define INLINE  VECTORS static inline __attribute__((always_inline))

struct bytes {
    __m256i low, high;
};

struct class
{
    __m256i low, high;
};

#include "normalize-skip-kernel.h"

INLINE __m256i each(unsigned byte)
{
    return _mm256_set1_epi8((char)byte);
}

/* The same 16 bytes in both halves: byte shuffles work by half. */
INLINE __m256i table(const unsigned char bytes[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

INLINE uint64_t mask(__m256i low, __m256i high)
{
    uint64_t mask = (unsigned)_mm256_movemask_epi8(high);
    return mask << 32 | (unsigned)_mm256_movemask_epi8(low);
}

INLINE struct bytes load(const char *at)
{
    return (struct bytes){_mm256_loadu_si256((const __m256i *)(const void *)at),
                          _mm256_loadu_si256((const __m256i *)(const void *)(at + 32))};
}

INLINE void store(char *at, struct bytes bytes)
{
    _mm256_storeu_si256((__m256i *)(void *)at, bytes.low);
    _mm256_storeu_si256((__m256i *)(void *)(at + 32), bytes.high);
}

INLINE uint64_t equal(struct bytes bytes, unsigned byte)
{
    return mask(_mm256_cmpeq_epi8(bytes.low, each(byte)),
                _mm256_cmpeq_epi8(bytes.high, each(byte)));
}

INLINE uint64_t from(struct bytes bytes, unsigned byte)
{
    return mask(_mm256_cmpeq_epi8(_mm256_max_epu8(bytes.low, each(byte)), bytes.low),
                _mm256_cmpeq_epi8(_mm256_max_epu8(bytes.high, each(byte)), bytes.high));
}

/* As signed numbers they are the lowest. */
INLINE uint64_t tails(struct bytes bytes)
{
    return mask(_mm256_cmpgt_epi8(each(0xC0), bytes.low),
                _mm256_cmpgt_epi8(each(0xC0), bytes.high));
}

INLINE uint64_t spaces(struct bytes bytes)
{
    __m256i by_low = table(white_by_low);
    return mask(_mm256_cmpeq_epi8(bytes.low, _mm256_shuffle_epi8(by_low, bytes.low)),
                _mm256_cmpeq_epi8(bytes.high, _mm256_shuffle_epi8(by_low, bytes.high)));
}

INLINE uint64_t letters(struct bytes bytes)
{
    __m256i low = _mm256_or_si256(bytes.low, each(0x20));
    __m256i high = _mm256_or_si256(bytes.high, each(0x20));
    return mask(_mm256_cmpgt_epi8(low, each('a' - 1)), _mm256_cmpgt_epi8(high, each('a' - 1))) &
           ~mask(_mm256_cmpgt_epi8(low, each('z')), _mm256_cmpgt_epi8(high, each('z')));
}

INLINE uint64_t clean_leads(const struct prep_normalizer *normalizer, struct bytes bytes)
{
    __m256i low_nibble = _mm256_and_si256(bytes.low, each(0x0F)), low = _mm256_setzero_si256();
    __m256i high_nibble = _mm256_and_si256(bytes.high, each(0x0F)), high = low;
    for (int i = 0; i < 3; i++) {
        __m256i clean = table(normalizer->clean_leads[i]);
        __m256i equal_low = _mm256_cmpeq_epi8(bytes.low, _mm256_shuffle_epi8(clean, low_nibble));
        __m256i equal_high = _mm256_cmpeq_epi8(bytes.high, _mm256_shuffle_epi8(clean, high_nibble));
        low = _mm256_or_si256(low, equal_low);
        high = _mm256_or_si256(high, equal_high);
    }
    return mask(low, high);
}

INLINE __m256i classify_half(__m256i bytes)
{
    const __m256i nibble = each(0x0F);
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble);
    return _mm256_and_si256(
        _mm256_shuffle_epi8(table(class_by_high), high),
        _mm256_shuffle_epi8(table(class_by_low), _mm256_and_si256(bytes, nibble)));
}

INLINE struct class classify(struct bytes bytes)
{
    return (struct class){classify_half(bytes.low), classify_half(bytes.high)};
}

INLINE bool any_bad(struct class class)
{
    return !_mm256_testz_si256(_mm256_or_si256(class.low, class.high), each(BAD));
}

INLINE uint64_t with_bits(struct class class, unsigned bits)
{
    return ~mask(
        _mm256_cmpeq_epi8(_mm256_and_si256(class.low, each(bits)), _mm256_setzero_si256()),
        _mm256_cmpeq_epi8(_mm256_and_si256(class.high, each(bits)), _mm256_setzero_si256()));
}

INLINE uint64_t good(struct class class)
{
    return mask(class.low, class.high);
}

/* A byte of all ones for each bit. */
INLINE __m256i spread(unsigned bits)
{
    const __m256i byte = _mm256_set_epi64x(0x0303030303030303, 0x0202020202020202,
                                           0x0101010101010101, 0x0000000000000000);
    const __m256i bit = _mm256_set1_epi64x((long long)0x8040201008040201u);
    __m256i bytes = _mm256_shuffle_epi8(_mm256_set1_epi32((int)bits), byte);
    return _mm256_cmpeq_epi8(_mm256_and_si256(bytes, bit), bit);
}

INLINE struct bytes choose(struct bytes a, struct bytes b, uint64_t mask)
{
    return (struct bytes){_mm256_blendv_epi8(a.low, b.low, spread((unsigned)mask)),
                          _mm256_blendv_epi8(a.high, b.high, spread((unsigned)(mask >> 32)))};
}

/* Eight bytes at a time. */
INLINE void squeeze(char *at, struct bytes bytes, uint64_t mask)
{
    uint64_t words[8];
    memcpy(words, &bytes, sizeof words);
    for (int i = 0; i < 8; i++, mask >>= 8) {
        uint64_t kept = _pdep_u64(mask & 0xFF, 0x0101010101010101) * 0xFF;
        uint64_t word = _pext_u64(words[i], kept);
        memcpy(at, &word, sizeof word);
        at += _mm_popcnt_u64(mask & 0xFF);
    }
}

INLINE struct bytes all(unsigned byte)
{
    return (struct bytes){each(byte), each(byte)};
}

INLINE uint64_t within(struct bytes bytes, unsigned first, unsigned n)
{
    __m256i low = _mm256_sub_epi8(bytes.low, each(first));
    __m256i high = _mm256_sub_epi8(bytes.high, each(first));
    return mask(_mm256_cmpeq_epi8(_mm256_min_epu8(low, each(n - 1)), low),
                _mm256_cmpeq_epi8(_mm256_min_epu8(high, each(n - 1)), high));
}

INLINE uint64_t vowels(struct bytes bytes)
{
    __m256i by_low = table(vowel_by_low), case_bit = each(0x20);
    return mask(_mm256_cmpeq_epi8(_mm256_or_si256(bytes.low, case_bit),
                                  _mm256_shuffle_epi8(by_low, bytes.low)),
                _mm256_cmpeq_epi8(_mm256_or_si256(bytes.high, case_bit),
                                  _mm256_shuffle_epi8(by_low, bytes.high)));
}

INLINE __m256i umlauts_half(__m256i vowels)
{
    return _mm256_sub_epi8(_mm256_shuffle_epi8(table(umlaut_by_low), vowels),
                           _mm256_andnot_si256(vowels, each(0x20)));
}

/* Those of capital letters are 0x20 lower. */
INLINE struct bytes umlauts(struct bytes vowels)
{
    return (struct bytes){umlauts_half(vowels.low), umlauts_half(vowels.high)};
}

bool prep_skip_avx2(struct prep_block *block)
{
    return skip(block);
}
#endif
