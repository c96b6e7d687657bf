/* spell-tally.h - counts of words. */
#ifndef PREP_TOOL_SPELL_TALLY_H
#define PREP_TOOL_SPELL_TALLY_H

#include "spell-words.h" /* of libprep */

struct spell_tally;

struct spell_count {
    const char *word; /* not NUL-terminated; valid as long as the tally */
    size_t len;
    uint64_t count;
    enum prep_spell_class class;
};

struct spell_tally *spell_tally_new(void);
void spell_tally_free(struct spell_tally *tally);
/* Count a word of a class, which is the same each time. */
enum prep_status spell_tally_add(struct spell_tally *tally, struct prep_token_hash hash,
                                 const struct spell_count *word);
/* Add the counts of another one. */
enum prep_status spell_tally_merge(struct spell_tally *tally, const struct spell_tally *from);
/* Sort the words, the most frequent first, then by their bytes; nothing can be counted any more. */
void spell_tally_sort(struct spell_tally *tally);
/* The i-th word, sorted; false: there are not so many. */
bool spell_tally_get(const struct spell_tally *tally, size_t i, struct spell_count *word);

#endif
