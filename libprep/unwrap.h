/* unwrap.h - what the files of the unwrapper share. */
#ifndef PREP_UNWRAP_H
#define PREP_UNWRAP_H

#include "internal.h"

#include <stdatomic.h>

/* What is known of a word, a set. */
enum prep_unwrap_fact {
    PREP_UNWRAP_WORD = 1 << 0,      /* occurs in texts */
    PREP_UNWRAP_JOINT = 1 << 1,     /* "und" of "Ein- und Ausfuhr" */
    PREP_UNWRAP_STAYS = 1 << 2,     /* "Ex": a hyphen behind it is part of the word */
    PREP_UNWRAP_STAYS_END = 1 << 3, /* "-isch": the end of such words */
    PREP_UNWRAP_BULLET = 1 << 4,    /* starts an item */
};

#define PREP_UNWRAP_WORD_MAX 64 /* bytes: longer words are in no list */

/* Immutable; shared by all clones of an unwrapper. */
struct prep_unwrap_model {
    atomic_uint references;
    struct prep_map *facts; /* word to set of enum prep_unwrap_fact */
};

/* The files are noted as what `made` was made from. */
struct prep_unwrap_model *prep_unwrap_model_new(const struct prep_unwrapper_options *options,
                                                struct prep_transform *made,
                                                struct prep_error *error);
struct prep_unwrap_model *prep_unwrap_model_share(struct prep_unwrap_model *model);
void prep_unwrap_model_release(struct prep_unwrap_model *model); /* NULL is fine */

/* What is known of a word: set of enum prep_unwrap_fact, 0 if nothing. */
uint32_t prep_unwrap_fact(const struct prep_unwrap_model *model, const char *word, size_t len);

#endif
