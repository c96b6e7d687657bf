/* split-fast.h - what the files of the fast decision share. */
#ifndef PREP_SPLIT_FAST_H
#define PREP_SPLIT_FAST_H

#include "split.h"

/* Longer words are left alone, in bytes. */
#define PREP_SPLIT_FAST_WORD 40

static inline int prep_split_kind(const struct prep_split_model *model, const char *at)
{
    return model->kind[(unsigned char)*at];
}

/* The same as prep_split_fact(); 8 bytes can be read from word on. */
static inline uint32_t prep_split_fact_of(const struct prep_split_model *model, const char *word,
                                          size_t len)
{
    uint64_t key = 0;
    if (len <= 8) {
        memcpy(&key, word, 8);
        key &= UINT64_MAX >> (64 - 8 * len);
        const struct prep_split_short *slot = &model->short_words[prep_split_short_hash(key)];
        if (slot->word == key)
            return slot->fact;
    }
    return prep_split_fact(model, word, len);
}

/* split-fast-veto.c: the begin of the letters or digits in front of text[at]. */
size_t prep_split_back(const struct prep_split_mark *mark, size_t at, int what);

/* Is it the first or the second full stop of "z. B."? Sure is whether a plain word follows. */
bool prep_split_fast_pair(const struct prep_split_mark *mark, size_t at, bool sure);

/* "Abs. 1", "bzw. der": of a class that a sentence never ends with, or before a number. */
bool prep_split_fast_abbreviation(const struct prep_split_mark *mark, size_t begin, size_t at,
                                  enum prep_split_rule *rule);

/* "3. Die Klage" at the begin of a sentence; "am 31. Dezember"; "in Nummer 3. Die". */
bool prep_split_fast_number(const struct prep_split_mark *mark, size_t begin, size_t at,
                            enum prep_split_rule *rule);

#endif
