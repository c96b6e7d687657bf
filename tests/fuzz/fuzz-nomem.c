/* fuzz-nomem.c - memory that runs out: an error leaves everything as it was, and the transform can
 * be used again.
 *
 * The first two bytes of the input say which allocation fails, "**" that each does in turn; the
 * rest is the text. The linker hands the library's allocations to the functions here
 * (-Wl,--wrap); those of ICU and Hunspell are their own affair. */
#include "fuzz.h"

#include "../unit/replay.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);

static size_t left; /* allocations until one fails; 0: none does */

static bool fails(void)
{
    return left > 0 && --left == 0;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

static struct fuzz_room room;

static struct prep_transform *make(size_t kind)
{
    struct prep_error error;
    struct prep_transform *made;
    char *folder = fuzz_dictionaries(), *fixtures = fuzz_folder("tests/unit/spell-data");
    if (kind == 0) {
        struct prep_normalizer_options options;
        prep_normalizer_options_init(&options);
        made = prep_normalizer_new(&options, &error);
    } else if (kind == 1) {
        struct prep_splitter_options options;
        prep_splitter_options_init(&options);
        options.data_dir = folder;
        options.separator = "\t";
        made = prep_splitter_new(&options, &error);
    } else if (kind == 2) {
        struct prep_transliterator_options options;
        prep_transliterator_options_init(&options);
        options.data_dir = folder;
        made = prep_transliterator_new(&options, &error);
    } else {
        struct prep_speller_options options;
        prep_speller_options_init(&options);
        options.data_dir = folder;
        options.dictionaries = "xx";
        options.dictionary_path = fixtures;
        made = prep_speller_new(&options, &error);
    }
    free(folder);
    free(fixtures);
    return fuzz_made(made, &error);
}

/* Run a fresh clone, with and without the failure. false: there are not that many allocations. */
static bool starve(const struct prep_transform *transform, size_t failing)
{
    struct prep_error error = {0};
    const char *text = room.valid.data;
    size_t len = room.valid.len;
    left = failing;
    struct prep_transform *clone = prep_transform_clone(transform, &error);
    if (!clone) {
        MUST(left == 0 && error.status == PREP_E_NOMEM);
        return true;
    }
    prep_buf_free(&room.out);
    prep_buf_reset(&room.again);
    prep_edits_reset(room.edits);
    enum prep_status status =
        prep_transform_run(clone, text, len, PREP_RUN_VALID, &room.out, room.edits, &error);
    if (status) {
        MUST(status == PREP_E_NOMEM && error.status == PREP_E_NOMEM && left == 0);
        MUST(room.out.len == 0 && prep_edits_count(room.edits) == 0);
    } else {
        MUST(!replay_fault(room.edits, text, len, room.out.data, room.out.len));
    }
    bool failed = left == 0;
    left = 0;
    prep_buf_reset(&room.parts);
    MUST(prep_buf_append(&room.parts, room.out.data, room.out.len) == PREP_OK);
    prep_buf_reset(&room.out);
    MUST(prep_transform_run(clone, text, len, PREP_RUN_VALID, &room.out, NULL, NULL) == PREP_OK);
    prep_transform_free(clone);
    clone = prep_transform_clone(transform, &error);
    MUST(clone);
    MUST(prep_transform_run(clone, text, len, PREP_RUN_VALID, &room.again, NULL, NULL) == PREP_OK);
    prep_transform_free(clone);
    MUST(fuzz_same(&room.out, &room.again));
    MUST(status || fuzz_same(&room.parts, &room.again));
    return failed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { KINDS = 4 };
    static struct prep_transform *chain;
    if (!chain) {
        struct prep_transform *members[KINDS];
        struct prep_error error;
        for (size_t i = 0; i < KINDS; i++)
            members[i] = make(i);
        chain = fuzz_made(prep_chain_new(members, KINDS, &error), &error);
    }
    if (size < 2)
        return 0;
    fuzz_make_valid(&room, data + 2, size - 2);
#ifndef PREP_FUZZING /* too slow there: it tries one after the other anyway */
    if (data[0] == '*' && data[1] == '*')
        for (size_t failing = 1; starve(chain, failing);)
            failing++;
#endif
    starve(chain, 1 + (size_t)data[0] + 256u * (data[1] & 3));
    return 0;
}
