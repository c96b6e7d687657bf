/* test-lines.c - line ends counted many bytes at a time are those counted one by one. */
#include "../../tools/frame/frame.h"
#include "random.h"
#include "unit.h"

static void counts_like_one_by_one(void **state)
{
    (void)state;
    enum { MOST = 20000 };
    char *text = malloc(MOST);
    uint64_t seed = 3;
    assert_non_null(text);
    for (int round = 0; round < 3000; round++) {
        size_t len = random_below(&seed, round % 10 ? 300 : MOST),
               gap = 1 + random_below(&seed, 90);
        uint64_t lines = 0;
        for (size_t i = 0; i < len; i++) {
            text[i] = random_below(&seed, gap) ? (char)random_below(&seed, 256) : '\n';
            lines += text[i] == '\n';
        }
        size_t from = random_below(&seed, len + 1); /* wherever the text begins in memory */
        for (size_t i = 0; i < from; i++)
            lines -= text[i] == '\n';
        assert_int_equal(frame_line_ends(text + from, len - from), lines);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_like_one_by_one),
    };
    return RUN(tests);
}
