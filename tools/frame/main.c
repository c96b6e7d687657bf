/* main.c - the course of every tool: options, inputs, batches, outputs, exit status. */
#include "frame.h"

#include <signal.h>
#include <stdlib.h>

struct run {
    const struct frame_filter *filter;
    struct frame_common common;
    struct frame_reader reader;
    struct frame_worker *workers;
    size_t n_workers;
    struct frame_writer out, edits, uneven; /* the text, --edits, --same-count */
    struct frame_progress progress;
    double start; /* frame_clock() */
};

static enum frame_exit say(const struct frame_filter *filter, const struct frame_common *common);
static enum frame_exit open_workers(struct run *run);
static enum frame_exit process(struct run *run);
static bool open_outputs(struct run *run);
static frame_take_fn write_batch;
static bool finish(struct run *run);
static enum frame_exit close_outputs(struct run *run, bool good);
static void tell_policy(const struct run *run);

int frame_main(const struct frame_filter *filter, int argc, char **argv)
{
    struct run run = {.filter = filter};
    frame_message_name(filter->name);
    enum frame_exit status = frame_options_read(filter, &run.common, argc, argv);
    run.common.paragraphs = filter->paragraphs && !run.common.columns && !run.common.json;
    if (!status && (run.common.help || run.common.version || run.common.list_rules)) {
        status = say(filter, &run.common);
    } else if (!status) {
        status = open_workers(&run);
        if (!status)
            status = process(&run);
    }
    for (size_t i = 0; i < run.n_workers; i++)
        frame_worker_close(&run.workers[i]);
    free(run.workers);
    free(run.common.files);
    return (int)status;
}

static enum frame_exit say(const struct frame_filter *filter, const struct frame_common *common)
{
    if (common->help)
        frame_help(filter, stdout);
    else if (common->version)
        frame_version(filter);
    else
        frame_list_rules(filter);
    if (fflush(stdout) || fclose(stdout)) {
        frame_message("standard output: write error");
        return FRAME_PROBLEM;
    }
    return FRAME_DONE;
}

/* A worker for each thread: the first gets the transform that the filter opens, the others clones
 * of it. */
static enum frame_exit open_workers(struct run *run)
{
    struct prep_error error = {0};
    size_t wanted = (size_t)run->common.threads;
    struct prep_transform *transform = run->filter->open(&run->common, run->filter->config, &error);
    run->workers = transform ? calloc(wanted, sizeof *run->workers) : NULL;
    while (transform && run->workers) {
        if (!frame_worker_open(&run->workers[run->n_workers++], run->filter, &run->common,
                               transform))
            return FRAME_PROBLEM;
        if (run->n_workers == wanted)
            return FRAME_DONE;
        transform = prep_transform_clone(transform, &error);
    }
    prep_transform_free(transform);
    frame_message("%s", error.status ? error.message : "out of memory");
    return error.status == PREP_E_OPTION ? frame_usage_error(run->filter) : FRAME_PROBLEM;
}

static enum frame_exit process(struct run *run)
{
    enum frame_exit status = frame_reader_open(&run->reader, &run->common);
    if (status)
        return status;
    run->start = frame_clock();
    if (open_outputs(run)) {
        frame_progress_start(&run->progress, &run->common);
        bool good =
            frame_pipeline_run(&run->reader, run->workers, run->n_workers, write_batch, run) &&
            finish(run);
        frame_progress_end(&run->progress);
        status = close_outputs(run, good);
    } else {
        status = FRAME_PROBLEM;
    }
    frame_reader_close(&run->reader);
    return status;
}

static bool open_outputs(struct run *run)
{
    const struct frame_common *common = &run->common;
    run->out.fd = run->edits.fd = run->uneven.fd = -1;
    if (frame_writer_open(&run->out, common->output) &&
        (!common->edits || frame_writer_open(&run->edits, common->edits)) &&
        (!common->same_count || frame_writer_open(&run->uneven, common->same_count)))
        return true;
    frame_writer_abandon(&run->out);
    frame_writer_abandon(&run->edits);
    frame_writer_abandon(&run->uneven);
    return false;
}

static bool write_batch(void *arg, struct frame_batch *batch)
{
    struct run *run = arg;
    const struct frame_common *common = &run->common;
    frame_progress_add(&run->progress, batch);
    const struct prep_buf *out = common->diff  ? &batch->diff
                                 : batch->same ? &batch->in
                                               : &batch->out;
    if (!frame_writer_write(&run->out, out) ||
        (common->edits && !frame_writer_write(&run->edits, &batch->edits)) ||
        (common->same_count && !frame_writer_write(&run->uneven, &batch->uneven)))
        return false;
    if (!batch->problem)
        return true;
    fprintf(stderr, "%s\n", batch->problem); /* FILE:LINE:BYTE: without the tool's name */
    return false;
}

/* What comes behind the last record: the end of a report, or of a diff. */
static bool finish(struct run *run)
{
    struct prep_buf end = PREP_BUF_INIT, rows = PREP_BUF_INIT;
    bool json = run->common.rows == FRAME_ROWS_JSONL;
    const struct frame_report *report = run->workers[0].report;
    enum prep_status status = PREP_OK;
    for (size_t i = 1; report && i < run->n_workers && !status; i++)
        status = report->merge(run->workers[0].state, run->workers[i].state);
    if (!status && report && report->finish)
        status = report->finish(run->workers[0].state, json ? &rows : &end);
    if (!status && json)
        status = frame_rows_to_json(report->columns, rows.data, rows.len, &end);
    if (!status && run->common.diff)
        status = frame_diff_end(run->workers, run->n_workers, &end);
    if (status)
        frame_message("%s", prep_status_name(status));
    bool done = !status && frame_writer_write(&run->out, &end);
    prep_buf_free(&end);
    prep_buf_free(&rows);
    return done;
}

static enum frame_exit close_outputs(struct run *run, bool good)
{
    struct frame_writer *writers[] = {&run->out, &run->edits, &run->uneven};
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        if (writers[i]->fd < 0)
            continue;
        if (!good)
            frame_writer_abandon(writers[i]);
        else if (!frame_writer_commit(writers[i]))
            good = false;
    }
    if (good && run->common.stats)
        good = frame_stats_write(&run->common, run->filter, run->workers, run->n_workers,
                                 frame_clock() - run->start);
    if (!good)
        return FRAME_PROBLEM;
    tell_policy(run);
    const struct frame_worker *first = &run->workers[0];
    return first->report ? first->report->status(first->state) : FRAME_DONE;
}

static void tell_policy(const struct run *run)
{
    static const char *const what[] = {"", "bad bytes replaced by U+FFFD",
                                       "bad bytes read as windows-1252", "passed as they are",
                                       "made empty"};
    unsigned long long bad = 0;
    for (size_t i = 0; i < run->n_workers; i++)
        bad += run->workers[i].counts.bad;
    if (bad && !run->common.quiet && run->workers[0].fields)
        frame_message("%llu record%s not valid or lacked a field: --on-error=%s", bad,
                      bad == 1 ? " was" : "s were", frame_policy_name(&run->common));
    else if (bad && !run->common.quiet)
        frame_message("%llu record%s not valid UTF-8: %s", bad, bad == 1 ? " was" : "s were",
                      what[run->common.policy]);
}
