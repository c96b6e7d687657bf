/* transliterate.c - prep-transliterate: names from Cyrillic-script languages to English. */
#include "transliterate.h"

static struct transliterate_config config;

static const char *const schemes[] = {"common", "bgn", "iso9", NULL};
static const char *const markups[] = {"none", "moses", "brackets", NULL};
static const char *const targets[] = {"en", "de", NULL};

static const struct frame_option options[] = {
    {0, "annotate", FRAME_FLAG, NULL,
     "a row for each name: line, byte and code point offset, name, English form, kind, rule, "
     "evidence, confidence, alternatives",
     offsetof(struct transliterate_config, annotate), NULL},
    {0, "list", FRAME_FLAG, NULL, "list the names: name, count, English form, evidence",
     offsetof(struct transliterate_config, list), NULL},
    {0, "variants", FRAME_FLAG, NULL, "list names that are spelled in several ways, with counts",
     offsetof(struct transliterate_config, variants), NULL},
    {0, "assume-name", FRAME_FLAG, NULL, "the input is a list of names: ask for no evidence",
     offsetof(struct transliterate_config, assume), NULL},
    {0, "lexicon", FRAME_LIST, "FILE", "names and their English forms, which count more than ours",
     offsetof(struct transliterate_config, lexicons), NULL},
    {0, "kinds", FRAME_STRING, "LIST",
     "names of the lexicon to rewrite (default person,place,organisation,other; exonym)",
     offsetof(struct transliterate_config, kinds), NULL},
    {0, "min-confidence", FRAME_SIZE, "N", "leave names that are less than N percent sure",
     offsetof(struct transliterate_config, min_confidence), NULL},
    {0, "candidates", FRAME_SIZE, "N", "give up to N alternatives with --annotate (default 0)",
     offsetof(struct transliterate_config, candidates), NULL},
    {0, "markup", FRAME_CHOICE, "FORM", "write both forms: none (default), moses or brackets",
     offsetof(struct transliterate_config, markup), markups},
    {0, "scheme", FRAME_CHOICE, "NAME", "Latin letters: common (default), bgn or iso9",
     offsetof(struct transliterate_config, scheme), schemes},
    {0, "source-lang", FRAME_STRING, "LANG", "language of the names, as in uk (default by letters)",
     offsetof(struct transliterate_config, source_language), NULL},
    {0, "to", FRAME_CHOICE, "LANG", "en (default), or de: Cyrillic words to German",
     offsetof(struct transliterate_config, target), targets},
    {0},
};

static const char *check_options(void *arg)
{
    const struct transliterate_config *chosen = arg;
    if (chosen->annotate + chosen->list + chosen->variants > 1)
        return "--annotate, --list and --variants exclude each other";
    if (chosen->min_confidence > 100)
        return "--min-confidence: more than 100 percent";
    if (chosen->candidates > 9)
        return "--candidates: more than 9 alternatives";
    return NULL;
}

static struct prep_transform *open_transliterator(const struct frame_common *common, void *arg,
                                                  struct prep_error *error)
{
    const struct transliterate_config *chosen = arg;
    struct prep_transliterator_options transliterator;
    prep_transliterator_options_init(&transliterator);
    transliterator.rules = common->rules;
    transliterator.language = frame_language(common);
    transliterator.data_dir = frame_data_dir();
    transliterator.assume_names = chosen->assume;
    transliterator.source_language = chosen->source_language;
    transliterator.target = targets[chosen->target];
    transliterator.scheme = schemes[chosen->scheme];
    transliterator.markup = markups[chosen->markup];
    transliterator.kinds = chosen->kinds;
    transliterator.lexicon_files = chosen->lexicons.items;
    transliterator.n_lexicon_files = chosen->lexicons.count;
    transliterator.min_confidence = (unsigned)chosen->min_confidence;
    transliterator.candidates = (unsigned)chosen->candidates;
    transliterator.every_word = chosen->variants;
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
        .check = check_options,
        .open = open_transliterator,
        .report = transliterate_report,
    };
    return frame_main(&filter, argc, argv);
}
