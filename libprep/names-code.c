/* names-code.c - is a word part of something that is not language? */
#include "names.h"

static bool looks_like_code(const char *text, size_t len);

bool prep_names_is_code(struct prep_code *code, const char *line, size_t len,
                        const struct prep_mark *mark)
{
    size_t begin = mark->begin, end = mark->end;
    if (begin > 0 && strchr("@#_\\~%&=$", line[begin - 1]) && line[begin - 1])
        return true;
    if (end < len && strchr("@_\\=$", line[end]) && line[end])
        return true;
    /* A letter or digit right behind a full stop: a file or a host. One letter before it is an
     * initial: A.Petrow. */
    if (end + 1 < len && line[end] == '.') {
        size_t at = end + 1;
        if (prep_char(prep_utf8_next(line, len, &at)) & (PREP_CHAR_LETTER | PREP_CHAR_DIGIT))
            return true;
    }
    if (begin > 1 && line[begin - 1] == '.') {
        size_t at = begin - 1;
        unsigned before = prep_char(prep_utf8_prev(line, &at));
        bool initial = before & PREP_CHAR_UPPER;
        if (initial && at > 0)
            initial =
                !(prep_char(prep_utf8_prev(line, &at)) & (PREP_CHAR_LETTER | PREP_CHAR_DIGIT));
        if (before & (PREP_CHAR_LETTER | PREP_CHAR_DIGIT) && !initial)
            return true;
    }
    if (begin >= code->end) {
        while (begin > 0 && !strchr(" \t", line[begin - 1]))
            begin--;
        while (end < len && !strchr(" \t", line[end]))
            end++;
        code->end = end;
        code->verdict = looks_like_code(line + begin, end - begin);
    }
    return code->verdict;
}

static bool looks_like_code(const char *text, size_t len)
{
    if (len > 1 && (text[0] == '/' || (text[0] == '.' && text[1] != '.') || text[0] == '~'))
        return true;
    bool host = false; /* there was a full stop inside a word: example.org/Kiew */
    for (size_t i = 0; i + 1 < len; i++) {
        if (text[i] == '@' || text[i] == '\\')
            return true;
        if (text[i + 1] == '/' && (text[i] == ':' || host))
            return true;
        if (i > 0 && text[i] == '.')
            host = prep_char((uint8_t)text[i - 1]) & prep_char((uint8_t)text[i + 1]) &
                   PREP_CHAR_LETTER;
        if (i + 4 <= len && !memcmp(text + i, "www.", 4))
            return true;
    }
    return false;
}
