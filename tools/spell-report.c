/* spell-report.c - the reports of prep-spell: all modes but --fix. */
#include "spell.h"

#include "spell-tally.h"

#include <stdlib.h>
#include <string.h>

/* What a thread gathers. */
struct gathered {
    const struct spell_config *config;
    bool counts[PREP_SPELL_CLASSES]; /* is it asked for words of the class? */
    uint64_t findings;
    struct spell_tally *tally; /* --list, --train */
};

/* What the call for a misspelling needs to know. */
struct finding {
    struct gathered *gathered;
    const struct frame_place *place;
    const char *text;
    struct prep_buf *out;
};

static prep_misspelling_fn on_misspelling;

static void *open_state(void *arg)
{
    const struct spell_config *config = arg;
    struct gathered *gathered = calloc(1, sizeof *gathered);
    if (!gathered || !(gathered->tally = spell_tally_new())) {
        free(gathered);
        return NULL;
    }
    gathered->config = config;
    for (int class = 0; class < PREP_SPELL_CLASSES; class ++)
        gathered->counts[class] =
            config->train
                ? class == PREP_SPELL_KNOWN
                : class != PREP_SPELL_KNOWN &&
                      (!config->classes ||
                       spell_is_listed(config->classes,
                                       prep_spell_class_name((enum prep_spell_class) class)));
    return gathered;
}

static void close_state(void *state)
{
    struct gathered *gathered = state;
    spell_tally_free(gathered->tally);
    free(gathered);
}

/* Count what there is in a text, which may be many records: words have no LF. */
static enum prep_status count_words(struct gathered *gathered, struct prep_transform *speller,
                                    const char *text, size_t len, uint64_t *words,
                                    struct prep_error *error)
{
    bool listed = gathered->config->list || gathered->config->train;
    struct prep_scan scan;
    struct prep_seen seen;
    enum prep_status status;
    prep_scan_begin(&scan, speller, text, len, gathered->config->train, error);
    while (!(status = prep_scan_next(&scan, &seen)) && seen.end > 0) {
        if (!gathered->counts[seen.class])
            continue;
        const struct spell_count word = {text + seen.begin, seen.end - seen.begin, 1, seen.class};
        gathered->findings++;
        if (listed && spell_tally_add(gathered->tally, seen.hash, &word))
            return PREP_E_NOMEM;
    }
    *words = prep_scan_count(&scan);
    return status;
}

static enum prep_status count_block(void *state, struct prep_transform *speller, const char *text,
                                    size_t len, struct prep_error *error)
{
    uint64_t words;
    return count_words(state, speller, text, len, &words, error);
}

static enum prep_status count_record(void *state, struct prep_transform *speller,
                                     const struct frame_place *place, const char *text, size_t len,
                                     struct prep_buf *out, struct prep_error *error)
{
    (void)place;
    (void)out;
    return count_block(state, speller, text, len, error);
}

static enum prep_status score(void *state, struct prep_transform *speller,
                              const struct frame_place *place, const char *text, size_t len,
                              struct prep_buf *out, struct prep_error *error)
{
    struct gathered *gathered = state;
    uint64_t before = gathered->findings, words;
    char share[40];
    (void)place;
    enum prep_status status = count_words(gathered, speller, text, len, &words, error);
    uint64_t unknown = gathered->findings - before;
    int n = snprintf(share, sizeof share, "\t%.4f\n",
                     words > 0 ? (double)unknown / (double)words : 0.0);
    if (!status && (prep_buf_append(out, text, len) || prep_buf_append(out, share, (size_t)n)))
        status = PREP_E_NOMEM;
    return status;
}

static enum prep_status annotate(void *state, struct prep_transform *speller,
                                 const struct frame_place *place, const char *text, size_t len,
                                 struct prep_buf *out, struct prep_error *error)
{
    struct finding finding = {state, place, text, out};
    return prep_speller_check(speller, text, len, on_misspelling, &finding, error);
}

static enum prep_status on_misspelling(void *arg, const struct prep_misspelling *misspelling)
{
    struct finding *finding = arg;
    const struct spell_config *config = finding->gathered->config;
    if (config->classes && !spell_is_listed(config->classes, misspelling->class_name))
        return PREP_OK;
    finding->gathered->findings++;
    return spell_row_found(finding->place, finding->text, misspelling, finding->out);
}

static enum prep_status merge(void *state, const void *other)
{
    const struct gathered *from = other;
    struct gathered *into = state;
    into->findings += from->findings;
    return spell_tally_merge(into->tally, from->tally);
}

static enum prep_status finish_list(void *state, struct prep_buf *out)
{
    const struct gathered *gathered = state;
    struct spell_count word;
    enum prep_status status = PREP_OK;
    spell_tally_sort(gathered->tally);
    for (size_t i = 0; !status && spell_tally_get(gathered->tally, i, &word); i++)
        status = spell_row_count(word.word, word.len, word.count,
                                 gathered->config->train ? NULL : prep_spell_class_name(word.class),
                                 out);
    return status;
}

static enum frame_exit exit_status(const void *state)
{
    const struct gathered *gathered = state;
    return gathered->config->check && gathered->findings ? FRAME_FINDINGS : FRAME_DONE;
}

const struct frame_report *spell_report(void *arg)
{
    static const struct frame_report list = {
        .open = open_state,
        .close = close_state,
        .record = count_record,
        .block = count_block,
        .merge = merge,
        .finish = finish_list,
        .status = exit_status,
        .columns = "word count# class",
    };
    static const struct frame_report counts = {
        .open = open_state,
        .close = close_state,
        .record = count_record,
        .block = count_block,
        .merge = merge,
        .finish = finish_list,
        .status = exit_status,
        .columns = "word count#",
    };
    static const struct frame_report annotation = {
        .open = open_state,
        .close = close_state,
        .record = annotate,
        .merge = merge,
        .status = exit_status,
        .columns = "line# byte# code_point# word class suggestions|",
    };
    static const struct frame_report share = {
        .open = open_state,
        .close = close_state,
        .record = score,
        .merge = merge,
        .status = exit_status,
    };
    static const struct frame_report check = {
        .open = open_state,
        .close = close_state,
        .record = count_record,
        .block = count_block,
        .merge = merge,
        .status = exit_status,
    };
    const struct spell_config *config = arg;
    return config->fix        ? NULL
           : config->list     ? &list
           : config->train    ? &counts
           : config->annotate ? &annotation
           : config->score    ? &share
                              : &check;
}
