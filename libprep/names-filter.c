/* names-filter.c - a quick no to the capitalised words that are no names: nearly all. */
#include "names-find.h"
#include "names-lexicon.h"

#include <stdlib.h>

static void add(struct prep_names_filter *filter, const char *key, size_t len);
static void add_ends(struct prep_names_filter *filter, const struct prep_evidence_tables *evidence);

struct prep_names_filter *prep_names_filter_new(const struct prep_lexicon *lexicon,
                                                const struct prep_evidence_tables *evidence)
{
    struct prep_names_filter *filter = calloc(1, sizeof *filter);
    if (!filter)
        return NULL;
    for (size_t i = 0; i < prep_map_count(lexicon->map); i++) {
        size_t len;
        uint32_t value;
        const char *key = prep_map_key(lexicon->map, i, &len, &value);
        if (lexicon->words[value].flags & (PREP_NAME_GERMAN | PREP_NAME_STARTS))
            add(filter, key, len);
    }
    add_ends(filter, evidence);
    return filter;
}

void prep_names_filter_free(struct prep_names_filter *filter)
{
    free(filter);
}

enum prep_names_need prep_names_need(const struct prep_names_model *model, const char *word,
                                     size_t len)
{
    struct prep_name name;
    if (prep_lexicon_find(prep_names_lexicon(model), word, len, &name)) {
        if (name.flags & PREP_NAME_STARTS)
            return PREP_NEED_SCAN;
        if (!(name.flags & PREP_NAME_GERMAN))
            return PREP_NEED_NOTHING;
        if (name.flags & PREP_NAME_IN_NAME)
            return PREP_NEED_COMPANY;
        size_t plain = len - (name.flags & PREP_NAME_GENITIVE ? 1 : 0);
        bool same = !(name.flags & PREP_NAME_CAPITALS) && plain == name.english_len &&
                    !memcmp(word, name.english, plain);
        return same ? PREP_NEED_COMPANY : PREP_NEED_SCAN;
    }
    switch (prep_evidence_find(prep_names_evidence(model), word, len).evidence) {
    case PREP_EVIDENCE_NONE:
        return PREP_NEED_NOTHING;
    case PREP_EVIDENCE_NAME:
        return PREP_NEED_COMPANY;
    default:
        return PREP_NEED_SCAN;
    }
}

static void add(struct prep_names_filter *filter, const char *key, size_t len)
{
    uint64_t part[2] = {0, 0};
    memcpy(part, key, len < sizeof part ? len : sizeof part);
    uint64_t hash = prep_names_filter_hash(part[0], part[1], len);
    filter->bits[hash >> (64 - PREP_FILTER_BITS)] |= prep_names_filter_two(hash);
}

/* A genitive -s may follow: the letter before counts then. */
static void add_ends(struct prep_names_filter *filter, const struct prep_evidence_tables *evidence)
{
    for (char before = 'a'; before <= 'z'; before++)
        for (char last = 'a'; last <= 'z'; last++)
            if (prep_evidence_has_end(evidence, before, last)) {
                filter->ends[before & 31][last & 31] = 1;
                filter->ends[last & 31]['s' & 31] = 1;
            }
}
