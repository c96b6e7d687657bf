/* worker.c - what is done with a batch: records, the policy for bad ones, transform or report. */
#include "frame.h"
#include "internal.h" /* for prep_transform_run_same() */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool run_whole(struct frame_worker *worker, struct frame_batch *batch);
static bool report_block(struct frame_worker *worker, struct frame_batch *batch);
static bool transform_block(struct frame_worker *worker, struct frame_batch *batch);
static void run_records(struct frame_worker *worker, struct frame_batch *batch);
static size_t record_end(const struct frame_worker *worker, const char *text, size_t len);
static bool run_record(struct frame_worker *worker, struct frame_batch *batch,
                       const struct frame_text *record, bool valid);
static enum prep_status run_bad(struct frame_worker *worker, struct frame_batch *batch,
                                const struct frame_text *record, struct prep_error *error);
static enum prep_status run_valid(struct frame_worker *worker, struct frame_batch *batch,
                                  const struct frame_text *record, struct prep_error *error);
static enum prep_status pass_by_policy(struct frame_worker *worker, struct frame_batch *batch,
                                       const struct frame_text *record);
static enum prep_status report(struct frame_worker *worker, struct frame_batch *batch,
                               const struct frame_text *text, struct prep_error *error);
static bool stop_in(struct frame_batch *batch, const struct frame_text *record, size_t byte,
                    const char *reason);
static bool stop(struct frame_batch *batch, const struct frame_place *place, size_t byte,
                 const char *reason);

bool frame_worker_open(struct frame_worker *worker, const struct frame_filter *filter,
                       const struct frame_common *common, struct prep_transform *transform)
{
    const char *message;
    *worker = (struct frame_worker){.filter = filter, .common = common, .transform = transform};
    worker->report = filter->report ? filter->report(filter->config) : NULL;
    worker->color = frame_color_wanted(common, STDOUT_FILENO);
    worker->splits = filter->splits && filter->splits(filter->config);
    worker->fields = frame_fields_new(common, &message);
    worker->coarse = worker->splits && common->json && common->edits;
    bool complete = !message;
    if (worker->report)
        complete = complete && (worker->state = worker->report->open(filter->config)) != NULL;
    if (common->edits || common->diff) {
        worker->edits = prep_edits_new();
        worker->repair = prep_edits_new();
        worker->joined = prep_edits_new();
        complete = complete && worker->edits && worker->repair && worker->joined;
    }
    if (!complete)
        frame_message("%s", message ? message : "out of memory");
    return complete;
}

void frame_worker_close(struct frame_worker *worker)
{
    if (worker->state)
        worker->report->close(worker->state);
    prep_transform_free(worker->transform);
    frame_fields_free(worker->fields);
    prep_edits_free(worker->edits);
    prep_edits_free(worker->repair);
    prep_edits_free(worker->joined);
    prep_buf_free(&worker->repaired);
    prep_buf_free(&worker->decoded);
    prep_buf_free(&worker->changed);
    prep_buf_free(&worker->rows);
    for (size_t i = 0; i < worker->n_pieces; i++)
        prep_buf_free(&worker->pieces[i].text);
    free(worker->pieces);
}

void frame_batch_free(struct frame_batch *batch)
{
    prep_buf_free(&batch->in);
    prep_buf_free(&batch->out);
    prep_buf_free(&batch->edits);
    prep_buf_free(&batch->uneven);
    prep_buf_free(&batch->diff);
    free(batch->problem);
    batch->problem = NULL;
}

void frame_worker_run(struct frame_worker *worker, struct frame_batch *batch)
{
    prep_buf_reset(&batch->out);
    batch->same = false;
    prep_buf_reset(&batch->edits);
    prep_buf_reset(&batch->uneven);
    prep_buf_reset(&batch->diff);
    if (batch->after_open_record && !worker->report && prep_buf_append(&batch->out, "\n", 1))
        stop(batch, &batch->place, 0, "out of memory");
    else if (!run_whole(worker, batch))
        run_records(worker, batch);
    worker->counts.bytes_in += batch->in.len;
    worker->counts.bytes_out += (batch->same ? batch->in : batch->out).len;
}

/* Transforms and some reports handle records by themselves: where nothing is asked about a single
 * record and all of the batch is valid, one call does it. */
static bool run_whole(struct frame_worker *worker, struct frame_batch *batch)
{
    if (worker->edits || worker->fields || worker->common->paragraphs ||
        batch->in.len > worker->common->max_record)
        return false;
    if (worker->report ? !report_block(worker, batch) : !transform_block(worker, batch))
        return false;
    worker->counts.records += batch->n_records;
    return true;
}

static bool report_block(struct frame_worker *worker, struct frame_batch *batch)
{
    const struct frame_report *report = worker->report;
    struct prep_error error = {0};
    if (!report->block || prep_utf8_check(batch->in.data, batch->in.len, NULL))
        return false;
    enum prep_status status =
        report->block(worker->state, worker->transform, batch->in.data, batch->in.len, &error);
    if (status)
        stop(batch, &batch->place, 0, error.status ? error.message : prep_status_name(status));
    return true;
}

static bool transform_block(struct frame_worker *worker, struct frame_batch *batch)
{
    const char *text = batch->in.data;
    size_t len = batch->in.len;
    unsigned flags = batch->starts_file ? PREP_RUN_START : 0;
    enum prep_status status =
        batch->out.len > 0
            ? prep_transform_run(worker->transform, text, len, flags, &batch->out, NULL, NULL)
            : prep_transform_run_same(worker->transform, text, len, flags, &batch->out, NULL);
    batch->same = status == PREP_SAME;
    return status >= 0;
}

static void run_records(struct frame_worker *worker, struct frame_batch *batch)
{
    bool valid = prep_utf8_check(batch->in.data, batch->in.len, NULL) == PREP_OK;
    struct frame_place place = batch->place;
    for (size_t at = 0; at < batch->in.len;) {
        const char *text = batch->in.data + at;
        size_t len = record_end(worker, text, batch->in.len - at);
        bool lf = at + len < batch->in.len;
        unsigned flags = batch->starts_file && at == 0 ? PREP_RUN_START : 0;
        struct frame_text record = {&place, NULL, text, len, flags | PREP_RUN_VALID};
        worker->counts.records++;
        if (!run_record(worker, batch, &record, valid))
            return;
        if (lf && !worker->report && prep_buf_append(&batch->out, "\n", 1)) {
            stop(batch, &place, 0, "out of memory");
            return;
        }
        at += len + 1;
        uint64_t lines = worker->common->paragraphs ? frame_line_ends(text, len) + 1 : 1;
        place.line += lines;
        place.total += lines;
    }
}

static size_t record_end(const struct frame_worker *worker, const char *text, size_t len)
{
    if (worker->common->paragraphs)
        return prep_transform_record(worker->transform, text, len);
    const char *lf = memchr(text, '\n', len);
    return lf ? (size_t)(lf - text) : len;
}

static bool run_record(struct frame_worker *worker, struct frame_batch *batch,
                       const struct frame_text *record, bool valid)
{
    struct prep_error error = {0};
    size_t out_before = batch->out.len, edits_before = batch->edits.len;
    size_t diff_before = batch->diff.len;
    if (record->len > worker->common->max_record) {
        char reason[80];
        snprintf(reason, sizeof reason, "record longer than %llu bytes (see --max-record)",
                 (unsigned long long)worker->common->max_record);
        return stop(batch, record->place, 0, reason);
    }
    if (worker->repair)
        prep_edits_reset(worker->repair);
    enum prep_status status = valid || !prep_utf8_check(record->text, record->len, &error)
                                  ? run_valid(worker, batch, record, &error)
                                  : PREP_E_UTF8;
    if (status == PREP_E_UTF8 || (status == PREP_E_DATA && worker->fields)) {
        batch->out.len = out_before;
        batch->edits.len = edits_before;
        batch->diff.len = diff_before;
        if (worker->common->policy == FRAME_ON_ERROR_FAIL)
            return stop_in(batch, record, error.offset, error.message);
        worker->counts.bad++;
        struct prep_error again = {0};
        status = status == PREP_E_UTF8 ? run_bad(worker, batch, record, &again)
                                       : pass_by_policy(worker, batch, record);
        error = again;
    }
    if (!status)
        return true;
    batch->out.len = out_before;
    batch->edits.len = edits_before;
    batch->diff.len = diff_before;
    return stop_in(batch, record, error.offset,
                   error.message[0] ? error.message : prep_status_name(status));
}

/* A record that is not UTF-8. */
static enum prep_status run_bad(struct frame_worker *worker, struct frame_batch *batch,
                                const struct frame_text *record, struct prep_error *error)
{
    struct frame_text repaired = *record;
    int policy = worker->common->policy;
    if (policy == FRAME_ON_ERROR_KEEP || policy == FRAME_ON_ERROR_DROP)
        return pass_by_policy(worker, batch, record);
    prep_buf_reset(&worker->repaired);
    enum prep_status status =
        (policy == FRAME_ON_ERROR_REPLACE ? prep_utf8_replace : prep_utf8_latin1)(
            record->text, record->len, &worker->repaired, worker->repair);
    repaired.text = worker->repaired.data;
    repaired.len = worker->repaired.len;
    size_t edits_before = batch->edits.len, diff_before = batch->diff.len;
    if (!status && worker->edits && worker->fields) {
        /* Fields are counted in the repaired record: the repair has rows of its own. */
        prep_edits_reset(worker->edits);
        status = frame_worker_log(worker, batch, record, repaired.text, repaired.len);
        prep_edits_reset(worker->repair);
        worker->raw = record;
        if (worker->coarse)
            batch->edits.len = edits_before;
    } else {
        worker->original = record;
    }
    if (!status)
        status = run_valid(worker, batch, &repaired, error);
    worker->original = worker->raw = NULL;
    if (status != PREP_E_DATA || !worker->fields)
        return status;
    batch->edits.len = edits_before;
    batch->diff.len = diff_before;
    return pass_by_policy(worker, batch, record);
}

static enum prep_status run_valid(struct frame_worker *worker, struct frame_batch *batch,
                                  const struct frame_text *record, struct prep_error *error)
{
    return worker->fields ? frame_splice_record(worker, batch, record, error)
                          : frame_worker_text(worker, batch, record, &batch->out, error);
}

/* A record that cannot be worked on: emptied or, by the other policies, passed as it is. */
static enum prep_status pass_by_policy(struct frame_worker *worker, struct frame_batch *batch,
                                       const struct frame_text *record)
{
    if (worker->report)
        return PREP_OK;
    if (worker->common->policy != FRAME_ON_ERROR_DROP)
        return prep_buf_append(&batch->out, record->text, record->len);
    return worker->fields ? frame_splice_drop(worker, batch, record)
                          : frame_worker_drop(worker, batch, record);
}

enum prep_status frame_worker_text(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *text, struct prep_buf *out,
                                   struct prep_error *error)
{
    size_t before = out->len;
    if (worker->report)
        return report(worker, batch, text, error);
    if (worker->edits)
        prep_edits_reset(worker->edits);
    enum prep_status status = prep_transform_run(worker->transform, text->text, text->len,
                                                 text->flags, out, worker->edits, error);
    if (!status && worker->edits)
        status = frame_worker_log(worker, batch, worker->original ? worker->original : text,
                                  out->data + before, out->len - before);
    return status;
}

static enum prep_status report(struct frame_worker *worker, struct frame_batch *batch,
                               const struct frame_text *text, struct prep_error *error)
{
    const struct frame_report *report = worker->report;
    bool json = worker->common->rows == FRAME_ROWS_JSONL;
    prep_buf_reset(&worker->rows);
    enum prep_status status =
        report->record(worker->state, worker->transform, text->place, text->text, text->len,
                       json ? &worker->rows : &batch->out, error);
    if (!status && json)
        status =
            frame_rows_to_json(report->columns, worker->rows.data, worker->rows.len, &batch->out);
    return status;
}

enum prep_status frame_worker_drop(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *text)
{
    struct prep_edit all = {0, text->len, 0, 0, 0};
    if (!worker->edits || text->len == 0)
        return PREP_OK;
    prep_edits_reset(worker->edits);
    prep_edits_reset(worker->repair);
    enum prep_status status = prep_edits_append(worker->repair, all);
    if (!status)
        status = frame_worker_log(worker, batch, text, "", 0);
    prep_edits_reset(worker->repair);
    return status;
}

enum prep_status frame_worker_log(struct frame_worker *worker, struct frame_batch *batch,
                                  const struct frame_text *text, const char *after,
                                  size_t after_len)
{
    size_t n_rules;
    const struct prep_rule *rules = prep_transform_rules(worker->transform, &n_rules);
    prep_edits_reset(worker->joined);
    enum prep_status status = prep_edits_compose(worker->repair, worker->edits, 1, worker->joined);
    if (status || prep_edits_count(worker->joined) == 0)
        return status;
    for (size_t i = 0; worker->coarse && i < prep_edits_count(worker->joined); i++) {
        uint16_t rule = prep_edits_get(worker->joined, i).rule;
        worker->applied |= rule ? (uint64_t)1 << (rule - 1) : 0;
    }
    const struct frame_change change = {
        .text = text,
        .edits = worker->joined,
        .policy = frame_policy_name(worker->common),
        .rules = rules,
        .after = after,
        .after_len = after_len,
    };
    if (worker->common->edits)
        status = frame_editlog_rows(&change, &batch->edits);
    if (!status && worker->common->diff)
        status = frame_diff_line(&change, worker->color, &batch->diff);
    return status;
}

/* The same at a byte of a record, which may have several lines. */
static bool stop_in(struct frame_batch *batch, const struct frame_text *record, size_t byte,
                    const char *reason)
{
    struct frame_place place = *record->place;
    size_t end = byte < record->len ? byte : record->len;
    const char *lf = memrchr(record->text, '\n', end);
    place.line += frame_line_ends(record->text, end);
    return stop(batch, &place, lf ? byte - (size_t)(lf + 1 - record->text) : byte, reason);
}

/* End the run here: what was done so far is written, then the message. */
static bool stop(struct frame_batch *batch, const struct frame_place *place, size_t byte,
                 const char *reason)
{
    size_t size = strlen(place->file) + strlen(reason) + 64;
    batch->problem = malloc(size);
    if (batch->problem)
        snprintf(batch->problem, size, "%s:%llu:%zu: %s", place->file,
                 (unsigned long long)place->line, byte + 1, reason);
    return false;
}
