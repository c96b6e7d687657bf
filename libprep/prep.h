/*
 * prep.h - prepare German and English text for machine translation.
 *
 * This header is the manual of the library. Conventions that hold for all of it:
 *
 *   Text       is UTF-8, given as (pointer, length in bytes). A NUL byte is data. LF, and LF
 *              alone, separates records; every transform handles each record by itself, so
 *              f(a LF b) = f(a) LF f(b).
 *   Offsets    are bytes from 0, spans are half-open [begin, end), unless a name says otherwise.
 *   Errors     come back as enum prep_status; the detail goes to the caller's struct prep_error
 *              (which may be NULL). After an error *out and *edits are as they were before.
 *   Ownership  "new": the caller frees the result. "borrowed": it belongs to the object it came
 *              from and dies with it. "takes": the callee frees the argument, also on error.
 *   Options    structs are filled by their _init function and copied, strings included; set the
 *              members that matter, leave the others.
 *   Threads    A transform serves one thread at a time; prep_transform_clone() makes one for
 *              another thread. Distinct objects need no locking.
 *
 * The library never prints, never exits, reads no environment and no locale, starts no thread,
 * and keeps no global state but one mutex around creating and destroying Hunspell handles.
 */
#ifndef PREP_H
#define PREP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- status and errors ------------------------------------------------------------------ */

enum prep_status {
    PREP_OK = 0,
    PREP_E_NOMEM = -1,   /* out of memory */
    PREP_E_UTF8 = -2,    /* text is not valid UTF-8; error.offset is the first bad byte */
    PREP_E_OPTION = -3,  /* an option has a value that cannot be used */
    PREP_E_DATA = -4,    /* a data file is missing, unreadable or malformed (file:line:byte: why) */
    PREP_E_LIMIT = -5,   /* a documented limit was passed */
    PREP_E_BACKEND = -6, /* ICU or Hunspell refused; the message quotes its reason */
};

struct prep_error {
    enum prep_status status;
    size_t offset;     /* bytes from the start of the text, where the status speaks of text */
    char message[512]; /* one line without LF, NUL-terminated UTF-8 */
};

/* A short English name of a status ("invalid UTF-8"); static. */
const char *prep_status_name(enum prep_status status);

/* ---- versions --------------------------------------------------------------------------- */

/* The version of the library, as in "0.1.0"; static. */
const char *prep_version(void);

/* The version of the rules and tables: output may change only where this changes; static. */
const char *prep_rules_version(void);

/* Versions of what stands behind: "ICU 72.1", "Unicode 15.0", ... "names 2026-11-24", the edition
 * of the table of names. Returns the i-th line or NULL behind the last; static. */
const char *prep_version_detail(size_t i);

/* ---- buffers ---------------------------------------------------------------------------- */

/* A growable byte string. Start from PREP_BUF_INIT (all zero). data may be NULL while cap is 0. */
struct prep_buf {
    char *data;
    size_t len, cap; /* bytes */
};
#define PREP_BUF_INIT                                                                              \
    {                                                                                              \
        0                                                                                          \
    }

/* Make room for `extra` more bytes behind len. PREP_E_NOMEM leaves the buffer as it was. */
enum prep_status prep_buf_reserve(struct prep_buf *buf, size_t extra);

/* Append len bytes; text may not point into the buffer. */
enum prep_status prep_buf_append(struct prep_buf *buf, const char *text, size_t len);

/* Forget the content, keep the memory. */
void prep_buf_reset(struct prep_buf *buf);

/* Give the memory back and return to PREP_BUF_INIT. */
void prep_buf_free(struct prep_buf *buf);

/* ---- UTF-8 ------------------------------------------------------------------------------ */

/* Check that text is UTF-8 as The Unicode Standard defines it (3.9, table 3-7: no overlong
 * forms, no surrogates, nothing above U+10FFFF). On PREP_E_UTF8, error.offset is the first byte
 * of the first ill-formed sequence and the message says what is wrong with it. */
enum prep_status prep_utf8_check(const char *text, size_t len, struct prep_error *error);

struct prep_edits; /* see below */

/* Append text to out with one U+FFFD for each maximal subpart of an ill-formed sequence
 * (The Unicode Standard 3.9, "U+FFFD Substitution of Maximal Subparts"). Unless edits is NULL,
 * each subpart is logged there, with rule 0. */
enum prep_status prep_utf8_replace(const char *text, size_t len, struct prep_buf *out,
                                   struct prep_edits *edits);

/* Append text to out with each byte of an ill-formed sequence read as windows-1252 (the five
 * bytes 81 8D 8F 90 9D, which it leaves undefined, become U+FFFD). Logged in the same way. */
enum prep_status prep_utf8_latin1(const char *text, size_t len, struct prep_buf *out,
                                  struct prep_edits *edits);

/* ---- rules ------------------------------------------------------------------------------ */

/* All that a transform can do has a name, can be switched and is counted. */
struct prep_rule {
    const char *name;    /* lower case, '-' between words: "long-s" */
    const char *summary; /* one line for a person */
    bool on;             /* part of "default" */
};

/* ---- edits ------------------------------------------------------------------------------ */

/* One change: input bytes [in_begin, in_end) became output bytes [out_begin, out_end). An
 * insertion has in_begin = in_end, a deletion out_begin = out_end. */
struct prep_edit {
    size_t in_begin, in_end, out_begin, out_end;
    uint16_t rule; /* index into the transform's rules */
};

/* The ordered list of the changes of one run. Spans do not overlap; the bytes between them are
 * the same on both sides. */
struct prep_edits;

struct prep_edits *prep_edits_new(void); /* new; NULL without memory */
void prep_edits_free(struct prep_edits *edits);
void prep_edits_reset(struct prep_edits *edits);
size_t prep_edits_count(const struct prep_edits *edits);
struct prep_edit prep_edits_get(const struct prep_edits *edits, size_t i); /* i < count */

/* Append one change behind all that are there. */
enum prep_status prep_edits_append(struct prep_edits *edits, struct prep_edit edit);

/* Where in the input does output byte `out_offset` come from? Bytes of a change trace to the
 * begin of its input span. */
size_t prep_edits_trace(const struct prep_edits *edits, size_t out_offset);

/* Join two logs, first then second, the second's input being the first's output; appended to
 * into, which is neither of the two. Where changes of both touch or overlap they become one,
 * named by the second's rule. rule_offset is added to every rule of second, so that rules of a
 * chain keep distinct numbers. */
enum prep_status prep_edits_compose(const struct prep_edits *first, const struct prep_edits *second,
                                    unsigned rule_offset, struct prep_edits *into);

/* ---- transforms ------------------------------------------------------------------------- */

/* An object that maps a text to a text and can say what it changed. */
struct prep_transform;

enum prep_run_flags {
    PREP_RUN_START = 1, /* the text is the start of a file: a BOM may stand here */
    PREP_RUN_VALID = 2, /* the caller has checked that the text is UTF-8 */
};

/* How many bytes of text its first record has, without the LF at its end: a line or, where the
 * transform joins lines, a paragraph. */
size_t prep_transform_record(const struct prep_transform *transform, const char *text, size_t len);

/* Transform len bytes of text, appending the result to out and, unless edits is NULL, each
 * change to edits (offsets count from the start of text and from what out held before). text
 * may hold several records; a CR at the end of a record is left outside what all transforms but
 * the normalizer see. flags: any of enum prep_run_flags. out may not be the text's own memory. */
enum prep_status prep_transform_run(struct prep_transform *transform, const char *text, size_t len,
                                    unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                    struct prep_error *error);

/* The same transform for another thread: new; NULL on error. Tables are shared. Counts start
 * from zero. */
struct prep_transform *prep_transform_clone(const struct prep_transform *transform,
                                            struct prep_error *error);
void prep_transform_free(struct prep_transform *transform); /* NULL is fine */

/* The rules of a transform, borrowed; their number goes to *count. */
const struct prep_rule *prep_transform_rules(const struct prep_transform *transform, size_t *count);

/* How often rule i was applied since the transform was made or cloned. */
uint64_t prep_transform_count(const struct prep_transform *transform, size_t rule);

/* The i-th file that a transform was made from (tables, dictionaries, word lists), NULL behind the
 * last; borrowed. */
const char *prep_transform_source(const struct prep_transform *transform, size_t i);

/* Several transforms as one, run first to last: new; NULL on error, or if a member is NULL. Takes
 * all n members. Its rules are the members' rules one after another. */
struct prep_transform *prep_chain_new(struct prep_transform *const *members, size_t n,
                                      struct prep_error *error);

/* ---- prep-normalize --------------------------------------------------------------------- */

struct prep_normalizer_options {
    size_t size;       /* set by prep_normalizer_options_init() */
    const char *rules; /* "default,-long-s"; NULL: default */
    /* Styles; each but "keep" (or NULL) is as if the rule of the same name were wanted, which alone
     * means "ascii". */
    const char *quotes;     /* "ascii", "de", "de-guillemets", "ch", "en" */
    const char *apostrophe; /* "ascii", "typographic" */
    const char *dashes;     /* "ascii", "typographic" */
    const char *ellipsis;   /* "ascii", "typographic" */
    const char *preset;     /* NULL; "moses": all styles that are not set are "ascii" */
};

void prep_normalizer_options_init(struct prep_normalizer_options *options);

/* Repairs and normalises Unicode without changing what the text means: new; NULL on error.
 * Normalization Form C follows UAX #15 with ICU's data; nothing is done by compatibility unless the
 * rule nfkc is wanted.
 * The result does not change when it is normalised again, whatever the rules. The rule bom acts
 * only on a text that is flagged PREP_RUN_START; a CR at the end of a record is part of it here.
 * Where an edit of nfc touches one of another rule, the log has one edit for both, named nfc; each
 * is counted. */
struct prep_transform *prep_normalizer_new(const struct prep_normalizer_options *options,
                                           struct prep_error *error);
const struct prep_rule *prep_normalizer_rules(size_t *count);

/* ---- prep-split ------------------------------------------------------------------------- */

struct prep_splitter_options {
    size_t size;                           /* set by prep_splitter_options_init() */
    const char *rules;                     /* NULL: default */
    const char *language;                  /* "de" (or NULL), "en" */
    const char *data_dir;                  /* the folder dictionaries/; NULL: the installed one */
    const char *const *abbreviation_files; /* further abbreviations, one a line */
    size_t n_abbreviation_files;
    const char *separator; /* goes between sentences; NULL: "\n" */
    bool semicolon, colon; /* a sentence ends there, too, before a full clause */
    bool list_items;       /* each item of a list is a sentence */
    bool legal;            /* legal text: its abbreviations and citations */
};

void prep_splitter_options_init(struct prep_splitter_options *options);

/* Puts each sentence of a record (a paragraph) on a line of its own: the white space between two
 * sentences becomes the separator, every other byte stays. new; NULL on error. */
struct prep_transform *prep_splitter_new(const struct prep_splitter_options *options,
                                         struct prep_error *error);
const struct prep_rule *prep_splitter_rules(size_t *count);

/* A place where a sentence might end; offsets are bytes of the record. */
struct prep_splitter_candidate {
    size_t mark;   /* begin of the mark */
    size_t end;    /* behind the mark and what closes: the sentence would end here */
    size_t next;   /* behind the white space: the next one would start here */
    unsigned rule; /* that ends it, or that keeps it together: index into prep_splitter_rules() */
    bool ends;
};

/* Anything but PREP_OK ends the call that gave the candidate. */
typedef enum prep_status
prep_splitter_candidate_fn(void *arg, const struct prep_splitter_candidate *candidate);

/* Call fn for each candidate of a record (no LF in it), in order. */
enum prep_status prep_splitter_candidates(struct prep_transform *splitter, const char *text,
                                          size_t len, prep_splitter_candidate_fn *fn, void *arg);

/* ---- prep-unwrap ------------------------------------------------------------------------ */

struct prep_unwrapper_options {
    size_t size;          /* set by prep_unwrapper_options_init() */
    const char *rules;    /* NULL: default */
    const char *language; /* "de" (or NULL), "en" */
    const char *data_dir; /* the folder dictionaries/; NULL: the installed one */
};

void prep_unwrapper_options_init(struct prep_unwrapper_options *options);

/* Puts each paragraph, a run of lines with something on them, on one line, and undoes hyphenation
 * at the ends of lines. Records are paragraphs: f(a LF b) = f(a) LF f(b) holds where a ends or b
 * begins with an empty line. new; NULL on error. */
struct prep_transform *prep_unwrapper_new(const struct prep_unwrapper_options *options,
                                          struct prep_error *error);
const struct prep_rule *prep_unwrapper_rules(size_t *count);

/* ---- prep-transliterate ----------------------------------------------------------------- */

struct prep_transliterator_options {
    size_t size;          /* set by prep_transliterator_options_init() */
    const char *rules;    /* NULL: default */
    const char *language; /* "de" (or NULL): German text; "en": only Cyrillic words are names */
    const char *data_dir; /* the folder dictionaries/; NULL: the installed one */
    bool assume_names;    /* the text is a list of names: no evidence is asked for */
    const char *source_language;      /* "ru", "uk", ...: of the names; NULL: by their letters */
    const char *target;               /* "en" (or NULL); "de": Cyrillic words become German */
    const char *scheme;               /* "common" (or NULL), "bgn", "iso9" */
    const char *kinds;                /* "person,place,organisation,other" (or NULL), "exonym" */
    const char *markup;               /* NULL; "moses", "brackets": both forms are written */
    const char *const *lexicon_files; /* NAME TAB ENGLISH; they count more than the lexicon */
    size_t n_lexicon_files;
    unsigned min_confidence; /* percent: leave names of which less is sure */
    unsigned candidates;     /* further forms that prep_transliterator_names() gives */
    bool every_word;         /* prep_transliterator_names() gives all capitalised words */
};

void prep_transliterator_options_init(struct prep_transliterator_options *options);

/* Rewrites names that German took over from languages in Cyrillic script, by sound
 * (transcription, Duden), to their English form, and words in Cyrillic script to Latin as English
 * writes them; every other byte stays. new; NULL on error. */
struct prep_transform *prep_transliterator_new(const struct prep_transliterator_options *options,
                                               struct prep_error *error);
const struct prep_rule *prep_transliterator_rules(size_t *count);

/* A name in a text. */
struct prep_found_name {
    size_t begin, end; /* bytes in the text */
    size_t code_point; /* code points from the start of the record to begin */
    const char *kind; /* static: "given", "patronymic", "surname", "place", "organisation", "other",
                       * "exonym", "person" (by its form), "unknown" */
    const char *rule; /* static: that finds such names */
    /* Why it is taken for a name, static: "entry" (of the lexicon), "user" (of the caller's),
     * "name" (beside another name), "cue" (in the record), "form" (nothing else ends so),
     * "repeated" (found elsewhere in the record), "script", "assumed", "none" (it is not
     * rewritten). */
    const char *evidence;
    unsigned confidence;         /* percent */
    const char *const *forms;    /* what it becomes, best first; valid during the call */
    const unsigned *confidences; /* of the forms */
    size_t n_forms;              /* at least 1 */
    bool rewritten;              /* by the transform; else it stays */
    bool genitive;               /* the last letter is a German genitive -s */
};

/* Called for each name in text order; another status than PREP_OK ends the search and is returned
 * by it. */
typedef enum prep_status prep_name_fn(void *arg, const struct prep_found_name *name);

/* Report the names of one record (text without LF). transliterator comes from
 * prep_transliterator_new(), else PREP_E_OPTION. */
enum prep_status prep_transliterator_names(struct prep_transform *transliterator, const char *text,
                                           size_t len, prep_name_fn *report, void *arg,
                                           struct prep_error *error);

/* ---- prep-spell ------------------------------------------------------------------------- */

struct prep_speller_options {
    size_t size;                   /* set by prep_speller_options_init() */
    const char *rules;             /* NULL: default */
    const char *language;          /* "de" (or NULL), "en": which dictionary is the default */
    const char *data_dir;          /* the folder dictionaries/; NULL: the installed one */
    const char *dictionaries;      /* Hunspell names, as in "de_DE,en_US"; NULL: by language */
    const char *dictionary_path;   /* folders to look for them, ':' between; NULL: the system's */
    const char *const *word_files; /* personal word lists, one word a line */
    size_t n_word_files;
    unsigned suggestions; /* how many suggestions a misspelling gets at most (255); 0, the default,
                           * asks for none: they cost some hundred times a look-up */
    const char *const *name_files; /* names, in the first column: unknown words that are names */
    size_t n_name_files;
    const char *const *frequency_files; /* word, count: added to those of dictionaries/ */
    size_t n_frequency_files;
    bool every_word; /* prep_speller_check() reports known words, too, as "known" */
    /* What a correction must be: better than the next best word by a margin (0: 25; 100 is what an
     * ordinary wrong letter costs), and sure to so many percent (1 to 99; 0: 90). */
    unsigned margin, min_confidence;
    /* Read the dictionaries and lists only when they are needed: for a word on which there is no
     * verdict (see prep_speller_load()). Their errors come then, or by prep_speller_ready(). */
    bool late;
};

void prep_speller_options_init(struct prep_speller_options *options);

/* Run as a transform, it corrects those misspellings for which one correction is safe. new; NULL
 * on error; a missing dictionary is PREP_E_DATA and the message names the package to install.
 *
 * Verdicts, suggestions and corrections depend on the text and the files alone. The exception: a
 * dictionary that uses more of hunspell(5) than the library knows by itself is left to Hunspell,
 * whose search for suggestions has limits on processor time; they may be fewer on a slow machine.
 */
struct prep_transform *prep_speller_new(const struct prep_speller_options *options,
                                        struct prep_error *error);
const struct prep_rule *prep_speller_rules(size_t *count);

/* A token that no dictionary knows. */
struct prep_misspelling {
    size_t begin, end; /* bytes in the text */
    size_t code_point; /* code points from the start of the record to begin */
    /* What kind of unknown token, static: "lower", "noun" (has a capital), "name" (in the lexicon
     * of names), "foreign" (the English dictionary has it, if installed; for English text the
     * German one), "old-spelling" (daß), "swiss" (Strasse), "no-umlaut" (fuer), "compound" (its
     * parts are known), "abbreviation", "number-unit" (digits first), "unencodable" (the
     * dictionary's encoding lacks a letter), "junk" (gets no suggestions). */
    const char *class_name;
    const char *const *suggestions; /* best first, NUL-terminated; valid during the call */
    size_t n_suggestions;
};

/* Called for each misspelling in text order; another status than PREP_OK ends the check and is
 * returned by it. */
typedef enum prep_status prep_misspelling_fn(void *arg, const struct prep_misspelling *misspelling);

/* Report the misspellings of one record (text without LF). speller comes from
 * prep_speller_new(), else PREP_E_OPTION. */
enum prep_status prep_speller_check(struct prep_transform *speller, const char *text, size_t len,
                                    prep_misspelling_fn *report, void *arg,
                                    struct prep_error *error);

/* Verdicts on words are kept while there is room, for all clones together. Append them to out, for
 * prep_speller_load(): a later speller, made from the same files (see prep_transform_source()) by
 * the same version, starts with them and gives the same results sooner. Speller as above. */
enum prep_status prep_speller_save(const struct prep_transform *speller, struct prep_buf *out);
/* PREP_E_DATA: that is none of it, or it is damaged. That the files are the same is up to the
 * caller. */
enum prep_status prep_speller_load(struct prep_transform *speller, const char *data, size_t len,
                                   struct prep_error *error);
/* Has a verdict come in since the speller was made or loaded, so that saving is of use? */
bool prep_speller_learnt(const struct prep_transform *speller);
/* Read what a late speller did not read yet. */
enum prep_status prep_speller_ready(struct prep_transform *speller, struct prep_error *error);

/* What suggestions and corrections are found with is an index, which takes some tenths of a second
 * to make where nobody did. Append it to out; it fits spellers made from the same files. */
enum prep_status prep_speller_compile(const struct prep_transform *speller, struct prep_buf *out);
/* Use an index. data, a multiple of 8 in memory, must stay as long as the speller and its clones;
 * call this before it has run or was cloned. PREP_E_DATA: it is none, or damaged. That the files
 * are the same is up to the caller. */
enum prep_status prep_speller_use_index(struct prep_transform *speller, const void *data,
                                        size_t len, struct prep_error *error);

/* How many words of a record the spell-checker looks at. */
size_t prep_speller_words(const char *text, size_t len);

#ifdef __cplusplus
}
#endif

#endif
