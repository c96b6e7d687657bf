#include "unit.h"

static const struct {
    const char *title, *text;
    size_t len;
    size_t offset;        /* of the fault; len where there is none */
    const char *reason;   /* part of the message */
    const char *replaced; /* under prep_utf8_replace() */
} cases[] = {
    {"empty", BYTES(""), 0, NULL, ""},
    {"ASCII with NUL", "ab\0cdefghij", 11, 11, NULL, NULL},
    {"two, three and four bytes", BYTES("ä€😀"), 9, NULL, "ä€😀"},
    {"ends of the ranges", BYTES("\x7F\xC2\x80\u07FF\u0800\uD7FF\uE000\uFFFF\U00010000\U0010FFFF"),
     25, NULL, "\x7F\xC2\x80\u07FF\u0800\uD7FF\uE000\uFFFF\U00010000\U0010FFFF"},
    {"stray continuation", BYTES("ab\x80z"), 2, "0x80 continues no character", "ab\uFFFDz"},
    {"latin-1", BYTES("sch\xF6n"), 3, "0xF6 never occurs", "sch\uFFFDn"},
    {"latin-1 that leads", BYTES("Ma\xDF!"), 2, "0xDF starts a character that is not", "Ma\uFFFD!"},
    {"cut off", BYTES("a\xE2\x82"), 1, "0xE2 starts a character that the end cuts off", "a\uFFFD"},
    {"cut off by a letter", BYTES("\xF0\x9F\x98z"), 0, "not completed", "\uFFFDz"},
    {"overlong of two", BYTES("\xC0\xAF"), 0, "overlong", "\uFFFD\uFFFD"},
    {"overlong of three", BYTES("\xE0\x80\xAF"), 0, "overlong", "\uFFFD\uFFFD\uFFFD"},
    {"overlong of four", BYTES("\xF0\x80\x80\xAF"), 0, "overlong", "\uFFFD\uFFFD\uFFFD\uFFFD"},
    {"surrogate", BYTES("\xED\xA0\x80"), 0, "surrogate", "\uFFFD\uFFFD\uFFFD"},
    {"surrogate in long text",
     BYTES("long \xED\xA0\x80 text, long text, long text, long text, long text, long text, long "
           "text"),
     5, "surrogate",
     "long \uFFFD\uFFFD\uFFFD text, long text, long text, long text, long text, long text, long "
     "text"},
    {"surrogate at a letter in long text",
     BYTES("long F\xED\xA0\x80"
           "eler text, long text, long text, long text, long text, long text"),
     6, "surrogate",
     "long F\uFFFD\uFFFD\uFFFD"
     "eler text, long text, long text, long text, long text, long text"},
    {"above the range", BYTES("\xF4\x90\x80\x80"), 0, "above U+10FFFF", "\uFFFD\uFFFD\uFFFD\uFFFD"},
    {"never a lead", BYTES("\xFE\xFF"), 0, "never occurs", "\uFFFD\uFFFD"},
    /* The Unicode Standard 15, table 3-8 and the example after it. */
    {"table 3-8", BYTES("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), 0, "overlong",
     "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA"},
    {"table 3-11", BYTES("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), 0, "not completed",
     "\uFFFD\uFFFD\uFFFD\uFFFDA"},
};

static void checks_and_replaces(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct prep_error error = {0};
        struct prep_buf out = PREP_BUF_INIT;
        enum prep_status status = prep_utf8_check(cases[i].text, cases[i].len, &error);
        assert_int_equal(status, cases[i].reason ? PREP_E_UTF8 : PREP_OK);
        if (status) {
            assert_int_equal(error.offset, cases[i].offset);
            assert_non_null(strstr(error.message, cases[i].reason));
        }
        assert_int_equal(prep_utf8_replace(cases[i].text, cases[i].len, &out, NULL), PREP_OK);
        if (cases[i].replaced)
            assert_text(&out, cases[i].replaced, strlen(cases[i].replaced));
        prep_buf_free(&out);
    }
}

/* The same with enough valid text behind for long vectors, and in front. */
static void repairs_within_long_text(void **state)
{
    (void)state;
    struct prep_buf text = PREP_BUF_INIT, out = PREP_BUF_INIT, want = PREP_BUF_INIT;
    char long_text[301];
    memset(long_text, 'x', 300);
    long_text[300] = '\0';
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t before = 0; cases[i].replaced && before < 70; before++) {
            prep_buf_reset(&text);
            prep_buf_reset(&out);
            prep_buf_reset(&want);
            assert_int_equal(prep_buf_append(&text, long_text, before), PREP_OK);
            assert_int_equal(prep_buf_append(&text, cases[i].text, cases[i].len), PREP_OK);
            assert_int_equal(prep_buf_append(&text, long_text, 300), PREP_OK);
            assert_int_equal(prep_buf_append(&want, long_text, before), PREP_OK);
            assert_int_equal(prep_buf_append(&want, cases[i].replaced, strlen(cases[i].replaced)),
                             PREP_OK);
            assert_int_equal(prep_buf_append(&want, long_text, 300), PREP_OK);
            assert_int_equal(prep_utf8_replace(text.data, text.len, &out, NULL), PREP_OK);
            assert_text(&out, want.data, want.len);
        }
    }
    prep_buf_free(&text);
    prep_buf_free(&out);
    prep_buf_free(&want);
}

static void reads_bad_bytes_as_windows_1252(void **state)
{
    (void)state;
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_utf8_latin1(BYTES("sch\xF6n ä \x84x\x93 \x81 \xE2\x82"), &out, NULL),
                     PREP_OK);
    assert_text(&out, BYTES("schön ä „x“ \uFFFD â‚"));
    prep_buf_free(&out);
}

static void steps_both_ways(void **state)
{
    (void)state;
    const char text[] = "aä€😀\xFF\x80z";
    const uint32_t points[] = {'a', 0xE4, 0x20AC, 0x1F600, 0xFFFD, 0xFFFD, 'z'};
    size_t len = sizeof text - 1, at = 0, n = 0;
    while (at < len)
        assert_int_equal(prep_utf8_next(text, len, &at), points[n++]);
    assert_int_equal(n, 7);
    while (at > 0)
        assert_int_equal(prep_utf8_prev(text, &at), points[--n]);
    assert_int_equal(n, 0);
}

/* Whatever the bytes, the repaired text is valid, a second repair changes nothing, and the log
 * leads from the one to the other. */
static void repairs_random_bytes(void **state)
{
    (void)state;
    srand(1);
    struct prep_edits *edits = prep_edits_new();
    for (int i = 0; i < 20000; i++) {
        char text[24];
        size_t len = (size_t)rand() % sizeof text;
        for (size_t k = 0; k < len; k++)
            text[k] = (char)(rand() % 3 ? 0x80 | rand() : rand());
        struct prep_buf out = PREP_BUF_INIT, again = PREP_BUF_INIT;
        bool latin1 = i & 1;
        prep_edits_reset(edits);
        assert_int_equal((latin1 ? prep_utf8_latin1 : prep_utf8_replace)(text, len, &out, edits),
                         PREP_OK);
        assert_int_equal(prep_utf8_check(out.data, out.len, NULL), PREP_OK);
        assert_int_equal(prep_utf8_replace(out.data, out.len, &again, NULL), PREP_OK);
        assert_text(&again, out.data, out.len);
        assert_replays(text, len, edits, &out);
        prep_buf_free(&out);
        prep_buf_free(&again);
    }
    prep_edits_free(edits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checks_and_replaces),
        cmocka_unit_test(repairs_within_long_text),
        cmocka_unit_test(reads_bad_bytes_as_windows_1252),
        cmocka_unit_test(steps_both_ways),
        cmocka_unit_test(repairs_random_bytes),
    };
    return RUN(tests);
}
