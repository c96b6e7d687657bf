/* normalize-core.c - the pass that does all rules about single characters: stage one, then, where
 * it left something to compose, stage two. */
#include "normalize.h"

static enum prep_status compose_tail(struct prep_filter *filter, struct prep_edits *edits);
static enum prep_status append_edits(struct prep_normalizer *normalizer, struct prep_edits *edits);

enum prep_status prep_core_run(struct prep_normalizer *normalizer, const char *line, size_t len,
                               unsigned flags, struct prep_buf *out, struct prep_edits *edits)
{
    struct prep_filter filter = {
        .normalizer = normalizer,
        .line = line,
        .len = len,
        .flags = flags,
        .out = out,
        .out_start = out->len,
        .edits = edits ? normalizer->edits[0] : NULL,
        .first_drop = N_RULES,
        .space_end = SIZE_MAX,
    };
    if (edits) {
        prep_edits_reset(normalizer->edits[0]);
        prep_edits_reset(normalizer->edits[1]);
    }
    enum prep_status status = prep_filter_run(&filter);
    if (!status && filter.needs_nfc)
        status = compose_tail(&filter, edits ? normalizer->edits[1] : NULL);
    return status || !edits ? status : append_edits(normalizer, edits);
}

/* Stage two, from the last boundary before the first place that needs it. */
static enum prep_status compose_tail(struct prep_filter *filter, struct prep_edits *edits)
{
    struct prep_buf *text = &filter->normalizer->text, *out = filter->out;
    size_t from = filter->nfc_from;
    prep_buf_reset(text);
    enum prep_status status =
        prep_buf_append(text, out->data + filter->out_start, out->len - filter->out_start);
    if (status)
        return status;
    if (from > 0)
        prep_utf8_prev(text->data, &from);
    out->len = filter->out_start + from;
    return prep_normalizer_compose(filter->normalizer, text->data, text->len, from, out, edits);
}

static enum prep_status append_edits(struct prep_normalizer *normalizer, struct prep_edits *edits)
{
    const struct prep_edits *first = normalizer->edits[0], *second = normalizer->edits[1];
    if (prep_edits_count(first) > 0 && prep_edits_count(second) > 0)
        return prep_edits_compose(first, second, 0, edits);
    enum prep_status status = PREP_OK;
    const struct prep_edits *only = prep_edits_count(first) > 0 ? first : second;
    for (size_t i = 0; i < prep_edits_count(only) && !status; i++)
        status = prep_edits_append(edits, prep_edits_get(only, i));
    return status;
}
