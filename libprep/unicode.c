/* unicode.c - character properties; the only file that talks to utf8proc. */
#include "internal.h"

#include <utf8proc.h>

/* Nearly all text is ASCII, and nearly all of German Latin-1: no call for these. */
enum {
    C = PREP_CHAR_CONTROL,
    CS = PREP_CHAR_SPACE | PREP_CHAR_CONTROL,
    Z = PREP_CHAR_SPACE,
    D = PREP_CHAR_DIGIT | PREP_CHAR_NUMBER,
    N = PREP_CHAR_NUMBER,
    U = PREP_CHAR_UPPER | PREP_CHAR_LETTER,
    L = PREP_CHAR_LOWER | PREP_CHAR_LETTER,
    O = PREP_CHAR_LETTER,
    P = PREP_CHAR_PUNCT,
    PS = PREP_CHAR_OPEN | PREP_CHAR_PUNCT,
    PE = PREP_CHAR_CLOSE | PREP_CHAR_PUNCT,
    S = PREP_CHAR_SYMBOL,
    F = PREP_CHAR_FORMAT,
};

/* A row has 16 of them; a test compares it with utf8proc. */
/* clang-format off */
const uint16_t prep_char_table[256] = {
    C, C, C, C, C, C, C, C, C, CS, CS, CS, CS, CS, C, C,
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
    Z, P, P, P, S, P, P, P, PS, PE, P, S, P, P, P, P,
    D, D, D, D, D, D, D, D, D, D, P, P, S, S, S, P,
    P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, U, U, U, U, U, U, U, PS, P, PE, S, P,
    S, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, PS, S, PE, S, C,
    C, C, C, C, C, CS, C, C, C, C, C, C, C, C, C, C,
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
    Z, P, S, S, S, S, S, P, S, S, O, PS, S, F, S, S,
    S, S, N, N, S, L, P, P, S, N, O, PE, N, N, N, P,
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, U, U, U, S, U, U, U, U, U, U, U, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, S, L, L, L, L, L, L, L, L,
};
/* clang-format on */

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

unsigned prep_char_look_up(uint32_t c)
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
