/* names.h - the parts of prep-transliterate, and what prep-spell takes of them. */
#ifndef PREP_NAMES_H
#define PREP_NAMES_H

#include "internal.h"

/* ---- names-lexicon.c: dictionaries/names/names.tsv -------------------------------------- */

enum prep_name_kind {
    PREP_NAME_GIVEN,
    PREP_NAME_PATRONYMIC,
    PREP_NAME_SURNAME,
    PREP_NAME_PLACE,
    PREP_NAME_ORGANISATION,
    PREP_NAME_OTHER,
};

enum prep_name_flags {
    PREP_NAME_GERMAN = 1,   /* the word is the German form; else English, historic or original */
    PREP_NAME_ORIGINAL = 2, /* the word is in the name's own script */
    PREP_NAME_GENITIVE = 4, /* with a German genitive -s */
    PREP_NAME_CAPITALS = 8, /* in capitals throughout */
    PREP_NAME_STARTS = 16,  /* longer entries begin with this word */
    PREP_NAME_ENTRY = 32,   /* the word is an entry, not just a part of longer ones */
    PREP_NAME_IN_NAME = 64, /* also a word or a name elsewhere: next to another name only */
};

/* What the lexicon knows of a word. */
struct prep_name {
    const char *english; /* borrowed, without genitive -s, in ordinary case */
    size_t english_len;
    enum prep_name_kind kind;
    unsigned flags; /* enum prep_name_flags */
};

/* The lexicon: immutable once read, so threads share it by counting references. */
struct prep_lexicon;

struct prep_lexicon *prep_lexicon_new(const char *data_dir, struct prep_error *error);
struct prep_lexicon *prep_lexicon_ref(struct prep_lexicon *lexicon); /* returns lexicon */
void prep_lexicon_free(struct prep_lexicon *lexicon); /* drops a reference; NULL is fine */

/* One probe. Entries of several words are found with a space or hyphen between the words, as they
 * stand in the file. */
bool prep_lexicon_find(const struct prep_lexicon *lexicon, const char *word, size_t len,
                       struct prep_name *name);

/* The English form of a name in Cyrillic letters, of the given language if the lexicon has it. */
bool prep_lexicon_find_original(const struct prep_lexicon *lexicon, const char *word, size_t len,
                                const char *language, struct prep_name *name);

/* How many words the longest entry has. */
size_t prep_lexicon_max_words(const struct prep_lexicon *lexicon);

/* Is a word a known name: its German, English, alternative, historic or original form, or a word
 * of such a form; a genitive -s and capitals throughout are allowed. For prep-spell. */
bool prep_names_known(const struct prep_lexicon *lexicon, const char *word, size_t len);

/* ---- names-cyrillic.c: dictionaries/rules/LANGUAGE-de.txt and LANGUAGE-en.txt ------------ */

/* A set of rules that turns words in Cyrillic letters into Latin; the only user of ICU's
 * transliterator. One thread at a time. */
struct prep_latin;

/* Read DIR/rules/NAME.txt, as in "ru-en". */
struct prep_latin *prep_latin_new(const char *data_dir, const char *name, struct prep_error *error);
struct prep_latin *prep_latin_clone(const struct prep_latin *latin, struct prep_error *error);
void prep_latin_free(struct prep_latin *latin); /* NULL is fine */

/* Append the Latin form of one word; its case follows the word's: capitals throughout, a first
 * capital, or none. */
enum prep_status prep_latin_append(struct prep_latin *latin, const char *word, size_t len,
                                   struct prep_buf *out, struct prep_error *error);

/* ---- names-language.c: dictionaries/rules/letters.tsv ------------------------------------ */

#define PREP_LANGUAGES_MAX 16

/* Which languages in Cyrillic script there are and which of them use a letter. Immutable. */
struct prep_letters;

struct prep_letters *prep_letters_new(const char *data_dir, struct prep_error *error);
void prep_letters_free(struct prep_letters *letters);
size_t prep_letters_count(const struct prep_letters *letters);
const char *prep_letters_language(const struct prep_letters *letters, size_t i); /* "ru" */

/* Narrow a set of languages (bits, by index) to those that can have written a word; letters that
 * would leave none are passed over. Start from ~0. */
uint32_t prep_letters_narrow(const struct prep_letters *letters, uint32_t languages,
                             const char *word, size_t len);

#endif
