/* split.c - prep-split: one sentence a line. */
#include "frame/frame.h"

static struct config {
    struct frame_list abbreviations;
    const char *keep_lines;
} config;

static const struct frame_option options[] = {
    {'a', "abbreviations", FRAME_LIST, "FILE", "further abbreviations, one a line",
     offsetof(struct config, abbreviations), NULL},
    {0, "keep-lines", FRAME_STRING, "SEP",
     "keep a paragraph on its line and put SEP between its sentences",
     offsetof(struct config, keep_lines), NULL},
    {0},
};

static struct prep_transform *open_splitter(const struct frame_common *common, void *arg,
                                            struct prep_error *error)
{
    const struct config *chosen = arg;
    struct prep_splitter_options splitter;
    prep_splitter_options_init(&splitter);
    splitter.rules = common->rules;
    splitter.language = frame_language(common);
    splitter.data_dir = frame_data_dir();
    splitter.abbreviation_files = chosen->abbreviations.items;
    splitter.n_abbreviation_files = chosen->abbreviations.count;
    splitter.separator = chosen->keep_lines;
    return prep_splitter_new(&splitter, error);
}

static bool splits(void *arg)
{
    const struct config *chosen = arg;
    return !chosen->keep_lines;
}

int main(int argc, char **argv)
{
    static const struct frame_filter filter = {
        .name = "prep-split",
        .summary = "Split each line, a paragraph, into sentences, one a line.",
        .options = options,
        .config = &config,
        .rules = prep_splitter_rules,
        .open = open_splitter,
        .splits = splits,
    };
    return frame_main(&filter, argc, argv);
}
