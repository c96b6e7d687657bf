/* main.c - the course of every tool: options, inputs, batches, outputs, exit status. */
#include "frame.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct run {
    const struct frame_filter *filter;
    struct frame_common common;
    struct frame_reader reader;
    struct frame_worker worker;
    struct frame_writer out, edits;
    bool keeps_log;
};

static enum frame_exit open_transform(struct run *run);
static enum frame_exit process(struct run *run);
static enum frame_exit write_batches(struct run *run, struct frame_batch *batch);
static bool write_report_end(struct run *run);
static void tell_policy(const struct run *run);

int frame_main(const struct frame_filter *filter, int argc, char **argv)
{
    struct run run = {.filter = filter};
    frame_message_name(filter->name);
    enum frame_exit status = frame_options_read(filter, &run.common, argc, argv);
    if (status)
        return status;
    if (run.common.help || run.common.version || run.common.list_rules) {
        if (run.common.help)
            frame_help(filter, stdout);
        else if (run.common.version)
            frame_version(filter);
        else
            frame_list_rules(filter);
        if (fflush(stdout) || fclose(stdout)) {
            frame_message("standard output: write error");
            return FRAME_PROBLEM;
        }
        return FRAME_DONE;
    }
    status = open_transform(&run);
    if (!status)
        status = process(&run);
    frame_worker_close(&run.worker);
    free(run.common.files);
    return status;
}

const char *frame_data_dir(void)
{
    /* The build leaves a file beside the tools that says where the tree's dictionaries are; an
     * installed tool has no such file beside it. */
    static char dir[2 * PATH_MAX];
    char exe[PATH_MAX], path[PATH_MAX + 32], line[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (n < 0)
        return NULL;
    exe[n] = '\0';
    char *slash = strrchr(exe, '/');
    if (!slash)
        return NULL;
    *slash = '\0';
    snprintf(path, sizeof path, "%s/prep-data-dir", exe);
    FILE *file = fopen(path, "re");
    if (!file)
        return NULL;
    bool found = fgets(line, sizeof line, file) != NULL;
    fclose(file);
    if (!found)
        return NULL;
    line[strcspn(line, "\n")] = '\0';
    if (line[0] == '/')
        snprintf(dir, sizeof dir, "%s", line);
    else
        snprintf(dir, sizeof dir, "%s/%s", exe, line);
    return dir;
}

static enum frame_exit open_transform(struct run *run)
{
    struct prep_error error = {0};
    const struct frame_filter *filter = run->filter;
    run->worker.filter = filter;
    run->worker.common = &run->common;
    run->worker.report = filter->report ? filter->report(filter->config) : NULL;
    run->worker.transform = filter->open(&run->common, filter->config, &error);
    if (!run->worker.transform) {
        frame_message("%s", error.message);
        return error.status == PREP_E_OPTION ? frame_usage_error(filter) : FRAME_PROBLEM;
    }
    return frame_worker_open(&run->worker) ? FRAME_DONE : FRAME_PROBLEM;
}

static enum frame_exit process(struct run *run)
{
    struct frame_batch batch = {0};
    enum frame_exit status = frame_reader_open(&run->reader, &run->common);
    if (status)
        return status;
    if (!frame_writer_open(&run->out, run->common.output))
        return FRAME_PROBLEM;
    run->keeps_log = run->common.edits != NULL;
    if (run->keeps_log && !frame_writer_open(&run->edits, run->common.edits)) {
        frame_writer_abandon(&run->out);
        return FRAME_PROBLEM;
    }
    status = write_batches(run, &batch);
    if (!status && !write_report_end(run))
        status = FRAME_PROBLEM;
    if (status) {
        frame_writer_abandon(&run->out);
        if (run->keeps_log)
            frame_writer_abandon(&run->edits);
    } else {
        if (!frame_writer_commit(&run->out))
            status = FRAME_PROBLEM;
        if (run->keeps_log && !frame_writer_commit(&run->edits))
            status = FRAME_PROBLEM;
        if (!status && run->worker.report && run->worker.report->status)
            status = run->worker.report->status(run->filter->config);
        tell_policy(run);
    }
    frame_reader_close(&run->reader);
    prep_buf_free(&batch.in);
    prep_buf_free(&batch.out);
    prep_buf_free(&batch.edits);
    free(batch.problem);
    return status;
}

static enum frame_exit write_batches(struct run *run, struct frame_batch *batch)
{
    int more;
    while ((more = frame_reader_next(&run->reader, batch)) > 0) {
        frame_worker_run(&run->worker, batch);
        if (!frame_writer_write(&run->out, &batch->out))
            return FRAME_PROBLEM;
        if (run->keeps_log && !frame_writer_write(&run->edits, &batch->edits))
            return FRAME_PROBLEM;
        if (batch->problem) { /* behind what came before it, and without the tool's name */
            fprintf(stderr, "%s\n", batch->problem);
            return FRAME_PROBLEM;
        }
    }
    return more < 0 ? FRAME_PROBLEM : FRAME_DONE;
}

static bool write_report_end(struct run *run)
{
    struct prep_buf end = PREP_BUF_INIT;
    const struct frame_report *report = run->worker.report;
    if (!report || !report->finish)
        return true;
    bool done = report->finish(run->filter->config, &end) == PREP_OK;
    if (!done)
        frame_message("out of memory");
    done = done && frame_writer_write(&run->out, &end);
    prep_buf_free(&end);
    return done;
}

static void tell_policy(const struct run *run)
{
    static const char *const what[] = {"", "bad bytes replaced by U+FFFD",
                                       "bad bytes read as windows-1252", "passed as they are",
                                       "made empty"};
    unsigned long long bad = run->worker.bad_records;
    if (bad && !run->common.quiet)
        frame_message("%llu record%s not valid UTF-8: %s", bad, bad == 1 ? " was" : "s were",
                      what[run->common.policy]);
}
