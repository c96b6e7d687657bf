/* names.c - prep-transliterate: the transform and its options. */
#include "names-run.h"

#include <stdio.h>
#include <stdlib.h>

#define PERSONS (1u << PREP_NAME_GIVEN | 1u << PREP_NAME_PATRONYMIC | 1u << PREP_NAME_SURNAME)

static const struct prep_rule rules[PREP_NAMES_RULES] = {
    {"gazetteer", "names of the lexicon get their English form (Jelzin: Yeltsin)", true},
    {"transcription", "other names in German transcription, where there is evidence", true},
    {"cyrillic", "words in Cyrillic letters become Latin", true},
    {"escape", "with --markup moses: & < > become entities", true},
};

static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error);
static void free_transliterator(struct prep_transform *transform);
static enum prep_status read_options(struct prep_transliterator *transliterator,
                                     const struct prep_transliterator_options *options,
                                     struct prep_error *error);
static enum prep_status choose(const char *what, const char *given, const char *const *words,
                               size_t *chosen, struct prep_error *error);
static enum prep_status read_kinds(const char *list, unsigned *kinds, struct prep_error *error);
static enum prep_status note_sources(struct prep_transliterator *transliterator,
                                     const struct prep_transliterator_options *options,
                                     struct prep_error *error);
static void latin_name(const struct prep_transliterator *transliterator, size_t i, char *name,
                       size_t size, const char *before, const char *behind);
static enum prep_status open_latin(struct prep_transliterator *transliterator, const char *data_dir,
                                   struct prep_error *error);

static const struct prep_transform_class class =
    {
        .rules = rules,
        .n_rules = PREP_NAMES_RULES,
        .run_line = prep_names_run_line,
        .run_block = prep_names_run_block,
        .clone = clone,
        .free = free_transliterator,
},
                                         /* Where every word is a name or something, every record
                                            needs a look. */
    class_of_all = {
        .rules = rules,
        .n_rules = PREP_NAMES_RULES,
        .run_line = prep_names_run_line,
        .clone = clone,
        .free = free_transliterator,
};

void prep_transliterator_options_init(struct prep_transliterator_options *options)
{
    memset(options, 0, sizeof *options);
    options->size = sizeof *options;
}

const struct prep_rule *prep_transliterator_rules(size_t *count)
{
    *count = PREP_NAMES_RULES;
    return rules;
}

struct prep_transform *
prep_transliterator_new(const struct prep_transliterator_options *options_given,
                        struct prep_error *error)
{
    struct prep_transliterator_options options;
    PREP_OPTIONS_COPY(options, options_given);
    struct prep_transliterator *transliterator = calloc(1, sizeof *transliterator);
    if (!transliterator) {
        prep_fail_nomem(error);
        return NULL;
    }
    transliterator->base.class = &class;
    if (!prep_rules_parse(rules, PREP_NAMES_RULES, options.rules, &transliterator->base.enabled,
                          error) &&
        (transliterator->model = prep_names_model_new(options.data_dir, options.lexicon_files,
                                                      options.n_lexicon_files, error)) &&
        !read_options(transliterator, &options, error) &&
        (!transliterator->wanted.cyrillic ||
         !open_latin(transliterator, options.data_dir, error)) &&
        !note_sources(transliterator, &options, error))
        return &transliterator->base;
    prep_transform_free(&transliterator->base);
    return NULL;
}

static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error)
{
    const struct prep_transliterator *from = (const struct prep_transliterator *)transform;
    struct prep_transliterator *to = malloc(sizeof *to);
    if (!to) {
        prep_fail_nomem(error);
        return NULL;
    }
    *to = *from;
    memset(to->base.count, 0, sizeof to->base.count);
    memset(&to->scan, 0, sizeof to->scan);
    memset(&to->word, 0, sizeof to->word);
    memset(to->latin, 0, sizeof to->latin);
    prep_names_model_ref(to->model);
    for (size_t i = 0; i < PREP_LANGUAGES_MAX; i++) {
        if (from->latin[i] && !(to->latin[i] = prep_latin_clone(from->latin[i], error))) {
            free_transliterator(&to->base);
            return NULL;
        }
    }
    return &to->base;
}

static void free_transliterator(struct prep_transform *transform)
{
    struct prep_transliterator *transliterator = (struct prep_transliterator *)transform;
    for (size_t i = 0; i < PREP_LANGUAGES_MAX; i++)
        prep_latin_free(transliterator->latin[i]);
    prep_names_model_free(transliterator->model);
    prep_names_scan_free(&transliterator->scan);
    prep_buf_free(&transliterator->word);
    free(transliterator);
}

static enum prep_status read_options(struct prep_transliterator *transliterator,
                                     const struct prep_transliterator_options *options,
                                     struct prep_error *error)
{
    static const char *const languages[] = {"de", "en", NULL},
                             *const targets[] = {"en", "de", NULL},
                             *const schemes[] = {"common", "bgn", "iso9", NULL},
                             *const markups[] = {"none", "moses", "brackets", NULL};
    size_t language, target, scheme, markup;
    struct prep_names_wanted *wanted = &transliterator->wanted;
    if (choose("language", options->language, languages, &language, error) ||
        choose("target", options->target, targets, &target, error) ||
        choose("scheme", options->scheme, schemes, &scheme, error) ||
        choose("markup", options->markup, markups, &markup, error) ||
        read_kinds(options->kinds, &wanted->kinds, error))
        return PREP_E_OPTION;
    if (options->min_confidence > 100)
        return prep_fail(error, PREP_E_OPTION, 0, "confidence %u: must be 0 to 100",
                         options->min_confidence);
    if (language == 1 || target == 1) /* in other text, or for German, only Cyrillic is foreign */
        transliterator->base.enabled &= 1u << PREP_NAMES_CYRILLIC | 1u << PREP_NAMES_ESCAPE;
    wanted->gazetteer = prep_rule_on(&transliterator->base, PREP_NAMES_GAZETTEER);
    wanted->transcription = prep_rule_on(&transliterator->base, PREP_NAMES_TRANSCRIPTION);
    wanted->cyrillic = prep_rule_on(&transliterator->base, PREP_NAMES_CYRILLIC);
    wanted->all = options->assume_names;
    wanted->every = options->every_word;
    wanted->language = PREP_LANGUAGE_ANY;
    if (options->source_language) {
        wanted->language =
            prep_letters_find(prep_names_letters(transliterator->model), options->source_language);
        if (wanted->language == PREP_LANGUAGE_ANY)
            return prep_fail(error, PREP_E_OPTION, 0,
                             "source language \"%.20s\": not one of rules/letters.tsv",
                             options->source_language);
    }
    if (wanted->all || wanted->every || markup == 1)
        transliterator->base.class = &class_of_all;
    transliterator->to_german = target == 1;
    transliterator->scheme = (enum prep_names_scheme)scheme;
    transliterator->markup = (enum prep_names_markup)markup;
    transliterator->min_confidence = options->min_confidence;
    transliterator->candidates =
        options->candidates < PREP_CANDIDATES_MAX ? options->candidates : PREP_CANDIDATES_MAX - 1;
    return PREP_OK;
}

/* Which of the words is given? NULL is the first. */
static enum prep_status choose(const char *what, const char *given, const char *const *words,
                               size_t *chosen, struct prep_error *error)
{
    char list[80] = "";
    for (*chosen = 0; words[*chosen]; ++*chosen) {
        if (!given || !strcmp(words[*chosen], given))
            return PREP_OK;
        size_t len = strlen(list);
        snprintf(list + len, sizeof list - len, "%s%s", len ? ", " : "", words[*chosen]);
    }
    return prep_fail(error, PREP_E_OPTION, 0, "%s \"%.20s\": must be one of %s", what, given, list);
}

static enum prep_status read_kinds(const char *list, unsigned *kinds, struct prep_error *error)
{
    *kinds = ~(1u << PREP_NAME_EXONYM);
    if (!list)
        return PREP_OK;
    *kinds = 0;
    for (size_t at = 0;; at++) {
        size_t len = strcspn(list + at, ","), kind = 0;
        while (kind < PREP_NAME_KINDS && (strlen(prep_name_kind_names[kind]) != len ||
                                          memcmp(prep_name_kind_names[kind], list + at, len) != 0))
            kind++;
        if (kind < PREP_NAME_KINDS)
            *kinds |= 1u << kind;
        else if (len == 6 && !memcmp(list + at, "person", len))
            *kinds |= PERSONS;
        else
            return prep_fail(error, PREP_E_OPTION, 0,
                             "kind \"%.*s\": must be one of person, given, patronymic, surname, "
                             "place, organisation, other, exonym",
                             (int)(len < 20 ? len : 20), list + at);
        at += len;
        if (!list[at])
            return PREP_OK;
    }
}

static enum prep_status note_sources(struct prep_transliterator *transliterator,
                                     const struct prep_transliterator_options *options,
                                     struct prep_error *error)
{
    static const char *const tables[] = {"names/names.tsv",   "names/suffixes.tsv",
                                         "names/keep.tsv",    "names/cues.tsv",
                                         "rules/letters.tsv", "rules/respelling.tsv"};
    struct prep_transform *made = &transliterator->base;
    const char *dir = prep_data_dir(options->data_dir);
    char last[64] = "";
    enum prep_status status = PREP_OK;
    for (size_t i = 0; !status && i < sizeof tables / sizeof *tables; i++)
        status = prep_transform_made_from(made, dir, tables[i]);
    for (size_t i = 0; !status && i < PREP_LANGUAGES_MAX; i++) {
        char file[64];
        if (!transliterator->latin[i])
            continue;
        latin_name(transliterator, i, file, sizeof file, "rules/", ".txt");
        if (strcmp(file, last)) /* some have the same */
            status = prep_transform_made_from(made, dir, file);
        memcpy(last, file, sizeof last);
    }
    for (size_t i = 0; !status && i < options->n_lexicon_files; i++)
        status = prep_transform_made_from(made, NULL, options->lexicon_files[i]);
    return status ? prep_fail_nomem(error) : PREP_OK;
}

/* The name of the rules for the i-th language, as in "ru-en". */
static void latin_name(const struct prep_transliterator *transliterator, size_t i, char *name,
                       size_t size, const char *before, const char *behind)
{
    static const char *const endings[] = {
        [PREP_SCHEME_COMMON] = "en", [PREP_SCHEME_BGN] = "bgn", [PREP_SCHEME_ISO9] = "iso9"};
    const struct prep_letters *letters = prep_names_letters(transliterator->model);
    bool all = transliterator->scheme == PREP_SCHEME_ISO9 && !transliterator->to_german;
    snprintf(name, size, "%s%s-%s%s", before, all ? "all" : prep_letters_language(letters, i),
             transliterator->to_german ? "de" : endings[transliterator->scheme], behind);
}

static enum prep_status open_latin(struct prep_transliterator *transliterator, const char *data_dir,
                                   struct prep_error *error)
{
    const struct prep_letters *letters = prep_names_letters(transliterator->model);
    for (size_t i = 0; i < prep_letters_count(letters); i++) {
        char name[16];
        latin_name(transliterator, i, name, sizeof name, "", "");
        transliterator->latin[i] = prep_latin_new(data_dir, name, error);
        if (!transliterator->latin[i])
            return PREP_E_DATA;
    }
    return PREP_OK;
}
