/* normalization.c - is the rule nfc Normalization Form C?
 *
 * Runs the NormalizationTest.txt of the Unicode Character Database, where the system has it, and
 * compares the normalizer with ICU and with utf8proc on random strings. Speaks TAP. */
#include "../unit/random.h"
#include "../unit/replay.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <utf8proc.h>

enum { COLUMNS = 5, MAX_TEXT = 512, MAX_UNITS = 2048 };

struct text {
    char data[MAX_TEXT];
    size_t len;
};

static int n_tests;

static void result(bool ok, const char *name, const char *detail)
{
    printf("%sok %d - %s\n", ok ? "" : "not ", ++n_tests, name);
    if (!ok)
        printf("# %s\n", detail);
}

static void skip_file(const char *why)
{
    printf("ok %d - NormalizationTest.txt # SKIP %s\n", ++n_tests, why);
    printf("ok %d - characters it does not list # SKIP %s\n", ++n_tests, why);
}

/* The same without a log, which takes the fast path, behind so many bytes that the text crosses a
 * border between blocks. */
static bool nfc_fast(struct prep_transform *transform, const char *text, size_t len,
                     const struct prep_buf *want)
{
    static struct prep_buf in, out;
    static const char before[] =
        "................................................................\n";
    size_t n = sizeof before - 1 - len % 48;
    prep_buf_reset(&in);
    prep_buf_reset(&out);
    if (prep_buf_append(&in, before + sizeof before - 1 - n, n) ||
        prep_buf_append(&in, text, len) ||
        prep_transform_run(transform, in.data, in.len, 0, &out, NULL, NULL))
        return false;
    return out.len == n + want->len && !memcmp(out.data, in.data, n) &&
           (want->len == 0 || !memcmp(out.data + n, want->data, want->len));
}

/* NFC by the transform; false if it fails or its log does not match. */
static bool nfc(struct prep_transform *transform, const char *text, size_t len,
                struct prep_buf *out)
{
    struct prep_edits *edits = prep_edits_new();
    prep_buf_reset(out);
    bool ok = edits && !prep_transform_run(transform, text, len, 0, out, edits, NULL) &&
              !replay_fault(edits, text, len, out->data, out->len) &&
              nfc_fast(transform, text, len, out);
    prep_edits_free(edits);
    return ok;
}

static bool nfc_is(struct prep_transform *transform, const struct text *text,
                   const struct text *want, struct prep_buf *out)
{
    return nfc(transform, text->data, text->len, out) && out->len == want->len &&
           memcmp(out->data, want->data, want->len) == 0;
}

/* The file as unicode.org has it, or packed (*piped) as Debian has it. */
static FILE *open_test_file(bool *piped)
{
    static const char plain[] = "/usr/share/unicode/NormalizationTest.txt";
    static const char packed[] = "/usr/share/unicode/NormalizationTest.txt.bz2";
    FILE *file = fopen(plain, "r");
    *piped = false;
    if (file || !(file = fopen(packed, "r")))
        return file;
    fclose(file);
    *piped = true;
    return popen("bzip2 -dc /usr/share/unicode/NormalizationTest.txt.bz2 2>/dev/null", "r");
}

/* "0044 0307;1E0A;...": the columns as UTF-8; false on a line that is no test. */
static bool parse_line(const char *line, struct text column[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++, line++) {
        column[i].len = 0;
        while (*line != ';') {
            char *end;
            unsigned long c = strtoul(line, &end, 16);
            if (end == line || column[i].len + 4 > MAX_TEXT)
                return false;
            column[i].len += prep_utf8_put((uint32_t)c, column[i].data + column[i].len);
            line = end;
        }
    }
    return true;
}

/* A file for a later Unicode version than ICU's has characters that ICU does not know. */
static bool same_version(const char *first_line)
{
    char want[64], version[U_MAX_VERSION_STRING_LENGTH];
    UVersionInfo info;
    u_getUnicodeVersion(info);
    u_versionToString(info, version);
    snprintf(want, sizeof want, "# NormalizationTest-%s.", version);
    return strncmp(first_line, want, strlen(want)) == 0;
}

/* The conformance test of UAX #15: c2 = NFC(c1) = NFC(c2) = NFC(c3), c4 = NFC(c4) = NFC(c5). What
 * part 1 does not list stays as it is. */
static void test_file(struct prep_transform *transform, FILE *file)
{
    static char line[4096], detail[128] = "no lines";
    static struct text column[COLUMNS];
    static unsigned char listed[0x110000];
    struct prep_buf out = PREP_BUF_INIT;
    size_t n = 0, number = 0, part = 0, bad = 0;
    while (fgets(line, sizeof line, file)) {
        if (++number == 1 && !same_version(line))
            break;
        if (*line == '@')
            part = (size_t)(line[5] - '0');
        if (!parse_line(line, column))
            continue;
        size_t at = 0;
        if (part == 1)
            listed[prep_utf8_next(column[0].data, column[0].len, &at)] = 1;
        n++;
        if ((!nfc_is(transform, &column[0], &column[1], &out) ||
             !nfc_is(transform, &column[1], &column[1], &out) ||
             !nfc_is(transform, &column[2], &column[1], &out) ||
             !nfc_is(transform, &column[3], &column[3], &out) ||
             !nfc_is(transform, &column[4], &column[3], &out)) &&
            bad++ == 0)
            snprintf(detail, sizeof detail, "the first of those that fail is line %zu", number);
    }
    if (number == 1) {
        skip_file("the file is of another Unicode version than ICU");
    } else {
        printf("# NormalizationTest.txt: %zu lines\n", n);
        result(n > 0 && bad == 0, "NormalizationTest.txt", detail);
        bad = 0;
        for (uint32_t c = 0; c < 0x110000; c++) {
            struct text text;
            if (listed[c] || c == '\n' || (c >= 0xD800 && c < 0xE000))
                continue;
            text.len = prep_utf8_put(c, text.data);
            if (!nfc_is(transform, &text, &text, &out) && bad++ == 0)
                snprintf(detail, sizeof detail, "U+%04X changes", (unsigned)c);
        }
        result(bad == 0, "characters it does not list", detail);
    }
    prep_buf_free(&out);
}

static bool icu_nfc(const struct text *text, struct text *out)
{
    static UChar units[MAX_UNITS], composed[MAX_UNITS];
    UErrorCode code = U_ZERO_ERROR;
    int32_t n, len;
    u_strFromUTF8(units, MAX_UNITS, &n, text->data, (int32_t)text->len, &code);
    n = unorm2_normalize(unorm2_getNFCInstance(&code), units, n, composed, MAX_UNITS, &code);
    u_strToUTF8(out->data, MAX_TEXT, &len, composed, n, &code);
    out->len = U_SUCCESS(code) ? (size_t)len : 0;
    return U_SUCCESS(code);
}

static bool utf8proc_nfc(const struct text *text, struct text *out)
{
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)text->data, (utf8proc_ssize_t)text->len, &composed,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (len < 0 || len > MAX_TEXT)
        return false;
    memcpy(out->data, composed, (size_t)len);
    out->len = (size_t)len;
    free(composed);
    return true;
}

struct range {
    uint32_t first, last;
};

/* Strings of letters and marks, as they occur together: Latin, Greek, Cyrillic, Hangul, scripts of
 * India, and whatever there is. */
static void random_text(uint64_t *seed, struct text *text)
{
    static const struct range letters[] = {{'a', 'z'},         {'A', 'Z'},         {0xC0, 0x24F},
                                           {0x370, 0x3FF},     {0x400, 0x45F},     {0x1100, 0x11FF},
                                           {0xAC00, 0xD7A3},   {0x900, 0xDFF},     {0x1E00, 0x1FFF},
                                           {0x2120, 0x2300},   {0x3040, 0x30FF},   {0xF900, 0xFB4F},
                                           {0x11080, 0x11100}, {0x1D150, 0x1D1C0}, {0x20, 0xFFFF}},
                              marks[] = {{0x300, 0x315}, {0x300, 0x36F},   {0x590, 0x5C7},
                                         {0x483, 0x487}, {0x1160, 0x11C8}, {0x93C, 0x94D},
                                         {0x9BE, 0x9D7}, {0x3099, 0x309A}, {0x64B, 0x655},
                                         {0xF71, 0xF84}, {0x1DC0, 0x1DFF}};
    const struct range *letter = &letters[random_below(seed, sizeof letters / sizeof *letters)];
    const struct range *mark = &marks[random_below(seed, sizeof marks / sizeof *marks)];
    size_t n = 1 + random_below(seed, random_below(seed, 8) ? 12 : 80);
    text->len = 0;
    while (n--) {
        const struct range *range = random_below(seed, 2) ? letter : mark;
        if (random_below(seed, 16) == 0)
            range = &marks[random_below(seed, sizeof marks / sizeof *marks)];
        uint32_t c = range->first + (uint32_t)random_below(seed, range->last - range->first + 1);
        if (c < 0xD800 || c > 0xDFFF)
            text->len += prep_utf8_put(c, text->data + text->len);
    }
}

static bool same_version_as_utf8proc(void)
{
    char version[U_MAX_VERSION_STRING_LENGTH];
    UVersionInfo info;
    u_getUnicodeVersion(info);
    u_versionToString(info, version); /* "15.0" */
    return strncmp(utf8proc_unicode_version(), version, strlen(version)) == 0;
}

static void test_random(struct prep_transform *transform)
{
    enum { TEXTS = 200000 };
    static struct text text, want;
    char detail[2][128] = {"", ""};
    struct prep_buf out = PREP_BUF_INIT;
    bool same_data = same_version_as_utf8proc();
    uint64_t seed = 15;
    size_t bad[2] = {0, 0};
    for (size_t i = 0; i < TEXTS; i++) {
        random_text(&seed, &text);
        if ((!icu_nfc(&text, &want) || !nfc_is(transform, &text, &want, &out)) && bad[0]++ == 0)
            snprintf(detail[0], sizeof detail[0], "the first is string %zu: %.*s", i,
                     (int)(text.len < 60 ? text.len : 60), text.data);
        /* It is slower, so it is asked less often. */
        if (i % 4 == 0 && same_data &&
            (!utf8proc_nfc(&text, &want) || !nfc_is(transform, &text, &want, &out)) &&
            bad[1]++ == 0)
            snprintf(detail[1], sizeof detail[1], "the first is string %zu: %.*s", i,
                     (int)(text.len < 60 ? text.len : 60), text.data);
    }
    result(bad[0] == 0, "random strings as ICU composes them", detail[0]);
    if (same_data)
        result(bad[1] == 0, "random strings as utf8proc composes them", detail[1]);
    else
        printf("ok %d - random strings as utf8proc composes them # SKIP it is of another Unicode "
               "version than ICU\n",
               ++n_tests);
    prep_buf_free(&out);
}

/* Every character of the BMP before every mark of the commonest block, and what follows a pair;
 * PREP_TEST_SCALE=N takes one in 64 / N of the marks only for most characters. */
static void test_pairs(struct prep_transform *transform)
{
    static struct text text, want;
    char detail[128] = "";
    struct prep_buf out = PREP_BUF_INIT;
    const char *scale = getenv("PREP_TEST_SCALE");
    uint32_t step = scale && atoi(scale) > 0 ? 64 / (uint32_t)atoi(scale) + 1 : 64;
    size_t bad = 0;
    for (uint32_t base = ' '; base < 0xFFFE; base++) {
        bool every = base < 0x530 || (base >= 0x1E00 && base < 0x1F00);
        if (base >= 0xD800 && base < 0xE000)
            continue;
        for (uint32_t mark = 0x300 + (every ? 0 : base % step); mark < 0x370;
             mark += every ? 1 : step) {
            text.len = prep_utf8_put(base, text.data);
            text.len += prep_utf8_put(mark, text.data + text.len);
            if (mark % 3 == 0) /* a second mark, or a letter */
                text.len += prep_utf8_put(mark % 2 ? 0x323 : 'x', text.data + text.len);
            if ((!icu_nfc(&text, &want) || !nfc_is(transform, &text, &want, &out)) && bad++ == 0)
                snprintf(detail, sizeof detail, "U+%04X U+%04X", (unsigned)base, (unsigned)mark);
        }
    }
    result(bad == 0, "a character and a mark as ICU composes them", detail);
    prep_buf_free(&out);
}

int main(void)
{
    struct prep_normalizer_options options;
    struct prep_error error;
    prep_normalizer_options_init(&options);
    options.rules = "none,+nfc";
    struct prep_transform *transform = prep_normalizer_new(&options, &error);
    if (!transform) {
        printf("Bail out! %s\n", error.message);
        return 1;
    }
    printf("1..5\n");
    bool piped;
    FILE *file = open_test_file(&piped);
    if (file) {
        test_file(transform, file);
        if (piped)
            pclose(file);
        else
            fclose(file);
    } else {
        skip_file("the file is not installed");
    }
    test_random(transform);
    test_pairs(transform);
    prep_transform_free(transform);
    return 0;
}
