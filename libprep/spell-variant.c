/* spell-variant.c - words in old or Swiss orthography or without umlauts, and what they are now. */
#include "spell.h"

#define PLACES_MAX   6  /* places of one word that are changed one by one */
#define OLD_PART_MAX 16 /* letters of a part that is spelled in another way now */
#define OLD_SHORT    5  /* a shorter one is not looked for in capitals or beside hyphens */
#define OLD_STEM     3  /* letters before the ending of a verb */
#define TAIL_BEGIN   3  /* letters in front of the last part of a compound */

/* A replacement: pattern of one or two ASCII letters (or ß) to letters. */
struct change {
    uint32_t from[2], to[2];
    size_t n_from, n_to;
};

static bool apply(struct prep_speller *speller, const struct prep_word *word,
                  const struct change *changes, size_t n, struct prep_word *variant);
static bool triple(struct prep_speller *speller, const struct prep_word *word,
                   struct prep_word *variant);
static bool ends_elsewhere(struct prep_speller *speller, const struct prep_word *word, size_t at);
static bool respell(struct prep_speller *speller, const struct prep_word *word,
                    struct prep_word *variant);
static const struct change *change_at(const struct prep_word *word, size_t at,
                                      const struct change *changes, size_t n);
static bool replace(struct prep_word *word, size_t at, const struct change *change);
static bool is_known(struct prep_speller *speller, const struct prep_word *word);

bool prep_speller_variant(struct prep_speller *speller, const struct prep_word *word,
                          enum prep_spell_class class, struct prep_word *variant)
{
    static const struct change old[] = {{{0xDF}, {'s', 's'}, 1, 2}};
    static const struct change swiss[] = {{{'s', 's'}, {0xDF}, 2, 1}};
    static const struct change umlaut[] = {
        {{'a', 'e'}, {0xE4}, 2, 1}, {{'o', 'e'}, {0xF6}, 2, 1}, {{'u', 'e'}, {0xFC}, 2, 1},
        {{'A', 'e'}, {0xC4}, 2, 1}, {{'O', 'e'}, {0xD6}, 2, 1}, {{'U', 'e'}, {0xDC}, 2, 1},
    };
    static const struct change both[] = {
        {{'a', 'e'}, {0xE4}, 2, 1}, {{'o', 'e'}, {0xF6}, 2, 1}, {{'u', 'e'}, {0xFC}, 2, 1},
        {{'A', 'e'}, {0xC4}, 2, 1}, {{'O', 'e'}, {0xD6}, 2, 1}, {{'U', 'e'}, {0xDC}, 2, 1},
        {{'s', 's'}, {0xDF}, 2, 1},
    };
    if (!speller->tables->german)
        return false;
    bool english = class == PREP_SPELL_OLD && prep_speller_is_foreign(speller, word);
    switch ((int)class) {
    case PREP_SPELL_OLD:
        return (!prep_speller_keeps_sharp(speller, word) &&
                apply(speller, word, old, 1, variant)) ||
               (!english && triple(speller, word, variant)) || /* "Message", "thumb" */
               ((!english || prep_char(word->cp[0]) & PREP_CHAR_UPPER) &&
                respell(speller, word, variant));
    case PREP_SPELL_SWISS:
        return apply(speller, word, swiss, 1, variant);
    case PREP_SPELL_NO_UMLAUT:
        return apply(speller, word, umlaut, 6, variant) || apply(speller, word, both, 7, variant);
    default:
        return false;
    }
}

enum prep_status prep_spell_old_part_add(struct prep_spell_tables *tables,
                                         const struct prep_row *row, struct prep_error *error)
{
    struct prep_word part;
    char zero = 0;
    if (row->n_cells < 3 || !prep_word_read(&part, row->cell[1], row->cell_len[1]) || part.n < 2 ||
        part.n > OLD_PART_MAX || !prep_word_read(&part, row->cell[2], row->cell_len[2]))
        return prep_row_fail(row, 1, error, "old: two parts of a word, of 2 to %d letters",
                             OLD_PART_MAX);
    uint32_t *value = prep_map_insert(tables->old_parts, row->cell[1], row->cell_len[1], NULL);
    if (!value)
        return prep_fail_nomem(error);
    *value = (uint32_t)tables->old_text.len;
    if (prep_buf_append(&tables->old_text, row->cell[2], row->cell_len[2]) ||
        prep_buf_append(&tables->old_text, &zero, 1))
        return prep_fail_nomem(error);
    return PREP_OK;
}

bool prep_speller_keeps_sharp(struct prep_speller *speller, const struct prep_word *word)
{
    size_t n = 0, kept = 0;
    for (size_t i = 1; i < word->n; i++) {
        if (word->cp[i] != 0xDF)
            continue;
        n++;
        bool found = false;
        for (size_t cut = TAIL_BEGIN; cut + 1 < i && !found; cut++) {
            struct prep_word tail;
            prep_word_slice(&tail, word, cut, word->n);
            found = prep_speller_has(speller, &tail) == PREP_ANSWER_YES;
            prep_word_title(&tail);
            found = found || prep_speller_has(speller, &tail) == PREP_ANSWER_YES;
        }
        kept += found;
    }
    return n > 0 && kept == n;
}

/* Make all changes that fit; if that is no word, each alone. */
static bool apply(struct prep_speller *speller, const struct prep_word *word,
                  const struct change *changes, size_t n, struct prep_word *variant)
{
    size_t places = 0;
    *variant = *word;
    for (size_t i = 0; i < variant->n; i++) {
        const struct change *change = change_at(variant, i, changes, n);
        if (!change)
            continue;
        if (!replace(variant, i, change))
            return false;
        places++;
        i += change->n_to - 1;
    }
    if (places == 0)
        return false;
    if (is_known(speller, variant))
        return true;
    if (places == 1)
        return false;
    places = 0;
    for (size_t i = 0; i < word->n && places < PLACES_MAX; i++) {
        const struct change *change = change_at(word, i, changes, n);
        if (!change)
            continue;
        places++;
        *variant = *word;
        if (replace(variant, i, change) && is_known(speller, variant))
            return true;
    }
    return false;
}

/* Schiffahrt: of three equal consonants the old rules wrote two before a vowel. */
static bool triple(struct prep_speller *speller, const struct prep_word *word,
                   struct prep_word *variant)
{
    size_t places = 0;
    for (size_t i = 2; i + 1 < word->n && places < PLACES_MAX; i++) {
        uint32_t c = word->cp[i];
        if (c != word->cp[i - 1] || c >= 0x80 || !strchr("bcdfghklmnprstz", (int)c))
            continue;
        if (ends_elsewhere(speller, word, i))
            continue;
        places++;
        struct change change = {{c}, {c, c}, 1, 2};
        *variant = *word;
        if (replace(variant, i, &change) && is_known(speller, variant))
            return true;
    }
    return false;
}

/* Are the two letters before `at` inside a known word, as in "Einstellungendialog"? */
static bool ends_elsewhere(struct prep_speller *speller, const struct prep_word *word, size_t at)
{
    struct prep_word head, tail;
    for (size_t cut = at + 2; cut + TAIL_BEGIN < word->n; cut++) {
        prep_word_slice(&head, word, 0, cut);
        prep_word_slice(&tail, word, cut, word->n);
        prep_word_title(&tail);
        if (prep_speller_has(speller, &tail) == PREP_ANSWER_YES && is_known(speller, &head))
            return true;
    }
    return false;
}

/* "numerieren": a part that the new rules spell in another way. */
static bool respell(struct prep_speller *speller, const struct prep_word *word,
                    struct prep_word *variant)
{
    const struct prep_spell_tables *tables = speller->tables;
    struct prep_word lower = *word, part, new;
    bool capitals = prep_word_shape(word) & PREP_SHAPE_CAPS;
    bool bare = capitals || prep_word_shape(word) & PREP_SHAPE_HYPHEN;
    char text[PREP_WORD_BYTES];
    prep_word_lower(&lower);
    for (size_t begin = 0; begin < word->n; begin++)
        for (size_t end = begin + 2; end <= word->n && end <= begin + OLD_PART_MAX; end++) {
            prep_word_slice(&part, &lower, begin, end);
            const uint32_t *found =
                prep_map_find(tables->old_parts, text, prep_word_write(&part, text));
            /* TIP and MOP are abbreviations; "virt" does not end as "notirt" does. */
            if (!found || (bare && end - begin < OLD_SHORT) ||
                (part.cp[0] == 'i' && begin < OLD_STEM))
                continue;
            const char *respelt = tables->old_text.data + *found;
            prep_word_read(&new, respelt, strlen(respelt));
            if (capitals)
                prep_word_upper(&new);
            else if (prep_char(word->cp[begin]) & PREP_CHAR_UPPER)
                prep_word_title(&new);
            prep_word_slice(variant, word, 0, begin);
            if (prep_word_append(variant, new.cp, new.n) &&
                prep_word_append(variant, word->cp + end, word->n - end) &&
                is_known(speller, variant))
                return true;
        }
    return false;
}

static const struct change *change_at(const struct prep_word *word, size_t at,
                                      const struct change *changes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word->n - at >= changes[i].n_from && word->cp[at] == changes[i].from[0] &&
            (changes[i].n_from == 1 || word->cp[at + 1] == changes[i].from[1]))
            return &changes[i];
    return NULL;
}

static bool replace(struct prep_word *word, size_t at, const struct change *change)
{
    size_t tail = word->n - at - change->n_from;
    if (word->n - change->n_from + change->n_to > PREP_WORD_MAX)
        return false;
    memmove(word->cp + at + change->n_to, word->cp + at + change->n_from, tail * sizeof *word->cp);
    memcpy(word->cp + at, change->to, change->n_to * sizeof *word->cp);
    word->n = at + change->n_to + tail;
    return true;
}

static bool is_known(struct prep_speller *speller, const struct prep_word *word)
{
    return prep_speller_accepts(speller, word) == PREP_ANSWER_YES;
}
