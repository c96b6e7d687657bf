/* names-lexicon.h - what the two files of the lexicon share. */
#ifndef PREP_NAMES_LEXICON_H
#define PREP_NAMES_LEXICON_H

#include "names.h"

#include <stdatomic.h>

/* Texts are offsets into the pool. */
struct prep_lexicon_entry {
    size_t english, english_len, original, original_len, german, german_len, alternatives,
        alternatives_len;
    char language[4];
    enum prep_name_kind kind;
};

/* What a key of the map means; the value of a key is the index of its word. */
struct prep_lexicon_word {
    uint32_t entry;
    unsigned flags;
};

struct prep_lexicon {
    atomic_size_t references;
    struct prep_map *map;
    struct prep_buf pool;
    struct prep_lexicon_entry *entries;
    size_t n_entries, entries_cap;
    struct prep_lexicon_word *words; /* as many as the map has keys */
    size_t words_cap;
    size_t max_words;
    uint64_t *filter;         /* a bit for what keys begin and end with: most words end here */
    struct prep_image *image; /* what all of this is part of, if not NULL */
};

/* The word of a key, zeroed if the key is new; NULL without memory. */
struct prep_lexicon_word *prep_lexicon_add_word(struct prep_lexicon *lexicon, const char *key,
                                                size_t len, bool *is_new);

/* Append an entry; false without memory. */
bool prep_lexicon_add_entry(struct prep_lexicon *lexicon, struct prep_lexicon_entry entry);

#define PREP_LEXICON_FILTER_BITS 20 /* a mebibit */

/* ---- names-lexicon-image.c --------------------------------------------------------------- */

/* The lexicon from the image that the build made: new; NULL where there is none. */
struct prep_lexicon *prep_lexicon_take(const char *data_dir);

/* ---- names-lexicon-read.c ---------------------------------------------------------------- */

/* Read names/names.tsv; then a user's file, whose entries win. */
enum prep_status prep_lexicon_read(struct prep_lexicon *lexicon, const char *data_dir,
                                   struct prep_error *error);
enum prep_status prep_lexicon_read_file(struct prep_lexicon *lexicon, const char *path,
                                        struct prep_error *error);

#endif
