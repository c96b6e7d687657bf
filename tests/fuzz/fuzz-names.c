/* fuzz-names.c - rewriting names. */
#include "fuzz.h"

static struct fuzz_room room;

static struct prep_transform *make(const char *language, const char *rules)
{
    struct prep_transliterator_options options;
    struct prep_error error;
    char *folder = fuzz_dictionaries();
    prep_transliterator_options_init(&options);
    options.language = language;
    options.rules = rules;
    options.data_dir = folder;
    struct prep_transform *names = fuzz_made(prep_transliterator_new(&options, &error), &error);
    free(folder);
    return names;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct prep_transform *names[3];
    if (!names[0]) {
        names[0] = make("de", NULL);
        names[1] = make("de", "all");
        names[2] = make("en", NULL);
    }
    fuzz_make_valid(&room, data, size);
    for (size_t i = 0; i < 3; i++)
        fuzz_transform(&room, names[i], 0);
    fuzz_refuses_bad_utf8(&room, names[0], data, size);
    return 0;
}
