/* worker.c - what is done with a batch: policy for bad input, transform or report, edit log. */
#include "frame.h"

#include <stdlib.h>
#include <string.h>

static bool run_whole(struct frame_worker *worker, struct frame_batch *batch);
static bool run_record(struct frame_worker *worker, struct frame_batch *batch,
                       const struct frame_place *place, const char *text, size_t len,
                       unsigned flags);
static bool run_bad_record(struct frame_worker *worker, struct frame_batch *batch,
                           const struct frame_place *place, const char *text, size_t len,
                           unsigned flags, const struct prep_error *error);
static enum prep_status handle(struct frame_worker *worker, struct frame_batch *batch,
                               const struct frame_place *place, const char *text, size_t len,
                               unsigned flags, struct prep_error *error);
static enum prep_status log_edits(struct frame_worker *worker, struct frame_batch *batch,
                                  const struct frame_place *place, const char *original,
                                  size_t out_before);
static bool stop(struct frame_batch *batch, const struct frame_place *place, size_t byte,
                 const char *reason);

static const char *const policy_names[] = {"fail", "replace", "latin1", "keep", "drop"};

bool frame_worker_open(struct frame_worker *worker, const struct frame_filter *filter,
                       const struct frame_common *common, struct prep_transform *transform)
{
    *worker = (struct frame_worker){.filter = filter, .common = common, .transform = transform};
    worker->report = filter->report ? filter->report(filter->config) : NULL;
    bool complete = true;
    if (worker->report)
        complete = (worker->state = worker->report->open(filter->config)) != NULL;
    if (common->edits) {
        worker->edits = prep_edits_new();
        worker->repair = prep_edits_new();
        worker->joined = prep_edits_new();
        complete = complete && worker->edits && worker->repair && worker->joined;
    }
    if (!complete)
        frame_message("out of memory");
    return complete;
}

void frame_worker_close(struct frame_worker *worker)
{
    if (worker->state)
        worker->report->close(worker->state);
    prep_transform_free(worker->transform);
    prep_edits_free(worker->edits);
    prep_edits_free(worker->repair);
    prep_edits_free(worker->joined);
    prep_buf_free(&worker->repaired);
}

void frame_batch_free(struct frame_batch *batch)
{
    prep_buf_free(&batch->in);
    prep_buf_free(&batch->out);
    prep_buf_free(&batch->edits);
    free(batch->problem);
    batch->problem = NULL;
}

void frame_worker_run(struct frame_worker *worker, struct frame_batch *batch)
{
    prep_buf_reset(&batch->out);
    prep_buf_reset(&batch->edits);
    if (batch->after_open_record && !worker->report && prep_buf_append(&batch->out, "\n", 1)) {
        stop(batch, &batch->place, 0, "out of memory");
        return;
    }
    if (run_whole(worker, batch))
        return;
    struct frame_place place = batch->place;
    for (size_t at = 0; at < batch->in.len; place.line++, place.total++) {
        const char *record = batch->in.data + at;
        const char *lf = memchr(record, '\n', batch->in.len - at);
        size_t len = lf ? (size_t)(lf - record) : batch->in.len - at;
        unsigned flags = batch->starts_file && at == 0 ? PREP_RUN_START : 0;
        if (!run_record(worker, batch, &place, record, len, flags))
            return;
        if (lf && !worker->report && prep_buf_append(&batch->out, "\n", 1)) {
            stop(batch, &place, 0, "out of memory");
            return;
        }
        at += len + 1;
    }
}

/* Transforms handle records by themselves: where nothing is asked about a single record and all
 * of the batch is valid, one call does it. */
static bool run_whole(struct frame_worker *worker, struct frame_batch *batch)
{
    if (worker->report || worker->edits || batch->in.len > worker->common->max_record)
        return false;
    return prep_transform_run(worker->transform, batch->in.data, batch->in.len,
                              batch->starts_file ? PREP_RUN_START : 0, &batch->out, NULL,
                              NULL) == PREP_OK;
}

static bool run_record(struct frame_worker *worker, struct frame_batch *batch,
                       const struct frame_place *place, const char *text, size_t len,
                       unsigned flags)
{
    struct prep_error error = {0};
    char reason[80];
    if (len > worker->common->max_record) {
        snprintf(reason, sizeof reason, "record longer than %llu bytes (see --max-record)",
                 (unsigned long long)worker->common->max_record);
        return stop(batch, place, 0, reason);
    }
    if (prep_utf8_check(text, len, &error))
        return run_bad_record(worker, batch, place, text, len, flags, &error);
    size_t out_before = batch->out.len;
    if (worker->edits)
        prep_edits_reset(worker->edits);
    if (handle(worker, batch, place, text, len, flags, &error))
        return stop(batch, place, error.offset, error.message);
    if (worker->edits && !worker->report) {
        prep_edits_reset(worker->repair);
        if (log_edits(worker, batch, place, text, out_before))
            return stop(batch, place, 0, "out of memory");
    }
    return true;
}

/* A record that is not UTF-8, by policy. */
static bool run_bad_record(struct frame_worker *worker, struct frame_batch *batch,
                           const struct frame_place *place, const char *text, size_t len,
                           unsigned flags, const struct prep_error *bad)
{
    struct prep_error error = {0};
    enum prep_status status = PREP_OK;
    size_t out_before = batch->out.len;
    int policy = worker->common->policy;
    if (policy == FRAME_ON_ERROR_FAIL)
        return stop(batch, place, bad->offset, bad->message);
    worker->bad_records++;
    prep_buf_reset(&worker->repaired);
    if (worker->edits) {
        prep_edits_reset(worker->edits);
        prep_edits_reset(worker->repair);
    }
    if (policy == FRAME_ON_ERROR_KEEP) {
        if (!worker->report)
            status = prep_buf_append(&batch->out, text, len);
    } else if (policy == FRAME_ON_ERROR_DROP) {
        struct prep_edit all = {0, len, 0, 0, 0};
        if (worker->edits)
            status = prep_edits_append(worker->repair, all);
    } else {
        status = (policy == FRAME_ON_ERROR_REPLACE ? prep_utf8_replace : prep_utf8_latin1)(
            text, len, &worker->repaired, worker->repair);
        if (!status)
            status = handle(worker, batch, place, worker->repaired.data, worker->repaired.len,
                            flags, &error);
    }
    if (!status && worker->edits && !worker->report)
        status = log_edits(worker, batch, place, text, out_before);
    if (!status)
        return true;
    return stop(batch, place, 0, error.message[0] ? error.message : prep_status_name(status));
}

/* The filter's own work on one valid record. */
static enum prep_status handle(struct frame_worker *worker, struct frame_batch *batch,
                               const struct frame_place *place, const char *text, size_t len,
                               unsigned flags, struct prep_error *error)
{
    enum prep_status status =
        worker->report ? worker->report->record(worker->state, worker->transform, place, text, len,
                                                &batch->out, error)
                       : prep_transform_run(worker->transform, text, len, flags | PREP_RUN_VALID,
                                            &batch->out, worker->edits, error);
    if (status && error->message[0] == '\0')
        snprintf(error->message, sizeof error->message, "%s", prep_status_name(status));
    return status;
}

/* Log what the policy (repair) and then the transform (edits) changed, as one. */
static enum prep_status log_edits(struct frame_worker *worker, struct frame_batch *batch,
                                  const struct frame_place *place, const char *original,
                                  size_t out_before)
{
    size_t n_rules;
    const struct prep_rule *rules = prep_transform_rules(worker->transform, &n_rules);
    prep_edits_reset(worker->joined);
    enum prep_status status = prep_edits_compose(worker->repair, worker->edits, 1, worker->joined);
    if (status || prep_edits_count(worker->joined) == 0)
        return status;
    return frame_editlog_rows(worker->joined, policy_names[worker->common->policy], rules,
                              place->total, original, batch->out.data + out_before, &batch->edits);
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
