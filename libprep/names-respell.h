/* names-respell.h - the respelling model in memory, for names-respell.c, which uses it, and
 * names-respell-read.c. */
#ifndef PREP_NAMES_RESPELL_H
#define PREP_NAMES_RESPELL_H

#include "names.h"

#define PREP_RESPELL_GROUP_MAX 7  /* letters of the longest group */
#define PREP_RESPELL_KEY_MAX   32 /* bytes: group, TAB, context */

struct prep_respell_option {
    uint32_t text, len; /* in the pool */
};

struct prep_respell_group {
    struct prep_respell_option options[PREP_SPELLINGS_MAX]; /* the first is the default, with a
                                                             * weight of 0 */
    uint32_t n_options;
    bool final_only; /* before a consonant and at the end of a word only */
};

/* What a context adds to the score of an option; the rows of a context follow each other. */
struct prep_respell_weight {
    uint32_t context;
    uint16_t option;
    int16_t value; /* hundredths */
};

struct prep_respelling {
    struct prep_buf pool;
    struct prep_map *groups;   /* letters: index into items */
    struct prep_map *contexts; /* group TAB context: index of the first weight, by number */
    struct prep_respell_group *items;
    struct prep_respell_weight *weights;
    size_t n_weights, cap;
    struct prep_image *image; /* what all of this is part of, if not NULL */
};

/* One byte for a letter of a table or a word: ASCII, Latin-1, or 1 for any other. Some write `v` as
 * English does: that is a `w`. */
char prep_respell_letter(uint32_t c);

#endif
