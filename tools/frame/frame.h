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

/* The options that every tool has. */
struct frame_common {
    int policy; /* enum frame_policy */
    int language;
    const char *rules, *output, *edits;
    uint64_t max_record; /* bytes */
    uint64_t threads;
    bool line_buffered, quiet, help, version, list_rules;
    const char **files; /* the operands; "-" for standard input */
    size_t n_files;
};

/* ---- filters ---------------------------------------------------------------------------- */

/* Where a record stands. */
struct frame_place {
    const char *file;
    uint64_t line;  /* within the file, from 1 */
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
    /* Add what another thread gathered. */
    enum prep_status (*merge)(void *state, const void *from);
    /* After the last record (may be NULL); what is appended to out is printed. */
    enum prep_status (*finish)(void *state, struct prep_buf *out);
    /* The exit status of a run without problems. */
    enum frame_exit (*status)(const void *state);
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
};

/* main() of every tool. */
int frame_main(const struct frame_filter *filter, int argc, char **argv);

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
    struct prep_buf in, out, edits;
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

/* ---- worker (worker.c): what is done with a batch --------------------------------------- */

struct frame_worker {
    const struct frame_filter *filter;
    const struct frame_common *common;
    const struct frame_report *report; /* NULL to transform */
    void *state;                       /* of the report */
    struct prep_transform *transform;
    struct prep_edits *edits, *repair, *joined; /* NULL where no log is kept */
    struct prep_buf repaired;
    uint64_t bad_records;
};

/* Takes transform. false after a message. */
bool frame_worker_open(struct frame_worker *worker, const struct frame_filter *filter,
                       const struct frame_common *common, struct prep_transform *transform);
void frame_worker_close(struct frame_worker *worker);
/* Fill batch->out and batch->edits; a problem ends up in batch->problem, behind what was done. */
void frame_worker_run(struct frame_worker *worker, struct frame_batch *batch);

/* ---- pipeline (pipeline.c): from the reader through the workers, in order ---------------- */

/* Gets each finished batch, in the order of the input; false ends the run. */
typedef bool frame_take_fn(void *arg, struct frame_batch *batch);

/* Run all of the input through n workers, a thread each, or in this thread where n is 1. At most
 * 2n + 1 batches are in memory. false if reading failed or take said so. */
bool frame_pipeline_run(struct frame_reader *reader, struct frame_worker *workers, size_t n,
                        frame_take_fn *take, void *arg);

/* ---- edit log (editlog.c) --------------------------------------------------------------- */

/* Append the rows of one record to log. Rule 0 is the policy's own, rule i+1 rule i of rules. */
enum prep_status frame_editlog_rows(const struct prep_edits *edits, const char *policy,
                                    const struct prep_rule *rules, uint64_t line,
                                    const char *before, const char *after, struct prep_buf *log);
/* Append a cell with \t \n \r \\ and \xHH (other controls, bad bytes) escaped. */
enum prep_status frame_append_cell(struct prep_buf *buf, const char *text, size_t len);

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
