/* spell-fix.c - corrections that are safe to make without asking. */
#include "spell-derived.h"

/* Found on lists of misspellings and clean news text: precision comes first. */
enum {
    FIX_LENGTH = 5,     /* code points a word must have */
    FIX_LONG = 6,       /* shorter ones are only corrected by likely edits */
    FIX_SHORT = 8,      /* up to this, many words are near */
    FIX_NOUN = 8,       /* as may be names, capitalised ones must be longer */
    FIX_LIKELY = 50,    /* cost of those */
    FIX_COST = 100,     /* highest cost of the edits */
    FIX_NOUN_COST = 80, /* of those of a noun or short word */
    FIX_SURE = 40,      /* beyond it, the word may be formed in a rare way */
    FIX_FREQUENCY = 25, /* of the correction, in frequency.tsv */
    FIX_NOUN_FREQUENCY = 80,
    FIX_RATIO = 100,     /* by which the correction must be more frequent */
    FIX_CONFIDENCE = 95, /* percent, for which these three hold */
};

static bool is_other_name(struct prep_speller *speller, const struct prep_candidates *candidates,
                          const struct prep_word *word);
static bool is_bare(const struct prep_word *word);
static bool has_common(const struct prep_speller *speller, const struct prep_candidates *candidates,
                       const struct prep_word *word);
static bool is_small_name(struct prep_speller *speller, const struct prep_word *word);
static bool drops_umlaut(const struct prep_word *word, const struct prep_word *correction);
static bool drops_y(const struct prep_word *word, const struct prep_word *correction);
static bool is_safe(const struct prep_speller *speller, const struct prep_candidates *candidates,
                    const struct prep_word *word);
static uint32_t scaled(const struct prep_speller *speller, uint32_t count);
static bool same_ending(const struct prep_word *word, const struct prep_word *correction);
static bool same_letters_end(const uint8_t *word, size_t len, const uint8_t *other, size_t n);

int prep_spell_rule_of(enum prep_spell_class class)
{
    switch ((int)class) {
    case PREP_SPELL_LOWER:
    case PREP_SPELL_NOUN:
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
    if (class != PREP_SPELL_LOWER && class != PREP_SPELL_NOUN) {
        *found = prep_speller_variant(speller, word, class, correction);
        return PREP_OK;
    }
    /* What is_safe() would refuse whatever there is near. */
    bool noun = prep_char(word->cp[0]) & PREP_CHAR_UPPER;
    if (word->n < (noun ? FIX_NOUN : FIX_LENGTH) || word->n > PREP_SUGGEST_MAX || !is_bare(word))
        return PREP_OK;
    static const struct prep_wanted wanted = {FIX_COST, same_letters_end};
    struct prep_candidates candidates = {0};
    enum prep_status status = prep_speller_common(speller, word, &wanted, &candidates);
    /* Most words are near no common one, and the search for all others takes long. */
    if (status || !has_common(speller, &candidates, word) ||
        prep_speller_is_derived(speller, word, false) || is_small_name(speller, word)) {
        prep_candidates_free(&candidates);
        return status;
    }
    status = prep_speller_candidates(speller, word, &candidates);
    if (!status && candidates.n > 0) {
        *found =
            is_safe(speller, &candidates, word) && !is_other_name(speller, &candidates, word) &&
            (candidates.list[0].cost <= FIX_SURE || !prep_speller_is_derived(speller, word, true));
        *correction = candidates.list[0].word;
    }
    prep_candidates_free(&candidates);
    return status;
}

/* Is one of the candidates common enough, and near? */
static bool has_common(const struct prep_speller *speller, const struct prep_candidates *candidates,
                       const struct prep_word *word)
{
    bool noun = prep_char(word->cp[0]) & PREP_CHAR_UPPER;
    uint32_t least = scaled(speller, noun ? FIX_NOUN_FREQUENCY : FIX_FREQUENCY);
    for (size_t i = 0; i < candidates->n; i++)
        if (candidates->list[i].cost <= FIX_COST && candidates->list[i].frequency >= least &&
            same_ending(word, &candidates->list[i].word))
            return true;
    return false;
}

/* "reddit", "ronaldo" */
static bool is_small_name(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word name = *word;
    prep_word_title(&name);
    return prep_speller_is_listed_name(speller, &name);
}

/* "Gabrijel" is rather another name than "Gabriel" misspelt. */
static bool is_other_name(struct prep_speller *speller, const struct prep_candidates *candidates,
                          const struct prep_word *word)
{
    return prep_char(word->cp[0]) & PREP_CHAR_UPPER &&
           prep_speller_is_listed_name(speller, &candidates->list[0].word);
}

/* Letters and nothing else, small but for the first. */
static bool is_bare(const struct prep_word *word)
{
    if (!(prep_char(word->cp[0]) & PREP_CHAR_LETTER))
        return false;
    for (size_t i = 1; i < word->n; i++)
        if (!(prep_char(word->cp[i]) & PREP_CHAR_LOWER))
            return false;
    return true;
}

/* Is the best candidate a common word and clearly better than the next? */
static bool is_safe(const struct prep_speller *speller, const struct prep_candidates *candidates,
                    const struct prep_word *word)
{
    const struct prep_candidate *best = &candidates->list[0];
    bool noun = prep_char(word->cp[0]) & PREP_CHAR_UPPER;
    size_t longer = noun ? FIX_NOUN : FIX_LONG;
    uint32_t frequency = prep_spell_frequency(speller->tables, word);
    if (best->frequency < scaled(speller, noun ? FIX_NOUN_FREQUENCY : FIX_FREQUENCY) ||
        best->cost > (noun || word->n <= FIX_SHORT ? FIX_NOUN_COST : FIX_COST) ||
        (word->n < longer && (noun || best->cost > FIX_LIKELY)) || !is_bare(&best->word))
        return false;
    /* Far-fetched corrections keep the first letter, but for an umlaut. */
    if (best->cost > FIX_LIKELY && word->cp[0] != best->word.cp[0] && best->word.cp[0] < 0x80)
        return false;
    /* Small words stay small; people get the first letter of a name right. */
    if (noun ? word->cp[0] != best->word.cp[0] : prep_char(best->word.cp[0]) & PREP_CHAR_UPPER)
        return false;
    /* A misspelling is much rarer than the word: "eingereiht" is none of "eingereicht". */
    if (frequency > best->frequency / scaled(speller, FIX_RATIO))
        return false;
    if (!same_ending(word, &best->word) || drops_umlaut(word, &best->word) ||
        (noun && drops_y(word, &best->word)))
        return false;
    return candidates->n == 1 || candidates->list[1].score - best->score >= (int)speller->margin;
}

/* How often a word must occur grows with the odds that the caller asks for. */
static uint32_t scaled(const struct prep_speller *speller, uint32_t count)
{
    uint32_t c = speller->min_confidence;
    uint32_t n = count * c * (100 - FIX_CONFIDENCE) / ((100 - c) * FIX_CONFIDENCE);
    return n > 0 ? n : 1;
}

/* "verlören", "empfähle": a vowel with umlaut for one without may be a subjunctive. */
static bool drops_umlaut(const struct prep_word *word, const struct prep_word *correction)
{
    if (word->n != correction->n)
        return false;
    for (size_t i = 0; i < word->n; i++)
        if (word->cp[i] != correction->cp[i] && word->cp[i] >= 0x80 && correction->cp[i] < 0x80)
            return true;
    return false;
}

/* "Feyerabend": names have the y of old. */
static bool drops_y(const struct prep_word *word, const struct prep_word *correction)
{
    size_t more = 0, less = 0;
    for (size_t i = 0; i < word->n; i++)
        more += word->cp[i] == 'y';
    for (size_t i = 0; i < correction->n; i++)
        less += correction->cp[i] == 'y';
    return more > less;
}

/* The last letter is inflection: which ending was meant, only the sentence tells. */
static bool same_ending(const struct prep_word *word, const struct prep_word *correction)
{
    const uint32_t *a = word->cp + word->n - 1, *b = correction->cp + correction->n - 1;
    return *a == *b || (a[0] == b[-1] && a[-1] == b[0]); /* wirklihc */
}

/* The same of letters. */
static bool same_letters_end(const uint8_t *word, size_t len, const uint8_t *other, size_t n)
{
    return word[len - 1] == other[n - 1] ||
           (n > 1 && word[len - 1] == other[n - 2] && word[len - 2] == other[n - 1]);
}
