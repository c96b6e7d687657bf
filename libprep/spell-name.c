/* spell-name.c - is an unknown token a name? By lists, or by a shape that German words do not have.
 */
#include "names.h"
#include "spell.h"

enum {
    NAME_STEM = 4,   /* code points in front of "er" or of an ending of names */
    ENDING = 8,      /* of the longest ending of names */
    SURE_ENDING = 3, /* of one that is enough; shorter ones have no genitive */
    KNOWN_TAIL = 4,  /* of the last part of a compound */
};

static bool is_listed(const struct prep_spell_tables *tables, const struct prep_word *word);
static bool has_stem(const struct prep_spell_tables *tables, const struct prep_word *word,
                     const char *ending, const char *instead);
static bool is_name_part(struct prep_speller *speller, const struct prep_word *part);
static bool looks_like_name(struct prep_speller *speller, const struct prep_word *word);
static bool is_camel(struct prep_speller *speller, const struct prep_word *word, unsigned shape);
static bool has_article(const struct prep_word *word);
static bool has_foreign_letter(const struct prep_word *word);
static bool has_name_ending(struct prep_speller *speller, const struct prep_word *word);
static bool has_known_tail(struct prep_speller *speller, const struct prep_word *word);

bool prep_speller_is_listed_name(struct prep_speller *speller, const struct prep_word *word)
{
    const struct prep_spell_tables *tables = speller->tables;
    /* Genitives, and what is from a place: "Ronaldos", "Olchinger", "Timmendorfern". */
    return is_listed(tables, word) || has_stem(tables, word, "s", "") ||
           has_stem(tables, word, "er", "") || has_stem(tables, word, "er", "en") ||
           has_stem(tables, word, "ern", "") || has_stem(tables, word, "ern", "en");
}

bool prep_speller_is_name(struct prep_speller *speller, const struct prep_word *word)
{
    if (prep_speller_is_listed_name(speller, word))
        return true;
    if (!(prep_word_shape(word) & PREP_SHAPE_HYPHEN))
        return looks_like_name(speller, word);
    bool any = false;
    for (size_t at = 0; at <= word->n;) { /* "Tokajew-Besuch" */
        size_t end = prep_word_part_end(word, at);
        struct prep_word part;
        prep_word_slice(&part, word, at, end);
        if (part.n > 1 && is_name_part(speller, &part))
            any = true;
        else if (!prep_speller_accepts_part(speller, &part))
            return false;
        at = end + 1;
    }
    return any;
}

static bool is_listed(const struct prep_spell_tables *tables, const struct prep_word *word)
{
    char text[PREP_WORD_BYTES];
    return prep_names_known(tables->names, text, prep_word_write(word, text)) ||
           prep_spell_is_own_name(tables, word);
}

/* Is the word, with another ending, a listed name? */
static bool has_stem(const struct prep_spell_tables *tables, const struct prep_word *word,
                     const char *ending, const char *instead)
{
    size_t n = strlen(ending);
    struct prep_word stem;
    if (word->n < n + 3 || (n > 1 && word->n < n + NAME_STEM))
        return false;
    for (size_t i = 0; i < n; i++)
        if (word->cp[word->n - n + i] != (uint32_t)ending[i])
            return false;
    prep_word_slice(&stem, word, 0, word->n - n);
    for (; *instead; instead++) {
        uint32_t c = (uint32_t)*instead;
        if (!prep_word_append(&stem, &c, 1))
            return false;
    }
    return is_listed(tables, &stem);
}

static bool is_name_part(struct prep_speller *speller, const struct prep_word *part)
{
    return prep_speller_is_listed_name(speller, part) ||
           (!prep_speller_accepts_part(speller, part) && looks_like_name(speller, part));
}

static bool looks_like_name(struct prep_speller *speller, const struct prep_word *word)
{
    unsigned shape = prep_word_shape(word);
    if (!speller->tables->german || shape & (PREP_SHAPE_DIGITS | PREP_SHAPE_MARK))
        return false;
    if (is_camel(speller, word, shape) || has_article(word))
        return true;
    return shape & PREP_SHAPE_TITLE && (has_foreign_letter(word) || has_name_ending(speller, word));
}

/* A capital inside, as in "LinkedIn", and no slip of the shift key, as in "HAus" or "hAus". */
static bool is_camel(struct prep_speller *speller, const struct prep_word *word, unsigned shape)
{
    size_t joints = 0;
    if (shape & (PREP_SHAPE_LOWER | PREP_SHAPE_TITLE | PREP_SHAPE_CAPS | PREP_SHAPE_APOSTROPHE))
        return false;
    for (size_t i = 1; i < word->n; i++) {
        bool upper = prep_char(word->cp[i]) & PREP_CHAR_UPPER;
        joints += upper && prep_char(word->cp[i - 1]) & PREP_CHAR_LOWER;
    }
    if (joints == 0 || word->n < 4)
        return false;
    struct prep_word other = *word;
    prep_word_lower(&other);
    if (prep_speller_has(speller, &other) == PREP_ANSWER_YES)
        return false;
    prep_word_title(&other);
    return prep_speller_has(speller, &other) != PREP_ANSWER_YES;
}

/* "d'Artagnan", "L'Oréal", "O'Hagan" */
static bool has_article(const struct prep_word *word)
{
    return word->n >= 4 && word->cp[1] == '\'' && prep_char(word->cp[2]) & PREP_CHAR_UPPER &&
           prep_char(word->cp[3]) & PREP_CHAR_LOWER;
}

/* A letter of Latin-1 that German words do not have: "González". é is in words from French. */
static bool has_foreign_letter(const struct prep_word *word)
{
    for (size_t i = 0; i < word->n; i++) {
        uint32_t c = prep_char_lower(word->cp[i]);
        if (c >= 0xE0 && c <= 0xFF && c != 0xE4 && c != 0xF6 && c != 0xFC && c != 0xDF)
            return true;
    }
    return false;
}

/* "Westhausen", "Kowalewskis", "Ndicka". The longest ending decides: "Hifedatei" ends as words do,
 * and as a known noun, so does "Gegnkonto". */
static bool has_name_ending(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word ending;
    size_t end = word->n;
    for (int turn = 0; turn < 2; turn++) {
        for (size_t n = ENDING; n > 0; n--) {
            if (n + 3 > end)
                continue;
            prep_word_slice(&ending, word, end - n, end);
            if (prep_spell_is_kind(speller->tables, &ending, PREP_SPELL_NOUN_ENDING))
                return false;
            if (prep_spell_is_kind(speller->tables, &ending, PREP_SPELL_NAME_ENDING))
                return n >= SURE_ENDING || (turn == 0 && !prep_speller_is_foreign(speller, word) &&
                                            !has_known_tail(speller, word));
        }
        if (end < 2 || word->cp[end - 1] != 's')
            return false;
        end--;
    }
    return false;
}

/* Is it a misspelt compound whose last part is right? */
static bool has_known_tail(struct prep_speller *speller, const struct prep_word *word)
{
    struct prep_word tail;
    for (size_t cut = 2; cut + KNOWN_TAIL <= word->n; cut++) {
        prep_word_slice(&tail, word, cut, word->n);
        prep_word_title(&tail);
        if (prep_speller_has(speller, &tail) == PREP_ANSWER_YES &&
            prep_speller_is_plain(speller, &tail, true))
            return true;
    }
    return false;
}
