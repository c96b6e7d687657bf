/* test-names-ngrams.c - what the model of English letters makes of a few words, worked out by hand.
 */
#include "names.h"
#include "unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char dir[32], names[64], table[80];

static int set_up(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/prep-ngrams-XXXXXX");
    assert_non_null(mkdtemp(dir));
    snprintf(names, sizeof names, "%s/names", dir);
    snprintf(table, sizeof table, "%s/english.tsv", names);
    return mkdir(names, 0700);
}

static int tear_down(void **state)
{
    (void)state;
    unlink(table);
    rmdir(names);
    return rmdir(dir);
}

static struct prep_ngrams *model_of(const char *words, struct prep_error *error)
{
    FILE *file = fopen(table, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(words, 1, strlen(words), file), strlen(words));
    assert_int_equal(fclose(file), 0);
    return prep_ngrams_new(dir, error);
}

static void probabilities_are_those_of_witten_and_bell(void **state)
{
    (void)state;
    struct prep_ngrams *ngrams = model_of("a\n", NULL);
    assert_non_null(ngrams);
    /* Of two letters, a and the end, each was seen once: p(a) = (1 + 2/40) / (2 + 2) = .2625;
     * p(a|^) = (1 + .2625) / 2 = .63125, as p($|a), and p($|^a) = (1 + .63125) / 2. */
    assert_int_equal(prep_ngrams_cost(ngrams, "a", 1), 46 + 20);
    /* Nothing of it was seen but the end: half of what is left, twice, of 40; p($) = .2625. */
    assert_int_equal(prep_ngrams_cost(ngrams, "b", 1), 69 + 69 + 368 + 133);
    prep_ngrams_free(ngrams);
}

static void what_was_seen_more_often_costs_less(void **state)
{
    (void)state;
    struct prep_ngrams *ngrams =
        model_of("bereza\nberezina\nberezovka\nkosino\nmoroz\nmys'kiv\nsosna\n", NULL);
    assert_non_null(ngrams);
    assert_true(prep_ngrams_cost(ngrams, "berezna", 7) < prep_ngrams_cost(ngrams, "beresna", 7));
    assert_true(prep_ngrams_cost(ngrams, "kosin", 5) < prep_ngrams_cost(ngrams, "kozin", 5));
    /* One apostrophe is like the other; a letter beyond a to z is just that. */
    assert_int_equal(prep_ngrams_cost(ngrams, "mys\xE2\x80\x99kiv", 9),
                     prep_ngrams_cost(ngrams, "mys'kiv", 7));
    assert_int_equal(prep_ngrams_cost(ngrams, "\xC3\xBClken", 6),
                     prep_ngrams_cost(ngrams, "\xC3\xB6lken", 6));
    prep_ngrams_free(ngrams);
}

static void an_empty_table_makes_all_words_alike(void **state)
{
    (void)state;
    struct prep_ngrams *ngrams = model_of("# none yet\n", NULL);
    assert_non_null(ngrams);
    assert_int_equal(prep_ngrams_cost(ngrams, "ivan", 4), prep_ngrams_cost(ngrams, "xqzw", 4));
    prep_ngrams_free(ngrams);
}

static void a_long_word_is_none(void **state)
{
    (void)state;
    struct prep_ngrams *ngrams = model_of("ivan\n", NULL);
    static char word[5000];
    assert_non_null(ngrams);
    memset(word, 'a', sizeof word);
    for (size_t len = 1; len < sizeof word; len += 7)
        prep_ngrams_cost(ngrams, word, len); /* within its bounds */
    assert_int_equal(prep_ngrams_cost(ngrams, word, sizeof word), 0);
    prep_ngrams_free(ngrams);
}

static void a_bad_row_is_named(void **state)
{
    (void)state;
    struct prep_error error = {0};
    assert_null(model_of("ivan\nIvan\n", &error));
    assert_non_null(strstr(error.message, "english.tsv:2:1: not one word in lower case"));
    assert_null(model_of("nowa huta\n", &error));
    assert_non_null(strstr(error.message, "english.tsv:1:1: not one word in lower case"));
    assert_null(model_of("ivan\tru\n", &error));
    assert_non_null(strstr(error.message, "english.tsv:1:"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(probabilities_are_those_of_witten_and_bell, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_was_seen_more_often_costs_less, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_table_makes_all_words_alike, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_word_is_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_bad_row_is_named, set_up, tear_down),
    };
    return RUN(tests);
}
