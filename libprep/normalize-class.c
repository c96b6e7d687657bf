/* normalize-class.c - which characters the rules are about. */
#include "normalize.h"

static enum prep_kind kind_of(const struct prep_normalizer *normalizer, uint32_t c);
static void note_page(struct prep_normalizer *normalizer, uint32_t first);
static uint8_t quick_of(struct prep_normalizer *normalizer, uint32_t c);
static unsigned letter_bits(uint32_t c);
static enum prep_kind invisible_kind(uint32_t c);
static bool is_space(uint32_t c);

unsigned prep_normalizer_classify(struct prep_normalizer *normalizer, uint32_t c)
{
    unsigned class = kind_of(normalizer, c);
    /* What stage one replaces need not concern stage two. */
    if (class == KIND_TEXT && prep_rule_on(&normalizer->base, RULE_NFC) &&
        !prep_nfc_is_inert(normalizer->nfc, c))
        class |= CLASS_NFC;
    class |= letter_bits(c);
    normalizer->class_of[c] = (uint8_t) class;
    return class;
}

/* Sixty-four at a time: those of a script stand together. */
void prep_normalizer_learn(struct prep_normalizer *normalizer, uint32_t c)
{
    /* The two large scripts, of which no rule asks anything. */
    static const struct {
        uint32_t first, last;
    } plain[] = {{0x3400, 0x9FFF}, {0xAC00, 0xD7A3 & ~63}};
    uint32_t begin = c & ~(uint32_t)63, end = begin + 64;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (c < plain[i].first || c > plain[i].last)
            continue;
        begin = plain[i].first;
        end = (plain[i].last | 63) + 1;
        memset(normalizer->quick_of + begin, QUICK_KNOWN, end - begin);
    }
    for (uint32_t i = begin; i < end; i++)
        if (!normalizer->quick_of[i])
            normalizer->quick_of[i] = quick_of(normalizer, i);
    for (; begin < end && begin < 0x10000; begin += 64)
        note_page(normalizer, begin);
}

/* Enter 64 characters into the tables of prep_skip_avx2(). */
static void note_page(struct prep_normalizer *normalizer, uint32_t first)
{
    uint64_t dirty = 0;
    unsigned bad = QUICK_STOP | QUICK_MARK | (first < 0x380 || first >= 0x800 ? QUICK_FOREIGN : 0);
    for (uint32_t i = 0; i < 64; i++)
        dirty |= (uint64_t)((normalizer->quick_of[first + i] & bad) != 0) << i;
    if (first < 0x800) {
        normalizer->dirty_2[first >> 6] = dirty;
        if (!dirty)
            normalizer->clean_leads[first >> 10][first >> 6 & 15] = (uint8_t)(0xC0 | first >> 6);
        return;
    }
    uint64_t *of_lead = normalizer->dirty_3 + (first >> 12 << 8);
    of_lead[first >> 6 & 63] = dirty;
    for (size_t i = 0; i < 64; i++)
        dirty |= of_lead[i];
    if (!dirty)
        normalizer->clean_leads[2][first >> 12] = (uint8_t)(0xE0 | first >> 12);
}

static uint8_t quick_of(struct prep_normalizer *normalizer, uint32_t c)
{
    /* ASCII is not looked up, so it stands for overlong forms; the marks of words of Greek and
     * Cyrillic are those of Latin ones, too; U+00C2 and U+00C3 begin most misread UTF-8. */
    if (c < 0x80 || c == 0xC2 || c == 0xC3 || (c >= 0x300 && c < 0x370) ||
        (c >= 0xD800 && c < 0xE000))
        return QUICK_KNOWN | QUICK_STOP;
    unsigned class = prep_normalizer_class(normalizer, c), quick = QUICK_KNOWN;
    if ((class & CLASS_KIND) != KIND_TEXT)
        return QUICK_KNOWN | QUICK_STOP;
    if (class & CLASS_NFC) {
        /* 1 is the class of overlays: as good as none here. */
        uint8_t mark = c < PREP_MARKS ? prep_nfc_mark_class(normalizer->nfc, c) : 0;
        if (mark <= 1)
            return QUICK_KNOWN | QUICK_STOP;
        normalizer->mark_of[c] = mark;
        quick |= QUICK_MARK;
    }
    if (class & CLASS_LATIN)
        quick |= QUICK_LATIN;
    if (class & CLASS_FOREIGN)
        quick |= QUICK_FOREIGN;
    if (prep_mojibake_second(c))
        quick |= QUICK_SECOND;
    return (uint8_t)quick;
}

static unsigned letter_bits(uint32_t c)
{
    if ((c >= 0x370 && c < 0x530) || (c >= 0x1F00 && c < 0x2000) || (c >= 0x1C80 && c < 0x1C90) ||
        (c >= 0x2DE0 && c < 0x2E00) || (c >= 0xA640 && c < 0xA6A0))
        return CLASS_FOREIGN;
    if ((c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x1F00))
        return CLASS_LATIN;
    return 0;
}

/*
 * No character named here may come out of NFC unless it went in, else the result would not be
 * idempotent: none is the result of a composition, and of those that are part of another
 * character's decomposition, U+2002 and U+2003 are spaces as U+2000 and U+2001 are, and U+017F
 * takes U+1E9B along. The tests try all code points.
 */
static enum prep_kind kind_of(const struct prep_normalizer *normalizer, uint32_t c)
{
    const struct prep_transform *transform = &normalizer->base;
    bool quotes_ascii =
        prep_rule_on(transform, RULE_QUOTES) && normalizer->style.quotes == QUOTES_ASCII;
    bool space_on = prep_rule_on(transform, RULE_SPACE);
    if (c == '\t')
        return space_on ? KIND_FIELD : KIND_TEXT;
    if (c == '\r') {
        if (prep_rule_on(transform, RULE_EOL))
            return KIND_CR;
        return space_on ? KIND_FIELD : KIND_TEXT;
    }
    if (c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029)
        return prep_rule_on(transform, RULE_CONTROL) ? KIND_BREAK : KIND_TEXT;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return prep_rule_on(transform, RULE_CONTROL) ? KIND_CONTROL : KIND_TEXT;
    if (is_space(c))
        return space_on ? KIND_SPACE : KIND_TEXT;
    if (c == 0x17F || c == 0x1E9B)
        return prep_rule_on(transform, RULE_LONG_S) ? KIND_LONG_S : KIND_TEXT;
    if (c >= 0xFB00 && c <= 0xFB06) {
        if (prep_rule_on(transform, RULE_LIGATURE))
            return KIND_LIGATURE;
        return c == 0xFB05 && prep_rule_on(transform, RULE_LONG_S) ? KIND_LONG_S : KIND_TEXT;
    }
    if (c >= 0xFF01 && c <= 0xFF5E)
        return prep_rule_on(transform, RULE_FULLWIDTH) ? KIND_FULLWIDTH : KIND_TEXT;
    if (quotes_ascii) {
        if (c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F))
            return KIND_QUOTE;
        if ((c >= 0x2018 && c <= 0x201B) || c == 0x2039 || c == 0x203A)
            return KIND_SINGLE;
    }
    if (c == 0xFEFF && prep_rule_on(transform, RULE_BOM))
        return KIND_BOM;
    return prep_rule_on(transform, RULE_INVISIBLE) ? invisible_kind(c) : KIND_TEXT;
}

/*
 * Characters without a glyph of their own. Left alone, because they do work wherever they stand
 * or stand for a letter: U+034F (keeps marks in order), the Hangul fillers, U+180E (shapes
 * Mongolian), and the format characters of Egyptian, shorthand and music.
 */
static enum prep_kind invisible_kind(uint32_t c)
{
    switch (c) {
    case 0xAD:   /* SOFT HYPHEN */
    case 0x2060: /* WORD JOINER */
    case 0xFEFF: /* ZERO WIDTH NO-BREAK SPACE: what WORD JOINER is today */
        return KIND_INVISIBLE;
    case 0x200B: /* ZERO WIDTH SPACE */
    case 0x200C: /* ZERO WIDTH NON-JOINER */
    case 0x200D: /* ZERO WIDTH JOINER */
        return KIND_CONTEXT;
    case 0x061C: /* ARABIC LETTER MARK */
    case 0x200E: /* LEFT-TO-RIGHT MARK */
    case 0x200F: /* RIGHT-TO-LEFT MARK */
        return KIND_BIDI;
    }
    if ((c >= 0x202A && c <= 0x202E) || /* embeddings and overrides */
        (c >= 0x2066 && c <= 0x2069) || /* isolates */
        (c >= 0x206A && c <= 0x206F))   /* deprecated, for Arabic and mirroring (TUS 23.3) */
        return KIND_BIDI;
    if ((c >= 0x2061 && c <= 0x2064) || /* invisible operators of mathematics */
        (c >= 0xFFF9 && c <= 0xFFFB))   /* interlinear annotation */
        return KIND_INVISIBLE;
    if ((c >= 0x180B && c <= 0x180D) || c == 0x180F || /* Mongolian free variation selectors */
        (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF))
        return KIND_CONTEXT;
    if (c == 0xE0001 || (c >= 0xE0020 && c <= 0xE007F))
        return KIND_TAG;
    return KIND_TEXT;
}

/* General_Category=Zs */
static bool is_space(uint32_t c)
{
    return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}
