/* spell-lookup.c - is a token right, by itself or by its parts? */
#include "spell-derived.h"

#define WHOLE_HYPHENS                                                                              \
    4 /* Hunspell tries every way to break a word at hyphens: not beyond these                     \
       */

static enum prep_answer simple(struct prep_speller *speller, const struct prep_word *word);
static bool accepts_caps(struct prep_speller *speller, const struct prep_word *word);
static bool accepts_inner_capital(struct prep_speller *speller, const struct prep_word *word);
static bool accepts_hyphens(struct prep_speller *speller, const struct prep_word *word);
static bool accepts_cased(struct prep_speller *speller, const struct prep_word *part);
static bool accepts_truncated(struct prep_speller *speller, const struct prep_word *part);
static bool accepts_apostrophe(struct prep_speller *speller, const struct prep_word *word);
static bool accepts_gender(struct prep_speller *speller, const struct prep_word *word);
static bool accepts_digits(struct prep_speller *speller, const struct prep_word *word);
static bool is_roman(const struct prep_word *word);
static size_t find(const struct prep_word *word, const char *any_of);

enum prep_answer prep_speller_has(struct prep_speller *speller, const struct prep_word *word)
{
    bool encodable = speller->tables->n_dictionaries == 0;
    if (prep_spell_is_personal(speller->tables, word) ||
        prep_spell_is_kind(speller->tables, word, PREP_SPELL_WORD))
        return PREP_ANSWER_YES;
    for (size_t i = 0; i < speller->tables->n_dictionaries; i++) {
        enum prep_answer answer = prep_hunspell_knows(speller->tables->dictionary[i], word);
        if (answer == PREP_ANSWER_YES)
            return answer;
        encodable |= answer == PREP_ANSWER_NO;
    }
    if (prep_spell_is_adjective(speller->tables, word))
        return PREP_ANSWER_YES;
    return encodable ? PREP_ANSWER_NO : PREP_ANSWER_UNENCODABLE;
}

enum prep_answer prep_speller_accepts(struct prep_speller *speller, const struct prep_word *word)
{
    unsigned shape = prep_word_shape(word);
    size_t hyphens = 0;
    bool yes = false;
    for (size_t i = 0; i < word->n; i++)
        hyphens += word->cp[i] == '-';
    /* The parts first: they are looked up far faster than such a word as a whole. */
    if (shape & PREP_SHAPE_HYPHEN)
        yes = accepts_hyphens(speller, word);
    else if (shape & PREP_SHAPE_MARK)
        yes = accepts_gender(speller, word);
    else if (shape & PREP_SHAPE_APOSTROPHE)
        yes = accepts_apostrophe(speller, word);
    else if (shape & PREP_SHAPE_DIGITS)
        yes = accepts_digits(speller, word);
    if (yes)
        return PREP_ANSWER_YES;
    if (hyphens > WHOLE_HYPHENS)
        return prep_spell_is_personal(speller->tables, word) ? PREP_ANSWER_YES : PREP_ANSWER_NO;
    return simple(speller, word);
}

bool prep_speller_accepts_part(struct prep_speller *speller, const struct prep_word *part)
{
    unsigned shape = prep_word_shape(part);
    size_t letters = 0;
    for (size_t i = 0; i < part->n; i++)
        letters += (prep_char(part->cp[i]) & PREP_CHAR_LETTER) != 0;
    /* "E", "US", "CDU", "19": letters and numbers have no spelling. */
    if (letters < 2 || (shape & PREP_SHAPE_CAPS && part->n <= 6))
        return true;
    if (shape & PREP_SHAPE_MARK && accepts_gender(speller, part))
        return true;
    if (shape & PREP_SHAPE_APOSTROPHE && accepts_apostrophe(speller, part))
        return true;
    if (shape & PREP_SHAPE_DIGITS && accepts_digits(speller, part))
        return true;
    return accepts_cased(speller, part);
}

bool prep_speller_is_plain(struct prep_speller *speller, const struct prep_word *word, bool noun)
{
    if (prep_spell_is_personal(speller->tables, word))
        return true;
    for (size_t i = 0; i < speller->tables->n_dictionaries; i++)
        if (prep_hunspell_is_plain(speller->tables->dictionary[i], word, noun))
            return true;
    return false;
}

bool prep_speller_is_foreign(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_hunspell *foreign = speller->tables->foreign;
    /* What is said of digits is asked of Hunspell, which takes long to load. */
    return foreign && !(prep_word_shape(word) & PREP_SHAPE_DIGITS) &&
           prep_hunspell_knows(foreign, word) == PREP_ANSWER_YES;
}

/* The word as it is or, all in capitals, in another case. */
static enum prep_answer simple(struct prep_speller *speller, const struct prep_word *word)
{
    enum prep_answer answer = prep_speller_has(speller, word);
    if (answer == PREP_ANSWER_YES)
        return answer;
    unsigned shape = prep_word_shape(word);
    if (shape & PREP_SHAPE_CAPS ? accepts_caps(speller, word)
                                : accepts_inner_capital(speller, word))
        return PREP_ANSWER_YES;
    return answer;
}

static bool accepts_caps(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word other = *word;
    prep_word_lower(&other);
    if (is_roman(word) || prep_speller_has(speller, &other) == PREP_ANSWER_YES)
        return true;
    prep_word_title(&other);
    return prep_speller_has(speller, &other) == PREP_ANSWER_YES;
}

/* SchülerInnen, BürgerInnenrat: a capital I inside that makes a gender form. */
static bool accepts_inner_capital(struct prep_speller *speller, const struct prep_word *word)
{
    for (size_t i = 2; i + 1 < word->n; i++) {
        if (word->cp[i] != 'I' || word->cp[i + 1] != 'n' ||
            !(prep_char(word->cp[i - 1]) & PREP_CHAR_LOWER))
            continue;
        struct prep_word other = *word;
        other.cp[i] = 'i';
        return prep_speller_has(speller, &other) == PREP_ANSWER_YES;
    }
    return false;
}

/* Every part of the compound is right. */
static bool accepts_hyphens(struct prep_speller *speller, const struct prep_word *word)
{
    for (size_t at = 0; at <= word->n;) {
        size_t end = prep_word_part_end(word, at);
        struct prep_word part;
        prep_word_slice(&part, word, at, end);
        bool truncated = end + 1 == word->n; /* a hyphen ends the word */
        bool numbered = at > 1 && prep_char(word->cp[at - 2]) & PREP_CHAR_NUMBER;
        if (!prep_speller_accepts_part(speller, &part) &&
            !((end < word->n || truncated) && accepts_truncated(speller, &part)) &&
            !(numbered && prep_speller_is_counted(speller, &part)))
            return false;
        at = end + 1;
    }
    return true;
}

/* Parts are written small or capitalised by their place, not by their word class: "-bereich",
 * "Trimm-dich-Pfad". */
static bool accepts_cased(struct prep_speller *speller, const struct prep_word *part)
{
    if (simple(speller, part) == PREP_ANSWER_YES)
        return true;
    unsigned shape = prep_word_shape(part);
    struct prep_word other = *part;
    if (shape & PREP_SHAPE_LOWER)
        prep_word_title(&other);
    else if (shape & PREP_SHAPE_TITLE)
        prep_word_lower(&other);
    else
        return false;
    return prep_speller_has(speller, &other) == PREP_ANSWER_YES;
}

/* "Arbeits-", "Straßen-": the first part of a compound in the form it has there; "be-". */
static bool accepts_truncated(struct prep_speller *speller, const struct prep_word *part)
{
    struct prep_word other = *part;
    uint32_t hyphen = '-';
    prep_word_lower(&other);
    if (prep_spell_is_kind(speller->tables, &other, PREP_SPELL_PREFIX | PREP_SPELL_PARTICLE))
        return true;
    other = *part;
    if (prep_word_append(&other, &hyphen, 1) &&
        prep_speller_has(speller, &other) == PREP_ANSWER_YES)
        return true;
    if (!speller->tables->german || part->n < 4 || part->cp[part->n - 1] != 's')
        return false;
    prep_word_slice(&other, part, 0, part->n - 1); /* the joining s */
    return accepts_cased(speller, &other);
}

/* geht's: a word and a clitic; L'Oréal, D'Artagnan: an article and a name. */
static bool accepts_apostrophe(struct prep_speller *speller, const struct prep_word *word)
{
    size_t at = find(word, "'");
    struct prep_word left, right;
    prep_word_slice(&left, word, 0, at);
    prep_word_slice(&right, word, at + 1, word->n);
    if (prep_spell_is_kind(speller->tables, &right, PREP_SPELL_CLITIC))
        return left.n == 1 || simple(speller, &left) == PREP_ANSWER_YES;
    return left.n == 1 && accepts_cased(speller, &right);
}

/* Schüler:innen: the word without the mark, or its parts, are right. */
static bool accepts_gender(struct prep_speller *speller, const struct prep_word *word)
{
    size_t at = find(word, ":*_");
    struct prep_word stem, ending, joined;
    prep_word_slice(&stem, word, 0, at);
    prep_word_slice(&ending, word, at + 1, word->n);
    joined = stem;
    if (!prep_word_append(&joined, ending.cp, ending.n))
        return false;
    if (simple(speller, &joined) == PREP_ANSWER_YES)
        return true;
    if (prep_spell_is_kind(speller->tables, &ending, PREP_SPELL_GENDER))
        return simple(speller, &stem) == PREP_ANSWER_YES;
    /* No gender form but "Kurz:gut" without the space. */
    return (stem.n < 2 || simple(speller, &stem) == PREP_ANSWER_YES) &&
           (ending.n < 2 || accepts_cased(speller, &ending));
}

/* 1990er, 5kg, 100prozentig, CO2, B2B: digits and a unit, an ending or a word; or a mark made of
 * digits and at most two letters at a time. */
static bool accepts_digits(struct prep_speller *speller, const struct prep_word *word)
{
    size_t begin = 0, end = word->n, run = 0, longest = 0;
    for (size_t i = 0; i < word->n; i++) {
        run = prep_char(word->cp[i]) & PREP_CHAR_LETTER ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    if (longest < 3)
        return true;
    while (begin < end && prep_char(word->cp[begin]) & PREP_CHAR_NUMBER)
        begin++;
    while (end > begin && prep_char(word->cp[end - 1]) & PREP_CHAR_NUMBER)
        end--;
    struct prep_word rest;
    prep_word_slice(&rest, word, begin, end);
    if (prep_word_shape(&rest) & PREP_SHAPE_DIGITS)
        return false;
    if (prep_spell_is_kind(speller->tables, &rest, PREP_SPELL_UNIT))
        return true;
    if (begin == 0) /* UNESCO6, Article5: a footnote sign or a number glued to a word */
        return (prep_word_shape(&rest) & PREP_SHAPE_CAPS && rest.n <= 6) ||
               simple(speller, &rest) == PREP_ANSWER_YES;
    return end == word->n && accepts_cased(speller, &rest);
}

static bool is_roman(const struct prep_word *word)
{
    for (size_t i = 0; i < word->n; i++)
        if (word->cp[i] >= 0x80 || !strchr("IVXLCDM", (int)word->cp[i]))
            return false;
    return word->n < 16;
}

/* Where the first of some ASCII characters stands; the length without one. */
static size_t find(const struct prep_word *word, const char *any_of)
{
    size_t at = 0;
    while (at < word->n && (word->cp[at] >= 0x80 || !strchr(any_of, (int)word->cp[at])))
        at++;
    return at;
}
