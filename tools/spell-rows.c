/* spell-rows.c - how prep-spell writes what it found. */
#include "spell.h"

#include <stdarg.h>
#include <string.h>

static enum prep_status format_text(struct prep_buf *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

bool spell_is_class(const char *name, size_t len)
{
    static const char *const classes[] = {
        "lower",     "noun",     "name",        "foreign",      "old-spelling", "swiss",
        "no-umlaut", "compound", "number-unit", "abbreviation", "unencodable",  "junk",
    };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strlen(classes[i]) == len && !memcmp(classes[i], name, len))
            return true;
    return false;
}

bool spell_is_listed(const char *list, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = list; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (!strncmp(at, name, len) && (at[len] == ',' || at[len] == '\0'))
            return true;
    }
    return false;
}

enum prep_status spell_row_found(const struct frame_place *place, const char *text,
                                 const struct prep_misspelling *misspelling, struct prep_buf *out)
{
    if (format_text(out, "%llu\t%zu\t%zu\t", (unsigned long long)place->total, misspelling->begin,
                    misspelling->code_point) ||
        frame_append_cell(out, text + misspelling->begin, misspelling->end - misspelling->begin) ||
        format_text(out, "\t%s\t", misspelling->class_name))
        return PREP_E_NOMEM;
    for (size_t i = 0; i < misspelling->n_suggestions; i++) {
        const char *suggestion = misspelling->suggestions[i];
        if ((i > 0 && prep_buf_append(out, "|", 1)) ||
            frame_append_cell(out, suggestion, strlen(suggestion)))
            return PREP_E_NOMEM;
    }
    return prep_buf_append(out, "\n", 1);
}

enum prep_status spell_row_count(const char *word, size_t len, uint64_t count,
                                 const char *class_name, struct prep_buf *out)
{
    char digits[24], *begin = digits + sizeof digits;
    do
        *--begin = (char)('0' + count % 10);
    while ((count /= 10) > 0);
    *--begin = '\t';
    if (frame_append_cell(out, word, len) ||
        prep_buf_append(out, begin, (size_t)(digits + sizeof digits - begin)) ||
        (class_name &&
         (prep_buf_append(out, "\t", 1) || prep_buf_append(out, class_name, strlen(class_name)))))
        return PREP_E_NOMEM;
    return prep_buf_append(out, "\n", 1);
}

static enum prep_status format_text(struct prep_buf *out, const char *format, ...)
{
    char text[200];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return prep_buf_append(out, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
}
