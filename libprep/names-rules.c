/* names-rules.c - respelling a German transcription as English transcribes, by ordered rules in
 * context. */
#include "names.h"

#include <stdlib.h>

#define WORD_MAX 256 /* bytes: a longer word is none, and stays */

struct rule {
    size_t before, letters, after, english; /* offsets into the pool */
    size_t before_len, letters_len, after_len, english_len;
};

struct prep_respelling {
    struct prep_buf pool;
    struct rule *rules;
    size_t n_rules, cap;
    size_t first[256], n_first[256]; /* the rules whose letters begin with a byte */
    size_t *by_first;                /* their numbers, in order */
};

static enum prep_status read_rule(void *arg, const struct prep_row *row, struct prep_error *error);
static enum prep_status index_rules(struct prep_respelling *respelling);
static const struct rule *find_rule(const struct prep_respelling *respelling, const char *word,
                                    size_t len, size_t at);
static bool matches_after(const char *pattern, size_t pattern_len, const char *word, size_t len,
                          size_t at);
static bool matches_before(const char *pattern, size_t pattern_len, const char *word, size_t at);
static bool matches_letter(char symbol, char letter);
static bool is_vowel(char letter);

struct prep_respelling *prep_respelling_new(const char *data_dir, struct prep_error *error)
{
    struct prep_respelling *respelling = calloc(1, sizeof *respelling);
    if (!respelling) {
        prep_fail_nomem(error);
        return NULL;
    }
    enum prep_status status = prep_table_read(prep_data_dir(data_dir), "rules/german-english.tsv",
                                              4, 4, read_rule, respelling, error);
    if (!status && index_rules(respelling))
        status = prep_fail_nomem(error);
    if (!status)
        return respelling;
    prep_respelling_free(respelling);
    return NULL;
}

void prep_respelling_free(struct prep_respelling *respelling)
{
    if (!respelling)
        return;
    prep_buf_free(&respelling->pool);
    free(respelling->rules);
    free(respelling->by_first);
    free(respelling);
}

enum prep_status prep_respelling_append(const struct prep_respelling *respelling, const char *word,
                                        size_t len, struct prep_buf *out)
{
    char lower[WORD_MAX];
    size_t n = 0, begin = out->len, letters = 0, capitals = 0;
    if (len > WORD_MAX / 2)
        return prep_buf_append(out, word, len);
    for (size_t at = 0; at < len; letters++) {
        uint32_t c = prep_utf8_next(word, len, &at);
        capitals += (prep_char(c) & PREP_CHAR_UPPER) != 0;
        n += prep_utf8_put(prep_char_lower(c), lower + n);
    }
    enum prep_status status = PREP_OK;
    for (size_t at = 0; !status && at < n;) {
        const struct rule *rule = find_rule(respelling, lower, n, at);
        if (rule)
            status = prep_buf_append(out, respelling->pool.data + rule->english, rule->english_len);
        else
            status = prep_buf_append(out, lower + at, 1);
        at += rule ? rule->letters_len : 1;
    }
    /* The case: all of what was appended is ASCII where it is not the word's own letters. */
    bool all = letters > 1 && capitals == letters;
    struct prep_buf cased = PREP_BUF_INIT;
    for (size_t at = begin; !status && at < out->len;) {
        bool upper = all || (capitals > 0 && at == begin);
        uint32_t c = prep_utf8_next(out->data, out->len, &at);
        status = prep_buf_append_code_point(&cased, upper ? prep_char_upper(c) : c);
    }
    out->len = begin;
    if (!status)
        status = prep_buf_append(out, cased.data, cased.len);
    prep_buf_free(&cased);
    return status;
}

static enum prep_status read_rule(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct prep_respelling *respelling = arg;
    struct rule rule;
    size_t *const offset[] = {&rule.before, &rule.letters, &rule.after, &rule.english};
    size_t *const length[] = {&rule.before_len, &rule.letters_len, &rule.after_len,
                              &rule.english_len};
    for (size_t i = 0; i < 4; i++) {
        bool nothing = row->cell_len[i] == 1 && row->cell[i][0] == '-';
        if (row->cell_len[i] == 0 || (nothing && i == 1))
            return prep_row_fail(row, i, error, "empty column");
        *offset[i] = respelling->pool.len;
        *length[i] = nothing ? 0 : row->cell_len[i];
        if (prep_buf_append(&respelling->pool, row->cell[i], *length[i]))
            return prep_fail_nomem(error);
    }
    if (respelling->n_rules == respelling->cap) {
        size_t cap = respelling->cap ? respelling->cap * 2 : 128;
        struct rule *rules = realloc(respelling->rules, cap * sizeof *rules);
        if (!rules)
            return prep_fail_nomem(error);
        respelling->rules = rules;
        respelling->cap = cap;
    }
    respelling->rules[respelling->n_rules++] = rule;
    return PREP_OK;
}

static enum prep_status index_rules(struct prep_respelling *respelling)
{
    size_t n = 0;
    respelling->by_first = malloc((respelling->n_rules + 1) * sizeof *respelling->by_first);
    if (!respelling->by_first)
        return PREP_E_NOMEM;
    for (unsigned byte = 0; byte < 256; byte++) {
        respelling->first[byte] = n;
        for (size_t i = 0; i < respelling->n_rules; i++)
            if ((uint8_t)respelling->pool.data[respelling->rules[i].letters] == byte)
                respelling->by_first[n++] = i;
        respelling->n_first[byte] = n - respelling->first[byte];
    }
    return PREP_OK;
}

/* The first rule of the file that fits the word at a place. */
static const struct rule *find_rule(const struct prep_respelling *respelling, const char *word,
                                    size_t len, size_t at)
{
    const char *pool = respelling->pool.data;
    uint8_t byte = (uint8_t)word[at];
    for (size_t i = 0; i < respelling->n_first[byte]; i++) {
        const struct rule *rule =
            &respelling->rules[respelling->by_first[respelling->first[byte] + i]];
        if (rule->letters_len <= len - at &&
            !memcmp(pool + rule->letters, word + at, rule->letters_len) &&
            matches_before(pool + rule->before, rule->before_len, word, at) &&
            matches_after(pool + rule->after, rule->after_len, word, len, at + rule->letters_len))
            return rule;
    }
    return NULL;
}

static bool matches_after(const char *pattern, size_t pattern_len, const char *word, size_t len,
                          size_t at)
{
    for (size_t i = 0; i < pattern_len; i++, at++) {
        if (pattern[i] == '$')
            return at == len;
        if (at == len || !matches_letter(pattern[i], word[at]))
            return false;
    }
    return true;
}

static bool matches_before(const char *pattern, size_t pattern_len, const char *word, size_t at)
{
    for (size_t i = pattern_len; i > 0; i--, at--) {
        if (pattern[i - 1] == '^')
            return at == 0;
        if (at == 0 || !matches_letter(pattern[i - 1], word[at - 1]))
            return false;
    }
    return true;
}

/* A letter of a pattern stands for itself, V for a vowel, C for a consonant. */
static bool matches_letter(char symbol, char letter)
{
    if (symbol == 'V')
        return is_vowel(letter);
    if (symbol == 'C')
        return letter >= 'a' && letter <= 'z' && !is_vowel(letter);
    return symbol == letter;
}

static bool is_vowel(char letter)
{
    return letter && strchr("aeiouy", letter) != NULL;
}
