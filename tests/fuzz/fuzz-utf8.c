/* fuzz-utf8.c - checking and repairing UTF-8. */
#include "fuzz.h"

#include "../unit/replay.h"

typedef enum prep_status repair_fn(const char *text, size_t len, struct prep_buf *out,
                                   struct prep_edits *edits);

static struct fuzz_room room;

static void repair(repair_fn *policy, const char *text, size_t len, const struct prep_error *bad)
{
    prep_buf_reset(&room.out);
    prep_buf_reset(&room.again);
    prep_edits_reset(room.edits);
    MUST(policy(text, len, &room.out, room.edits) == PREP_OK);
    MUST(prep_utf8_check(room.out.data, room.out.len, NULL) == PREP_OK);
    MUST(!replay_fault(room.edits, text, len, room.out.data, room.out.len));
    /* Nothing is logged but what is bad, and the first of it is where the check found it. */
    MUST((prep_edits_count(room.edits) == 0) == (bad->status == PREP_OK));
    if (bad->status)
        MUST(prep_edits_get(room.edits, 0).in_begin == bad->offset);
    MUST(policy(text, len, &room.again, NULL) == PREP_OK);
    MUST(fuzz_same(&room.out, &room.again));
}

/* Steps forwards and backwards meet the same characters. */
static void walk(const char *text, size_t len)
{
    for (size_t at = 0, back; at < len;) {
        size_t begin = at;
        uint32_t c = prep_utf8_next(text, len, &at);
        char bytes[4];
        MUST(begin < at && at <= len);
        MUST(prep_utf8_put(c, bytes) == at - begin && !memcmp(bytes, text + begin, at - begin));
        back = at;
        MUST(prep_utf8_prev(text, &back) == c && back == begin);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct prep_error bad = {0};
    fuzz_make_valid(&room, data, size);
    if (prep_utf8_check(text, size, &bad)) {
        MUST(bad.status == PREP_E_UTF8 && bad.offset < size);
        MUST(prep_utf8_check(text, bad.offset, NULL) == PREP_OK);
    } else {
        bad.status = PREP_OK;
    }
    repair(prep_utf8_replace, text, size, &bad);
    repair(prep_utf8_latin1, text, size, &bad);
    for (size_t at = 0, before = 0; at < size; before = at) {
        prep_utf8_next(text, size, &at);
        MUST(before < at && at <= size);
    }
    walk(room.valid.data, room.valid.len);
    return 0;
}
