/*
 * edits.h - what the files of prep-edits share.
 *
 * A log is a sequence of entries, one for each line of the input that was changed. An entry has the
 * changes of the record as a whole first and then those of its columns, each counted within its
 * field. A change that wrote line ends made several lines of one; a change that took line ends away
 * made one of several, and the entry is that of the first of them.
 */
#ifndef PREP_EDITS_H
#define PREP_EDITS_H

#include "frame/frame.h"

/* ---- messages (edits.c) ----------------------------------------------------------------- */

/* "FILE:LINE:BYTE: reason"; byte counts from 0 here. Always false. */
bool edits_problem(const char *file, uint64_t line, size_t byte, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
bool edits_no_memory(void);

/* ---- lines (edits-lines.c) -------------------------------------------------------------- */

/* The lines of some files, one after the other. May not be moved while it is open. */
struct edits_lines {
    struct frame_common common; /* what the reader wants to know */
    struct frame_reader reader;
    struct frame_batch batch;
    size_t next; /* byte in the batch */
    /* The line read last, without its LF: */
    struct frame_place place;
    const char *text;
    size_t len;
    bool has_lf;
    bool after_open; /* the file before ended without LF */
};

/* files is borrowed. false after a message. */
bool edits_lines_open(struct edits_lines *lines, const char **files, size_t n);
/* 1; 0 at the end; -1 after a message. */
int edits_lines_next(struct edits_lines *lines);
void edits_lines_close(struct edits_lines *lines);

/* ---- members (edits-paths.c) ------------------------------------------------------------- */

#define EDITS_MEMBERS_MAX 1000 /* of JSON objects, in the logs of one run */

/* What the column cells of logs mean. Members of JSON objects have numbers as columns have: member
 * i is names[i-1]. */
struct edits_paths {
    char *names[EDITS_MEMBERS_MAX];
    size_t count;
    bool columns; /* the cells are numbers of columns */
};

/* The number of a member, new or not; 0 without memory or room. The name may not hold NUL. */
size_t edits_paths_number(struct edits_paths *paths, const char *name, size_t len);
void edits_paths_free(struct edits_paths *paths);

/* ---- entries (edits-entry.c) ------------------------------------------------------------ */

/* The texts are places in the entry's pool; before and after are as long as the spans. */
struct edits_change {
    struct prep_edit span;      /* without its rule */
    size_t column;              /* from 1; 0: the record as a whole */
    uint64_t row;               /* of the log, for messages */
    size_t rule, before, after; /* bytes in the pool */
    size_t rule_len, line_ends; /* line_ends: how many LFs it wrote */
    size_t joined;              /* and how many it found */
};

struct edits_entry {
    uint64_t line; /* of the input, from 1 */
    struct edits_change *changes;
    size_t count, cap;
    struct prep_buf pool;
    size_t joined;    /* the record was this number of lines and one */
    size_t line_ends; /* and became this number and one */
};

void edits_entry_reset(struct edits_entry *entry);
void edits_entry_free(struct edits_entry *entry);
void edits_entry_swap(struct edits_entry *a, struct edits_entry *b);
/* Append a change whose texts are already in the pool. false without memory, untold. */
bool edits_entry_add(struct edits_entry *entry, struct edits_change change);
/* Behind the changes from i on that are in the same column. */
size_t edits_entry_column(const struct edits_entry *entry, size_t i);
/* The line ends written by the changes [i, end). */
size_t edits_entry_line_ends(const struct edits_entry *entry, size_t i, size_t end);
/* Count the line ends of all columns: what is wrong with them, or NULL. */
const char *edits_entry_finish(struct edits_entry *entry);
/* Put the members of JSON objects into the order of their numbers. */
void edits_entry_sort(struct edits_entry *entry);
/* The entry as rows of a log. false without memory, untold. */
bool edits_entry_write(const struct edits_entry *entry, const struct edits_paths *paths,
                       struct prep_buf *out);

/* ---- log (edits-log.c) ------------------------------------------------------------------ */

struct edits_log {
    const char *path;
    struct edits_paths *paths; /* shared by all logs of a run */
    const char *files[1];      /* it, as the reader wants it */
    struct edits_lines lines;
    uint64_t line, last; /* of the input, that the entry read last speaks of */
    bool waiting;        /* a row was read that belongs to the next entry */
};

/* The log may not be moved while it is open. */
bool edits_log_open(struct edits_log *log, const char *path, struct edits_paths *paths);
/* The next entry, checked: 1; 0 at the end; -1 after a message. */
int edits_log_next(struct edits_log *log, struct edits_entry *entry);
void edits_log_close(struct edits_log *log);

/* ---- replay (edits-replay.c, edits-columns.c) -------------------------------------------- */

/* Where a text is not what the log says. */
struct edits_fault {
    size_t line;  /* of those that belong to the record, from 0 */
    size_t byte;  /* in that line */
    uint64_t row; /* of the log */
    const char *reason;
};

enum edits_result {
    EDITS_GOOD,
    EDITS_FAULT,
    EDITS_NO_MEMORY,
};

/* Apply the log to the files, or revert it. */
bool edits_replay(struct edits_log *log, struct edits_lines *text, struct frame_writer *writer,
                  bool revert);
/* The changes [i, end) of one text, done or undone; appended to out. */
enum edits_result edits_replay_changes(const struct edits_entry *entry, size_t i, size_t end,
                                       bool revert, const char *text, size_t len,
                                       struct prep_buf *out, struct edits_fault *fault);
/* A fault in several lines was found at a byte of them all: find its line. */
void edits_fault_line(const char *text, struct edits_fault *fault);
/* The changes of the columns, from change i on. To apply, text is one record; to revert, it is the
 * lines that were made of it, with LF between. */
enum edits_result edits_replay_columns(const struct edits_entry *entry, size_t i, bool revert,
                                       const char *text, size_t len, struct prep_buf *out,
                                       struct edits_fault *fault);

/* The same for members of JSON objects (edits-members.c). Those looked for last are remembered. */
struct edits_members {
    const struct edits_paths *paths;
    struct frame_fields *fields; /* NULL: nothing was looked for */
    struct prep_buf wanted;      /* their list, as --json has it, with NUL */
    size_t n_wanted;
    struct prep_buf decoded, changed;
};

enum edits_result edits_replay_members(struct edits_members *members,
                                       const struct edits_entry *entry, size_t i, bool revert,
                                       const char *text, size_t len, struct prep_buf *out,
                                       struct edits_fault *fault);
void edits_members_free(struct edits_members *members);

/* ---- compose (edits-compose.c, edits-group.c, edits-join.c) ------------------------------ */

/* Join n logs, each of which tells what was done to the output of the one before. */
bool edits_compose(struct edits_log *logs, size_t n, struct frame_writer *writer);

/* A record that the logs before changed, and what the log behind changed in the lines that they
 * made of it. */
struct edits_group {
    const struct edits_entry *first;
    const struct edits_entry *entries; /* of the log behind, n; a line without changes has none */
    size_t n;
    uint64_t line;    /* the first of those lines, as the log behind counts them */
    const char *path; /* of the log behind */
};

/* All of a group as one entry. false after a message. */
bool edits_group_join(const struct edits_group *group, struct edits_entry *into);

/* A change with its texts, in the coordinates of the text that both logs share. */
struct edits_item {
    struct prep_edit span;
    const char *before, *after, *rule;
    size_t rule_len;
    uint64_t row;
};

/* Join the changes that two logs made in one text. EDITS_FAULT: where both speak of the same bytes
 * they differ; *row is that of the second. */
enum edits_result edits_join(const struct edits_item *first, size_t n_first,
                             const struct edits_item *second, size_t n_second, size_t column,
                             struct edits_entry *into, uint64_t *row);

#endif
