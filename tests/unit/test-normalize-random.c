/* test-normalize-random.c - what must hold for the normalizer on any text. */
#include "random.h"
#include "replay.h"
#include "unit.h"

#include <stdio.h>

enum { N_RULES = 18 };

static struct prep_transform *normalizer(const char *rules)
{
    struct prep_normalizer_options options;
    struct prep_error error;
    prep_normalizer_options_init(&options);
    options.rules = rules;
    struct prep_transform *transform = prep_normalizer_new(&options, &error);
    if (!transform)
        fail_msg("%s", error.message);
    return transform;
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
        struct prep_transform *transform = normalizer(round & 1 ? "all" : NULL);
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

/* Where one pass does it all, a rule was applied as often as the log says, with a log and without.
 */
static void counts_what_it_logs(void **state)
{
    (void)state;
    static const char *const rules[] = {"bom", "eol", "control", "invisible", "space"};
    uint64_t seed = 5, count[N_RULES], enabled = 0;
    size_t n_rules;
    struct prep_buf out = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    struct prep_transform *transform = NULL;
    const struct prep_rule *list = prep_normalizer_rules(&n_rules);
    char text[64];
    for (size_t i = 0; i < n_rules; i++)
        for (size_t r = 0; r < sizeof rules / sizeof *rules; r++)
            enabled |= (uint64_t)!strcmp(list[i].name, rules[r]) << i;
    for (int i = 0; i < 200000; i++) {
        if (i % 1000 == 0) { /* what it knows of characters depends on the rules */
            prep_transform_free(transform);
            transform = normalizer(NULL);
            transform->enabled = i % 2000 ? enabled & random_next(&seed) : enabled;
        }
        size_t len = i % 4 ? random_text(&seed, text) : 0;
        for (size_t n = i % 4 ? 0 : random_below(&seed, 12); n > 0; n--)
            text[len++] = "  ab\t\r\x01\x0B\n"[random_below(&seed, 9)];
        prep_buf_reset(&out);
        prep_edits_reset(edits);
        memset(count, 0, sizeof count);
        memset(transform->count, 0, sizeof transform->count);
        assert_int_equal(prep_transform_run(transform, text, len, 0, &out, edits, NULL), PREP_OK);
        for (size_t e = 0; e < prep_edits_count(edits); e++)
            count[prep_edits_get(edits, e).rule]++;
        for (size_t r = 0; r < N_RULES; r++)
            assert_int_equal(prep_transform_count(transform, r), count[r]);
        prep_transform_run(transform, text, len, 0, &out, NULL, NULL);
        for (size_t r = 0; r < N_RULES; r++)
            assert_int_equal(prep_transform_count(transform, r), 2 * count[r]);
    }
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

/* Each code point by itself, behind a letter, before a mark. */
static void is_idempotent_on_every_code_point(void **state)
{
    (void)state;
    struct prep_transform *transform = normalizer("all");
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
    struct prep_transform *transform = normalizer("all");
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

/* What would take minutes if it were quadratic: many bytes of one record. */
static void check_long(struct prep_transform *transform, const char *unit, size_t len)
{
    struct prep_edits *edits = prep_edits_new();
    struct prep_buf text = PREP_BUF_INIT, once = PREP_BUF_INIT, twice = PREP_BUF_INIT;
    while (text.len < len)
        assert_int_equal(prep_buf_append(&text, unit, strlen(unit)), PREP_OK);
    assert_int_equal(
        prep_transform_run(transform, text.data, text.len, PREP_RUN_START, &once, edits, NULL),
        PREP_OK);
    assert_null(replay_fault(edits, text.data, text.len, once.data ? once.data : "", once.len));
    assert_int_equal(
        prep_transform_run(transform, once.data, once.len, PREP_RUN_START, &twice, NULL, NULL),
        PREP_OK);
    assert_text(&twice, once.data, once.len);
    prep_buf_free(&text);
    prep_buf_free(&once);
    prep_buf_free(&twice);
    prep_edits_free(edits);
}

static void takes_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {"\u0301\u0316",
                                        "a\uFE0F\u0301",
                                        "\u0301\uFE00",
                                        " \u200B",
                                        "\u200D",
                                        "\u200E",
                                        "\u200E\u0301",
                                        " ",
                                        "\u00A0\t",
                                        "\U000E0062",
                                        "\U0001F3F4\U000E0062",
                                        "\u1161",
                                        "\u200B\f",
                                        "👩\u200D",
                                        "\u0F71\u0F72\u0F74",
                                        "क\u200D",
                                        "\uFEFF",
                                        "Â",
                                        "Ã‚",
                                        "Ã\u00AD",
                                        "â€",
                                        "Ã¤",
                                        "aо",
                                        "а\u0308o"};
    struct prep_transform *transform = normalizer(NULL);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        check_long(transform, units[i], 1000000);
    check_long(transform, "\u0301", 10000000);
    check_long(transform, "\u0316\u0301\u0345", 10000000);
    prep_transform_free(transform);
}

static void takes_linear_time_with_all_rules(void **state)
{
    (void)state;
    static const char *const units[] = {
        "&amp;", "&", "<a x=", "<a x='", "<b x=\"1\" ", "<!--", "<",   "\"", " \"", "«", " ‚",
        "»",     "'", "`",     ",,",     "--",          "-",    "...", "²",  "’n",  "n’"};
    struct prep_normalizer_options options;
    prep_normalizer_options_init(&options);
    options.rules = "all";
    options.quotes = "de";
    options.dashes = options.apostrophe = "typographic";
    struct prep_transform *transform = prep_normalizer_new(&options, NULL);
    assert_non_null(transform);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        check_long(transform, units[i], 300000);
    prep_transform_free(transform);
}

/* All bytes; characters that the end or something else cuts off, wherever blocks begin. What is
 * not valid is refused at its place, and nothing is written. */
static void refuses_what_is_not_valid(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "\xC3",         "\xE2\x80", "\xF0\x9F\x98", "\x80",     "\xC0\x80",
        "\xED\xA0\x80", "\xFF",     "\xC2",         "\xCC",     "\xCC\x88\xCC",
        "\xE1\x85",     "\xC3\xC3", "\xEF\xAC",     "\xEF\xB8", "\xE1\x84z\xE1\x85",
        "\xCCz",        "\xE2\x80z"};
    struct prep_transform *transform = normalizer(NULL);
    struct prep_buf out = PREP_BUF_INIT;
    char text[400];
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++)
        for (size_t place = 0; place < 200; place++)
            for (size_t behind = 0; behind < 140; behind += 1 + place % 23) {
                size_t n = strlen(pieces[p]);
                struct prep_error error = {0}, want = {0};
                memset(text, 'x', sizeof text);
                memcpy(text + place, pieces[p], n);
                size_t len = place + n + behind;
                if (place > 30)
                    text[place - 20] = '\n';
                prep_buf_reset(&out);
                assert_int_equal(prep_utf8_check(text, len, &want), PREP_E_UTF8);
                assert_int_equal(prep_transform_run(transform, text, len, 0, &out, NULL, &error),
                                 PREP_E_UTF8);
                assert_int_equal(error.offset, want.offset);
                assert_string_equal(error.message, want.message);
                assert_int_equal(out.len, 0);
            }
    for (size_t i = 0; i < N_RULES; i++)
        assert_int_equal(prep_transform_count(transform, i), 0);
    for (int i = 0; i < 256; i++)
        text[i] = (char)i;
    assert_int_equal(prep_transform_run(transform, text, 256, 0, &out, NULL, NULL), PREP_E_UTF8);
    assert_int_equal(prep_transform_run(transform, text, 128, 0, &out, NULL, NULL), PREP_OK);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_idempotent_under_any_rules),
        cmocka_unit_test(counts_what_it_logs),
        cmocka_unit_test(is_idempotent_on_every_code_point),
        cmocka_unit_test(records_are_independent),
        cmocka_unit_test(takes_linear_time),
        cmocka_unit_test(takes_linear_time_with_all_rules),
        cmocka_unit_test(refuses_what_is_not_valid),
    };
    return RUN(tests);
}
