/* test-split-random.c - what must hold for the splitter on any text. */
#include "../../libprep/split.h"
#include "random.h"
#include "replay.h"
#include "unit.h"

#include <stdio.h>

enum { ROUNDS = 40000, TEXT_MAX = 4000, RULES_MAX = 64 };

static struct prep_transform *splitter(const char *language, bool all)
{
    struct prep_splitter_options options;
    struct prep_error error;
    prep_splitter_options_init(&options);
    options.data_dir = data_dir();
    options.language = language;
    options.semicolon = options.colon = options.list_items = options.legal = all;
    options.rules = all ? "+missing-space" : NULL;
    struct prep_transform *transform = prep_splitter_new(&options, &error);
    if (!transform)
        fail_msg("%s", error.message);
    return transform;
}

/* Text in which much of what decides about the end of a sentence meets. */
static size_t random_text(uint64_t *seed, char *text)
{
    static const char *const some[] = {
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        ".",
        ".",
        ".",
        ".",
        ". ",
        ". ",
        ". ",
        "! ",
        "? ",
        "!",
        "?",
        "...",
        "…",
        ";",
        ": ",
        "; ",
        ",",
        "-",
        "–",
        "(",
        ")",
        ") ",
        "[",
        "]",
        "\"",
        "„",
        "“",
        "”",
        "«",
        "»",
        "‚",
        "‘",
        "'",
        "1",
        "2",
        "23",
        "1990",
        "3.5",
        "I",
        "IV",
        "X",
        "a",
        "b",
        "aa",
        "z",
        "B",
        "S",
        "*",
        "§ ",
        "– ",
        "... ",
        "?! ",
        "'s",
        "und ",
        "z.B. ",
        "i. V. m. ",
        "mehr",
        "hören",
        "Umweltschutzvorschriften",
        "Abs",
        "Nr",
        "bzw",
        "usw",
        "Dr",
        "Co",
        "Jr",
        "Str",
        "d",
        "h",
        "v",
        "Chr",
        "et al",
        "kommt",
        "war",
        "ist",
        "überall",
        "Ärger",
        "Die",
        "Der",
        "Es",
        "er",
        "ich",
        "und",
        "Mai",
        "Januar",
        "Jahrhundert",
        "Hafentag",
        "GmbH",
        "Im",
        "Übrigen",
        "the",
        "The",
        "said",
        "Mary",
        "is",
        "he",
        "eBay",
        "www.a.de",
        "https://b.de",
        ":)",
        "XD",
        "Xd",
        "😀",
        "👩‍👧",
        "☺",
        "•",
        "§",
        "€",
        "\xC2\xA0",
        "\xE2\x80\x83",
        "\xE2\x80\xA8",
        "\xC2\x85",
        "\xE3\x80\x80",
        "é",
        "漢",
        "𝒳",
        "\x01",
        "a)",
        "b)",
        "(1)",
        "2.",
        "1.",
        "[12]",
        "²",
        "*",
        "‼",
        "Yahoo!",
        "m.",
        "E.",
        "in",
        "Halle",
        "am",
        "dem",
        "=",
        "&",
        " – ",
        " - ",
        "— ",
        "(",
        ".) ",
        ".\" ",
        ".“ ",
        ".« ",
        "!“ ",
        ".\"\n",
        " „",
        " \"",
        "z. B. ",
        "i. V. m. ",
        "EU-Recht",
        "Lindenstr",
        "§ 3",
        "12.1.1. ",
        "ja",
        "Ab",
        "Ä",
        "über",
        "März",
        "(c)",
        "(y)",
        "Yahoo",
        "→",
        "usw",
    };
    size_t len = 0, n = 1 + random_below(seed, 40);
    while (n--) {
        const char *piece = some[random_below(seed, sizeof some / sizeof *some)];
        size_t size = strlen(piece);
        memcpy(text + len, piece, size);
        len += size;
        if (random_below(seed, 200) == 0)
            text[len++] = '\0';
        if (random_below(seed, 400) == 0) /* a long word, a long gap */
            for (size_t i = 0; i < 90; i++)
                text[len++] = i & 1 ? 'x' : (char)('a' + random_below(seed, 4));
    }
    return len;
}

static void run(struct prep_transform *transform, const char *text, size_t len,
                struct prep_buf *out, struct prep_edits *edits)
{
    prep_buf_reset(out);
    assert_int_equal(prep_transform_run(transform, text, len, 0, out, edits, NULL), PREP_OK);
}

static size_t skip_space(const char *text, size_t len, size_t at)
{
    for (size_t next = at; next < len; at = next) {
        uint32_t c = prep_utf8_next(text, len, &next);
        if (c > ' ' && !(prep_char(c) & PREP_CHAR_SPACE))
            break;
        if (next == len)
            return len;
    }
    return at;
}

/* Only white space is changed: each run of it to one separator, or not at all. */
static void check_bytes(const char *text, size_t len, const struct prep_buf *out, bool joins)
{
    size_t at = 0, n = 0;
    bool single = joins;
    for (size_t i = 0; i < len; i++)
        single &= (unsigned char)text[i] > ' ' ? (unsigned char)text[i] < 0x80 : text[i] == ' ';
    if (single) { /* a single space each: joining gives the text back */
        for (size_t i = 0; i + 1 < len; i++)
            single &= text[i] != ' ' || text[i + 1] != ' ';
        if (single) {
            assert_int_equal(out->len, len);
            for (size_t i = 0; i < len; i++)
                assert_int_equal(out->data[i] == '\n' ? ' ' : out->data[i], text[i]);
        }
    }
    for (;;) {
        at = skip_space(text, len, at);
        n = skip_space(out->data, out->len, n);
        if (at == len || n == out->len)
            break;
        if (text[at] != out->data[n])
            fail_msg("byte %zu changed: %.*s", at, (int)len, text);
        at++;
        n++;
    }
    assert_int_equal(at, len);
    assert_int_equal(n, out->len);
}

/* The way without edits, in blocks, is the same as that with them, record by record. */
static void check_ways(struct prep_transform *block, struct prep_transform *single,
                       const char *text, size_t len, bool joins)
{
    struct prep_buf out = PREP_BUF_INIT, same = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    uint64_t before[RULES_MAX], single_before[RULES_MAX];
    size_t n_rules;
    const struct prep_rule *rules = prep_transform_rules(block, &n_rules);
    for (size_t i = 0; i < n_rules; i++) {
        before[i] = prep_transform_count(block, i);
        single_before[i] = prep_transform_count(single, i);
    }
    run(block, text, len, &out, NULL);
    run(single, text, len, &same, edits);
    if (out.len != same.len || (out.len && memcmp(out.data, same.data, out.len)))
        fail_msg("two ways:\n[%.*s]\n[%.*s]\n[%.*s]", (int)len, text, (int)out.len, out.data,
                 (int)same.len, same.data);
    const char *fault = replay_fault(edits, text, len, same.data, same.len);
    if (fault)
        fail_msg("%s: %.*s", fault, (int)len, text);
    for (size_t i = 0; i < n_rules; i++)
        if (prep_transform_count(block, i) - before[i] !=
            prep_transform_count(single, i) - single_before[i])
            fail_msg("%s counted differently: %.*s", rules[i].name, (int)len, text);
    check_bytes(text, len, &out, joins);
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_buf_free(&same);
}

/* f(a LF b) = f(a) LF f(b), wherever the text is cut at a record's end. */
static void check_records(struct prep_transform *transform, const char *text, size_t len)
{
    struct prep_buf whole = PREP_BUF_INIT, part = PREP_BUF_INIT, joined = PREP_BUF_INIT;
    run(transform, text, len, &whole, NULL);
    for (size_t at = 0; at < len;) {
        const char *lf = memchr(text + at, '\n', len - at);
        size_t end = lf ? (size_t)(lf - text) + 1 : len;
        run(transform, text + at, end - at, &part, NULL);
        assert_int_equal(prep_buf_append(&joined, part.data, part.len), PREP_OK);
        at = end;
    }
    if (whole.len != joined.len || (whole.len && memcmp(whole.data, joined.data, whole.len)))
        fail_msg("records are not by themselves: %.*s", (int)len, text);
    prep_buf_free(&whole);
    prep_buf_free(&part);
    prep_buf_free(&joined);
}

static void check_all(const char *language, bool all)
{
    struct prep_transform *block = splitter(language, all), *single = splitter(language, all);
    char text[TEXT_MAX];
    uint64_t seed = 20 + all;
    for (int round = 0; round < ROUNDS; round++) {
        size_t len = random_text(&seed, text);
        check_ways(block, single, text, len, !all);
        if (round % 8 == 0)
            check_records(block, text, len);
    }
    prep_transform_free(block);
    prep_transform_free(single);
}

static void german(void **state)
{
    (void)state;
    check_all("de", false);
}

static void german_with_all_conventions(void **state)
{
    (void)state;
    check_all("de", true);
}

static void english(void **state)
{
    (void)state;
    check_all("en", false);
}

/* Stops are looked for 64 bytes at a time: wherever the text stands, they are the same. */
static void wherever_it_stands(void **state)
{
    (void)state;
    struct prep_transform *transform = splitter("de", false);
    static const char text[] = "Es ging um 3 Uhr. „Ja!“, rief Dr. Ö. „Nein …“ 😀 Am 3. Mai? Gut.";
    struct prep_buf out = PREP_BUF_INIT, first = PREP_BUF_INIT;
    char shifted[sizeof text + 300];
    run(transform, text, sizeof text - 1, &first, NULL);
    for (size_t shift = 1; shift < 200; shift++) {
        memset(shifted, 'x', shift);
        shifted[shift - 1] = '\n';
        memcpy(shifted + shift, text, sizeof text - 1);
        run(transform, shifted, shift + sizeof text - 1, &out, NULL);
        assert_int_equal(out.len, shift + first.len);
        assert_memory_equal(out.data + shift, first.data, first.len);
    }
    prep_buf_free(&out);
    prep_buf_free(&first);
    prep_transform_free(transform);
}

static void looks_agree(const struct prep_split_stops *stops, const char *text, size_t len)
{
    struct prep_split_window want, got;
    size_t at = 0, blocks = len / 64;
    memset(&want, 0, sizeof want);
    want.lf_last = want.open_last = 3; /* of what was seen before */
    memcpy(&got, &want, sizeof want);
    struct prep_split_window other = want;
    if (blocks > PREP_SPLIT_BLOCKS)
        blocks = PREP_SPLIT_BLOCKS;
    prep_split_look_portable(stops, text, len, at, blocks * 64, &want);
#ifdef PREP_HAVE_AVX2
    if (blocks > 0 && __builtin_cpu_supports("avx2")) {
        prep_split_look_avx2(stops, text, len, at, blocks, &got);
        assert_memory_equal(&want, &got, sizeof want);
    }
    if (blocks > 0 && __builtin_cpu_supports("avx512bw")) {
        prep_split_look_avx512(stops, text, len, at, blocks, &other);
        assert_memory_equal(&want, &other, sizeof want);
    }
#endif
    (void)got;
    (void)other;
}

/* The code for several processors, on text and on any bytes. */
static void all_ways_of_looking_agree(void **state)
{
    (void)state;
    char text[TEXT_MAX];
    uint64_t seed = 7;
    for (int round = 0; round < ROUNDS / 2; round++) {
        struct prep_split_stops stops;
        uint64_t enabled = 0;
        for (unsigned rule = 0; rule < PREP_SPLIT_RULES; rule++)
            enabled |= (uint64_t)random_below(&seed, 2) << rule;
        prep_split_stops(enabled, random_below(&seed, 2), &stops);
        size_t len = random_text(&seed, text);
        if (round % 3 == 0)
            for (size_t i = 0; i < len; i++)
                text[i] = (char)random_below(&seed, 256);
        looks_agree(&stops, text, len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(german),
        cmocka_unit_test(german_with_all_conventions),
        cmocka_unit_test(english),
        cmocka_unit_test(wherever_it_stands),
        cmocka_unit_test(all_ways_of_looking_agree),
    };
    return RUN(tests);
}
