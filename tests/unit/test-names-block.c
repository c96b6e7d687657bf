/* test-names-block.c - many records at once give what each by itself gives. */
#include "names-find.h"
#include "random.h"
#include "unit.h"

#include <stdio.h>

enum { ROUNDS = 4000, TEXT_MAX = 24000 };

static const char *const pieces[] = {
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\r\n",
    "-",
    "„",
    "“",
    "»",
    "(",
    ".",
    ", ",
    "'",
    "_",
    "7",
    "Putin",
    "Tokajew",
    "Tokajews",
    "TOKAJEW",
    "Taschkent",
    "Boris",
    "Koslow",
    "Kowaljow",
    "Sidorkow",
    "Igor",
    "Maria",
    "Marko",
    "Petrow",
    "Wladimir",
    "Klitschko",
    "Klytschko",
    "Sankt",
    "Kreml",
    "russische",
    "Moskau",
    "Präsident",
    "Übung",
    "über",
    "Ärger",
    "Straße",
    "Müller",
    "Haus",
    "die",
    "Die",
    "der",
    "sagte",
    "war",
    "Köln",
    "Токаев",
    "в",
    "Київ",
    "č",
    "Čapek",
    "ª",
    "×",
    "÷",
    "µ",
    "…",
    "€",
    "ẞ",
    "漢",
    "😀",
    "a\xCC\x88",
    "É",
    "Zürich",
    "Tschernjajewa",
    "Schigulin",
    "Ministerin",
    "Berlin",
    "\xC2\xA0",
    "\xE2\x80\x8D",
    "K\u00ADiew",
    "Kiew",
    "Nowaja",
    "Gaseta",
    "www.Kiew.de",
    "&",
    "<",
    "Dschugaschwili",
};

static size_t random_text(uint64_t *seed, char *text)
{
    size_t len = 0, n = 1 + random_below(seed, random_below(seed, 8) ? 60 : 2400);
    bool plain = random_below(seed, 2); /* no other scripts, so that records are passed over */
    while (n-- && len < TEXT_MAX - 200) {
        const char *piece = pieces[random_below(seed, sizeof pieces / sizeof *pieces)];
        size_t size = strlen(piece);
        if (plain && (uint8_t)*piece >= 0xC4 && (uint8_t)*piece != 0xE2)
            continue;
        memcpy(text + len, piece, size);
        len += size;
        if (random_below(seed, 300) == 0)
            text[len++] = '\0';
        if (random_below(seed, 400) == 0) /* a long word */
            for (size_t i = 0; i < 90; i++)
                text[len++] = i ? 'e' : 'K';
        if (random_below(seed, 3) == 0)
            text[len++] = ' ';
    }
    return len;
}

static void same_as_records(const char *rules, const char *kinds)
{
    struct prep_transliterator_options options;
    struct prep_error error;
    prep_transliterator_options_init(&options);
    options.data_dir = data_dir();
    options.rules = rules;
    options.kinds = kinds;
    struct prep_transform *transform = prep_transliterator_new(&options, &error);
    struct prep_buf block = PREP_BUF_INIT, records = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    static char text[TEXT_MAX];
    uint64_t seed = 7;
    int n_same = 0;
    if (!transform)
        fail_msg("%s", error.message);
    assert_int_equal(prep_transform_run(transform, NULL, 0, 0, &block, NULL, NULL), PREP_OK);
    for (int round = 0; round < ROUNDS; round++) {
        size_t len = random_text(&seed, text);
        char *copy = malloc(len + 1); /* so that a sanitizer sees what is read behind it */
        assert_non_null(copy);
        memcpy(copy, text, len);
        prep_buf_reset(&block);
        prep_buf_reset(&records);
        prep_edits_reset(edits);
        assert_int_equal(prep_transform_run(transform, copy, len, 0, &block, NULL, NULL), PREP_OK);
        /* With a log it goes record by record. */
        assert_int_equal(prep_transform_run(transform, copy, len, 0, &records, edits, NULL),
                         PREP_OK);
        assert_text(&block, records.data, records.len);
        /* Who can use the text itself may be told that it is the result. */
        prep_buf_reset(&records);
        enum prep_status status = prep_transform_run_same(transform, copy, len, 0, &records, NULL);
        if (status == PREP_SAME)
            assert_int_equal(prep_buf_append(&records, copy, len), PREP_OK);
        else
            assert_int_equal(status, PREP_OK);
        assert_text(&block, records.data, records.len);
        n_same += status == PREP_SAME;
        free(copy);
    }
    assert_true(n_same > 0 && n_same < ROUNDS);
    prep_edits_free(edits);
    prep_buf_free(&block);
    prep_buf_free(&records);
    prep_transform_free(transform);
}

static void test_same_as_records(void **state)
{
    (void)state;
    same_as_records(NULL, NULL);
    same_as_records("-transcription", "place,exonym");
    same_as_records("-gazetteer", NULL);
}

/* Any bytes: the masks of this processor are those of the loop that all have. */
static void test_masks(void **state)
{
    (void)state;
    static struct prep_find_masks a, b;
    static const uint8_t some[] =
        "  AZaz@[`{\xC2\xC2\xC3\xC3\xC3\xE2\xE2\x80\x80\x97\xB7\xAA\xB5\xBA"
        "\x9E\x9F\xBF\xC4\xD0\xE1\xF0\xFF\n";
    char text[6 * 64];
    uint64_t seed = 3;
    for (int round = 0; round < 5000; round++) {
        size_t n = 1 + random_below(&seed, 4);
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = (char)(round & 1 ? some[random_below(&seed, sizeof some - 1)]
                                       : random_below(&seed, 256));
        char before = (char)some[random_below(&seed, sizeof some - 1)];
        prep_find_portable(text, n, before, &a);
        prep_find_best()(text, n, before, &b);
        for (size_t i = 0; i <= n; i++) {
            assert_true(i == n || a.start[i] == b.start[i]);
            assert_true(i == n || a.other[i] == b.other[i]);
            assert_true(a.outside[i] == b.outside[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_masks),
        cmocka_unit_test(test_same_as_records),
    };
    return RUN(tests);
}
