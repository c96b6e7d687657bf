/* spell-words-avx.c - the same as prep_words_fill_portable(). What a byte is
 * byte-sets.h tells. */
#include "spell-words-fill.h"

#ifdef PREP_HAVE_AVX2
#define AVX2   __attribute__((target("avx2,bmi,bmi2")))
#define AVX512 __attribute__((target("avx512bw,avx512f,bmi,bmi2")))
#include "byte-sets.h"

/* Sets of bytes: each is all high nibbles of some with all low nibbles of some. */
enum {
    CONTROL = 1 << 0, /* below ' ' */
    MARKS_2 = 1 << 1, /* ends of rows 2, 3, 5 and 7, and 7 */
    MARKS_3 = 1 << 2,
    MARKS_5 = 1 << 3,
    MARKS_7 = 1 << 4,
    A_TO_O = 1 << 5, /* large and small */
    P_TO_Z = 1 << 6,
    ENDS = CONTROL | MARKS_2 | MARKS_3 | MARKS_5 | MARKS_7,
    LETTERS = A_TO_O | P_TO_Z,
};
static const uint8_t low_sets[16] = {
    [0x0] = CONTROL | MARKS_2 | P_TO_Z,
    [0x1] = CONTROL | MARKS_2 | A_TO_O | P_TO_Z,
    [0x2] = CONTROL | MARKS_2 | A_TO_O | P_TO_Z,
    [0x3] = CONTROL | A_TO_O | P_TO_Z,
    [0x4] = CONTROL | A_TO_O | P_TO_Z,
    [0x5] = CONTROL | A_TO_O | P_TO_Z,
    [0x6] = CONTROL | A_TO_O | P_TO_Z,
    [0x7] = CONTROL | A_TO_O | P_TO_Z,
    [0x8] = CONTROL | MARKS_2 | A_TO_O | P_TO_Z,
    [0x9] = CONTROL | MARKS_2 | A_TO_O | P_TO_Z,
    [0xA] = CONTROL | A_TO_O | P_TO_Z,
    [0xB] = CONTROL | MARKS_3 | MARKS_5 | A_TO_O,
    [0xC] = CONTROL | MARKS_2 | MARKS_3 | MARKS_7 | A_TO_O,
    [0xD] = CONTROL | MARKS_5 | A_TO_O,
    [0xE] = CONTROL | MARKS_3 | A_TO_O,
    [0xF] = CONTROL | MARKS_3 | MARKS_7 | A_TO_O,
};
static const uint8_t high_sets[16] = {
    [0x0] = CONTROL, [0x1] = CONTROL,          [0x2] = MARKS_2, [0x3] = MARKS_3,
    [0x4] = A_TO_O,  [0x5] = P_TO_Z | MARKS_5, [0x6] = A_TO_O,  [0x7] = P_TO_Z | MARKS_5 | MARKS_7,
};

/* The same of what continues a character. */
enum {
    NO_END_A = 1 << 0, /* behind C2 */
    NO_END_B = 1 << 1,
    THIRD_9 = 1 << 2, /* behind E2 80 */
    THIRD_A = 1 << 3,
    NO_END = NO_END_A | NO_END_B,
    THIRD = THIRD_9 | THIRD_A,
};
static const uint8_t low_next[16] = {
    [0x2] = NO_END_B,
    [0x3] = NO_END_B | THIRD_9,
    [0x4] = THIRD_9,
    [0x5] = NO_END_B,
    [0x6] = THIRD_A,
    [0x9] = NO_END_B,
    [0xA] = NO_END_A | NO_END_B | THIRD_9,
    [0xC] = NO_END_B | THIRD_9,
    [0xD] = NO_END_A | NO_END_B | THIRD_9,
    [0xE] = NO_END_B | THIRD_9,
    [0xF] = THIRD_9,
};
static const uint8_t high_next[16] = {
    [0x9] = THIRD_9, [0xA] = NO_END_A | THIRD_A, [0xB] = NO_END_B};

AVX2 static inline void look_avx2(const char *block, struct prep_signs *signs)
{
    const __m256i bytes[2] = {
        _mm256_loadu_si256((const __m256i *)(const void *)block),
        _mm256_loadu_si256((const __m256i *)(const void *)(block + 32)),
    };
    const __m256i sets[2] = {sets_of(low_sets, high_sets, bytes[0]),
                             sets_of(low_sets, high_sets, bytes[1])};
    signs->end = any(sets, ENDS);
    signs->letter = any(sets, LETTERS);
    signs->high = join(bytes[0], bytes[1]);
    signs->slash = equal(bytes, '/');
    signs->hyphen = equal(bytes, '-');
    signs->dot = equal(bytes, '.') | equal(bytes, ':');
    signs->c2 = signs->c3 = signs->e2 = signs->no_letter = 0;
    signs->no_end = signs->third = signs->eighty = 0;
    if (!signs->high)
        return;
    signs->c2 = equal(bytes, '\xC2');
    signs->c3 = equal(bytes, '\xC3');
    signs->e2 = equal(bytes, '\xE2');
    signs->no_letter = equal(bytes, '\x97') | equal(bytes, '\xB7');
    if (signs->c2 | signs->e2) {
        const __m256i next[2] = {sets_of(low_next, high_next, bytes[0]),
                                 sets_of(low_next, high_next, bytes[1])};
        signs->no_end = any(next, NO_END);
        signs->third = any(next, THIRD);
        signs->eighty = equal(bytes, '\x80');
    }
}

AVX2 bool prep_words_fill_avx2(struct prep_words *words, const char *block, size_t left)
{
    struct prep_signs signs;
    bool plain = true;
    size_t start = words->at;
    while (plain && prep_words_go_on(words, words->at - start, left)) {
        const char *here = block + (words->at - start);
        look_avx2(here, &signs);
        plain = prep_words_block(words, here, &signs);
    }
    return plain;
}

AVX512 static inline void look_avx512(const char *block, struct prep_signs *signs)
{
    const __m512i bytes = _mm512_loadu_si512(block);
    const __m512i sets = sets_of_64(low_sets, high_sets, bytes);
    signs->end = any_64(sets, ENDS);
    signs->letter = any_64(sets, LETTERS);
    signs->high = _mm512_movepi8_mask(bytes);
    signs->slash = equal_64(bytes, '/');
    signs->hyphen = equal_64(bytes, '-');
    signs->dot = equal_64(bytes, '.') | equal_64(bytes, ':');
    signs->c2 = signs->c3 = signs->e2 = signs->no_letter = 0;
    signs->no_end = signs->third = signs->eighty = 0;
    if (!signs->high)
        return;
    signs->c2 = equal_64(bytes, '\xC2');
    signs->c3 = equal_64(bytes, '\xC3');
    signs->e2 = equal_64(bytes, '\xE2');
    signs->no_letter = equal_64(bytes, '\x97') | equal_64(bytes, '\xB7');
    if (signs->c2 | signs->e2) {
        const __m512i next = sets_of_64(low_next, high_next, bytes);
        signs->no_end = any_64(next, NO_END);
        signs->third = any_64(next, THIRD);
        signs->eighty = equal_64(bytes, '\x80');
    }
}

AVX512 bool prep_words_fill_avx512(struct prep_words *words, const char *block, size_t left)
{
    struct prep_signs signs;
    bool plain = true;
    size_t start = words->at;
    while (plain && prep_words_go_on(words, words->at - start, left)) {
        const char *here = block + (words->at - start);
        look_avx512(here, &signs);
        plain = prep_words_block(words, here, &signs);
    }
    return plain;
}

#endif
