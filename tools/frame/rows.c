/* rows.c - the rows of a report as JSON Lines (--output=jsonl). */
#include "frame.h"

#include <string.h>

static enum prep_status append_row(const char *columns, const char *row, size_t len,
                                   struct prep_buf *out);
static enum prep_status append_cell(const char *name, size_t name_len, const char *cell, size_t len,
                                    struct prep_buf *out);
static enum prep_status append_list(const char *cell, size_t len, struct prep_buf *out);
static enum prep_status append_string(const char *cell, size_t len, struct prep_buf *out);
static int hex_value(char c);

enum prep_status frame_rows_to_json(const char *columns, const char *rows, size_t len,
                                    struct prep_buf *out)
{
    enum prep_status status = PREP_OK;
    for (size_t at = 0; at < len && !status;) {
        const char *lf = memchr(rows + at, '\n', len - at);
        size_t row = lf ? (size_t)(lf - rows) - at : len - at;
        status = append_row(columns, rows + at, row, out);
        at += row + 1;
    }
    return status;
}

static enum prep_status append_row(const char *columns, const char *row, size_t len,
                                   struct prep_buf *out)
{
    enum prep_status status = prep_buf_append(out, "{", 1);
    const char *at = columns, *repeated = NULL, *end = row + len;
    for (const char *cell = row; cell <= end && !status;) {
        const char *tab = memchr(cell, '\t', (size_t)(end - cell));
        size_t cell_len = (size_t)((tab ? tab : end) - cell);
        if (!*at && repeated && !(status = prep_buf_append(out, "},{", 3)))
            at = repeated;
        if (*at == '[') { /* "[group] name ...": a list of objects with these */
            const char *close = strchr(at, ']');
            if (prep_buf_append(out, "\"", 1) ||
                prep_buf_append(out, at + 1, (size_t)(close - at) - 1) ||
                prep_buf_append(out, "\":[{", 4))
                return PREP_E_NOMEM;
            repeated = at = close + 2;
        } else if (at != columns && at != repeated) {
            status = prep_buf_append(out, ",", 1);
        }
        size_t name = strcspn(at, " ");
        if (!status)
            status = append_cell(at, name, cell, cell_len, out);
        at += name + (at[name] == ' ');
        cell += cell_len + 1;
    }
    if (status)
        return status;
    return repeated ? prep_buf_append(out, "}]}\n", 4) : prep_buf_append(out, "}\n", 2);
}

static enum prep_status append_cell(const char *name, size_t name_len, const char *cell, size_t len,
                                    struct prep_buf *out)
{
    char kind = name_len ? name[name_len - 1] : 0;
    if (kind == '#' || kind == '|')
        name_len--;
    if (prep_buf_append(out, "\"", 1) || prep_buf_append(out, name, name_len) ||
        prep_buf_append(out, "\":", 2))
        return PREP_E_NOMEM;
    if (kind == '#')
        return len ? prep_buf_append(out, cell, len) : prep_buf_append(out, "null", 4);
    return kind == '|' ? append_list(cell, len, out) : append_string(cell, len, out);
}

/* "a|b" */
static enum prep_status append_list(const char *cell, size_t len, struct prep_buf *out)
{
    enum prep_status status = prep_buf_append(out, "[", 1);
    for (size_t at = 0; at < len && !status;) {
        const char *bar = memchr(cell + at, '|', len - at);
        size_t item = bar ? (size_t)(bar - cell) - at : len - at;
        if (at > 0)
            status = prep_buf_append(out, ",", 1);
        if (!status)
            status = append_string(cell + at, item, out);
        at += item + 1;
    }
    return status ? status : prep_buf_append(out, "]", 1);
}

/* Undoes frame_append_cell(). */
static enum prep_status append_string(const char *cell, size_t len, struct prep_buf *out)
{
    static const char letters[] = "tnr\\", meant[] = "\t\n\r\\";
    enum prep_status status = prep_buf_append(out, "\"", 1);
    for (size_t at = 0; at < len && !status;) {
        const char *slash = memchr(cell + at, '\\', len - at);
        size_t plain = slash ? (size_t)(slash - cell) - at : len - at;
        status = frame_json_encode(cell + at, plain, out);
        at += plain;
        if (!slash || status)
            continue;
        const char *letter = memchr(letters, slash[1], 4);
        char byte = letter ? meant[letter - letters]
                           : (char)(hex_value(slash[2]) * 16 + hex_value(slash[3]));
        /* A byte that is no text of its own cannot be said in JSON. */
        status = (unsigned char)byte >= 0x80 ? prep_buf_append(out, "\xEF\xBF\xBD", 3)
                                             : frame_json_encode(&byte, 1, out);
        at += letter ? 2 : 4;
    }
    return status ? status : prep_buf_append(out, "\"", 1);
}

static int hex_value(char c)
{
    return c >= 'A' ? c - 'A' + 10 : c - '0';
}
