/* jsontext.c - the text of a JSON string and back (RFC 8259, section 7). */
#include "frame.h"
#include "internal.h" /* for prep_utf8_put() */

#include <string.h>

static bool read_hex(const char *at, uint32_t *value);

enum prep_status frame_json_decode(const char *raw, size_t len, struct prep_buf *out)
{
    for (size_t at = 0; at < len;) {
        static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
        const char *slash = memchr(raw + at, '\\', len - at);
        size_t plain = slash ? (size_t)(slash - raw) - at : len - at;
        char bytes[4];
        uint32_t unit, low;
        if (prep_buf_append(out, raw + at, plain))
            return PREP_E_NOMEM;
        if (!slash)
            return PREP_OK;
        at += plain + 2;
        if (slash[1] != 'u') {
            const char *letter = strchr(letters, slash[1]);
            if (prep_buf_append(out, letter ? &meant[letter - letters] : &slash[1], 1))
                return PREP_E_NOMEM;
            continue;
        }
        if (len - at < 4 || !read_hex(raw + at, &unit))
            return PREP_E_UTF8;
        at += 4;
        if (unit >= 0xD800 && unit <= 0xDFFF) {
            if (unit >= 0xDC00 || len - at < 6 || raw[at] != '\\' || raw[at + 1] != 'u' ||
                !read_hex(raw + at + 2, &low) || low < 0xDC00 || low > 0xDFFF)
                return PREP_E_UTF8;
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            at += 6;
        }
        if (prep_buf_append(out, bytes, prep_utf8_put(unit, bytes)))
            return PREP_E_NOMEM;
    }
    return PREP_OK;
}

enum prep_status frame_json_encode(const char *text, size_t len, struct prep_buf *out)
{
    static const char short_form[] = "\b\f\n\r\t", letters[] = "bfnrt";
    size_t begin = 0;
    for (size_t at = 0; at < len; at++) {
        unsigned char c = (unsigned char)text[at];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        char escape[8];
        const char *letter = c ? strchr(short_form, c) : NULL;
        int n = c >= 0x20 ? snprintf(escape, sizeof escape, "\\%c", c)
                : letter  ? snprintf(escape, sizeof escape, "\\%c", letters[letter - short_form])
                          : snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c);
        if (prep_buf_append(out, text + begin, at - begin) ||
            prep_buf_append(out, escape, (size_t)n))
            return PREP_E_NOMEM;
        begin = at + 1;
    }
    return prep_buf_append(out, text + begin, len - begin);
}

static bool read_hex(const char *at, uint32_t *value)
{
    static const char digits[] = "0123456789abcdef";
    *value = 0;
    for (size_t i = 0; i < 4; i++) {
        const char *digit =
            at[i] ? strchr(digits, at[i] >= 'A' && at[i] <= 'F' ? at[i] + 32 : at[i]) : NULL;
        if (!digit)
            return false;
        *value = *value << 4 | (uint32_t)(digit - digits);
    }
    return true;
}
