/*
 * edits-columns.c - the changes of a row's columns, done or undone.
 *
 * Where columns were cut into lines, the row became as many rows: a column that was cut has a piece
 * in each, and every other column is the same in all.
 */
#include "edits.h"

#include <stdlib.h>
#include <string.h>

/* A row and one of its fields, of which the first is column 1. */
struct row {
    const char *text;
    size_t len;
    size_t column, begin, end; /* column 0: before the first */
    size_t same;               /* up to here it was compared with the first row */
};

/* A field that is changed. */
struct part {
    size_t begin, end; /* in the first row */
    size_t at, stop;   /* what becomes of it, in made */
    bool cut;
};

struct columns {
    const struct edits_entry *entry;
    bool revert;
    struct row *rows;
    size_t n_rows;
    struct part *parts;
    size_t n_parts;
    struct prep_buf made, joined;
};

static bool find_rows(struct columns *columns, const char *text, size_t len);
static enum edits_result change_column(struct columns *columns, size_t i, size_t end,
                                       struct edits_fault *fault);
static bool seek(struct row *row, size_t column);
static enum edits_result join_pieces(struct columns *columns, size_t i, struct edits_fault *fault);
static bool same_as_first(const struct columns *columns, size_t i, size_t first_end, size_t end,
                          struct edits_fault *fault);
static enum edits_result check_ends(const struct columns *columns, struct edits_fault *fault);
static enum edits_result write_rows(struct columns *columns, struct prep_buf *out);

enum edits_result edits_replay_columns(const struct edits_entry *entry, size_t i, bool revert,
                                       const char *text, size_t len, struct prep_buf *out,
                                       struct edits_fault *fault)
{
    struct columns columns = {.entry = entry, .revert = revert};
    enum edits_result result = EDITS_GOOD;
    columns.parts = calloc(entry->count - i, sizeof *columns.parts);
    if (!columns.parts || !find_rows(&columns, text, len))
        result = EDITS_NO_MEMORY;
    for (size_t end; result == EDITS_GOOD && i < entry->count; i = end) {
        end = edits_entry_column(entry, i);
        result = change_column(&columns, i, end, fault);
    }
    if (result == EDITS_GOOD)
        result = check_ends(&columns, fault);
    if (result == EDITS_GOOD)
        result = write_rows(&columns, out);
    free(columns.rows);
    free(columns.parts);
    prep_buf_free(&columns.made);
    prep_buf_free(&columns.joined);
    return result;
}

static bool find_rows(struct columns *columns, const char *text, size_t len)
{
    size_t n = columns->revert ? columns->entry->line_ends + 1 : 1;
    columns->rows = calloc(n, sizeof *columns->rows);
    if (!columns->rows)
        return false;
    columns->n_rows = n;
    for (size_t i = 0; i < n; i++) {
        const char *lf = i + 1 < n ? memchr(text, '\n', len) : NULL;
        columns->rows[i].text = text;
        columns->rows[i].len = lf ? (size_t)(lf - text) : len;
        if (lf) {
            len -= (size_t)(lf + 1 - text);
            text = lf + 1;
        }
    }
    return true;
}

static enum edits_result change_column(struct columns *columns, size_t i, size_t end,
                                       struct edits_fault *fault)
{
    const struct edits_entry *entry = columns->entry;
    struct row *row = &columns->rows[0];
    struct part *part = &columns->parts[columns->n_parts++];
    enum edits_result result = EDITS_GOOD;
    part->cut = edits_entry_line_ends(entry, i, end) > 0;
    part->at = columns->made.len;
    if (part->cut && columns->revert) {
        result = join_pieces(columns, i, fault);
        if (result != EDITS_GOOD)
            return result;
        const char *joined = columns->joined.data ? columns->joined.data : "";
        result = edits_replay_changes(entry, i, end, true, joined, columns->joined.len,
                                      &columns->made, fault);
        if (result == EDITS_FAULT) {
            edits_fault_line(joined, fault);
            fault->byte += columns->rows[fault->line].begin;
        }
    } else if (!seek(row, entry->changes[i].column)) {
        *fault = (struct edits_fault){
            .byte = row->len, .row = entry->changes[i].row, .reason = "the row has no such column"};
        result = EDITS_FAULT;
    } else {
        result = edits_replay_changes(entry, i, end, columns->revert, row->text + row->begin,
                                      row->end - row->begin, &columns->made, fault);
        fault->byte += row->begin;
    }
    part->begin = row->begin;
    part->end = row->end;
    part->stop = columns->made.len;
    return result;
}

/* Go on to the field with that number. */
static bool seek(struct row *row, size_t column)
{
    while (row->column < column) {
        size_t begin = row->column ? row->end + 1 : 0;
        if (begin > row->len)
            return false;
        const char *tab = memchr(row->text + begin, '\t', row->len - begin);
        row->begin = begin;
        row->end = tab ? (size_t)(tab - row->text) : row->len;
        row->column++;
    }
    return true;
}

/* The pieces of a column that was cut, with LF between as the log has them. */
static enum edits_result join_pieces(struct columns *columns, size_t i, struct edits_fault *fault)
{
    const struct edits_change *change = &columns->entry->changes[i];
    prep_buf_reset(&columns->joined);
    fault->row = change->row;
    for (size_t k = 0; k < columns->n_rows; k++) {
        struct row *row = &columns->rows[k];
        if (!seek(row, change->column)) {
            *fault = (struct edits_fault){k, row->len, change->row, "the row has no such column"};
            return EDITS_FAULT;
        }
        if (!same_as_first(columns, k, columns->rows[0].begin, row->begin, fault))
            return EDITS_FAULT;
        if ((k > 0 && prep_buf_append(&columns->joined, "\n", 1)) ||
            prep_buf_append(&columns->joined, row->text + row->begin, row->end - row->begin))
            return EDITS_NO_MEMORY;
    }
    for (size_t k = 0; k < columns->n_rows; k++)
        columns->rows[k].same = columns->rows[k].end;
    return EDITS_GOOD;
}

/* Is what precedes end in row i, and follows what was compared before, the same in the first row?
 */
static bool same_as_first(const struct columns *columns, size_t i, size_t first_end, size_t end,
                          struct edits_fault *fault)
{
    const struct row *first = &columns->rows[0], *row = &columns->rows[i];
    size_t a = first->same, b = row->same;
    while (a < first_end && b < end && first->text[a] == row->text[b]) {
        a++;
        b++;
    }
    if (a == first_end && b == end)
        return true;
    fault->line = i;
    fault->byte = b;
    fault->reason = "the rest of the row is not as in the first row made of the same input";
    return false;
}

static enum edits_result check_ends(const struct columns *columns, struct edits_fault *fault)
{
    fault->row = columns->entry->changes[columns->entry->count - 1].row;
    for (size_t k = 1; k < columns->n_rows; k++)
        if (!same_as_first(columns, k, columns->rows[0].len, columns->rows[k].len, fault))
            return EDITS_FAULT;
    return EDITS_GOOD;
}

static enum edits_result write_rows(struct columns *columns, struct prep_buf *out)
{
    const struct row *first = &columns->rows[0];
    const char *made = columns->made.data ? columns->made.data : "";
    size_t n = columns->revert ? 1 : columns->entry->line_ends + 1;
    for (size_t k = 0; k < n; k++) {
        size_t at = 0;
        for (size_t i = 0; i < columns->n_parts; i++) {
            struct part *part = &columns->parts[i];
            const char *piece = made + part->at;
            size_t len = part->stop - part->at;
            const char *lf = part->cut && !columns->revert ? memchr(piece, '\n', len) : NULL;
            if (lf) {
                len = (size_t)(lf - piece);
                part->at += len + 1;
            }
            if (prep_buf_append(out, first->text + at, part->begin - at) ||
                prep_buf_append(out, piece, len))
                return EDITS_NO_MEMORY;
            at = part->end;
        }
        if (prep_buf_append(out, first->text + at, first->len - at) ||
            (k + 1 < n && prep_buf_append(out, "\n", 1)))
            return EDITS_NO_MEMORY;
    }
    return EDITS_GOOD;
}
