/* normalize.c - prep-normalize: repairs and normalises Unicode. */
#include "frame/frame.h"

static const char *const quote_styles[] = {"keep",  "de", "de-guillemets", "ch", "en",
                                           "ascii", NULL};
static const char *const sign_styles[] = {"keep", "typographic", "ascii", NULL};
static const char *const presets[] = {"none", "moses", NULL};

static struct config {
    int quotes, apostrophe, dashes, ellipsis, preset;
} config;

static const struct frame_option options[] = {
    {0, "quotes", FRAME_CHOICE, "STYLE", "quotation marks: keep (default) or a style",
     offsetof(struct config, quotes), quote_styles},
    {0, "apostrophe", FRAME_CHOICE, "STYLE", "apostrophes: keep (default), typographic or ascii",
     offsetof(struct config, apostrophe), sign_styles},
    {0, "dashes", FRAME_CHOICE, "STYLE", "dashes: keep (default), typographic or ascii",
     offsetof(struct config, dashes), sign_styles},
    {0, "ellipsis", FRAME_CHOICE, "STYLE", "the ellipsis: keep (default), typographic or ascii",
     offsetof(struct config, ellipsis), sign_styles},
    {0, "preset", FRAME_CHOICE, "NAME", "moses: quotes, apostrophes, dashes, ellipsis in ASCII",
     offsetof(struct config, preset), presets},
    {0},
};

/* What was not asked for is left to the preset. */
static const char *style(const char *const *styles, int chosen)
{
    return chosen > 0 ? styles[chosen] : NULL;
}

static struct prep_transform *open_normalizer(const struct frame_common *common, void *arg,
                                              struct prep_error *error)
{
    const struct config *chosen = arg;
    struct prep_normalizer_options normalizer;
    prep_normalizer_options_init(&normalizer);
    normalizer.rules = common->rules;
    normalizer.preset = chosen->preset ? presets[chosen->preset] : NULL;
    normalizer.quotes = style(quote_styles, chosen->quotes);
    normalizer.apostrophe = style(sign_styles, chosen->apostrophe);
    normalizer.dashes = style(sign_styles, chosen->dashes);
    normalizer.ellipsis = style(sign_styles, chosen->ellipsis);
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
