/* unit.h - what every unit test includes: cmocka, with TAP output, and a few helpers. */
#ifndef PREP_TEST_UNIT_H
#define PREP_TEST_UNIT_H

#include "internal.h"

#include <setjmp.h>
#include <stdlib.h>
/* cmocka.h wants the headers above before it. */
#include <cmocka.h>

#define RUN(tests)                                                                                 \
    (cmocka_set_message_output(CM_OUTPUT_TAP), cmocka_run_group_tests(tests, NULL, NULL))

/* The bytes of a string literal, NULs inside it included, as pointer and length. */
#define BYTES(literal) (literal), sizeof(literal) - 1

static inline void assert_text(const struct prep_buf *buf, const char *text, size_t len)
{
    assert_int_equal(buf->len, len);
    if (len)
        assert_memory_equal(buf->data, text, len);
}

#endif
