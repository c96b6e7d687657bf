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
    PREP_NAME_EXONYM, /* a German name that is no transcription (Moskau) */
    PREP_NAME_KINDS,
};

enum prep_name_flags {
    PREP_NAME_GERMAN = 1,   /* the word is the German form; else English, historic or original */
    PREP_NAME_ORIGINAL = 2, /* the word is in the name's own script */
    PREP_NAME_GENITIVE = 4, /* with a German genitive -s */
    PREP_NAME_CAPITALS = 8, /* in capitals throughout */
    PREP_NAME_STARTS = 16,  /* longer entries begin with this word */
    PREP_NAME_ENTRY = 32,   /* the word is an entry, not just a part of longer ones */
    PREP_NAME_SHARED = 256, /* a given name that Germans have, too */
    PREP_NAME_USER = 128,   /* from a lexicon of the user's */
    PREP_NAME_IN_NAME = 64, /* also a word or a name elsewhere: next to another name only */
};

/* What the lexicon knows of a word. */
struct prep_name {
    const char *english; /* borrowed, without genitive -s, in ordinary case */
    size_t english_len;
    enum prep_name_kind kind;
    unsigned flags; /* enum prep_name_flags */
    uint32_t entry; /* for prep_lexicon_details() */
};

/* More of an entry; borrowed, a length of 0 where there is nothing. */
struct prep_name_details {
    const char *original, *german, *alternatives; /* '|' parts forms */
    size_t original_len, german_len, alternatives_len;
    const char *language; /* "ru"; "" for a user's entry */
};

extern const char *const prep_name_kind_names[PREP_NAME_KINDS];

/* The lexicon: immutable once read, so threads share it by counting references. */
struct prep_lexicon;

struct prep_lexicon *prep_lexicon_new(const char *data_dir, struct prep_error *error);
/* Append its image (see image.c), made from the table. */
enum prep_status prep_lexicon_image(const char *data_dir, struct prep_buf *image,
                                    struct prep_error *error);
/* Always read from the tables. The entries of the files, which users wrote, count more than those
 * of names.tsv. */
struct prep_lexicon *prep_lexicon_new_with(const char *data_dir, const char *const *files,
                                           size_t n_files, struct prep_error *error);
struct prep_lexicon *prep_lexicon_ref(struct prep_lexicon *lexicon); /* returns lexicon */
void prep_lexicon_free(struct prep_lexicon *lexicon); /* drops a reference; NULL is fine */

struct prep_name_details prep_lexicon_details(const struct prep_lexicon *lexicon, uint32_t entry);

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
#define PREP_LANGUAGE_ANY  SIZE_MAX

/* Which languages in Cyrillic script there are and which of them use a letter. Immutable. */
struct prep_letters;

struct prep_letters *prep_letters_new(const char *data_dir, struct prep_error *error);
void prep_letters_free(struct prep_letters *letters);
size_t prep_letters_count(const struct prep_letters *letters);
const char *prep_letters_language(const struct prep_letters *letters, size_t i); /* "ru" */

/* The index of a language; PREP_LANGUAGE_ANY if there is none. */
size_t prep_letters_find(const struct prep_letters *letters, const char *language);

/* Narrow a set of languages (bits, by index) to those that can have written a word; letters that
 * would leave none are passed over. Start from ~0. */
uint32_t prep_letters_narrow(const struct prep_letters *letters, uint32_t languages,
                             const char *word, size_t len);

/* An apostrophe, or a mark like it, as it stands for a soft sign: Mys'kiw. */
static inline bool prep_names_is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0x2B9;
}

/* ---- names-respell.c, names-respell-read.c: dictionaries/rules/respelling.tsv ------------- */

#define PREP_RESPELLING_MAX 128 /* letters: a longer word is no name, and stays */
#define PREP_SPELLINGS_MAX  8   /* of a letter group */
#define PREP_CANDIDATES_MAX 10  /* of a word */

/* A model of how English spells the letter groups of a German transcription. Immutable. */
struct prep_respelling;

struct prep_respelling *prep_respelling_new(const char *data_dir, struct prep_error *error);
/* Append its image (see image.c), made from the table. */
enum prep_status prep_respelling_image(const char *data_dir, struct prep_buf *image,
                                       struct prep_error *error);
void prep_respelling_free(struct prep_respelling *respelling); /* NULL is fine */

/* What English may write for a letter group; borrowed from the model or from the word. */
struct prep_spelling {
    const char *text[PREP_SPELLINGS_MAX];
    size_t len[PREP_SPELLINGS_MAX];
    int score[PREP_SPELLINGS_MAX]; /* hundredths: what speaks for it */
    size_t n;
};

/* Cut a word in lower case, of up to PREP_RESPELLING_MAX bytes, into letter groups; language is
 * NULL where it is not known. Returns how many groups there are. */
size_t prep_respelling_cut(const struct prep_respelling *respelling, const char *lower, size_t len,
                           const char *language, struct prep_spelling *spellings);

/* ---- names-ngrams.c: dictionaries/names/english.tsv --------------------------------------- */

/* A model of which letters follow which in the English spelling of names. Immutable. */
struct prep_ngrams;

struct prep_ngrams *prep_ngrams_new(const char *data_dir, struct prep_error *error);
/* Append its image (see image.c), made from the table. */
enum prep_status prep_ngrams_image(const char *data_dir, struct prep_buf *image,
                                   struct prep_error *error);
void prep_ngrams_free(struct prep_ngrams *ngrams); /* NULL is fine */

/* How unusual a word in lower case is: -ln of its probability, in hundredths. */
unsigned prep_ngrams_cost(const struct prep_ngrams *ngrams, const char *word, size_t len);

/* ---- names-candidates.c: the best spellings of a word ------------------------------------- */

struct prep_name_candidate {
    size_t begin, end;   /* bytes of the buffer it was appended to */
    unsigned confidence; /* percent */
};

/* Append the English spelling of one word, in its case. */
enum prep_status prep_respelling_append(const struct prep_respelling *respelling,
                                        const struct prep_ngrams *ngrams, const char *word,
                                        size_t len, const char *language, struct prep_buf *out);

/* Append the best ones, up to max (PREP_CANDIDATES_MAX), one behind another. */
enum prep_status prep_respelling_best(const struct prep_respelling *respelling,
                                      const struct prep_ngrams *ngrams, const char *word,
                                      size_t len, const char *language, struct prep_buf *out,
                                      struct prep_name_candidate *candidates, size_t max,
                                      size_t *count);

/* ---- names-evidence.c: dictionaries/names/{suffixes,keep,cues}.tsv -------- */

enum prep_evidence {
    PREP_EVIDENCE_NONE, /* not a transcription, as far as one can see */
    PREP_EVIDENCE_NAME, /* could be one: next to another name it is */
    PREP_EVIDENCE_CUE,  /* so likely that a cue in the record will do */
    PREP_EVIDENCE_SURE, /* nothing else looks like this */
};

/* What the spelling of a word tells. */
struct prep_clue {
    enum prep_evidence evidence;
    bool given;    /* it would be a given name, before a surname; else it comes last */
    bool typical;  /* it has letters that hardly anything else has */
    bool genitive; /* the last s is not part of the name */
    bool foreign;  /* it has letters of names that neither English nor German spells */
    bool mixed;    /* it may be English already; rewrite it only where that is hardly so */
};

struct prep_evidence_tables;

struct prep_evidence_tables *prep_evidence_tables_new(const char *data_dir,
                                                      struct prep_error *error);
void prep_evidence_tables_free(struct prep_evidence_tables *tables); /* NULL is fine */

/* What the spelling alone says about a capitalised word that the lexicon does not have. */
struct prep_clue prep_evidence_find(const struct prep_evidence_tables *tables, const char *word,
                                    size_t len);

/* Do suffixes end in these two small letters? */
bool prep_evidence_has_end(const struct prep_evidence_tables *tables, char before, char last);

/* The same for a word that is known to be a name: SURE, unless its letters are English already. */
struct prep_clue prep_evidence_assume(const struct prep_evidence_tables *tables, const char *word,
                                      size_t len);

/* Has a word letters of names that neither English nor German spells? */
bool prep_evidence_is_foreign(const struct prep_evidence_tables *tables, const char *word,
                              size_t len);

/* Is a word a cue that the record speaks of the countries these names come from? */
bool prep_evidence_is_cue(const struct prep_evidence_tables *tables, const char *word, size_t len);

/* ---- names-model.c: all tables of a transliterator --------------------------------------- */

/* Immutable once read; clones share it by counting references. */
struct prep_names_model;

struct prep_names_model *prep_names_model_new(const char *data_dir, const char *const *lexicons,
                                              size_t n_lexicons, struct prep_error *error);
struct prep_names_model *prep_names_model_ref(struct prep_names_model *model); /* returns model */
void prep_names_model_free(struct prep_names_model *model);                    /* NULL is fine */
const struct prep_lexicon *prep_names_lexicon(const struct prep_names_model *model);
const struct prep_letters *prep_names_letters(const struct prep_names_model *model);
const struct prep_respelling *prep_names_respelling(const struct prep_names_model *model);
const struct prep_ngrams *prep_names_ngrams(const struct prep_names_model *model);
const struct prep_evidence_tables *prep_names_evidence(const struct prep_names_model *model);
const struct prep_names_filter *prep_names_filter(const struct prep_names_model *model);

/* ---- names-scan.c: the names of a record -------------------------------------------------- */

enum prep_mark_type {
    PREP_MARK_NAME,     /* the lexicon has it */
    PREP_MARK_LIKELY,   /* it looks like a transcription */
    PREP_MARK_CYRILLIC, /* it is in Cyrillic letters and not in the lexicon */
    PREP_MARK_OTHER,    /* it has a capital */
};

/* Why a mark was accepted; the words of reports. */
enum prep_why {
    PREP_WHY_NONE,
    PREP_WHY_ENTRY,    /* the lexicon has it and nothing else is written so */
    PREP_WHY_NAME,     /* beside another name */
    PREP_WHY_CUE,      /* the record has a cue */
    PREP_WHY_FORM,     /* nothing else has this form */
    PREP_WHY_REPEATED, /* the record has it with better evidence */
    PREP_WHY_ASSUMED,  /* the caller says so */
    PREP_WHY_SCRIPT,   /* it is in Cyrillic letters */
    PREP_WHY_USER,     /* a lexicon of the user's has it */
};

/* A word, or several of an entry, that may be a name. */
struct prep_mark {
    size_t begin, end; /* bytes of the record */
    enum prep_mark_type type;
    bool accepted; /* the evidence suffices */
    enum prep_why why;
    struct prep_name name; /* NAME */
    struct prep_clue clue; /* LIKELY */
    size_t language;       /* CYRILLIC: index into the languages of the letters */
};

/* The marks of the record scanned last, in text order. Start from all zero. */
struct prep_names_scan {
    struct prep_mark *marks;
    size_t n_marks, cap;
    size_t run_end; /* of the run of Cyrillic words last looked at */
    uint32_t run_languages;
    bool run_has_words; /* not just letters */
};

/* Which rules are on. */
struct prep_names_wanted {
    bool gazetteer, transcription, cyrillic;
    bool all;        /* every word is a name: no evidence is asked for */
    unsigned kinds;  /* of the lexicon: a bit for each enum prep_name_kind */
    bool every;      /* mark every other capitalised word, too, with no evidence */
    size_t language; /* that Cyrillic words are in, or PREP_LANGUAGE_ANY */
};

enum prep_status prep_names_scan_line(struct prep_names_scan *scan,
                                      const struct prep_names_model *model,
                                      struct prep_names_wanted wanted, const char *line,
                                      size_t len);
void prep_names_scan_free(struct prep_names_scan *scan);

/* ---- names-context.c: what the marks of a record say about each other --------------------- */

/* Decide which marks to accept. */
enum prep_status prep_names_decide(struct prep_names_scan *scan,
                                   const struct prep_names_model *model,
                                   struct prep_names_wanted wanted, const char *line, size_t len);

/* ---- names-code.c: what is not language -------------------------------------------------- */

/* The verdict on the piece between white space that was asked for last, so that a long piece with
 * many names is looked at once. Start from all zero for each record. */
struct prep_code {
    size_t end;
    bool verdict;
};

/* Is a mark part of an address, a path, the name of a file or of a user? */
bool prep_names_is_code(struct prep_code *code, const char *line, size_t len,
                        const struct prep_mark *mark);

/* ---- names-propose.c: what becomes of a mark ---------------------------------------------- */

enum prep_names_rule {
    PREP_NAMES_GAZETTEER,
    PREP_NAMES_TRANSCRIPTION,
    PREP_NAMES_CYRILLIC,
    PREP_NAMES_ESCAPE,
    PREP_NAMES_RULES
};

enum prep_names_scheme { PREP_SCHEME_COMMON, PREP_SCHEME_BGN, PREP_SCHEME_ISO9 };
enum prep_names_markup { PREP_MARKUP_NONE, PREP_MARKUP_MOSES, PREP_MARKUP_BRACKETS };

/* The transform; its first member is the base. */
struct prep_transliterator {
    struct prep_transform base;
    struct prep_names_model *model; /* shared by clones */
    struct prep_names_scan scan;
    struct prep_names_wanted wanted;
    enum prep_names_scheme scheme;
    enum prep_names_markup markup;
    unsigned min_confidence; /* percent */
    unsigned candidates;     /* alternatives that a report gives */
    bool to_german;
    struct prep_latin *latin[PREP_LANGUAGES_MAX]; /* by language; NULL without `cyrillic` */
    struct prep_buf word;                         /* scratch: the forms of one name */
};

/* Forms of a name, best first, in the buffer `word` of the transliterator. */
struct prep_proposal {
    enum prep_names_rule rule;
    unsigned confidence; /* percent */
    struct prep_name_candidate forms[PREP_CANDIDATES_MAX];
    size_t n_forms;
};

/* What an accepted mark becomes; up to max forms (PREP_CANDIDATES_MAX). */
enum prep_status prep_names_propose(struct prep_transliterator *transliterator, const char *line,
                                    const struct prep_mark *mark, size_t max,
                                    struct prep_proposal *proposal, struct prep_error *error);

/* Is a proposal to be written? Its rule must be on, it must be sure enough and a change. */
bool prep_names_wants(const struct prep_transliterator *transliterator, const char *line,
                      const struct prep_mark *mark, const struct prep_proposal *proposal);

/* ---- names-skeleton.c --------------------------------------------------------------------- */

/* Append what spellings of one name have in common; nothing for a very short word. */
enum prep_status prep_name_skeleton(const char *word, size_t len, struct prep_buf *out);

/* ---- names-markup.c ----------------------------------------------------------------------- */

/* Append text, escaped where the markup needs that; each escape is a change. */
enum prep_status prep_names_append_text(struct prep_transliterator *transliterator,
                                        const char *line, size_t begin, size_t end,
                                        struct prep_buf *out, size_t out_begin,
                                        struct prep_edits *edits);

/* Append a name and its English form as the markup wants it. */
enum prep_status prep_names_append_name(const struct prep_transliterator *transliterator,
                                        const char *name, size_t len, const char *english,
                                        size_t english_len, struct prep_buf *out);

#endif
