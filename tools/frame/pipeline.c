/*
 * pipeline.c - batches through workers, in order.
 *
 * Batches have numbers, and batch i lives in slot i mod size of a ring. The reader fills slots, the
 * workers take them in order but finish in any, the calling thread hands them on in order. Each
 * number below counts batches; all of them are guarded by the one mutex:
 *
 *     written <= taken <= read <= written + size
 */
#include "frame.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct pipeline {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct frame_reader *reader;
    struct frame_batch *slots;
    bool *done; /* by slot: the worker has finished it */
    size_t size;
    uint64_t read, taken, written;
    bool ended;  /* there is nothing more to read */
    bool failed; /* reading failed */
    bool stop;   /* nobody wants more */
};

/* What a worker's thread gets. */
struct hand {
    struct pipeline *pipeline;
    struct frame_worker *worker;
    pthread_t thread;
};

static bool run_here(struct frame_reader *reader, struct frame_worker *worker, frame_take_fn *take,
                     void *arg);
static bool run_threads(struct pipeline *pipeline, struct hand *hands, size_t n,
                        frame_take_fn *take, void *arg);
static void *read_batches(void *arg);
static void *work(void *arg);
static bool take_batches(struct pipeline *pipeline, frame_take_fn *take, void *arg);

bool frame_pipeline_run(struct frame_reader *reader, struct frame_worker *workers, size_t n,
                        frame_take_fn *take, void *arg)
{
    struct pipeline pipeline = {.reader = reader, .size = 2 * n};
    struct hand *hands;
    bool good = false;
    if (n == 1)
        return run_here(reader, workers, take, arg);
    pipeline.slots = calloc(pipeline.size, sizeof *pipeline.slots);
    pipeline.done = calloc(pipeline.size, sizeof *pipeline.done);
    hands = calloc(n, sizeof *hands);
    if (pipeline.slots && pipeline.done && hands) {
        for (size_t i = 0; i < n; i++)
            hands[i] = (struct hand){.pipeline = &pipeline, .worker = &workers[i]};
        good = run_threads(&pipeline, hands, n, take, arg);
        for (size_t i = 0; i < pipeline.size; i++)
            frame_batch_free(&pipeline.slots[i]);
    } else {
        frame_message("out of memory");
    }
    free(hands);
    free(pipeline.done);
    free(pipeline.slots);
    return good;
}

static bool run_here(struct frame_reader *reader, struct frame_worker *worker, frame_take_fn *take,
                     void *arg)
{
    struct frame_batch batch = {0};
    int more;
    bool wanted = true;
    while (wanted && (more = frame_reader_next(reader, &batch)) > 0) {
        frame_worker_run(worker, &batch);
        wanted = take(arg, &batch);
    }
    frame_batch_free(&batch);
    return wanted && more == 0;
}

static bool run_threads(struct pipeline *pipeline, struct hand *hands, size_t n,
                        frame_take_fn *take, void *arg)
{
    pthread_t reader;
    size_t started = 0;
    int fault;
    pthread_mutex_init(&pipeline->mutex, NULL);
    pthread_cond_init(&pipeline->changed, NULL);
    fault = pthread_create(&reader, NULL, read_batches, pipeline);
    bool reading = !fault;
    while (!fault && started < n &&
           !(fault = pthread_create(&hands[started].thread, NULL, work, &hands[started])))
        started++;
    bool good = !fault && take_batches(pipeline, take, arg);
    if (fault)
        frame_message("thread: %s", strerror(fault));
    pthread_mutex_lock(&pipeline->mutex);
    pipeline->stop = true;
    pthread_cond_broadcast(&pipeline->changed);
    bool ended = pipeline->ended;
    pthread_mutex_unlock(&pipeline->mutex);
    for (size_t i = 0; i < started; i++)
        pthread_join(hands[i].thread, NULL);
    if (reading) {
        if (!ended) /* it may be waiting for input that nobody wants any more */
            pthread_cancel(reader);
        pthread_join(reader, NULL);
    }
    pthread_cond_destroy(&pipeline->changed);
    pthread_mutex_destroy(&pipeline->mutex);
    return good && !pipeline->failed;
}

static void *read_batches(void *arg)
{
    struct pipeline *pipeline = arg;
    int state;
    for (int more = 1; more > 0;) {
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
        pthread_mutex_lock(&pipeline->mutex);
        while (!pipeline->stop && pipeline->read - pipeline->written == pipeline->size)
            pthread_cond_wait(&pipeline->changed, &pipeline->mutex);
        bool stop = pipeline->stop;
        struct frame_batch *slot = &pipeline->slots[pipeline->read % pipeline->size];
        pthread_mutex_unlock(&pipeline->mutex);
        pthread_setcancelstate(state, NULL);
        if (stop)
            return NULL;
        more = frame_reader_next(pipeline->reader, slot);
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
        pthread_mutex_lock(&pipeline->mutex);
        pipeline->read += more > 0;
        pipeline->ended = more <= 0;
        pipeline->failed = more < 0;
        pthread_cond_broadcast(&pipeline->changed);
        pthread_mutex_unlock(&pipeline->mutex);
        pthread_setcancelstate(state, NULL);
    }
    return NULL;
}

static void *work(void *arg)
{
    struct hand *hand = arg;
    struct pipeline *pipeline = hand->pipeline;
    pthread_mutex_lock(&pipeline->mutex);
    for (;;) {
        while (!pipeline->stop && pipeline->taken == pipeline->read && !pipeline->ended)
            pthread_cond_wait(&pipeline->changed, &pipeline->mutex);
        if (pipeline->stop || pipeline->taken == pipeline->read)
            break;
        size_t slot = pipeline->taken++ % pipeline->size;
        pthread_mutex_unlock(&pipeline->mutex);
        frame_worker_run(hand->worker, &pipeline->slots[slot]);
        pthread_mutex_lock(&pipeline->mutex);
        pipeline->done[slot] = true;
        pthread_cond_broadcast(&pipeline->changed);
    }
    pthread_mutex_unlock(&pipeline->mutex);
    return NULL;
}

static bool take_batches(struct pipeline *pipeline, frame_take_fn *take, void *arg)
{
    for (;;) {
        pthread_mutex_lock(&pipeline->mutex);
        size_t slot = pipeline->written % pipeline->size;
        while (!pipeline->done[slot] && !(pipeline->ended && pipeline->written == pipeline->read))
            pthread_cond_wait(&pipeline->changed, &pipeline->mutex);
        bool more = pipeline->done[slot];
        pthread_mutex_unlock(&pipeline->mutex);
        if (!more)
            return true;
        if (!take(arg, &pipeline->slots[slot]))
            return false;
        pthread_mutex_lock(&pipeline->mutex);
        pipeline->done[slot] = false;
        pipeline->written++;
        pthread_cond_broadcast(&pipeline->changed);
        pthread_mutex_unlock(&pipeline->mutex);
    }
}
