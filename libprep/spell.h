/* spell.h - what the files of the spell-checker share. */
#ifndef PREP_SPELL_H
#define PREP_SPELL_H

#include "internal.h"
#include "spell-verdicts.h"

#include <pthread.h>

enum {
    PREP_WORD_MAX = 256,    /* code points of a token that is looked up; longer is junk */
    PREP_WORD_BYTES = 1028, /* room for such a token in UTF-8 */
    PREP_SUGGEST_MAX = 64,  /* code points of a word that gets suggestions */
    PREP_SUGGESTIONS_MAX = 255,
    PREP_DICTIONARIES_MAX = 8,
    PREP_DICTIONARY_PATH = 4096, /* bytes */
};

/* ---- spell-token.c ---------------------------------------------------------------------- */

/* Cuts a text into words. Set text and len, leave the rest zero. */
struct prep_tokens {
    const char *text;
    size_t len;     /* bytes */
    size_t at;      /* what is before this offset is done */
    size_t run_end; /* end of the run of non-space characters around at */
};

/* Find the next word, bytes [*begin, *end). false: there is none. URLs, addresses, file names,
 * hashtags, options, numbers and single letters are no words. */
bool prep_tokens_next(struct prep_tokens *tokens, size_t *begin, size_t *end);

/* ---- spell-form.c ----------------------------------------------------------------------- */

/* A word as it is looked up: NFC, without invisible characters, one kind of hyphen and one of
 * apostrophe. */
struct prep_word {
    uint32_t cp[PREP_WORD_MAX];
    size_t n; /* code points */
};

/* false: the word is longer than PREP_WORD_MAX. */
bool prep_word_read(struct prep_word *word, const char *text, size_t len);
/* The word in UTF-8; returns the number of bytes. */
size_t prep_word_write(const struct prep_word *word, char text[PREP_WORD_BYTES]);
bool prep_word_equal(const struct prep_word *a, const struct prep_word *b);
/* Append some code points; false: there is no room. */
bool prep_word_append(struct prep_word *word, const uint32_t *cp, size_t n);
void prep_word_slice(struct prep_word *to, const struct prep_word *from, size_t begin, size_t end);

enum prep_shape {
    PREP_SHAPE_LOWER = 1,   /* no letter is upper case */
    PREP_SHAPE_TITLE = 2,   /* the first letter alone is */
    PREP_SHAPE_CAPS = 4,    /* all letters are, and there are at least two */
    PREP_SHAPE_DIGITS = 8,  /* has digits */
    PREP_SHAPE_HYPHEN = 16, /* has hyphens */
    PREP_SHAPE_APOSTROPHE = 32,
    PREP_SHAPE_MARK = 64, /* has ':', '*' or '_' of a gender form */
};
unsigned prep_word_shape(const struct prep_word *word);
void prep_word_lower(struct prep_word *word);
void prep_word_title(struct prep_word *word); /* first letter upper, the others as they are */
void prep_word_upper(struct prep_word *word); /* ß becomes SS where there is room */

/* ---- spell-hunspell.c: the only file that talks to Hunspell ----------------------------- */

struct prep_hunspell;

/* Load NAME.aff and NAME.dic from the first folder of path (':' between) that has them. new;
 * NULL on error, with PREP_E_DATA where there is no such dictionary. */
struct prep_hunspell *prep_hunspell_open(const char *name, const char *path,
                                         struct prep_error *error);
void prep_hunspell_close(struct prep_hunspell *dictionary);

/* Where it would be read from. PREP_E_DATA: there is no such dictionary. */
enum prep_status prep_hunspell_find(const char *name, const char *path,
                                    char aff[PREP_DICTIONARY_PATH], char dic[PREP_DICTIONARY_PATH],
                                    struct prep_error *error);

enum prep_answer { PREP_ANSWER_NO, PREP_ANSWER_YES, PREP_ANSWER_UNENCODABLE };
enum prep_answer prep_hunspell_knows(struct prep_hunspell *dictionary,
                                     const struct prep_word *word);

/* Is the word listed as root with affixes, rather than made of parts on the spot? noun: with a root
 * that has a capital, as the word has one. */
bool prep_hunspell_is_plain(struct prep_hunspell *dictionary, const struct prep_word *word,
                            bool noun);

/* Call fn for each of Hunspell's suggestions until it returns false; false if it did. Hunspell
 * has limits on time of its own here: its list may be shorter on a slow machine. */
typedef bool prep_suggestion_fn(void *arg, const struct prep_word *suggestion);
bool prep_hunspell_suggest(struct prep_hunspell *dictionary, const struct prep_word *word,
                           prep_suggestion_fn *fn, void *arg);

/* What is known of it without Hunspell, or NULL. */
struct prep_affixes;
const struct prep_affixes *prep_hunspell_affixes(const struct prep_hunspell *dictionary);

/* ---- spell-tables.c: what clones share -------------------------------------------------- */

/* An edit that people make: from becomes to. */
struct prep_spell_edit {
    uint8_t from[4], to[4];
    uint8_t n_from, n_to;
    unsigned cost; /* 100: an ordinary edit of one letter */
};

/* The edits by a letter of what they change, the first or the last; 0: they only add. */
struct prep_spell_edits {
    struct prep_spell_edit *list;
    uint16_t begin[257];
};

enum prep_spell_kind { /* values in the map of short forms: a bit each */
                       PREP_SPELL_WORD = 1,
                       PREP_SPELL_CLITIC = 2,
                       PREP_SPELL_GENDER = 4,
                       PREP_SPELL_UNIT = 8,
                       PREP_SPELL_PREFIX = 16,
                       PREP_SPELL_ENDING = 32,
                       PREP_SPELL_FOREIGN_WORD = 64,
                       PREP_SPELL_NAME_ENDING = 128,
                       PREP_SPELL_SUFFIX = 256,
                       PREP_SPELL_COUNTED = 512,
                       PREP_SPELL_NOUN_ENDING = 1024,
                       PREP_SPELL_PARTICLE = 2048,
                       PREP_SPELL_PARTICIPLE = 4096,
                       PREP_SPELL_PAST = 8192,
                       PREP_SPELL_ADJECTIVE = 16384,
};

struct prep_spell_tables {
    struct prep_hunspell *dictionary[PREP_DICTIONARIES_MAX];
    size_t n_dictionaries;
    const char *foreign_name;      /* dictionary that tells foreign words; static */
    struct prep_hunspell *foreign; /* NULL: not installed, or one of dictionary */
    bool german;                   /* ß, umlauts and compounds are spoken of */
    const char *const *files;      /* tables it was made from, NULL behind the last */
    char *dictionaries, *path;     /* as in the options, with defaults filled in */
    char dictionary_name[PREP_DICTIONARIES_MAX][64];
    size_t n_names;
    struct prep_late *late;         /* NULL: all was read */
    struct prep_verdicts *verdicts; /* on tokens: enum prep_spell_class */
    struct prep_map *short_forms;   /* to a set of enum prep_spell_kind */
    struct prep_map
        *old_parts; /* of words in old spelling, to the begin of the new part in old_text */
    struct prep_buf old_text; /* NUL-terminated */
    struct prep_map *personal;
    struct prep_map *own_names; /* of names/common.tsv and the caller's lists */
    struct prep_lexicon *names;
    struct prep_map *frequency;    /* word to its count in a large corpus */
    struct prep_spell_edit *edits; /* as they were read, each in both directions */
    size_t n_edits, edits_cap;
    struct prep_spell_edits by_first, by_last;
    uint32_t letters[64]; /* the alphabet, lower case */
    size_t n_letters;
    uint32_t keys[4][16]; /* rows of the keyboard */
    size_t n_keys[4], n_key_rows;
    uint8_t neighbours[256][32]; /* keys beside a key, a bit each */
    pthread_mutex_t making;      /* of nearby */
    struct prep_nearby *nearby;  /* see prep_spell_nearby() */
    _Atomic unsigned references;
};

struct prep_spell_tables *prep_spell_tables_new(const struct prep_speller_options *options,
                                                struct prep_error *error);
struct prep_spell_tables *prep_spell_tables_share(struct prep_spell_tables *tables);
void prep_spell_tables_release(struct prep_spell_tables *tables);
/* Read all but what can be had without. */
enum prep_status prep_spell_tables_load(struct prep_spell_tables *tables,
                                        const struct prep_speller_options *options,
                                        struct prep_error *error);

/* ---- spell-late.c: tables that are read when they are needed ----------------------------- */

struct prep_late *prep_late_new(const struct prep_speller_options *options);
void prep_late_free(struct prep_late *late);
/* Read the tables unless that was done; once, by the first thread that needs them. */
enum prep_status prep_spell_tables_need(struct prep_spell_tables *tables, struct prep_error *error);

/* ---- spell-lists.c: words, names and counts in lists ------------------------------------ */

enum prep_status prep_spell_read_frequencies(struct prep_spell_tables *tables, const char *dir,
                                             const char *name, struct prep_error *error);
enum prep_status prep_spell_read_names(struct prep_spell_tables *tables, const char *dir,
                                       const char *name, struct prep_error *error);
/* The caller's own lists. */
enum prep_status prep_spell_read_lists(struct prep_spell_tables *tables,
                                       const struct prep_speller_options *options,
                                       struct prep_error *error);
bool prep_spell_number(const struct prep_row *row, size_t cell, uint32_t *number);
bool prep_spell_is_kind(const struct prep_spell_tables *tables, const struct prep_word *word,
                        unsigned kind);
/* Is it an adjective of the list, maybe with an ending? */
bool prep_spell_is_adjective(const struct prep_spell_tables *tables, const struct prep_word *word);
uint32_t prep_spell_frequency(const struct prep_spell_tables *tables, const struct prep_word *word);
bool prep_spell_is_personal(const struct prep_spell_tables *tables, const struct prep_word *word);
bool prep_spell_is_own_name(const struct prep_spell_tables *tables, const struct prep_word *word);

/* ---- spell.c ---------------------------------------------------------------------------- */

enum prep_spell_class {
    PREP_SPELL_KNOWN, /* not unknown at all */
    PREP_SPELL_LOWER,
    PREP_SPELL_NOUN,
    PREP_SPELL_NAME,
    PREP_SPELL_FOREIGN,
    PREP_SPELL_OLD,
    PREP_SPELL_SWISS,
    PREP_SPELL_NO_UMLAUT,
    PREP_SPELL_COMPOUND,
    PREP_SPELL_ABBREVIATION,
    PREP_SPELL_NUMBER_UNIT,
    PREP_SPELL_UNENCODABLE,
    PREP_SPELL_JUNK,
    PREP_SPELL_CLASSES
};

bool prep_is_speller(const struct prep_transform *transform);

struct prep_speller {
    struct prep_transform base;
    struct prep_spell_tables *tables;
    unsigned suggestions, margin, min_confidence;
    bool every_word;
    uint64_t *front;             /* see prep_verdicts_skip() */
    struct prep_map *answers;    /* token to the begin of its suggestions in answer_text */
    struct prep_map *fixes;      /* token to the begin of its correction in answer_text, or 0 */
    struct prep_buf answer_text; /* each answer: a byte with their number, NUL-terminated strings */
};

/* ---- spell-cache.c: a token is judged once ---------------------------------------------- */

/* The safe correction of a token, NUL-terminated, or NULL; valid until the next call. */
enum prep_status prep_speller_correction(struct prep_speller *speller, const char *token,
                                         size_t len, enum prep_spell_class class,
                                         const char **correction, struct prep_error *error);

/* The suggestions for a token: a byte with their number, then each NUL-terminated; valid until
 * the next call. */
enum prep_status prep_speller_answer(struct prep_speller *speller, const char *token, size_t len,
                                     enum prep_spell_class class, const char **answer,
                                     struct prep_error *error);

/* ---- spell-lookup.c: is a token right? -------------------------------------------------- */

/* Does a dictionary, the personal list or the list of short forms have exactly this word? */
enum prep_answer prep_speller_has(struct prep_speller *speller, const struct prep_word *word);

/* Is the word right, by itself or by its parts? */
enum prep_answer prep_speller_accepts(struct prep_speller *speller, const struct prep_word *word);

/* The same of all dictionaries. */
bool prep_speller_is_plain(struct prep_speller *speller, const struct prep_word *word, bool noun);
bool prep_speller_is_foreign(struct prep_speller *speller, const struct prep_word *word);

/* The part of a hyphen compound around code point `at`: up to the next hyphen or the end. */
size_t prep_word_part_end(const struct prep_word *word, size_t at);
/* Is a part of a hyphen compound right? */
bool prep_speller_accepts_part(struct prep_speller *speller, const struct prep_word *part);

/* ---- spell-name.c ----------------------------------------------------------------------- */

/* Is the word in a list of names, maybe with an ending? */
bool prep_speller_is_listed_name(struct prep_speller *speller, const struct prep_word *word);
/* The same, or does it look like a name; or are all parts names or known, and one a name? */
bool prep_speller_is_name(struct prep_speller *speller, const struct prep_word *word);

/* ---- spell-class.c: what kind of unknown token is it? ----------------------------------- */

/* The class of a token that no dictionary accepts. answer: what prep_speller_accepts() said. */
enum prep_spell_class prep_speller_classify(struct prep_speller *speller,
                                            const struct prep_word *word, enum prep_answer answer);
const char *prep_spell_class_name(enum prep_spell_class class);

/* ---- spell-variant.c: the same word in another orthography ------------------------------ */

/* The known word that this one is in new, in German or with umlauts (class: PREP_SPELL_OLD,
 * _SWISS or _NO_UMLAUT). false: there is none. */
bool prep_speller_variant(struct prep_speller *speller, const struct prep_word *word,
                          enum prep_spell_class class, struct prep_word *variant);

/* Add a row: old PART NEW-PART. */
enum prep_status prep_spell_old_part_add(struct prep_spell_tables *tables,
                                         const struct prep_row *row, struct prep_error *error);

/* Does every ß of the word stand in a last part that is known with it, as in "Bundestraße"? Then it
 * is not the ß that is wrong. */
bool prep_speller_keeps_sharp(struct prep_speller *speller, const struct prep_word *word);

/* ---- spell-suggest.c, spell-candidates.c ------------------------------------------------ */

struct prep_candidate {
    struct prep_word word;
    unsigned cost; /* 100: an ordinary edit of one letter */
    int score;     /* lower is better: cost, frequency, form */
    uint32_t frequency;
    bool plain;
};

struct prep_candidates {
    struct prep_candidate *list; /* known words, best first */
    size_t n, cap;
};
void prep_candidates_free(struct prep_candidates *candidates);

/* The known words within one ordinary edit or two likely ones, and the common ones within two or
 * three; ranked. Longer words get fewer edits. */
enum prep_status prep_speller_candidates(struct prep_speller *speller, const struct prep_word *word,
                                         struct prep_candidates *candidates);

/* Those of them that are in the frequency list, cost so much at most and end as the caller wants
 * it (in Latin-1), which is far quicker. */
struct prep_wanted {
    unsigned cost;
    bool (*ends)(const uint8_t *word, size_t len, const uint8_t *candidate, size_t n);
};
enum prep_status prep_speller_common(struct prep_speller *speller, const struct prep_word *word,
                                     const struct prep_wanted *wanted,
                                     struct prep_candidates *candidates);

/* Append the answer for a word: a byte with the number of suggestions, then each of them
 * NUL-terminated. */
enum prep_status prep_speller_suggest(struct prep_speller *speller, const struct prep_word *word,
                                      enum prep_spell_class class, struct prep_buf *answer);

/* ---- spell-fix.c ------------------------------------------------------------------------ */

enum {
    PREP_SPELL_RULE_MISSPELLING,
    PREP_SPELL_RULE_OLD,
    PREP_SPELL_RULE_SWISS,
    PREP_SPELL_RULE_UMLAUT,
    PREP_SPELL_RULES
};

/* The rule that may correct tokens of a class, or -1. */
int prep_spell_rule_of(enum prep_spell_class class);

/* Find the safe correction of a word. *found: there is one. */
enum prep_status prep_speller_correct(struct prep_speller *speller, const struct prep_word *word,
                                      enum prep_spell_class class, struct prep_word *correction,
                                      bool *found);

#endif
