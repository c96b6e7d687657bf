/* split.c - the sentence splitter as a transform. */
#include "split.h"

#include <stdlib.h>

static void switch_on(const struct prep_splitter_options *options, uint64_t *enabled);
static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error);
static enum prep_status end_sentence(struct prep_splitter *splitter,
                                     const struct prep_split_mark *mark, enum prep_split_rule rule,
                                     size_t begin, struct prep_buf *out, size_t out_begin,
                                     struct prep_edits *edits);
static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error);
static void free_splitter(struct prep_transform *transform);

static const struct prep_rule rules[PREP_SPLIT_RULES] = {
    [PREP_SPLIT_FULL_STOP] = {"full-stop", "a full stop ends a sentence", true},
    [PREP_SPLIT_EXCLAMATION] = {"exclamation", "an exclamation mark ends a sentence", true},
    [PREP_SPLIT_QUESTION] = {"question", "a question mark ends a sentence", true},
    [PREP_SPLIT_ELLIPSIS] = {"ellipsis", "an ellipsis ends a sentence", true},
    [PREP_SPLIT_CLOSING_QUOTE] = {"closing-quote", "a mark and a closing quote end a sentence",
                                  true},
    [PREP_SPLIT_CLOSING_BRACKET] = {"closing-bracket",
                                    "a mark and a closing bracket or note number end a sentence",
                                    true},
    [PREP_SPLIT_EMOJI] = {"emoji", "emoji after a mark end a sentence", true},
    [PREP_SPLIT_SEMICOLON] = {"semicolon", "a semicolon between full clauses ends a sentence",
                              false},
    [PREP_SPLIT_COLON] = {"colon", "a colon between full clauses ends a sentence", false},
    [PREP_SPLIT_LIST_ITEM] = {"list-item", "the next item of a list starts a sentence", false},
    [PREP_SPLIT_LEGAL_NOTE] = {"legal-note", "a note in brackets ends before the next one", false},
    [PREP_SPLIT_MISSING_SPACE] = {"missing-space", "a mark ends a sentence without a space", false},
    [PREP_SPLIT_ABBREVIATION] = {"abbreviation", "no end after an abbreviation", true},
    [PREP_SPLIT_INITIAL] = {"initial", "no end after the initial of a name", true},
    [PREP_SPLIT_OMISSION] = {"omission",
                             "no end after an ellipsis that stands for something left out", true},
    [PREP_SPLIT_LIST_NUMBER] = {"list-number",
                                "no end after a number or letter that starts an item", true},
    [PREP_SPLIT_ROMAN] = {"roman", "no end after a Roman numeral that counts", true},
    [PREP_SPLIT_NUMBER] = {"number",
                           "no end inside of a date or number that is written with spaces", true},
    [PREP_SPLIT_ORDINAL] = {"ordinal", "no end after an ordinal number", true},
    [PREP_SPLIT_BRACKET] = {"bracket", "no end within a bracket inside of a sentence", true},
    [PREP_SPLIT_CONTINUATION] = {"continuation",
                                 "no end before a comma, hyphen or lone closing mark", true},
    [PREP_SPLIT_LOWER_CASE] = {"lower-case", "no end before a word in lower case", true},
    [PREP_SPLIT_CLAUSE] = {"clause", "no end at a semicolon or colon without full clauses", true},
    [PREP_SPLIT_LEGAL] = {"legal", "no end within citations and where names are blotted out",
                          false},
};

static const struct prep_transform_class splitter_class = {
    .rules = rules,
    .n_rules = PREP_SPLIT_RULES,
    .run_line = run_line,
    .run_block = prep_splitter_run_block,
    .clone = clone,
    .free = free_splitter,
};

void prep_splitter_options_init(struct prep_splitter_options *options)
{
    memset(options, 0, sizeof *options);
    options->size = sizeof *options;
}

const struct prep_rule *prep_splitter_rules(size_t *count)
{
    *count = PREP_SPLIT_RULES;
    return rules;
}

struct prep_transform *prep_splitter_new(const struct prep_splitter_options *options,
                                         struct prep_error *error)
{
    struct prep_splitter_options copy;
    PREP_OPTIONS_COPY(copy, options);
    struct prep_splitter *splitter = calloc(1, sizeof *splitter);
    if (!splitter) {
        prep_fail_nomem(error);
        return NULL;
    }
    splitter->base.class = &splitter_class;
    if (prep_rules_parse(rules, PREP_SPLIT_RULES, copy.rules, &splitter->base.enabled, error))
        goto fail;
    switch_on(&copy, &splitter->base.enabled);
    splitter->model = prep_split_model_new(&copy, prep_rule_on(&splitter->base, PREP_SPLIT_LEGAL),
                                           &splitter->base, error);
    if (!splitter->model)
        goto fail;
    prep_split_stops(splitter->base.enabled, false, &splitter->stops);
    prep_split_stops(splitter->base.enabled, prep_split_fast_with(splitter->base.enabled),
                     &splitter->block_stops);
    return &splitter->base;
fail:
    prep_transform_free(&splitter->base);
    return NULL;
}

enum prep_status prep_splitter_candidates(struct prep_transform *transform, const char *text,
                                          size_t len, prep_splitter_candidate_fn *fn, void *arg)
{
    const struct prep_splitter *splitter = (const struct prep_splitter *)transform;
    struct prep_split_finder finder;
    struct prep_split_scan scan = {.mark = {.model = splitter->model},
                                   .finder = &finder,
                                   .enabled = transform->enabled,
                                   .seen = fn,
                                   .arg = arg};
    enum prep_split_rule rule;
    prep_split_finder_begin(&finder, &splitter->stops, text, len);
    prep_split_scan_begin(&scan, text, len);
    while (prep_split_scan_next(&scan, &rule))
        scan.mark.sentence = scan.mark.next;
    return scan.status;
}

/* What the options switch on, besides the list of rules. */
static void switch_on(const struct prep_splitter_options *options, uint64_t *enabled)
{
    if (options->semicolon)
        *enabled |= (uint64_t)1 << PREP_SPLIT_SEMICOLON;
    if (options->colon)
        *enabled |= (uint64_t)1 << PREP_SPLIT_COLON;
    if (options->list_items)
        *enabled |= (uint64_t)1 << PREP_SPLIT_LIST_ITEM;
    if (options->legal)
        *enabled |= (uint64_t)1 << PREP_SPLIT_LEGAL | (uint64_t)1 << PREP_SPLIT_LEGAL_NOTE;
}

static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error)
{
    struct prep_splitter *splitter = (struct prep_splitter *)transform;
    struct prep_split_finder finder;
    struct prep_split_scan scan = {.mark = {.model = splitter->model},
                                   .finder = &finder,
                                   .enabled = transform->enabled,
                                   .count = transform->count};
    enum prep_status status = prep_buf_reserve(out, len);
    size_t out_begin = out->len, written = 0;
    enum prep_split_rule rule;
    (void)flags;
    (void)error; /* only memory can run out, and prep_transform_run() words that */
    prep_split_finder_begin(&finder, &splitter->stops, line, len);
    prep_split_scan_begin(&scan, line, len);
    while (!status && prep_split_scan_next(&scan, &rule)) {
        status = end_sentence(splitter, &scan.mark, rule, written, out, out_begin, edits);
        written = scan.mark.sentence = scan.mark.next;
    }
    if (!status)
        status = prep_buf_append(out, line + written, len - written);
    return status;
}

/* Write the sentence and the separator in place of the white space behind it. */
static enum prep_status end_sentence(struct prep_splitter *splitter,
                                     const struct prep_split_mark *mark, enum prep_split_rule rule,
                                     size_t begin, struct prep_buf *out, size_t out_begin,
                                     struct prep_edits *edits)
{
    const struct prep_buf *separator = &splitter->model->separator;
    enum prep_status status = prep_buf_append(out, mark->text + begin, mark->end - begin);
    size_t at = out->len - out_begin;
    if (!status)
        status = prep_buf_append(out, separator->data, separator->len);
    if (status)
        return status;
    if (mark->next - mark->end == separator->len &&
        !memcmp(mark->text + mark->end, separator->data, separator->len)) {
        splitter->base.count[rule]++; /* an end, but no change of the text */
        return PREP_OK;
    }
    return prep_changed(&splitter->base, edits, rule, mark->end, mark->next, at,
                        at + separator->len);
}

static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error)
{
    const struct prep_splitter *splitter = (const struct prep_splitter *)transform;
    struct prep_splitter *copy = malloc(sizeof *copy);
    if (!copy) {
        prep_fail_nomem(error);
        return NULL;
    }
    *copy = *splitter;
    memset(copy->base.count, 0, sizeof copy->base.count);
    prep_split_model_share(copy->model);
    return &copy->base;
}

static void free_splitter(struct prep_transform *transform)
{
    struct prep_splitter *splitter = (struct prep_splitter *)transform;
    prep_split_model_release(splitter->model);
    free(splitter);
}
