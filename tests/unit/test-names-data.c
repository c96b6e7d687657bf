/* test-names-data.c - every row of the lexicon and of its rules, checked against each other. */
#include "names.h"
#include "unit.h"

#include <stdio.h>

struct rule_sets {
    char name[32][16];
    struct prep_latin *latin[32];
    size_t n;
};

struct check {
    struct rule_sets sets;
    struct prep_map *english; /* German form: index of its English form among the keys */
    struct prep_map *forms;
    struct prep_buf last; /* the row before */
    size_t rows, bad;
};

static struct prep_latin *rule_set(struct rule_sets *sets, const char *language, size_t len,
                                   const char *target)
{
    char name[16];
    struct prep_error error;
    snprintf(name, sizeof name, "%.*s-%s", (int)len, language, target);
    for (size_t i = 0; i < sets->n; i++)
        if (!strcmp(sets->name[i], name))
            return sets->latin[i];
    assert_true(sets->n < 32);
    snprintf(sets->name[sets->n], sizeof sets->name[0], "%s", name);
    sets->latin[sets->n] = prep_latin_new(data_dir(), name, &error);
    if (!sets->latin[sets->n])
        fail_msg("%s", error.message);
    return sets->latin[sets->n++];
}

/* Apply a rule set word by word. */
static void transliterate(struct prep_latin *latin, const char *text, size_t len,
                          struct prep_buf *out)
{
    prep_buf_reset(out);
    for (size_t at = 0; at <= len; at++) {
        size_t begin = at;
        while (at < len && text[at] != ' ' && text[at] != '-')
            at++;
        assert_int_equal(prep_latin_append(latin, text + begin, at - begin, out, NULL), PREP_OK);
        if (at < len)
            assert_int_equal(prep_buf_append(out, text + at, 1), PREP_OK);
    }
}

static bool has_note(const struct prep_row *row, const char *note)
{
    const char *text = row->cell[8], *end = text + row->cell_len[8];
    size_t len = strlen(note);
    for (; text + len <= end; text++)
        if (!memcmp(text, note, len))
            return true;
    return false;
}

static void complain(struct check *check, const struct prep_row *row, const char *what)
{
    print_error("%s:%zu: %s\n", row->path, row->line, what);
    check->bad++;
}

/* The note must stand exactly where the rules give another form. */
static void check_form(struct check *check, const struct prep_row *row, size_t cell, size_t len,
                       const char *target, const char *note)
{
    struct prep_buf out = PREP_BUF_INIT;
    transliterate(rule_set(&check->sets, row->cell[1], row->cell_len[1], target), row->cell[0],
                  row->cell_len[0], &out);
    bool regular = out.len == len && !memcmp(out.data, row->cell[cell], len);
    if (regular == has_note(row, note))
        complain(check, row, note);
    prep_buf_free(&out);
}

static uint32_t number(struct prep_map *map, const char *key, size_t len, bool *is_new)
{
    uint32_t *value = prep_map_insert(map, key, len, is_new);
    assert_non_null(value);
    if (*is_new)
        *value = (uint32_t)prep_map_count(map);
    return *value;
}

static enum prep_status check_row(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct check *check = arg;
    (void)error;
    const char *line = row->cell[0];
    size_t len = (size_t)(row->cell[8] - line) + row->cell_len[8];
    size_t n = len < check->last.len ? len : check->last.len;
    int order = n ? memcmp(check->last.data, line, n) : -1;
    if (order > 0 || (order == 0 && check->last.len >= len))
        complain(check, row, "not sorted, or twice");
    prep_buf_reset(&check->last);
    assert_int_equal(prep_buf_append(&check->last, line, len), PREP_OK);

    const char *form = row->cell[2], *end = form + row->cell_len[2];
    const char *bar = memchr(form, '|', row->cell_len[2]);
    if (row->cell_len[2] > 1 || *form != '-') {
        check_form(check, row, 2, (size_t)((bar ? bar : end) - form), "de", "irregular-de");
        bool is_new;
        uint32_t english = number(check->forms, row->cell[3], row->cell_len[3], &is_new);
        for (; form <= end; form += (size_t)((bar ? bar : end) - form) + 1) {
            bar = memchr(form, '|', (size_t)(end - form));
            uint32_t *value =
                prep_map_insert(check->english, form, (size_t)((bar ? bar : end) - form), &is_new);
            assert_non_null(value);
            if (is_new)
                *value = english;
            else if (*value != english)
                complain(check, row, "a German form with two English forms");
        }
    }
    check_form(check, row, 3, row->cell_len[3], "en", "irregular-en");
    check->rows++;
    return PREP_OK;
}

static void every_row_of_the_lexicon_agrees_with_the_rules(void **state)
{
    (void)state;
    struct check check = {.english = prep_map_new(), .forms = prep_map_new()};
    struct prep_error error;
    if (prep_table_read(data_dir(), "names/names.tsv", 9, 9, check_row, &check, &error))
        fail_msg("%s", error.message);
    assert_int_equal(check.bad, 0);
    assert_true(check.rows >= 600);
    for (size_t i = 0; i < check.sets.n; i++)
        prep_latin_free(check.sets.latin[i]);
    prep_map_free(check.english);
    prep_map_free(check.forms);
    prep_buf_free(&check.last);
}

static void every_language_has_both_rule_sets(void **state)
{
    (void)state;
    struct prep_error error;
    struct prep_letters *letters = prep_letters_new(data_dir(), &error);
    if (!letters)
        fail_msg("%s", error.message);
    for (size_t i = 0; i < prep_letters_count(letters); i++) {
        struct rule_sets sets = {.n = 0};
        const char *language = prep_letters_language(letters, i);
        prep_latin_free(rule_set(&sets, language, strlen(language), "de"));
        prep_latin_free(rule_set(&sets, language, strlen(language), "en"));
    }
    prep_letters_free(letters);
}

/* Whatever the language is taken for, no Cyrillic letter may be left over. */
static void every_rule_set_knows_every_letter(void **state)
{
    (void)state;
    struct prep_letters *letters = prep_letters_new(data_dir(), NULL);
    assert_non_null(letters);
    static const char alphabet[] = "абвгґдђѓеёєжзѕиіїйјклљмнњопрстћќуўфхцчџшщъыьэюяәғҗҷқңөұүһҳӣӯ";
    for (size_t i = 0; i < 2 * prep_letters_count(letters); i++) {
        struct rule_sets sets = {.n = 0};
        struct prep_buf out = PREP_BUF_INIT;
        const char *language = prep_letters_language(letters, i / 2);
        struct prep_latin *latin = rule_set(&sets, language, strlen(language), i % 2 ? "de" : "en");
        for (size_t at = 0; at < sizeof alphabet - 1;) {
            size_t begin = at;
            prep_utf8_next(alphabet, sizeof alphabet - 1, &at);
            prep_buf_reset(&out);
            assert_int_equal(prep_latin_append(latin, alphabet + begin, at - begin, &out, NULL),
                             PREP_OK);
            for (size_t k = 0; k < out.len;) {
                uint32_t c = prep_utf8_next(out.data, out.len, &k);
                assert_false(c >= 0x400 && c < 0x530);
            }
        }
        prep_latin_free(latin);
        prep_buf_free(&out);
    }
    prep_letters_free(letters);
}

static enum prep_status compare_row(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct prep_buf *last = arg;
    size_t len =
        (size_t)(row->cell[row->n_cells - 1] - row->cell[0]) + row->cell_len[row->n_cells - 1];
    size_t n = len < last->len ? len : last->len;
    int order = n ? memcmp(last->data, row->cell[0], n) : -1;
    if (order > 0 || (order == 0 && last->len >= len))
        return prep_row_fail(row, 0, error, "not sorted, or twice");
    prep_buf_reset(last);
    return prep_buf_append(last, row->cell[0], len);
}

static void the_lists_are_sorted_and_have_no_row_twice(void **state)
{
    (void)state;
    static const char *const lists[] = {"names/suffixes.tsv", "names/keep.tsv", "names/cues.tsv"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct prep_buf last = PREP_BUF_INIT;
        struct prep_error error;
        if (prep_table_read(data_dir(), lists[i], 1, 3, compare_row, &last, &error))
            fail_msg("%s", error.message);
        prep_buf_free(&last);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_lexicon_agrees_with_the_rules),
        cmocka_unit_test(every_language_has_both_rule_sets),
        cmocka_unit_test(every_rule_set_knows_every_letter),
        cmocka_unit_test(the_lists_are_sorted_and_have_no_row_twice),
    };
    return RUN(tests);
}
