/* normalize.c - prep-normalize: repairs and normalises Unicode. */
#include "frame/frame.h"

static const char *const quote_styles[] = {"keep", "ascii", NULL};

static struct config {
    int quotes;
} config;

static const struct frame_option options[] = {
    {0, "quotes", FRAME_CHOICE, "STYLE", "quotation marks: keep (default) or ascii",
     offsetof(struct config, quotes), quote_styles},
    {0},
};

static struct prep_transform *open_normalizer(const struct frame_common *common, void *arg,
                                              struct prep_error *error)
{
    const struct config *chosen = arg;
    struct prep_normalizer_options normalizer;
    prep_normalizer_options_init(&normalizer);
    normalizer.rules = common->rules;
    normalizer.quotes = quote_styles[chosen->quotes];
    return prep_normalizer_new(&normalizer, error);
}

int main(int argc, char **argv)
{
    static const struct frame_filter filter = {
        .name = "prep-normalize",
        .summary = "Repair and normalise Unicode without changing what the text means.",
        .options = options,
        .config = &config,
        .rules = prep_normalizer_rules,
        .open = open_normalizer,
    };
    return frame_main(&filter, argc, argv);
}
