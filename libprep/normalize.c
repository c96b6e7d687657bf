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
    [RULE_QUOTES] = {"quotes", "write quotation marks and apostrophes as \" and '", false},
};

static enum prep_status parse_options(const struct prep_normalizer_options *options,
                                      uint64_t *enabled, struct prep_error *error);
static struct prep_transform *new_normalizer(uint64_t enabled, struct prep_error *error);
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
    uint64_t enabled;
    if (parse_options(options, &enabled, error))
        return NULL;
    return new_normalizer(enabled, error);
}

static enum prep_status parse_options(const struct prep_normalizer_options *options,
                                      uint64_t *enabled, struct prep_error *error)
{
    struct prep_normalizer_options given;
    PREP_OPTIONS_COPY(given, options);
    enum prep_status status = prep_rules_parse(rules, N_RULES, given.rules, enabled, error);
    if (status || !given.quotes || !strcmp(given.quotes, "keep"))
        return status;
    if (strcmp(given.quotes, "ascii") != 0)
        return prep_fail(error, PREP_E_OPTION, 0,
                         "unknown style of quotes '%.40s'; there are: "
                         "keep ascii",
                         given.quotes);
    /* The option is one more wish; read behind the others it shows whether it contradicts them. */
    static const char wish[] = ",+quotes";
    size_t len = given.rules ? strlen(given.rules) : 0;
    char *list = malloc(len + sizeof wish);
    if (!list)
        return prep_fail_nomem(error);
    if (len)
        memcpy(list, given.rules, len);
    memcpy(list + len, wish + !len, sizeof wish - !len);
    uint64_t unused;
    status = prep_rules_parse(rules, N_RULES, list, &unused, error);
    free(list);
    *enabled |= (uint64_t)1 << RULE_QUOTES;
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

static struct prep_transform *new_normalizer(uint64_t enabled, struct prep_error *error)
{
    struct prep_normalizer *normalizer = calloc(1, sizeof *normalizer);
    if (!normalizer) {
        prep_fail_nomem(error);
        return NULL;
    }
    normalizer->base.class = &normalizer_class;
    normalizer->base.enabled = enabled;
    normalizer->skip = prep_skip_best();
    normalizer->block_rules = block_rules();
    normalizer->class_of = calloc(N_CODE_POINTS, 1);
    bool complete = normalizer->class_of != NULL;
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
    return new_normalizer(transform->enabled, error);
}

static void free_normalizer(struct prep_transform *transform)
{
    struct prep_normalizer *normalizer = (struct prep_normalizer *)transform;
    free(normalizer->class_of);
    prep_nfc_free(normalizer->nfc);
    prep_buf_free(&normalizer->text);
    for (int i = 0; i < 2; i++) {
        prep_buf_free(&normalizer->passed[i]);
        prep_edits_free(normalizer->edits[i]);
    }
    for (int i = 0; i < 3; i++)
        prep_edits_free(normalizer->log[i]);
    free(normalizer);
}
