/* edits-log.c - reads a log that --edits wrote, and trusts nothing in it. */
#include "edits.h"

#include <string.h>

enum cell { LINE, COLUMN, IN_BEGIN, IN_END, OUT_BEGIN, OUT_END, RULE, BEFORE, AFTER, CELLS };

/* A row as it stands in the log. */
struct row {
    const struct edits_log *log;
    const char *text;
    size_t begin[CELLS], end[CELLS];
};

static bool order_members(const struct edits_log *log, struct edits_entry *entry);
static bool read_cells(const struct edits_log *log, struct row *row);
static bool read_number(const struct row *row, enum cell cell, uint64_t max, uint64_t *number);
static bool read_change(const struct row *row, struct edits_entry *entry);
static bool read_column(const struct row *row, struct prep_buf *pool, size_t *column);
static bool read_span(const struct row *row, struct prep_edit *span);
static bool follows(const struct row *row, const struct edits_entry *entry,
                    const struct edits_change *change);
static bool read_text(const struct row *row, enum cell cell, size_t len, struct prep_buf *pool);
static bool read_cell(const struct row *row, enum cell cell, struct prep_buf *pool);
static size_t unescape(const char *at, size_t len, char *byte);
static int hex_value(char c);
static bool problem(const struct row *row, enum cell cell, const char *reason);

bool edits_log_open(struct edits_log *log, const char *path, struct edits_paths *paths)
{
    *log = (struct edits_log){.path = path, .paths = paths, .files = {path}};
    return edits_lines_open(&log->lines, log->files, 1);
}

void edits_log_close(struct edits_log *log)
{
    edits_lines_close(&log->lines);
}

int edits_log_next(struct edits_log *log, struct edits_entry *entry)
{
    int more = 1;
    edits_entry_reset(entry);
    for (;; log->waiting = false) {
        struct row row;
        uint64_t line;
        if (!log->waiting && (more = edits_lines_next(&log->lines)) <= 0)
            break;
        /* The sum of two line numbers must not overflow. */
        if (!read_cells(log, &row) || !read_number(&row, LINE, UINT64_MAX / 4, &line))
            return -1;
        if (line < log->line || (entry->count == 0 && line <= log->last)) {
            problem(&row, LINE,
                    line == 0          ? "lines count from 1"
                    : line > log->line ? "the line was joined with one before"
                                       : "lines are not in order");
            return -1;
        }
        if (entry->count && line != log->line) {
            log->waiting = true;
            break;
        }
        entry->line = log->line = line;
        if (!read_change(&row, entry))
            return -1;
    }
    if (more < 0 || entry->count == 0)
        return more;
    if (log->paths->count && !order_members(log, entry))
        return -1;
    const char *wrong = edits_entry_finish(entry);
    if (wrong) {
        edits_problem(log->path, entry->changes[entry->count - 1].row, 0, "%s", wrong);
        return -1;
    }
    log->last = entry->line + entry->joined;
    return 1;
}

/* The members of an object come in any order, but each only once. */
static bool order_members(const struct edits_log *log, struct edits_entry *entry)
{
    edits_entry_sort(entry);
    for (size_t i = 0; i < entry->count; i++) {
        const struct edits_change *change = &entry->changes[i];
        if (i > 0 && change->column == change[-1].column && change->row != change[-1].row + 1)
            return edits_problem(log->path, change->row, 0,
                                 "rows of the same member are not together");
        if (change->column && change->line_ends)
            return edits_problem(log->path, change->row, 0,
                                 "a string of JSON that was cut: such a change is one of the line");
    }
    return true;
}

static bool read_cells(const struct edits_log *log, struct row *row)
{
    const char *text = log->lines.text;
    size_t len = log->lines.len, n = 0, at = 0;
    *row = (struct row){.log = log, .text = text};
    for (;;) {
        const char *tab = memchr(text + at, '\t', len - at);
        if (n < CELLS) {
            row->begin[n] = at;
            row->end[n] = tab ? (size_t)(tab - text) : len;
        }
        n++;
        if (!tab)
            break;
        at = (size_t)(tab - text) + 1;
    }
    if (n != CELLS)
        return edits_problem(log->path, log->lines.place.line, len,
                             "a row has %d cells, this one %zu", CELLS, n);
    if (!log->lines.has_lf)
        return edits_problem(log->path, log->lines.place.line, len,
                             "the log is cut off: its last row has no line end");
    return true;
}

static bool read_number(const struct row *row, enum cell cell, uint64_t max, uint64_t *number)
{
    size_t at = row->begin[cell], end = row->end[cell];
    if (at == end)
        return problem(row, cell, "a number is missing");
    for (*number = 0; at < end; at++) {
        char c = row->text[at];
        if (c < '0' || c > '9')
            return problem(row, cell, "not a number");
        unsigned digit = (unsigned)(c - '0');
        if (*number > (max - digit) / 10)
            return problem(row, cell, "a number too large");
        *number = *number * 10 + digit;
    }
    return true;
}

static bool read_change(const struct row *row, struct edits_entry *entry)
{
    struct edits_change change = {.row = row->log->lines.place.line};
    struct prep_buf *pool = &entry->pool;
    if (!read_column(row, pool, &change.column) || !read_span(row, &change.span) ||
        !follows(row, entry, &change))
        return false;
    change.rule = pool->len;
    change.rule_len = row->end[RULE] - row->begin[RULE];
    if (prep_buf_append(pool, row->text + row->begin[RULE], change.rule_len))
        return edits_no_memory();
    change.before = pool->len;
    if (!read_text(row, BEFORE, change.span.in_end - change.span.in_begin, pool))
        return false;
    if (change.column && !row->log->paths->count && pool->len > change.before &&
        memchr(pool->data + change.before, '\n', pool->len - change.before))
        return problem(row, BEFORE, "a line end within a column");
    change.after = pool->len;
    if (!read_text(row, AFTER, change.span.out_end - change.span.out_begin, pool))
        return false;
    return edits_entry_add(entry, change) || edits_no_memory();
}

/* The number of a column, or a member of a JSON object. */
static bool read_column(const struct row *row, struct prep_buf *pool, size_t *column)
{
    struct edits_paths *paths = row->log->paths;
    bool is_number = true;
    uint64_t number;
    *column = 0;
    if (row->begin[COLUMN] == row->end[COLUMN])
        return true;
    for (size_t at = row->begin[COLUMN]; at < row->end[COLUMN]; at++)
        is_number = is_number && row->text[at] >= '0' && row->text[at] <= '9';
    if (is_number && !paths->count) {
        if (!read_number(row, COLUMN, SIZE_MAX / 4, &number))
            return false;
        paths->columns = true;
        *column = (size_t)number;
        return number > 0 || problem(row, COLUMN, "columns count from 1");
    }
    if (paths->columns)
        return problem(row, COLUMN, "columns and members of JSON objects do not go together");
    size_t before = pool->len;
    if (!read_cell(row, COLUMN, pool))
        return false;
    if (memchr(pool->data + before, '\0', pool->len - before))
        return problem(row, COLUMN, "no member of a JSON object");
    *column = edits_paths_number(paths, pool->data + before, pool->len - before);
    pool->len = before;
    return *column > 0 || problem(row, COLUMN, "too many different members, or out of memory");
}

static bool read_span(const struct row *row, struct prep_edit *span)
{
    uint64_t number[4];
    for (unsigned i = 0; i < 4; i++)
        if (!read_number(row, (enum cell)(IN_BEGIN + i), SIZE_MAX / 4, &number[i]))
            return false;
    if (number[1] < number[0])
        return problem(row, IN_END, "a span ends before it begins");
    if (number[3] < number[2])
        return problem(row, OUT_END, "a span ends before it begins");
    *span = (struct prep_edit){(size_t)number[0], (size_t)number[1], (size_t)number[2],
                               (size_t)number[3], 0};
    return true;
}

/* Is the change behind those that are there, and are the texts between it and them of one length
 * on both sides? */
static bool follows(const struct row *row, const struct edits_entry *entry,
                    const struct edits_change *change)
{
    struct prep_edit last = {0};
    if (entry->count > 0) {
        const struct edits_change *previous = &entry->changes[entry->count - 1];
        if (change->column < previous->column && (change->column == 0 || row->log->paths->columns))
            return problem(row, COLUMN, "columns are not in order");
        if (change->column == previous->column)
            last = previous->span;
    }
    if (change->span.in_begin < last.in_end)
        return problem(row, IN_BEGIN, "spans overlap or are not in order");
    if (change->span.out_begin < last.out_end)
        return problem(row, OUT_BEGIN, "spans overlap or are not in order");
    if (change->span.in_begin - last.in_end != change->span.out_begin - last.out_end)
        return problem(row, OUT_BEGIN, "the unchanged text in front has two lengths");
    return true;
}

static bool read_text(const struct row *row, enum cell cell, size_t len, struct prep_buf *pool)
{
    size_t before = pool->len;
    if (!read_cell(row, cell, pool))
        return false;
    return pool->len - before == len ||
           edits_problem(row->log->path, row->log->lines.place.line, row->begin[cell],
                         "the text has %zu bytes, its span %zu", pool->len - before, len);
}

/* Append what the cell says, without escapes. */
static bool read_cell(const struct row *row, enum cell cell, struct prep_buf *pool)
{
    const char *at = row->text + row->begin[cell], *end = row->text + row->end[cell];
    if (prep_buf_reserve(pool, (size_t)(end - at)))
        return edits_no_memory();
    while (at < end) {
        if (*at != '\\') {
            pool->data[pool->len++] = *at++;
            continue;
        }
        size_t used = unescape(at, (size_t)(end - at), &pool->data[pool->len++]);
        if (used == 0)
            return edits_problem(row->log->path, row->log->lines.place.line,
                                 (size_t)(at - row->text),
                                 "a bad escape (there are \\t \\n \\r \\\\ \\xHH)");
        at += used;
    }
    return true;
}

/* How long the escape is; 0: it is none. */
static size_t unescape(const char *at, size_t len, char *byte)
{
    static const char names[] = "tnr\\", values[] = "\t\n\r\\";
    if (len < 2)
        return 0;
    const char *name = memchr(names, at[1], 4);
    if (name) {
        *byte = values[name - names];
        return 2;
    }
    if (at[1] != 'x' || len < 4 || hex_value(at[2]) < 0 || hex_value(at[3]) < 0)
        return 0;
    *byte = (char)(hex_value(at[2]) * 16 + hex_value(at[3]));
    return 4;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool problem(const struct row *row, enum cell cell, const char *reason)
{
    return edits_problem(row->log->path, row->log->lines.place.line, row->begin[cell], "%s",
                         reason);
}
