/* transform.c - what all transforms have in common: records, counts, roll-back on errors. */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>

static enum prep_status run(struct prep_transform *transform, const char *text, size_t len,
                            unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                            struct prep_error *error);
static enum prep_status run_records(struct prep_transform *transform, const char *text, size_t len,
                                    unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                    size_t *at, struct prep_error *error);
static const char *find_end(const struct prep_transform *transform, const char *text, size_t len);
static const char *find_blank(const char *text, size_t len);
static bool is_blank(const char *begin, const char *end);

enum prep_status prep_transform_run(struct prep_transform *transform, const char *text, size_t len,
                                    unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                    struct prep_error *error)
{
    enum prep_status status = run(transform, text, len, flags, out, edits, error);
    if (status != PREP_SAME)
        return status;
    return prep_buf_append(out, text, len) ? prep_fail_nomem(error) : PREP_OK;
}

enum prep_status prep_transform_run_same(struct prep_transform *transform, const char *text,
                                         size_t len, unsigned flags, struct prep_buf *out,
                                         struct prep_error *error)
{
    return run(transform, text, len, flags, out, NULL, error);
}

struct prep_transform *prep_transform_clone(const struct prep_transform *transform,
                                            struct prep_error *error)
{
    struct prep_transform *clone = transform->class->clone(transform, error);
    if (clone) { /* it may be a copy of all members */
        clone->sources = NULL;
        clone->n_sources = 0;
    }
    return clone;
}

void prep_transform_free(struct prep_transform *transform)
{
    if (!transform)
        return;
    for (size_t i = 0; i < transform->n_sources; i++)
        free(transform->sources[i]);
    free(transform->sources);
    transform->class->free(transform);
}

const struct prep_rule *prep_transform_rules(const struct prep_transform *transform, size_t *count)
{
    *count = transform->class->n_rules;
    return transform->class->rules;
}

uint64_t prep_transform_count(const struct prep_transform *transform, size_t rule)
{
    return rule < transform->class->n_rules ? transform->count[rule] : 0;
}

const char *prep_transform_source(const struct prep_transform *transform, size_t i)
{
    return i < transform->n_sources ? transform->sources[i] : NULL;
}

enum prep_status prep_transform_made_from(struct prep_transform *transform, const char *dir,
                                          const char *name)
{
    size_t size = (dir ? strlen(dir) + 1 : 0) + strlen(name) + 1, n = transform->n_sources;
    char **list = realloc(transform->sources, (n + 1) * sizeof *list);
    if (!list)
        return PREP_E_NOMEM;
    transform->sources = list;
    if (!(list[n] = malloc(size)))
        return PREP_E_NOMEM;
    snprintf(list[n], size, "%s%s%s", dir ? dir : "", dir ? "/" : "", name);
    transform->n_sources++;
    return PREP_OK;
}

enum prep_status prep_changed(struct prep_transform *transform, struct prep_edits *edits,
                              unsigned rule, size_t in_begin, size_t in_end, size_t out_begin,
                              size_t out_end)
{
    transform->count[rule]++;
    if (!edits)
        return PREP_OK;
    struct prep_edit edit = {in_begin, in_end, out_begin, out_end, (uint16_t)rule};
    return prep_edits_append(edits, edit);
}

size_t prep_transform_record(const struct prep_transform *transform, const char *text, size_t len)
{
    const char *lf = find_end(transform, text, len);
    return lf ? (size_t)(lf - text) : len;
}

/* All but appending a text that stays as it is. */
static enum prep_status run(struct prep_transform *transform, const char *text, size_t len,
                            unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                            struct prep_error *error)
{
    size_t out_before = out->len, edits_before = edits ? prep_edits_count(edits) : 0, at = 0;
    /* Where a class looks at the text itself, only the records it leaves are checked here. */
    if (!(flags & PREP_RUN_VALID) && !transform->class->run_clean) {
        enum prep_status status = prep_utf8_check(text, len, error);
        if (status)
            return status;
    }
    uint64_t count[PREP_RULES_MAX];
    size_t n_count = transform->class->n_rules * sizeof *count;
    memcpy(count, transform->count, n_count);
    enum prep_status status =
        !edits && transform->class->run_block
            ? transform->class->run_block(transform, text, len, out)
            : run_records(transform, text, len, flags, out, edits, &at, error);
    if (status < 0) {
        memcpy(transform->count, count, n_count);
        out->len = out_before;
        if (edits)
            prep_edits_truncate(edits, edits_before);
        if (status == PREP_E_NOMEM)
            return prep_fail_nomem(error);
        if (error)
            error->offset += at;
    }
    return status;
}

/* The LF at the end of the record that starts here, NULL where the text ends first. */
static const char *find_end(const struct prep_transform *transform, const char *text, size_t len)
{
    return transform->class->paragraphs ? find_blank(text, len) : memchr(text, '\n', len);
}

/* The same of a paragraph. */
static const char *find_blank(const char *text, size_t len)
{
    const char *end = text + len, *lf = memchr(text, '\n', len);
    bool blank = is_blank(text, lf ? lf : end);
    while (lf) {
        const char *next = memchr(lf + 1, '\n', (size_t)(end - lf - 1));
        if (blank || is_blank(lf + 1, next ? next : end))
            break;
        lf = next;
    }
    return lf;
}

static bool is_blank(const char *begin, const char *end)
{
    while (begin < end && (*begin == ' ' || (*begin >= '\t' && *begin <= '\r')))
        begin++;
    return begin == end;
}

/* Hand the records of text to the class one by one; *at is the begin of the current one. */
static enum prep_status run_records(struct prep_transform *transform, const char *text, size_t len,
                                    unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                    size_t *at, struct prep_error *error)
{
    size_t out_start = out->len, done;
    enum prep_status status = PREP_OK;
    while (*at < len) {
        if (transform->class->run_clean) {
            status =
                transform->class->run_clean(transform, text + *at, len - *at, edits, out, &done);
            *at += done;
            if (status || *at == len)
                return status;
        }
        const char *line = text + *at, *lf = find_end(transform, line, len - *at);
        size_t line_len = lf ? (size_t)(lf - line) : len - *at;
        size_t end = line_len; /* of what the class sees */
        if (transform->class->run_clean && !(flags & PREP_RUN_VALID))
            status = prep_utf8_check(line, line_len, error);
        if (status)
            return status;
        if (!transform->class->sees_cr && end > 0 && line[end - 1] == '\r')
            end--;
        size_t n_edits = edits ? prep_edits_count(edits) : 0, out_before = out->len;
        status = transform->class->run_line(
            transform, line, end, *at == 0 ? flags & PREP_RUN_START : 0, out, edits, error);
        if (!status)
            status = prep_buf_append(out, line + end, line_len - end + (lf ? 1 : 0));
        if (status)
            return status;
        if (edits)
            prep_edits_shift(edits, n_edits, *at, out_before - out_start);
        *at += line_len + (lf ? 1 : 0);
    }
    return PREP_OK;
}
