/* normalize-passes.c - a record through all passes, again and again until nothing changes.
 *
 * A pass may make work for one in front of it: taking out an invisible character can put together
 * a sequence of misread UTF-8, which may stand for another invisible character. So what more than
 * the core has a say in goes round once more, and the result is one that no pass changes. */
#include "normalize.h"

/* A text that goes round more often than this was made to do so. */
enum { MAX_ROUNDS = 16 };

struct pass {
    uint64_t rules; /* it does these */
    /* Could it have anything to do? */
    bool (*possible)(const char *text, size_t len);
    prep_pass_fn *run;
};

struct flow {
    struct prep_normalizer *normalizer;
    const char *text;
    size_t len;
    unsigned flags;
    int into; /* which of normalizer->passed is free */
    bool log;
    bool changed; /* in this round */
};

static bool any_wanted(const struct flow *flow, const struct pass *passes, size_t n,
                       const char *text, size_t len);
static bool wanted(const struct flow *flow, const struct pass *pass, const char *text, size_t len);
static enum prep_status run_round(struct flow *flow);
static enum prep_status run_pass(struct flow *flow, prep_pass_fn *run);
static enum prep_status append_log(const struct flow *flow, struct prep_edits *edits);

#define BIT(rule) ((uint64_t)1 << (rule))
#define COUNT(a)  (sizeof(a) / sizeof *(a))

static const struct pass before_core[] = {
    {BIT(RULE_ENTITY), prep_entity_possible, prep_entity_run},
    {BIT(RULE_MARKUP), prep_markup_possible, prep_markup_run},
    {BIT(RULE_MOJIBAKE), prep_mojibake_possible, prep_mojibake_run},
};
static const struct pass behind_core[] = {
    {BIT(RULE_NFKC), prep_nfkc_possible, prep_nfkc_run},
    {BIT(RULE_HOMOGLYPH), prep_homoglyph_possible, prep_homoglyph_run},
    {BIT(RULE_QUOTES), prep_quotes_possible, prep_quotes_run},
    {BIT(RULE_APOSTROPHE) | BIT(RULE_DASHES) | BIT(RULE_ELLIPSIS), prep_signs_possible,
     prep_signs_run},
};

enum prep_status prep_passes_run(struct prep_normalizer *normalizer, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits)
{
    struct flow flow = {normalizer, line, len, flags, 0, edits != NULL, false};
    size_t out_start = out->len;
    enum prep_status status = PREP_OK;
    prep_edits_reset(normalizer->log[0]);
    if (!any_wanted(&flow, before_core, COUNT(before_core), line, len)) {
        status =
            prep_core_run(normalizer, line, len, flags, out, edits ? normalizer->log[0] : NULL);
        size_t made = out->len - out_start;
        const char *text = made ? out->data + out_start : "";
        if (status || (!any_wanted(&flow, before_core, COUNT(before_core), text, made) &&
                       !any_wanted(&flow, behind_core, COUNT(behind_core), text, made)))
            return status || !edits ? status : append_log(&flow, edits);
        /* The first round continues from what the core made. */
        prep_buf_reset(&normalizer->passed[0]);
        status = prep_buf_append(&normalizer->passed[0], text, made);
        out->len = out_start;
        flow.text = normalizer->passed[0].data;
        flow.len = made;
        flow.into = 1;
    }
    flow.changed = true;
    for (int i = 0; i < MAX_ROUNDS && flow.changed && !status; i++)
        status = run_round(&flow);
    if (!status)
        status = prep_buf_append(out, flow.text, flow.len);
    return status || !edits ? status : append_log(&flow, edits);
}

static bool any_wanted(const struct flow *flow, const struct pass *passes, size_t n,
                       const char *text, size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (wanted(flow, &passes[i], text, len))
            return true;
    return false;
}

static bool wanted(const struct flow *flow, const struct pass *pass, const char *text, size_t len)
{
    if (!(flow->normalizer->base.enabled & pass->rules) || len == 0)
        return false;
    if (pass->run == prep_quotes_run && flow->normalizer->style.quotes == QUOTES_ASCII)
        return prep_quotes_doubled(text, len); /* the core does the rest, character by character */
    return pass->possible(text, len);
}

static enum prep_status run_round(struct flow *flow)
{
    enum prep_status status = PREP_OK;
    flow->changed = false;
    for (size_t i = 0; i < COUNT(before_core) && !status; i++)
        if (wanted(flow, &before_core[i], flow->text, flow->len))
            status = run_pass(flow, before_core[i].run);
    if (!status)
        status = run_pass(flow, prep_core_run);
    for (size_t i = 0; i < COUNT(behind_core) && !status; i++)
        if (wanted(flow, &behind_core[i], flow->text, flow->len))
            status = run_pass(flow, behind_core[i].run);
    return status;
}

static enum prep_status run_pass(struct flow *flow, prep_pass_fn *run)
{
    struct prep_normalizer *normalizer = flow->normalizer;
    struct prep_buf *made = &normalizer->passed[flow->into];
    struct prep_edits **log = normalizer->log;
    prep_buf_reset(made);
    prep_edits_reset(log[1]);
    enum prep_status status =
        run(normalizer, flow->text, flow->len, flow->flags, made, flow->log ? log[1] : NULL);
    if (status ||
        (made->len == flow->len && (made->len == 0 || !memcmp(made->data, flow->text, made->len))))
        return status;
    flow->changed = true;
    flow->text = made->data ? made->data : "";
    flow->len = made->len;
    flow->into = !flow->into;
    if (!flow->log)
        return PREP_OK;
    prep_edits_reset(log[2]);
    status = prep_edits_compose(log[0], log[1], 0, log[2]);
    struct prep_edits *all = log[2];
    log[2] = log[0];
    log[0] = all;
    return status;
}

static enum prep_status append_log(const struct flow *flow, struct prep_edits *edits)
{
    const struct prep_edits *all = flow->normalizer->log[0];
    enum prep_status status = PREP_OK;
    for (size_t i = 0; i < prep_edits_count(all) && !status; i++)
        status = prep_edits_append(edits, prep_edits_get(all, i));
    return status;
}
