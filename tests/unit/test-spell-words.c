/* test-spell-words.c - words found many at a time, and the table of verdicts. */
#include "spell-words-fill.h"
#include "unit.h"

static uint64_t state = 1;

static unsigned roll(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % n;
}

/* Text of pieces that are words, or parts of what is none; returns its length. */
static size_t make_text(char *text, size_t size)
{
    static const char *const pieces[] = {
        " ",
        " ",
        " ",
        " ",
        " ",
        "\n",
        "Haus",
        "der",
        "und",
        "Ölung",
        "größer",
        "ä",
        "x",
        "-",
        "--",
        ".",
        ":",
        ",",
        ";",
        "(",
        ")",
        "!",
        "?",
        "„",
        "“",
        "»",
        "«",
        "…",
        "–",
        "’",
        "'",
        "§",
        "17",
        "4,50",
        "²",
        "×",
        "÷",
        "www.",
        "http://",
        "a.de",
        "/",
        "@",
        "#",
        "_",
        "*innen",
        "\u00AD",
        "\u200B",
        "\u00A0",
        "a\u0308",
        "\u2010",
        "Привет",
        "😀",
        "Donaudampfschiff",
        "Übergang",
        "\\",
        "=",
        "&",
        "$",
        "~",
        "%",
        "µ",
        "ª",
        "¼",
        "\u2018",
        "‚",
        "‹",
        "\u2028",
        "€",
        "\x7F",
        "\t",
        "{",
        "|",
    };
    size_t len = 0;
    for (;;) {
        const char *piece = pieces[roll(sizeof pieces / sizeof *pieces)];
        if (len + strlen(piece) > size)
            return len;
        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
    }
}

static void the_same_words_are_found_many_at_a_time(void **unused)
{
    char text[400];
    (void)unused;
    for (int round = 0; round < 20000; round++) {
        size_t len = make_text(text, 1 + roll(sizeof text)), begin, end;
        struct prep_tokens tokens = {.text = text, .len = len};
        struct prep_words words;
        prep_words_begin(&words, text, len);
        while (prep_words_more(&words))
            for (size_t i = 0; i < words.n; i++) {
                assert_true(prep_tokens_next(&tokens, &begin, &end));
                assert_int_equal(words.list[i].begin, begin);
                assert_int_equal(words.list[i].end, end);
                struct prep_token_hash hash = prep_token_hash(text + begin, end - begin, false);
                assert_true(hash.low == words.list[i].hash.low);
                assert_true(hash.high == words.list[i].hash.high);
            }
        assert_false(prep_tokens_next(&tokens, &begin, &end));
    }
}

typedef bool fill_fn(struct prep_words *words, const char *block, size_t left);

static void compare(fill_fn *fill, const char *text, size_t len)
{
    struct prep_words one, other;
    prep_words_begin(&one, text, len);
    prep_words_begin(&other, text, len);
    assert_int_equal(prep_words_fill_portable(&one, text, len), fill(&other, text, len));
    assert_int_equal(one.at, other.at);
    assert_int_equal(one.n, other.n);
    for (size_t i = 0; i < one.n; i++) {
        assert_int_equal(one.list[i].begin, other.list[i].begin);
        assert_int_equal(one.list[i].end, other.list[i].end);
        assert_true(one.list[i].hash.low == other.list[i].hash.low);
    }
}

static void all_ways_of_looking_agree(void **unused)
{
    (void)unused;
#ifdef PREP_HAVE_AVX2
    char text[300];
    for (int round = 0; round < 20000; round++) {
        size_t len = make_text(text, sizeof text);
        for (size_t i = 0; i < 20 && round % 2; i++) /* bytes that are no UTF-8 do no harm */
            text[roll((unsigned)len)] = (char)roll(256);
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
            compare(prep_words_fill_avx2, text, len);
        if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi2"))
            compare(prep_words_fill_avx512, text, len);
    }
#endif
}

static struct prep_token_hash nth_hash(unsigned i)
{
    return prep_token_hash((const char *)&i, sizeof i, false);
}

static void a_growing_table_keeps_all_verdicts(void **unused)
{
    enum { N = 300000 };
    struct prep_verdicts *verdicts = prep_verdicts_new(), *again = prep_verdicts_new();
    struct prep_buf saved = PREP_BUF_INIT;
    (void)unused;
    assert_non_null(verdicts);
    assert_non_null(again);
    assert_false(prep_verdicts_changed(verdicts));
    for (unsigned i = 0; i < N; i++) {
        assert_int_equal(prep_verdicts_find(verdicts, nth_hash(i)), -1);
        prep_verdicts_keep(verdicts, nth_hash(i), (int)(i % 31));
    }
    assert_true(prep_verdicts_changed(verdicts));
    assert_int_equal(prep_verdicts_append(verdicts, &saved), PREP_OK);
    assert_true(saved.len < N * 32);
    assert_true(prep_verdicts_read(again, saved.data, saved.len, 30));
    assert_false(prep_verdicts_changed(again));
    for (unsigned i = 0; i < N; i++) {
        assert_int_equal(prep_verdicts_find(verdicts, nth_hash(i)), i % 31);
        assert_int_equal(prep_verdicts_find(again, nth_hash(i)), i % 31);
    }
    assert_int_equal(prep_verdicts_find(again, nth_hash(N)), -1);
    assert_false(prep_verdicts_read(again, saved.data, saved.len, 29));
    assert_false(prep_verdicts_read(again, saved.data, saved.len - 8, 30));
    prep_buf_free(&saved);
    prep_verdicts_free(verdicts);
    prep_verdicts_free(again);
}

static void a_full_table_forgets_but_is_never_wrong(void **unused)
{
    enum { N = 9000000 };
    struct prep_verdicts *verdicts = prep_verdicts_new();
    struct prep_buf saved = PREP_BUF_INIT;
    unsigned there = 0;
    (void)unused;
    assert_non_null(verdicts);
    for (unsigned i = 0; i < N; i++)
        prep_verdicts_keep(verdicts, nth_hash(i), (int)(i % 13));
    for (unsigned i = 0; i < N; i += 9) {
        int verdict = prep_verdicts_find(verdicts, nth_hash(i));
        assert_true(verdict < 0 || verdict == (int)(i % 13));
        there += verdict >= 0;
    }
    assert_true(there > 850000 && there < N / 9);
    assert_int_equal(prep_verdicts_append(verdicts, &saved), PREP_OK);
    assert_int_equal(saved.len, 64 << 20);
    prep_buf_free(&saved);
    prep_verdicts_free(verdicts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_words_are_found_many_at_a_time),
        cmocka_unit_test(all_ways_of_looking_agree),
        cmocka_unit_test(a_growing_table_keeps_all_verdicts),
        cmocka_unit_test(a_full_table_forgets_but_is_never_wrong),
    };
    return RUN(tests);
}
