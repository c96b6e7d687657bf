/*
 * edits-compose.c - the logs of a pipe's processes, joined into one, line by line.
 *
 * Each log behind the first counts the lines that the log before it made. A stage joins its log
 * with all that the stages before it give.
 */
#include "edits.h"

#include <stdlib.h>
#include <string.h>

#define FLUSH_BYTES (256 * 1024)

struct stage {
    struct edits_log *log;
    struct stage *before;   /* NULL: the log's entries are the stage's */
    struct edits_entry all; /* the entries of lines that the log made one */
    /* The next entry of each, and whether there is one. */
    struct edits_entry first, second;
    int more_first, more_second;
    bool started;
    uint64_t
        shift; /* by how much the log's line numbers are ahead of the input's, wrapping around */
    struct edits_entry *entries; /* of the log, for the lines that were one in the input */
    size_t n_entries, cap;
};

static bool write_entries(struct stage *last, struct frame_writer *writer);
static int stage_next(struct stage *stage, struct edits_entry *entry);
static bool start(struct stage *stage);
static bool take_second(struct stage *stage);
static int join_lines(struct stage *stage, struct edits_entry *entry);
static int join_joined(struct stage *stage, struct edits_entry *entry);
static size_t line_begin(const struct edits_entry *entry, uint64_t line);
static bool lift(struct edits_entry *all, const struct edits_entry *entry, size_t begin,
                 size_t *growth);
static void close_stage(struct stage *stage);

bool edits_compose(struct edits_log *logs, size_t n, struct frame_writer *writer)
{
    struct stage *stages = calloc(n, sizeof *stages);
    if (!stages)
        return edits_no_memory();
    for (size_t i = 0; i < n; i++) {
        stages[i].log = &logs[i];
        stages[i].before = i ? &stages[i - 1] : NULL;
    }
    bool good = write_entries(&stages[n - 1], writer);
    for (size_t i = 0; i < n; i++)
        close_stage(&stages[i]);
    free(stages);
    return good;
}

static bool write_entries(struct stage *last, struct frame_writer *writer)
{
    struct edits_entry entry = {0};
    struct prep_buf out = PREP_BUF_INIT;
    bool good = true;
    int more;
    while (good && (more = stage_next(last, &entry)) != 0) {
        good = more > 0;
        if (good && !edits_entry_write(&entry, last->log->paths, &out))
            good = edits_no_memory();
        if (good && out.len >= FLUSH_BYTES) {
            good = frame_writer_write(writer, &out);
            prep_buf_reset(&out);
        }
    }
    if (!frame_writer_write(writer, &out))
        good = false;
    edits_entry_free(&entry);
    prep_buf_free(&out);
    return good;
}

/* The next entry: 1; 0 at the end; -1 after a message. */
static int stage_next(struct stage *stage, struct edits_entry *entry)
{
    if (!stage->before)
        return edits_log_next(stage->log, entry);
    if (!stage->started && !start(stage))
        return -1;
    while (stage->more_first || stage->more_second) {
        const struct edits_entry *first = &stage->first, *second = &stage->second;
        int result;
        if (stage->more_second &&
            (!stage->more_first || second->line + second->joined < first->line + stage->shift)) {
            /* The logs before have nothing on that line. */
            edits_entry_swap(entry, &stage->second);
            entry->line -= stage->shift;
            stage->more_second = edits_log_next(stage->log, &stage->second);
            result = stage->more_second < 0 ? -1 : 1;
        } else if (stage->more_second && second->joined && first->line_ends == 0 &&
                   second->line <= first->line + stage->shift) {
            result = join_joined(stage, entry);
        } else {
            result = join_lines(stage, entry);
        }
        if (result)
            return result;
    }
    return 0;
}

static bool start(struct stage *stage)
{
    stage->started = true;
    stage->more_first = stage_next(stage->before, &stage->first);
    if (stage->more_first < 0)
        return false;
    stage->more_second = edits_log_next(stage->log, &stage->second);
    return stage->more_second >= 0;
}

/* Join the first entry with those of the lines that its record became: 1; 0 if they take back what
 * it did; -1 after a message. */
static int join_lines(struct stage *stage, struct edits_entry *entry)
{
    size_t line_ends = stage->first.line_ends, joined = stage->first.joined;
    uint64_t line = stage->first.line + stage->shift, last = line + line_ends;
    stage->n_entries = 0;
    while (stage->more_second && stage->second.line <= last)
        if (!take_second(stage))
            return -1;
    struct edits_group group = {.first = &stage->first,
                                .entries = stage->entries,
                                .n = stage->n_entries,
                                .line = line,
                                .path = stage->log->path};
    if (group.n == 0)
        edits_entry_swap(entry, &stage->first);
    else if (!edits_group_join(&group, entry))
        return -1;
    stage->shift += line_ends - joined; /* wrap-around is meant */
    stage->more_first = stage_next(stage->before, &stage->first);
    return stage->more_first < 0 ? -1 : entry->count > 0;
}

/* The other way round: the entry of the log joined lines, and the logs before changed some of them;
 * these changes become those of the lines as one text. */
static int join_joined(struct stage *stage, struct edits_entry *entry)
{
    const struct edits_entry *first = &stage->first, *second = &stage->second;
    size_t growth = 0;
    edits_entry_reset(&stage->all);
    stage->all.line = second->line - stage->shift;
    while (stage->more_first && first->line + stage->shift <= second->line + second->joined) {
        const char *wrong = first->line_ends ? "lines are joined that the logs before cut"
                            : first->changes[first->count - 1].column
                                ? "lines are joined of which the logs before changed columns"
                                : NULL;
        size_t begin = line_begin(second, first->line + stage->shift - second->line);
        if (wrong) {
            edits_problem(stage->log->path, second->changes[0].row, 0, "%s", wrong);
            return -1;
        }
        if (!lift(&stage->all, first, begin, &growth)) {
            edits_no_memory();
            return -1;
        }
        stage->shift -= first->joined;
        stage->more_first = stage_next(stage->before, &stage->first);
        if (stage->more_first < 0)
            return -1;
    }
    struct edits_group group = {.first = &stage->all,
                                .entries = second,
                                .n = 1,
                                .line = second->line,
                                .path = stage->log->path};
    if (!edits_group_join(&group, entry))
        return -1;
    stage->more_second = edits_log_next(stage->log, &stage->second);
    return stage->more_second < 0 ? -1 : entry->count > 0;
}

/* Where the line-th of the lines that an entry joins begins: all line ends are in its changes. */
static size_t line_begin(const struct edits_entry *entry, uint64_t line)
{
    for (size_t i = 0; line > 0 && i < entry->count; i++) {
        const struct edits_change *change = &entry->changes[i];
        if (line > change->joined) {
            line -= change->joined;
            continue;
        }
        const char *before = entry->pool.data + change->before, *at = before;
        size_t len = change->span.in_end - change->span.in_begin;
        for (; line > 0; line--)
            at = (const char *)memchr(at, '\n', len - (size_t)(at - before)) + 1;
        return change->span.in_begin + (size_t)(at - before);
    }
    return 0;
}

/* Append the changes of a line to those of the lines in front, which made the text grow. */
static bool lift(struct edits_entry *all, const struct edits_entry *entry, size_t begin,
                 size_t *growth)
{
    size_t pool = all->pool.len, in_begin = begin - *growth;
    if (prep_buf_append(&all->pool, entry->pool.data, entry->pool.len))
        return false;
    for (size_t i = 0; i < entry->count; i++) {
        struct edits_change change = entry->changes[i];
        struct prep_edit *span = &change.span;
        *growth += span->out_end - span->out_begin - (span->in_end - span->in_begin);
        span->in_begin += in_begin;
        span->in_end += in_begin;
        span->out_begin += begin;
        span->out_end += begin;
        change.rule += pool;
        change.before += pool;
        change.after += pool;
        if (!edits_entry_add(all, change))
            return false;
    }
    return true;
}

static bool take_second(struct stage *stage)
{
    if (stage->n_entries == stage->cap) {
        size_t cap = stage->cap ? stage->cap * 2 : 4;
        struct edits_entry *entries = cap > SIZE_MAX / sizeof *entries
                                          ? NULL
                                          : realloc(stage->entries, cap * sizeof *entries);
        if (!entries)
            return edits_no_memory();
        for (size_t i = stage->cap; i < cap; i++)
            entries[i] = (struct edits_entry){0};
        stage->entries = entries;
        stage->cap = cap;
    }
    edits_entry_swap(&stage->entries[stage->n_entries++], &stage->second);
    stage->more_second = edits_log_next(stage->log, &stage->second);
    return stage->more_second >= 0;
}

static void close_stage(struct stage *stage)
{
    edits_entry_free(&stage->first);
    edits_entry_free(&stage->second);
    edits_entry_free(&stage->all);
    for (size_t i = 0; i < stage->cap; i++)
        edits_entry_free(&stage->entries[i]);
    free(stage->entries);
}
