/* normalize-entity.c - HTML's references to characters: &auml; &#228; &#xE4; &amp;auml; */
#include "normalize.h"

static size_t reference(const char *text, size_t len, size_t at, uint32_t *c);
static size_t numeric(const char *text, size_t len, size_t at, uint32_t *c);
static bool is_name_char(char c);
static uint32_t allowed(uint32_t c);

bool prep_entity_possible(const char *text, size_t len)
{
    return memchr(text, '&', len) != NULL;
}

enum prep_status prep_entity_run(struct prep_normalizer *normalizer, const char *text, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits)
{
    struct prep_rewrite rewrite = {normalizer, text, len, out, out->len, 0, edits};
    enum prep_status status = PREP_OK;
    (void)flags;
    for (size_t at = 0; at < len && !status;) {
        const char *amp = memchr(text + at, '&', len - at);
        if (!amp)
            break;
        size_t begin = (size_t)(amp - text), end = begin;
        uint32_t c = 0;
        size_t n = reference(text, len, begin, &c);
        /* What was escaped more than once: the name goes on behind the "&" of an "&amp;". */
        while (n > 0 && c == '&' && end + n + 1 < len) {
            uint32_t inner;
            size_t more = reference(text, len, end + n - 1, &inner);
            if (more == 0)
                break;
            end += n - 1;
            n = more;
            c = inner;
        }
        at = n ? end + n : begin + 1;
        if (n) {
            char bytes[5] = "";
            bytes[prep_utf8_put(c, bytes)] = '\0';
            status = prep_rewrite(&rewrite, RULE_ENTITY, begin, at, bytes);
        }
    }
    return status ? status : prep_rewrite_end(&rewrite);
}

/* The length of the reference whose "&" stands, or is meant to stand, at a byte; 0, if none. */
static size_t reference(const char *text, size_t len, size_t at, uint32_t *c)
{
    size_t end = at + 1;
    if (end < len && text[end] == '#')
        return numeric(text, len, at, c);
    while (end < len && is_name_char(text[end]) && end - at < 10)
        end++;
    *c = allowed(prep_entity_named(text + at + 1, end - at - 1));
    if (*c == 0)
        return 0;
    if (end < len && text[end] == ';')
        return end + 1 - at;
    /* Letters of Latin-1 were also recognised without ';'; other names are too much like words. */
    bool bare =
        *c >= 0xC0 && *c <= 0xFF && (end == len || (!is_name_char(text[end]) && text[end] != '='));
    return bare ? end - at : 0;
}

static size_t numeric(const char *text, size_t len, size_t at, uint32_t *c)
{
    size_t end = at + 2;
    bool hex = end < len && (text[end] == 'x' || text[end] == 'X');
    uint32_t value = 0;
    size_t begin = end += hex;
    for (; end < len && end - begin < 8; end++) {
        unsigned digit = (unsigned char)text[end] - (unsigned)'0';
        unsigned letter = ((unsigned char)text[end] | 0x20u) - 'a' + 10u;
        if (digit > 9)
            digit = hex && letter >= 10 && letter < 16 ? letter : 16;
        if (digit == 16)
            break;
        value = value * (hex ? 16 : 10) + digit;
    }
    if (end == begin)
        return 0;
    *c = allowed(value);
    if (*c && end < len && text[end] == ';')
        return end + 1 - at;
    /* Without ';': letters and signs outside ASCII; quotes, which stand in words: don&#39t. */
    bool bare = end - begin > 1 && (*c >= 0xA1 || (!hex && (*c == '\'' || *c == '"'))) &&
                (end == len || (text[end] != '=' && (!is_name_char(text[end]) || !hex)));
    return bare && end - begin < 8 ? end - at : 0;
}

static bool is_name_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* What a reference stands for; 0, if it must stay. A line end in the text would make two records
 * of one, a TAB two fields. 80 to 9F are Windows-1252 (the HTML Standard, 13.2.5.80). */
static uint32_t allowed(uint32_t c)
{
    if ((c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029)
        return ' ';
    if (c >= 0x80 && c < 0xA0 && (c = prep_windows_1252((unsigned char)c)) == 0xFFFD)
        return 0;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF ||
        (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c < 0xFDF0))
        return 0;
    return c;
}
