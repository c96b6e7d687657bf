/* test-spell-keep.c - verdicts and the index of suggestions outlive the speller; options on lists.
 */
#include "unit.h"

#include <stdio.h>

static char fixtures[4096];

static struct prep_transform *make(unsigned suggestions, bool every_word)
{
    struct prep_speller_options o;
    struct prep_error error = {0};
    const char *source = getenv("PREP_SRCDIR");
    assert_non_null(source);
    snprintf(fixtures, sizeof fixtures, "%.3000s/tests/unit/spell-data", source);
    prep_speller_options_init(&o);
    o.data_dir = data_dir();
    o.dictionary_path = fixtures;
    o.dictionaries = "xx";
    o.suggestions = suggestions;
    o.every_word = every_word;
    struct prep_transform *speller = prep_speller_new(&o, &error);
    if (!speller)
        fail_msg("%s", error.message);
    return speller;
}

static enum prep_status append(void *arg, const struct prep_misspelling *m)
{
    struct prep_buf *found = arg;
    assert_int_equal(prep_buf_append(found, m->class_name, strlen(m->class_name)), PREP_OK);
    for (size_t i = 0; i < m->n_suggestions; i++) {
        assert_int_equal(prep_buf_append(found, "|", 1), PREP_OK);
        assert_int_equal(prep_buf_append(found, m->suggestions[i], strlen(m->suggestions[i])),
                         PREP_OK);
    }
    return prep_buf_append(found, ";", 1);
}

static void check(struct prep_transform *speller, const char *text, struct prep_buf *found)
{
    assert_int_equal(prep_speller_check(speller, text, strlen(text), append, found, NULL), PREP_OK);
}

static const char text[] = "Das Haus ist schoen, das Huas steht an der Strase und Müsterhausen.";

static void verdicts_are_read_back(void **state)
{
    struct prep_transform *first = make(0, false), *second = make(0, false);
    struct prep_buf one = PREP_BUF_INIT, two = PREP_BUF_INIT, saved = PREP_BUF_INIT,
                    again = PREP_BUF_INIT;
    (void)state;
    check(first, text, &one);
    assert_int_equal(prep_speller_save(first, &saved), PREP_OK);
    assert_int_equal(prep_speller_load(second, saved.data, saved.len, NULL), PREP_OK);
    assert_int_equal(prep_speller_save(second, &again), PREP_OK);
    assert_text(&again, saved.data, saved.len);
    check(second, text, &two);
    assert_text(&two, one.data, one.len);
    prep_buf_free(&one);
    prep_buf_free(&two);
    prep_buf_free(&saved);
    prep_buf_free(&again);
    prep_transform_free(first);
    prep_transform_free(second);
}

/* Where all verdicts are there, files that are gone do not matter; for a new word they do. */
static void a_late_speller_reads_when_it_must(void **state)
{
    struct prep_transform *first = make(0, false);
    struct prep_buf one = PREP_BUF_INIT, two = PREP_BUF_INIT, saved = PREP_BUF_INIT;
    char list[] = "test-spell-late-XXXXXX";
    const char *lists[] = {list};
    struct prep_speller_options o;
    struct prep_error error = {0};
    (void)state;
    check(first, text, &one);
    assert_true(prep_speller_learnt(first));
    assert_int_equal(prep_speller_save(first, &saved), PREP_OK);
    prep_speller_options_init(&o);
    o.data_dir = data_dir();
    o.dictionary_path = fixtures;
    o.dictionaries = "xx";
    o.word_files = lists;
    o.n_word_files = 1;
    o.late = true;
    struct prep_transform *late = prep_speller_new(&o, &error);
    assert_non_null(late);
    memset(list, '?', sizeof list - 1);
    assert_int_equal(prep_speller_load(late, saved.data, saved.len, NULL), PREP_OK);
    struct prep_transform *clone = prep_transform_clone(late, NULL);
    assert_non_null(clone);
    check(clone, text, &two);
    assert_text(&two, one.data, one.len);
    assert_false(prep_speller_learnt(late));
    for (int i = 0; i < 2; i++) {
        memset(&error, 0, sizeof error);
        assert_int_equal(prep_speller_check(i ? late : clone, "Neues", 5, append, &two, &error),
                         PREP_E_DATA);
        assert_non_null(strstr(error.message, "test-spell-late-XXXXXX"));
    }
    assert_int_equal(prep_speller_ready(late, &error), PREP_E_DATA);
    assert_int_equal(prep_speller_ready(first, &error), PREP_OK);
    prep_buf_free(&one);
    prep_buf_free(&two);
    prep_buf_free(&saved);
    prep_transform_free(first);
    prep_transform_free(late);
    prep_transform_free(clone);
}

static void damaged_verdicts_are_refused(void **state)
{
    struct prep_transform *speller = make(0, false);
    struct prep_buf saved = PREP_BUF_INIT;
    struct prep_error error;
    (void)state;
    struct prep_buf none = PREP_BUF_INIT;
    check(speller, text, &none);
    assert_int_equal(prep_speller_save(speller, &saved), PREP_OK);
    for (size_t len = 0; len < saved.len; len++)
        assert_int_equal(prep_speller_load(speller, saved.data, len, &error), PREP_E_DATA);
    for (size_t i = 0; i < saved.len; i++) {
        saved.data[i] ^= 0x41;
        assert_int_equal(prep_speller_load(speller, saved.data, saved.len, &error), PREP_E_DATA);
        saved.data[i] ^= 0x41;
    }
    prep_buf_free(&none);
    prep_buf_free(&saved);
    prep_transform_free(speller);
}

static void an_index_gives_the_same(void **state)
{
    struct prep_transform *first = make(5, false), *second = make(5, false);
    struct prep_buf one = PREP_BUF_INIT, two = PREP_BUF_INIT, index = PREP_BUF_INIT;
    (void)state;
    assert_int_equal(prep_speller_compile(first, &index), PREP_OK);
    assert_int_equal(prep_speller_use_index(second, index.data, index.len, NULL), PREP_OK);
    struct prep_transform *third = prep_transform_clone(second, NULL);
    assert_non_null(third);
    check(first, text, &one);
    check(second, text, &two);
    assert_text(&two, one.data, one.len);
    prep_buf_reset(&two);
    check(third, text, &two);
    assert_text(&two, one.data, one.len);
    prep_buf_free(&one);
    prep_buf_free(&two);
    prep_transform_free(first);
    prep_transform_free(second);
    prep_transform_free(third);
    prep_buf_free(&index);
}

static void a_damaged_index_is_refused(void **state)
{
    struct prep_transform *speller = make(5, false);
    struct prep_buf index = PREP_BUF_INIT;
    struct prep_error error;
    (void)state;
    assert_int_equal(prep_speller_compile(speller, &index), PREP_OK);
    for (size_t len = 0; len < index.len; len += len < 500 ? 1 : index.len / 50)
        assert_int_equal(prep_speller_use_index(speller, index.data, len, &error), PREP_E_DATA);
    for (size_t i = 0; i < index.len; i += i < 500 ? 1 : index.len / 50) {
        index.data[i] ^= 0x41;
        assert_int_equal(prep_speller_use_index(speller, index.data, index.len, &error),
                         PREP_E_DATA);
        index.data[i] ^= 0x41;
    }
    prep_transform_free(speller);
    prep_buf_free(&index);
}

static void known_words_where_asked_for(void **state)
{
    struct prep_transform *speller = make(3, true);
    struct prep_buf found = PREP_BUF_INIT;
    (void)state;
    check(speller, "Das Haus ist schön", &found);
    assert_text(&found, "known;known;known;known;", 24);
    prep_buf_free(&found);
    prep_transform_free(speller);
}

static void other_transforms_are_refused(void **state)
{
    struct prep_normalizer_options o;
    struct prep_error error;
    struct prep_buf out = PREP_BUF_INIT;
    (void)state;
    prep_normalizer_options_init(&o);
    struct prep_transform *other = prep_normalizer_new(&o, NULL);
    assert_non_null(other);
    assert_int_equal(prep_speller_save(other, &out), PREP_E_OPTION);
    assert_int_equal(prep_speller_load(other, "", 0, &error), PREP_E_OPTION);
    assert_int_equal(prep_speller_compile(other, &out), PREP_E_OPTION);
    assert_int_equal(prep_speller_use_index(other, "", 0, &error), PREP_E_OPTION);
    prep_transform_free(other);
}

static void a_confidence_has_limits(void **state)
{
    struct prep_speller_options o;
    struct prep_error error;
    (void)state;
    prep_speller_options_init(&o);
    o.min_confidence = 100;
    assert_null(prep_speller_new(&o, &error));
    assert_int_equal(error.status, PREP_E_OPTION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_read_back),
        cmocka_unit_test(a_late_speller_reads_when_it_must),
        cmocka_unit_test(damaged_verdicts_are_refused),
        cmocka_unit_test(an_index_gives_the_same),
        cmocka_unit_test(a_damaged_index_is_refused),
        cmocka_unit_test(known_words_where_asked_for),
        cmocka_unit_test(other_transforms_are_refused),
        cmocka_unit_test(a_confidence_has_limits),
    };
    return RUN(tests);
}
