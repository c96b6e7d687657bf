/* names-markup.c - names with their English form beside them, for terminology in translation. */
#include "names.h"

static const char *entity(char byte);

enum prep_status prep_names_append_text(struct prep_transliterator *transliterator,
                                        const char *line, size_t begin, size_t end,
                                        struct prep_buf *out, size_t out_begin,
                                        struct prep_edits *edits)
{
    if (transliterator->markup != PREP_MARKUP_MOSES ||
        !prep_rule_on(&transliterator->base, PREP_NAMES_ESCAPE))
        return prep_buf_append(out, line + begin, end - begin);
    enum prep_status status = PREP_OK;
    size_t copied = begin;
    for (size_t at = begin; !status && at < end; at++) {
        const char *text = entity(line[at]);
        if (!text)
            continue;
        status = prep_buf_append(out, line + copied, at - copied);
        size_t before = out->len - out_begin;
        if (!status)
            status = prep_buf_append(out, text, strlen(text));
        if (!status)
            status = prep_changed(&transliterator->base, edits, PREP_NAMES_ESCAPE, at, at + 1,
                                  before, out->len - out_begin);
        copied = at + 1;
    }
    return status ? status : prep_buf_append(out, line + copied, end - copied);
}

enum prep_status prep_names_append_name(const struct prep_transliterator *transliterator,
                                        const char *name, size_t len, const char *english,
                                        size_t english_len, struct prep_buf *out)
{
    static const struct {
        const char *before, *between, *behind;
    } forms[] = {
        [PREP_MARKUP_MOSES] = {"<np translation=\"", "\">", "</np>"},
        [PREP_MARKUP_BRACKETS] = {"[[", "|", "]]"},
    };
    bool moses = transliterator->markup == PREP_MARKUP_MOSES;
    if (transliterator->markup == PREP_MARKUP_NONE)
        return prep_buf_append(out, english, english_len);
    const char *before = forms[transliterator->markup].before,
               *between = forms[transliterator->markup].between,
               *behind = forms[transliterator->markup].behind;
    enum prep_status status = prep_buf_append(out, before, strlen(before));
    if (!status)
        status = prep_buf_append(out, moses ? english : name, moses ? english_len : len);
    if (!status)
        status = prep_buf_append(out, between, strlen(between));
    if (!status)
        status = prep_buf_append(out, moses ? name : english, moses ? len : english_len);
    return status ? status : prep_buf_append(out, behind, strlen(behind));
}

/* What stands for a byte in XML text; NULL for itself. */
static const char *entity(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    default:
        return NULL;
    }
}
