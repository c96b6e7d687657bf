/* spell-grams.c - which four letters follow each other in the words of a dictionary. Nearly all
 * that is one letter away from a misspelt word is no word: this tells so without looking it up. */
#include "spell-affix.h"

#include <stdlib.h>

enum {
    LETTER_BITS = 5,
    GRAMS = 1 << 4 * LETTER_BITS,
    THREE = 1 << 3 * LETTER_BITS,
    TWO = 1 << 2 * LETTER_BITS,
    ONE = 1 << LETTER_BITS,
    EDGE = 0,  /* begin and end of a word */
    OTHER = 31 /* whatever has no number of its own */
};

/* Sets of one to four letters, a bit each. */
struct prep_grams {
    uint8_t code[256];
    uint64_t inside[GRAMS / 64];                           /* in words, their edges included */
    uint64_t end3[THREE / 64], end2[TWO / 64], end1;       /* last letters of roots */
    uint64_t begin3[THREE / 64], begin2[TWO / 64], begin1; /* first letters */
};

static void number_letters(struct prep_grams *grams);
static void add_root(struct prep_grams *grams, const uint8_t *text, size_t len);
static void add_suffixes(struct prep_grams *grams, const struct prep_affixes *affixes,
                         const struct prep_root *root);
static void add_prefixes(struct prep_grams *grams, const struct prep_affixes *affixes,
                         const struct prep_root *root);
static void add_text(struct prep_grams *grams, const uint8_t *text, size_t len, bool at_begin,
                     bool at_end);
static bool crosses_joint(const struct prep_grams *grams, uint32_t gram);

static void put(uint64_t *set, uint32_t bit)
{
    set[bit >> 6] |= (uint64_t)1 << (bit & 63);
}

static bool has(const uint64_t *set, uint32_t bit)
{
    return set[bit >> 6] >> (bit & 63) & 1;
}

struct prep_grams *prep_grams_new(const struct prep_affixes *affixes)
{
    struct prep_grams *grams = calloc(1, sizeof *grams);
    if (!grams)
        return NULL;
    number_letters(grams);
    for (uint32_t i = 1; i < affixes->n_roots; i++) {
        const struct prep_root *root = &affixes->roots[i];
        add_root(grams, affixes->text + root->text, root->len);
        add_suffixes(grams, affixes, root);
        add_prefixes(grams, affixes, root);
    }
    return grams;
}

void prep_grams_free(struct prep_grams *grams)
{
    free(grams);
}

bool prep_grams_fit(const struct prep_grams *grams, const uint8_t *word, size_t len, bool compounds)
{
    uint32_t gram = EDGE;
    for (size_t i = 0; i <= len; i++) {
        gram = (gram << LETTER_BITS | (i < len ? grams->code[word[i]] : EDGE)) & (GRAMS - 1);
        if (i >= 2 && !has(grams->inside, gram) && !(compounds && crosses_joint(grams, gram)))
            return false;
    }
    return true;
}

/* a to z, then what else German has; capitals as small letters. */
static void number_letters(struct prep_grams *grams)
{
    static const uint8_t more[] = {0xE4, 0xF6, 0xFC, 0xDF};
    for (unsigned c = 0; c < 256; c++)
        grams->code[c] = OTHER;
    for (unsigned c = 'a'; c <= 'z'; c++)
        grams->code[c] = (uint8_t)(c - 'a' + 1);
    for (unsigned i = 0; i < sizeof more; i++)
        grams->code[more[i]] = (uint8_t)(27 + i);
    for (unsigned c = 0; c < 256; c++)
        grams->code[c] = grams->code[prep_latin1_lower((uint8_t)c)];
}

static void add_root(struct prep_grams *grams, const uint8_t *text, size_t len)
{
    const uint8_t *code = grams->code;
    add_text(grams, text, len, true, true);
    if (len < 2)
        return;
    uint32_t end2 = (uint32_t)code[text[len - 2]] << LETTER_BITS | code[text[len - 1]];
    uint32_t begin2 = (uint32_t)code[text[0]] << LETTER_BITS | code[text[1]];
    put(&grams->end1, code[text[len - 1]]);
    put(&grams->begin1, code[text[0]]);
    put(grams->end2, end2);
    put(grams->begin2, begin2);
    if (len < 3)
        return;
    put(grams->end3, (uint32_t)code[text[len - 3]] << 2 * LETTER_BITS | end2);
    put(grams->begin3, begin2 << LETTER_BITS | code[text[2]]);
}

static void add_suffixes(struct prep_grams *grams, const struct prep_affixes *affixes,
                         const struct prep_root *root)
{
    const uint8_t *text = affixes->text + root->text;
    for (size_t i = 0; i < affixes->suffixes.n; i++) {
        const struct prep_affix *suffix = &affixes->suffixes.list[i];
        uint8_t form[2 * PREP_AFFIX_ROOM];
        if (!(root->flags & suffix->flag) || root->len < suffix->n_strip ||
            !prep_affix_fits(affixes, suffix, text, root->len, true))
            continue;
        size_t kept = root->len - suffix->n_strip, from = kept > 3 ? kept - 3 : 0;
        memcpy(form, text + from, kept - from);
        memcpy(form + kept - from, suffix->append, suffix->n_append);
        add_text(grams, form, kept - from + suffix->n_append, from == 0, true);
    }
}

static void add_prefixes(struct prep_grams *grams, const struct prep_affixes *affixes,
                         const struct prep_root *root)
{
    const uint8_t *text = affixes->text + root->text;
    for (size_t i = 0; i < affixes->prefixes.n; i++) {
        const struct prep_affix *prefix = &affixes->prefixes.list[i];
        uint8_t form[2 * PREP_AFFIX_ROOM];
        if (!(root->flags & prefix->flag) || root->len < prefix->n_strip ||
            !prep_affix_fits(affixes, prefix, text, root->len, false))
            continue;
        size_t kept = root->len - prefix->n_strip;
        kept = kept < 3 ? kept : 3;
        memcpy(form, prefix->append, prefix->n_append);
        memcpy(form + prefix->n_append, text + prefix->n_strip, kept);
        add_text(grams, form, prefix->n_append + kept, true, false);
    }
}

static void add_text(struct prep_grams *grams, const uint8_t *text, size_t len, bool at_begin,
                     bool at_end)
{
    uint32_t gram = EDGE;
    for (size_t i = 0; i < len + at_end; i++) {
        gram = (gram << LETTER_BITS | (i < len ? grams->code[text[i]] : EDGE)) & (GRAMS - 1);
        if (i >= (at_begin ? 2 : 3))
            put(grams->inside, gram);
    }
}

/* Can the four letters stand where two parts of a compound meet? */
static bool crosses_joint(const struct prep_grams *grams, uint32_t gram)
{
    return (has(grams->end3, gram >> LETTER_BITS) && has(&grams->begin1, gram & (ONE - 1))) ||
           (has(grams->end2, gram >> 2 * LETTER_BITS) && has(grams->begin2, gram & (TWO - 1))) ||
           (has(&grams->end1, gram >> 3 * LETTER_BITS) && has(grams->begin3, gram & (THREE - 1)));
}
