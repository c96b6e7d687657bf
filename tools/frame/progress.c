/* progress.c - how far the run is, for a person at a terminal. */
#include "frame.h"

#include <time.h>
#include <unistd.h>

#define EVERY 0.2 /* seconds between two looks at it */

static void show(const struct frame_progress *progress, double now);

double frame_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void frame_progress_start(struct frame_progress *progress, const struct frame_common *common)
{
    *progress = (struct frame_progress){.on = common->progress && isatty(STDERR_FILENO)};
    progress->start = progress->shown = frame_clock();
}

void frame_progress_add(struct frame_progress *progress, const struct frame_batch *batch)
{
    if (!progress->on)
        return;
    progress->records += batch->n_records;
    progress->bytes += batch->in.len;
    double now = frame_clock();
    if (now - progress->shown < EVERY)
        return;
    progress->shown = now;
    show(progress, now);
}

void frame_progress_end(struct frame_progress *progress)
{
    if (!progress->on)
        return;
    show(progress, frame_clock());
    fputc('\n', stderr);
}

static void show(const struct frame_progress *progress, double now)
{
    double seconds = now - progress->start, megabytes = (double)progress->bytes / 1e6;
    fprintf(stderr, "\r%llu records, %.1f MB, %.1f MB/s ", (unsigned long long)progress->records,
            megabytes, seconds > 0 ? megabytes / seconds : 0);
}
