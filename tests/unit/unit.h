/* unit.h - what every unit test includes: cmocka, with TAP output, and a few helpers. */
#ifndef PREP_TEST_UNIT_H
#define PREP_TEST_UNIT_H

#include "internal.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
/* cmocka.h wants the headers above before it. */
#include <cmocka.h>

#define RUN(tests)                                                                                 \
    (cmocka_set_message_output(CM_OUTPUT_TAP), cmocka_run_group_tests(tests, NULL, NULL))

/* The bytes of a string literal, NULs inside it included, as pointer and length. */
#define BYTES(literal) (literal), sizeof(literal) - 1

/* The dictionaries of the build ($PREP_BUILDDIR, else those of $PREP_SRCDIR or of the current
 * folder), beside which their images are. */
static inline const char *data_dir(void)
{
    static char dir[4096];
    const char *top = getenv(getenv("PREP_BUILDDIR") ? "PREP_BUILDDIR" : "PREP_SRCDIR");
    snprintf(dir, sizeof dir, "%s/dictionaries", top ? top : ".");
    return dir;
}

static inline void assert_text(const struct prep_buf *buf, const char *text, size_t len)
{
    assert_int_equal(buf->len, len);
    if (len)
        assert_memory_equal(buf->data, text, len);
}

/* Applying the edits to text gives out. */
static inline void assert_replays(const char *text, size_t len, const struct prep_edits *edits,
                                  const struct prep_buf *out)
{
    struct prep_buf again = PREP_BUF_INIT;
    size_t at = 0;
    for (size_t i = 0; i < prep_edits_count(edits); i++) {
        struct prep_edit edit = prep_edits_get(edits, i);
        assert_true(edit.in_begin >= at && edit.in_end >= edit.in_begin && edit.in_end <= len);
        assert_int_equal(prep_buf_append(&again, text + at, edit.in_begin - at), PREP_OK);
        assert_int_equal(again.len, edit.out_begin);
        assert_true(edit.out_end >= edit.out_begin && edit.out_end <= out->len);
        assert_int_equal(
            prep_buf_append(&again, out->data + edit.out_begin, edit.out_end - edit.out_begin),
            PREP_OK);
        at = edit.in_end;
    }
    assert_int_equal(prep_buf_append(&again, text + at, len - at), PREP_OK);
    assert_text(&again, out->data, out->len);
    prep_buf_free(&again);
}

#endif
