/*
 * spell-affix.h - Hunspell's dictionaries, read and asked without Hunspell.
 *
 * Hunspell needs 5 to 50 microseconds for a word, much of it for the clock it looks at. What is
 * here gives the same verdicts for words of Latin-1 letters, digits, hyphens and apostrophes, and
 * says so where it cannot: then Hunspell is asked. A dictionary that uses more of hunspell(5) than
 * is known here is left to Hunspell as a whole.
 */
#ifndef PREP_SPELL_AFFIX_H
#define PREP_SPELL_AFFIX_H

#include "spell.h"

enum {
    PREP_AFFIX_LETTERS = 63, /* of a word that is looked up here */
    PREP_AFFIX_ROOM = 96,    /* bytes of a root made of such a word */
    PREP_AFFIX_PART = 15,    /* bytes that an affix adds or strips */
    PREP_AFFIX_CONDITIONS = 12,
    PREP_BREAKS = 16, /* patterns at which words are broken */
    PREP_NO_ROOT = 0, /* entry 0 is none */
    PREP_MICRO =
        0xB5, /* µ as in µm, a letter that is in words looked up here if capitals are not */
};

/* A set of flags: bit i is the i-th flag that was met. Bit 0 is Hunspell's ONLYUPCASEFLAG: a word
 * with capitals inside whose form with one capital is only good for text in capitals. */
typedef uint64_t prep_flags;
#define PREP_FLAG_ONLYUPCASE 1u

struct prep_root {
    prep_flags flags;
    uint32_t text; /* offset */
    uint32_t next; /* homonym */
    uint32_t hash;
    uint8_t len;
};

struct prep_affix {
    prep_flags flag, continuation;
    uint16_t condition[PREP_AFFIX_CONDITIONS]; /* sets of letters, in the order of the text */
    uint16_t skip;                             /* the next affix whose letters do not begin so */
    uint8_t n_conditions, n_strip, n_append;
    bool continues, crosses;
    uint8_t strip[PREP_AFFIX_PART + 1], append[PREP_AFFIX_PART + 1];
};

struct prep_affix_list {
    struct prep_affix *list; /* by the byte at the word's edge; then sorted as Hunspell does */
    size_t n, cap;
    uint16_t begin[257]; /* of each byte; list[0, begin[0]) adds nothing */
};

struct prep_affixes {
    uint8_t *text; /* of the roots, Latin-1 */
    struct prep_root *roots;
    uint32_t n_roots, roots_cap;
    /* Open addressing at a load of two thirds at most. The low bits of a slot are an index into
     * roots, the others those of the hash, so that most misses touch nothing else. */
    uint32_t *slots;
    uint32_t slot_mask, index_mask;
    /* A bit for each hash that occurs, eight for each root: far smaller than the slots, so that it
     * stays in the processor's cache; most of what is looked for is not there. */
    uint64_t *filter;
    uint32_t filter_shift; /* of a hash, to the number of its bit */
    struct prep_affix_list prefixes, suffixes;
    struct prep_affix_list joints; /* the suffixes that stand inside compounds */
    struct prep_affix_list outer;  /* the suffixes that may follow others */
    uint8_t (*sets)[32];           /* of letters: a bit each */
    size_t n_sets, sets_cap;
    uint8_t flag_bit[256]; /* of a flag's byte; 0: not met */
    unsigned n_flags;
    bool too_many;                         /* flags */
    prep_flags begin, middle, end, permit; /* of compounds */
    prep_flags forbidden, need_affix, only_in_compound, keep_case, circumfix;
    prep_flags in_continuations; /* all that stand in continuations of affixes */
    prep_flags rule_flags;       /* of COMPOUNDRULE */
    size_t compound_min;
    struct {
        uint8_t text[8], len;
    } breaks[PREP_BREAKS];
    size_t n_breaks;
    uint64_t used[4]; /* letters and signs that occur in roots, affixes and breaks: a bit each */
    bool check_sharps;
    bool pairs;            /* there are entries of two words, which forbid compounds of them */
    uint64_t pair_tail[4]; /* last letters of their first words: a bit each */
};

enum prep_verdict {
    PREP_VERDICT_UNSURE, /* ask Hunspell */
    PREP_VERDICT_NO,
    PREP_VERDICT_PLAIN, /* a root, with affixes */
    PREP_VERDICT_COMPOUND,
};

/* Read NAME.aff and NAME.dic. utf8, high: as in struct prep_hunspell. *affixes stays NULL where the
 * dictionary has more than is known here. */
enum prep_status prep_affixes_read(const char *aff, const char *dic, bool utf8,
                                   const uint32_t high[128], struct prep_affixes **affixes,
                                   struct prep_error *error);
void prep_affixes_free(struct prep_affixes *affixes);

/* What Hunspell would say. *root, where the verdict is plain: the root found. */
enum prep_verdict prep_affixes_check(const struct prep_affixes *affixes,
                                     const struct prep_word *word, const struct prep_root **root);

/* Is the root written with a capital, or as the word begins? */
bool prep_affixes_has_capital(const struct prep_affixes *affixes, const struct prep_root *root,
                              const struct prep_word *word);

/* The same for a word in Latin-1 that has no dot behind it. parts: look for compounds, too. */
enum prep_verdict prep_affixes_ask(const struct prep_affixes *affixes, const uint8_t *text,
                                   size_t len, bool parts, const struct prep_root **root);

/* ---- spell-forms.c: a filter of all forms that the words have --------------------------- */

/* Hashes of what a word begins with, by the number of letters; powers of the base of the hash. */
struct prep_hashes {
    uint64_t begin[PREP_AFFIX_ROOM + 1], power[PREP_AFFIX_ROOM + 1];
};
void prep_hashes_make(struct prep_hashes *hashes, const uint8_t *word, size_t len);
uint64_t prep_hash_add(uint64_t hash, uint8_t c); /* a letter behind the others */

/* Hash of the letters [from, to). */
static inline uint64_t prep_hash_part(const struct prep_hashes *hashes, size_t from, size_t to)
{
    return hashes->begin[to] - hashes->begin[from] * hashes->power[to - from];
}

/* How large a filter must be: two to the power of this many words of 64 bits. */
unsigned prep_forms_size(const struct prep_affixes *affixes);
/* Note the forms in bits, which are 0; false without memory. */
bool prep_forms_fill(const struct prep_affixes *affixes, uint64_t *bits, unsigned size);
/* false: no form of a word has this hash. */
bool prep_forms_has(const uint64_t *bits, unsigned size, uint64_t hash);

/* ---- spell-near.c, spell-candidates.c --------------------------------------------------- */

enum { PREP_NEAR_ROOM = PREP_AFFIX_LETTERS + 8 };

/* What is looked for, and what was found. */
struct prep_search {
    const struct prep_spell_tables *tables;
    const struct prep_nearby *nearby;
    struct prep_candidates *found;
    const struct prep_wanted *wanted; /* of common words; NULL: all */
    bool title;                       /* the word has a capital, which candidates get too */
    size_t sharp; /* ß that are right: a candidate with fewer of them is not meant */
    enum prep_status status;
};

/* Offer the words one edit away, and those two likely ones away. parts: compounds, else words
 * without parts. */
void prep_near_words(struct prep_search *search, const uint8_t *word, size_t len, bool parts);
/* Add the word, with a capital where it had one or where it is a noun, if it is known. */
void prep_offer(struct prep_search *search, const uint8_t *word, size_t len, bool parts,
                unsigned cost);

/* ---- between the files ------------------------------------------------------------------ */

/* A file that is read line by line. */
struct prep_affix_file {
    struct prep_affixes *affixes;
    const char *path;
    struct prep_buf text;
    size_t at, line; /* offset of the next line; lines read */
    bool utf8;
    const uint32_t *high;
    struct prep_error *error;
};
enum prep_status prep_affix_file_read(struct prep_affix_file *file);
bool prep_affix_file_line(struct prep_affix_file *file, const char **line, size_t *len);
/* Letters in Latin-1, 0 for each that it lacks. false: longer than room. */
bool prep_affix_file_decode(const struct prep_affix_file *file, const char *text, size_t len,
                            uint8_t *letters, size_t room, size_t *n);
/* The set of flags that stand in a text; too_many is set where there are more than 63. */
prep_flags prep_affixes_flags(struct prep_affixes *affixes, const char *text, size_t len);

/* Read the .dic file. */
enum prep_status prep_roots_read(struct prep_affix_file *file);

uint32_t prep_root_find(const struct prep_affixes *affixes, const uint8_t *word, size_t len);

/* Where a word is looked for, as in Hunspell's IN_CPD_*. */
enum prep_position { PREP_ALONE, PREP_COMPOUND_BEGIN, PREP_COMPOUND_END };

uint32_t prep_prefix_check(const struct prep_affixes *affixes, const uint8_t *word, size_t len,
                           enum prep_position position, prep_flags need);
uint32_t prep_suffix_check(const struct prep_affixes *affixes, const uint8_t *word, size_t len,
                           const struct prep_affix *prefix, prep_flags continuation,
                           prep_flags need, enum prep_position position);
uint32_t prep_affix_check(const struct prep_affixes *affixes, const uint8_t *word, size_t len,
                          prep_flags need, enum prep_position position);

/* Does the affix go with a root? */
bool prep_affix_fits(const struct prep_affixes *affixes, const struct prep_affix *affix,
                     const uint8_t *root, size_t len, bool suffix);

/* Find the word as compound; the root of its first part or PREP_NO_ROOT. */
uint32_t prep_compound_check(const struct prep_affixes *affixes, const uint8_t *word, size_t len);

/* false: there is no memory. */
bool prep_affix_list_append(struct prep_affix_list *list, const struct prep_affix *affix);

/* Sort the affixes and find out where to skip to; reversed: of suffixes. */
bool prep_affix_list_sort(struct prep_affix_list *list, bool reversed);

/* Note the letters and signs of a text. */
void prep_affixes_note(struct prep_affixes *affixes, const uint8_t *text, size_t len);

uint8_t prep_latin1_lower(uint8_t letter);
uint8_t prep_latin1_upper(uint8_t letter);
bool prep_latin1_is_letter(uint32_t code_point);
bool prep_affix_is_own(uint32_t code_point); /* of those that are looked up here */

#endif
