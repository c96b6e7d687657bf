/* transliterate.c - prep-transliterate: names from Cyrillic-script languages to English. */
#include "frame/frame.h"

static struct {
    bool assume;
} config;

static const struct frame_option options[] = {
    {0, "assume-name", FRAME_FLAG, NULL, "the input is a list of names: ask for no evidence", 0,
     NULL},
    {0},
};

static struct prep_transform *open_transliterator(const struct frame_common *common, void *arg,
                                                  struct prep_error *error)
{
    struct prep_transliterator_options transliterator;
    prep_transliterator_options_init(&transliterator);
    transliterator.rules = common->rules;
    transliterator.language = frame_language(common);
    transliterator.assume_names = config.assume;
    (void)arg;
    transliterator.data_dir = frame_data_dir();
    return prep_transliterator_new(&transliterator, error);
}

int main(int argc, char **argv)
{
    static const struct frame_filter filter = {
        .name = "prep-transliterate",
        .summary = "Rewrite names that German took from Cyrillic-script languages to English.",
        .options = options,
        .config = &config,
        .rules = prep_transliterator_rules,
        .open = open_transliterator,
    };
    return frame_main(&filter, argc, argv);
}
