/* fuzz-spell.c - the spell-checker on the small dictionary of the unit tests. */
#include "fuzz.h"

static struct fuzz_room room;

static struct prep_transform *make(unsigned suggestions)
{
    struct prep_speller_options options;
    struct prep_error error;
    char *folder = fuzz_dictionaries(), *fixtures = fuzz_folder("tests/unit/spell-data");
    prep_speller_options_init(&options);
    options.data_dir = folder;
    options.dictionaries = "xx";
    options.dictionary_path = fixtures;
    options.suggestions = suggestions;
    struct prep_transform *speller = fuzz_made(prep_speller_new(&options, &error), &error);
    free(folder);
    free(fixtures);
    return speller;
}

struct findings {
    const char *text;
    size_t len;
    size_t end;            /* of the one before */
    size_t n, suggestions; /* at most that many each */
};

static enum prep_status look_at(void *arg, const struct prep_misspelling *found)
{
    struct findings *all = arg;
    MUST(all->end <= found->begin && found->begin < found->end && found->end <= all->len);
    size_t code_points = 0;
    for (size_t at = 0; at < found->begin; code_points++)
        prep_utf8_next(all->text, all->len, &at);
    MUST(found->code_point == code_points);
    MUST(found->class_name && *found->class_name);
    MUST(found->n_suggestions <= all->suggestions);
    for (size_t i = 0; i < found->n_suggestions; i++) {
        const char *suggestion = found->suggestions[i];
        MUST(*suggestion && prep_utf8_check(suggestion, strlen(suggestion), NULL) == PREP_OK);
    }
    all->end = found->end;
    all->n++;
    return PREP_OK;
}

/* The first record: prep_speller_check() takes one at a time. */
static void check(struct prep_transform *speller, size_t suggestions)
{
    const char *text = room.valid.data;
    const char *lf = room.valid.len ? memchr(text, '\n', room.valid.len) : NULL;
    struct findings first = {.text = text, .suggestions = suggestions};
    first.len = lf ? (size_t)(lf - text) : room.valid.len;
    struct findings second = first;
    MUST(prep_speller_check(speller, text, first.len, look_at, &first, NULL) == PREP_OK);
    MUST(prep_speller_check(speller, text, second.len, look_at, &second, NULL) == PREP_OK);
    MUST(first.n == second.n);
}

/* What a speller has seen before must not change what it says: now and then a fresh one takes over,
 * which also keeps the memory of what was looked up within bounds. */
static void take_over(struct prep_transform **speller, unsigned suggestions)
{
    static struct prep_buf fresh;
    prep_transform_free(*speller);
    *speller = make(suggestions);
    prep_buf_reset(&fresh);
    MUST(prep_transform_run(*speller, room.valid.data, room.valid.len, PREP_RUN_VALID, &fresh, NULL,
                            NULL) == PREP_OK);
    MUST(fuzz_same(&room.out, &fresh));
}

/* Any bytes as kept verdicts or as an index: refused, as their hash is not right. An index must
 * begin at a multiple of 8. */
static void refuses_bytes(struct prep_transform *speller, const uint8_t *data, size_t size)
{
    uint64_t *block = malloc(size + 8);
    MUST(block);
    memcpy(block, data, size);
    MUST(prep_speller_load(speller, (const char *)block, size, NULL) == PREP_E_DATA);
    MUST(prep_speller_use_index(speller, block, size, NULL) == PREP_E_DATA);
    free(block);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { SUGGESTIONS = 3, INPUTS = 2000 };
    static struct prep_transform *fixer, *suggester;
    static unsigned inputs;
    if (!fixer) {
        fixer = make(0);
        suggester = make(SUGGESTIONS);
    }
    fuzz_make_valid(&room, data, size);
    fuzz_transform(&room, suggester, 0);
    fuzz_transform(&room, fixer, 0);
    check(fixer, 0);
    if (size < 100) /* they take a while */
        check(suggester, SUGGESTIONS);
    if (++inputs % INPUTS == 0) {
        take_over(&fixer, 0);
        take_over(&suggester, SUGGESTIONS);
    }
    fuzz_refuses_bad_utf8(&room, fixer, data, size);
    refuses_bytes(fixer, data, size);
    return 0;
}
