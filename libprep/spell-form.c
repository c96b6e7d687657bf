/* spell-form.c - the form of a word in which it is looked up. */
#include "spell.h"

#include <unicode/unorm2.h>

static uint32_t fold(uint32_t code_point);
static bool is_invisible(uint32_t code_point);
static const char *ligature(uint32_t code_point);

bool prep_word_read(struct prep_word *word, const char *text, size_t len)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
    word->n = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c = prep_utf8_next(text, len, &at);
        const char *letters = ligature(c);
        if (is_invisible(c))
            continue;
        /* Below U+0300 nothing combines. */
        if (c >= 0x300 && word->n > 0 && U_SUCCESS(code)) {
            UChar32 pair = unorm2_composePair(nfc, (UChar32)word->cp[word->n - 1], (UChar32)c);
            if (pair >= 0) {
                word->cp[word->n - 1] = (uint32_t)pair;
                continue;
            }
        }
        if (word->n + 4 > PREP_WORD_MAX)
            return false;
        for (; letters && *letters; letters++)
            word->cp[word->n++] = (unsigned char)*letters;
        if (!letters)
            word->cp[word->n++] = fold(c);
    }
    return true;
}

size_t prep_word_write(const struct prep_word *word, char text[PREP_WORD_BYTES])
{
    size_t len = 0;
    for (size_t i = 0; i < word->n; i++)
        len += prep_utf8_put(word->cp[i], text + len);
    return len;
}

bool prep_word_equal(const struct prep_word *a, const struct prep_word *b)
{
    return a->n == b->n && !memcmp(a->cp, b->cp, a->n * sizeof *a->cp);
}

bool prep_word_append(struct prep_word *word, const uint32_t *cp, size_t n)
{
    if (n > PREP_WORD_MAX - word->n)
        return false;
    if (n > 0) /* cp may be NULL then */
        memmove(word->cp + word->n, cp, n * sizeof *cp);
    word->n += n;
    return true;
}

void prep_word_slice(struct prep_word *to, const struct prep_word *from, size_t begin, size_t end)
{
    to->n = end - begin;
    memmove(to->cp, from->cp + begin, to->n * sizeof *to->cp);
}

unsigned prep_word_shape(const struct prep_word *word)
{
    unsigned shape = 0;
    size_t uppers = 0, letters = 0;
    bool first_upper = false;
    for (size_t i = 0; i < word->n; i++) {
        uint32_t c = word->cp[i];
        unsigned properties = prep_char(c);
        if (properties & PREP_CHAR_LETTER) {
            bool upper = properties & PREP_CHAR_UPPER;
            first_upper |= upper && letters == 0;
            uppers += upper;
            letters++;
        } else if (properties & PREP_CHAR_NUMBER)
            shape |= PREP_SHAPE_DIGITS;
        else if (c == '-')
            shape |= PREP_SHAPE_HYPHEN;
        else if (c == '\'')
            shape |= PREP_SHAPE_APOSTROPHE;
        else if (c == ':' || c == '*' || c == '_')
            shape |= PREP_SHAPE_MARK;
    }
    if (uppers == 0)
        shape |= PREP_SHAPE_LOWER;
    if (uppers == 1 && first_upper)
        shape |= PREP_SHAPE_TITLE;
    if (uppers == letters && letters > 1)
        shape |= PREP_SHAPE_CAPS;
    return shape;
}

void prep_word_lower(struct prep_word *word)
{
    for (size_t i = 0; i < word->n; i++)
        word->cp[i] = prep_char_lower(word->cp[i]);
}

void prep_word_title(struct prep_word *word)
{
    if (word->n > 0)
        word->cp[0] = prep_char_upper(word->cp[0]);
}

void prep_word_upper(struct prep_word *word)
{
    for (size_t i = 0; i < word->n; i++) {
        if (word->cp[i] == 0xDF && word->n < PREP_WORD_MAX) {
            memmove(word->cp + i + 1, word->cp + i, (word->n - i) * sizeof *word->cp);
            word->n++;
            word->cp[i] = word->cp[i + 1] = 'S';
            i++;
        } else
            word->cp[i] = prep_char_upper(word->cp[i]);
    }
}

size_t prep_word_part_end(const struct prep_word *word, size_t at)
{
    while (at < word->n && word->cp[at] != '-')
        at++;
    return at;
}

/* Characters that are written in several ways. */
static uint32_t fold(uint32_t c)
{
    switch (c) {
    case 0x2018: /* left single quotation mark, set by editors that take ' for an opening one */
    case 0x2019: /* right single quotation mark, the apostrophe of typography */
    case 0x2BC:  /* modifier letter apostrophe */
    case 0x2032: /* prime */
        return '\'';
    case 0x2010: /* hyphen */
    case 0x2011: /* non-breaking hyphen */
        return '-';
    case 0x1E9E: /* capital sharp s: the dictionaries are older than it */
        return 0xDF;
    default:
        return c;
    }
}

/* Soft hyphen, zero-width space and joiners, word joiner, BOM. */
static bool is_invisible(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

static const char *ligature(uint32_t c)
{
    static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    return c >= 0xFB00 && c <= 0xFB06 ? letters[c - 0xFB00] : NULL;
}
