/* spell-fix.c - corrections that are safe to make without asking. */
#include "spell.h"

enum {
    FIX_LENGTH = 5,     /* code points a word must have */
    FIX_COST = 100,     /* highest cost of the edits */
    FIX_FREQUENCY = 30, /* of the correction */
    FIX_MARGIN = 25,    /* by which the next best word must be worse */
};

static bool is_bare(const struct prep_word *word);

int prep_spell_rule_of(enum prep_spell_class class)
{
    switch ((int)class) {
    case PREP_SPELL_LOWER:
        return PREP_SPELL_RULE_MISSPELLING;
    case PREP_SPELL_OLD:
        return PREP_SPELL_RULE_OLD;
    case PREP_SPELL_SWISS:
        return PREP_SPELL_RULE_SWISS;
    case PREP_SPELL_NO_UMLAUT:
        return PREP_SPELL_RULE_UMLAUT;
    default:
        return -1;
    }
}

enum prep_status prep_speller_correct(struct prep_speller *speller, const struct prep_word *word,
                                      enum prep_spell_class class, struct prep_word *correction,
                                      bool *found)
{
    *found = false;
    if (class != PREP_SPELL_LOWER) {
        *found = prep_speller_variant(speller, word, class, correction);
        return PREP_OK;
    }
    if (word->n < FIX_LENGTH || word->n > PREP_SUGGEST_MAX || !is_bare(word))
        return PREP_OK;
    struct prep_candidates candidates = {0};
    enum prep_status status = prep_speller_candidates(speller, word, &candidates);
    if (!status && candidates.n > 0) {
        const struct prep_candidate *best = &candidates.list[0];
        *found = best->plain && best->cost <= FIX_COST && best->frequency >= FIX_FREQUENCY &&
                 (candidates.n == 1 || candidates.list[1].score - best->score >= FIX_MARGIN) &&
                 prep_word_shape(&best->word) & PREP_SHAPE_LOWER;
        *correction = best->word;
    }
    prep_candidates_free(&candidates);
    return status;
}

/* Small letters and nothing else. */
static bool is_bare(const struct prep_word *word)
{
    for (size_t i = 0; i < word->n; i++)
        if (!(prep_char(word->cp[i]) & PREP_CHAR_LOWER))
            return false;
    return true;
}
