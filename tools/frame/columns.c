/* columns.c - the fields of a row of TAB-separated values: -c, with a list as cut(1) takes it. */
#include "frame.h"

#include <stdlib.h>
#include <string.h>

#define COLUMN_MAX 1000000 /* nobody means a larger one */

struct range {
    size_t first, last; /* from 1; last 0: to the end of the row */
};

struct frame_columns {
    struct range *ranges; /* ascending, apart from each other */
    size_t count;
};

static bool read_ranges(struct frame_columns *columns, const char *list);
static const char *read_number(const char *at, size_t *number);
static int compare_ranges(const void *a, const void *b);
static void merge_ranges(struct frame_columns *columns);

struct frame_columns *frame_columns_new(const char *list, const char **message)
{
    struct frame_columns *columns = calloc(1, sizeof *columns);
    *message = "out of memory";
    if (!columns || !(columns->ranges = calloc(strlen(list) + 1, sizeof *columns->ranges))) {
        free(columns);
        return NULL;
    }
    if (!read_ranges(columns, list)) {
        *message = "--columns: a list of columns from 1 is needed, as in 1,3-5,7-";
        frame_columns_free(columns);
        return NULL;
    }
    qsort(columns->ranges, columns->count, sizeof *columns->ranges, compare_ranges);
    merge_ranges(columns);
    *message = NULL;
    return columns;
}

void frame_columns_free(struct frame_columns *columns)
{
    if (columns)
        free(columns->ranges);
    free(columns);
}

enum prep_status frame_columns_find(const struct frame_columns *columns, const char *record,
                                    size_t len, struct frame_fields *fields,
                                    struct prep_error *error)
{
    const struct range *range = columns->ranges, *end = range + columns->count;
    size_t column = 1, begin = 0;
    while (range < end) {
        const char *tab = memchr(record + begin, '\t', len - begin);
        size_t field_end = tab ? (size_t)(tab - record) : len;
        if (column >= range->first &&
            frame_fields_add(fields, (struct frame_field){begin, field_end, column, NULL}))
            return PREP_E_NOMEM;
        if (column == range->last)
            range++;
        if (!tab)
            break;
        column++;
        begin = field_end + 1;
    }
    /* A row that ends within an open range has all there is of it. */
    if (range == end || (range->last == 0 && column >= range->first))
        return PREP_OK;
    size_t wanted = column < range->first ? range->first : column + 1;
    error->status = PREP_E_DATA;
    error->offset = len;
    snprintf(error->message, sizeof error->message, "no column %zu: the row has %zu", wanted,
             column);
    return PREP_E_DATA;
}

static bool read_ranges(struct frame_columns *columns, const char *list)
{
    for (const char *at = list;; at++) {
        struct range *range = &columns->ranges[columns->count++];
        if (*at == '-') { /* -3 is 1-3 */
            range->first = 1;
        } else {
            if (!(at = read_number(at, &range->first)))
                return false;
            range->last = range->first;
        }
        if (*at == '-') {
            at++;
            range->last = 0;
            if ((*at >= '0' && *at <= '9' && !(at = read_number(at, &range->last))) ||
                (range->last && range->last < range->first))
                return false;
            if (range->last == 0 && at[-1] == '-' && (at - 1 == list || at[-2] == ','))
                return false; /* a lone "-" */
        }
        if (*at == '\0')
            return true;
        if (*at != ',')
            return false;
    }
}

/* Behind the number, or NULL if there is none from 1 on. */
static const char *read_number(const char *at, size_t *number)
{
    if (*at < '0' || *at > '9')
        return NULL;
    for (*number = 0; *at >= '0' && *at <= '9' && *number <= COLUMN_MAX; at++)
        *number = *number * 10 + (size_t)(*at - '0');
    return *number >= 1 && *number <= COLUMN_MAX ? at : NULL;
}

static int compare_ranges(const void *a, const void *b)
{
    const struct range *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

static void merge_ranges(struct frame_columns *columns)
{
    size_t n = 0;
    for (size_t i = 1; i < columns->count; i++) {
        struct range *into = &columns->ranges[n], next = columns->ranges[i];
        if (into->last && next.first > into->last) {
            columns->ranges[++n] = next;
        } else if (into->last && (next.last == 0 || next.last > into->last)) {
            into->last = next.last;
        }
    }
    columns->count = n + 1;
}
