/* fuzz.h - what the fuzz targets share: what must hold for any transform on any bytes. */
#ifndef PREP_FUZZ_H
#define PREP_FUZZ_H

#include "internal.h"

#include <stdlib.h>

/* What libFuzzer and replay.c call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* End with a message unless the promise holds; both fuzzer and replay see the abort(). */
#define MUST(promise)                                                                              \
    do {                                                                                           \
        if (!(promise))                                                                            \
            fuzz_broken(__FILE__, __LINE__, #promise);                                             \
    } while (0)
_Noreturn void fuzz_broken(const char *file, int line, const char *promise);

/* A folder of the source tree ($PREP_SRCDIR, else the current folder), for data: new. */
char *fuzz_folder(const char *name);
/* The dictionaries of the build ($PREP_BUILDDIR, else as above), beside which their images are:
 * new.
 */
char *fuzz_dictionaries(void);

/* Buffers and logs that are kept from one input to the next. */
struct fuzz_room {
    struct prep_buf valid, out, again, parts;
    struct prep_edits *edits;
};

/* The input as UTF-8, in room->valid. */
void fuzz_make_valid(struct fuzz_room *room, const uint8_t *data, size_t size);

/* Run the transform on room->valid; the result is left in room->out and room->edits. Promises:
 * it works on any UTF-8, gives UTF-8, the log replays, its rows are counted, result and counts are
 * the same without a log, in a second run, and the result record by record. */
void fuzz_transform(struct fuzz_room *room, struct prep_transform *transform, unsigned flags);

/* Text that is not UTF-8 is refused and leaves everything as it was. */
void fuzz_refuses_bad_utf8(struct fuzz_room *room, struct prep_transform *transform,
                           const uint8_t *data, size_t size);

/* The transform, or the end of the program with the reason. */
struct prep_transform *fuzz_made(struct prep_transform *transform, const struct prep_error *error);

static inline bool fuzz_same(const struct prep_buf *a, const struct prep_buf *b)
{
    return a->len == b->len && (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

#endif
