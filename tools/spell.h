/* spell.h - what the files of prep-spell share. */
#ifndef PREP_TOOL_SPELL_H
#define PREP_TOOL_SPELL_H

#include "frame/frame.h"

#define SPELL_SYSTEM_PATH "/usr/share/hunspell:/usr/share/myspell/dicts"

enum {
    SPELL_HEAD = 128, /* bytes of the first line of a file, filled up with spaces */
    SPELL_KIND = 20,  /* of them say what it is */
};

struct spell_config {
    bool list, annotate, fix, check, score, train, compile;
    const char *classes; /* NULL: all */
    const char *dictionaries;
    struct frame_list words, names, frequencies;
    uint64_t suggest, margin, min_confidence;
    const char *cache, *index;
    char head[SPELL_HEAD]; /* of the cache */
    bool stale;            /* what is in the cache is of no use */
    void *map;             /* the index, or NULL */
    size_t map_len;
    /* Keeps what all threads found out until the cache is written; NULL where nothing is. */
    struct prep_transform *keeper;
};

/* ---- spell-options.c -------------------------------------------------------------------- */

extern const struct frame_option spell_options[];

/* What is wrong with the options together, or NULL. */
const char *spell_check(void *config);
struct prep_transform *spell_open(const struct frame_common *common, void *config,
                                  struct prep_error *error);

/* ---- spell-store.c: files that save work ------------------------------------------------ */

/* The first line of such a file: what it is, and the SHA-256 of what it depends on. what: "cache"
 * or "index". */
enum prep_status spell_store_head(const struct spell_config *config, const char *what,
                                  const struct prep_transform *speller, char head[SPELL_HEAD],
                                  struct prep_error *error);
bool spell_store_write(const char *path, const struct prep_buf *file);
/* "PATH: reason"; returns status. */
enum prep_status spell_store_fail(struct prep_error *error, enum prep_status status,
                                  const char *path, const char *reason);

/* Read the cache, if there is one. */
enum prep_status spell_cache_open(struct spell_config *config, struct prep_transform *speller,
                                  struct prep_error *error);
/* Write it. false after a message. */
bool spell_cache_close(struct spell_config *config);

/* ---- spell-index.c ---------------------------------------------------------------------- */

/* Make the index, or map the one that is there. */
enum prep_status spell_index_open(struct spell_config *config, struct prep_transform *speller,
                                  const char *dictionaries, struct prep_error *error);
void spell_index_close(struct spell_config *config);

/* ---- spell-report.c --------------------------------------------------------------------- */

/* The report for the chosen mode, NULL for --fix. */
const struct frame_report *spell_report(void *config);

/* ---- spell-rows.c: how findings are written --------------------------------------------- */

/* Is there such a class of unknown words? */
bool spell_is_class(const char *name, size_t len);
/* Does a list with commas between have the name? */
bool spell_is_listed(const char *list, const char *name);

enum prep_status spell_row_found(const struct frame_place *place, const char *text,
                                 const struct prep_misspelling *misspelling, struct prep_buf *out);
/* A word, how often it occurs, and, if not NULL, its class. */
enum prep_status spell_row_count(const char *word, size_t len, uint64_t count,
                                 const char *class_name, struct prep_buf *out);

#endif
