/* test-normalize-skip.c - the kernels for several processors find the same characters. */
#include "../../libprep/normalize-block.h"
#include "random.h"
#include "unit.h"

enum { ROOM = 640 };

static struct prep_normalizer *normalizer;

static int make_normalizer(void **state)
{
    (void)state;
    normalizer = (struct prep_normalizer *)prep_normalizer_new(NULL, NULL);
    return !normalizer;
}

static int free_normalizer(void **state)
{
    (void)state;
    prep_transform_free(&normalizer->base);
    return 0;
}

struct result {
    char out[ROOM + 64];
    size_t n, stops[ROOM], n_stops;
    bool done;
};

/* What pass() was asked about. */
static size_t stops[ROOM], n_stops;
static bool (*pass_on)(struct prep_block *block);

static bool take_stop(struct prep_block *block)
{
    stops[n_stops++] = block->at;
    return pass_on(block);
}

/* Pass over the character, or end the block where it is none. */
static bool copy_char(struct prep_block *block)
{
    size_t next = block->at;
    if (prep_utf8_next(block->text, block->len, &next) == 0xFFFD && next - block->at != 3)
        return false;
    while (block->at < next)
        block->out[block->n++] = block->text[block->at++];
    return true;
}

/* Drop it, and a letter behind it. */
static bool drop_chars(struct prep_block *block)
{
    size_t next = block->at;
    if (prep_utf8_next(block->text, block->len, &next) == 0xFFFD && next - block->at != 3)
        return false;
    block->at = next;
    if (next < block->len && block->text[next] == 'x')
        block->at++;
    return true;
}

static bool skip_slowly(struct prep_block *block)
{
    return prep_skip_slowly(block, block->len);
}

static void run(prep_skip_fn *kernel, const char *text, size_t len, struct result *result)
{
    struct prep_block block = {
        .normalizer = normalizer, .text = text, .len = len, .out = result->out};
    block.pass = take_stop;
    block.out[block.n++] = text[block.at++];
    n_stops = 0;
    result->done = kernel(&block);
    result->n = block.n;
    result->n_stops = n_stops;
    memcpy(result->stops, stops, n_stops * sizeof *stops);
}

static void agree_with(bool (*pass)(struct prep_block *), const char *text, size_t len)
{
    static struct result want, got;
    prep_skip_fn *kernels[4] = {prep_skip_portable, prep_skip_best()};
    size_t n = 2;
#ifdef PREP_HAVE_AVX2
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
        kernels[n++] = prep_skip_avx2;
#endif
    pass_on = pass;
    run(skip_slowly, text, len, &want);
    for (size_t i = 0; i < n; i++) {
        run(kernels[i], text, len, &got);
        assert_int_equal(got.done, want.done);
        assert_int_equal(got.n_stops, want.n_stops);
        for (size_t s = 0; s < want.n_stops; s++)
            assert_int_equal(got.stops[s], want.stops[s]);
        assert_int_equal(got.n, want.n);
        assert_memory_equal(got.out, want.out, want.n);
    }
}

/* The first byte must be a character. */
static void agree(const char *text, size_t len)
{
    agree_with(copy_char, text, len);
    agree_with(drop_chars, text, len);
}

static void kernels_agree_on_pairs_of_bytes(void **state)
{
    (void)state;
    char text[ROOM];
    memset(text, 'x', sizeof text);
    for (unsigned first = 0; first < 256; first++)
        for (unsigned second = 0; second < 256; second++)
            for (size_t place = 1; place < 140; place += 7 + (first + second) % 5) {
                text[place] = (char)first;
                text[place + 1] = (char)second;
                agree(text, 200);
                text[place] = text[place + 1] = 'x';
            }
}

/* Each code point among letters of three scripts, wherever a block may cut it. */
static void kernels_agree_on_code_points(void **state)
{
    (void)state;
    static const char *const around[] = {"x", "ж", "字", "ä"};
    char text[ROOM];
    for (uint32_t c = 0x80; c < 0x20000; c += c < 0x3400 ? 1 : 7) {
        if (c - 0xD800 < 0x800)
            continue;
        size_t len = 0, n = strlen(around[c % 4]), place = 50 + c % 23;
        text[len++] = '.';
        for (; len < place; len += n)
            memcpy(text + len, around[c % 4], n);
        len += prep_utf8_put(c, text + len);
        for (; len < 180; len += n)
            memcpy(text + len, around[c % 4], n);
        agree(text, len);
    }
}

/* Text of one script or two, marks, what rules are about, and bytes that are not valid. */
static size_t random_text(uint64_t *seed, char *text, size_t room)
{
    static const struct {
        uint32_t first, n;
    } scripts[] = {
        {'a', 26},       {0xC4, 60},      {0x100, 0x80},  {0x391, 60},    {0x400, 0x60},
        {0x5D0, 27},     {0x591, 90},     {0x620, 0x60},  {0x6A9, 30},    {0x905, 0x60},
        {0xE01, 0x5B},   {0x10D0, 43},    {0x1EA0, 90},   {0x3041, 0x80}, {0x4E00, 20992},
        {0xAC00, 11172}, {0x1F300, 600},  {0x2010, 0x30}, {0x300, 0x70},  {0x1F00, 0x100},
        {0xA0, 0x60},    {0x1100, 0x100}, {0x2000, 0x80}, {0x0F71, 10},   {0x20D0, 33}};
    enum { N = sizeof scripts / sizeof *scripts };
    size_t len = 0, main = random_below(seed, N), other = random_below(seed, N);
    uint64_t odd = 1 + random_below(seed, 300);
    text[len++] = 'x';
    while (len + 4 < room) {
        uint64_t kind = random_below(seed, odd + 20);
        if (kind == 0 && random_below(seed, 4) == 0) {
            text[len++] = (char)random_below(seed, 256);
        } else if (kind < 4) {
            text[len++] = "  \n\t\r1.-"[random_below(seed, 8)];
        } else {
            size_t script = kind == 5 ? other : kind == 6 ? random_below(seed, N) : main;
            uint32_t c = scripts[script].first + (uint32_t)random_below(seed, scripts[script].n);
            size_t n = prep_utf8_put(c, text + len);
            if (kind == 7 && random_below(seed, 8) == 0)
                n--; /* not complete */
            len += n;
            if (kind < 12 && text[len - 1] != ' ')
                text[len++] = ' ';
        }
    }
    return len;
}

static void kernels_agree_on_random_text(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 60000; round++) {
        char text[ROOM];
        size_t len = random_text(&seed, text, 20 + random_below(&seed, 400));
        agree(text, len);
    }
}

/* Text of German letters and what is often to be done in such text. */
static size_t untidy_text(uint64_t *seed, char *text, size_t room)
{
    static const char *const bits[] = {
        "\u00AD",  "\u00A0",  "  ",       "   ",       "\u200B", "\u200C", "\u200D", "ﬁ",    "ﬃ",
        "ﬆ",       "\u0308",  "\u0301",   "\u0323",    "\r\n",   "\r",     "\n",     "\n\n", "\t",
        "“",       "…\u200B", "Ä“\u00AD", "a“\u00ADb", "…",      "€",      "\u202F", "§",    "»",
        "Ã",       "Â",       "Ã¤",       "â€",        "ç",      "ÿ",      "о",      "ж",    "č",
        "\x01",    "\x7F",    "\uFEFF",   "Ä",         "ß",      "É",      "ü",      "ä",    "Ö",
        "u\u0308", "a\u0308", "O\u0308",  "y\u0308",   "\u00B7", "´"};
    enum { N = sizeof bits / sizeof *bits };
    size_t len = 0, some[4]; /* many at once would leave little that is done in passing */
    uint64_t odd = 2 + random_below(seed, 40), rare = 1 + random_below(seed, 300);
    for (size_t i = 0; i < 4; i++)
        some[i] = random_below(seed, N);
    while (len + 8 < room) {
        bool behind_bit = len > 0 && text[len - 1] < 0 && random_below(seed, 3) == 0;
        if (!behind_bit && random_below(seed, odd) > 0) {
            text[len++] = "abcdeuoAOfghi ., \n"[random_below(seed, 18)];
            continue;
        }
        const char *bit =
            bits[random_below(seed, rare) ? some[random_below(seed, 4)] : random_below(seed, N)];
        memcpy(text + len, bit, strlen(bit));
        len += strlen(bit);
    }
    return len;
}

/* Each kernel makes the same of a text, and counts the same, as what logs every change. */
static void kernels_tidy_alike(void **state)
{
    (void)state;
    prep_skip_fn *kernels[3] = {prep_skip_portable, prep_skip_best()};
    size_t n = 2;
#ifdef PREP_HAVE_AVX2
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
        kernels[n++] = prep_skip_avx2;
#endif
    struct prep_transform *transform = &normalizer->base;
    struct prep_edits *edits = prep_edits_new();
    struct prep_buf want = {0}, got = {0};
    uint64_t seed = 5;
    assert_non_null(edits);
    for (int round = 0; round < 30000; round++) {
        char text[2 * ROOM];
        uint64_t count[N_RULES];
        size_t len = untidy_text(&seed, text, 20 + random_below(&seed, sizeof text - 20));
        prep_buf_reset(&want);
        prep_edits_reset(edits);
        memset(transform->count, 0, sizeof count);
        struct prep_error error = {.offset = 0}, other = {.offset = 0};
        if (random_below(&seed, 10) == 0) /* it may be cut or damaged anywhere */
            text[random_below(&seed, len)] = (char)random_below(&seed, 256);
        enum prep_status status = prep_transform_run(transform, text, len, 0, &want, edits, &error);
        memcpy(count, transform->count, sizeof count);
        for (size_t i = 0; i < n; i++) {
            normalizer->skip = kernels[i];
            prep_buf_reset(&got);
            memset(transform->count, 0, sizeof count);
            assert_int_equal(prep_transform_run(transform, text, len, 0, &got, NULL, &other),
                             status);
            assert_int_equal(other.offset, error.offset);
            if (got.len != want.len || memcmp(got.data, want.data, got.len) != 0 ||
                memcmp(count, transform->count, sizeof count) != 0)
                print_message("# kernel %zu: %.*s\n", i, (int)len, text);
            assert_int_equal(got.len, want.len);
            assert_memory_equal(got.data, want.data, want.len);
            assert_memory_equal(count, transform->count, sizeof count);
        }
    }
    prep_buf_free(&want);
    prep_buf_free(&got);
    prep_edits_free(edits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernels_agree_on_pairs_of_bytes),
        cmocka_unit_test(kernels_agree_on_code_points),
        cmocka_unit_test(kernels_agree_on_random_text),
        cmocka_unit_test(kernels_tidy_alike),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, make_normalizer, free_normalizer);
}
