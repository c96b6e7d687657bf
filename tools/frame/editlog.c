/* editlog.c - the rows of --edits and the escaping of cells in all reports. */
#include "frame.h"

#include <string.h>

static enum prep_status append_row(const struct frame_change *change, struct prep_edit edit,
                                   struct prep_buf *log);

enum prep_status frame_editlog_rows(const struct frame_change *change, struct prep_buf *log)
{
    for (size_t i = 0; i < prep_edits_count(change->edits); i++) {
        enum prep_status status = append_row(change, prep_edits_get(change->edits, i), log);
        if (status)
            return status;
    }
    return PREP_OK;
}

const char *frame_change_rule(const struct frame_change *change, struct prep_edit edit)
{
    return edit.rule == 0 ? change->policy : change->rules[edit.rule - 1].name;
}

enum prep_status frame_append_cell(struct prep_buf *buf, const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        struct prep_error error;
        /* The next stretch of good text, then one byte that is none. */
        size_t end = prep_utf8_check(text + at, len - at, &error) ? at + error.offset : len;
        for (; at < end; at++) {
            unsigned char c = (unsigned char)text[at];
            char escape[8];
            int n = c == '\t'   ? snprintf(escape, sizeof escape, "\\t")
                    : c == '\n' ? snprintf(escape, sizeof escape, "\\n")
                    : c == '\r' ? snprintf(escape, sizeof escape, "\\r")
                    : c == '\\' ? snprintf(escape, sizeof escape, "\\\\")
                    : c < 0x20 || c == 0x7F
                        ? snprintf(escape, sizeof escape, "\\x%02X", (unsigned)c)
                        : 0;
            if (n > 0 ? prep_buf_append(buf, escape, (size_t)n)
                      : prep_buf_append(buf, text + at, 1))
                return PREP_E_NOMEM;
        }
        if (at < len) {
            char escape[8];
            int n = snprintf(escape, sizeof escape, "\\x%02X", (unsigned)(unsigned char)text[at]);
            if (prep_buf_append(buf, escape, (size_t)n))
                return PREP_E_NOMEM;
            at++;
        }
    }
    return PREP_OK;
}

/* line, column, in_begin, in_end, out_begin, out_end, rule, before, after */
static enum prep_status append_row(const struct frame_change *change, struct prep_edit edit,
                                   struct prep_buf *log)
{
    char cells[160];
    const struct frame_field *field = change->text->field;
    int n = snprintf(cells, sizeof cells, "%llu\t", (unsigned long long)change->text->place->total);
    if (prep_buf_append(log, cells, (size_t)n))
        return PREP_E_NOMEM;
    n = field && field->column ? snprintf(cells, sizeof cells, "%zu", field->column) : 0;
    if (field && field->path ? frame_append_cell(log, field->path, strlen(field->path))
                             : prep_buf_append(log, cells, (size_t)n))
        return PREP_E_NOMEM;
    n = snprintf(cells, sizeof cells, "\t%zu\t%zu\t%zu\t%zu\t%s\t", edit.in_begin, edit.in_end,
                 edit.out_begin, edit.out_end, frame_change_rule(change, edit));
    if (prep_buf_append(log, cells, (size_t)n) ||
        frame_append_cell(log, change->text->text + edit.in_begin, edit.in_end - edit.in_begin) ||
        prep_buf_append(log, "\t", 1) ||
        frame_append_cell(log, change->after + edit.out_begin, edit.out_end - edit.out_begin))
        return PREP_E_NOMEM;
    return prep_buf_append(log, "\n", 1);
}
