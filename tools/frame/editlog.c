/* editlog.c - the rows of --edits and the escaping of cells in all reports. */
#include "frame.h"

static enum prep_status append_row(const struct prep_edit *edit, const char *rule, uint64_t line,
                                   const char *before, const char *after, struct prep_buf *log);

enum prep_status frame_editlog_rows(const struct prep_edits *edits, const char *policy,
                                    const struct prep_rule *rules, uint64_t line,
                                    const char *before, const char *after, struct prep_buf *log)
{
    for (size_t i = 0; i < prep_edits_count(edits); i++) {
        struct prep_edit edit = prep_edits_get(edits, i);
        const char *rule = edit.rule == 0 ? policy : rules[edit.rule - 1].name;
        enum prep_status status = append_row(&edit, rule, line, before, after, log);
        if (status)
            return status;
    }
    return PREP_OK;
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

/* line, column (empty), in_begin, in_end, out_begin, out_end, rule, before, after */
static enum prep_status append_row(const struct prep_edit *edit, const char *rule, uint64_t line,
                                   const char *before, const char *after, struct prep_buf *log)
{
    char numbers[160];
    int n = snprintf(numbers, sizeof numbers, "%llu\t\t%zu\t%zu\t%zu\t%zu\t%s\t",
                     (unsigned long long)line, edit->in_begin, edit->in_end, edit->out_begin,
                     edit->out_end, rule);
    if (prep_buf_append(log, numbers, (size_t)n) ||
        frame_append_cell(log, before + edit->in_begin, edit->in_end - edit->in_begin) ||
        prep_buf_append(log, "\t", 1) ||
        frame_append_cell(log, after + edit->out_begin, edit->out_end - edit->out_begin))
        return PREP_E_NOMEM;
    return prep_buf_append(log, "\n", 1);
}
