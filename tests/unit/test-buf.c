#include "unit.h"

static void appends_and_keeps_nul(void **state)
{
    (void)state;
    struct prep_buf buf = PREP_BUF_INIT;
    assert_int_equal(prep_buf_append(&buf, NULL, 0), PREP_OK);
    assert_int_equal(prep_buf_append(&buf, BYTES("a\0b")), PREP_OK);
    assert_int_equal(prep_buf_append(&buf, BYTES("c")), PREP_OK);
    assert_text(&buf, BYTES("a\0bc"));
    prep_buf_free(&buf);
    assert_null(buf.data);
}

static void grows_by_doubling(void **state)
{
    (void)state;
    struct prep_buf buf = PREP_BUF_INIT;
    size_t growths = 0;
    for (size_t i = 0, cap = 0; i < 100000; i++) {
        assert_int_equal(prep_buf_append(&buf, "x", 1), PREP_OK);
        growths += buf.cap != cap;
        cap = buf.cap;
    }
    assert_true(growths < 15);
    prep_buf_reset(&buf);
    assert_int_equal(buf.len, 0);
    prep_buf_free(&buf);
}

static void refuses_absurd_sizes(void **state)
{
    (void)state;
    struct prep_buf buf = PREP_BUF_INIT;
    assert_int_equal(prep_buf_append(&buf, BYTES("keep")), PREP_OK);
    assert_int_equal(prep_buf_reserve(&buf, SIZE_MAX), PREP_E_NOMEM);
    assert_int_equal(prep_buf_reserve(&buf, SIZE_MAX / 2), PREP_E_NOMEM);
    assert_text(&buf, BYTES("keep"));
    prep_buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_and_keeps_nul),
        cmocka_unit_test(grows_by_doubling),
        cmocka_unit_test(refuses_absurd_sizes),
    };
    return RUN(tests);
}
