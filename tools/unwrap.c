/* unwrap.c - prep-unwrap: one paragraph a line. */
#include "frame/frame.h"

static struct prep_transform *open_unwrapper(const struct frame_common *common, void *config,
                                             struct prep_error *error)
{
    struct prep_unwrapper_options unwrapper;
    (void)config;
    prep_unwrapper_options_init(&unwrapper);
    unwrapper.rules = common->rules;
    unwrapper.language = frame_language(common);
    unwrapper.data_dir = frame_data_dir();
    return prep_unwrapper_new(&unwrapper, error);
}

int main(int argc, char **argv)
{
    static const struct frame_option no_options[] = {{0}};
    static const struct frame_filter filter = {
        .name = "prep-unwrap",
        .summary = "Put each paragraph, lines up to an empty one, on one line.",
        .options = no_options,
        .rules = prep_unwrapper_rules,
        .open = open_unwrapper,
        .paragraphs = true,
    };
    return frame_main(&filter, argc, argv);
}
