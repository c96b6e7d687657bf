#include "random.h"
#include "replay.h"
#include "unit.h"

#include <stdio.h>

enum { N_RULES = 9 };

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
        if (out.len != strlen(samples[i].out) || memcmp(out.data, samples[i].out, out.len) != 0)
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
    options.rules = "+nfkc";
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

/* Text in which many things meet: everything the rules name, what it is decided by, and what NFC
 * changes. */
static size_t random_text(uint64_t *seed, char *text)
{
    static const uint32_t some[] = {
        ' ',     ' ',     ' ',     '\t',    '\r',    '\n',    'a',     'e',     's',     'f',
        'i',     '0',     '=',     '<',     '`',     'u',     'K',     1,       0x0B,    0x7F,
        0x80,    0x85,    0xA0,    0xAD,    0xAB,    0xC4,    0xDF,    0x17F,   0x1D5,   0x1E9B,
        0x300,   0x301,   0x304,   0x307,   0x308,   0x316,   0x323,   0x327,   0x338,   0x340,
        0x344,   0x345,   0x34F,   0x374,   0x37E,   0x3B1,   0x451,   0x5D0,   0x5B4,   0x610,
        0x627,   0x628,   0x61C,   0x654,   0x915,   0x93C,   0x94D,   0x95C,   0x9C7,   0x9BE,
        0xE01,   0xF43,   0xF73,   0x1100,  0x1161,  0x1175,  0x11A8,  0x180B,  0x1820,  0x180E,
        0x1E0A,  0x1FEF,  0x2000,  0x2001,  0x2002,  0x200B,  0x200C,  0x200D,  0x200E,  0x202A,
        0x202C,  0x2018,  0x201C,  0x201E,  0x2028,  0x202F,  0x2060,  0x2064,  0x206A,  0x20E3,
        0x2126,  0x212B,  0x2194,  0x2229,  0x2260,  0x2329,  0x2ADC,  0x2764,  0x3000,  0x304B,
        0x3099,  0x6F22,  0xAC00,  0xF900,  0xFA10,  0xFB01,  0xFB05,  0xFB1D,  0xFB1F,  0xFE00,
        0xFE01,  0xFE0E,  0xFE0F,  0xFEFF,  0xFFF9,  0xFFFD,  0xFFFE,  0x1D15E, 0x1D165, 0x1F1E9,
        0x1F1EA, 0x1F3F4, 0x1F3FD, 0x1F468, 0x1F525, 0x2F800, 0xE0001, 0xE0062, 0xE0062, 0xE0065,
        0xE007F, 0xE0100};
    size_t len = 0, n = 1 + random_below(seed, 12);
    size_t near = random_below(seed, 4) ? random_below(seed, sizeof some / sizeof *some) : 0;
    while (n--) {
        uint64_t kind = random_below(seed, 16);
        uint32_t c = some[random_below(seed, sizeof some / sizeof *some)];
        if (kind == 0)
            c = (uint32_t)random_below(seed, 0x2100);
        else if (kind == 1)
            c = (uint32_t)random_below(seed, 0x110000);
        else if (kind < 6)
            c = some[(near + random_below(seed, 6)) % (sizeof some / sizeof *some)];
        if (c >= 0xD800 && c < 0xE000)
            c = 'x';
        len += prep_utf8_put(c, text + len);
    }
    return len;
}

/* Once more changes nothing, the log tells the truth, counts do not depend on it. */
static void check_properties(struct prep_transform *transform, const char *text, size_t len,
                             unsigned flags, struct prep_buf out[3], struct prep_edits *edits)
{
    uint64_t before[N_RULES];
    for (size_t i = 0; i < 3; i++)
        prep_buf_reset(&out[i]);
    prep_edits_reset(edits);
    memcpy(before, transform->count, sizeof before);
    assert_int_equal(prep_transform_run(transform, text, len, flags, &out[0], edits, NULL), 0);
    const char *fault = replay_fault(edits, text, len, out[0].data, out[0].len);
    for (size_t i = 0; i < N_RULES; i++)
        before[i] = transform->count[i] - before[i] + transform->count[i];
    assert_int_equal(prep_transform_run(transform, text, len, flags, &out[1], NULL, NULL), 0);
    bool same_counts = !memcmp(before, transform->count, sizeof before);
    size_t n_edits = prep_edits_count(edits);
    assert_int_equal(
        prep_transform_run(transform, out[0].data, out[0].len, flags, &out[2], edits, NULL), 0);
    if (!fault && out[1].len == out[0].len && out[2].len == out[0].len && same_counts &&
        prep_edits_count(edits) == n_edits &&
        (out[0].len == 0 || (!memcmp(out[0].data, out[1].data, out[0].len) &&
                             !memcmp(out[0].data, out[2].data, out[0].len))))
        return;
    for (size_t i = 0; i < len;)
        fprintf(stderr, "%04X ", (unsigned)prep_utf8_next(text, len, &i));
    for (int o = 0; o < 3; o++) {
        fprintf(stderr, "\n-> ");
        for (size_t i = 0; i < out[o].len;)
            fprintf(stderr, "%04X ", (unsigned)prep_utf8_next(out[o].data, out[o].len, &i));
    }
    fail_msg("rules %llx: %s", (unsigned long long)transform->enabled,
             fault         ? fault
             : same_counts ? "not idempotent"
                           : "counts differ");
}

static void is_idempotent_under_any_rules(void **state)
{
    (void)state;
    enum { ROUNDS = 400, TEXTS = 600 };
    uint64_t seed = 1;
    struct prep_buf out[3] = {PREP_BUF_INIT, PREP_BUF_INIT, PREP_BUF_INIT};
    struct prep_edits *edits = prep_edits_new();
    char text[64];
    for (int round = 0; round < ROUNDS; round++) {
        struct prep_transform *transform = normalizer(round & 1 ? "all" : NULL, NULL);
        if (round >= ROUNDS / 4)
            transform->enabled = random_next(&seed) & ((1 << N_RULES) - 1);
        for (int i = 0; i < TEXTS; i++) {
            size_t len = random_text(&seed, text);
            check_properties(transform, text, len, i & 1 ? PREP_RUN_START : 0, out, edits);
        }
        prep_transform_free(transform);
    }
    for (size_t i = 0; i < 3; i++)
        prep_buf_free(&out[i]);
    prep_edits_free(edits);
}

/* Each code point by itself, behind a letter, before a mark. */
static void is_idempotent_on_every_code_point(void **state)
{
    (void)state;
    struct prep_transform *transform = normalizer("all", NULL);
    struct prep_buf once = PREP_BUF_INIT, twice = PREP_BUF_INIT, text = PREP_BUF_INIT;
    for (uint32_t c = 0; c < 0x110000; c++) {
        char bytes[16] = "a";
        size_t len = 1 + prep_utf8_put(c, bytes + 1);
        memcpy(bytes + len, "\u0301\n", 3);
        if ((c & 0xFFFFF800u) != 0xD800)
            assert_int_equal(prep_buf_append(&text, bytes, len + 3), PREP_OK);
    }
    assert_int_equal(prep_transform_run(transform, text.data, text.len, 0, &once, NULL, NULL), 0);
    assert_int_equal(prep_transform_run(transform, once.data, once.len, 0, &twice, NULL, NULL), 0);
    assert_text(&twice, once.data, once.len);
    prep_buf_free(&text);
    prep_buf_free(&once);
    prep_buf_free(&twice);
    prep_transform_free(transform);
}

/* f(a LF b) = f(a) LF f(b) */
static void records_are_independent(void **state)
{
    (void)state;
    uint64_t seed = 7;
    struct prep_transform *transform = normalizer("all", NULL);
    struct prep_buf parts = PREP_BUF_INIT, whole = PREP_BUF_INIT;
    char text[200];
    for (int i = 0; i < 20000; i++) {
        size_t len = random_text(&seed, text), middle = len;
        text[len++] = '\n';
        len += random_text(&seed, text + len);
        prep_buf_reset(&parts);
        prep_buf_reset(&whole);
        assert_int_equal(prep_transform_run(transform, text, len, 0, &whole, NULL, NULL), 0);
        assert_int_equal(prep_transform_run(transform, text, middle, 0, &parts, NULL, NULL), 0);
        assert_int_equal(prep_buf_append(&parts, "\n", 1), 0);
        assert_int_equal(prep_transform_run(transform, text + middle + 1, len - middle - 1, 0,
                                            &parts, NULL, NULL),
                         0);
        assert_text(&whole, parts.data, parts.len);
    }
    prep_buf_free(&parts);
    prep_buf_free(&whole);
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
    assert_int_equal(prep_transform_count(copy, 8), 0);
    assert_int_equal(prep_transform_run(copy, BYTES("»ſ«"), 0, &out, NULL, NULL), PREP_OK);
    assert_text(&out, BYTES("\"ſ\"\"ſ\""));
    assert_int_equal(prep_transform_count(copy, 8), 2);
    prep_buf_free(&out);
    prep_transform_free(copy);
}

/* Each of these would take minutes if it were quadratic: a megabyte and more of one record. */
static void takes_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {
        "\u0301\u0316", "a\uFE0F\u0301", "\u0301\uFE00",         " \u200B",
        "\u200D",       "\u200E",        "\u200E\u0301",         " ",
        "\u00A0\t",     "\U000E0062",    "\U0001F3F4\U000E0062", "\u1161",
        "\u200B\f",     "👩\u200D",       "\u0F71\u0F72\u0F74",   "क\u200D",
        "\uFEFF"};
    struct prep_transform *transform = normalizer(NULL, NULL);
    struct prep_edits *edits = prep_edits_new();
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct prep_buf text = PREP_BUF_INIT, once = PREP_BUF_INIT, twice = PREP_BUF_INIT;
        while (text.len < 1000000)
            assert_int_equal(prep_buf_append(&text, units[i], strlen(units[i])), PREP_OK);
        prep_edits_reset(edits);
        assert_int_equal(
            prep_transform_run(transform, text.data, text.len, PREP_RUN_START, &once, edits, NULL),
            PREP_OK);
        assert_null(replay_fault(edits, text.data, text.len, once.data, once.len));
        assert_int_equal(
            prep_transform_run(transform, once.data, once.len, PREP_RUN_START, &twice, NULL, NULL),
            PREP_OK);
        assert_text(&twice, once.data, once.len);
        prep_buf_free(&text);
        prep_buf_free(&once);
        prep_buf_free(&twice);
    }
    prep_edits_free(edits);
    prep_transform_free(transform);
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
        cmocka_unit_test(ligatures_and_long_s),
        cmocka_unit_test(composes),
        cmocka_unit_test(quotes),
        cmocka_unit_test(refuses_bad_options),
        cmocka_unit_test(logs_the_smallest_spans),
        cmocka_unit_test(is_idempotent_under_any_rules),
        cmocka_unit_test(is_idempotent_on_every_code_point),
        cmocka_unit_test(records_are_independent),
        cmocka_unit_test(a_clone_does_the_same_and_counts_from_zero),
        cmocka_unit_test(takes_linear_time),
    };
    return RUN(tests);
}
