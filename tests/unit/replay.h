/* replay.h - does an edit log tell the whole truth about a change of text? */
#ifndef PREP_TEST_REPLAY_H
#define PREP_TEST_REPLAY_H

#include "internal.h"

/* NULL if the edits are in order, do not overlap, and every byte between them is the same in `in`
 * and `out`; else what is wrong. With that, writing the replaced spans of `out` into `in` gives
 * `out`. */
static inline const char *replay_fault(const struct prep_edits *edits, const char *in,
                                       size_t in_len, const char *out, size_t out_len)
{
    size_t in_at = 0, out_at = 0;
    for (size_t i = 0; i <= prep_edits_count(edits); i++) {
        struct prep_edit edit = {in_len, in_len, out_len, out_len, 0};
        if (i < prep_edits_count(edits))
            edit = prep_edits_get(edits, i);
        if (edit.in_begin < in_at || edit.out_begin < out_at || edit.in_end < edit.in_begin ||
            edit.out_end < edit.out_begin || edit.in_end > in_len || edit.out_end > out_len)
            return "spans out of order or range";
        if (edit.in_begin - in_at != edit.out_begin - out_at)
            return "text between two edits has two lengths";
        if (edit.in_begin > in_at && memcmp(in + in_at, out + out_at, edit.in_begin - in_at) != 0)
            return "text between two edits differs";
        in_at = edit.in_end;
        out_at = edit.out_end;
    }
    return NULL;
}

#endif
