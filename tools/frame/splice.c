/* splice.c - a record whose fields are worked on while all its other bytes stay. */
#include "frame.h"

#include <stdlib.h>
#include <string.h>

/* Where the output and the log of a record begin. */
struct before {
    size_t out, edits;
};

static enum prep_status read_field(struct frame_worker *worker, const struct frame_text *record,
                                   const struct frame_field *field, struct frame_text *text,
                                   struct prep_error *error);
static enum prep_status log_record(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *record, const struct before *before);
static enum prep_status name_rules(const struct frame_worker *worker, struct prep_buf *names);
static enum prep_status report_fields(struct frame_worker *worker, struct frame_batch *batch,
                                      const struct frame_text *record, struct prep_error *error);
static enum prep_status splice_one(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *record, struct prep_error *error);
static enum prep_status splice_field(struct frame_worker *worker, struct frame_batch *batch,
                                     const struct frame_text *text, const char *raw, size_t raw_len,
                                     struct prep_error *error);
static enum prep_status splice_many(struct frame_worker *worker, struct frame_batch *batch,
                                    const struct frame_text *record, struct prep_error *error);
static bool grow_pieces(struct frame_worker *worker, size_t n);
static enum prep_status append_rows(struct frame_worker *worker, struct prep_buf *out,
                                    const struct frame_text *record);
static enum prep_status append_rest(const struct frame_worker *worker, struct prep_buf *out,
                                    const struct frame_text *record, size_t at, size_t sentence);
static enum prep_status append_array(struct prep_buf *out, const char *text, size_t len);
static enum prep_status keep_whole(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *record);

enum prep_status frame_splice_record(struct frame_worker *worker, struct frame_batch *batch,
                                     const struct frame_text *record, struct prep_error *error)
{
    enum prep_status status = frame_fields_find(worker->fields, record->text, record->len, error);
    if (status)
        return status;
    if (worker->report)
        return report_fields(worker, batch, record, error);
    struct before before = {.out = batch->out.len, .edits = batch->edits.len};
    worker->applied = 0;
    status = worker->splits && (worker->fields->columns || worker->common->explode)
                 ? splice_many(worker, batch, record, error)
                 : splice_one(worker, batch, record, error);
    return status || !worker->coarse ? status : log_record(worker, batch, record, &before);
}

/* A string that becomes an array or several objects is no text of its own any more: what became of
 * the record is told as one change of it. */
static enum prep_status log_record(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *record, const struct before *before)
{
    const struct frame_text *from = worker->raw ? worker->raw : record;
    const char *a = from->text, *b = batch->out.data + before->out;
    size_t a_len = from->len, b_len = batch->out.len - before->out, begin = 0;
    struct frame_text whole = {record->place, NULL, a, a_len, 0};
    while (begin < a_len && begin < b_len && a[begin] == b[begin])
        begin++;
    for (; a_len > begin && b_len > begin && a[a_len - 1] == b[b_len - 1]; a_len--, b_len--)
        continue;
    batch->edits.len = before->edits;
    if (a_len == begin && b_len == begin)
        return PREP_OK;
    struct prep_buf *names = &worker->changed;
    enum prep_status status = name_rules(worker, names);
    prep_edits_reset(worker->joined);
    if (!status)
        status =
            prep_edits_append(worker->joined, (struct prep_edit){begin, a_len, begin, b_len, 0});
    const struct frame_change change = {.text = &whole,
                                        .edits = worker->joined,
                                        .name = names->data,
                                        .after = b,
                                        .after_len = batch->out.len - before->out};
    return status ? status : frame_editlog_rows(&change, &batch->edits);
}

/* All that was applied to the record, with '+' between; "json" if it was nothing else. */
static enum prep_status name_rules(const struct frame_worker *worker, struct prep_buf *names)
{
    size_t n;
    const struct prep_rule *rules = prep_transform_rules(worker->transform, &n);
    const char *policy = worker->raw ? frame_policy_name(worker->common) : "json";
    prep_buf_reset(names);
    enum prep_status status =
        worker->raw ? prep_buf_append(names, policy, strlen(policy)) : PREP_OK;
    for (size_t i = 0; i < n && i < FRAME_RULES_MAX && !status; i++) {
        if (!(worker->applied >> i & 1))
            continue;
        if (names->len > 0)
            status = prep_buf_append(names, "+", 1);
        if (!status)
            status = prep_buf_append(names, rules[i].name, strlen(rules[i].name));
    }
    if (!status && names->len == 0)
        status = prep_buf_append(names, policy, strlen(policy));
    return status ? status : prep_buf_append(names, "", 1);
}

enum prep_status frame_splice_drop(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *record)
{
    const struct frame_fields *fields = worker->fields;
    struct prep_error error;
    size_t at = 0;
    enum prep_status status = frame_fields_find(worker->fields, record->text, record->len, &error);
    if (status == PREP_E_NOMEM)
        return status;
    if (fields->malformed)
        return frame_worker_drop(worker, batch, record);
    status = PREP_OK;
    for (size_t i = 0; i < fields->count && !status; i++) {
        const struct frame_field *field = &fields->list[i];
        struct frame_text text = {record->place, field, record->text + field->begin,
                                  field->end - field->begin, 0};
        status = prep_buf_append(&batch->out, record->text + at, field->begin - at);
        if (!status)
            status = frame_worker_drop(worker, batch, &text);
        at = field->end;
    }
    return status ? status : prep_buf_append(&batch->out, record->text + at, record->len - at);
}

/* The text of a field: for JSON what the string means. Valid until the next field is read. */
static enum prep_status read_field(struct frame_worker *worker, const struct frame_text *record,
                                   const struct frame_field *field, struct frame_text *text,
                                   struct prep_error *error)
{
    const char *raw = record->text + field->begin;
    size_t len = field->end - field->begin;
    unsigned flags = field->begin == 0 ? record->flags : record->flags & ~(unsigned)PREP_RUN_START;
    *text = (struct frame_text){record->place, field, raw, len, flags};
    if (field->column || !memchr(raw, '\\', len))
        return PREP_OK;
    prep_buf_reset(&worker->decoded);
    enum prep_status status = frame_json_decode(raw, len, &worker->decoded);
    text->text = worker->decoded.data;
    text->len = worker->decoded.len;
    if (status != PREP_E_UTF8)
        return status;
    error->status = PREP_E_DATA;
    error->offset = field->begin;
    snprintf(error->message, sizeof error->message, "the string '%s' has half a surrogate pair",
             field->path);
    return PREP_E_DATA;
}

static enum prep_status report_fields(struct frame_worker *worker, struct frame_batch *batch,
                                      const struct frame_text *record, struct prep_error *error)
{
    enum prep_status status = PREP_OK;
    for (size_t i = 0; i < worker->fields->count && !status; i++) {
        struct frame_text text;
        status = read_field(worker, record, &worker->fields->list[i], &text, error);
        if (!status)
            status = frame_worker_text(worker, batch, &text, &batch->out, error);
    }
    return status;
}

/* One record for one record. */
static enum prep_status splice_one(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *record, struct prep_error *error)
{
    const struct frame_fields *fields = worker->fields;
    size_t at = 0, quote = worker->splits ? 1 : 0; /* an array has no quotes around it */
    for (size_t i = 0; i < fields->count; i++) {
        const struct frame_field *field = &fields->list[i];
        struct frame_text text;
        enum prep_status status =
            prep_buf_append(&batch->out, record->text + at, field->begin - quote - at);
        if (!status)
            status = read_field(worker, record, field, &text, error);
        if (!status)
            status = splice_field(worker, batch, &text, record->text + field->begin,
                                  field->end - field->begin, error);
        if (status)
            return status;
        at = field->end + quote;
    }
    return prep_buf_append(&batch->out, record->text + at, record->len - at);
}

static enum prep_status splice_field(struct frame_worker *worker, struct frame_batch *batch,
                                     const struct frame_text *text, const char *raw, size_t raw_len,
                                     struct prep_error *error)
{
    struct prep_buf *changed = &worker->changed;
    if (text->field->column)
        return frame_worker_text(worker, batch, text, &batch->out, error);
    prep_buf_reset(changed);
    enum prep_status status = frame_worker_text(worker, batch, text, changed, error);
    if (status)
        return status;
    if (worker->splits)
        return append_array(&batch->out, changed->data, changed->len);
    if (changed->len == text->len &&
        (text->len == 0 || !memcmp(changed->data, text->text, text->len)))
        return prep_buf_append(&batch->out, raw, raw_len); /* escapes that nobody asked to change */
    return frame_json_encode(changed->data, changed->len, &batch->out);
}

/* As many records as each of the fields gives; where they disagree the record stays whole. */
static enum prep_status splice_many(struct frame_worker *worker, struct frame_batch *batch,
                                    const struct frame_text *record, struct prep_error *error)
{
    const struct frame_fields *fields = worker->fields;
    size_t edits_before = batch->edits.len, diff_before = batch->diff.len;
    uint64_t done[FRAME_RULES_MAX];
    bool even = true;
    if (!grow_pieces(worker, fields->count))
        return PREP_E_NOMEM;
    for (size_t i = 0; i < FRAME_RULES_MAX; i++)
        done[i] = prep_transform_count(worker->transform, i);
    for (size_t i = 0; i < fields->count; i++) {
        struct frame_text text;
        struct frame_piece *piece = &worker->pieces[i];
        prep_buf_reset(&piece->text);
        enum prep_status status = read_field(worker, record, &fields->list[i], &text, error);
        if (!status)
            status = frame_worker_text(worker, batch, &text, &piece->text, error);
        if (status)
            return status;
        piece->at = 0;
        piece->n_rows = 1;
        for (size_t at = 0; at < piece->text.len; at++)
            piece->n_rows += piece->text.data[at] == '\n';
        even = even && piece->n_rows == worker->pieces[0].n_rows;
    }
    if (even)
        return append_rows(worker, &batch->out, record);
    for (size_t i = 0; i < FRAME_RULES_MAX; i++)
        worker->counts.undone[i] += prep_transform_count(worker->transform, i) - done[i];
    batch->edits.len = edits_before;
    batch->diff.len = diff_before;
    return keep_whole(worker, batch, record);
}

static bool grow_pieces(struct frame_worker *worker, size_t n)
{
    if (n <= worker->n_pieces)
        return true;
    struct frame_piece *pieces = realloc(worker->pieces, n * sizeof *pieces);
    if (!pieces)
        return false;
    memset(pieces + worker->n_pieces, 0, (n - worker->n_pieces) * sizeof *pieces);
    worker->pieces = pieces;
    worker->n_pieces = n;
    return true;
}

/* Row for row a line of each piece, and around them what the record has there. */
static enum prep_status append_rows(struct frame_worker *worker, struct prep_buf *out,
                                    const struct frame_text *record)
{
    const struct frame_fields *fields = worker->fields;
    for (size_t row = 0; row < worker->pieces[0].n_rows; row++) {
        size_t at = 0;
        if (row > 0 && prep_buf_append(out, "\n", 1))
            return PREP_E_NOMEM;
        for (size_t i = 0; i < fields->count; i++) {
            struct frame_piece *piece = &worker->pieces[i];
            const char *line = piece->text.data + piece->at;
            size_t left = piece->text.len - piece->at;
            const char *lf = left ? memchr(line, '\n', left) : NULL;
            size_t len = lf ? (size_t)(lf - line) : left;
            piece->at += len + (lf != NULL);
            if (prep_buf_append(out, record->text + at, fields->list[i].begin - at) ||
                (fields->json ? frame_json_encode(line, len, out)
                              : prep_buf_append(out, line, len)))
                return PREP_E_NOMEM;
            at = fields->list[i].end;
        }
        if (append_rest(worker, out, record, at, row + 1))
            return PREP_E_NOMEM;
    }
    return PREP_OK;
}

/* What follows the last field; --explode numbers the objects there. */
static enum prep_status append_rest(const struct frame_worker *worker, struct prep_buf *out,
                                    const struct frame_text *record, size_t at, size_t sentence)
{
    const char *rest = record->text + at, *brace;
    size_t len = record->len - at;
    char ids[80];
    if (!worker->fields->json || !(brace = memrchr(rest, '}', len)))
        return prep_buf_append(out, rest, len);
    int n = snprintf(ids, sizeof ids, ",\"line\":%llu,\"sentence\":%zu",
                     (unsigned long long)record->place->total, sentence);
    size_t before = (size_t)(brace - rest);
    if (prep_buf_append(out, rest, before) || prep_buf_append(out, ids, (size_t)n))
        return PREP_E_NOMEM;
    return prep_buf_append(out, brace, len - before);
}

static enum prep_status append_array(struct prep_buf *out, const char *text, size_t len)
{
    for (size_t at = 0;; at++) {
        const char *lf = at < len ? memchr(text + at, '\n', len - at) : NULL;
        size_t end = lf ? (size_t)(lf - text) : len;
        if (prep_buf_append(out, at == 0 ? "[\"" : ",\"", 2) ||
            frame_json_encode(text + at, end - at, out) || prep_buf_append(out, "\"", 1))
            return PREP_E_NOMEM;
        if (!lf)
            return prep_buf_append(out, "]", 1);
        at = end;
    }
}

/* The record as it was, with a row for --same-count: line, counts of sentences. */
static enum prep_status keep_whole(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *record)
{
    char number[40];
    int n = snprintf(number, sizeof number, "%llu", (unsigned long long)record->place->total);
    worker->counts.uneven++;
    worker->applied = 0;
    enum prep_status status = prep_buf_append(&batch->uneven, number, (size_t)n);
    for (size_t i = 0; i < worker->fields->count && !status; i++) {
        n = snprintf(number, sizeof number, "%c%zu", i ? ',' : '\t', worker->pieces[i].n_rows);
        status = prep_buf_append(&batch->uneven, number, (size_t)n);
    }
    if (!status)
        status = prep_buf_append(&batch->uneven, "\n", 1);
    if (!status)
        status = worker->common->explode ? append_rest(worker, &batch->out, record, 0, 1)
                                         : prep_buf_append(&batch->out, record->text, record->len);
    return status;
}
