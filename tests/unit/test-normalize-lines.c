/* test-normalize-lines.c - what must hold for the normalizer on text as it is, and on the same text
 * spoilt in the ways text gets spoilt: the result does not change again, the log tells the truth,
 * and the fast path for many records does what the slow one does for each.
 *
 * PREP_TEST_LINES says how many spoilt lines are tried (20000). */
#include "../../libprep/internal.h"
#include "random.h"
#include "replay.h"
#include "unit.h"

#include <stdio.h>

enum { MAX_LINE = 4000, MAX_LINES = 20000 };

static struct {
    char *text[MAX_LINES];
    size_t len[MAX_LINES];
    size_t n;
} lines;

static void read_lines(const char *name)
{
    char path[4096];
    static char line[MAX_LINE];
    const char *dir = getenv("PREP_SRCDIR");
    snprintf(path, sizeof path, "%s/%s", dir ? dir : ".", name);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s is not there", path);
    while (lines.n < MAX_LINES && fgets(line, sizeof line, file)) {
        size_t len = strcspn(line, "\n");
        if (len == 0 || prep_utf8_check(line, len, NULL))
            continue;
        lines.text[lines.n] = malloc(len);
        assert_non_null(lines.text[lines.n]);
        memcpy(lines.text[lines.n], line, len);
        lines.len[lines.n++] = len;
    }
    fclose(file);
}

static int read_all(void **state)
{
    (void)state;
    static const char *const names[] = {
        "corpora/bitext.de-en.tsv", "corpora/c5plus1.de.txt",  "corpora/harbour.en.txt",
        "corpora/markt.de.txt",     "corpora/reise.de.txt",    "tests/golden/normalize.test",
        "tests/golden/split.test",  "tests/golden/spell.test", "tests/golden/transliterate.test"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        read_lines(names[i]);
    return 0;
}

static int free_all(void **state)
{
    (void)state;
    while (lines.n > 0)
        free(lines.text[--lines.n]);
    return 0;
}

/* The characters from `at` on read as Windows-1252. */
static size_t misread(const char *text, size_t len, char *to)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        uint32_t c = prep_windows_1252((unsigned char)text[i]);
        n += prep_utf8_put(c == 0xFFFD ? (unsigned char)text[i] : c, to + n);
    }
    return n;
}

/* Spoil text, of which there is room for ten times as much. */
static size_t spoil(uint64_t *seed, char *text, size_t len)
{
    static const char *const bits[] = {
        " ",      "  ",     "\t",         "\r",     "\u00A0", "\u202F",   "\u00AD",   "\u200B",
        "\uFEFF", "\u0308", "\u0301",     "\u0327", "\x01",   "\xC2\x85", "\xC2\x93", "\u2028",
        "Ã",      "Â",      "â€",         "Ã¤",     "Å",      "“",        "”",        "\"",
        "'",      "’",      "&amp;",      "&uuml;", "<b>",    "</p>",     "…",        "--",
        "–",      "о",      "α",          "и",      "ﬁ",      "ſ",        "Ａ",       "👩\u200D",
        "🇩",      "\uFE0F", "\U000E0062", "»",      "«"};
    static char copy[16 * MAX_LINE];
    for (size_t times = 1 + random_below(seed, 4); times > 0; times--) {
        size_t at = random_below(seed, len + 1), end = at;
        while (at < len && at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
            at--;
        end = at;
        for (size_t n = random_below(seed, 8); n > 0 && end < len; n--)
            prep_utf8_next(text, len, &end);
        const char *by = bits[random_below(seed, sizeof bits / sizeof *bits)];
        size_t by_len = strlen(by);
        switch (random_below(seed, 4)) {
        case 0: /* read it wrongly */
            by_len = misread(text + at, end - at, copy);
            by = copy;
            break;
        case 1: /* lose it */
            by_len = 0;
            break;
        default:
            end = at;
        }
        memmove(text + at + by_len, text + end, len - end);
        memcpy(text + at, by, by_len);
        len = len - (end - at) + by_len;
        if (len > 2 * MAX_LINE)
            break;
    }
    return len;
}

struct run {
    struct prep_transform *transform;
    struct prep_edits *edits;
    struct prep_buf out[3];
};

/* With a log, without, and again. */
static void check(struct run *run, const char *text, size_t len)
{
    for (size_t i = 0; i < 3; i++)
        prep_buf_reset(&run->out[i]);
    prep_edits_reset(run->edits);
    uint64_t before[PREP_RULES_MAX], logged[PREP_RULES_MAX];
    size_t n_rules, n = sizeof before;
    prep_transform_rules(run->transform, &n_rules);
    memcpy(before, run->transform->count, n);
    assert_int_equal(
        prep_transform_run(run->transform, text, len, 0, &run->out[0], run->edits, NULL), PREP_OK);
    for (size_t i = 0; i < n_rules; i++)
        logged[i] = run->transform->count[i] - before[i];
    memcpy(before, run->transform->count, n);
    const char *fault = replay_fault(run->edits, text, len,
                                     run->out[0].data ? run->out[0].data : "", run->out[0].len);
    assert_int_equal(prep_transform_run(run->transform, text, len, 0, &run->out[1], NULL, NULL),
                     PREP_OK);
    for (size_t i = 0; i < n_rules && !fault; i++)
        if (run->transform->count[i] - before[i] != logged[i])
            fault = "the fast path counts otherwise";
    assert_int_equal(prep_transform_run(run->transform, run->out[0].data, run->out[0].len, 0,
                                        &run->out[2], NULL, NULL),
                     PREP_OK);
    for (size_t i = 1; i < 3 && !fault; i++)
        if (run->out[i].len != run->out[0].len ||
            (run->out[0].len && memcmp(run->out[i].data, run->out[0].data, run->out[0].len) != 0))
            fault = i == 1 ? "the fast path differs" : "not idempotent";
    if (!fault)
        return;
    fprintf(stderr, "%.*s\n", (int)len, text);
    for (size_t i = 0; i < 3; i++)
        fprintf(stderr, "-> %.*s\n", (int)run->out[i].len, run->out[i].data);
    fail_msg("%s", fault);
}

static void check_lines(const char *rules, const char *quotes, const char *signs, uint64_t seed,
                        size_t n)
{
    static char text[64 * MAX_LINE];
    struct prep_normalizer_options options;
    prep_normalizer_options_init(&options);
    options.rules = rules;
    options.quotes = quotes;
    options.apostrophe = options.dashes = options.ellipsis = signs;
    struct run run = {prep_normalizer_new(&options, NULL), prep_edits_new(), {{0}}};
    assert_non_null(run.transform);
    for (size_t i = 0; i < lines.n; i++)
        check(&run, lines.text[i], lines.len[i]);
    for (size_t i = 0; i < n; i++) {
        size_t len = 0;
        /* Several records, the clean ones around spoilt ones. */
        for (size_t k = random_below(&seed, 3) + 1; k > 0; k--) {
            size_t line = random_below(&seed, lines.n);
            memcpy(text + len, lines.text[line], lines.len[line]);
            len += random_below(&seed, 4) ? spoil(&seed, text + len, lines.len[line])
                                          : lines.len[line];
            text[len++] = '\n';
        }
        check(&run, text, len);
    }
    for (size_t i = 0; i < 3; i++)
        prep_buf_free(&run.out[i]);
    prep_edits_free(run.edits);
    prep_transform_free(run.transform);
}

static size_t n_spoilt(void)
{
    const char *value = getenv("PREP_TEST_LINES");
    return value ? strtoul(value, NULL, 10) : 20000;
}

static void holds_for_the_default_rules(void **state)
{
    (void)state;
    check_lines(NULL, NULL, NULL, 1, n_spoilt());
}

static void holds_for_all_rules(void **state)
{
    (void)state;
    static const char *const quotes[] = {"ascii", "de", "de-guillemets", "ch", "en"};
    for (uint64_t i = 0; i < 5; i++)
        check_lines("all", quotes[i], i % 2 ? "ascii" : "typographic", i, n_spoilt() / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_for_the_default_rules),
        cmocka_unit_test(holds_for_all_rules),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, read_all, free_all);
}
