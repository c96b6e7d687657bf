/* fuzz-unwrap.c - the lines of paragraphs joined. */
#include "fuzz.h"

static struct fuzz_room room;

static struct prep_transform *make(const char *language, const char *rules)
{
    struct prep_unwrapper_options options;
    struct prep_error error;
    char *folder = fuzz_dictionaries();
    prep_unwrapper_options_init(&options);
    options.language = language;
    options.rules = rules;
    options.data_dir = folder;
    struct prep_transform *unwrapper = fuzz_made(prep_unwrapper_new(&options, &error), &error);
    free(folder);
    return unwrapper;
}

/* A change is a line end with white space around it and at most one hyphen in front; it becomes a
 * space or nothing. */
static void only_line_ends_change(void)
{
    for (size_t i = 0; i < prep_edits_count(room.edits); i++) {
        struct prep_edit edit = prep_edits_get(room.edits, i);
        const char *out = room.out.data + edit.out_begin;
        size_t at = edit.in_begin, lfs = 0;
        MUST(edit.out_end - edit.out_begin <= 1);
        MUST(edit.out_end == edit.out_begin || *out == ' ');
        uint32_t c = prep_utf8_next(room.valid.data, edit.in_end, &at);
        if (c != '-' && c != 0x2010 && c != 0xAD)
            at = edit.in_begin;
        for (; at < edit.in_end; at++) {
            char space = room.valid.data[at];
            MUST(space == ' ' || (space >= '\t' && space <= '\r'));
            lfs += space == '\n';
        }
        MUST(lfs == 1); /* an empty line ends the paragraph */
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct prep_transform *unwrappers[3];
    if (!unwrappers[0]) {
        unwrappers[0] = make("de", NULL);
        unwrappers[1] = make("en", NULL);
        unwrappers[2] = make("de", "default,-join,-item");
    }
    fuzz_make_valid(&room, data, size);
    for (size_t i = 0; i < 3; i++) {
        fuzz_transform(&room, unwrappers[i], 0);
        only_line_ends_change();
    }
    fuzz_refuses_bad_utf8(&room, unwrappers[0], data, size);
    return 0;
}
