/* fuzz-split.c - the sentence splitter. */
#include "fuzz.h"

static struct fuzz_room room;

static struct prep_transform *make(const char *language, const char *rules, const char *separator)
{
    struct prep_splitter_options options;
    struct prep_error error;
    char *folder = fuzz_dictionaries();
    prep_splitter_options_init(&options);
    options.language = language;
    options.rules = rules;
    options.data_dir = folder;
    options.separator = separator;
    struct prep_transform *splitter = fuzz_made(prep_splitter_new(&options, &error), &error);
    free(folder);
    return splitter;
}

/* Between two sentences white space, and that alone, became the separator. */
static void only_spaces_change(const char *separator)
{
    for (size_t i = 0; i < prep_edits_count(room.edits); i++) {
        struct prep_edit edit = prep_edits_get(room.edits, i);
        MUST(edit.out_end - edit.out_begin == strlen(separator));
        MUST(!memcmp(room.out.data + edit.out_begin, separator, strlen(separator)));
        MUST(edit.in_begin < edit.in_end);
        for (size_t at = edit.in_begin; at < edit.in_end;)
            MUST(prep_char(prep_utf8_next(room.valid.data, edit.in_end, &at)) & PREP_CHAR_SPACE);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct prep_transform *splitters[3];
    static const char *const separators[] = {"\n", "\n", "\xE2\x90\xA4<s>"};
    if (!splitters[0]) {
        splitters[0] = make("de", NULL, NULL);
        splitters[1] = make("en", NULL, NULL);
        splitters[2] = make("de", "all,-missing-space", separators[2]); /* it cuts at none */
    }
    fuzz_make_valid(&room, data, size);
    for (size_t i = 0; i < 3; i++) {
        fuzz_transform(&room, splitters[i], 0);
        only_spaces_change(separators[i]);
    }
    fuzz_refuses_bad_utf8(&room, splitters[0], data, size);
    return 0;
}
