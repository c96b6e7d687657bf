/* test-spell.c - the spell-checker on a small dictionary of its own. */
#include "unit.h"

#include <stdio.h>
#include <unistd.h>

static char fixtures[4096];

static struct prep_speller_options options(void)
{
    struct prep_speller_options o;
    const char *source = getenv("PREP_SRCDIR");
    assert_non_null(source);
    snprintf(fixtures, sizeof fixtures, "%.3000s/tests/unit/spell-data", source);
    prep_speller_options_init(&o);
    o.data_dir = data_dir();
    o.dictionary_path = fixtures;
    o.dictionaries = "xx";
    return o;
}

static struct prep_transform *make(const struct prep_speller_options *o)
{
    struct prep_error error = {0};
    struct prep_transform *speller = prep_speller_new(o, &error);
    if (!speller)
        fail_msg("%s", error.message);
    return speller;
}

struct report {
    const char *text;
    char lines[4096]; /* "word class suggestion|suggestion;" of each */
    size_t at, code_point, begin;
    size_t stop_at; /* end after so many, if not 0 */
    size_t n;
};

static enum prep_status note(void *arg, const struct prep_misspelling *m)
{
    struct report *report = arg;
    int n = snprintf(report->lines + report->at, sizeof report->lines - report->at, "%.*s %s",
                     (int)(m->end - m->begin), report->text + m->begin, m->class_name);
    report->at += (size_t)n;
    for (size_t i = 0; i < m->n_suggestions; i++)
        report->at +=
            (size_t)snprintf(report->lines + report->at, sizeof report->lines - report->at, "%c%s",
                             i ? '|' : ' ', m->suggestions[i]);
    report->at +=
        (size_t)snprintf(report->lines + report->at, sizeof report->lines - report->at, ";");
    report->code_point = m->code_point;
    report->begin = m->begin;
    return ++report->n == report->stop_at ? PREP_E_LIMIT : PREP_OK;
}

static void assert_report(struct prep_transform *speller, const char *text, const char *lines)
{
    struct report report = {.text = text};
    assert_int_equal(prep_speller_check(speller, text, strlen(text), note, &report, NULL), PREP_OK);
    assert_string_equal(report.lines, lines);
}

static void assert_fix(struct prep_transform *speller, const char *text, const char *wanted)
{
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_transform_run(speller, text, strlen(text), 0, &out, NULL, NULL), PREP_OK);
    assert_text(&out, wanted, strlen(wanted));
    prep_buf_free(&out);
}

static void known_words_are_not_reported(void **state)
{
    static const char *const texts[] = {
        "Das Haus ist schön.",
        "DAS HAUS UND DIE TÜR",
        "DIE STRASSE UND DIE STRAẞE",
        "Haustür",
        "fu\u0308r die Stra\u00ADße",
        "US-Außenministerium",
        "E-Mail-Adresse",
        "17-jähriger",
        "100prozentige",
        "1990er 5kg 3. XIV",
        "Ein- und Ausfuhr",
        "-bereich",
        "Schüler:innen Schüler*innen Schüler_innen SchülerInnen",
        "jede:r",
        "geht's geht’s",
        "bzgl der Tür",
        "xhtl. der Tür",
        "C5+1 Gazeta.uz Kasachstans",
        "Haus\u2011Tür",
        "",
    };
    struct prep_speller_options o = options();
    struct prep_transform *speller = make(&o);
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_report(speller, texts[i], "");
    prep_transform_free(speller);
}

static void unknown_words_get_a_class(void **state)
{
    static const struct {
        const char *text, *report;
    } cases[] = {
        {"wirklihc", "wirklihc lower;"},
        {"Whonung", "Whonung noun;"},
        {"daß", "daß old-spelling;"},
        {"Schiffahrt", "Schiffahrt old-spelling;"},
        {"Strasse", "Strasse swiss;"},
        {"fuer", "fuer no-umlaut;"},
        {"management", "management foreign;"},
        {"Tokajew", "Tokajew name;"},
        {"Tokajews", "Tokajews name;"},
        {"Wohnungtür", "Wohnungtür noun;"},
        {"Wohnung-Frobel", "Wohnung-Frobel compound;"},
        {"XQZ", "XQZ abbreviation;"},
        {"xhtl ", "xhtl abbreviation;"},
        {"5frobel", "5frobel number-unit;"},
        {"aaaaah", "aaaaah junk;"},
        {"a1bcd2efg3hij", "a1bcd2efg3hij junk;"},
    };
    struct prep_speller_options o = options();
    struct prep_transform *speller = make(&o);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_report(speller, cases[i].text, cases[i].report);
    prep_transform_free(speller);
}

static void suggestions_come_best_first_and_keep_the_case(void **state)
{
    static const struct {
        const char *text, *report;
    } cases[] = {
        {"daß", "daß old-spelling dass|das;"},
        {"wirklihc", "wirklihc lower wirklich|wirkliche;"},
        {"Strase", "Strase noun Straße|Straßen;"},
        {"natuerlich", "natuerlich no-umlaut natürlich|natürliche;"},
        {"WOHNUGN", "WOHNUGN noun WOHNUNG;"},
        {"Präsidnet-Wohnung", "Präsidnet-Wohnung compound Präsident-Wohnung;"},
        {"aaaaah", "aaaaah junk;"},
    };
    struct prep_speller_options o = options();
    o.suggestions = 2;
    struct prep_transform *speller = make(&o);
    (void)state;
    for (int round = 0; round < 2; round++) /* the second time from the cache */
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
            assert_report(speller, cases[i].text, cases[i].report);
    prep_transform_free(speller);
}

static void offsets_count_bytes_and_code_points(void **state)
{
    struct prep_speller_options o = options();
    struct prep_transform *speller = make(&o);
    struct report report = {.text = "für die schöne wirklihc"};
    (void)state;
    assert_int_equal(
        prep_speller_check(speller, report.text, strlen(report.text), note, &report, NULL),
        PREP_OK);
    assert_int_equal(report.begin, 17);
    assert_int_equal(report.code_point, 15);
    prep_transform_free(speller);
}

static void a_report_can_end_the_check(void **state)
{
    struct prep_speller_options o = options();
    struct prep_transform *speller = make(&o);
    struct report report = {.text = "wirklihc schwierik", .stop_at = 1};
    (void)state;
    assert_int_equal(
        prep_speller_check(speller, report.text, strlen(report.text), note, &report, NULL),
        PREP_E_LIMIT);
    assert_int_equal(report.n, 1);
    prep_transform_free(speller);
}

static void bad_utf8_is_an_error(void **state)
{
    struct prep_speller_options o = options();
    struct prep_transform *speller = make(&o);
    struct prep_error error = {0};
    struct report report = {0};
    (void)state;
    assert_int_equal(prep_speller_check(speller, BYTES("Haus \xFF"), note, &report, &error),
                     PREP_E_UTF8);
    assert_int_equal(error.offset, 5);
    prep_transform_free(speller);
}

static void safe_misspellings_are_corrected(void **state)
{
    static const struct {
        const char *text, *fixed;
    } cases[] = {
        {"das ist wirklihc gut", "das ist wirklich gut"},
        {"nicht schwierrig", "nicht schwierig"},
        {"natuerlich und zusamen", "natuerlich und zusammen"},
        {"Whonung in der Strasse", "Whonung in der Strasse"}, /* capitalised, other rule */
        {"daß der Präsident", "daß der Präsident"},           /* rule is off */
        {"nichtmal", "nichtmal"},                             /* two words */
        {"unschwierig", "unschwierig"},                       /* derived */
        {"poli- wirklihc", "poli- wirklihc"},                 /* half a word before */
        {"dolor wirklihc amet", "dolor wirklihc amet"},       /* another language */
        {"guut", "guut"},                                     /* too short */
        {"", ""},
    };
    struct prep_speller_options o = options();
    struct prep_transform *speller = make(&o);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_fix(speller, cases[i].text, cases[i].fixed);
    prep_transform_free(speller);
}

static void a_correction_is_logged_and_counted(void **state)
{
    struct prep_speller_options o = options();
    struct prep_transform *speller = make(&o);
    struct prep_edits *edits = prep_edits_new();
    struct prep_buf out = PREP_BUF_INIT;
    (void)state;
    assert_int_equal(
        prep_transform_run(speller, BYTES("gut\r\nist zusamen in\r\n"), 0, &out, edits, NULL),
        PREP_OK);
    assert_text(&out, BYTES("gut\r\nist zusammen in\r\n"));
    assert_int_equal(prep_edits_count(edits), 1);
    struct prep_edit edit = prep_edits_get(edits, 0);
    assert_int_equal(edit.in_begin, 9);
    assert_int_equal(edit.in_end, 16);
    assert_int_equal(edit.out_begin, 9);
    assert_int_equal(edit.out_end, 17);
    size_t n;
    assert_string_equal(prep_transform_rules(speller, &n)[edit.rule].name, "misspelling");
    assert_int_equal(prep_transform_count(speller, edit.rule), 1);
    prep_buf_free(&out);
    prep_edits_free(edits);
    prep_transform_free(speller);
}

static void rules_for_other_orthographies_can_be_switched_on(void **state)
{
    struct prep_speller_options o = options();
    o.rules = "-misspelling,+old-spelling,+swiss,+umlaut";
    struct prep_transform *speller = make(&o);
    (void)state;
    assert_fix(speller, "daß die Strasse fuer Schiffahrt muß",
               "dass die Straße für Schifffahrt muss");
    assert_fix(speller, "das ist wirklihc gut", "das ist wirklihc gut");
    prep_transform_free(speller);
}

static void with_all_rules_off_nothing_changes(void **state)
{
    struct prep_speller_options o = options();
    o.rules = "none";
    struct prep_transform *speller = make(&o);
    (void)state;
    assert_fix(speller, "das ist wirklihc gut", "das ist wirklihc gut");
    prep_transform_free(speller);
}

static void personal_words_are_known(void **state)
{
    char path[4200];
    struct prep_speller_options o = options();
    snprintf(path, sizeof path, "%s/personal.txt", fixtures);
    const char *files[] = {path};
    o.word_files = files;
    o.n_word_files = 1;
    struct prep_transform *speller = make(&o);
    (void)state;
    assert_report(speller, "Frobnikator FROBNIKATOR frobnizieren Frobnizieren Ku-Dorf", "");
    assert_report(speller, "frobnikator", "frobnikator lower;");
    prep_transform_free(speller);
}

/* Write a file of its own under /tmp and give its path. */
static void write_file(char *path, size_t size, const char *dir, const char *name,
                       const char *content)
{
    snprintf(path, size, "%.200s/%.40s", dir, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static void errors_in_a_word_list_name_the_place(void **state)
{
    char dir[] = "/tmp/prep-spell-XXXXXX", path[300], wanted[400];
    struct prep_error error = {0};
    struct prep_speller_options o = options();
    (void)state;
    assert_non_null(mkdtemp(dir));
    write_file(path, sizeof path, dir, "list.txt", "Haus\nzwei Wörter\n");
    const char *files[] = {path};
    o.word_files = files;
    o.n_word_files = 1;
    assert_null(prep_speller_new(&o, &error));
    assert_int_equal(error.status, PREP_E_DATA);
    snprintf(wanted, sizeof wanted, "%s:2:1: white space in a word", path);
    assert_string_equal(error.message, wanted);
    unlink(path);
    rmdir(dir);
}

static void a_missing_dictionary_names_its_package(void **state)
{
    static const struct {
        const char *name, *package;
    } cases[] = {
        {"de_DE", "install hunspell-de-de-frami (or hunspell-de-de)"},
        {"de_AT", "install hunspell-de-at"},
        {"de_CH", "install hunspell-de-ch"},
        {"xx,fr_FR", "install hunspell-fr-fr"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct prep_speller_options o = options();
        struct prep_error error = {0};
        o.dictionaries = cases[i].name;
        assert_null(prep_speller_new(&o, &error));
        assert_int_equal(error.status, PREP_E_DATA);
        assert_non_null(strstr(error.message, "no such dictionary in "));
        assert_non_null(strstr(error.message, cases[i].package));
    }
}

static void bad_dictionary_lists_are_refused(void **state)
{
    static const char *const lists[] = {"", "xx,", ",xx", "xx,xx,xx,xx,xx,xx,xx,xx,xx", "../xx"};
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct prep_speller_options o = options();
        struct prep_error error = {0};
        o.dictionaries = lists[i];
        assert_null(prep_speller_new(&o, &error));
        assert_true(error.status != PREP_OK);
    }
}

static void broken_dictionary_files_are_refused(void **state)
{
    static const struct {
        const char *aff, *dic, *why;
    } cases[] = {
        {"", "1\nHaus\n", "empty"},
        {"SET UTF-8\n", "", "empty"},
        {"SET UTF-8\n", "Haus\n", "number of its words"},
        {"SET X-KLINGON\n", "1\nHaus\n", "unknown encoding"},
    };
    char dir[] = "/tmp/prep-spell-XXXXXX", aff[300], dic[300];
    (void)state;
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct prep_speller_options o = options();
        struct prep_error error = {0};
        write_file(aff, sizeof aff, dir, "bad.aff", cases[i].aff);
        write_file(dic, sizeof dic, dir, "bad.dic", cases[i].dic);
        o.dictionaries = "bad";
        o.dictionary_path = dir;
        assert_null(prep_speller_new(&o, &error));
        assert_int_equal(error.status, PREP_E_DATA);
        assert_non_null(strstr(error.message, cases[i].why));
    }
    unlink(aff);
    unlink(dic);
    rmdir(dir);
}

static void an_8_bit_dictionary_is_converted(void **state)
{
    char dir[] = "/tmp/prep-spell-XXXXXX", aff[300], dic[300], path[4500];
    struct prep_speller_options o = options();
    (void)state;
    assert_non_null(mkdtemp(dir));
    write_file(aff, sizeof aff, dir, "latin.aff", "SET ISO8859-1\n");
    write_file(dic, sizeof dic, dir, "latin.dic",
               "2\nT\xFCr\nStra\xDF"
               "e\n");
    snprintf(path, sizeof path, "/nowhere::%s:%s", dir, fixtures);
    o.dictionary_path = path;
    o.dictionaries = "latin";
    struct prep_transform *speller = make(&o);
    assert_report(speller, "Tür Straße Türe", "Türe noun;");
    assert_report(speller, "Šternberk", "Šternberk unencodable;");
    prep_transform_free(speller);
    o.dictionaries = "latin,xx"; /* what one cannot encode the other may know */
    speller = make(&o);
    assert_report(speller, "Tür Haus Šternberk", "Šternberk name;");
    prep_transform_free(speller);
    unlink(aff);
    unlink(dic);
    rmdir(dir);
}

static void a_clone_gives_the_same_answers(void **state)
{
    struct prep_speller_options o = options();
    o.suggestions = 2;
    struct prep_transform *speller = make(&o), *clone = prep_transform_clone(speller, NULL);
    (void)state;
    assert_non_null(clone);
    prep_transform_free(speller);
    assert_report(clone, "wirklihc", "wirklihc lower wirklich|wirkliche;");
    assert_fix(clone, "das ist wirklihc gut", "das ist wirklich gut");
    prep_transform_free(clone);
}

static void monstrous_words_are_survived(void **state)
{
    size_t len = 2000000;
    char *text = malloc(len + 1);
    struct prep_speller_options o = options();
    o.suggestions = 5;
    struct prep_transform *speller = make(&o);
    (void)state;
    assert_non_null(text);
    memset(text, 'a', len);
    text[len] = '\0';
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_transform_run(speller, text, len, 0, &out, NULL, NULL), PREP_OK);
    assert_int_equal(out.len, len);
    prep_buf_free(&out);
    for (size_t i = 0; i < 64; i++) /* a chain of hyphens */
        memcpy(text + 5 * i, "Haus-", 5);
    text[5 * 64 - 1] = '\0';
    assert_report(speller, text,
                  "Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-"
                  "Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-"
                  "Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-"
                  "Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-"
                  "Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus-Haus junk;");
    free(text);
    prep_transform_free(speller);
}

static void any_code_point_is_survived(void **state)
{
    struct prep_speller_options o = options();
    o.suggestions = 1;
    struct prep_transform *speller = make(&o);
    struct prep_buf text = PREP_BUF_INIT, out = PREP_BUF_INIT;
    (void)state;
    for (uint32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 251) {
        if ((c >= 0xD800 && c < 0xE000) || c == '\n')
            continue;
        assert_int_equal(prep_buf_append_code_point(&text, c), PREP_OK);
        assert_int_equal(prep_buf_append(&text, "ab ", 1 + c % 3), PREP_OK);
    }
    assert_int_equal(prep_transform_run(speller, text.data, text.len, 0, &out, NULL, NULL),
                     PREP_OK);
    prep_buf_free(&text);
    prep_buf_free(&out);
    prep_transform_free(speller);
}

static void only_spell_checkers_can_check(void **state)
{
    struct prep_speller_options o = options();
    struct prep_transform *member = make(&o), *chain = prep_chain_new(&member, 1, NULL);
    struct report report = {0};
    (void)state;
    assert_non_null(chain);
    assert_int_equal(prep_speller_check(chain, BYTES("x"), note, &report, NULL), PREP_E_OPTION);
    prep_transform_free(chain);
}

static void unknown_languages_are_refused(void **state)
{
    struct prep_speller_options o = options();
    struct prep_error error = {0};
    o.language = "fr";
    (void)state;
    assert_null(prep_speller_new(&o, &error));
    assert_int_equal(error.status, PREP_E_OPTION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_words_are_not_reported),
        cmocka_unit_test(unknown_words_get_a_class),
        cmocka_unit_test(suggestions_come_best_first_and_keep_the_case),
        cmocka_unit_test(offsets_count_bytes_and_code_points),
        cmocka_unit_test(a_report_can_end_the_check),
        cmocka_unit_test(bad_utf8_is_an_error),
        cmocka_unit_test(safe_misspellings_are_corrected),
        cmocka_unit_test(a_correction_is_logged_and_counted),
        cmocka_unit_test(rules_for_other_orthographies_can_be_switched_on),
        cmocka_unit_test(with_all_rules_off_nothing_changes),
        cmocka_unit_test(personal_words_are_known),
        cmocka_unit_test(errors_in_a_word_list_name_the_place),
        cmocka_unit_test(a_missing_dictionary_names_its_package),
        cmocka_unit_test(bad_dictionary_lists_are_refused),
        cmocka_unit_test(broken_dictionary_files_are_refused),
        cmocka_unit_test(an_8_bit_dictionary_is_converted),
        cmocka_unit_test(a_clone_gives_the_same_answers),
        cmocka_unit_test(monstrous_words_are_survived),
        cmocka_unit_test(any_code_point_is_survived),
        cmocka_unit_test(only_spell_checkers_can_check),
        cmocka_unit_test(unknown_languages_are_refused),
    };
    return RUN(tests);
}
