/* normalize-invisible.c - which invisible characters do work where they stand.
 *
 * Every question is answered from what is already written (nothing invisible and useless is left
 * in it) and, to the right, from the very next character only if it is one that always stays:
 * so the answers are the same when the output is read again. Answers about the character before
 * look through marks, because NFC may reorder or compose those.
 *
 * This file and nfc.c are the only ones of the normalizer that talk to ICU. */
#include "normalize.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

static bool emoji_joiner(const struct prep_filter *filter, size_t next);
static bool joined_script(uint32_t c);
static bool complex_line_break(uint32_t c);
static bool has_variant(struct prep_filter *filter, uint32_t selector);
static bool has_standardized_variant(uint32_t base, uint32_t selector);
static bool is_selector(uint32_t c);
static bool is_letter(uint32_t c);
static UScriptCode script_of(uint32_t c);
static uint32_t out_char(const struct prep_filter *filter, size_t *back);
static uint32_t base_before(struct prep_filter *filter);
static uint32_t letter_at(const struct prep_filter *filter, size_t at);

bool prep_filter_needs(struct prep_filter *filter, uint32_t c, size_t next)
{
    switch (c) {
    case 0x200B:
        /* Where words are written without spaces, it says where one ends (UAX #14, SA). */
        return complex_line_break(base_before(filter)) ||
               complex_line_break(letter_at(filter, next));
    case 0x200D:
        if (emoji_joiner(filter, next))
            return true;
        /* fall through */
    case 0x200C:
        /* Beside the letters of a script that joins them or builds clusters it decides on their
         * form. UAX #31 (2.3, A1, A2, B) lists the places where that changes a word; it is kept
         * in more than those, because in running text it also shapes abbreviations and single
         * letters. In Latin script it only keeps a ligature apart. */
        return joined_script(base_before(filter)) || joined_script(letter_at(filter, next));
    default:
        return has_variant(filter, c);
    }
}

bool prep_filter_has_rtl(struct prep_filter *filter)
{
    if (filter->rtl != RTL_UNKNOWN)
        return filter->rtl == RTL_YES;
    filter->rtl = RTL_NO;
    for (size_t at = 0; at < filter->len && filter->rtl == RTL_NO;) {
        if ((unsigned char)filter->line[at] < 0xD6) { /* below U+0580; or in mid-character */
            at++;
            continue;
        }
        UChar32 c = (UChar32)prep_utf8_next(filter->line, filter->len, &at);
        UCharDirection direction = u_charDirection(c);
        if ((U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) &&
            (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC ||
             direction == U_ARABIC_NUMBER))
            filter->rtl = RTL_YES;
    }
    return filter->rtl == RTL_YES;
}

/*
 * The flag of a region (England, Scotland, Texas) is a black flag, the region's code of three to
 * seven tag letters and digits, and U+E007F (UTS #51, 1.4.6 and annex C). Every other use of tag
 * characters is deprecated, or hides text.
 */
size_t prep_filter_tags(const struct prep_filter *filter, size_t at, bool *flag)
{
    size_t begin = at, back = filter->out->len, n = 0;
    *flag = false;
    bool valid = out_char(filter, &back) == 0x1F3F4;
    while (at < filter->len) {
        size_t end = at;
        uint32_t c = prep_utf8_next(filter->line, filter->len, &end);
        if (c != 0xE0001 && (c < 0xE0020 || c > 0xE007F))
            break;
        at = end;
        if (valid && c == 0xE007F && n >= 3 && n <= 7) {
            *flag = true;
            break;
        }
        n++;
        valid = valid && ((c >= 0xE0030 && c <= 0xE0039) || (c >= 0xE0061 && c <= 0xE007A));
    }
    return at - begin;
}

/* U+200D between the parts of an emoji (UTS #51, ED-15a, ED-16; UAX #29, GB11): a character with
 * Emoji, perhaps with U+FE0F, before and a pictographic one behind. */
static bool emoji_joiner(const struct prep_filter *filter, size_t next)
{
    if (next >= filter->len)
        return false;
    uint32_t after = prep_utf8_next(filter->line, filter->len, &next);
    if (!u_hasBinaryProperty((UChar32)after, UCHAR_EXTENDED_PICTOGRAPHIC))
        return false;
    size_t back = filter->out->len;
    uint32_t before = out_char(filter, &back);
    if (before == 0xFE0F)
        before = out_char(filter, &back);
    return before >= 0x80 && u_hasBinaryProperty((UChar32)before, UCHAR_EMOJI);
}

/* A letter of a script other than those of Europe and East Asia. */
static bool joined_script(uint32_t c)
{
    if (!is_letter(c))
        return false;
    switch (script_of(c)) {
    case USCRIPT_INVALID_CODE:
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_UNKNOWN:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARMENIAN:
    case USCRIPT_GEORGIAN:
    case USCRIPT_HAN:
    case USCRIPT_HANGUL:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
        return false;
    default:
        return true;
    }
}

/* Thai, Lao, Khmer, Myanmar and the like. */
static bool complex_line_break(uint32_t c)
{
    return is_letter(c) &&
           u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

/* Does the variation selector stand behind a character of which it selects a form? */
static bool has_variant(struct prep_filter *filter, uint32_t selector)
{
    size_t back = filter->out->len;
    uint32_t before = out_char(filter, &back);
    if (is_selector(before))
        return false;        /* one is all a character can have */
    if (selector >= 0xE0100) /* Ideographic Variation Database (UTS #37) */
        return u_hasBinaryProperty((UChar32)before, UCHAR_IDEOGRAPHIC);
    if (selector == 0xFE0E || selector == 0xFE0F) /* text or emoji (UTS #51, ED-8a, ED-9a) */
        return u_hasBinaryProperty((UChar32)before, UCHAR_EMOJI);
    uint32_t base = base_before(filter);
    if (selector < 0xFE00)
        return script_of(base) == USCRIPT_MONGOLIAN;
    return has_standardized_variant(base, selector);
}

/*
 * StandardizedVariants.txt of the Unicode Character Database has mathematical operators,
 * ideographs, East Asian punctuation, letters of Myanmar, Phags-pa, Manichaean, hieroglyphs; the
 * list grows, so rather than by the list it is told by what cannot be on it: nothing of the
 * alphabets of Europe is, but for the zero with a stroke and the four quotation marks.
 */
static bool has_standardized_variant(uint32_t base, uint32_t selector)
{
    if (base == '0' || base == 0x2018 || base == 0x2019 || base == 0x201C || base == 0x201D)
        return selector <= 0xFE01;
    if (base < 0x590 || (base >= 0x1E00 && base <= 0x206F))
        return false;
    switch (script_of(base)) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
        return false;
    default:
        return !(U_GET_GC_MASK((UChar32)base) & (U_GC_Z_MASK | U_GC_C_MASK));
    }
}

static bool is_selector(uint32_t c)
{
    return (c >= 0x180B && c <= 0x180D) || c == 0x180F || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xE0100 && c <= 0xE01EF);
}

static bool is_letter(uint32_t c)
{
    return c >= 0x80 && U_GET_GC_MASK((UChar32)c) & U_GC_L_MASK;
}

static UScriptCode script_of(uint32_t c)
{
    UErrorCode code = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)c, &code);
    return U_SUCCESS(code) ? script : USCRIPT_INVALID_CODE;
}

/* The character of this record's output before *back, which moves in front of it; 0, if there is
 * none. */
static uint32_t out_char(const struct prep_filter *filter, size_t *back)
{
    if (*back <= filter->out_start)
        return 0;
    size_t at = *back - filter->out_start;
    uint32_t c = prep_utf8_prev(filter->out->data + filter->out_start, &at);
    *back = filter->out_start + at;
    return c;
}

/* The last character of the output that is no mark. Marks are gone over only once, so that many
 * selectors among many marks take no more than linear time. */
static uint32_t base_before(struct prep_filter *filter)
{
    size_t back = filter->out->len, known = filter->out_start + filter->base_end;
    while (back > known) {
        uint32_t c = out_char(filter, &back);
        if (!(U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK)) {
            filter->base = c;
            break;
        }
    }
    filter->base_end = filter->out->len - filter->out_start;
    return filter->base;
}

/* The letter that begins at a byte of the line; 0, if there is none. */
static uint32_t letter_at(const struct prep_filter *filter, size_t at)
{
    uint32_t c = at < filter->len ? prep_utf8_next(filter->line, filter->len, &at) : 0;
    return is_letter(c) ? c : 0;
}
