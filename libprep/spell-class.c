/* spell-class.c - what kind of unknown token is it? */
#include "spell-derived.h"

#define PART_MIN        4   /* code points of a part of a closed compound */
#define TAIL_MIN        5   /* of a small word behind a noun or a particle */
#define LOWER_FREQUENCY 500 /* of both parts of words run together ("garnicht") */

static enum prep_spell_class variant_of(struct prep_speller *speller, const struct prep_word *word);
static bool has_letter(const struct prep_word *word, uint32_t letter);
static bool has_wide_letter(const struct prep_word *word);
static bool is_junk(const struct prep_word *word);
static bool is_abbreviation(const struct prep_word *word, unsigned shape);
static bool is_vowel(uint32_t code_point);
static bool is_compound(struct prep_speller *speller, const struct prep_word *word, unsigned shape);
static bool is_compound_at(struct prep_speller *speller, const struct prep_word *word, size_t cut,
                           bool lower);
static bool is_run_together(struct prep_speller *speller, const struct prep_word *head,
                            const struct prep_word *tail);
static bool is_head(struct prep_speller *speller, const struct prep_word *head);
static bool are_parts_foreign(struct prep_speller *speller, const struct prep_word *word);
static bool has_known_part(struct prep_speller *speller, const struct prep_word *word);

enum prep_spell_class prep_speller_classify(struct prep_speller *speller,
                                            const struct prep_word *word, enum prep_answer answer)
{
    if (has_letter(word, 0xFFFD)) /* stands for what nobody knows any more */
        return PREP_SPELL_JUNK;
    unsigned shape = prep_word_shape(word);
    bool marked = shape & PREP_SHAPE_DIGITS && !(shape & PREP_SHAPE_HYPHEN); /* "5xyz" */
    enum prep_spell_class variant = PREP_SPELL_KNOWN;
    if (answer != PREP_ANSWER_UNENCODABLE && !marked)
        variant = variant_of(speller, word);
    if (variant != PREP_SPELL_KNOWN)
        return variant;
    if (prep_speller_is_name(speller, word))
        return PREP_SPELL_NAME;
    if (answer == PREP_ANSWER_UNENCODABLE)
        return PREP_SPELL_UNENCODABLE;
    if (has_wide_letter(word))
        return shape & PREP_SHAPE_LOWER ? PREP_SPELL_FOREIGN : PREP_SPELL_NAME;
    if (is_junk(word))
        return PREP_SPELL_JUNK;
    if (marked)
        return prep_char(word->cp[0]) & PREP_CHAR_NUMBER ? PREP_SPELL_NUMBER_UNIT : PREP_SPELL_JUNK;
    if (prep_speller_is_foreign(speller, word) || are_parts_foreign(speller, word))
        return PREP_SPELL_FOREIGN;
    if (is_abbreviation(word, shape))
        return PREP_SPELL_ABBREVIATION;
    if (is_compound(speller, word, shape))
        return PREP_SPELL_COMPOUND;
    if (!(shape & PREP_SHAPE_LOWER))
        return PREP_SPELL_NOUN;
    variant = speller->tables->german ? prep_speller_derivation(speller, word) : PREP_SPELL_KNOWN;
    return variant == PREP_SPELL_KNOWN ? PREP_SPELL_LOWER : variant;
}

const char *prep_spell_class_name(enum prep_spell_class class)
{
    static const char *const names[PREP_SPELL_CLASSES] = {
        [PREP_SPELL_KNOWN] = "known",
        [PREP_SPELL_LOWER] = "lower",
        [PREP_SPELL_NOUN] = "noun",
        [PREP_SPELL_NAME] = "name",
        [PREP_SPELL_FOREIGN] = "foreign",
        [PREP_SPELL_OLD] = "old-spelling",
        [PREP_SPELL_SWISS] = "swiss",
        [PREP_SPELL_NO_UMLAUT] = "no-umlaut",
        [PREP_SPELL_COMPOUND] = "compound",
        [PREP_SPELL_ABBREVIATION] = "abbreviation",
        [PREP_SPELL_NUMBER_UNIT] = "number-unit",
        [PREP_SPELL_UNENCODABLE] = "unencodable",
        [PREP_SPELL_JUNK] = "junk",
    };
    return names[class];
}

/* The class of a known word in another orthography. Listed names are none, but "Rußland" is in the
 * lexicon of names as an old form. */
static enum prep_spell_class variant_of(struct prep_speller *speller, const struct prep_word *word)
{
    static const enum prep_spell_class variants[] = {PREP_SPELL_OLD, PREP_SPELL_SWISS,
                                                     PREP_SPELL_NO_UMLAUT};
    struct prep_word variant;
    bool listed = prep_speller_is_listed_name(speller, word);
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        if ((!listed || (variants[i] == PREP_SPELL_OLD && has_letter(word, 0xDF) &&
                         !prep_spell_is_own_name(speller->tables, word))) &&
            prep_speller_variant(speller, word, variants[i], &variant))
            return variants[i];
    return PREP_SPELL_KNOWN;
}

static bool has_letter(const struct prep_word *word, uint32_t letter)
{
    for (size_t i = 0; i < word->n; i++)
        if (word->cp[i] == letter)
            return true;
    return false;
}

/* A letter that no language of the dictionaries has, where their encoding has it: "kříž". */
static bool has_wide_letter(const struct prep_word *word)
{
    for (size_t i = 0; i < word->n; i++)
        if (word->cp[i] > 0xFF && prep_char(word->cp[i]) & PREP_CHAR_LETTER)
            return true;
    return false;
}

/* Digits among letters, four equal letters in a row, or more than a word can be. */
static bool is_junk(const struct prep_word *word)
{
    size_t equal = 1, switches = 0;
    for (size_t i = 1; i < word->n; i++) {
        equal = word->cp[i] == word->cp[i - 1] ? equal + 1 : 1;
        bool digit = prep_char(word->cp[i]) & PREP_CHAR_NUMBER;
        switches += digit != ((prep_char(word->cp[i - 1]) & PREP_CHAR_NUMBER) != 0) &&
                    word->cp[i] != '-' && word->cp[i - 1] != '-';
        if (equal >= 4 && word->cp[i] != '-')
            return true;
    }
    return switches > 2;
}

/* Short capitals; short small letters without a vowel. */
static bool is_abbreviation(const struct prep_word *word, unsigned shape)
{
    if (shape & PREP_SHAPE_CAPS)
        return word->n <= 6;
    for (size_t i = 0; i < word->n; i++)
        if (is_vowel(word->cp[i]))
            return false;
    return word->n <= 5;
}

static bool is_vowel(uint32_t c)
{
    c = prep_char_lower(c);
    return c >= 0x80 || strchr("aeiouy", (int)c) != NULL;
}

/* Is the token made of known words in a way that the dictionary does not join? */
static bool is_compound(struct prep_speller *speller, const struct prep_word *word, unsigned shape)
{
    if (shape & PREP_SHAPE_HYPHEN)
        return has_known_part(speller, word);
    if (!speller->tables->german || word->n > PREP_SUGGEST_MAX)
        return false;
    bool lower = shape & PREP_SHAPE_LOWER;
    size_t least = lower ? 3 : PART_MIN;
    if (!lower && !(shape & PREP_SHAPE_TITLE))
        return false;
    for (size_t cut = least; cut + least <= word->n; cut++)
        if (is_compound_at(speller, word, cut, lower))
            return true;
    return false;
}

static bool is_compound_at(struct prep_speller *speller, const struct prep_word *word, size_t cut,
                           bool lower)
{
    struct prep_word head, tail;
    prep_word_slice(&head, word, 0, cut);
    prep_word_slice(&tail, word, cut, word->n);
    if (lower)
        return is_run_together(speller, &head, &tail);
    prep_word_title(&tail);
    return prep_speller_has(speller, &tail) == PREP_ANSWER_YES &&
           prep_speller_has(speller, &head) == PREP_ANSWER_YES &&
           prep_speller_is_plain(speller, &tail, true) &&
           prep_speller_is_plain(speller, &head, false);
}

/* Two words that are common ("garnicht"), or a noun or particle and a longer small word ("herbei" +
 * "geholt", "meilen" + "basiert"). Rare or short words as parts would make compounds of
 * misspellings. */
static bool is_run_together(struct prep_speller *speller, const struct prep_word *head,
                            const struct prep_word *tail)
{
    if (prep_speller_has(speller, tail) != PREP_ANSWER_YES)
        return false;
    if (prep_spell_frequency(speller->tables, head) >= LOWER_FREQUENCY &&
        prep_spell_frequency(speller->tables, tail) >= LOWER_FREQUENCY &&
        prep_speller_has(speller, head) == PREP_ANSWER_YES)
        return true;
    return tail->n >= TAIL_MIN && prep_speller_is_plain(speller, tail, false) &&
           is_head(speller, head);
}

/* A long prefix of the data file, or a noun, also with a joining s. */
static bool is_head(struct prep_speller *speller, const struct prep_word *head)
{
    struct prep_word noun = *head;
    if (head->n < PART_MIN) /* "entgültig" */
        return false;
    if (prep_spell_is_kind(speller->tables, head, PREP_SPELL_PREFIX))
        return true;
    prep_word_title(&noun);
    for (int turn = 0; turn < 2; turn++) {
        if (prep_speller_has(speller, &noun) == PREP_ANSWER_YES &&
            prep_speller_is_plain(speller, &noun, true))
            return true;
        if (noun.cp[noun.n - 1] != 's')
            return false;
        noun.n--;
    }
    return false;
}

/* "Labour-Partei", "una": words of other languages, by themselves or beside known parts. */
static bool are_parts_foreign(struct prep_speller *speller, const struct prep_word *word)
{
    bool any = false;
    for (size_t at = 0; at <= word->n;) {
        size_t end = prep_word_part_end(word, at);
        struct prep_word part;
        prep_word_slice(&part, word, at, end);
        if (prep_spell_is_kind(speller->tables, &part, PREP_SPELL_FOREIGN_WORD) ||
            (end - at > 2 && end - at < word->n && prep_speller_is_foreign(speller, &part)))
            any = true;
        else if (!prep_speller_accepts_part(speller, &part))
            return false;
        at = end + 1;
    }
    return any;
}

static bool has_known_part(struct prep_speller *speller, const struct prep_word *word)
{
    for (size_t at = 0; at <= word->n;) {
        size_t end = prep_word_part_end(word, at);
        struct prep_word part;
        prep_word_slice(&part, word, at, end);
        if (part.n >= 3 && prep_speller_accepts_part(speller, &part))
            return true;
        at = end + 1;
    }
    return false;
}
