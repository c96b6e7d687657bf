/* test-spell-token.c - where words begin and end. */
#include "spell.h"
#include "unit.h"

/* The words of a text, '|' between them. */
static void words_of(const char *text, size_t len, char *words, size_t size)
{
    struct prep_tokens tokens = {.text = text, .len = len};
    size_t begin, end, at = 0, before = 0;
    while (prep_tokens_next(&tokens, &begin, &end)) {
        assert_true(before <= begin && begin < end && end <= len);
        assert_true(at + (end - begin) + 2 < size);
        if (at > 0)
            words[at++] = '|';
        memcpy(words + at, text + begin, end - begin);
        at += end - begin;
        before = end;
    }
    words[at] = '\0';
}

struct example {
    const char *text, *words;
};

static void check(const struct example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char words[1024];
        words_of(examples[i].text, strlen(examples[i].text), words, sizeof words);
        assert_string_equal(words, examples[i].words);
    }
}
#define CHECK(examples) check(examples, sizeof(examples) / sizeof *(examples))

static void words_stand_between_spaces_and_punctuation(void **state)
{
    static const struct example examples[] = {
        {"", ""},
        {"   ", ""},
        {"Das Haus.", "Das|Haus"},
        {"„Haus“, «Tür»; (Garten)!", "Haus|Tür|Garten"},
        {"Wort–Wort — Wort…", "Wort|Wort|Wort"},
        {"und/oder", "und|oder"},
        {"Haus😀Tür", "Haus|Tür"},
        {"Ende.Der Anfang", "Ende|Der|Anfang"},
        {"‚Haus’ und 'Tür'", "Haus|und|Tür"},
    };
    (void)state;
    CHECK(examples);
}

static void an_apostrophe_inside_belongs_to_the_word(void **state)
{
    static const struct example examples[] = {
        {"geht's gut", "geht's|gut"},
        {"geht’s", "geht’s"},
        {"Ku’damm", "Ku’damm"},
        {"Hans’ Haus", "Hans|Haus"},
        {"Andreas' Haus", "Andreas|Haus"},
    };
    (void)state;
    CHECK(examples);
}

static void hyphens_join_and_truncate(void **state)
{
    static const struct example examples[] = {
        {"US-Außenministerium", "US-Außenministerium"},
        {"E-Mail-Adresse", "E-Mail-Adresse"},
        {"17-jährige", "17-jährige"},
        {"Ein- und Ausfuhr", "Ein-|und|Ausfuhr"},
        {"Wohnhaus und -bereich", "Wohnhaus|und|-bereich"},
        {"- Punkt", "Punkt"},
        {"-Punkt", "Punkt"},
        {"Wort--Wort", "Wort|Wort"},
        {"Innen\u2011 und Außen\u2010Teil", "Innen\u2011|und|Außen\u2010Teil"},
    };
    (void)state;
    CHECK(examples);
}

static void gender_marks_belong_to_the_word(void **state)
{
    static const struct example examples[] = {
        {"Schüler:innen", "Schüler:innen"},   {"Schüler*innen", "Schüler*innen"},
        {"Schüler_innen", "Schüler_innen"},   {"SchülerInnen", "SchülerInnen"},
        {"jede:r Schüler", "jede:r|Schüler"}, {"Antwort: ja", "Antwort|ja"},
        {"Schüler/-innen", "Schüler|-innen"}, {"*betont*", "betont"},
    };
    (void)state;
    CHECK(examples);
}

static void numbers_and_single_letters_are_no_words(void **state)
{
    static const struct example examples[] = {
        {"3,5 + 4 = 7,5", ""},
        {"am 3. Oktober", "am|Oktober"},
        {"C5+1", ""},
        {"H2O und A4", "und"},
        {"z.B. u.a. d.h.", ""},
        {"§ 5 Abs. 2", "Abs"},
        {"1990er", "1990er"},
        {"5kg", "5kg"},
        {"COVID-19", "COVID-19"},
        {"10:30 Uhr", "Uhr"},
    };
    (void)state;
    CHECK(examples);
}

static void names_on_computers_are_no_words(void **state)
{
    static const struct example examples[] = {
        {"siehe https://example.org/pfad?a=b,c;d(e) dort", "siehe|dort"},
        {"www.example.org/x?y,z dort", "dort"},
        {"Post an vorname.nachname@example.org!", "Post|an"},
        {"Gazeta.uz meldet", "meldet"},
        {"die index.html öffnen", "die|öffnen"},
        {"#Hashtag und @name", "und"},
        {"in /usr/share/doc und ~/x.txt", "in|und"},
        {"mit --option und $HOME", "mit|und"},
        {"die Funktion strong_count", "die|Funktion"},
        {"x=wert", ""},
        {"C:\\Ordner\\Datei", ""},
    };
    (void)state;
    CHECK(examples);
}

static void invisible_characters_inside_are_kept_in_the_word(void **state)
{
    static const struct example examples[] = {
        {"Stra\u00ADße", "Stra\u00ADße"},
        {"Haus\u200BTür", "Haus\u200BTür"},
        {"Haus\u00AD Tür", "Haus|Tür"},
        {"fu\u0308r", "fu\u0308r"},
    };
    (void)state;
    CHECK(examples);
}

static void a_nul_separates_words(void **state)
{
    char words[64];
    (void)state;
    words_of(BYTES("Haus\0Tür"), words, sizeof words);
    assert_string_equal(words, "Haus|Tür");
}

static void a_word_of_a_megabyte_is_one_word(void **state)
{
    size_t len = 1000000, begin, end;
    char *text = malloc(len);
    (void)state;
    assert_non_null(text);
    memset(text, 'a', len);
    struct prep_tokens tokens = {.text = text, .len = len};
    assert_true(prep_tokens_next(&tokens, &begin, &end));
    assert_int_equal(begin, 0);
    assert_int_equal(end, len);
    assert_false(prep_tokens_next(&tokens, &begin, &end));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_stand_between_spaces_and_punctuation),
        cmocka_unit_test(an_apostrophe_inside_belongs_to_the_word),
        cmocka_unit_test(hyphens_join_and_truncate),
        cmocka_unit_test(gender_marks_belong_to_the_word),
        cmocka_unit_test(numbers_and_single_letters_are_no_words),
        cmocka_unit_test(names_on_computers_are_no_words),
        cmocka_unit_test(invisible_characters_inside_are_kept_in_the_word),
        cmocka_unit_test(a_nul_separates_words),
        cmocka_unit_test(a_word_of_a_megabyte_is_one_word),
    };
    return RUN(tests);
}
