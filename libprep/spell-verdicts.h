/* spell-verdicts.h - what was found out about tokens, by their hashes. */
#ifndef PREP_SPELL_VERDICTS_H
#define PREP_SPELL_VERDICTS_H

#include "internal.h"

enum {
    PREP_FRONT = 1 << 15, /* tokens of a thread whose verdict is at hand: 256 KiB */
};

/* ---- spell-verdicts.c ------------------------------------------------------------------- */

/* What was found out about tokens: a number from 0 to 30 each. It grows up to a limit, then it
 * forgets. */
struct prep_verdicts;
struct prep_token_hash {
    uint64_t high, low;
};
struct prep_verdicts *prep_verdicts_new(void);
void prep_verdicts_free(struct prep_verdicts *verdicts);
/* The verdict, or -1. */
int prep_verdicts_find(struct prep_verdicts *verdicts, struct prep_token_hash hash);
/* The first word of a list, from the i-th on, whose verdict is none or not 0; n without one. front,
 * zeros at first, is the caller's and has tokens that were met lately: most words are one of few.
 */
struct prep_found;
size_t prep_verdicts_skip(struct prep_verdicts *verdicts, uint64_t front[PREP_FRONT],
                          const struct prep_found *list, size_t i, size_t n);
void prep_verdicts_keep(struct prep_verdicts *verdicts, struct prep_token_hash hash, int verdict);
/* Was one kept since they were made or read? */
bool prep_verdicts_changed(struct prep_verdicts *verdicts);
/* All of them as bytes, and back: false where a verdict is above most, or they are no table. */
enum prep_status prep_verdicts_append(struct prep_verdicts *verdicts, struct prep_buf *out);
bool prep_verdicts_read(struct prep_verdicts *verdicts, const char *entries, size_t len, int most);

/* ---- spell-hash.c ----------------------------------------------------------------------- */

/* dotted: a verdict on the token with the dot behind it. */
struct prep_token_hash prep_token_hash(const char *token, size_t len, bool dotted);

#endif
