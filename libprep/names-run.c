/* names-run.c - rewriting the names of a record, and reporting them. */
#include "names-run.h"

static const char *const evidence_names[] = {
    [PREP_WHY_NONE] = "none",       [PREP_WHY_ENTRY] = "entry",   [PREP_WHY_NAME] = "name",
    [PREP_WHY_CUE] = "cue",         [PREP_WHY_FORM] = "form",     [PREP_WHY_REPEATED] = "repeated",
    [PREP_WHY_ASSUMED] = "assumed", [PREP_WHY_SCRIPT] = "script", [PREP_WHY_USER] = "user",
};

static enum prep_status report_name(struct prep_transliterator *transliterator, const char *text,
                                    const struct prep_mark *mark, size_t code_point,
                                    prep_name_fn *report, void *arg, struct prep_error *error);
static size_t count_code_points(const char *text, size_t begin, size_t end);
static const char *kind_of(const struct prep_mark *mark);

enum prep_status prep_names_run_line(struct prep_transform *transform, const char *line, size_t len,
                                     unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                     struct prep_error *error)
{
    (void)flags;
    struct prep_transliterator *transliterator = (struct prep_transliterator *)transform;
    struct prep_names_scan *scan = &transliterator->scan;
    size_t begin = out->len, copied = 0;
    struct prep_code code = {0};
    enum prep_status status =
        prep_names_scan_line(scan, transliterator->model, transliterator->wanted, line, len);
    for (size_t i = 0; !status && i < scan->n_marks; i++) {
        const struct prep_mark *mark = &scan->marks[i];
        struct prep_proposal proposal;
        if (!mark->accepted || prep_names_is_code(&code, line, len, mark))
            continue;
        if ((status = prep_names_propose(transliterator, line, mark, 1, &proposal, error)))
            return status;
        if (!prep_names_wants(transliterator, line, mark, &proposal))
            continue;
        const struct prep_name_candidate *best = &proposal.forms[0];
        status =
            prep_names_append_text(transliterator, line, copied, mark->begin, out, begin, edits);
        size_t out_begin = out->len - begin;
        if (!status)
            status = prep_names_append_name(
                transliterator, line + mark->begin, mark->end - mark->begin,
                transliterator->word.data + best->begin, best->end - best->begin, out);
        if (!status)
            status = prep_changed(transform, edits, proposal.rule, mark->begin, mark->end,
                                  out_begin, out->len - begin);
        copied = mark->end;
    }
    return status ? status
                  : prep_names_append_text(transliterator, line, copied, len, out, begin, edits);
}

enum prep_status prep_transliterator_names(struct prep_transform *transform, const char *text,
                                           size_t len, prep_name_fn *report, void *arg,
                                           struct prep_error *error)
{
    struct prep_transliterator *transliterator = (struct prep_transliterator *)transform;
    if (transform->class->run_line != prep_names_run_line)
        return prep_fail(error, PREP_E_OPTION, 0, "not a transliterator");
    struct prep_names_scan *scan = &transliterator->scan;
    struct prep_code code = {0};
    size_t code_point = 0, counted = 0;
    enum prep_status status =
        prep_names_scan_line(scan, transliterator->model, transliterator->wanted, text, len);
    if (status)
        return prep_fail_nomem(error);
    for (size_t i = 0; !status && i < scan->n_marks; i++) {
        const struct prep_mark *mark = &scan->marks[i];
        bool known = mark->type == PREP_MARK_NAME && mark->name.flags & PREP_NAME_ENTRY;
        if ((!mark->accepted && !known && !transliterator->wanted.every) ||
            prep_names_is_code(&code, text, len, mark))
            continue;
        code_point += count_code_points(text, counted, mark->begin);
        counted = mark->begin;
        status = report_name(transliterator, text, mark, code_point, report, arg, error);
    }
    return status;
}

static enum prep_status report_name(struct prep_transliterator *transliterator, const char *text,
                                    const struct prep_mark *mark, size_t code_point,
                                    prep_name_fn *report, void *arg, struct prep_error *error)
{
    const char *forms[PREP_CANDIDATES_MAX];
    unsigned confidences[PREP_CANDIDATES_MAX];
    struct prep_proposal proposal;
    struct prep_buf ended = PREP_BUF_INIT; /* the forms, each with a NUL */
    enum prep_status status = prep_names_propose(transliterator, text, mark,
                                                 transliterator->candidates + 1, &proposal, error);
    if (status)
        return status;
    for (size_t i = 0; i < proposal.n_forms; i++)
        if (prep_buf_append(&ended, transliterator->word.data + proposal.forms[i].begin,
                            proposal.forms[i].end - proposal.forms[i].begin) ||
            prep_buf_append(&ended, "", 1)) {
            prep_buf_free(&ended);
            return prep_fail_nomem(error);
        }
    for (size_t i = 0, at = 0; i < proposal.n_forms; i++) {
        forms[i] = ended.data + at;
        confidences[i] = proposal.forms[i].confidence;
        at += strlen(forms[i]) + 1;
    }
    struct prep_found_name found = {
        .begin = mark->begin,
        .end = mark->end,
        .code_point = code_point,
        .kind = kind_of(mark),
        .rule = transliterator->base.class->rules[proposal.rule].name,
        .evidence = evidence_names[mark->why],
        .confidence = mark->accepted ? proposal.confidence : 0,
        .forms = forms,
        .confidences = confidences,
        .n_forms = proposal.n_forms,
        .rewritten = prep_names_wants(transliterator, text, mark, &proposal),
        .genitive = mark->type == PREP_MARK_LIKELY ? mark->clue.genitive
                                                   : mark->name.flags & PREP_NAME_GENITIVE,
    };
    status = report(arg, &found);
    prep_buf_free(&ended);
    return status;
}

static size_t count_code_points(const char *text, size_t begin, size_t end)
{
    size_t n = 0;
    for (size_t at = begin; at < end; at++)
        n += ((uint8_t)text[at] & 0xC0) != 0x80;
    return n;
}

static const char *kind_of(const struct prep_mark *mark)
{
    if (mark->type == PREP_MARK_NAME)
        return prep_name_kind_names[mark->name.kind];
    return mark->type == PREP_MARK_LIKELY && mark->accepted ? "person" : "unknown";
}
