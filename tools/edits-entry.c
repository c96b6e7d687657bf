/* edits-entry.c - the changes of one record, as a list and as rows of a log. */
#include "edits.h"

#include <stdlib.h>
#include <string.h>

static int compare_changes(const void *a, const void *b);
static bool write_row(const struct edits_entry *entry, const struct edits_change *change,
                      const struct edits_paths *paths, struct prep_buf *out);

void edits_entry_reset(struct edits_entry *entry)
{
    entry->count = 0;
    entry->line_ends = entry->joined = 0;
    prep_buf_reset(&entry->pool);
}

void edits_entry_free(struct edits_entry *entry)
{
    free(entry->changes);
    prep_buf_free(&entry->pool);
    *entry = (struct edits_entry){0};
}

void edits_entry_swap(struct edits_entry *a, struct edits_entry *b)
{
    struct edits_entry c = *a;
    *a = *b;
    *b = c;
}

bool edits_entry_add(struct edits_entry *entry, struct edits_change change)
{
    if (entry->count == entry->cap) {
        size_t cap = entry->cap ? entry->cap * 2 : 2; /* a record may become a million lines */
        if (cap > SIZE_MAX / sizeof *entry->changes)
            return false;
        struct edits_change *changes = realloc(entry->changes, cap * sizeof *changes);
        if (!changes)
            return false;
        entry->changes = changes;
        entry->cap = cap;
    }
    const char *pool = entry->pool.data;
    change.line_ends =
        frame_line_ends(pool + change.after, change.span.out_end - change.span.out_begin);
    change.joined =
        frame_line_ends(pool + change.before, change.span.in_end - change.span.in_begin);
    entry->changes[entry->count++] = change;
    return true;
}

size_t edits_entry_column(const struct edits_entry *entry, size_t i)
{
    size_t column = entry->changes[i].column;
    while (i < entry->count && entry->changes[i].column == column)
        i++;
    return i;
}

size_t edits_entry_line_ends(const struct edits_entry *entry, size_t i, size_t end)
{
    size_t sum = 0;
    for (; i < end; i++)
        sum += entry->changes[i].line_ends;
    return sum;
}

const char *edits_entry_finish(struct edits_entry *entry)
{
    entry->line_ends = entry->joined = 0;
    for (size_t i = 0; i < entry->count && entry->changes[i].column == 0; i++)
        entry->joined += entry->changes[i].joined;
    if (entry->joined && entry->changes[entry->count - 1].column)
        return "a line that was joined with the next has changes of columns as well";
    for (size_t i = 0, end; i < entry->count; i = end) {
        end = edits_entry_column(entry, i);
        size_t line_ends = edits_entry_line_ends(entry, i, end);
        if (line_ends == 0)
            continue;
        if (entry->changes[i].column == 0 && end < entry->count)
            return "a line that was cut into several has changes of columns as well";
        if (entry->line_ends && line_ends != entry->line_ends)
            return "columns of one line were cut into different numbers of lines";
        entry->line_ends = line_ends;
    }
    return NULL;
}

void edits_entry_sort(struct edits_entry *entry)
{
    qsort(entry->changes, entry->count, sizeof *entry->changes, compare_changes);
}

static int compare_changes(const void *a, const void *b)
{
    const struct edits_change *x = a, *y = b;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

bool edits_entry_write(const struct edits_entry *entry, const struct edits_paths *paths,
                       struct prep_buf *out)
{
    for (size_t i = 0; i < entry->count; i++)
        if (!write_row(entry, &entry->changes[i], paths, out))
            return false;
    return true;
}

static bool write_row(const struct edits_entry *entry, const struct edits_change *change,
                      const struct edits_paths *paths, struct prep_buf *out)
{
    struct prep_edit span = change->span;
    const char *pool = entry->pool.data;
    char cells[160];
    int n = snprintf(cells, sizeof cells, "%llu\t", (unsigned long long)entry->line);
    if (prep_buf_append(out, cells, (size_t)n))
        return false;
    n = 0;
    if (change->column && paths->count) {
        const char *name = paths->names[change->column - 1];
        if (frame_append_cell(out, name, strlen(name)))
            return false;
    } else if (change->column) {
        n = snprintf(cells, sizeof cells, "%zu", change->column);
    }
    n += snprintf(cells + n, sizeof cells - (size_t)n, "\t%zu\t%zu\t%zu\t%zu\t", span.in_begin,
                  span.in_end, span.out_begin, span.out_end);
    return !prep_buf_append(out, cells, (size_t)n) &&
           !prep_buf_append(out, pool + change->rule, change->rule_len) &&
           !prep_buf_append(out, "\t", 1) &&
           !frame_append_cell(out, pool + change->before, span.in_end - span.in_begin) &&
           !prep_buf_append(out, "\t", 1) &&
           !frame_append_cell(out, pool + change->after, span.out_end - span.out_begin) &&
           !prep_buf_append(out, "\n", 1);
}
