/* fuzz-chain.c - all transforms as one, and one after the other: the same text. */
#include "fuzz.h"

enum { MEMBERS = 4 };

static struct fuzz_room room;
static struct prep_transform *chain, *members[MEMBERS];

static void make_members(struct prep_transform *made[MEMBERS])
{
    char *folder = fuzz_dictionaries(), *fixtures = fuzz_folder("tests/unit/spell-data");
    struct prep_error error;
    struct prep_normalizer_options normalizer;
    prep_normalizer_options_init(&normalizer);
    made[0] = fuzz_made(prep_normalizer_new(&normalizer, &error), &error);
    struct prep_splitter_options splitter;
    prep_splitter_options_init(&splitter);
    splitter.data_dir = folder;
    splitter.separator = "\t"; /* a record stays one */
    made[1] = fuzz_made(prep_splitter_new(&splitter, &error), &error);
    struct prep_transliterator_options names;
    prep_transliterator_options_init(&names);
    names.data_dir = folder;
    made[2] = fuzz_made(prep_transliterator_new(&names, &error), &error);
    struct prep_speller_options speller;
    prep_speller_options_init(&speller);
    speller.data_dir = folder;
    speller.dictionaries = "xx";
    speller.dictionary_path = fixtures;
    made[3] = fuzz_made(prep_speller_new(&speller, &error), &error);
    free(folder);
    free(fixtures);
}

/* The speller remembers what it looked up: start anew before that is much. */
static void make_all(void)
{
    struct prep_transform *own[MEMBERS];
    struct prep_error error;
    for (size_t i = 0; i < MEMBERS; i++)
        prep_transform_free(members[i]);
    prep_transform_free(chain);
    make_members(own);
    make_members(members);
    struct prep_transform *first = fuzz_made(prep_chain_new(own, MEMBERS, &error), &error);
    chain = fuzz_made(prep_transform_clone(first, &error), &error);
    prep_transform_free(first);
}

/* Each output byte traces back to a byte of the input, in order. */
static void trace(void)
{
    for (size_t at = 0, before = 0; at < room.out.len; at++) {
        size_t from = prep_edits_trace(room.edits, at);
        MUST(before <= from && from <= room.valid.len);
        before = from;
    }
}

/* The chain counts what its members count; fuzz_transform() lets it run three times. */
static void compare_counts(void)
{
    size_t at = 0, n_rules;
    for (size_t i = 0; i < MEMBERS; i++) {
        prep_transform_rules(members[i], &n_rules);
        for (size_t rule = 0; rule < n_rules; rule++)
            MUST(prep_transform_count(chain, at++) == 3 * prep_transform_count(members[i], rule));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { INPUTS = 5000 };
    static unsigned inputs;
    if (inputs++ % INPUTS == 0)
        make_all();
    fuzz_make_valid(&room, data, size);
    fuzz_transform(&room, chain, PREP_RUN_START);
    trace();
    struct prep_buf text[2] = {PREP_BUF_INIT, PREP_BUF_INIT};
    MUST(prep_buf_append(&text[0], room.valid.data, room.valid.len) == PREP_OK);
    for (size_t i = 0; i < MEMBERS; i++) {
        struct prep_buf *from = &text[i & 1], *to = &text[~i & 1];
        prep_buf_reset(to);
        MUST(prep_transform_run(members[i], from->data, from->len, PREP_RUN_START, to, NULL,
                                NULL) == PREP_OK);
    }
    MUST(fuzz_same(&room.out, &text[MEMBERS & 1]));
    compare_counts();
    prep_buf_free(&text[0]);
    prep_buf_free(&text[1]);
    fuzz_refuses_bad_utf8(&room, chain, data, size);
    return 0;
}
