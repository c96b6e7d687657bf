/* spell-words.h - what finds the words of a text and the verdicts on them, fast. */
#ifndef PREP_SPELL_WORDS_H
#define PREP_SPELL_WORDS_H

#include "spell.h"

/* ---- spell-token.c ---------------------------------------------------------------------- */

/* The two halves of prep_tokens_next(): go from run_end to the next run that may have words; find a
 * word of it. */
bool prep_tokens_run(struct prep_tokens *tokens);
bool prep_tokens_word(struct prep_tokens *tokens, size_t *begin, size_t *end);

/* ---- spell-run.c ------------------------------------------------------------------------ */

/* Is this run of characters without white space the name of something on a computer: a URL, an
 * address, a file name or path, a domain, a hashtag, an option, a variable? */
bool prep_run_is_technical(const char *text, size_t len);

/* ---- spell-words.c ---------------------------------------------------------------------- */

enum { PREP_WORDS = 96 }; /* that are found at a time */

/* A word is bytes [begin, end) of the text. */
struct prep_found {
    size_t begin, end;
    struct prep_token_hash hash;
};

/* Finds the words that prep_tokens_next() does, many at a time. */
struct prep_words {
    const char *text;
    size_t len;             /* bytes */
    size_t at;              /* the begin of a run, or of what stands between runs */
    bool in_odd;            /* odd has more words of its run */
    struct prep_tokens odd; /* for runs that are not just letters */
    struct prep_found list[PREP_WORDS];
    size_t n; /* in list */
};

void prep_words_begin(struct prep_words *words, const char *text, size_t len);
/* Find the next words; false: there are none. */
bool prep_words_more(struct prep_words *words);

/* What the bytes of a block are, a bit each, the first the lowest; of those above 7F only what
 * follows from one byte or, in valid UTF-8, from its lead. */
struct prep_signs {
    uint64_t end;    /* ASCII that ends a run */
    uint64_t letter; /* of ASCII */
    uint64_t high;   /* above 7F */
    uint64_t slash, hyphen;
    uint64_t dot;        /* '.' and ':' */
    uint64_t c2, c3, e2; /* leads */
    uint64_t no_letter;  /* 97 and B7, the signs for times and divided behind C3 */
    /* Only where there is C2 or E2: */
    uint64_t no_end; /* letters, numbers and the soft hyphen behind C2 */
    uint64_t eighty; /* 80 */
    uint64_t third;  /* dashes, quotation marks, ellipsis behind E2 80 */
};

/* Code for any processor becomes part of that for one kind of them only where it is told to. */
#ifdef __GNUC__
#define PREP_WORDS_INLINE static inline __attribute__((always_inline))
#else
#define PREP_WORDS_INLINE static inline
#endif

/* The ways of looking at the text behind words->at, of which left bytes can be read at block: they
 * fill the list up to the last PREP_BLOCK_READ of them, or up to a run that is not just letters,
 * where they return false. */
bool prep_words_fill_portable(struct prep_words *words, const char *block, size_t left);
bool prep_words_fill_avx512(struct prep_words *words, const char *block, size_t left);
bool prep_words_fill_avx2(struct prep_words *words, const char *block, size_t left);

/* ---- spell-cache.c ---------------------------------------------------------------------- */

/* Is the token text[begin, end) known, or what is it? A dot behind it may make it an abbreviation
 * that is known. */
enum prep_status prep_speller_judge(struct prep_speller *speller, const char *text, size_t len,
                                    size_t begin, size_t end, struct prep_token_hash hash,
                                    enum prep_spell_class *class, struct prep_error *error);

/* ---- spell-scan.c ----------------------------------------------------------------------- */

/* A word and what it is. */
struct prep_seen {
    size_t begin, end; /* end is 0 behind the last */
    size_t before;     /* end of the word before, 0 for none */
    uint64_t ordinal;  /* of the word in the text, from 1 */
    struct prep_token_hash hash;
    enum prep_spell_class class;
};

/* Goes through the words of a text, valid UTF-8, that are not known (or through all). */
struct prep_scan {
    struct prep_speller *speller;
    bool every;
    struct prep_error *error; /* may be NULL */
    uint64_t n_words;         /* seen up to the list */
    size_t before;            /* end of the last word in front of the list */
    size_t i;                 /* in the list */
    struct prep_words words;
};
void prep_scan_begin(struct prep_scan *scan, struct prep_transform *speller, const char *text,
                     size_t len, bool every, struct prep_error *error);
enum prep_status prep_scan_next(struct prep_scan *scan, struct prep_seen *seen);
/* How many words there were, behind the last. */
static inline uint64_t prep_scan_count(const struct prep_scan *scan)
{
    return scan->n_words + scan->words.n;
}

#endif
