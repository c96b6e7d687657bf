/* test-normalize-skip.c - the kernels for several processors find the same bytes. */
#include "../../libprep/normalize.h"
#include "random.h"
#include "unit.h"

enum { ROOM = 512 };

static void agree_in(enum prep_skip_mode mode, const char *text, size_t len, size_t at)
{
    char out[3][ROOM + 64];
    prep_skip_fn *const kernels[] = {prep_skip_bytes, prep_skip_portable, prep_skip_best()};
    size_t stop = 0;
    for (size_t i = 0; i < 3; i++) {
        memset(out[i], '?', sizeof out[i]);
        size_t got = kernels[i](mode, text, len, at, out[i]);
        if (i == 0)
            stop = got;
        assert_int_equal(got, stop);
        assert_memory_equal(out[i], text + at, stop - at);
    }
}

static void agree(const char *text, size_t len, size_t at)
{
    agree_in(SKIP_LATIN_1, text, len, at);
    agree_in(SKIP_LATIN, text, len, at > 1 ? at : 2);
    agree_in(SKIP_FOREIGN, text, len, at);
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
                agree(text, 200, 1);
                text[place] = text[place + 1] = 'x';
            }
}

static void kernels_agree_on_random_text(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 60000; round++) {
        char text[ROOM];
        size_t len = 2 + random_below(&seed, 300), odd = random_below(&seed, 4) ? 200 : 20;
        for (size_t i = 0; i < len;) {
            uint64_t kind = random_below(&seed, odd);
            if (kind == 0) {
                text[i++] = (char)random_below(&seed, 256);
            } else if (kind < 8 && i + 1 < len) {
                text[i++] = (char)0xC3;
                text[i++] = (char)(0x80 + random_below(&seed, 64));
            } else if (kind < 10 && i + 1 < len) {
                text[i++] = (char)(0xC3 + random_below(&seed, 15));
                text[i++] = (char)(0x80 + random_below(&seed, 64));
            } else {
                text[i++] = " etaoin\nshrdlu.*"[random_below(&seed, 16)];
            }
        }
        agree(text, len, 1 + random_below(&seed, len));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernels_agree_on_pairs_of_bytes),
        cmocka_unit_test(kernels_agree_on_random_text),
    };
    return RUN(tests);
}
