/* test-utf8-valid.c - prep_utf8_check() against a check that is as simple as can be, wherever a
 * fault may stand. */
#include "../../libprep/internal.h"
#include "random.h"
#include "unit.h"

/* The offset of the first sequence that is not in table 3-7 of The Unicode Standard; len, if all
 * are. */
static size_t simple_check(const unsigned char *s, size_t len)
{
    static const struct {
        unsigned char first[2], second[2];
        size_t n;
    } rows[] = {
        {{0x00, 0x7F}, {0, 0}, 1},       {{0xC2, 0xDF}, {0x80, 0xBF}, 2},
        {{0xE0, 0xE0}, {0xA0, 0xBF}, 3}, {{0xE1, 0xEC}, {0x80, 0xBF}, 3},
        {{0xED, 0xED}, {0x80, 0x9F}, 3}, {{0xEE, 0xEF}, {0x80, 0xBF}, 3},
        {{0xF0, 0xF0}, {0x90, 0xBF}, 4}, {{0xF1, 0xF3}, {0x80, 0xBF}, 4},
        {{0xF4, 0xF4}, {0x80, 0x8F}, 4},
    };
    size_t at = 0;
    while (at < len) {
        size_t n = 0;
        for (size_t i = 0; i < sizeof rows / sizeof *rows && !n; i++)
            if (s[at] >= rows[i].first[0] && s[at] <= rows[i].first[1])
                n = rows[i].n;
        if (n == 0 || n > len - at)
            return at;
        for (size_t i = 0; i < sizeof rows / sizeof *rows && n > 1; i++)
            if (s[at] >= rows[i].first[0] && s[at] <= rows[i].first[1] &&
                (s[at + 1] < rows[i].second[0] || s[at + 1] > rows[i].second[1]))
                return at;
        for (size_t i = 2; i < n; i++)
            if (s[at + i] < 0x80 || s[at + i] > 0xBF)
                return at;
        at += n;
    }
    return len;
}

/* The code for several processors goes equally far. */
static void check_kernels(const char *text, size_t len, size_t want)
{
#ifdef PREP_HAVE_AVX2
    if (want < 4 || ((unsigned char)text[3] & 0xC0) == 0x80 || !__builtin_cpu_supports("avx2"))
        return;
    size_t done = prep_utf8_valid_avx2(text, len, 3);
    assert_true(done <= want);
    assert_true(done == len || done == want || ((unsigned char)text[done] & 0xC0) != 0x80);
    if (__builtin_cpu_supports("avx512bw"))
        assert_int_equal(prep_utf8_valid_avx512(text, len, 3), done);
    if (__builtin_cpu_supports("avx512vbmi"))
        assert_int_equal(prep_utf8_valid_vbmi(text, len, 3), done);
#else
    (void)text;
    (void)len;
    (void)want;
#endif
}

static void check(const char *text, size_t len)
{
    struct prep_error error = {0};
    size_t want = simple_check((const unsigned char *)text, len);
    enum prep_status status = prep_utf8_check(text, len, &error);
    assert_int_equal(status, want == len ? PREP_OK : PREP_E_UTF8);
    check_kernels(text, len, want);
    if (!status)
        return;
    assert_int_equal(error.offset, want);
    /* Behind a fault the check begins anew: what stands there is not part of a character. */
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_utf8_replace(text, len, &out, NULL), PREP_OK);
    assert_int_equal(simple_check((const unsigned char *)out.data, out.len), out.len);
    prep_buf_free(&out);
}

/* Pieces of characters, whole ones, and bytes that are never right, at every place around the
 * borders of blocks, between ASCII and between other characters. */
static void finds_faults_at_every_place(void **state)
{
    (void)state;
    static const char *const pieces[] = {"\x80",
                                         "\xBF",
                                         "\xC3",
                                         "\xC3\xA4",
                                         "\xC0\x80",
                                         "\xC1\xBF",
                                         "\xE2",
                                         "\xE2\x80",
                                         "\xE2\x80\x9E",
                                         "\xE0\x9F\xBF",
                                         "\xE0\xA0",
                                         "\xED\xA0\x80",
                                         "\xED\x9F",
                                         "\xED\x9F\xBF",
                                         "\xF0",
                                         "\xF0\x9F",
                                         "\xFF",
                                         "\xF0\x9F\x98",
                                         "\xF0\x9F\x98\x80",
                                         "\xF0\x8F\xBF\xBF",
                                         "\xF4\x8F\xBF\xBF",
                                         "\xF4\x90\x80\x80",
                                         "\xF5\x80\x80\x80",
                                         "\xFE",
                                         "\xC3\xC3",
                                         "\xE2\x80\xE2",
                                         "\xF0\x9F\x98\xC3",
                                         "\xC3\xA4\x80"};
    static const char *const fill[] = {"x", "\u00E4", "\u201E", "\U0001F600"};
    char text[700];
    for (size_t f = 0; f < sizeof fill / sizeof *fill; f++)
        for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++)
            for (size_t place = 0; place < 330; place++) {
                size_t len = 0, n = strlen(fill[f]), m = strlen(pieces[p]);
                for (; len < place % n; len++)
                    text[len] = 'y';
                for (; len + n <= place; len += n)
                    memcpy(text + len, fill[f], n);
                memcpy(text + len, pieces[p], m);
                len += m;
                check(text, len); /* cut off by the end */
                for (; len + n <= 600; len += n)
                    memcpy(text + len, fill[f], n);
                check(text, len);
            }
}

/* Texts of up to `most` bytes. */
static void check_random(int rounds, size_t most)
{
    uint64_t seed = 9;
    char *text = malloc(most + 4);
    assert_non_null(text);
    for (int round = 0; round < rounds; round++) {
        size_t len = 0, end = random_below(&seed, most);
        while (len < end) {
            uint32_t c = (uint32_t)random_below(&seed, random_below(&seed, 2) ? 0x110000 : 0x900);
            if (random_below(&seed, 3))
                c &= 0x7F;
            if (c < 0xD800 || c > 0xDFFF)
                len += prep_utf8_put(c, text + len);
        }
        if (len > 0 && round % 4) /* most have one fault */
            text[random_below(&seed, len)] = (char)random_below(&seed, 256);
        check(text, len);
    }
    free(text);
}

static void finds_the_first_fault_of_random_bytes(void **state)
{
    (void)state;
    check_random(300000, 280);
    check_random(3000, 12000); /* several steps of every kernel */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_faults_at_every_place),
        cmocka_unit_test(finds_the_first_fault_of_random_bytes),
    };
    return RUN(tests);
}
