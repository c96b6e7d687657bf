/* normalize.c - prep_normalizer_new(): repairs and normalises Unicode text. */
#include "normalize.h"

#include <stdio.h>
#include <stdlib.h>

static const struct prep_rule rules[N_RULES] = {
    [RULE_BOM] = {"bom", "drop a byte order mark at the start of a file", true},
    [RULE_EOL] = {"eol", "drop a CR at the end of a line; elsewhere a CR becomes a space", true},
    [RULE_NFC] = {"nfc", "compose letters and marks: Normalization Form C", true},
    [RULE_CONTROL] = {"control", "drop control characters; those that end a line become a space",
                      true},
    [RULE_INVISIBLE] = {"invisible", "drop soft hyphens and invisible characters without effect",
                        true},
    [RULE_SPACE] = {"space", "one plain space for any spaces, none at the ends of a field", true},
    [RULE_LIGATURE] = {"ligature", "write ligatures of Latin letters as letters", true},
    [RULE_LONG_S] = {"long-s", "write long s as s", true},
    [RULE_FULLWIDTH] = {"fullwidth", "write full-width letters, digits and signs as ASCII", true},
    [RULE_MOJIBAKE] = {"mojibake", "repair UTF-8 that was read as Windows-1252 or Latin-1", true},
    [RULE_HOMOGLYPH] = {"homoglyph", "write a word in one script where look-alikes were mixed in",
                        true},
    [RULE_ENTITY] = {"entity", "write HTML's references to characters as characters", false},
    [RULE_MARKUP] = {"markup", "take out HTML tags", false},
    [RULE_NFKC] = {"nfkc", "Normalization Form KC: loses distinctions, as that of 2 and its power",
                   false},
    [RULE_QUOTES] = {"quotes", "write quotation marks in one style (--quotes)", false},
    [RULE_APOSTROPHE] = {"apostrophe", "write apostrophes in one style (--apostrophe)", false},
    [RULE_DASHES] = {"dashes", "write dashes and hyphens in one style (--dashes)", false},
    [RULE_ELLIPSIS] = {"ellipsis", "write the ellipsis in one style (--ellipsis)", false},
};

static enum prep_status parse_options(const struct prep_normalizer_options *options,
                                      struct prep_style *style, uint64_t *enabled,
                                      struct prep_error *error);
static enum prep_status parse_style(const char *name, const char *value, const char *const *values,
                                    int *index, struct prep_error *error);
static enum prep_status parse_rules(const char *list, uint64_t wanted, uint64_t *enabled,
                                    struct prep_error *error);
static uint64_t block_rules(void);
static struct prep_transform *new_normalizer(struct prep_style style, uint64_t enabled,
                                             struct prep_error *error);
static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error);
static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error);
static void free_normalizer(struct prep_transform *transform);

static const struct prep_transform_class normalizer_class = {
    .rules = rules,
    .n_rules = N_RULES,
    .run_line = run_line,
    .run_clean = prep_normalizer_run_clean,
    .clone = clone,
    .free = free_normalizer,
    .sees_cr = true,
};

void prep_normalizer_options_init(struct prep_normalizer_options *options)
{
    memset(options, 0, sizeof *options);
    options->size = sizeof *options;
}

const struct prep_rule *prep_normalizer_rules(size_t *count)
{
    *count = N_RULES;
    return rules;
}

struct prep_transform *prep_normalizer_new(const struct prep_normalizer_options *options,
                                           struct prep_error *error)
{
    struct prep_style style;
    uint64_t enabled;
    if (parse_options(options, &style, &enabled, error))
        return NULL;
    return new_normalizer(style, enabled, error);
}

static enum prep_status parse_options(const struct prep_normalizer_options *options,
                                      struct prep_style *style, uint64_t *enabled,
                                      struct prep_error *error)
{
    static const char *const quotes[] = {"ascii", "de", "de-guillemets", "ch", "en", NULL};
    static const char *const signs[] = {"ascii", "typographic", NULL};
    struct prep_normalizer_options given;
    PREP_OPTIONS_COPY(given, options);
    bool moses = given.preset && !strcmp(given.preset, "moses");
    if (given.preset && !moses)
        return prep_fail(error, PREP_E_OPTION, 0, "unknown preset '%.40s'; there is: moses",
                         given.preset);
    const struct {
        const char *name, *value, *const *values;
        enum prep_normalizer_rule rule;
    } choices[] = {
        {"quotes", given.quotes, quotes, RULE_QUOTES},
        {"apostrophe", given.apostrophe, signs, RULE_APOSTROPHE},
        {"dashes", given.dashes, signs, RULE_DASHES},
        {"ellipsis", given.ellipsis, signs, RULE_ELLIPSIS},
    };
    enum { N = sizeof choices / sizeof *choices };
    int index[N];
    uint64_t wanted = 0;
    enum prep_status status = PREP_OK;
    for (size_t i = 0; i < N && !status; i++) {
        const char *value = choices[i].value ? choices[i].value : moses ? "ascii" : "keep";
        status = parse_style(choices[i].name, value, choices[i].values, &index[i], error);
        if (!status && index[i] >= 0)
            wanted |= (uint64_t)1 << choices[i].rule;
    }
    if (!status)
        status = parse_rules(given.rules, wanted, enabled, error);
    if (status)
        return status;
    style->quotes = index[0] < 0 ? QUOTES_ASCII : (enum prep_quotes_style)index[0];
    style->apostrophe = index[1] < 0 ? STYLE_ASCII : (enum prep_sign_style)index[1];
    style->dashes = index[2] < 0 ? STYLE_ASCII : (enum prep_sign_style)index[2];
    style->ellipsis = index[3] < 0 ? STYLE_ASCII : (enum prep_sign_style)index[3];
    return PREP_OK;
}

/* The index of a value; -1 for "keep". */
static enum prep_status parse_style(const char *name, const char *value, const char *const *values,
                                    int *index, struct prep_error *error)
{
    char all[80] = "keep";
    *index = -1;
    if (!strcmp(value, "keep"))
        return PREP_OK;
    for (int i = 0; values[i]; i++) {
        if (!strcmp(value, values[i])) {
            *index = i;
            return PREP_OK;
        }
        size_t len = strlen(all);
        snprintf(all + len, sizeof all - len, " %s", values[i]);
    }
    return prep_fail(error, PREP_E_OPTION, 0, "unknown style of %s '%.40s'; there are: %s", name,
                     value, all);
}

/* The rules that options ask for are further wishes; read behind the list they show whether they
 * contradict it. */
static enum prep_status parse_rules(const char *list, uint64_t wanted, uint64_t *enabled,
                                    struct prep_error *error)
{
    uint64_t unused;
    enum prep_status status = prep_rules_parse(rules, N_RULES, list, enabled, error);
    *enabled |= wanted;
    if (status || !list || !wanted)
        return status;
    size_t size = strlen(list) + 1;
    for (size_t i = 0; i < N_RULES; i++)
        size += strlen(rules[i].name) + 2;
    char *wishes = malloc(size);
    if (!wishes)
        return prep_fail_nomem(error);
    size_t len = (size_t)snprintf(wishes, size, "%s", list);
    for (size_t i = 0; i < N_RULES; i++)
        if (wanted >> i & 1)
            len +=
                (size_t)snprintf(wishes + len, size - len, "%s+%s", len ? "," : "", rules[i].name);
    status = prep_rules_parse(rules, N_RULES, wishes, &unused, error);
    free(wishes);
    return status;
}

/* The rules that are on by default. */
static uint64_t block_rules(void)
{
    uint64_t set = 0;
    for (unsigned i = 0; i < N_RULES; i++)
        set |= (uint64_t)rules[i].on << i;
    return set;
}

static struct prep_transform *new_normalizer(struct prep_style style, uint64_t enabled,
                                             struct prep_error *error)
{
    struct prep_normalizer *normalizer = calloc(1, sizeof *normalizer);
    if (!normalizer) {
        prep_fail_nomem(error);
        return NULL;
    }
    normalizer->base.class = &normalizer_class;
    normalizer->base.enabled = enabled;
    normalizer->style = style;
    normalizer->skip = prep_skip_best();
    normalizer->block_rules = block_rules();
    normalizer->class_of = calloc(N_CODE_POINTS, 1);
    normalizer->quick_of = calloc(N_CODE_POINTS, 1);
    memset(normalizer->dirty_2, 0xFF, sizeof normalizer->dirty_2);
    memset(normalizer->dirty_3, 0xFF, sizeof normalizer->dirty_3);
    bool complete = normalizer->class_of && normalizer->quick_of;
    for (int i = 0; i < 2; i++)
        complete = (normalizer->edits[i] = prep_edits_new()) && complete;
    for (int i = 0; i < 3; i++)
        complete = (normalizer->log[i] = prep_edits_new()) && complete;
    if (!complete) {
        prep_fail_nomem(error);
        goto fail;
    }
    normalizer->nfc = prep_nfc_new(error);
    if (!normalizer->nfc)
        goto fail;
    return &normalizer->base;
fail:
    free_normalizer(&normalizer->base);
    return NULL;
}

static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error)
{
    struct prep_normalizer *normalizer = (struct prep_normalizer *)transform;
    enum prep_status status = prep_passes_run(normalizer, line, len, flags, out, edits);
    return status == PREP_E_BACKEND ? prep_fail(error, status, 0, "ICU cannot decompose the text")
                                    : status;
}

static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error)
{
    const struct prep_normalizer *normalizer = (const struct prep_normalizer *)transform;
    return new_normalizer(normalizer->style, transform->enabled, error);
}

static void free_normalizer(struct prep_transform *transform)
{
    struct prep_normalizer *normalizer = (struct prep_normalizer *)transform;
    free(normalizer->class_of);
    free(normalizer->quick_of);
    prep_nfc_free(normalizer->nfc);
    prep_buf_free(&normalizer->text);
    prep_buf_free(&normalizer->quotes);
    for (int i = 0; i < 2; i++) {
        prep_buf_free(&normalizer->passed[i]);
        prep_edits_free(normalizer->edits[i]);
    }
    for (int i = 0; i < 3; i++)
        prep_edits_free(normalizer->log[i]);
    free(normalizer);
}
