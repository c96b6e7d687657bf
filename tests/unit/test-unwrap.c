/* test-unwrap.c - joining the lines of paragraphs. */
#include "random.h"
#include "replay.h"
#include "unit.h"

#include <stdio.h>

static struct prep_transform *unwrapper(const char *language, const char *rules)
{
    struct prep_unwrapper_options options;
    struct prep_error error;
    prep_unwrapper_options_init(&options);
    options.data_dir = data_dir();
    options.language = language;
    options.rules = rules;
    struct prep_transform *transform = prep_unwrapper_new(&options, &error);
    if (!transform)
        fail_msg("%s", error.message);
    return transform;
}

struct example {
    const char *text, *expected, *rule;
};

static void check(const char *language, const struct example *examples, size_t n)
{
    struct prep_transform *transform = unwrapper(language, NULL);
    struct prep_buf out = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    size_t n_rules;
    const struct prep_rule *rules = prep_transform_rules(transform, &n_rules);
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(examples[i].text);
        prep_buf_reset(&out);
        prep_edits_reset(edits);
        assert_int_equal(prep_transform_run(transform, examples[i].text, len, 0, &out, edits, NULL),
                         PREP_OK);
        if (out.len != strlen(examples[i].expected) ||
            memcmp(out.data, examples[i].expected, out.len))
            fail_msg("[%s] became [%.*s], not [%s]", examples[i].text, (int)out.len, out.data,
                     examples[i].expected);
        assert_null(replay_fault(edits, examples[i].text, len, out.data, out.len));
        if (!examples[i].rule)
            assert_int_equal(prep_edits_count(edits), 0);
        else if (prep_edits_count(edits))
            assert_string_equal(rules[prep_edits_get(edits, 0).rule].name, examples[i].rule);
    }
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void german(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Eine Zeile\nund noch eine.\n", "Eine Zeile und noch eine.\n", "join"},
        {"Eine Zeile  \r\n  und noch eine.\r\n", "Eine Zeile und noch eine.\r\n", "join"},
        {"a\nb\nc", "a b c", "join"},
        {"Erstens.\n\nZweitens.\n", "Erstens.\n\nZweitens.\n", NULL},
        {"Erstens.\n \t\nZweitens.\n", "Erstens.\n \t\nZweitens.\n", NULL},
        {"\n\nErstens\nund\n\n\nZweitens\n\n", "\n\nErstens und\n\n\nZweitens\n\n", "join"},
        {"gute Zusammen-\narbeit", "gute Zusammenarbeit", "hyphen"},
        {"gute Zusammen-  \n  arbeit", "gute Zusammenarbeit", "hyphen"},
        {"die Ver-\nordnung", "die Verordnung", "hyphen"},
        {"Ver-\nordnungen", "Verordnungen", "hyphen"},
        {"zurück-\nkommen", "zurückkommen", "hyphen"},
        {"die Über-\nschrift", "die Überschrift", "hyphen"},
        {"die Brücken-\nwaagenmeisterei", "die Brückenwaagenmeisterei", "hyphen"},
        {"ÜBER-\nSCHRIFT", "ÜBERSCHRIFT", "hyphen"},
        {"der US-\nPräsident", "der US-Präsident", "compound"},
        {"die Nord-Süd-\nAchse", "die Nord-Süd-Achse", "compound"},
        {"eine EU-\nweite Regel", "eine EU-weite Regel", "compound"},
        {"das x-\nfache", "das x-fache", "compound"},
        {"eine 60-\njährige", "eine 60-jährige", "compound"},
        {"der Ex-\nkanzler", "der Ex-kanzler", "compound"},
        {"politisch-\nmoralisch", "politisch-moralisch", "compound"},
        {"Ein-\nund Ausfuhr", "Ein- und Ausfuhr", "suspended"},
        {"Ein- und\nAusfuhr", "Ein- und Ausfuhr", "join"},
        {"Haupt-\noder Nebenfach", "Haupt- oder Nebenfach", "suspended"},
        {"Er kam -\nendlich", "Er kam - endlich", "join"},
        {"Er kam –\nendlich", "Er kam – endlich", "join"},
        {"Zusammen\xC2\xAD\narbeit", "Zusammenarbeit", "soft-hyphen"},
        {"Zusammen\xE2\x80\x90\narbeit", "Zusammenarbeit", "hyphen"},
        {"Wir brauchen:\n• Holz\n• Kohle und\nKoks", "Wir brauchen:\n• Holz\n• Kohle und Koks",
         "join"},
        {"Seite 3 -\n", "Seite 3 -\n", NULL},
        {"", "", NULL},
        {"\n", "\n", NULL},
    };
    check("de", examples, sizeof examples / sizeof *examples);
}

static void english(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"One line\nand one more.", "One line and one more.", "join"},
        {"the govern-\nment", "the government", "hyphen"},
        {"a well-\nknown man", "a well-known man", "compound"},
        {"pre-\nand post-war", "pre- and post-war", "suspended"},
        {"a US-\nbased firm", "a US-based firm", "compound"},
        {"the North-\nEast", "the North-East", "compound"},
    };
    check("en", examples, sizeof examples / sizeof *examples);
}

static void a_rule_that_is_off_does_not_act(void **state)
{
    (void)state;
    struct prep_transform *transform = unwrapper("de", "-hyphen");
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(
        prep_transform_run(transform, BYTES("gute Zusammen-\narbeit\nist"), 0, &out, NULL, NULL),
        PREP_OK);
    assert_text(&out, BYTES("gute Zusammen-\narbeit ist"));
    prep_buf_free(&out);
    prep_transform_free(transform);
}

/* Paragraphs are the records of a chain that has an unwrapper. */
static void in_a_chain(void **state)
{
    (void)state;
    static const char text[] = "Er ging\nheim. Sie\nblieb.\n\nNie-\nmand kam. Aus.\n";
    static const char expected[] = "Er ging heim.\nSie blieb.\n\nNiemand kam.\nAus.\n";
    struct prep_splitter_options options;
    prep_splitter_options_init(&options);
    options.data_dir = data_dir();
    struct prep_transform *members[] = {unwrapper("de", NULL), prep_splitter_new(&options, NULL)};
    assert_non_null(members[1]);
    struct prep_transform *chain = prep_chain_new(members, 2, NULL);
    struct prep_buf out = PREP_BUF_INIT, same = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    assert_non_null(chain);
    assert_int_equal(prep_transform_run(chain, BYTES(text), 0, &out, NULL, NULL), PREP_OK);
    assert_text(&out, BYTES(expected));
    assert_int_equal(prep_transform_run(chain, BYTES(text), 0, &same, edits, NULL), PREP_OK);
    assert_text(&same, BYTES(expected));
    assert_null(replay_fault(edits, BYTES(text), out.data, out.len));
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_buf_free(&same);
    prep_transform_free(chain);
}

/* Whatever the text: paragraphs are by themselves, and once more changes nothing. */
static void paragraphs_are_by_themselves(void **state)
{
    (void)state;
    static const char *const some[] = {"\n",  "\n",  "\n\n",     "\n \n", " ",  "-", "-\n",
                                       "Ver", "ord", "nung",     "und",   "US", "Ä", "\r\n",
                                       "•",   "• ",  "\xC2\xAD", "a",     "3",  "😀", "\t"};
    struct prep_transform *transform = unwrapper("de", NULL);
    struct prep_buf out = PREP_BUF_INIT, parts = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    uint64_t seed = 3;
    for (int round = 0; round < 20000; round++) {
        char text[400];
        size_t len = 0, n = random_below(&seed, 14), cut = random_below(&seed, 14);
        size_t middle = 0;
        for (size_t i = 0; i < n; i++) {
            const char *piece = some[random_below(&seed, sizeof some / sizeof *some)];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
            if (i == cut) { /* an empty line */
                memcpy(text + len, "\n\n", 2);
                middle = len += 2;
            }
        }
        prep_buf_reset(&out);
        prep_buf_reset(&parts);
        prep_edits_reset(edits);
        assert_int_equal(prep_transform_run(transform, text, len, 0, &out, edits, NULL), PREP_OK);
        assert_null(replay_fault(edits, text, len, out.data, out.len));
        assert_int_equal(prep_transform_run(transform, text, middle, 0, &parts, NULL, NULL),
                         PREP_OK);
        assert_int_equal(
            prep_transform_run(transform, text + middle, len - middle, 0, &parts, NULL, NULL),
            PREP_OK);
        assert_text(&out, parts.data, parts.len);
    }
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_buf_free(&parts);
    prep_transform_free(transform);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(german),
        cmocka_unit_test(english),
        cmocka_unit_test(a_rule_that_is_off_does_not_act),
        cmocka_unit_test(in_a_chain),
        cmocka_unit_test(paragraphs_are_by_themselves),
    };
    return RUN(tests);
}
