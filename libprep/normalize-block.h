/* normalize-block.h - what the files share that do many records at once. */
#ifndef PREP_NORMALIZE_BLOCK_H
#define PREP_NORMALIZE_BLOCK_H

#include "normalize.h"

enum { PREP_BLOCK_FIXES = 256 };

struct prep_block {
    struct prep_normalizer *normalizer;
    const char *text;
    size_t len, at;
    char *out; /* has room for the text and a block of 64 bytes */
    size_t n;  /* bytes written */
    /* Treat what stands at `at` and move behind it; false if its record needs run_line(). */
    bool (*pass)(struct prep_block *block);
    bool log;    /* changes are logged: that is for run_line() */
    bool simple; /* they are not, and all the rules of the block are on */
    /* Changes that may have to be taken back: where they are and which rule made them. */
    size_t fix_at[PREP_BLOCK_FIXES];
    uint8_t fix_rule[PREP_BLOCK_FIXES];
    size_t n_fixes;
    /* Those in front of them, of which the last is there: how many by rule. All are of one record.
     */
    uint64_t held[N_RULES];
    size_t held_at;
    bool holds;
};

/* Each of these treats what stands at block->at and moves behind it; false if the record needs
 * run_line(). */

/* normalize-block-marks.c: marks behind a letter, with which they become another letter, or with
 * which they stay; the commonest case of it, which may also return false where marks() does not;
 * a vowel of Hangul behind an initial consonant. */
bool prep_block_marks(struct prep_block *block);
bool prep_block_umlaut(struct prep_block *block);
bool prep_block_jamo(struct prep_block *block);
/* Of other scripts: c, which ends at `next` and may compose with what is in front. */
bool prep_block_join(struct prep_block *block, uint32_t c, size_t next);

/* normalize-block.c: count the changes that will not be taken back, hold the others. */
void prep_block_make_room(struct prep_block *block);

/* Note a change, to be counted when its record is done. */
static inline void prep_block_fixed(struct prep_block *block, enum prep_normalizer_rule rule)
{
    if (block->n_fixes == PREP_BLOCK_FIXES)
        prep_block_make_room(block);
    block->fix_at[block->n_fixes] = block->at;
    block->fix_rule[block->n_fixes++] = (uint8_t)rule;
}

#endif
