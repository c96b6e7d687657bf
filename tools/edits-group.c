/*
 * edits-group.c - one record's changes by two logs, the second of which may have seen it as several
 * lines: brought to the coordinates of one text a column, and joined there.
 */
#include "edits.h"

#include <stdlib.h>
#include <string.h>

/* The changes of one column. */
struct side {
    size_t i, end; /* in first, or in one of the group's entries */
};

struct joiner {
    const struct edits_group *group;
    struct edits_entry *into;
    struct side first;
    struct side *second; /* by entry of the group */
    size_t column;
    struct edits_item *a, *b;
    size_t n_a, n_b;
    size_t looked_at; /* items of a without line ends further on */
};

static const char *check_kinds(const struct edits_group *group, uint64_t *row);
static bool next_column(struct joiner *joiner);
static bool join_column(struct joiner *joiner);
static const char *check_column(const struct joiner *joiner, uint64_t *row);
static const char *check_repeated(const struct joiner *joiner, uint64_t *row);
static bool same_changes(const struct edits_entry *a, struct side in_a, const struct edits_entry *b,
                         struct side in_b);
static void first_items(struct joiner *joiner);
static const char *second_items(struct joiner *joiner, bool repeated, uint64_t *row);
static size_t next_line_end(struct joiner *joiner, size_t behind);
static struct edits_item item_of(const struct edits_entry *entry, size_t i);
static bool problem(const struct edits_group *group, uint64_t row, const char *reason);

bool edits_group_join(const struct edits_group *group, struct edits_entry *into)
{
    struct joiner joiner = {.group = group, .into = into};
    uint64_t row = 0;
    size_t changes = 0;
    bool good;
    edits_entry_reset(into);
    into->line = group->first->line;
    const char *wrong = check_kinds(group, &row);
    if (wrong)
        return problem(group, row, wrong);
    for (size_t k = 0; k < group->n; k++)
        changes += group->entries[k].count;
    joiner.second = calloc(group->n, sizeof *joiner.second);
    joiner.a = calloc(group->first->count + 1, sizeof *joiner.a);
    joiner.b = calloc(changes + 1, sizeof *joiner.b);
    good = (joiner.second && joiner.a && joiner.b) || edits_no_memory();
    while (good && next_column(&joiner))
        good = join_column(&joiner);
    if (good && (wrong = edits_entry_finish(into)))
        good = problem(group, group->entries[group->n - 1].changes[0].row, wrong);
    free(joiner.second);
    free(joiner.a);
    free(joiner.b);
    return good;
}

/* A log says where in a field a change is, not where the field is in its record: what one log says
 * of a column cannot be joined with what the next says of the record, nor with the column of a
 * record that is only a piece of the line. */
static const char *check_kinds(const struct edits_group *group, uint64_t *row)
{
    const struct edits_entry *first = group->first;
    bool columns = first->changes[first->count - 1].column > 0;
    for (size_t k = 0; k < group->n; k++) {
        const struct edits_entry *entry = &group->entries[k];
        *row = entry->changes[0].row;
        if (entry->joined && first->line_ends)
            return "lines are joined that the logs before cut out of a longer one";
        if (columns && entry->changes[0].column == 0)
            return "a change of the whole line, of which the logs before changed columns";
        if (!columns && first->line_ends && entry->changes[entry->count - 1].column > 0)
            return "a change of a column, in a line that the logs before cut out of a longer one";
    }
    return NULL;
}

/* Find the changes of the next column that has any. */
static bool next_column(struct joiner *joiner)
{
    const struct edits_entry *first = joiner->group->first;
    size_t none = SIZE_MAX, column = none;
    joiner->first.i = joiner->first.end;
    if (joiner->first.i < first->count)
        column = first->changes[joiner->first.i].column;
    for (size_t k = 0; k < joiner->group->n; k++) {
        const struct edits_entry *entry = &joiner->group->entries[k];
        struct side *side = &joiner->second[k];
        side->i = side->end;
        if (side->i < entry->count && entry->changes[side->i].column < column)
            column = entry->changes[side->i].column;
    }
    if (column == none)
        return false;
    joiner->column = column;
    if (joiner->first.i < first->count && first->changes[joiner->first.i].column == column)
        joiner->first.end = edits_entry_column(first, joiner->first.i);
    for (size_t k = 0; k < joiner->group->n; k++) {
        const struct edits_entry *entry = &joiner->group->entries[k];
        struct side *side = &joiner->second[k];
        if (side->i < entry->count && entry->changes[side->i].column == column)
            side->end = edits_entry_column(entry, side->i);
    }
    return true;
}

static bool join_column(struct joiner *joiner)
{
    const struct edits_group *group = joiner->group;
    uint64_t row = 0;
    const char *wrong = check_column(joiner, &row);
    bool repeated = group->first->line_ends &&
                    !edits_entry_line_ends(group->first, joiner->first.i, joiner->first.end);
    if (!wrong && repeated)
        wrong = check_repeated(joiner, &row);
    if (!wrong) {
        first_items(joiner);
        wrong = second_items(joiner, repeated, &row);
    }
    if (wrong)
        return problem(group, row, wrong);
    enum edits_result result = edits_join(joiner->a, joiner->n_a, joiner->b, joiner->n_b,
                                          joiner->column, joiner->into, &row);
    if (result == EDITS_NO_MEMORY)
        return edits_no_memory();
    return result == EDITS_GOOD ||
           problem(group, row, "the text before is not what the logs before made of it");
}

/* Is what the second log cut into lines still one text for each column? */
static const char *check_column(const struct joiner *joiner, uint64_t *row)
{
    const struct edits_group *group = joiner->group;
    bool cut = edits_entry_line_ends(group->first, joiner->first.i, joiner->first.end) > 0;
    for (size_t k = 0; k < group->n; k++) {
        const struct edits_entry *entry = &group->entries[k];
        struct side side = joiner->second[k];
        size_t line_ends = edits_entry_line_ends(entry, side.i, side.end);
        *row = entry->changes[side.i < entry->count ? side.i : entry->count - 1].row;
        if (group->first->line_ends == 0)
            continue;
        if (cut && line_ends != entry->line_ends)
            return "columns that the logs before cut together are not cut together";
        if (!cut && line_ends)
            return "a column is cut in rows that the logs before cut at other columns";
    }
    return NULL;
}

/* A column that was not cut is the same in all rows made of one, so it was changed in all of them
 * in the same way. */
static const char *check_repeated(const struct joiner *joiner, uint64_t *row)
{
    const struct edits_group *group = joiner->group;
    const struct edits_entry *entry = group->entries;
    size_t changed = 0;
    bool same = true;
    for (size_t k = 0; k < group->n; k++) {
        struct side side = joiner->second[k];
        if (side.i == side.end)
            continue;
        changed++;
        *row = entry[k].changes[side.i].row;
        same = same && same_changes(&entry[0], joiner->second[0], &entry[k], side);
    }
    if (changed == 0 || (same && changed == group->first->line_ends + 1))
        return NULL;
    return "a column is not changed alike in all rows that the logs before made of one";
}

static bool same_changes(const struct edits_entry *a, struct side in_a, const struct edits_entry *b,
                         struct side in_b)
{
    if (in_a.end - in_a.i != in_b.end - in_b.i)
        return false;
    for (; in_a.i < in_a.end; in_a.i++, in_b.i++) {
        struct edits_item x = item_of(a, in_a.i), y = item_of(b, in_b.i);
        size_t before = x.span.in_end - x.span.in_begin;
        size_t after = x.span.out_end - x.span.out_begin;
        if (x.span.in_begin != y.span.in_begin || x.span.in_end != y.span.in_end ||
            x.span.out_begin != y.span.out_begin || x.span.out_end != y.span.out_end ||
            x.rule_len != y.rule_len || memcmp(x.rule, y.rule, x.rule_len) != 0 ||
            memcmp(x.before, y.before, before) != 0 || memcmp(x.after, y.after, after) != 0)
            return false;
    }
    return true;
}

static void first_items(struct joiner *joiner)
{
    joiner->n_a = joiner->looked_at = 0;
    for (size_t i = joiner->first.i; i < joiner->first.end; i++)
        joiner->a[joiner->n_a++] = item_of(joiner->group->first, i);
}

/* Each line's changes count from its begin, and what changes in front of it moves its output. */
static const char *second_items(struct joiner *joiner, bool repeated, uint64_t *row)
{
    const struct edits_group *group = joiner->group;
    size_t begin = 0, end = repeated ? SIZE_MAX : next_line_end(joiner, 0);
    size_t growth = 0; /* by the lines in front; wrap-around is meant */
    uint64_t line = group->line;
    joiner->n_b = 0;
    for (size_t k = 0; k < (repeated ? 1 : group->n); k++) {
        const struct edits_entry *entry = &group->entries[k];
        struct side side = joiner->second[k];
        for (; !repeated && line < entry->line; line++) {
            begin = end + 1;
            end = next_line_end(joiner, begin);
        }
        size_t shift_out = begin + growth;
        for (size_t i = side.i; i < side.end; i++) {
            struct edits_item item = item_of(entry, i);
            growth +=
                item.span.out_end - item.span.out_begin - item.span.in_end + item.span.in_begin;
            item.span.in_begin += begin;
            item.span.in_end += begin;
            item.span.out_begin += shift_out;
            item.span.out_end += shift_out;
            *row = item.row;
            if (item.span.in_end > end)
                return "a span past the end of the line";
            joiner->b[joiner->n_b++] = item;
        }
    }
    return NULL;
}

/* Where the first log wrote its next line end from there on; SIZE_MAX: nowhere. Asked in order, so
 * that all the changes are looked at once. */
static size_t next_line_end(struct joiner *joiner, size_t behind)
{
    for (; joiner->looked_at < joiner->n_a; joiner->looked_at++) {
        const struct edits_item *item = &joiner->a[joiner->looked_at];
        size_t from = item->span.out_begin > behind ? item->span.out_begin : behind;
        if (from >= item->span.out_end)
            continue;
        const char *at = item->after + (from - item->span.out_begin);
        const char *lf = memchr(at, '\n', item->span.out_end - from);
        if (lf)
            return from + (size_t)(lf - at);
    }
    return SIZE_MAX;
}

static struct edits_item item_of(const struct edits_entry *entry, size_t i)
{
    const struct edits_change *change = &entry->changes[i];
    const char *pool = entry->pool.data;
    return (struct edits_item){.span = change->span,
                               .before = pool + change->before,
                               .after = pool + change->after,
                               .rule = pool + change->rule,
                               .rule_len = change->rule_len,
                               .row = change->row};
}

static bool problem(const struct edits_group *group, uint64_t row, const char *reason)
{
    return edits_problem(group->path, row, 0, "%s", reason);
}
