/* spell-derived.c - words that are formed from known ones in a way the dictionary does not list. */
#include "spell-derived.h"

enum {
    STEM_LENGTH = 3,    /* code points of what a prefix or an ending stands at */
    DEPTH = 3,          /* prefixes of one word: "aus-zu-ge-" */
    HEAD_LENGTH = 3,    /* of the first part of a compound */
    TAIL_LENGTH = 5,    /* of its last */
    COMMON_VERB = 4,    /* of a common verb behind its particle */
    SURE_VERB = 5,      /* of a verb behind its particle, where a class is given by it */
    SURE_STEM = 4,      /* of what a suffix stands at */
    LONG_STEM = 6,      /* of what a short one stands at */
    SURE_SUFFIX = 5,    /* of that suffix */
    SURE_ADJECTIVE = 8, /* of an adjective that is compared */
    COMMON = 200,       /* occurrences of a common word */
    FOREIGN_STEM = 4,   /* of an English verb */
};

static bool has_prefix(struct prep_speller *speller, const struct prep_word *word, unsigned endings,
                       unsigned depth);
static bool has_ending(struct prep_speller *speller, const struct prep_word *word,
                       unsigned endings);
static bool is_rest(struct prep_speller *speller, const struct prep_word *rest, bool noun);
static bool is_stem(struct prep_speller *speller, const struct prep_word *stem);
static bool is_noun(struct prep_speller *speller, const struct prep_word *word);
static bool is_verb_stem(struct prep_speller *speller, const struct prep_word *stem);
static bool is_joined(struct prep_speller *speller, const struct prep_word *word);
static bool is_adjective(struct prep_speller *speller, const struct prep_word *word);
static bool has_suffix(struct prep_speller *speller, const struct prep_word *word);
static bool is_sure_stem(struct prep_speller *speller, const struct prep_word *stem);
static bool has_particle(struct prep_speller *speller, const struct prep_word *word);
static bool is_listed(struct prep_speller *speller, const struct prep_word *word, size_t least);
static bool has_clitic(struct prep_speller *speller, const struct prep_word *word);
static bool is_foreign_verb(struct prep_speller *speller, const struct prep_word *word);
static size_t skip(const struct prep_word *word, size_t at, const char *letters);

bool prep_speller_is_derived(struct prep_speller *speller, const struct prep_word *word, bool rare)
{
    unsigned endings = PREP_SPELL_ENDING;
    if (!rare)
        return has_ending(speller, word, endings) || has_prefix(speller, word, endings, 1);
    endings |= PREP_SPELL_SUFFIX | PREP_SPELL_NOUN_ENDING;
    return has_ending(speller, word, endings) || has_prefix(speller, word, endings, DEPTH) ||
           is_joined(speller, word);
}

enum prep_spell_class prep_speller_derivation(struct prep_speller *speller,
                                              const struct prep_word *word)
{
    if (is_adjective(speller, word) || has_particle(speller, word) || has_clitic(speller, word))
        return PREP_SPELL_COMPOUND;
    return is_foreign_verb(speller, word) ? PREP_SPELL_FOREIGN : PREP_SPELL_KNOWN;
}

bool prep_speller_is_counted(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word stem, ending;
    for (size_t cut = word->n; cut >= STEM_LENGTH; cut--) {
        prep_word_slice(&stem, word, 0, cut);
        prep_word_slice(&ending, word, cut, word->n);
        if (prep_spell_is_kind(speller->tables, &stem, PREP_SPELL_COUNTED) &&
            (ending.n == 0 || prep_spell_is_kind(speller->tables, &ending, PREP_SPELL_ENDING)))
            return true;
    }
    return false;
}

/* "uneidlich", "abzustocken", "Auf-setzung": prefixes before a word, or before a stem and an
 * ending. */
static bool has_prefix(struct prep_speller *speller, const struct prep_word *word, unsigned endings,
                       unsigned depth)
{
    struct prep_word prefix, rest;
    for (size_t cut = 1; cut + STEM_LENGTH <= word->n; cut++) {
        prep_word_slice(&prefix, word, 0, cut);
        prep_word_slice(&rest, word, cut, word->n);
        prep_word_lower(&prefix);
        if (!prep_spell_is_kind(speller->tables, &prefix, PREP_SPELL_PREFIX | PREP_SPELL_PARTICLE))
            continue;
        if (is_rest(speller, &rest, prep_char(word->cp[0]) & PREP_CHAR_UPPER) ||
            has_ending(speller, &rest, endings) ||
            (depth > 1 && has_prefix(speller, &rest, endings, depth - 1)))
            return true;
    }
    return false;
}

/* "belegene", "verwanzt", "Matrosin": a stem and an ending. */
static bool has_ending(struct prep_speller *speller, const struct prep_word *word, unsigned endings)
{
    struct prep_word stem, ending;
    for (size_t cut = STEM_LENGTH; cut < word->n; cut++) {
        prep_word_slice(&stem, word, 0, cut);
        prep_word_slice(&ending, word, cut, word->n);
        if (prep_spell_is_kind(speller->tables, &ending, endings) && is_stem(speller, &stem))
            return true;
    }
    return false;
}

static bool is_rest(struct prep_speller *speller, const struct prep_word *rest, bool noun)
{
    struct prep_word other = *rest;
    if (prep_speller_accepts(speller, rest) == PREP_ANSWER_YES)
        return true;
    prep_word_title(&other);
    return noun && prep_speller_accepts(speller, &other) == PREP_ANSWER_YES;
}

/* A word, the noun of a verb (Wanze: verwanzt), a verb or a foreign word (boost: geboostet). */
static bool is_stem(struct prep_speller *speller, const struct prep_word *stem)
{
    static const uint32_t e = 'e';
    struct prep_word other = *stem;
    if (prep_speller_accepts(speller, stem) == PREP_ANSWER_YES ||
        (stem->n > STEM_LENGTH && prep_speller_is_foreign(speller, stem)))
        return true;
    if (is_verb_stem(speller, stem) || is_noun(speller, stem))
        return true;
    return prep_word_append(&other, &e, 1) && is_noun(speller, &other);
}

static bool is_noun(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word noun = *word;
    prep_word_title(&noun);
    return prep_speller_has(speller, &noun) == PREP_ANSWER_YES &&
           prep_speller_is_plain(speller, &noun, true);
}

/* Is it a verb without "en", or a noun? */
static bool is_verb_stem(struct prep_speller *speller, const struct prep_word *stem)
{
    static const uint32_t en[2] = {'e', 'n'};
    struct prep_word verb = *stem;
    return prep_word_append(&verb, en, 2) &&
           (prep_speller_has(speller, &verb) == PREP_ANSWER_YES || is_noun(speller, &verb));
}

/* "Haiarten", "Gärresten": a longer noun behind a short one or the stem of a verb. */
static bool is_joined(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word head, tail;
    if (!(prep_char(word->cp[0]) & PREP_CHAR_UPPER))
        return false;
    for (size_t cut = HEAD_LENGTH; cut + TAIL_LENGTH <= word->n; cut++) {
        prep_word_slice(&head, word, 0, cut);
        prep_word_slice(&tail, word, cut, word->n);
        prep_word_lower(&head);
        if (is_noun(speller, &tail) && is_stem(speller, &head))
            return true;
    }
    return false;
}

/* "kurmäßige", "unkaputtbar": with a suffix, maybe inflected; "apokalyptischste": compared. */
static bool is_adjective(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word stem, ending;
    if (has_suffix(speller, word))
        return true;
    for (size_t cut = SURE_ADJECTIVE; cut < word->n; cut++) {
        prep_word_slice(&stem, word, 0, cut);
        prep_word_slice(&ending, word, cut, word->n);
        if (prep_spell_is_kind(speller->tables, &ending, PREP_SPELL_ENDING) &&
            (has_suffix(speller, &stem) ||
             (ending.n > 2 && is_listed(speller, &stem, SURE_ADJECTIVE))))
            return true;
    }
    return false;
}

/* A suffix behind a word, or what is counted behind a number ("einmännig"). */
static bool has_suffix(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word stem, suffix;
    for (size_t cut = STEM_LENGTH; cut + STEM_LENGTH <= word->n; cut++) {
        prep_word_slice(&stem, word, 0, cut);
        prep_word_slice(&suffix, word, cut, word->n);
        if (prep_spell_is_kind(speller->tables, &suffix, PREP_SPELL_COUNTED) &&
            prep_speller_accepts(speller, &stem) == PREP_ANSWER_YES)
            return true;
        if (stem.n >= (suffix.n >= SURE_SUFFIX ? SURE_STEM : LONG_STEM) &&
            prep_spell_is_kind(speller->tables, &suffix, PREP_SPELL_SUFFIX) &&
            is_sure_stem(speller, &stem))
            return true;
    }
    return false;
}

/* A word, a verb without "en", a noun, maybe with a joining s; longer nouns may be compounds. */
static bool is_sure_stem(struct prep_speller *speller, const struct prep_word *stem)
{
    struct prep_word noun = *stem;
    if (is_listed(speller, stem, SURE_STEM) || is_noun(speller, stem) ||
        is_verb_stem(speller, stem))
        return true;
    if (stem->n < LONG_STEM)
        return false;
    prep_word_title(&noun);
    if (prep_speller_has(speller, &noun) == PREP_ANSWER_YES)
        return true;
    noun.n--;
    return stem->cp[noun.n] == 's' && is_noun(speller, &noun);
}

/* "herrollt", "hinterherzutrauern", "abwies", "unplattbar": a verb or an adjective behind a
 * particle. */
static bool has_particle(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word particle, verb;
    for (size_t cut = 2; cut + COMMON_VERB <= word->n; cut++) {
        prep_word_slice(&particle, word, 0, cut);
        if (!prep_spell_is_kind(speller->tables, &particle, PREP_SPELL_PARTICLE))
            continue;
        prep_word_slice(&verb, word, skip(word, cut, "zu"), word->n);
        if (is_listed(speller, &verb, SURE_VERB))
            return true;
        prep_word_slice(&verb, word, cut, word->n);
        if (is_listed(speller, &verb, SURE_VERB) || is_adjective(speller, &verb) ||
            (is_listed(speller, &verb, COMMON_VERB) &&
             prep_spell_frequency(speller->tables, &verb) >= COMMON))
            return true;
    }
    return false;
}

/* Is it a word of at least so many code points, and no compound made on the spot? */
static bool is_listed(struct prep_speller *speller, const struct prep_word *word, size_t least)
{
    return word->n >= least && prep_speller_has(speller, word) == PREP_ANSWER_YES &&
           prep_speller_is_plain(speller, word, false);
}

/* "gehts", "wenns": a common word and "es" without an apostrophe. */
static bool has_clitic(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word stem;
    prep_word_slice(&stem, word, 0, word->n - 1);
    return word->cp[stem.n] == 's' && is_listed(speller, &stem, STEM_LENGTH) &&
           prep_spell_frequency(speller->tables, &stem) >= COMMON;
}

/* "geboostet", "abgechillt", "postete": an English stem as a German verb. */
static bool is_foreign_verb(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word particle, stem, ending;
    size_t begin = skip(word, 0, "ge");
    for (size_t cut = 2; begin == 0 && cut + FOREIGN_STEM < word->n; cut++) {
        prep_word_slice(&particle, word, 0, cut);
        if (prep_spell_is_kind(speller->tables, &particle, PREP_SPELL_PARTICLE) &&
            skip(word, cut, "ge") > cut)
            begin = skip(word, cut, "ge");
    }
    for (size_t cut = begin + FOREIGN_STEM; cut < word->n; cut++) {
        prep_word_slice(&stem, word, begin, cut);
        prep_word_slice(&ending, word, cut, word->n);
        if (prep_spell_is_kind(speller->tables, &ending,
                               begin ? PREP_SPELL_PARTICIPLE : PREP_SPELL_PAST) &&
            prep_speller_is_foreign(speller, &stem))
            return true;
    }
    return false;
}

/* Behind some ASCII letters at `at`; `at` itself if others stand there. */
static size_t skip(const struct prep_word *word, size_t at, const char *letters)
{
    size_t next = at;
    for (; *letters; letters++, next++)
        if (next >= word->n || word->cp[next] != (uint32_t)*letters)
            return at;
    return next;
}
