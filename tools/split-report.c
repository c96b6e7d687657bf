/* split-report.c - the reports of prep-split: --paragraphs, --ids, --explain. */
#include "split.h"

#include <stdlib.h>
#include <string.h>

/* How much of the text is shown on each side of a candidate, in bytes. */
#define CONTEXT 30

/* What a thread works with. */
struct state {
    const struct split_config *config;
    struct prep_buf sentences;
};

/* What the call for a candidate needs to know. */
struct explanation {
    const struct frame_place *place;
    const char *text;
    size_t len;
    struct prep_buf *out;
};

static enum prep_status append_sentences(const struct split_config *config,
                                         const struct frame_place *place,
                                         const struct prep_buf *sentences, struct prep_buf *out);
static prep_splitter_candidate_fn explain;
static size_t whole_char(const char *text, size_t at);

static void *open_state(void *config)
{
    struct state *state = calloc(1, sizeof *state);
    if (state)
        state->config = config;
    return state;
}

static void close_state(void *arg)
{
    struct state *state = arg;
    prep_buf_free(&state->sentences);
    free(state);
}

static enum prep_status record(void *arg, struct prep_transform *splitter,
                               const struct frame_place *place, const char *text, size_t len,
                               struct prep_buf *out, struct prep_error *error)
{
    struct state *state = arg;
    if (state->config->explain) {
        struct explanation explanation = {place, text, len, out};
        return prep_splitter_candidates(splitter, text, len, explain, &explanation);
    }
    prep_buf_reset(&state->sentences);
    enum prep_status status =
        prep_transform_run(splitter, text, len, PREP_RUN_VALID, &state->sentences, NULL, error);
    return status ? status : append_sentences(state->config, place, &state->sentences, out);
}

static enum prep_status merge(void *state, const void *from)
{
    (void)state;
    (void)from; /* nothing is gathered */
    return PREP_OK;
}

static enum frame_exit exit_status(const void *state)
{
    (void)state;
    return FRAME_DONE;
}

const struct frame_report *split_report(void *arg)
{
    static const struct frame_report text = {
        .open = open_state,
        .close = close_state,
        .record = record,
        .merge = merge,
        .status = exit_status,
    };
    static const struct frame_report ids = {
        .open = open_state,
        .close = close_state,
        .record = record,
        .merge = merge,
        .status = exit_status,
        .columns = "paragraph# sentence# text",
    };
    static const struct frame_report explanation = {
        .open = open_state,
        .close = close_state,
        .record = record,
        .merge = merge,
        .status = exit_status,
        .columns = "line# byte# verdict rule before after",
    };
    const struct split_config *config = arg;
    return config->paragraphs ? &text : config->ids ? &ids : config->explain ? &explanation : NULL;
}

/* Each on a line: with its numbers, or as it is with an empty line in front of the paragraph. An
 * empty paragraph has no sentences. */
static enum prep_status append_sentences(const struct split_config *config,
                                         const struct frame_place *place,
                                         const struct prep_buf *sentences, struct prep_buf *out)
{
    const char *text = sentences->data, *lf;
    enum prep_status status = PREP_OK;
    if (sentences->len == 0)
        return PREP_OK;
    if (config->paragraphs && place->total > 1)
        status = prep_buf_append(out, "\n", 1);
    if (config->paragraphs && !status)
        status = prep_buf_append(out, text, sentences->len);
    if (config->paragraphs)
        return status ? status : prep_buf_append(out, "\n", 1);
    uint64_t number = 1;
    for (size_t at = 0; !status && at <= sentences->len; number++) {
        char numbers[64];
        lf = memchr(text + at, '\n', sentences->len - at);
        size_t len = lf ? (size_t)(lf - text) - at : sentences->len - at;
        int n = snprintf(numbers, sizeof numbers, "%llu\t%llu\t", (unsigned long long)place->total,
                         (unsigned long long)number);
        if (prep_buf_append(out, numbers, (size_t)n) || frame_append_cell(out, text + at, len) ||
            prep_buf_append(out, "\n", 1))
            status = PREP_E_NOMEM;
        at += len + 1;
    }
    return status;
}

/* A row: line, byte offset of the mark, "end" or "keep", rule, the text in front and behind. */
static enum prep_status explain(void *arg, const struct prep_splitter_candidate *candidate)
{
    const struct explanation *explanation = arg;
    const char *text = explanation->text;
    size_t n_rules, begin = 0, end = explanation->len;
    const char *rule = prep_splitter_rules(&n_rules)[candidate->rule].name;
    char numbers[160];
    if (candidate->end > CONTEXT)
        begin = whole_char(text, candidate->end - CONTEXT);
    if (end - candidate->next > CONTEXT)
        end = whole_char(text, candidate->next + CONTEXT);
    int n = snprintf(numbers, sizeof numbers, "%llu\t%zu\t%s\t%s\t",
                     (unsigned long long)explanation->place->total, candidate->mark,
                     candidate->ends ? "end" : "keep", rule);
    if (prep_buf_append(explanation->out, numbers, (size_t)n) ||
        frame_append_cell(explanation->out, text + begin, candidate->end - begin) ||
        prep_buf_append(explanation->out, "\t", 1) ||
        frame_append_cell(explanation->out, text + candidate->next, end - candidate->next) ||
        prep_buf_append(explanation->out, "\n", 1))
        return PREP_E_NOMEM;
    return PREP_OK;
}

/* The begin of the character that the byte at text[at] is part of. */
static size_t whole_char(const char *text, size_t at)
{
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return at;
}
