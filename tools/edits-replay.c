/* edits-replay.c - a log done or undone, line by line along the text. */
#include "edits.h"

#include <string.h>

#define FLUSH_BYTES (256 * 1024)

struct replay {
    struct edits_log *log;
    struct edits_lines *text;
    struct frame_writer *writer;
    bool revert;
    struct edits_entry entry; /* the next one */
    int more;                 /* 1: there is one */
    bool may_end_empty;       /* the text may go on with a record that is empty and has no LF */
    struct edits_members members;
    struct prep_buf out;
    struct prep_buf lines;   /* where a record has several: all of them, LF between */
    struct prep_buf between; /* the record between its own changes and those of its columns */
};

static bool run(struct replay *replay);
static int next_line(struct replay *replay, bool wanted);
static bool replay_line(struct replay *replay);
static bool gather(struct replay *replay, size_t left);
static enum edits_result replay_record(struct replay *replay, const char *text, size_t len,
                                       struct edits_fault *fault);
static enum edits_result replay_fields(struct replay *replay, size_t i, const char *text,
                                       size_t len, struct prep_buf *out, struct edits_fault *fault);
static bool put(struct replay *replay, const char *text, size_t len);
static bool tell(const struct replay *replay, const struct frame_place *place,
                 const struct edits_fault *fault);

bool edits_replay(struct edits_log *log, struct edits_lines *text, struct frame_writer *writer,
                  bool revert)
{
    struct replay replay = {.log = log,
                            .text = text,
                            .writer = writer,
                            .revert = revert,
                            .may_end_empty = revert,
                            .members = {.paths = log->paths}};
    bool good = run(&replay);
    /* What came before a problem is written, as by every tool. */
    if (!frame_writer_write(writer, &replay.out))
        good = false;
    edits_entry_free(&replay.entry);
    edits_members_free(&replay.members);
    prep_buf_free(&replay.out);
    prep_buf_free(&replay.lines);
    prep_buf_free(&replay.between);
    return good;
}

static bool run(struct replay *replay)
{
    const struct edits_lines *text = replay->text;
    int more = 1;
    replay->more = edits_log_next(replay->log, &replay->entry);
    for (uint64_t line = 1, lines; replay->more >= 0; line += lines) {
        bool changed = replay->more && replay->entry.line == line;
        lines = changed ? replay->entry.joined + 1 : 1;
        if ((more = next_line(replay, changed)) <= 0)
            break;
        if (text->after_open && !put(replay, "\n", 1))
            return false;
        if (!(changed ? replay_line(replay)
                      : put(replay, text->text, text->len + (text->has_lf ? 1 : 0))))
            return false;
    }
    if (more < 0 || replay->more < 0)
        return false;
    return replay->more == 0 ||
           edits_problem(replay->log->path, replay->entry.changes[0].row, 0,
                         "the text ends before line %llu", (unsigned long long)replay->entry.line);
}

/* A record that lost all its text and never had an LF is no line of the output; where the log
 * speaks of it, it is there nevertheless. */
static int next_line(struct replay *replay, bool wanted)
{
    struct edits_lines *text = replay->text;
    int more = edits_lines_next(text);
    if (more > 0) {
        replay->may_end_empty = replay->revert && text->has_lf;
    } else if (more == 0 && wanted && replay->may_end_empty) {
        replay->may_end_empty = false;
        text->text = "";
        text->len = 0;
        text->has_lf = text->after_open = false;
        return 1;
    }
    return more;
}

/* The line read last, and the further ones that were made of it, by the next entry. */
static bool replay_line(struct replay *replay)
{
    struct frame_place place = replay->text->place;
    struct edits_fault fault = {0};
    const char *text = replay->text->text;
    size_t len = replay->text->len, out_before = replay->out.len;
    size_t more = replay->revert ? replay->entry.line_ends : replay->entry.joined;
    if (more > 0) {
        if (!gather(replay, more))
            return false;
        text = replay->lines.data;
        len = replay->lines.len;
    }
    enum edits_result result = replay_record(replay, text, len, &fault);
    if (result != EDITS_GOOD)
        replay->out.len = out_before;
    if (result == EDITS_NO_MEMORY)
        return edits_no_memory();
    if (result == EDITS_FAULT)
        return tell(replay, &place, &fault);
    if (replay->text->has_lf && !put(replay, "\n", 1))
        return false;
    replay->more = edits_log_next(replay->log, &replay->entry);
    return replay->more >= 0;
}

/* The line read last and those behind it. */
static bool gather(struct replay *replay, size_t left)
{
    const struct edits_lines *text = replay->text;
    prep_buf_reset(&replay->lines);
    for (;; left--) {
        if (prep_buf_append(&replay->lines, text->text, text->len))
            return edits_no_memory();
        if (left == 0)
            return true;
        if (prep_buf_append(&replay->lines, "\n", 1))
            return edits_no_memory();
        int more = next_line(replay, true);
        if (more == 0)
            edits_problem(replay->log->path, replay->entry.changes[0].row, 0,
                          replay->revert
                              ? "the text ends within the lines that line %llu was cut into"
                              : "the text ends within the lines that line %llu is joined with",
                          (unsigned long long)replay->entry.line);
        if (more <= 0)
            return false;
    }
}

static enum edits_result replay_record(struct replay *replay, const char *text, size_t len,
                                       struct edits_fault *fault)
{
    const struct edits_entry *entry = &replay->entry;
    struct prep_buf *between = &replay->between;
    bool revert = replay->revert;
    size_t columns = entry->changes[0].column ? 0 : edits_entry_column(entry, 0);
    enum edits_result result;
    if (columns == 0)
        return replay_fields(replay, 0, text, len, &replay->out, fault);
    if (columns == entry->count) {
        result = edits_replay_changes(entry, 0, columns, revert, text, len, &replay->out, fault);
        if (result == EDITS_FAULT)
            edits_fault_line(text, fault);
        return result;
    }
    prep_buf_reset(between);
    if (revert)
        result = replay_fields(replay, columns, text, len, between, fault);
    else
        result = edits_replay_changes(entry, 0, columns, revert, text, len, between, fault);
    if (result != EDITS_GOOD)
        return result;
    text = between->data ? between->data : "";
    if (revert)
        return edits_replay_changes(entry, 0, columns, revert, text, between->len, &replay->out,
                                    fault);
    return replay_fields(replay, columns, text, between->len, &replay->out, fault);
}

static enum edits_result replay_fields(struct replay *replay, size_t i, const char *text,
                                       size_t len, struct prep_buf *out, struct edits_fault *fault)
{
    if (replay->log->paths->count)
        return edits_replay_members(&replay->members, &replay->entry, i, replay->revert, text, len,
                                    out, fault);
    return edits_replay_columns(&replay->entry, i, replay->revert, text, len, out, fault);
}

enum edits_result edits_replay_changes(const struct edits_entry *entry, size_t i, size_t end,
                                       bool revert, const char *text, size_t len,
                                       struct prep_buf *out, struct edits_fault *fault)
{
    size_t at = 0;
    for (; i < end; i++) {
        const struct edits_change *change = &entry->changes[i];
        const struct prep_edit *span = &change->span;
        const char *before = entry->pool.data + change->before;
        const char *after = entry->pool.data + change->after;
        size_t from = revert ? span->out_begin : span->in_begin;
        size_t to = revert ? span->out_end : span->in_end;
        size_t put_len = revert ? span->in_end - span->in_begin : span->out_end - span->out_begin;
        const char *expected = revert ? after : before;
        for (size_t k = 0; k < to - from; k++) {
            if (from + k < len && text[from + k] == expected[k])
                continue;
            *fault =
                (struct edits_fault){.byte = from + k < len ? from + k : len,
                                     .row = change->row,
                                     .reason = from + k < len ? "here the log has other text"
                                                              : "the text ends within a change"};
            return EDITS_FAULT;
        }
        if (from > len) {
            *fault = (struct edits_fault){
                .byte = len, .row = change->row, .reason = "the text ends before a change"};
            return EDITS_FAULT;
        }
        if (prep_buf_append(out, text + at, from - at) ||
            prep_buf_append(out, revert ? before : after, put_len))
            return EDITS_NO_MEMORY;
        at = to;
    }
    return prep_buf_append(out, text + at, len - at) ? EDITS_NO_MEMORY : EDITS_GOOD;
}

void edits_fault_line(const char *text, struct edits_fault *fault)
{
    const char *at = text, *end = text + fault->byte, *lf;
    for (; (lf = memchr(at, '\n', (size_t)(end - at))); at = lf + 1)
        fault->line++;
    fault->byte = (size_t)(end - at);
}

static bool put(struct replay *replay, const char *text, size_t len)
{
    struct prep_buf *out = &replay->out;
    if (prep_buf_append(out, text, len))
        return edits_no_memory();
    if (out->len < FLUSH_BYTES)
        return true;
    bool written = frame_writer_write(replay->writer, out);
    prep_buf_reset(out); /* not to be written again */
    return written;
}

static bool tell(const struct replay *replay, const struct frame_place *place,
                 const struct edits_fault *fault)
{
    return edits_problem(place->file, place->line + fault->line, fault->byte, "%s (%s:%llu)",
                         fault->reason, replay->log->path, (unsigned long long)fault->row);
}
