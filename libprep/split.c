/* split.c - the sentence splitter: one scan over the record for places where a sentence may end. */
#include "split.h"

#include <stdlib.h>

/* How far (in bytes) the bracket may be closed behind a mark for it to count as a bracket at all:
 * a lone '(' or ":-(" must not keep the rest of the record together. */
#define BRACKET_REACH 1000
#define BRACKET_DEPTH 4

struct splitter {
    struct prep_transform base;
    struct prep_split_model *model; /* shared */
    /* Bytes at which the scan stops: the first byte of each mark, and '('. */
    uint8_t stop[256];
};

/* Where the scan of a record is. */
struct scan {
    struct prep_split_mark mark;
    size_t written;     /* begin of what is not in the output yet */
    size_t bracket_end; /* of the last bracket that was opened inside of a sentence, or 0 */
};

static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error);
static bool is_mark(const char *text, size_t len, size_t at);
static void see_bracket(struct scan *scan, size_t at);
static size_t find_close(const char *text, size_t len, size_t at);
static enum prep_status end_sentence(struct splitter *splitter, struct scan *scan,
                                     enum prep_split_rule rule, struct prep_buf *out,
                                     size_t out_begin, struct prep_edits *edits);
static size_t skip_space(const char *text, size_t len, size_t at);
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
};

static const struct prep_transform_class splitter_class = {
    .rules = rules,
    .n_rules = PREP_SPLIT_RULES,
    .run_line = run_line,
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
    struct splitter *splitter = calloc(1, sizeof *splitter);
    if (!splitter) {
        prep_fail_nomem(error);
        return NULL;
    }
    splitter->base.class = &splitter_class;
    if (prep_rules_parse(rules, PREP_SPLIT_RULES, copy.rules, &splitter->base.enabled, error))
        goto fail;
    splitter->model = prep_split_model_new(&copy, error);
    if (!splitter->model)
        goto fail;
    /* E2 is the first byte of the ellipsis, of the double marks and of all quotes. */
    for (const char *byte = ".!?(\xE2"; *byte; byte++)
        splitter->stop[(unsigned char)*byte] = 1;
    return &splitter->base;
fail:
    free_splitter(&splitter->base);
    return NULL;
}

static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error)
{
    struct splitter *splitter = (struct splitter *)transform;
    struct scan scan = {.mark = {.model = splitter->model, .text = line, .len = len}};
    struct prep_split_mark *mark = &scan.mark;
    enum prep_status status = prep_buf_reserve(out, len);
    size_t out_begin = out->len;
    (void)flags;
    (void)error; /* only memory can run out, and prep_transform_run() words that */
    mark->sentence = skip_space(line, len, 0);
    for (size_t at = mark->sentence; !status;) {
        while (at < len && !splitter->stop[(unsigned char)line[at]])
            at++;
        if (at == len)
            break;
        if (!is_mark(line, len, at)) {
            see_bracket(&scan, at);
            at++;
            continue;
        }
        mark->mark = at;
        bool possible = prep_split_mark_read(mark);
        at = mark->mark_end;
        if (!possible)
            continue;
        mark->in_bracket = mark->end < scan.bracket_end;
        enum prep_split_rule rule = prep_split_decide(mark, transform->enabled);
        if (rule >= PREP_SPLIT_FIRST_VETO)
            transform->count[rule]++;
        else if (prep_rule_on(transform, rule)) {
            status = end_sentence(splitter, &scan, rule, out, out_begin, edits);
            at = mark->next;
        }
    }
    if (!status)
        status = prep_buf_append(out, line + scan.written, len - scan.written);
    return status;
}

/* Of the bytes at which the scan stops, those that begin a mark: . ! ? … ‼ ‽ ⁇ ⁈ ⁉ */
static bool is_mark(const char *text, size_t len, size_t at)
{
    if (text[at] == '.' || text[at] == '!' || text[at] == '?')
        return true;
    if (text[at] != '\xE2' || len - at < 3)
        return false;
    unsigned char b = (unsigned char)text[at + 1], c = (unsigned char)text[at + 2];
    return (b == 0x80 && (c == 0xA6 || c == 0xBC || c == 0xBD)) ||
           (b == 0x81 && c >= 0x87 && c <= 0x89);
}

/* A bracket that is opened inside of a sentence holds no end of one. One that starts it may hold
 * whole sentences: "(Das war so. Er ging.)" */
static void see_bracket(struct scan *scan, size_t at)
{
    const struct prep_split_mark *mark = &scan->mark;
    unsigned start;
    if (mark->text[at] == '(' && at >= scan->bracket_end &&
        at >= prep_split_skip_openers(mark->model, mark->text, mark->len, mark->sentence, &start))
        scan->bracket_end = find_close(mark->text, mark->len, at);
}

/* The end of the bracket that opens at text[at], or 0. Giving up after a few more that open makes
 * sure that each byte is looked at a few times only, whatever the text. */
static size_t find_close(const char *text, size_t len, size_t at)
{
    size_t end = len - at < BRACKET_REACH ? len : at + BRACKET_REACH, open = 0, opened = 0;
    for (; at < end && opened <= BRACKET_DEPTH; at++)
        if (text[at] == '(') {
            open++;
            opened++;
        } else if (text[at] == ')' && --open == 0)
            return at + 1;
    return 0;
}

/* Write the sentence and the separator in place of the white space behind it. */
static enum prep_status end_sentence(struct splitter *splitter, struct scan *scan,
                                     enum prep_split_rule rule, struct prep_buf *out,
                                     size_t out_begin, struct prep_edits *edits)
{
    struct prep_split_mark *mark = &scan->mark;
    const struct prep_buf *separator = &splitter->model->separator;
    enum prep_status status =
        prep_buf_append(out, mark->text + scan->written, mark->end - scan->written);
    size_t begin = out->len - out_begin;
    if (!status)
        status = prep_buf_append(out, separator->data, separator->len);
    if (status)
        return status;
    scan->written = mark->sentence = mark->next;
    if (mark->next - mark->end == separator->len &&
        !memcmp(mark->text + mark->end, separator->data, separator->len)) {
        splitter->base.count[rule]++; /* an end, but no change of the text */
        return PREP_OK;
    }
    return prep_changed(&splitter->base, edits, rule, mark->end, mark->next, begin,
                        begin + separator->len);
}

static size_t skip_space(const char *text, size_t len, size_t at)
{
    for (size_t n; (n = prep_split_space(text, len, at)) > 0;)
        at += n;
    return at;
}

static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error)
{
    const struct splitter *splitter = (const struct splitter *)transform;
    struct splitter *copy = malloc(sizeof *copy);
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
    struct splitter *splitter = (struct splitter *)transform;
    prep_split_model_release(splitter->model);
    free(splitter);
}
