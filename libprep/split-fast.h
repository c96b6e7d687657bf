/* split-fast.h - what the files of the fast decision share. */
#ifndef PREP_SPLIT_FAST_H
#define PREP_SPLIT_FAST_H

#include "split.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Longer words are left alone, in bytes. */
#define PREP_SPLIT_FAST_WORD 40

static inline int prep_split_kind(const struct prep_split_model *model, const char *at)
{
    return model->kind[(unsigned char)*at];
}

/* A word, at least 3 bytes, by its length and end; text may be read from 4 bytes before its end. */
static inline uint32_t prep_split_end_hash(const char *end, size_t len)
{
    const unsigned char *s = (const unsigned char *)end;
    uint32_t last;
    if (len > 3)
        memcpy(&last, end - 4, 4);
    else
        last = s[-3] | (uint32_t)s[-2] << 8 | (uint32_t)s[-1] << 16;
    return (last * 2654435761u + (uint32_t)len * 40503u) >> 16;
}

/* Of the last three bytes of a word; the third is left out for all words that end with the others.
 */
static inline uint32_t prep_split_ending_hash(const char *end)
{
    return ((unsigned char)end[-1] & 31u) << 11 | ((unsigned char)end[-2] & 31u) << 6 |
           ((unsigned char)end[-3] & 63u);
}

/* The same as prep_split_fact(); 8 bytes can be read from word on. */
static inline uint32_t prep_split_fact_of(const struct prep_split_model *model, const char *word,
                                          size_t len)
{
    uint64_t key = 0;
    if (len <= 8) {
        memcpy(&key, word, 8);
        key &= UINT64_MAX >> (64 - 8 * len);
        const struct prep_split_short *slot = &model->short_words[prep_split_short_hash(key)];
        if (slot->word == key)
            return slot->fact;
    }
    return prep_split_fact(model, word, len);
}

#ifdef __SSE2__
/* Which of 16 bytes are no letters, a bit each, by the same rule as prep_split_model.kind. */
static inline unsigned prep_split_other_than_letters(const char *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    __m128i ascii = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)),
                                  _mm_cmplt_epi8(small, _mm_set1_epi8('z' + 1)));
    __m128i later = _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)0xC0)); /* 80 to BF */
    __m128i lead = _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xC3));
    return ~(unsigned)_mm_movemask_epi8(_mm_or_si128(ascii, _mm_or_si128(later, lead))) & 0xFFFF;
}
#endif

/* How many of the 16 bytes in front of `at`, which can be read, are the last letters there. */
static inline unsigned prep_split_letters_back(const struct prep_split_model *model, const char *at)
{
#ifdef __SSE2__
    (void)model;
    return (unsigned)__builtin_clz(prep_split_other_than_letters(at - 16) << 16 | 1u << 15);
#else
    unsigned n = 0;
    while (n < 16 && prep_split_kind(model, at - n - 1) == PREP_SPLIT_LETTER)
        n++;
    return n;
#endif
}

/* split-fast.c: a word in ASCII or with an umlaut, one letter by itself, or a number. */
enum prep_split_follow {
    PREP_SPLIT_FOLLOW_UNCLEAR,
    PREP_SPLIT_FOLLOW_CAPITAL,
    PREP_SPLIT_FOLLOW_SMALL,
    PREP_SPLIT_FOLLOW_DIGIT
};
enum prep_split_follow prep_split_what_follows(const struct prep_split_model *model,
                                               const char *next);

/* Is a word of two letters neither an abbreviation nor an initial? 8 bytes can be read. */
bool prep_split_is_plain_short(const struct prep_split_model *model, const char *word);

/* Is a word, at least two bytes, neither a numeral nor a label like "aa."? */
bool prep_split_is_plain_begin(const char *word);

/* What follows a mark. */
struct prep_split_next {
    enum prep_split_follow follow;
    bool quote; /* stands in front of it */
    bool other; /* a bracket, dash, bullet or paragraph sign does */
};

/* The word in front of a mark. */
struct prep_split_word {
    size_t begin;
    size_t part; /* behind its hyphen */
};

/* Letters with at most one hyphen or apostrophe among them; a quote or bracket may stand in front.
 */
bool prep_split_read_word(const struct prep_split_mark *mark, size_t at,
                          struct prep_split_word *word);

/* "kommt. Die", "kommt! die": neither an abbreviation nor an initial, numeral or label. */
bool prep_split_is_plain(const struct prep_split_mark *mark, struct prep_split_word word, size_t at,
                         struct prep_split_next next);

/* split-fast-run.c: "... Die", "... die", behind a space or a plain word, and where a line or a
 * sentence ends. */
bool prep_split_fast_ellipsis(struct prep_split_scan *scan, size_t at, enum prep_split_rule *rule);

/* "kommt?! Die" */
bool prep_split_fast_run(struct prep_split_mark *mark, size_t at, enum prep_split_rule *rule);

/* "Frau. die", closed: "kommt!\" sagt": a small letter is at text[mark->next]. */
bool prep_split_fast_small(const struct prep_split_mark *mark, size_t at, bool closed,
                           enum prep_split_rule *rule);

/* split-fast-veto.c: the begin of the letters or digits in front of text[at]. */
size_t prep_split_back(const struct prep_split_mark *mark, size_t at, int what);

/* Is it the first or the second full stop of "z. B."? Sure is whether a plain word follows. */
bool prep_split_fast_pair(struct prep_split_mark *mark, size_t at, bool sure);

/* "Abs. 1", "bzw. der": of a class that a sentence never ends with, or before a number. */
bool prep_split_fast_abbreviation(struct prep_split_mark *mark, size_t begin, size_t at,
                                  enum prep_split_rule *rule);

/* "z.B. der" */
bool prep_split_fast_short(const struct prep_split_mark *mark, size_t at,
                           enum prep_split_rule *rule);

/* "3. Die Klage" at the begin of a sentence or behind a comma; "am 31. Dezember"; "und 2. die";
 * "in Nummer 3. Die". No digit follows. */
bool prep_split_fast_number(const struct prep_split_mark *mark, size_t begin, size_t at,
                            enum prep_split_rule *rule);

/* ---- split-plain.c, split-plain.h ---------------------------------------------------------- */

/* A set: what may stand at a mark. */
enum {
    PREP_SPLIT_PLAIN_STOP = 1 << 0,  /* a full stop */
    PREP_SPLIT_PLAIN_OTHER = 1 << 1, /* another mark */
    PREP_SPLIT_PLAIN_DIGIT = 1 << 2, /* a digit behind it */
};

/* What prep_split_plain() looks up. */
struct prep_split_plain {
    uint8_t mark[256];   /* which it is, 0 for none */
    uint8_t before[256]; /* 0 for what may stand in front of the word */
    uint8_t next[65536]; /* by the first two bytes of what follows: what may stand in front of it */
    uint8_t end[65536];  /* by the last two of the word: what may not stand behind it */
    uint8_t known[16384];       /* bits of words that are known with a full stop */
    uint32_t mask[17], add[17]; /* for their hash, by the number of bytes */
    uint32_t dash;              /* the bytes of a dash and a space, 0 if they may not be skipped */
    char bracket;               /* the same of a bracket */
};

/* NULL if memory runs out. */
struct prep_split_plain *prep_split_plain_new(const struct prep_split_model *model);

/* Two bytes, in whatever order the processor reads them. */
static inline uint32_t prep_split_pair(const char *begin)
{
    uint16_t pair;
    memcpy(&pair, begin, 2);
    return pair;
}

/* The hash of a word, whether its letters are large or small, by its end and length; it has at
 * least three letters, and four bytes can be read. */
static inline uint32_t prep_split_plain_hash(const struct prep_split_plain *plain, const char *end,
                                             unsigned len)
{
    uint32_t last;
    memcpy(&last, end - 4, 4);
    return (((last & plain->mask[len]) | 0x20202020) * 2654435761u + plain->add[len]) >> 15;
}

#endif
