/* test-names.c - the parts of prep-transliterate and the transform itself. */
#include "names.h"
#include "unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct prep_transform *transliterator(const char *language, const char *rules)
{
    struct prep_transliterator_options options;
    struct prep_error error;
    prep_transliterator_options_init(&options);
    options.data_dir = data_dir();
    options.language = language;
    options.rules = rules;
    struct prep_transform *transform = prep_transliterator_new(&options, &error);
    if (!transform)
        fail_msg("%s", error.message);
    return transform;
}

static void check(struct prep_transform *transform, const char *in, const char *expected)
{
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_transform_run(transform, in, strlen(in), 0, &out, NULL, NULL), PREP_OK);
    if (out.len != strlen(expected) || (out.len && memcmp(out.data, expected, out.len) != 0))
        fail_msg("%s -> %.*s, not %s", in, (int)out.len, out.data, expected);
    prep_buf_free(&out);
}

struct pair {
    const char *in, *out;
};

static void check_all(const char *language, const char *rules, const struct pair *pairs, size_t n)
{
    struct prep_transform *transform = transliterator(language, rules);
    for (size_t i = 0; i < n; i++)
        check(transform, pairs[i].in, pairs[i].out ? pairs[i].out : pairs[i].in);
    prep_transform_free(transform);
}

#define CHECK_ALL(language, rules, pairs)                                                          \
    check_all(language, rules, pairs, sizeof(pairs) / sizeof *(pairs))

static void names_of_the_lexicon_get_their_english_form(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"Tokajew", "Tokayev"},
        {"Kassym-Schomart Tokajew", "Kassym-Jomart Tokayev"},
        {"Nischni Nowgorod", "Nizhny Novgorod"},
        {"Tschaikowski und Chruschtschow", "Tchaikovsky und Khrushchev"},
        {"Tokajews Rede", "Tokayevs Rede"},
        {"TOKAJEW IN TASCHKENT", "TOKAYEV IN TASHKENT"},
        {"KASSYM-SCHOMART", "KASSYM-JOMART"},
        {"der Tokajew-Besuch", "der Tokayev-Besuch"},
        {"(Tokajew)", "(Tokayev)"},
        {"Selenskyj", "Zelensky"},
        {"A.Tschechow", "A.Chekhov"},
    };
    CHECK_ALL(NULL, NULL, pairs);
}

static void other_words_stay_as_they_are(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"", NULL},
        {"Moskau, Russland, Kasachstan und die Krim", NULL},
        {"Moskauer und Taschkenter Straßen", NULL},
        {"Serdar Berdimuhamedow und Shavkat Mirziyoyev", NULL},
        {"Sadyr Zhaparov, Bakhtiyor Saidov, Samarkand", NULL},
        {"tokajew", NULL},
        {"Rosa und Marko im Haus von Below", NULL},
        {"Wladimir Klitschko und Wladimir Kaminer", NULL},
    };
    CHECK_ALL(NULL, NULL, pairs);
}

static void addresses_and_file_names_stay_as_they_are(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"https://example.org/Kiew/Charkiw", NULL},
        {"Jelzin@example.org", NULL},
        {"@Jelzin", NULL},
        {"#Jelzin", NULL},
        {"Jelzin.pdf", NULL},
        {"www.Jelzin.de", NULL},
        {"/home/Jelzin", NULL},
        {"Jelzin_2", NULL},
        {"Jelzin2", NULL},
        {"C:\\Jelzin", NULL},
        {"Jelzin.", "Yeltsin."},
        {"Kiew/Charkiw", "Kyiv/Kharkiv"},
    };
    CHECK_ALL(NULL, NULL, pairs);
}

static void an_ambiguous_name_counts_only_beside_another(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"Iwan lachte.", NULL},
        {"Iwan Petrow lachte.", "Ivan Petrov lachte."},
        {"Andrej kam.", NULL},
        {"Andrej Swjaginzew kam.", "Andrei Zvyagintsev kam."},
        {"Die Familie Below wohnt hier.", NULL},
        {"Nadeschda Below", "Nadezhda Belov"},
    };
    CHECK_ALL(NULL, NULL, pairs);
}

static void unknown_names_need_evidence(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"Sidorkow kam.", NULL},
        {"Jewgeni Sidorkow kam.", "Yevgeny Sidorkov kam."},
        {"Jewgeni Sidorkow kam, Sidorkow ging.", "Yevgeny Sidorkov kam, Sidorkov ging."},
        {"Jewgeni A. Sidorkow kam.", "Yevgeny A. Sidorkov kam."},
        {"Jewgeni traf Sidorkow.", "Yevgeny traf Sidorkow."},
        {"Der Arzt Martschuljew half.", "Der Arzt Marchulyev half."},
        {"Der Arzt Tuptschew half.", NULL},
        {"Der russische Arzt Tuptschew half.", "Der russische Arzt Tupchev half."},
        {"Frau Müller-Bartschenko kam.", NULL},
        {"Ein Interview im Kautschuk-Werk in Russland", NULL},
    };
    CHECK_ALL(NULL, NULL, pairs);
}

static void evidence_does_not_cross_records(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"Jewgeni\nSidorkow", "Yevgeny\nSidorkow"},
        {"Jewgeni Sidorkow\nSidorkow", "Yevgeny Sidorkov\nSidorkow"},
        {"Russland\nTuptschew", NULL},
    };
    CHECK_ALL(NULL, NULL, pairs);
}

static void cyrillic_words_become_latin(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"Токаев", "Tokayev"},
        {"ТОКАЕВ", "TOKAYEV"},
        {"Володимир Зеленський", "Volodymyr Zelensky"},
        {"Олег Іванчук", "Oleh Ivanchuk"},
        {"Олег Быков", "Oleg Bykov"},
        {"Лук'яненко", "Lukyanenko"},
        {"Нижний Новгород", "Nizhny Novgorod"},
        {"Война и мир", "Voyna i mir"},
        {"А, Б, В", NULL},
        {"Mосква", NULL}, /* its M is Latin */
        {"Москва-Besuch", "Moscow-Besuch"},
        {"Хүрэлсүх", "Khürelsükh"},
    };
    CHECK_ALL(NULL, NULL, pairs);
    CHECK_ALL("en", NULL, pairs);
}

static void english_text_keeps_words_that_look_german(void **state)
{
    (void)state;
    static const struct pair pairs[] = {{"Kiew and Jelzin", NULL}};
    CHECK_ALL("en", NULL, pairs);
}

static void rules_that_are_off_do_not_act(void **state)
{
    (void)state;
    static const struct pair gazetteer[] = {
        {"Jewgeni Sidorkow, Токаев", "Yevgeny Sidorkow, Токаев"}};
    static const struct pair transcription[] = {
        {"Jewgeni Sidorkow, Токаев", "Jewgeni Sidorkov, Токаев"}};
    static const struct pair beside[] = {{"Iwan Hralunjuk", "Iwan Hralunyuk"}};
    CHECK_ALL(NULL, "transcription", beside);
    static const struct pair cyrillic[] = {
        {"Jewgeni Sidorkow, Токаев", "Jewgeni Sidorkow, Tokayev"}};
    CHECK_ALL(NULL, "gazetteer", gazetteer);
    CHECK_ALL(NULL, "transcription", transcription);
    CHECK_ALL(NULL, "cyrillic", cyrillic);
}

static void each_change_is_logged(void **state)
{
    (void)state;
    struct prep_transform *transform = transliterator(NULL, NULL);
    struct prep_edits *edits = prep_edits_new();
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_transform_run(transform, BYTES("In Kiew: Jewgeni Sidorkow, Быков"), 0,
                                        &out, edits, NULL),
                     PREP_OK);
    assert_text(&out, BYTES("In Kyiv: Yevgeny Sidorkov, Bykov"));
    assert_int_equal(prep_edits_count(edits), 4);
    static const struct prep_edit expected[] = {
        {3, 7, 3, 7, 0}, {9, 16, 9, 16, 0}, {17, 25, 17, 25, 1}, {27, 37, 27, 32, 2}};
    for (size_t i = 0; i < 4; i++) {
        struct prep_edit edit = prep_edits_get(edits, i);
        assert_int_equal(edit.in_begin, expected[i].in_begin);
        assert_int_equal(edit.in_end, expected[i].in_end);
        assert_int_equal(edit.out_begin, expected[i].out_begin);
        assert_int_equal(edit.out_end, expected[i].out_end);
        assert_int_equal(prep_transform_count(transform, edit.rule), edit.rule == 0 ? 2 : 1);
    }
    prep_buf_free(&out);
    prep_edits_free(edits);
    prep_transform_free(transform);
}

static void a_clone_outlives_its_origin(void **state)
{
    (void)state;
    struct prep_transform *first = transliterator(NULL, NULL);
    struct prep_transform *second = prep_transform_clone(first, NULL);
    assert_non_null(second);
    prep_transform_free(first);
    check(second, "Jelzin, Быков", "Yeltsin, Bykov");
    prep_transform_free(second);
}

static void any_bytes_of_a_record_are_survived(void **state)
{
    (void)state;
    struct prep_transform *transform = transliterator(NULL, NULL);
    struct prep_buf out = PREP_BUF_INIT;
    static const char text[] = "Jelzin\0Kiew \xF0\x9F\x98\x80-\xCC\x81-'Jelzin'\xD1\x8F";
    static const char expected[] = "Yeltsin\0Kyiv \xF0\x9F\x98\x80-\xCC\x81-'Yeltsin'\xD1\x8F";
    assert_int_equal(prep_transform_run(transform, BYTES(text), 0, &out, NULL, NULL), PREP_OK);
    assert_text(&out, BYTES(expected));
    /* A run of letters without end is no word. */
    static char letters[100000];
    for (size_t i = 0; i < sizeof letters; i += 2)
        memcpy(letters + i, i ? "\xD0\xB0" : "\xD0\x90", 2);
    prep_buf_reset(&out);
    assert_int_equal(prep_transform_run(transform, letters, sizeof letters, 0, &out, NULL, NULL),
                     PREP_OK);
    assert_text(&out, letters, sizeof letters);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void unknown_options_are_refused(void **state)
{
    (void)state;
    struct prep_transliterator_options options;
    struct prep_error error;
    prep_transliterator_options_init(&options);
    options.data_dir = data_dir();
    options.language = "fr";
    assert_null(prep_transliterator_new(&options, &error));
    assert_int_equal(error.status, PREP_E_OPTION);
    options.language = NULL;
    options.rules = "no-such-rule";
    assert_null(prep_transliterator_new(&options, &error));
    assert_int_equal(error.status, PREP_E_OPTION);
    options.rules = NULL;
    options.data_dir = "/no-such-folder";
    assert_null(prep_transliterator_new(&options, &error));
    assert_int_equal(error.status, PREP_E_DATA);
}

static void the_lexicon_knows_names_in_all_their_forms(void **state)
{
    (void)state;
    static const char *const known[] = {"Tokajew",  "Tokajews", "TOKAJEW",       "Tokayev",
                                        "Tokayevs", "Токаев",   "Nischni",       "Nowgorod",
                                        "Schomart", "Kiev",     "Berdimuhamedow"};
    struct prep_lexicon *lexicon = prep_lexicon_new(data_dir(), NULL);
    assert_non_null(lexicon);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!prep_names_known(lexicon, known[i], strlen(known[i])))
            fail_msg("%s", known[i]);
    assert_false(prep_names_known(lexicon, BYTES("Haus")));
    assert_false(prep_names_known(lexicon, BYTES("tokajew")));
    assert_false(prep_names_known(lexicon, BYTES("")));
    assert_ptr_equal(prep_lexicon_ref(lexicon), lexicon);
    prep_lexicon_free(lexicon);
    assert_true(prep_names_known(lexicon, BYTES("Tokajew")));
    prep_lexicon_free(lexicon);
}

static void a_malformed_lexicon_is_refused_with_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *row, *place;
    } bad[] = {
        {"а\tru\tA\tA\t-\t-\tgiven\tRU\n", ":1:1: "},
        {"а\tru\tA\tA\t-\t-\tgivn\tRU\t-\n", ":1:15: "},
        {"а\tru\tA\tA\t-\t-\tgiven\tRU\tirregular\n", ":1:24: "},
        {"а\tru\t\tA\t-\t-\tgiven\tRU\t-\n", ":1:7: "},
        {"а\tru\tA||B\tA\t-\t-\tgiven\tRU\t-\n", ":1:7: "},
        {"# A\nа\tru\tA\tA\t-\t-\tgiven\tRU\t-\nа\tru\tB\tB\t-\t-\tgiven\tRU\t-\n", ":3:1: "},
        {"а\tru\tA\tA\t-\t-\tgiven\tRU\t-\nб\tru\tA\tB\t-\t-\tgiven\tRU\t-\n", ":2:7: "},
    };
    char dir[] = "/tmp/prep-names-XXXXXX", sub[64], file[80];
    assert_non_null(mkdtemp(dir));
    snprintf(sub, sizeof sub, "%s/names", dir);
    snprintf(file, sizeof file, "%s/names.tsv", sub);
    assert_int_equal(mkdir(sub, 0700), 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct prep_error error = {.status = PREP_OK};
        FILE *out = fopen(file, "w");
        assert_non_null(out);
        fputs(bad[i].row, out);
        fclose(out);
        assert_null(prep_lexicon_new(dir, &error));
        assert_int_equal(error.status, PREP_E_DATA);
        if (!strstr(error.message, bad[i].place))
            fail_msg("%s: not at %s", error.message, bad[i].place);
    }
    unlink(file);
    rmdir(sub);
    rmdir(dir);
}

static void respelling_follows_the_model(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"Schtschukin", "Shchukin"}, {"Kusnezow", "Kuznetsov"}, {"Breschnew", "Brezhnev"},
        {"Wassiljew", "Vasilyev"},   {"Chodorow", "Khodorov"},  {"Lasarew", "Lazarev"},
        {"PETSCHKIN", "PECHKIN"},    {"Mykytiw", "Mykytiv"},    {"petrow", "petrov"},
    };
    struct prep_respelling *respelling = prep_respelling_new(data_dir(), NULL);
    struct prep_ngrams *ngrams = prep_ngrams_new(data_dir(), NULL);
    assert_non_null(respelling);
    assert_non_null(ngrams);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct prep_buf out = PREP_BUF_INIT;
        assert_int_equal(prep_respelling_append(respelling, ngrams, pairs[i].in,
                                                strlen(pairs[i].in), NULL, &out),
                         PREP_OK);
        assert_text(&out, pairs[i].out, strlen(pairs[i].out));
        prep_buf_free(&out);
    }
    prep_respelling_free(respelling);
    prep_ngrams_free(ngrams);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_the_lexicon_get_their_english_form),
        cmocka_unit_test(other_words_stay_as_they_are),
        cmocka_unit_test(addresses_and_file_names_stay_as_they_are),
        cmocka_unit_test(an_ambiguous_name_counts_only_beside_another),
        cmocka_unit_test(unknown_names_need_evidence),
        cmocka_unit_test(evidence_does_not_cross_records),
        cmocka_unit_test(cyrillic_words_become_latin),
        cmocka_unit_test(english_text_keeps_words_that_look_german),
        cmocka_unit_test(rules_that_are_off_do_not_act),
        cmocka_unit_test(each_change_is_logged),
        cmocka_unit_test(a_clone_outlives_its_origin),
        cmocka_unit_test(any_bytes_of_a_record_are_survived),
        cmocka_unit_test(unknown_options_are_refused),
        cmocka_unit_test(the_lexicon_knows_names_in_all_their_forms),
        cmocka_unit_test(a_malformed_lexicon_is_refused_with_the_place),
        cmocka_unit_test(respelling_follows_the_model),
    };
    return RUN(tests);
}
