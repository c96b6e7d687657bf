#include "replay.h"
#include "unit.h"

static struct prep_transform *normalizer(const char *rules, const char *quotes)
{
    struct prep_normalizer_options options;
    struct prep_error error;
    prep_normalizer_options_init(&options);
    options.rules = rules;
    options.quotes = quotes;
    struct prep_transform *transform = prep_normalizer_new(&options, &error);
    if (!transform)
        fail_msg("%s", error.message);
    return transform;
}

struct sample {
    const char *in, *out;
};

static void check(const char *rules, const char *quotes, unsigned flags,
                  const struct sample *samples, size_t n)
{
    struct prep_transform *transform = normalizer(rules, quotes);
    struct prep_buf out = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(samples[i].in);
        prep_buf_reset(&out);
        prep_edits_reset(edits);
        assert_int_equal(
            prep_transform_run(transform, samples[i].in, len, flags, &out, edits, NULL), PREP_OK);
        if (out.len != strlen(samples[i].out) ||
            (out.len > 0 && memcmp(out.data, samples[i].out, out.len) != 0))
            fail_msg("'%s' became '%.*s', not '%s'", samples[i].in, (int)out.len, out.data,
                     samples[i].out);
        assert_null(replay_fault(edits, samples[i].in, len, out.data, out.len));
        if (!strcmp(samples[i].in, samples[i].out))
            assert_int_equal(prep_edits_count(edits), 0);
    }
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

#define CHECK(rules, ...)                                                                          \
    do {                                                                                           \
        static const struct sample samples[] = {__VA_ARGS__};                                      \
        check(rules, NULL, 0, samples, sizeof samples / sizeof *samples);                          \
    } while (0)

static void clean_text_stays(void **state)
{
    (void)state;
    CHECK(NULL, {"", ""}, {"x", "x"}, {"\t", "\t"}, {"\ta\t\tb c\t", "\ta\t\tb c\t"},
          {"„Größe“ – das ist’s … §§ 3, 4 € ½ m² µ № ẞ",
           "„Größe“ – das ist’s … §§ 3, 4 € ½ m² µ № ẞ"},
          {"Президент und το φως", "Президент und το φως"}, {"日本語。한국어", "日本語。한국어"});
}

static void line_ends(void **state)
{
    (void)state;
    CHECK("none,+eol", {"a\r\nb\r\n", "a\nb\n"}, {"a\r", "a"}, {"a\rb\r\r\n", "a b \n"},
          {"\r\n\r", "\n"});
    CHECK("default,-eol", {"a \r\nb \r c", "a\r\nb\rc"}, {"\r\n", "\r\n"});
}

static void control_characters(void **state)
{
    (void)state;
    CHECK(NULL,
          {"a\1\x1F\x7F"
           "b",
           "ab"},
          {"a\xC2\x80\xC2\x9F"
           "b",
           "ab"},
          {"a\xC2\x85"
           "b",
           "a b"},
          {"a\v \f\u2028b\u2029", "a b"}, {"a\x1F\tb", "a\tb"});
    CHECK("none,+control", {"a\v \f\u2028b\u2029", "a    b "}, {"a\r", "a\r"});
    CHECK("default,-control", {"a\xC2\x85\v\1 \x7F", "a\xC2\x85\v\1 \x7F"});
}

static void nul_is_a_control_character(void **state)
{
    (void)state;
    struct prep_transform *transform = normalizer(NULL, NULL);
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_transform_run(transform, BYTES("a\0b\0"), 0, &out, NULL, NULL), PREP_OK);
    assert_text(&out, BYTES("ab"));
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void byte_order_marks(void **state)
{
    (void)state;
    static const struct sample at_start[] = {{"\uFEFFa\n\uFEFFb", "a\n\uFEFFb"},
                                             {"\uFEFF\uFEFF", ""},
                                             {"a\uFEFF", "a\uFEFF"}},
                               spaced[] = {{" \uFEFF a", "a"}},
                               elsewhere[] = {{"\uFEFFa", "\uFEFFa"}};
    check("none,+bom", NULL, PREP_RUN_START, at_start, 3);
    check("none,+bom,+space", NULL, PREP_RUN_START, spaced, 1);
    check("none,+bom", NULL, 0, elsewhere, 1);
    CHECK(NULL, {"\uFEFFa\uFEFF", "a"});
}

static void bom_and_invisible_are_told_apart(void **state)
{
    (void)state;
    struct prep_transform *transform = normalizer(NULL, NULL);
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(
        prep_transform_run(transform, BYTES("\uFEFFa\uFEFF\n"), PREP_RUN_START, &out, NULL, NULL),
        PREP_OK);
    assert_int_equal(prep_transform_count(transform, 0), 1);
    assert_int_equal(prep_transform_count(transform, 4), 1);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void invisible_characters_go(void **state)
{
    (void)state;
    CHECK(NULL, {"Donau\u00ADdampf", "Donaudampf"}, {"Haus\u200Bboot", "Hausboot"},
          {"Auf\u200Clage", "Auflage"}, {"a\u200Db", "ab"}, {"я\u200Dя", "яя"}, {"α\u200Cβ", "αβ"},
          {"2\u2060000 \u2061\u2062\u2063\u2064x", "2000 x"},
          {"\uFFF9漢\uFFFAかん\uFFFB", "漢かん"}, {"a\u200E\u202Ab\u202C\u2066c\u2069", "abc"},
          {"a\uFE0F", "a"}, {"x\uFE00\u180B\U000E0100", "x"}, {"\uFE0F", ""},
          {"\u2229\uFE00\uFE01", "\u2229\uFE00"}, {"\u1820\u180B\u180C", "\u1820\u180B"},
          {"\u845B\U000E0100\U000E0101", "\u845B\U000E0100"},
          {"\U000E0001\U000E0064\U000E0065", ""});
    CHECK("default,-invisible", {"a\u00AD\u200B\uFE0F\u200E", "a\u00AD\u200B\uFE0F\u200E"});
}

static void invisible_characters_with_work_stay(void **state)
{
    (void)state;
    static const char *const kept[] = {
        "👨‍👩‍👧",
        "👩🏽‍🚀",
        "🏳️‍🌈",
        "🏴‍☠️",
        "❤️‍🔥",
        "👁️‍🗨️",
        "🇩🇪🇬🇧",
        "1️⃣#️⃣*️⃣",
        "ℹ️ ❤️ ☎︎ ©️",
        "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",
        "葛\U000E0100",
        "\u1820\u180B",
        "\u2229\uFE00",
        "0\uFE00",
        "می\u200Cخواهم",
        "ه\u200D",
        "क्\u200Dष",
        "क्\u200Cष",
        "\u0E01\u200B\u0E02",
        "\u200Fשלום (abc)\u200E",
        "\u202Bعربي\u202C",
        "אב\u2067x\u2069",
    };
    struct prep_transform *transform = normalizer(NULL, NULL);
    struct prep_buf out = PREP_BUF_INIT;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        prep_buf_reset(&out);
        assert_int_equal(
            prep_transform_run(transform, kept[i], strlen(kept[i]), 0, &out, NULL, NULL), PREP_OK);
        if (out.len != strlen(kept[i]) || memcmp(out.data, kept[i], out.len) != 0)
            fail_msg("'%s' (%zu) became '%.*s'", kept[i], i, (int)out.len, out.data);
    }
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void tags_stay_in_flags_alone(void **state)
{
    (void)state;
    CHECK(NULL, {"😀\U000E0067\U000E0062\U000E0065\U000E007F", "😀"},
          {"🏴\U000E0067\U000E0062", "🏴"}, {"🏴\U000E0067\U000E0062\U000E007F", "🏴"},
          {"🏴\U000E0041\U000E0041\U000E0041\U000E007F", "🏴"},
          {"🏴\U000E0067\U000E0062\U000E0065\U000E007F\U000E007F",
           "🏴\U000E0067\U000E0062\U000E0065\U000E007F"});
}

static void bidi_controls_need_letters_in_the_same_record(void **state)
{
    (void)state;
    CHECK(NULL, {"a\u200E\nא\u200E\nb\u200E", "a\nא\u200E\nb"});
}

static void spaces(void **state)
{
    (void)state;
    CHECK(NULL, {"  zwei  Wörter   ", "zwei Wörter"}, {"   ", ""}, {"\u00A0", ""},
          {"10\u202F000\u00A0Euro", "10 000 Euro"}, {"a\u2003\u3000 \u1680b", "a b"},
          {" a \t b\u00A0\t\t \tc ", "a\tb\t\t\tc"}, {"\t \t", "\t\t"}, {"a \u200B b", "a b"},
          {"a \u200B\t", "a\t"}, {"a\f \t", "a\t"}, {"a \f", "a"});
    CHECK("none,+control,+invisible", {" a  b\f \t", " a  b  \t"});
    CHECK("none,+space", {"a \u00AD \u00AD ", "a \u00AD \u00AD"}, {"\f a", "\f a"});
}

/* Text is looked at in blocks: neither a block's edge nor what stands in front may matter. */
static void acts_at_any_offset(void **state)
{
    (void)state;
    static const struct sample samples[] = {{"\u00E4\u00AD.", "\u00E4."},
                                            {"\u2013\u00AD.", "\u2013."},
                                            {"\U0001F600\u200B.", "\U0001F600."},
                                            {"a\t b", "a\tb"},
                                            {"a \tb", "a\tb"},
                                            {"a  b", "a b"},
                                            {"\u00E4  b", "\u00E4 b"},
                                            {"\u00E4 ", "\u00E4"},
                                            {"a\u0308", "\u00E4"},
                                            {"\u00E4a\u0308.", "\u00E4\u00E4."},
                                            {"\u00E4\1.", "\u00E4."},
                                            {"\u20AC\x7F", "\u20AC"}};
    struct prep_transform *transform = normalizer(NULL, NULL);
    struct prep_buf text = PREP_BUF_INIT, out = PREP_BUF_INIT;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        for (size_t offset = 0; offset < 150; offset++) {
            prep_buf_reset(&text);
            prep_buf_reset(&out);
            for (size_t n = 0; n < offset; n++)
                assert_int_equal(prep_buf_append(&text, "x", 1), PREP_OK);
            assert_int_equal(prep_buf_append(&text, samples[i].in, strlen(samples[i].in)), PREP_OK);
            assert_int_equal(
                prep_transform_run(transform, text.data, text.len, 0, &out, NULL, NULL), PREP_OK);
            if (offset)
                assert_memory_equal(out.data, text.data, offset);
            if (out.len - offset != strlen(samples[i].out) ||
                memcmp(out.data + offset, samples[i].out, out.len - offset) != 0)
                fail_msg("at offset %zu, sample %zu", offset, i);
        }
    }
    prep_buf_free(&text);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void ligatures_and_long_s(void **state)
{
    (void)state;
    CHECK(NULL, {"ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ", "ff fi fl ffi ffl st st"}, {"daſs", "dass"}, {"ẛ", "ṡ"},
          {"ſ\u0307", "ṡ"});
    CHECK("default,-long-s", {"ﬅ ſ ẛ ſ\u0307", "ſt ſ ẛ ẛ"});
    CHECK("default,-ligature", {"ﬅ ﬆ ﬁ", "ﬆ ﬆ ﬁ"});
}

static void composes(void **state)
{
    (void)state;
    CHECK("none,+nfc", {"scho\u0308n", "schön"}, {"a\u0308\u0304", "\u01DF"},
          {"u\u0308\u0323", "\u1EE5\u0308"}, {"5 \u2126, 2 \u212B", "5 Ω, 2 Å"},
          {"\u0308x", "\u0308x"}, {"\u1100\u1161\u11A8", "\uAC01"}, {"x\u0344", "\u1E8D\u0301"},
          {"e\u0340", "è"}, {"a\u034F\u0308", "a\u034F\u0308"}, {"\u00B5½ﬁ", "\u00B5½ﬁ"});
    CHECK(NULL, {"a\u00AD\u0308", "ä"}, {"u\u200D\u0308\u00AD\u0304", "\u01D6"});
    CHECK("default,-nfc", {"a\u0308", "a\u0308"});
}

static void quotes(void **state)
{
    (void)state;
    static const struct sample ascii[] = {
        {"„x“ “x” »x« «x» ‟x", "\"x\" \"x\" \"x\" \"x\" \"x"},
        {"‚x‘ ‘x’ ›x‹ ‹x› ‛x", "'x' 'x' 'x' 'x' 'x"},
        {"Wie geht’s? Hans’ Auto, d’über", "Wie geht's? Hans' Auto, d'über"},
        {"`a´ ′ ″", "`a´ ′ ″"}};
    check(NULL, "ascii", 0, ascii, 4);
    check("default,+quotes", NULL, 0, ascii, 4);
    check("+quotes", "keep", 0, ascii, 4);
    check("none", "ascii", 0, ascii, 4);
    CHECK(NULL, {"„x“ ‚x‘ »x« geht’s", "„x“ ‚x‘ »x« geht’s"});
}

static void refuses_bad_options(void **state)
{
    (void)state;
    struct prep_normalizer_options options;
    struct prep_error error;
    prep_normalizer_options_init(&options);
    options.quotes = "runde";
    assert_null(prep_normalizer_new(&options, &error));
    assert_int_equal(error.status, PREP_E_OPTION);
    assert_non_null(strstr(error.message, "'runde'"));
    options.quotes = "ascii";
    options.rules = "default,-quotes";
    assert_null(prep_normalizer_new(&options, &error));
    assert_int_equal(error.status, PREP_E_OPTION);
    options.quotes = NULL;
    options.rules = "+nfkd";
    assert_null(prep_normalizer_new(&options, &error));
    assert_non_null(strstr(error.message, "long-s"));
}

static void logs_the_smallest_spans(void **state)
{
    (void)state;
    static const char in[] = " Mu\u0308ller  \u00A0sah\u00AD die Fla\u0308che \t";
    static const struct prep_edit want[] = {{0, 1, 0, 0, 5},     {2, 5, 1, 3, 2},
                                            {10, 13, 8, 8, 5},   {16, 18, 11, 11, 4},
                                            {25, 28, 18, 20, 2}, {31, 32, 23, 23, 5}};
    struct prep_transform *transform = normalizer(NULL, NULL);
    struct prep_buf out = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    assert_int_equal(prep_transform_run(transform, in, sizeof in - 1, 0, &out, edits, NULL),
                     PREP_OK);
    assert_text(&out, BYTES("Müller sah die Fläche\t"));
    assert_int_equal(prep_edits_count(edits), 6);
    for (size_t i = 0; i < 6; i++) {
        struct prep_edit got = prep_edits_get(edits, i);
        assert_int_equal(got.in_begin, want[i].in_begin);
        assert_int_equal(got.in_end, want[i].in_end);
        assert_int_equal(got.out_begin, want[i].out_begin);
        assert_int_equal(got.out_end, want[i].out_end);
        assert_int_equal(got.rule, want[i].rule);
    }
    assert_int_equal(prep_transform_count(transform, 2), 2);
    assert_int_equal(prep_transform_count(transform, 4), 1);
    assert_int_equal(prep_transform_count(transform, 5), 3);
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void a_clone_does_the_same_and_counts_from_zero(void **state)
{
    (void)state;
    struct prep_transform *transform = normalizer("default,-long-s", "ascii");
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_transform_run(transform, BYTES("„ſ“"), 0, &out, NULL, NULL), PREP_OK);
    struct prep_transform *copy = prep_transform_clone(transform, NULL);
    prep_transform_free(transform);
    assert_non_null(copy);
    assert_int_equal(prep_transform_count(copy, 14), 0);
    assert_int_equal(prep_transform_run(copy, BYTES("»ſ«"), 0, &out, NULL, NULL), PREP_OK);
    assert_text(&out, BYTES("\"ſ\"\"ſ\""));
    assert_int_equal(prep_transform_count(copy, 14), 2);
    prep_buf_free(&out);
    prep_transform_free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean_text_stays),
        cmocka_unit_test(line_ends),
        cmocka_unit_test(control_characters),
        cmocka_unit_test(nul_is_a_control_character),
        cmocka_unit_test(byte_order_marks),
        cmocka_unit_test(bom_and_invisible_are_told_apart),
        cmocka_unit_test(invisible_characters_go),
        cmocka_unit_test(invisible_characters_with_work_stay),
        cmocka_unit_test(tags_stay_in_flags_alone),
        cmocka_unit_test(bidi_controls_need_letters_in_the_same_record),
        cmocka_unit_test(spaces),
        cmocka_unit_test(acts_at_any_offset),
        cmocka_unit_test(ligatures_and_long_s),
        cmocka_unit_test(composes),
        cmocka_unit_test(quotes),
        cmocka_unit_test(refuses_bad_options),
        cmocka_unit_test(logs_the_smallest_spans),
        cmocka_unit_test(a_clone_does_the_same_and_counts_from_zero),
    };
    return RUN(tests);
}
