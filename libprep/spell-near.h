/* spell-near.h - what the files share that look for words near a misspelling. */
#ifndef PREP_SPELL_NEAR_H
#define PREP_SPELL_NEAR_H

#include "spell.h"

/* ---- spell-nearby.c --------------------------------------------------------------------- */

struct prep_nearby {
    const struct prep_affixes *affixes[PREP_DICTIONARIES_MAX];
    const uint64_t *forms[PREP_DICTIONARIES_MAX]; /* see prep_forms_has() */
    unsigned forms_size[PREP_DICTIONARIES_MAX];
    size_t n_forms;
    /* The words of the frequency list by length, in Latin-1 and with a small first letter. */
    const uint64_t *letters; /* of each, see prep_letter_set() */
    const uint32_t *place;   /* of each in text, times two; odd: it has a capital */
    const uint8_t *text;
    uint32_t by_length[PREP_SUGGEST_MAX + 2];
    struct prep_buf own; /* all that, where it was not given */
};
/* Made when first asked for; NULL without memory. */
const struct prep_nearby *prep_spell_nearby(struct prep_spell_tables *tables);
void prep_nearby_free(struct prep_nearby *nearby);

static inline const uint8_t *prep_nearby_text(const struct prep_nearby *nearby, uint32_t i)
{
    return nearby->text + (nearby->place[i] >> 1);
}

static inline bool prep_nearby_has_capital(const struct prep_nearby *nearby, uint32_t i)
{
    return nearby->place[i] & 1;
}

/* The letters of a word, a bit each, and those it has twice. */
uint64_t prep_letter_set(const uint8_t *word, size_t len);

/* The first of the sets from i on that lacks at most gone letters of one and has at most added
 * others; end without one. */
uint32_t prep_letters_like(const uint64_t *sets, uint32_t i, uint32_t end, uint64_t set,
                           unsigned gone, unsigned added);

bool prep_keys_are_neighbours(const struct prep_spell_tables *tables, uint32_t a, uint32_t b);

/* ---- spell-edits.c ---------------------------------------------------------------------- */

/* Add the edit of a row: edit FROM TO COST; FROM or TO may be empty. */
enum prep_status prep_spell_edit_add(struct prep_spell_tables *tables, const struct prep_row *row,
                                     struct prep_error *error);
/* Make by_first and by_last; false without memory. */
bool prep_spell_edits_sort(struct prep_spell_tables *tables);
void prep_spell_edits_free(struct prep_spell_tables *tables);

/* ---- spell-distance.c ------------------------------------------------------------------- */

/* Costs of edits that no row of data speaks of; 70 is an ordinary one. */
enum {
    PREP_COST_ORDINARY = 70,
    PREP_COST_KEY = 65,       /* the key beside or above */
    PREP_COST_TRANSPOSE = 30, /* two letters changed places */
    PREP_COST_DOUBLE = 20,    /* a letter doubled or not */
    PREP_COST_REPEAT = 30,    /* two letters twice that belong there once: "andererer" */
    PREP_COST_ONCE = 40,      /* two letters once that belong there twice: "Wochende" */
    PREP_COST_FIRST = 40,     /* on top where the first letter is concerned: people get it right */
};

/* Letters too many, too few, wrong or in the wrong order between a word of n_a letters, of which
 * masks has the places, and b. */
unsigned prep_letter_distance(const uint64_t masks[256], size_t n_a, const uint8_t *b, size_t n_b);
/* The cost of the cheapest edits; any cost above most where it is more than that. */
unsigned prep_edit_cost(const struct prep_spell_tables *tables, const uint8_t *a, size_t n_a,
                        const uint8_t *b, size_t n_b, unsigned most);

#endif
