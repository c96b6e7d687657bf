/* test-split.c - the sentence splitter as a transform. Which places end a sentence is in
 * tests/golden/split.test; here are options, errors, edits, counts and the data files. */
#include "unit.h"

#include <stdio.h>
#include <unistd.h>

static char file_name[64];

static struct prep_splitter_options options_for(const char *language)
{
    struct prep_splitter_options options;
    prep_splitter_options_init(&options);
    options.data_dir = data_dir();
    options.language = language;
    return options;
}

static struct prep_transform *splitter(const struct prep_splitter_options *options)
{
    struct prep_error error = {0};
    struct prep_transform *transform = prep_splitter_new(options, &error);
    if (!transform)
        fail_msg("%s", error.message);
    return transform;
}

static void assert_splits(const struct prep_splitter_options *options, const char *text, size_t len,
                          const char *want, size_t want_len)
{
    struct prep_transform *transform = splitter(options);
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_transform_run(transform, text, len, 0, &out, NULL, NULL), PREP_OK);
    assert_text(&out, want, want_len);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static size_t rule_named(const char *name)
{
    size_t count, i = 0;
    const struct prep_rule *rules = prep_splitter_rules(&count);
    while (i < count && strcmp(rules[i].name, name))
        i++;
    assert_true(i < count);
    return i;
}

/* A file for one test that holds text; its name is valid till the next call. */
static const char *file_with(const char *text)
{
    strcpy(file_name, "test-split-XXXXXX");
    int fd = mkstemp(file_name);
    assert_true(fd >= 0);
    size_t len = strlen(text);
    assert_int_equal(write(fd, text, len), (ssize_t)len);
    close(fd);
    return file_name;
}

static void splits_at_a_full_stop(void **state)
{
    (void)state;
    struct prep_splitter_options options = options_for(NULL);
    assert_splits(&options, BYTES("Es regnet. Es schneit."), BYTES("Es regnet.\nEs schneit."));
}

static void gives_back_what_it_need_not_change(void **state)
{
    (void)state;
    static const char *const texts[] = {"",   " ",         "\n\n",       "...",          ".",
                                        "\"", " . ",       "Es\0regnet", "\xE2\x80\xA6", "(",
                                        "1.", "Am 3. Mai", "z. B.",      "\r\n"};
    struct prep_splitter_options options = options_for("de");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_splits(&options, texts[i], strlen(texts[i]), texts[i], strlen(texts[i]));
}

static void survives_every_prefix_of_a_text(void **state)
{
    (void)state;
    static const char text[] =
        "„Am 3. z. B. Mai (usw.) …“ 1. II. a) J. W. 61. 000 😊. :-) [3] Nr. §\xC2\xA0"
        "x. - » ‚ 24. 12. 11. F… € ...\xE2\x80\x83"
        "Da. http://x.y. Ä. é";
    struct prep_splitter_options options = options_for(NULL);
    struct prep_transform *transform = splitter(&options);
    for (size_t len = 0; len < sizeof text; len++) {
        struct prep_buf out = PREP_BUF_INIT;
        char *copy = malloc(len ? len : 1); /* so that a look behind the end is seen */
        assert_non_null(copy);
        memcpy(copy, text, len);
        if (!prep_utf8_check(copy, len, NULL))
            assert_int_equal(prep_transform_run(transform, copy, len, 0, &out, NULL, NULL),
                             PREP_OK);
        free(copy);
        prep_buf_free(&out);
    }
    prep_transform_free(transform);
}

static void joining_with_spaces_gives_back_the_text(void **state)
{
    (void)state;
    static const char text[] = "Am 3. Mai kam sie an. „Wie?“ Er schwieg … Dann: 1. Die Axt. 😊 Gut! "
                               "Es (z. B. hier. So) war Nr. 4. 2011 ging er. *Ende.*";
    struct prep_splitter_options options = options_for(NULL);
    struct prep_transform *transform = splitter(&options);
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_transform_run(transform, BYTES(text), 0, &out, NULL, NULL), PREP_OK);
    size_t ends = 0;
    for (size_t i = 0; i < out.len; i++)
        if (out.data[i] == '\n') {
            out.data[i] = ' ';
            ends++;
        }
    assert_true(ends > 4);
    assert_text(&out, BYTES(text));
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void an_edit_is_the_white_space_between_sentences(void **state)
{
    (void)state;
    struct prep_splitter_options options = options_for(NULL);
    struct prep_transform *transform = splitter(&options);
    struct prep_buf out = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    assert_int_equal(
        prep_transform_run(transform, BYTES("Ja.  Er ging.\nDas? Ja."), 0, &out, edits, NULL),
        PREP_OK);
    assert_text(&out, BYTES("Ja.\nEr ging.\nDas?\nJa."));
    assert_int_equal(prep_edits_count(edits), 2);
    struct prep_edit first = prep_edits_get(edits, 0), second = prep_edits_get(edits, 1);
    assert_int_equal(first.in_begin, 3);
    assert_int_equal(first.in_end, 5);
    assert_int_equal(first.out_begin, 3);
    assert_int_equal(first.out_end, 4);
    assert_int_equal(first.rule, rule_named("full-stop"));
    assert_int_equal(second.in_begin, 18);
    assert_int_equal(second.out_begin, 17);
    assert_int_equal(second.rule, rule_named("question"));
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void an_end_that_changes_nothing_is_counted_but_no_edit(void **state)
{
    (void)state;
    struct prep_splitter_options options = options_for(NULL);
    options.separator = " ";
    struct prep_transform *transform = splitter(&options);
    struct prep_buf out = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    assert_int_equal(prep_transform_run(transform, BYTES("Ja. Er ging."), 0, &out, edits, NULL),
                     PREP_OK);
    assert_text(&out, BYTES("Ja. Er ging."));
    assert_int_equal(prep_edits_count(edits), 0);
    assert_int_equal(prep_transform_count(transform, rule_named("full-stop")), 1);
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void a_veto_is_counted_but_no_edit(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *text;
    } cases[] = {
        {"abbreviation", "Siehe Nr. 4"},      {"initial", "von J. Goethe"},
        {"list-number", "3. Die Klage"},      {"roman", "unter Karl IV. Spanien"},
        {"number", "den 3. 10. 2020"},        {"ordinal", "am 3. Mai"},
        {"omission", "der F… Gesellschaft"},  {"bracket", "er (der Mann. Er war alt) kam"},
        {"continuation", "Was? , fragte er"}, {"lower-case", "das Xyzw. und so"},
    };
    struct prep_splitter_options options = options_for(NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct prep_transform *transform = splitter(&options);
        struct prep_buf out = PREP_BUF_INIT;
        struct prep_edits *edits = prep_edits_new();
        size_t len = strlen(cases[i].text);
        assert_int_equal(prep_transform_run(transform, cases[i].text, len, 0, &out, edits, NULL),
                         PREP_OK);
        assert_text(&out, cases[i].text, len);
        assert_int_equal(prep_edits_count(edits), 0);
        if (!prep_transform_count(transform, rule_named(cases[i].rule)))
            fail_msg("%s did not hold: %s", cases[i].rule, cases[i].text);
        prep_edits_free(edits);
        prep_buf_free(&out);
        prep_transform_free(transform);
    }
}

static void a_rule_that_is_off_does_not_act(void **state)
{
    (void)state;
    static const struct {
        const char *rules, *text, *want;
    } cases[] = {
        {"default,-full-stop", "Ja. Er ging! Gut.", "Ja. Er ging!\nGut."},
        {"default,-exclamation", "Ja! Er ging. Gut.", "Ja! Er ging.\nGut."},
        {"default,-question", "Ja? Er ging. Gut.", "Ja? Er ging.\nGut."},
        {"default,-ellipsis", "Ja… Er ging. Gut.", "Ja… Er ging.\nGut."},
        {"default,-closing-quote", "„Ja.“ Er ging. Gut.", "„Ja.“ Er ging.\nGut."},
        {"default,-closing-bracket", "(Ja.) Er ging. Gut.", "(Ja.) Er ging.\nGut."},
        {"default,-emoji", "Ja. 😊 Er ging. Gut.", "Ja. 😊 Er ging.\nGut."},
        {"default,-ordinal", "am 3. Mai", "am 3.\nMai"},
        {"default,-initial", "von J. Goethe", "von J.\nGoethe"},
        {"default,-list-number", "3. Die Klage", "3.\nDie Klage"},
        {"default,-lower-case", "das Xyzw. und so", "das Xyzw.\nund so"},
        {"none", "Ja. Er ging. Gut.", "Ja. Er ging. Gut."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct prep_splitter_options options = options_for(NULL);
        options.rules = cases[i].rules;
        assert_splits(&options, cases[i].text, strlen(cases[i].text), cases[i].want,
                      strlen(cases[i].want));
    }
}

static void the_caller_can_add_abbreviations(void **state)
{
    (void)state;
    const char *path =
        file_with("# mine\nQuux\nq. b. z.\nDr.\tword\nPlip.\tmaybe\nPlop.\tnumber\n");
    struct prep_splitter_options options = options_for(NULL);
    options.abbreviation_files = &path;
    options.n_abbreviation_files = 1;
    assert_splits(&options, BYTES("Ein Quux. Haus. Ein q. b. z. Haus. Der Dr. Haus."),
                  BYTES("Ein Quux. Haus.\nEin q. b. z. Haus.\nDer Dr.\nHaus."));
    assert_splits(&options, BYTES("Ein Plip. Haus. Plip. Das. Plop. 4. Plop. Haus."),
                  BYTES("Ein Plip. Haus.\nPlip.\nDas.\nPlop. 4.\nPlop.\nHaus."));
    unlink(path);
}

static void a_bad_abbreviation_file_is_named_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *place;
    } cases[] = {{"Quux.\nDr.\tnie\n", ":2:5: "},
                 {"\tnever\n", ":1:1: "},
                 {"-str.\tnever\n", ":1:7: "},
                 {"a\tnever\tx\n", ":1:"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = file_with(cases[i].text);
        struct prep_splitter_options options = options_for(NULL);
        struct prep_error error = {0};
        options.abbreviation_files = &path;
        options.n_abbreviation_files = 1;
        assert_null(prep_splitter_new(&options, &error));
        assert_int_equal(error.status, PREP_E_DATA);
        assert_non_null(strstr(error.message, path));
        assert_non_null(strstr(error.message, cases[i].place));
        unlink(path);
    }
}

static void bad_options_are_refused(void **state)
{
    (void)state;
    struct prep_error error = {0};
    struct prep_splitter_options options = options_for("fr");
    assert_null(prep_splitter_new(&options, &error));
    assert_int_equal(error.status, PREP_E_OPTION);
    assert_non_null(strstr(error.message, "de en"));
    options = options_for("de");
    options.rules = "default,-ordinals";
    assert_null(prep_splitter_new(&options, &error));
    assert_int_equal(error.status, PREP_E_OPTION);
    options = options_for("de");
    options.data_dir = "/nonexistent";
    assert_null(prep_splitter_new(&options, &error));
    assert_int_equal(error.status, PREP_E_DATA);
}

static void a_clone_splits_alike_and_outlives_its_original(void **state)
{
    (void)state;
    struct prep_splitter_options options = options_for("en");
    options.separator = "|";
    struct prep_transform *first = splitter(&options);
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_transform_run(first, BYTES("One. Two."), 0, &out, NULL, NULL), PREP_OK);
    struct prep_transform *second = prep_transform_clone(first, NULL);
    assert_non_null(second);
    prep_transform_free(first);
    assert_int_equal(prep_transform_count(second, rule_named("full-stop")), 0);
    assert_int_equal(prep_transform_run(second, BYTES("Mr. Ed. It sat."), 0, &out, NULL, NULL),
                     PREP_OK);
    assert_text(&out, BYTES("One.|Two.Mr. Ed.|It sat."));
    prep_buf_free(&out);
    prep_transform_free(second);
}

static void a_record_knows_nothing_of_the_one_before(void **state)
{
    (void)state;
    struct prep_splitter_options options = options_for(NULL);
    assert_splits(&options, BYTES("Er (der Mann.\nDer Hund. Er bellt) kam.\nz.\nB. Das."),
                  BYTES("Er (der Mann.\nDer Hund.\nEr bellt) kam.\nz.\nB. Das."));
}

/* The rows of a data file: sorted by bytes, without duplicates. */
struct order {
    char last[256];
    size_t len, rows;
};

static enum prep_status check_order(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct order *order = arg;
    size_t len = row->cell_len[0];
    assert_true(len < sizeof order->last);
    int by = memcmp(order->last, row->cell[0], len < order->len ? len : order->len);
    if (order->rows++ && (by > 0 || (by == 0 && order->len >= len)))
        return prep_row_fail(row, 0, error, "out of order or twice");
    memcpy(order->last, row->cell[0], len);
    order->len = len;
    return PREP_OK;
}

static void data_files_are_sorted_and_large_enough(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t at_least;
    } files[] = {{"de/abbreviations.tsv", 400}, {"de/openers.tsv", 300}, {"de/ordinals.tsv", 300},
                 {"en/abbreviations.tsv", 120}, {"en/openers.tsv", 150}, {"en/ordinals.tsv", 0},
                 {"rules/bullets.tsv", 50}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct order order = {.rows = 0};
        struct prep_error error = {0};
        if (prep_table_read(data_dir(), files[i].name, 1, 2, check_order, &order, &error))
            fail_msg("%s", error.message);
        assert_true(order.rows >= files[i].at_least);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_at_a_full_stop),
        cmocka_unit_test(gives_back_what_it_need_not_change),
        cmocka_unit_test(survives_every_prefix_of_a_text),
        cmocka_unit_test(joining_with_spaces_gives_back_the_text),
        cmocka_unit_test(an_edit_is_the_white_space_between_sentences),
        cmocka_unit_test(an_end_that_changes_nothing_is_counted_but_no_edit),
        cmocka_unit_test(a_veto_is_counted_but_no_edit),
        cmocka_unit_test(a_rule_that_is_off_does_not_act),
        cmocka_unit_test(the_caller_can_add_abbreviations),
        cmocka_unit_test(a_bad_abbreviation_file_is_named_with_its_place),
        cmocka_unit_test(bad_options_are_refused),
        cmocka_unit_test(a_clone_splits_alike_and_outlives_its_original),
        cmocka_unit_test(a_record_knows_nothing_of_the_one_before),
        cmocka_unit_test(data_files_are_sorted_and_large_enough),
    };
    return RUN(tests);
}
