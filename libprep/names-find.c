/* names-find.c - where words with a capital begin and where words end, 64 bytes at a time. */
#include "names-find.h"

#ifdef PREP_HAVE_AVX2
#include <immintrin.h>
#endif

/* Sets of bytes: a bit for each of 64. */
struct bytes {
    uint64_t upper, letter; /* of ASCII */
    uint64_t high;          /* above 7F; the following are those of these bytes that are ... */
    uint64_t lead;          /* the first of a character */
    uint64_t c2, c3, e2;
    uint64_t small;       /* 80 to 9E, which make capitals behind C3 */
    uint64_t low80;       /* 80 */
    uint64_t sign, micro; /* 97 B7, no letters behind C3; AA B5 BA, letters behind C2 */
};

/* What the block before tells about this one: a bit each. */
struct carry {
    uint64_t letter, c2, c3, e2;
};

static void combine(const struct bytes *set, uint64_t next_small, struct carry *carry,
                    uint64_t *start, uint64_t *other, uint64_t *outside);
static struct carry carry_of(char before);
static void look(const char *text, struct bytes *set);
#ifdef PREP_HAVE_AVX2
static void find_avx2(const char *text, size_t n, char before, struct prep_find_masks *masks);
#endif

prep_find_fn *prep_find_best(void)
{
#ifdef PREP_HAVE_AVX2
    if (__builtin_cpu_supports("avx2"))
        return find_avx2;
#endif
    return prep_find_portable;
}

void prep_find_portable(const char *text, size_t n, char before, struct prep_find_masks *masks)
{
    struct carry carry = carry_of(before);
    uint64_t none[2];
    for (size_t block = 0; block <= n; block++, text += 64) {
        struct bytes set;
        bool last = block == n;
        look(text, &set);
        combine(&set, (uint8_t)text[64] >= 0x80 && (uint8_t)text[64] < 0x9F, &carry,
                last ? &none[0] : &masks->start[block], last ? &none[1] : &masks->other[block],
                &masks->outside[block]);
    }
}

/* Make the masks of a block of its sets; next_small: does a byte of that set follow the block? */
static inline void combine(const struct bytes *set, uint64_t next_small, struct carry *carry,
                           uint64_t *start, uint64_t *other, uint64_t *outside)
{
    uint64_t letter = set->letter, upper = set->upper;
    *other = 0;
    if (set->high | carry->c2 | carry->c3 | carry->e2) {
        uint64_t behind_c2 = set->c2 << 1 | carry->c2, behind_c3 = set->c3 << 1 | carry->c3,
                 behind_e2 = set->e2 << 1 | carry->e2;
        /* E2 80 begins dashes, quotes and the like; others of E2 may be letters. */
        *other = (set->lead & ~(set->c2 | set->c3 | set->e2)) | (behind_e2 & ~set->low80) |
                 (behind_c3 & set->sign) | (behind_c2 & set->micro);
        letter |= set->c3 | behind_c3;
        upper |= set->c3 & (set->small >> 1 | next_small << 63);
    }
    *start = upper & ~(letter << 1 | carry->letter);
    *outside = ~letter;
    *carry = (struct carry){letter >> 63, set->c2 >> 63, set->c3 >> 63, set->e2 >> 63};
}

static struct carry carry_of(char before)
{
    uint8_t byte = (uint8_t)before;
    return (struct carry){(uint8_t)((byte | 0x20) - 'a') <= 'z' - 'a', byte == 0xC2, byte == 0xC3,
                          byte == 0xE2};
}

static void look(const char *text, struct bytes *set)
{
    memset(set, 0, sizeof *set);
    for (unsigned i = 0; i < 64; i++) {
        uint8_t byte = (uint8_t)text[i];
        uint64_t bit = (uint64_t)1 << i;
        if (byte < 0x80) {
            set->upper |= (uint8_t)(byte - 'A') <= 'Z' - 'A' ? bit : 0;
            set->letter |= (uint8_t)((byte | 0x20) - 'a') <= 'z' - 'a' ? bit : 0;
            continue;
        }
        set->high |= bit;
        set->lead |= byte >= 0xC0 ? bit : 0;
        set->c2 |= byte == 0xC2 ? bit : 0;
        set->c3 |= byte == 0xC3 ? bit : 0;
        set->e2 |= byte == 0xE2 ? bit : 0;
        set->small |= byte < 0x9F ? bit : 0;
        set->low80 |= byte == 0x80 ? bit : 0;
        set->sign |= byte == 0x97 || byte == 0xB7 ? bit : 0;
        set->micro |= byte == 0xAA || byte == 0xB5 || byte == 0xBA ? bit : 0;
    }
}

#ifdef PREP_HAVE_AVX2
#define AVX2 __attribute__((target("avx2")))

/* A bit for each byte of two halves for which the condition, of c, holds. */
#define BOTH(condition_0, condition_1)                                                             \
    ((uint64_t)(uint32_t)_mm256_movemask_epi8(condition_0) |                                       \
     (uint64_t)(uint32_t)_mm256_movemask_epi8(condition_1) << 32)

AVX2 static inline uint64_t equal(__m256i c, __m256i d, uint8_t byte)
{
    __m256i same = _mm256_set1_epi8((char)byte);
    return BOTH(_mm256_cmpeq_epi8(c, same), _mm256_cmpeq_epi8(d, same));
}

/* Bytes from `first` to `last`, both below 80 or both above 7F, as signed numbers. */
AVX2 static inline uint64_t between(__m256i c, __m256i d, uint8_t first, uint8_t last)
{
    __m256i low = _mm256_set1_epi8((char)first), high = _mm256_set1_epi8((char)last);
    return BOTH(_mm256_cmpeq_epi8(_mm256_max_epi8(_mm256_min_epi8(c, high), low), c),
                _mm256_cmpeq_epi8(_mm256_max_epi8(_mm256_min_epi8(d, high), low), d));
}

AVX2 static void find_avx2(const char *text, size_t n, char before, struct prep_find_masks *masks)
{
    const __m256i small = _mm256_set1_epi8(0x20);
    struct carry carry = carry_of(before);
    uint64_t none[2];
    for (size_t block = 0; block <= n; block++, text += 64) {
        __m256i c = _mm256_loadu_si256((const __m256i *)(const void *)text),
                d = _mm256_loadu_si256((const __m256i *)(const void *)(text + 32));
        struct bytes set = {.high = BOTH(c, d), .upper = between(c, d, 'A', 'Z')};
        bool last = block == n;
        set.letter = between(_mm256_or_si256(c, small), _mm256_or_si256(d, small), 'a', 'z');
        if (set.high) {
            set.lead = between(c, d, 0xC0, 0xFF);
            set.c2 = equal(c, d, 0xC2);
            set.c3 = equal(c, d, 0xC3);
            set.e2 = equal(c, d, 0xE2);
            set.small = between(c, d, 0x80, 0x9E);
            set.low80 = equal(c, d, 0x80);
            set.sign = equal(c, d, 0x97) | equal(c, d, 0xB7);
            set.micro = equal(c, d, 0xAA) | equal(c, d, 0xB5) | equal(c, d, 0xBA);
        }
        combine(&set, (uint8_t)text[64] >= 0x80 && (uint8_t)text[64] < 0x9F, &carry,
                last ? &none[0] : &masks->start[block], last ? &none[1] : &masks->other[block],
                &masks->outside[block]);
    }
}
#endif
