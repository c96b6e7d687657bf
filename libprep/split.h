/* split.h - what the files of the sentence splitter share. */
#ifndef PREP_SPLIT_H
#define PREP_SPLIT_H

#include "internal.h"

#include <stdatomic.h>

/* ---- rules ------------------------------------------------------------------------------ */

/* The first group ends a sentence and is what an edit is named by; the second keeps one together.
 */
enum prep_split_rule {
    PREP_SPLIT_FULL_STOP,
    PREP_SPLIT_EXCLAMATION,
    PREP_SPLIT_QUESTION,
    PREP_SPLIT_ELLIPSIS,
    PREP_SPLIT_CLOSING_QUOTE,
    PREP_SPLIT_CLOSING_BRACKET,
    PREP_SPLIT_EMOJI,
    PREP_SPLIT_SEMICOLON,
    PREP_SPLIT_COLON,
    PREP_SPLIT_LIST_ITEM,
    PREP_SPLIT_LEGAL_NOTE,
    PREP_SPLIT_MISSING_SPACE,

    PREP_SPLIT_ABBREVIATION,
    PREP_SPLIT_INITIAL,
    PREP_SPLIT_OMISSION,
    PREP_SPLIT_LIST_NUMBER,
    PREP_SPLIT_ROMAN,
    PREP_SPLIT_NUMBER,
    PREP_SPLIT_ORDINAL,
    PREP_SPLIT_BRACKET,
    PREP_SPLIT_CONTINUATION,
    PREP_SPLIT_LOWER_CASE,
    PREP_SPLIT_CLAUSE,
    PREP_SPLIT_LEGAL,
    PREP_SPLIT_RULES,
    PREP_SPLIT_FIRST_VETO = PREP_SPLIT_ABBREVIATION,
};

/* ---- split-model.c: what the data files say -------------------------------------------- */

/* What is known of a word, a set. Abbreviations are kept with their mark and without spaces. */
enum prep_split_fact {
    PREP_SPLIT_NEVER = 1 << 0,           /* abbreviation that no sentence ends with */
    PREP_SPLIT_MAYBE = 1 << 1,           /* ... that may be the last word of a sentence */
    PREP_SPLIT_TITLE = 1 << 2,           /* ... that stands before a name */
    PREP_SPLIT_COUNTED = 1 << 3,         /* ... that is one only before a number */
    PREP_SPLIT_WORD = 1 << 4,            /* a word like any other, whatever its form suggests */
    PREP_SPLIT_PART = 1 << 5,            /* "z." of "z. B." */
    PREP_SPLIT_OPENER = 1 << 6,          /* capitalised word that most often starts a sentence */
    PREP_SPLIT_BULLET = 1 << 7,          /* symbol that starts a sentence */
    PREP_SPLIT_EMOTICON = 1 << 8,        /* ":-)": stays with the sentence before */
    PREP_SPLIT_AFTER_ORDINAL = 1 << 9,   /* "Januar" */
    PREP_SPLIT_ORDINAL_END = 1 << 10,    /* "-tag": end of words as above */
    PREP_SPLIT_BEFORE_ORDINAL = 1 << 11, /* "dem" */
    PREP_SPLIT_BEFORE_NUMBER = 1 << 12,  /* "auf" */
    PREP_SPLIT_COUNTED_END = 1 << 13,    /* "-str.": end of abbreviations that a number follows */
    PREP_SPLIT_FINITE = 1 << 14,         /* "ist": makes a full clause of the words around it */
    PREP_SPLIT_NO_START = 1 << 15,       /* "GmbH": capitalised word that starts no sentence */
    PREP_SPLIT_JOINT = 1 << 16,          /* "und": may stand between the items of a list */
    PREP_SPLIT_SPEECH = 1 << 17,         /* "said": behind a quote and a name it goes on */
    PREP_SPLIT_LAST_PART = 1 << 18,      /* "B." of "z. B." */
    PREP_SPLIT_LAST_BARE = 1 << 19,      /* "al." of "et al.": without a full stop in front */
    PREP_SPLIT_PLAIN_OPENER = 1 << 20,   /* opener that no ordinal number stands before */
    PREP_SPLIT_MAYBE_END = 1 << 21,      /* "-tl.": end of abbreviations of class maybe */
    PREP_SPLIT_LAST = 1 << 22,           /* "etc.": with maybe, any capital starts a sentence */
};
#define PREP_SPLIT_CLASSES                                                                         \
    (PREP_SPLIT_NEVER | PREP_SPLIT_MAYBE | PREP_SPLIT_TITLE | PREP_SPLIT_COUNTED |                 \
     PREP_SPLIT_WORD | PREP_SPLIT_LAST)

#define PREP_SPLIT_WORD_MAX 64 /* bytes: longer words are in no list */

#define PREP_SPLIT_SHORT 16384

/* What a byte can be part of: letters are those of ASCII, and U+00C0 to U+00FF with what looks like
 * a part of them, which is enough for German. */
enum prep_split_kind { PREP_SPLIT_OTHER, PREP_SPLIT_LETTER, PREP_SPLIT_DIGIT };

/* Immutable; shared by all clones of a splitter. */
struct prep_split_model {
    atomic_uint references;
    struct prep_map *facts; /* word to set of enum prep_split_fact */
    bool ordinals;          /* the language writes ordinal numbers with a full stop */
    /* Bits by prep_split_end_hash() of all words with a full stop that are known, and by
     * prep_split_start_hash() of the first two bytes of what starts no sentence. */
    uint8_t known_end[8192], no_start[8192];
    uint8_t counted_end[8192]; /* of the last two bytes of PREP_SPLIT_COUNTED_END */
    uint8_t maybe_end[8192];   /* and of PREP_SPLIT_MAYBE_END */
    uint8_t known[16384];      /* of all words, by prep_split_known_hash() */
    /* Bits by prep_split_ending_hash() of PREP_SPLIT_MAYBE_END and PREP_SPLIT_COUNTED_END. */
    uint8_t maybe_ending[8192], counted_ending[8192];
    bool short_marks;  /* words of less than three letters with ! or ? are known */
    uint8_t kind[256]; /* enum prep_split_kind of each byte */
    /* Facts of short words, each in its slot by prep_split_short_hash(), if that was free. */
    struct prep_split_short {
        uint64_t word; /* up to 8 bytes */
        uint32_t fact;
    } short_words[PREP_SPLIT_SHORT];
    struct prep_split_plain *plain; /* tables, see split-fast.h */
    struct prep_buf separator;
};

/* The files are noted as what `made` was made from. */
struct prep_split_model *prep_split_model_new(const struct prep_splitter_options *options,
                                              bool legal, struct prep_transform *made,
                                              struct prep_error *error);
struct prep_split_model *prep_split_model_share(struct prep_split_model *model);
void prep_split_model_release(struct prep_split_model *model); /* NULL is fine */

/* Any word, by its length and ends. */
static inline uint32_t prep_split_known_hash(const char *word, size_t len)
{
    uint32_t first, last;
    if (len >= 4) {
        memcpy(&first, word, 4);
        memcpy(&last, word + len - 4, 4);
    } else {
        first = (unsigned char)word[0];
        last = (uint32_t)(unsigned char)word[len / 2] << 8 | (unsigned char)word[len - 1];
    }
    return (first * 2654435761u ^ last * 2246822519u ^ (uint32_t)len * 3266489917u) >> 15;
}

static inline uint32_t prep_split_short_hash(uint64_t word)
{
    return (uint32_t)(word * 0x9E3779B97F4A7C15u >> 50);
}

static inline uint32_t prep_split_start_hash(const char *begin)
{
    return (uint32_t)(unsigned char)begin[0] << 8 | (unsigned char)begin[1];
}

static inline bool prep_split_bit(const uint8_t bits[8192], uint32_t hash)
{
    return bits[hash >> 3] >> (hash & 7) & 1;
}

static inline void prep_split_set_bit(uint8_t bits[8192], uint32_t hash)
{
    bits[hash >> 3] |= (uint8_t)(1 << (hash & 7));
}

/* What is known of a word: set of enum prep_split_fact, 0 if nothing, which is what most look-ups
 * find. */
uint32_t prep_split_known_fact(const struct prep_split_model *model, const char *word, size_t len);

static inline uint32_t prep_split_fact(const struct prep_split_model *model, const char *word,
                                       size_t len)
{
    return len > 0 && len <= PREP_SPLIT_WORD_MAX &&
                   prep_split_bit(model->known, prep_split_known_hash(word, len))
               ? prep_split_known_fact(model, word, len)
               : 0;
}

/* ---- split-mark.c: what stands around a mark ------------------------------------------- */

/* What the next sentence would start with, before its first letter or digit; a set. */
enum prep_split_start {
    PREP_SPLIT_START_QUOTE = 1 << 0,
    PREP_SPLIT_START_BRACKET = 1 << 1,
    PREP_SPLIT_START_DASH = 1 << 2,
    PREP_SPLIT_START_BULLET = 1 << 3,
};

/* A place where a sentence may end; all offsets are bytes of text. */
struct prep_split_mark {
    const struct prep_split_model *model;
    const char *text;
    size_t len;
    size_t sentence;           /* begin of the sentence that the mark may end */
    size_t mark, mark_end;     /* the run of marks */
    size_t end;                /* behind the closers: here the sentence ends */
    size_t next;               /* behind the white space: here the next one starts */
    enum prep_split_rule rule; /* that ends the sentence, if nothing speaks against it */
    enum prep_split_rule run;  /* what the run is: full stop ... ellipsis */
    bool full_stop;            /* it is one '.' */
    bool closed;               /* by a quote or bracket */
    bool emoji;                /* emoji or emoticons belong to the end */
    bool in_bracket;           /* within a bracket that was opened inside of the sentence */
    size_t word;               /* begin of the word before the mark, which ends at mark */
    unsigned start;            /* set of enum prep_split_start */
    size_t first;              /* first letter, digit or other character of the next sentence */
    unsigned first_char;       /* its set of enum prep_char; 0 at the end of the record */
    size_t first_end;          /* end of the word (letters only) that begins there */
    bool opener;               /* and this word most often starts a sentence */
    bool hasty;                /* the same for one in small letters */
};

/* Look at the run of marks at text[mark->mark]; false if no white space and text follow it. In
 * any case mark_end is set. */
bool prep_split_mark_read(struct prep_split_mark *mark);

/* The same for the semicolon, colon or closing bracket at text[mark->mark]; rule is the one that
 * ends the sentence there, if nothing speaks against it. */
bool prep_split_mark_read_other(struct prep_split_mark *mark, enum prep_split_rule rule);

/* The same for emoji or an emoticon at text[mark->mark], with white space on both sides: true if a
 * word follows that most often starts a sentence. Without emoji mark_end is mark. */
bool prep_split_mark_read_emoji(struct prep_split_mark *mark);

/* Is the mark at text[mark->mark] one that a space is missing behind ("Ende.Anfang")? */
bool prep_split_mark_read_glued(struct prep_split_mark *mark);

/* Skip quotes, brackets and the like that may stand before the first word of a sentence. */
size_t prep_split_skip_openers(const struct prep_split_model *model, const char *text, size_t len,
                               size_t at, unsigned *start);

/* The length of the white space at which a line may be broken at text[at], 0 if there is none. */
size_t prep_split_space(const char *text, size_t len, size_t at);

/* The word before text[at], back to white space, is [result, *end); empty where there is none. */
size_t prep_split_word_before(const struct prep_split_mark *mark, size_t at, size_t *end);

/* The set of enum prep_char of the code point at text[at], 0 at the end. */
unsigned prep_split_char_at(const char *text, size_t len, size_t at);

/* Does text[begin, end) hold nothing but digits? False where it is empty. */
bool prep_split_digits(const char *text, size_t begin, size_t end);

/* The length of the roman numeral at text[at, end), at most PREP_SPLIT_WORD_MAX. */
size_t prep_split_roman(const char *text, size_t at, size_t end);

/* ---- split-decide.c: evidence ----------------------------------------------------------- */

/* The rule that ends the sentence at this mark, or the one that keeps it together. */
enum prep_split_rule prep_split_decide(const struct prep_split_mark *mark, uint64_t enabled);

/* The class of "B." where "z." stands before it, and so on for more parts; the longest counts. Only
 * text, mark, word and sentence of the mark are needed. */
uint32_t prep_split_spaced_class(const struct prep_split_mark *mark);

/* ---- split-number.c: evidence where a number stands before the full stop ---------------- */

bool prep_split_list_number(const struct prep_split_mark *mark);
bool prep_split_number(const struct prep_split_mark *mark);
bool prep_split_ordinal(const struct prep_split_mark *mark);

/* ---- split-next.c: evidence behind the mark ---------------------------------------------- */

bool prep_split_continuation(const struct prep_split_mark *mark);
bool prep_split_lower_case(const struct prep_split_mark *mark);

/* ---- split-legal.c: citations ------------------------------------------------------------ */

/* Does the mark stand within a citation, or for something that was blotted out? */
bool prep_split_legal(const struct prep_split_mark *mark);

/* ---- split-find.c, split-find-avx.c: where there is something to look at ------------------ */

#define PREP_SPLIT_BLOCKS 32 /* of 64 bytes */

/* What a scan stops at: marks, colons, semicolons and what may begin a mark or emoji. */
struct prep_split_stops {
    bool few;   /* leave out those that prep_split_scan_look() would make nothing of */
    bool close; /* stop at ')' */
    bool signs; /* at each colon and semicolon, where sentences may end */
};

/* Some blocks of a text, of which each has all bits or those for the bytes that are left. Each
 * `before` is behind the last LF or '(' in front of the block, or 0, and `last` in front of where
 * it will be looked next. */
struct prep_split_window {
    uint64_t stop[PREP_SPLIT_BLOCKS], lf[PREP_SPLIT_BLOCKS], open[PREP_SPLIT_BLOCKS];
    size_t lf_before[PREP_SPLIT_BLOCKS], open_before[PREP_SPLIT_BLOCKS];
    size_t lf_last, open_last;
};

void prep_split_stops(uint64_t enabled, bool few, struct prep_split_stops *stops);

/* Look at what follows text[at], which is not the end and where the last look ended, or 0 and the
 * window is too; the result is the number of bytes that it is about then. */
size_t prep_split_look(const struct prep_split_stops *stops, const char *text, size_t len,
                       size_t at, struct prep_split_window *window);

/* The ways of it; those for AVX2 and AVX-512BW take whole blocks. */
void prep_split_look_portable(const struct prep_split_stops *stops, const char *text, size_t len,
                              size_t at, size_t span, struct prep_split_window *window);
void prep_split_look_avx2(const struct prep_split_stops *stops, const char *text, size_t len,
                          size_t at, size_t blocks, struct prep_split_window *window);
void prep_split_look_avx512(const struct prep_split_stops *stops, const char *text, size_t len,
                            size_t at, size_t blocks, struct prep_split_window *window);

struct prep_split_finder {
    const struct prep_split_stops *stops;
    const char *text;
    size_t len;
    size_t begin, span; /* what window is about */
    struct prep_split_window window;
};

/* The window is about nothing at first, and not initialised. */
static inline void prep_split_finder_begin(struct prep_split_finder *finder,
                                           const struct prep_split_stops *stops, const char *text,
                                           size_t len)
{
    finder->stops = stops;
    finder->text = text;
    finder->len = len;
    finder->begin = finder->span = 0;
    finder->window.lf_last = finder->window.open_last = 0;
}

/* Fill the window with what follows text[at] and look there. */
size_t prep_split_find_ahead(struct prep_split_finder *finder, size_t at);

/* The next stop from text[at] on, len if there is none. */
static inline size_t prep_split_find(struct prep_split_finder *finder, size_t at)
{
    size_t offset = at - finder->begin;
    if (offset < finder->span) {
        uint64_t bits = finder->window.stop[offset / 64] >> (offset & 63);
        if (bits)
            return at + (size_t)__builtin_ctzll(bits);
    }
    return prep_split_find_ahead(finder, at);
}

/* ---- split-scan.c: from one end of a sentence to the next --------------------------------- */

/* The last label of an item that was seen in a record: "b)" is 'a', 2. */
struct prep_split_label {
    char kind; /* the first of its kind: 'a', 'A' or '1', 0 for none */
    char mark; /* '.' or ')' */
    unsigned value;
};

/* Where the scan of a record is. */
struct prep_split_scan {
    struct prep_split_mark mark;      /* the place that was found last */
    struct prep_split_finder *finder; /* over the text that the record is part of */
    size_t offset;                    /* of the record in that text */
    uint64_t enabled;                 /* rules */
    size_t at;                        /* next byte to look at */
    size_t bracket_end;               /* of the last bracket opened inside of a sentence, or 0 */
    size_t bracket_at;                /* up to here brackets have been looked for */
    struct prep_split_label label;
    uint64_t *count;                  /* of rules that kept something together; may be NULL */
    prep_splitter_candidate_fn *seen; /* gets each candidate, or NULL */
    void *arg;
    enum prep_status status; /* of seen */
};

/* Begin with a record: model, finder, offset, enabled, count, seen and arg are set, all else is
 * 0. */
void prep_split_scan_begin(struct prep_split_scan *scan, const char *text, size_t len);

/* Go on to the next end of a sentence: it is at mark.end, the next one starts at mark.next and
 * *rule made it. False at the end of the record or if seen failed. */
bool prep_split_scan_next(struct prep_split_scan *scan, enum prep_split_rule *rule);

/* One step of it: look at the stop at text[at]. */
bool prep_split_scan_look(struct prep_split_scan *scan, size_t at, enum prep_split_rule *rule);

/* Is text[end] within a bracket that was opened inside of the sentence and in front of text[at]? */
bool prep_split_in_bracket(struct prep_split_scan *scan, size_t at, size_t end);

/* ---- split-fast.c: the frequent cases ----------------------------------------------------- */

/* What the slow way would find at the stop text[at], where that can be said by looking at a few
 * bytes: true, the rule in *rule, but for brackets, and mark.end and mark.next; PREP_SPLIT_RULES
 * where there is nothing to decide. False where it cannot. text[at] is followed by at least
 * PREP_SPLIT_FAST_AHEAD more bytes. The record need not end where mark.len says. */
#define PREP_SPLIT_FAST_AHEAD 16
bool prep_split_fast(struct prep_split_scan *scan, size_t at, enum prep_split_rule *rule);

/* May it be asked with these rules? */
bool prep_split_fast_with(uint64_t enabled);

/* ---- split.c, split-block.c: the transform ------------------------------------------------ */

struct prep_splitter {
    struct prep_transform base;
    struct prep_split_model *model;             /* shared */
    struct prep_split_stops stops, block_stops; /* of a record, of many */
};

enum prep_status prep_splitter_run_block(struct prep_transform *transform, const char *text,
                                         size_t len, struct prep_buf *out);

/* ---- split-clause.c: semicolons and colons ----------------------------------------------- */

/* Do full clauses stand on both sides of the semicolon or colon? */
bool prep_split_clause(const struct prep_split_mark *mark);

/* ---- split-item.c: the items of a list --------------------------------------------------- */

/* Where the label begins whose mark is at text[at], if it is that of an item within the sentence:
 * the first of its kind with a second one to follow, or the next one; else at. */
size_t prep_split_item(const struct prep_split_mark *mark, size_t at,
                       struct prep_split_label *last);

#endif
