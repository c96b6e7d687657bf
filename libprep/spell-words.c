/* spell-words.c - the words of a text, many at a time. Nearly all are letters between spaces: those
 * are found by what the bytes of a block are; all other runs are left to spell-token.c. */
#include "spell-words-fill.h"

enum { END = 1, LETTER = 2, DOT = 4, NO_LETTER = 8, NO_END = 16, THIRD = 32 };

static bool fill(struct prep_words *words, const char *block, size_t left);
static bool fill_tail(struct prep_words *words);
static void fill_odd(struct prep_words *words);
static void look(const char *block, struct prep_signs *signs);
static unsigned kinds_of(unsigned char byte);

void prep_words_begin(struct prep_words *words, const char *text, size_t len)
{
    words->text = text;
    words->len = len;
    words->at = 0;
    words->n = 0;
    words->in_odd = false;
}

bool prep_words_more(struct prep_words *words)
{
    words->n = 0;
    while (words->n == 0 && (words->in_odd || words->at < words->len)) {
        if (words->in_odd) {
            fill_odd(words);
            continue;
        }
        size_t left = words->len - words->at;
        words->in_odd = !(left < PREP_BLOCK_READ ? fill_tail(words)
                                                 : fill(words, words->text + words->at, left));
        if (words->in_odd)
            words->odd = (struct prep_tokens){words->text, words->len, words->at, words->at};
    }
    return words->n > 0;
}

/* Up to the next run that is not just letters: false. */
static bool fill(struct prep_words *words, const char *block, size_t left)
{
#ifdef PREP_HAVE_AVX2
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi2"))
        return prep_words_fill_avx512(words, block, left);
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
        return prep_words_fill_avx2(words, block, left);
#endif
    return prep_words_fill_portable(words, block, left);
}

/* The same where less than a block can be read: in a copy, with spaces behind. */
static bool fill_tail(struct prep_words *words)
{
    char copy[2 * PREP_BLOCK_READ];
    size_t left = words->len - words->at;
    memcpy(copy, words->text + words->at, left);
    memset(copy + left, ' ', sizeof copy - left);
    bool plain = fill(words, copy, left + PREP_BLOCK_READ - 1);
    if (plain && words->at > words->len)
        words->at = words->len;
    return plain;
}

/* The words of other runs, one by one. */
static void fill_odd(struct prep_words *words)
{
    struct prep_tokens *odd = &words->odd;
    size_t begin, end;
    words->in_odd = odd->at < odd->run_end || prep_tokens_run(odd);
    while (words->in_odd && words->n < PREP_WORDS) {
        words->in_odd = prep_tokens_word(odd, &begin, &end);
        if (words->in_odd)
            words->list[words->n++] = (struct prep_found){
                begin, end, prep_token_hash(words->text + begin, end - begin, false)};
    }
    if (!words->in_odd)
        words->at = odd->run_end;
}

bool prep_words_fill_portable(struct prep_words *words, const char *block, size_t left)
{
    struct prep_signs signs;
    bool plain = true;
    size_t start = words->at;
    while (plain && prep_words_go_on(words, words->at - start, left)) {
        const char *here = block + (words->at - start);
        look(here, &signs);
        plain = prep_words_block(words, here, &signs);
    }
    return plain;
}

static void look(const char *block, struct prep_signs *signs)
{
    memset(signs, 0, sizeof *signs);
    for (unsigned i = 0; i < PREP_BLOCK; i++) {
        unsigned char byte = (unsigned char)block[i];
        uint64_t bit = (uint64_t)1 << i;
        unsigned kinds = kinds_of(byte);
        signs->end |= kinds & END ? bit : 0;
        signs->letter |= kinds & LETTER ? bit : 0;
        signs->dot |= kinds & DOT ? bit : 0;
        signs->no_letter |= kinds & NO_LETTER ? bit : 0;
        signs->no_end |= kinds & NO_END ? bit : 0;
        signs->third |= kinds & THIRD ? bit : 0;
        signs->high |= byte >= 0x80 ? bit : 0;
        signs->slash |= byte == '/' ? bit : 0;
        signs->hyphen |= byte == '-' ? bit : 0;
        signs->c2 |= byte == 0xC2 ? bit : 0;
        signs->c3 |= byte == 0xC3 ? bit : 0;
        signs->e2 |= byte == 0xE2 ? bit : 0;
        signs->eighty |= byte == 0x80 ? bit : 0;
    }
}

static unsigned kinds_of(unsigned char byte)
{
    static const uint8_t kinds[256] = {
        ['!'] = END,        ['"'] = END,     ['('] = END,     [')'] = END,     [','] = END,
        [';'] = END,        ['<'] = END,     ['>'] = END,     ['?'] = END,     ['['] = END,
        [']'] = END,        ['{'] = END,     ['|'] = END,     ['}'] = END,     [0x7F] = END,
        ['.'] = DOT,        [':'] = DOT,     [0x93] = THIRD,  [0x94] = THIRD,  [0x9A] = THIRD,
        [0x9C] = THIRD,     [0x9D] = THIRD,  [0x9E] = THIRD,  [0x9F] = THIRD,  [0xA6] = THIRD,
        [0x97] = NO_LETTER, [0xAA] = NO_END, [0xAD] = NO_END, [0xB2] = NO_END, [0xB3] = NO_END,
        [0xB7] = NO_LETTER, [0xB5] = NO_END, [0xB9] = NO_END, [0xBA] = NO_END, [0xBC] = NO_END,
        [0xBD] = NO_END,    [0xBE] = NO_END,
    };
    unsigned char small = byte | 0x20;
    if (small >= 'a' && small <= 'z')
        return LETTER;
    return byte <= ' ' ? END : kinds[byte];
}
