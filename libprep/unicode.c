/* unicode.c - character properties; the only file that talks to utf8proc. */
#include "internal.h"

#include <utf8proc.h>

static unsigned lookup(uint32_t code_point);

unsigned prep_char(uint32_t c)
{
    /* ASCII is nearly all there is; its properties are spelt out so that no call is needed. */
    if (c < 0x80) {
        if (c >= 'a' && c <= 'z')
            return PREP_CHAR_LOWER | PREP_CHAR_LETTER;
        if (c >= 'A' && c <= 'Z')
            return PREP_CHAR_UPPER | PREP_CHAR_LETTER;
        if (c == ' ')
            return PREP_CHAR_SPACE;
        if (c >= '0' && c <= '9')
            return PREP_CHAR_DIGIT | PREP_CHAR_NUMBER;
    }
    return lookup(c);
}

uint32_t prep_char_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t prep_char_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z' ? c - 32 : c;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

static unsigned lookup(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return PREP_CHAR_UPPER | PREP_CHAR_LETTER;
    case UTF8PROC_CATEGORY_LL:
        return PREP_CHAR_LOWER | PREP_CHAR_LETTER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return PREP_CHAR_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return PREP_CHAR_MARK;
    case UTF8PROC_CATEGORY_ND:
        return PREP_CHAR_DIGIT | PREP_CHAR_NUMBER;
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return PREP_CHAR_NUMBER;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return PREP_CHAR_SPACE;
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PI:
        return PREP_CHAR_OPEN | PREP_CHAR_PUNCT;
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PF:
        return PREP_CHAR_CLOSE | PREP_CHAR_PUNCT;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PO:
        return PREP_CHAR_PUNCT;
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
        return PREP_CHAR_SYMBOL;
    case UTF8PROC_CATEGORY_CF:
        return PREP_CHAR_FORMAT;
    case UTF8PROC_CATEGORY_CC:
        return (c >= 0x09 && c <= 0x0D) || c == 0x85 ? PREP_CHAR_SPACE | PREP_CHAR_CONTROL
                                                     : PREP_CHAR_CONTROL;
    default: /* CS, CO, CN */
        return 0;
    }
}
