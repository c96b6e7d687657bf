/* normalize.h - what the files of the normalizer share.
 *
 * A record goes through several passes (normalize-passes.c), of which most have nothing to do with
 * most records. The core is one of two stages. Stage one (normalize-filter.c) goes over the code
 * points, left to right, and does all rules but nfc. Stage two (normalize-compose.c) brings what
 * came out to Normalization Form C. The order is what makes the result idempotent: taking away an
 * invisible character can bring a letter and a mark together, which stage two then composes,
 * while nothing that stage two writes is of a kind that stage one changes, see kind_of(). */
#ifndef PREP_NORMALIZE_H
#define PREP_NORMALIZE_H

#include "internal.h"
#include "nfc.h"

enum prep_normalizer_rule {
    RULE_BOM,
    RULE_EOL,
    RULE_NFC,
    RULE_CONTROL,
    RULE_INVISIBLE,
    RULE_SPACE,
    RULE_LIGATURE,
    RULE_LONG_S,
    RULE_FULLWIDTH,
    RULE_MOJIBAKE,
    RULE_HOMOGLYPH,
    RULE_ENTITY,
    RULE_MARKUP,
    RULE_NFKC,
    RULE_QUOTES,
    RULE_APOSTROPHE,
    RULE_DASHES,
    RULE_ELLIPSIS,
    N_RULES
};

/* What the rules that are about style aim at. */
enum prep_quotes_style { QUOTES_ASCII, QUOTES_DE, QUOTES_DE_GUILLEMETS, QUOTES_CH, QUOTES_EN };
enum prep_sign_style { STYLE_ASCII, STYLE_TYPOGRAPHIC };

struct prep_style {
    enum prep_quotes_style quotes;
    enum prep_sign_style apostrophe, dashes, ellipsis;
};

/* What stage one does with a code point under the rules that are on. */
enum prep_kind {
    KIND_UNKNOWN,   /* not looked up yet */
    KIND_TEXT,      /* stays */
    KIND_SPACE,     /* any Unicode space: U+0020, if one is due here */
    KIND_BREAK,     /* ends a line or page elsewhere: a space */
    KIND_CR,        /* goes at the end of a record, is a space elsewhere */
    KIND_FIELD,     /* stays; spaces beside it go */
    KIND_CONTROL,   /* goes */
    KIND_BOM,       /* goes at the start of a file, elsewhere as KIND_INVISIBLE */
    KIND_INVISIBLE, /* goes */
    KIND_BIDI,      /* goes from a record without right-to-left letters */
    KIND_CONTEXT,   /* invisible; stays where its neighbours need it */
    KIND_TAG,       /* stays in the flag of a region */
    KIND_LIGATURE,
    KIND_FULLWIDTH,
    KIND_LONG_S,
    KIND_QUOTE,  /* becomes " */
    KIND_SINGLE, /* becomes ' */
};

/* A class is a kind and this bit: stage two must look at the place, the character having
 * NFC_Quick_Check other than Yes or a combining class other than 0. A text without such
 * characters is in NFC (UAX #15, 9 Detecting Normalization Forms). */
#define CLASS_NFC  0x80u
#define CLASS_KIND 0x1Fu
/* Letters of which words are made, as far as the rule homoglyph cares: of Greek or Cyrillic; of
 * Latin. ASCII has neither bit. */
#define CLASS_FOREIGN 0x40u
#define CLASS_LATIN   0x20u

#define N_CODE_POINTS 0x110000u
#define PREP_MARKS    0x3100u /* above there are few */

/* What prep_skip_fn asks about a character; 0 for one that was not looked up yet. */
#define QUICK_KNOWN   0x01u
#define QUICK_LATIN   0x02u /* CLASS_LATIN */
#define QUICK_FOREIGN 0x04u /* CLASS_FOREIGN */
#define QUICK_SECOND  0x08u /* behind a letter of Latin-1 it may be misread UTF-8 */
#define QUICK_MARK    0x10u /* stays if the marks in front have no higher class, see mark_of */
#define QUICK_STOP    0x80u /* a rule has to look at it */

struct prep_block;

/* Go through text from block->at > 0 on: copy what is clean and give the characters that may
 * concern a rule, or are not valid, to block->pass(). false where that is; else all is done. */
typedef bool prep_skip_fn(struct prep_block *block);

struct prep_normalizer {
    struct prep_transform base;
    /* The class of each code point, filled as they turn up. One byte each, of which the system
     * provides only the pages that are touched. */
    uint8_t *class_of;
    uint8_t *quick_of;           /* the same for QUICK_... */
    uint8_t mark_of[PREP_MARKS]; /* the combining class of what has QUICK_MARK */
    /* For vectors: a bit for each tail of characters in two and three bytes, by what is
     * in front of it, see prep_dirty_3(): 0 if it is known to be clean, whatever its
     * neighbours but letters of Latin-1 and, in two bytes, of another script are. And the first
     * bytes behind which all is clean, by their lower nibbles: C0 and above, D0, E0; in others'
     * places 0. */
    uint64_t dirty_2[32], dirty_3[0x1000];
    uint8_t clean_leads[3][16];
    struct prep_nfc *nfc;
    prep_skip_fn *skip;
    uint64_t block_rules; /* clean under these is what prep_normalizer_run_clean() passes over */
    struct prep_buf text; /* what stage one made, where stage two has work */
    struct prep_edits *edits[2]; /* of stage one, of stage two */
    struct prep_style style;
    struct prep_buf quotes; /* the quotation marks of a record */
    /* Where several passes have work: what the last ones made; the log of all, that of the last
     * one, and a third for joining them. */
    struct prep_buf passed[2];
    struct prep_edits *log[3];
};

/* Stage one on one record. */
struct prep_filter {
    struct prep_normalizer *normalizer;
    const char *line;
    size_t len;
    unsigned flags;
    struct prep_buf *out;
    size_t out_start; /* what out held before */
    struct prep_edits *edits;
    bool needs_nfc;
    size_t nfc_from;   /* offset behind out_start of the first character stage two must look at */
    bool space_edited; /* if out ends with a space: was that written by an edit? */
    enum prep_normalizer_rule
        first_drop;   /* what was taken out behind the end of out; N_RULES: nothing */
    size_t space_end; /* of the last edit of the rule space, in the line; SIZE_MAX: there is none */
    enum { RTL_UNKNOWN, RTL_NO, RTL_YES } rtl; /* are there right-to-left letters in the line? */
    uint32_t base; /* last character of the first base_end bytes of the output that is no mark */
    size_t base_end;
};

/* normalize-class.c */
unsigned prep_normalizer_classify(struct prep_normalizer *normalizer, uint32_t code_point);

static inline unsigned prep_normalizer_class(struct prep_normalizer *normalizer,
                                             uint32_t code_point)
{
    unsigned class = normalizer->class_of[code_point];
    return class ? class : prep_normalizer_classify(normalizer, code_point);
}

/* normalize-block.c: the run_clean() of the class. */
enum prep_status prep_normalizer_run_clean(struct prep_transform *transform, const char *text,
                                           size_t len, bool log, struct prep_buf *out,
                                           size_t *done);

/* normalize-class.c: fill quick_of for a character and those around it. */
void prep_normalizer_learn(struct prep_normalizer *normalizer, uint32_t code_point);

static inline unsigned prep_normalizer_quick(struct prep_normalizer *normalizer,
                                             uint32_t code_point)
{
    if (!normalizer->quick_of[code_point])
        prep_normalizer_learn(normalizer, code_point);
    return normalizer->quick_of[code_point];
}

/* Which bits of dirty_3 are a character's, from its first two bytes, first << 8 | second. */
static inline size_t prep_dirty_3(unsigned bytes)
{
    return bytes & 0x0F3F;
}

/* normalize-skip.c, normalize-skip-avx2.c, normalize-skip-avx512.c */
prep_skip_fn *prep_skip_best(void);
prep_skip_fn prep_skip_portable, prep_skip_avx2, prep_skip_avx512;
/* Copy clean text from `at` > 0 on, as far as characters begin before `end`, up to the first that
 * is not; returns where that is. What the others are measured against. */
size_t prep_skip_chars(struct prep_normalizer *normalizer, const char *text, size_t len, size_t at,
                       size_t end, char *out);
/* The same for a block, where that is given to pass(), and on until `end`. */
bool prep_skip_slowly(struct prep_block *block, size_t end);

/* What is in front of a character. */
struct prep_before {
    unsigned quick; /* QUICK_LATIN for a letter of ASCII */
    uint8_t mark;   /* its combining class */
    bool latin_1;   /* it is one of U+00C0 to U+00FF */
};
struct prep_before prep_skip_before(struct prep_normalizer *normalizer, const char *text,
                                    size_t at);

/* normalize-mojibake.c: the length of the UTF-8 that was misread as Windows-1252 at a byte of
 * text; 0, if there is none or it is not plausible. */
size_t prep_mojibake_at(const char *text, size_t len, size_t at);
/* May the character at a byte, the second of such a sequence by itself, behind a letter of Latin-1,
 * be part of one? */
bool prep_mojibake_with(const char *text, size_t len, size_t at);
/* Is there any such, or part of one, in a text? */
bool prep_mojibake_possible(const char *text, size_t len);
/* Can it begin with this character, can the second one be this? */
bool prep_mojibake_first(uint32_t c);
bool prep_mojibake_second(uint32_t c);

/* normalize-scan.c: the first byte from `at` on where stage one has something to do; len, if
 * there is none. before is the byte in front of it in the output, TAB at the start. Where stage
 * two has something to do in the text passed over, *suspect becomes the first such byte. */
size_t prep_normalizer_scan(struct prep_normalizer *normalizer, const char *line, size_t at,
                            size_t len, char before, size_t *suspect);

/* A pass over a record: append to out what becomes of text and log what was changed, with offsets
 * from the start of text and from what out held before. */
typedef enum prep_status prep_pass_fn(struct prep_normalizer *normalizer, const char *text,
                                      size_t len, unsigned flags, struct prep_buf *out,
                                      struct prep_edits *edits);

/* normalize-passes.c: all of them. */
prep_pass_fn prep_passes_run;
/* normalize-core.c: stages one and two. */
prep_pass_fn prep_core_run;
/* normalize-mojibake.c; normalize-homoglyph.c, which says first whether a text has any letters of
 * the scripts in question. */
prep_pass_fn prep_mojibake_run, prep_homoglyph_run;
bool prep_homoglyph_possible(const char *text, size_t len);
prep_pass_fn prep_entity_run, prep_markup_run, prep_nfkc_run, prep_quotes_run, prep_signs_run;
bool prep_entity_possible(const char *text, size_t len);
bool prep_markup_possible(const char *text, size_t len);
bool prep_nfkc_possible(const char *text, size_t len);
bool prep_quotes_possible(const char *text, size_t len);
/* Are there marks of two characters each, as TeX has them? */
bool prep_quotes_doubled(const char *text, size_t len);
/* normalize-markup.c: the bytes of the HTML tag that begins at a byte; 0, if there is none. */
size_t prep_markup_tag(const char *text, size_t len, size_t at);
bool prep_signs_possible(const char *text, size_t len);

/* normalize-entities.c: the character an entity of HTML names; 0, if there is none. */
uint32_t prep_entity_named(const char *name, size_t len);

/* normalize-rewrite.c: a pass that replaces spans from left to right. */
struct prep_rewrite {
    struct prep_normalizer *normalizer;
    const char *text;
    size_t len;
    struct prep_buf *out;
    size_t out_start, done; /* done: the bytes of text in front of which all is written */
    struct prep_edits *edits;
};

/* Replace bytes [begin, end) of the text; replacing them by themselves is no change. */
enum prep_status prep_rewrite(struct prep_rewrite *rewrite, enum prep_normalizer_rule rule,
                              size_t begin, size_t end, const char *by);
enum prep_status prep_rewrite_end(struct prep_rewrite *rewrite);

/* normalize-filter.c */
enum prep_status prep_filter_run(struct prep_filter *filter);

/* normalize-invisible.c: does the invisible character c, after which `next` bytes of the line
 * have been read, do any work there? */
bool prep_filter_needs(struct prep_filter *filter, uint32_t c, size_t next);
bool prep_filter_has_rtl(struct prep_filter *filter);
/* The bytes of the tag characters from `at` on that belong together; *flag: they complete the
 * flag of a region. */
size_t prep_filter_tags(const struct prep_filter *filter, size_t at, bool *flag);

/* normalize-compose.c: bring text to NFC, appending it to out from byte `from` on, in front of
 * which text is NFC and complete. */
enum prep_status prep_normalizer_compose(struct prep_normalizer *normalizer, const char *text,
                                         size_t len, size_t from, struct prep_buf *out,
                                         struct prep_edits *edits);

#endif
