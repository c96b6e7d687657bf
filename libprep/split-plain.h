/* split-plain.h - the most frequent end of all, "kommt. Die": what makes it another is looked up in
 * small tables and put together without a branch, for which of them it is nobody can foretell. */
#ifndef PREP_SPLIT_PLAIN_H
#define PREP_SPLIT_PLAIN_H

#include "split-fast.h"

/* So many bytes can be read in front of the mark, and PREP_SPLIT_FAST_AHEAD behind it. */
#define PREP_SPLIT_PLAIN_BACK 17

/* Does a sentence end at the mark and space here, unless it stands in a bracket? Behind a space or
 * LF a word of three to fifteen letters that is in no list; then one that may start a sentence,
 * maybe with a bracket or dash in front. True only where prep_split_fast() says so, too. */
static inline bool prep_split_plain(const struct prep_split_plain *plain,
                                    const struct prep_split_model *model, const char *at)
{
    unsigned kind = plain->mark[(unsigned char)*at];
    unsigned len = prep_split_letters_back(model, at);
    const char *word = at - len, *next = at + 2;
    uint32_t dash;
    memcpy(&dash, next, 4);
    next += (unsigned)(dash == plain->dash) * 4 + (unsigned)(*next == plain->bracket);
    unsigned follow = plain->next[prep_split_pair(next)];
    unsigned no = plain->end[prep_split_pair(at - 2)] & (kind | (follow & PREP_SPLIT_PLAIN_DIGIT));
    no |= plain->before[(unsigned char)word[-1]] | ((unsigned char)at[1] ^ ' ');
    no |= (word[0] == word[1]) | ((unsigned char)(word[1] - 'A') < 26) | (len - 3 > 12);
    no |= prep_split_bit(plain->known, prep_split_plain_hash(plain, at, len));
    return ((follow & kind) != 0) & (no == 0);
}

#endif
