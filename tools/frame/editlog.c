/* editlog.c - the rows of --edits and the escaping of cells in all reports. */
#include "frame.h"

#include <string.h>

/* Lines of a record that became one. */
struct part {
    uint64_t line;      /* the first of them */
    uint64_t line_ends; /* among them, in the edits so far */
    size_t in, out;     /* its begin, on both sides */
};

static void skip_lines(const struct frame_change *change, struct part *part, size_t at,
                       struct prep_edit edit);
static enum prep_status append_row(const struct frame_change *change, const struct part *part,
                                   struct prep_edit edit, struct prep_buf *log);

enum prep_status frame_editlog_rows(const struct frame_change *change, struct prep_buf *log)
{
    struct part part = {.line = change->text->place->total};
    size_t at = 0; /* behind the last edit */
    enum prep_status status = PREP_OK;
    for (size_t i = 0; i < prep_edits_count(change->edits) && !status; i++) {
        struct prep_edit edit = prep_edits_get(change->edits, i);
        if (!change->text->field)
            skip_lines(change, &part, at, edit);
        at = edit.in_end;
        status = append_row(change, &part, edit, log);
        if (!change->text->field)
            part.line_ends +=
                frame_line_ends(change->text->text + edit.in_begin, edit.in_end - edit.in_begin);
    }
    return status;
}

/* A line end that stays, from at to the edit, begins a new part: only lines that became one are
 * one record to who reads the log. */
static void skip_lines(const struct frame_change *change, struct part *part, size_t at,
                       struct prep_edit edit)
{
    const char *text = change->text->text, *end = text + edit.in_begin, *lf;
    for (const char *from = text + at; (lf = memchr(from, '\n', (size_t)(end - from)));
         from = lf + 1) {
        part->line += part->line_ends + 1;
        part->line_ends = 0;
        part->in = (size_t)(lf + 1 - text);
        part->out = edit.out_begin - (edit.in_begin - part->in);
    }
}

const char *frame_change_rule(const struct frame_change *change, struct prep_edit edit)
{
    if (change->name)
        return change->name;
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
static enum prep_status append_row(const struct frame_change *change, const struct part *part,
                                   struct prep_edit edit, struct prep_buf *log)
{
    char cells[160];
    const struct frame_field *field = change->text->field;
    int n = snprintf(cells, sizeof cells, "%llu\t", (unsigned long long)part->line);
    if (prep_buf_append(log, cells, (size_t)n))
        return PREP_E_NOMEM;
    n = field && field->column ? snprintf(cells, sizeof cells, "%zu", field->column) : 0;
    if (field && field->path ? frame_append_cell(log, field->path, strlen(field->path))
                             : prep_buf_append(log, cells, (size_t)n))
        return PREP_E_NOMEM;
    n = snprintf(cells, sizeof cells, "\t%zu\t%zu\t%zu\t%zu\t%s\t", edit.in_begin - part->in,
                 edit.in_end - part->in, edit.out_begin - part->out, edit.out_end - part->out,
                 frame_change_rule(change, edit));
    if (prep_buf_append(log, cells, (size_t)n) ||
        frame_append_cell(log, change->text->text + edit.in_begin, edit.in_end - edit.in_begin) ||
        prep_buf_append(log, "\t", 1) ||
        frame_append_cell(log, change->after + edit.out_begin, edit.out_end - edit.out_begin))
        return PREP_E_NOMEM;
    return prep_buf_append(log, "\n", 1);
}
