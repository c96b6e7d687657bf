/*
 * frame.h - everything that the tools have in common: options, reading, records, policies for bad
 * input, writing, messages and exit statuses. A tool describes itself in a struct frame_filter
 * and hands over to frame_main(); see HACKING.md, "How to add a tool".
 */
#ifndef PREP_FRAME_H
#define PREP_FRAME_H

#include "prep.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum frame_exit {
    FRAME_DONE = 0,
    FRAME_PROBLEM = 1,  /* in data or I/O */
    FRAME_USAGE = 2,    /* of the command line */
    FRAME_FINDINGS = 3, /* only where a report was asked for them */
};

/* ---- options (options.c) ---------------------------------------------------------------- */

enum frame_option_kind {
    FRAME_FLAG,   /* bool */
    FRAME_STRING, /* const char * */
    FRAME_LIST,   /* struct frame_list, one item for each time it is given */
    FRAME_SIZE,   /* uint64_t; a number that may end in K, M or G (powers of 1024) */
    FRAME_CHOICE, /* int, index into choices */
};

struct frame_list {
    const char **items;
    size_t count;
};

/* One row describes an option; --help is made from the rows. The list ends with an empty row. */
struct frame_option {
    char short_name; /* 0: none */
    const char *long_name;
    enum frame_option_kind kind;
    const char *argument; /* its name in the help; NULL for a flag */
    const char *help;
    size_t offset;              /* of the member of the config struct that takes the value */
    const char *const *choices; /* FRAME_CHOICE: the words, NULL at the end */
};

enum frame_policy {
    FRAME_ON_ERROR_FAIL,
    FRAME_ON_ERROR_REPLACE,
    FRAME_ON_ERROR_LATIN1,
    FRAME_ON_ERROR_KEEP,
    FRAME_ON_ERROR_DROP,
};

#define FRAME_MAX_THREADS 256
#define FRAME_RULES_MAX   64 /* rules of a transform that are counted */

/* How reports are written. */
enum frame_rows {
    FRAME_ROWS_TSV,
    FRAME_ROWS_JSONL,
};

enum frame_color {
    FRAME_COLOR_AUTO,
    FRAME_COLOR_ALWAYS,
    FRAME_COLOR_NEVER,
};

/* The options that every tool has. */
struct frame_common {
    int policy; /* enum frame_policy */
    int language;
    const char *rules, *output, *edits, *stats;
    const char *columns, *json; /* which parts of a record are text; both NULL: all of it */
    uint64_t max_record;        /* bytes */
    uint64_t threads;
    int color; /* enum frame_color */
    int rows;  /* enum frame_rows; only where the filter reports */
    bool diff, stats_timing, progress;
    bool line_buffered, quiet, help, version, list_rules;
    /* Only where the filter splits: */
    const char *same_count;
    bool explode;
    /* Not an option: records are paragraphs, see struct frame_filter. */
    bool paragraphs;
    const char **files; /* the operands; "-" for standard input */
    size_t n_files;
};

/* ---- filters ---------------------------------------------------------------------------- */

/* Where a record stands. */
struct frame_place {
    const char *file;
    uint64_t line;  /* its first: within the file, from 1 */
    uint64_t total; /* counted through all inputs, from 1 */
};

/* A filter that reports on its input instead of transforming it. Each thread gathers in a state of
 * its own, which may not depend on which records it was given. */
struct frame_report {
    void *(*open)(void *config); /* a new state, or NULL without memory */
    void (*close)(void *state);
    /* Look at a record; what is appended to out is printed. */
    enum prep_status (*record)(void *state, struct prep_transform *transform,
                               const struct frame_place *place, const char *text, size_t len,
                               struct prep_buf *out, struct prep_error *error);
    /* May be NULL: look at many valid records with their LFs at once, where that comes to the same
     * and nothing is printed. */
    enum prep_status (*block)(void *state, struct prep_transform *transform, const char *text,
                              size_t len, struct prep_error *error);
    /* Add what another thread gathered. */
    enum prep_status (*merge)(void *state, const void *from);
    /* After the last record (may be NULL); what is appended to out is printed. */
    enum prep_status (*finish)(void *state, struct prep_buf *out);
    /* The exit status of a run without problems. */
    enum frame_exit (*status)(const void *state);
    /* The names of the columns, if it prints rows of TAB-separated cells that frame_append_cell()
     * wrote: "line# word others|" for a number, a string and a list with '|' between;
     * "[names] name count#" where these are repeated. */
    const char *columns;
};

struct frame_filter {
    const char *name;    /* "prep-split" */
    const char *summary; /* a sentence for --help */
    const struct frame_option *options;
    void *config; /* what the options point into, and what the functions get */
    const struct prep_rule *(*rules)(size_t *count);
    /* What is wrong with the options together, or NULL (may be NULL itself). */
    const char *(*check)(void *config);
    struct prep_transform *(*open)(const struct frame_common *common, void *config,
                                   struct prep_error *error);
    /* The report that the options ask for, NULL to transform (may be NULL itself). */
    const struct frame_report *(*report)(void *config);
    /* Does it make several records of one, with LF between (may be NULL: no)? */
    bool (*splits)(void *config);
    /* It joins lines: a record is a run of lines with something on them, or an empty line. (In a
     * column or member it looks at all of it.) */
    bool paragraphs;
};

/* main() of every tool. */
int frame_main(const struct frame_filter *filter, int argc, char **argv);

/* The word for --on-error, as in "fail". */
const char *frame_policy_name(const struct frame_common *common);

/* "de", "en": what -l says. */
const char *frame_language(const struct frame_common *common);

/* The tree's own dictionaries/ where the tool was not installed, else NULL (the installed one);
 * data.c. Valid until the next call. */
const char *frame_data_dir(void);

/* Read the command line. FRAME_USAGE after a message, else FRAME_DONE. */
enum frame_exit frame_options_read(const struct frame_filter *filter, struct frame_common *common,
                                   int argc, char **argv);
enum frame_exit frame_usage_error(const struct frame_filter *filter);
void frame_help(const struct frame_filter *filter, FILE *to);
void frame_version(const struct frame_filter *filter);
void frame_list_rules(const struct frame_filter *filter);

/* ---- messages (message.c) --------------------------------------------------------------- */

/* "NAME: text" on standard error; NAME is that of the tool, set once. */
void frame_message_name(const char *name);
void frame_message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- batches of records ----------------------------------------------------------------- */

/* A piece of one input that ends at a record's end, and what became of it. */
struct frame_batch {
    struct frame_place place; /* of its first record */
    bool starts_file;
    bool after_open_record; /* the file before lacked its last LF */
    struct prep_buf in, out;
    bool same;                           /* the output is what came in; out is empty */
    struct prep_buf edits, uneven, diff; /* for --edits, --same-count, --diff */
    uint64_t n_records;
    char *problem; /* message of the record that stopped the run, else NULL */
};

void frame_batch_free(struct frame_batch *batch);

/* ---- reader (reader.c) ------------------------------------------------------------------ */

struct frame_reader {
    const struct frame_common *common;
    size_t next_file;
    int fd;                /* of the current file, -1 before the first */
    struct prep_buf carry; /* the begin of a record whose end was not yet read */
    struct frame_place place;
    bool at_start, open_record;
};

/* Look at all operands before anything is read: FRAME_PROBLEM after a message. */
enum frame_exit frame_reader_open(struct frame_reader *reader, const struct frame_common *common);
/* The next batch: 1; 0 at the end; -1 after a message. */
int frame_reader_next(struct frame_reader *reader, struct frame_batch *batch);
void frame_reader_close(struct frame_reader *reader);
/* How many LFs there are. */
uint64_t frame_line_ends(const char *text, size_t len);

/* ---- fields (fields.c, columns.c, json.c): the texts within a record --------------------- */

struct frame_field {
    size_t begin, end; /* bytes in the record; of a JSON string what is between the quotes */
    size_t column;     /* from 1; 0: a member of a JSON object */
    const char *path;  /* of that member, as in "page.text" */
};

/* Where to look, and what was found in the record looked at last. */
struct frame_fields {
    struct frame_columns *columns; /* one of these two */
    struct frame_json *json;
    struct frame_field *list; /* in the order of the record */
    size_t count, cap;
    bool malformed; /* the record is no JSON: nothing is known of its fields */
};

/* What -c or --json ask for; NULL for neither, or with *message (static) saying what is wrong. */
struct frame_fields *frame_fields_new(const struct frame_common *common, const char **message);
void frame_fields_free(struct frame_fields *fields);
/* Find the fields of a record (valid UTF-8). PREP_E_DATA: one is missing, or it is not JSON. */
enum prep_status frame_fields_find(struct frame_fields *fields, const char *record, size_t len,
                                   struct prep_error *error);
enum prep_status frame_fields_add(struct frame_fields *fields, struct frame_field field);

struct frame_columns *frame_columns_new(const char *list, const char **message);
void frame_columns_free(struct frame_columns *columns);
enum prep_status frame_columns_find(const struct frame_columns *columns, const char *record,
                                    size_t len, struct frame_fields *fields,
                                    struct prep_error *error);

struct frame_json *frame_json_new(const char *paths, const char **message);
void frame_json_free(struct frame_json *json);
enum prep_status frame_json_find(struct frame_json *json, const char *record, size_t len,
                                 struct frame_fields *fields, struct prep_error *error);
/* What stands between the quotes of a valid JSON string, to text and back; appended to out. Only
 * what must be escaped is. A surrogate without its other half is PREP_E_UTF8. */
enum prep_status frame_json_decode(const char *raw, size_t len, struct prep_buf *out);
enum prep_status frame_json_encode(const char *text, size_t len, struct prep_buf *out);

/* A text of a record: the whole of it (field NULL) or a field. */
struct frame_text {
    const struct frame_place *place;
    const struct frame_field *field;
    const char *text;
    size_t len;
    unsigned flags; /* enum prep_run_flags */
};

/* ---- worker (worker.c, splice.c): what is done with a batch ------------------------------ */

/* Sums over records; those of several workers, or shards, add up. */
struct frame_counts {
    uint64_t records, bytes_in, bytes_out;
    uint64_t bad;                     /* records handled by --on-error */
    uint64_t uneven;                  /* rows that stayed whole, see --same-count */
    uint64_t undone[FRAME_RULES_MAX]; /* applications of rules in those */
};

/* What a splitting transform made of a field. */
struct frame_piece {
    struct prep_buf text;
    size_t n_rows, at; /* lines in it; bytes that are written */
};

struct frame_worker {
    const struct frame_filter *filter;
    const struct frame_common *common;
    const struct frame_report *report; /* NULL to transform */
    void *state;                       /* of the report */
    struct prep_transform *transform;
    struct frame_fields *fields; /* NULL: the record is the text */
    bool splits;
    bool coarse;      /* a record is logged as one change, see splice.c, */
    uint64_t applied; /* by rules of this set */
    struct prep_edits *edits, *repair, *joined; /* NULL where no log is kept */
    const struct frame_text *original;          /* of the record that was repaired, else NULL */
    const struct frame_text *raw; /* the same, of a record with fields, which are found behind */
    bool color;
    struct prep_buf repaired, decoded, changed, rows;
    struct frame_piece *pieces; /* by field, where a record becomes several */
    size_t n_pieces;
    struct frame_counts counts;
};

/* Takes transform. false after a message. */
bool frame_worker_open(struct frame_worker *worker, const struct frame_filter *filter,
                       const struct frame_common *common, struct prep_transform *transform);
void frame_worker_close(struct frame_worker *worker);
/* Fill the batch's buffers; a problem ends up in batch->problem, behind what was done. */
void frame_worker_run(struct frame_worker *worker, struct frame_batch *batch);

/* The filter's own work on one valid text: transform it, to out, and log what changed; or report
 * on it. */
enum prep_status frame_worker_text(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *text, struct prep_buf *out,
                                   struct prep_error *error);
/* Log that the policy emptied a text. */
enum prep_status frame_worker_drop(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *text);
/* Log what the policy (worker->repair) and then the transform (worker->edits) changed, as one. */
enum prep_status frame_worker_log(struct frame_worker *worker, struct frame_batch *batch,
                                  const struct frame_text *text, const char *after,
                                  size_t after_len);

/* The same for the fields of a valid record; the rest of it is kept (splice.c). PREP_E_DATA: a
 * field is missing, or it is not JSON. */
enum prep_status frame_splice_record(struct frame_worker *worker, struct frame_batch *batch,
                                     const struct frame_text *record, struct prep_error *error);
/* The record with its fields emptied; logged as rule 0. */
enum prep_status frame_splice_drop(struct frame_worker *worker, struct frame_batch *batch,
                                   const struct frame_text *record);

/* ---- pipeline (pipeline.c): from the reader through the workers, in order ---------------- */

/* Gets each finished batch, in the order of the input; false ends the run. */
typedef bool frame_take_fn(void *arg, struct frame_batch *batch);

/* Run all of the input through n workers, a thread each, or in this thread where n is 1. At most
 * 2n + 1 batches are in memory. false if reading failed or take said so. */
bool frame_pipeline_run(struct frame_reader *reader, struct frame_worker *workers, size_t n,
                        frame_take_fn *take, void *arg);

/* ---- reports (rows.c) ------------------------------------------------------------------- */

/* Append the rows of a report with such columns as JSON Lines. */
enum prep_status frame_rows_to_json(const char *columns, const char *rows, size_t len,
                                    struct prep_buf *out);

/* ---- edit log (editlog.c), diff (diff.c) ------------------------------------------------- */

/* What was changed in a text; rule 0 is the policy's own, rule i+1 rule i of rules. */
struct frame_change {
    const struct frame_text *text;
    const struct prep_edits *edits;
    const char *policy;
    const struct prep_rule *rules;
    const char *name; /* of all the edits, instead of a rule's; may be NULL */
    const char *after;
    size_t after_len;
};

/* The name of the rule, or of the policy, that made an edit. */
const char *frame_change_rule(const struct frame_change *change, struct prep_edit edit);
/* Append the rows of a text to log. */
enum prep_status frame_editlog_rows(const struct frame_change *change, struct prep_buf *log);
/* Append a line for a person to out: what became of which words by which rule. */
enum prep_status frame_diff_line(const struct frame_change *change, bool color,
                                 struct prep_buf *out);
/* Append how often each rule was applied. */
enum prep_status frame_diff_end(const struct frame_worker *workers, size_t n, struct prep_buf *out);
/* Does what is written to fd get colours? */
bool frame_color_wanted(const struct frame_common *common, int fd);
/* Append a cell with \t \n \r \\ and \xHH (other controls, bad bytes) escaped. */
enum prep_status frame_append_cell(struct prep_buf *buf, const char *text, size_t len);

/* ---- statistics (stats.c), progress (progress.c) ---------------------------------------- */

/* Write --stats: what the workers counted, and the versions behind it. false after a message. */
bool frame_stats_write(const struct frame_common *common, const struct frame_filter *filter,
                       const struct frame_worker *workers, size_t n, double seconds);
/* How often rule i was applied, over all workers. */
uint64_t frame_stats_rule(const struct frame_worker *workers, size_t n, size_t rule);
/* Seconds of a clock that only goes forward. */
double frame_clock(void);

struct frame_progress {
    bool on;
    double start, shown;
    uint64_t records, bytes;
};

/* On where --progress is given and standard error is a terminal. */
void frame_progress_start(struct frame_progress *progress, const struct frame_common *common);
void frame_progress_add(struct frame_progress *progress, const struct frame_batch *batch);
void frame_progress_end(struct frame_progress *progress);

/* ---- writer (writer.c) ------------------------------------------------------------------ */

struct frame_writer {
    const char *path;         /* for messages */
    char *target, *temporary; /* NULL where the output is written in place */
    int fd;
};

/* Open standard output (path NULL) or a file that appears whole or not at all: it is written
 * beside its place and renamed by frame_writer_commit(). false after a message. */
bool frame_writer_open(struct frame_writer *writer, const char *path);
bool frame_writer_write(struct frame_writer *writer, const struct prep_buf *buf);
bool frame_writer_commit(struct frame_writer *writer);
void frame_writer_abandon(struct frame_writer *writer);

/* Let a pipe hold 1 MiB: tools in a chain then wait for each other far less often. */
void frame_enlarge_pipe(int fd);

#endif
