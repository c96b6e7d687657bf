/*
 * edits-join.c - what two logs changed in one text, as one.
 *
 * The grouping is that of prep_edits_compose(), which knows spans alone; here the texts go with
 * them. What a group covers of the text between the logs, the "middle", is known from both: the
 * first says what it wrote there, the second what it found.
 */
#include "edits.h"

#include <string.h>

#define RULE_MAX 4096 /* bytes of joined names; nobody reads more */

/* Changes of both that touch or overlap, and the stretch of the middle that they cover. */
struct cluster {
    const struct edits_item *a, *b;
    size_t n_a, n_b;
    size_t begin, end;
    struct edits_change change; /* what becomes of them */
};

static enum edits_result add(const struct cluster *cluster, size_t column, struct prep_buf *middle,
                             struct edits_entry *into, uint64_t *row);
static bool fill_middle(const struct cluster *cluster, char *middle, uint64_t *row);
static bool append_texts(const struct cluster *cluster, const char *middle,
                         struct edits_change *change, struct prep_buf *pool);
static bool append_rules(const struct cluster *cluster, struct prep_buf *pool, size_t begin);
static bool has_rule(const struct prep_buf *pool, size_t begin, const char *name, size_t len);

enum edits_result edits_join(const struct edits_item *first, size_t n_first,
                             const struct edits_item *second, size_t n_second, size_t column,
                             struct edits_entry *into, uint64_t *row)
{
    struct prep_buf middle = PREP_BUF_INIT;
    enum edits_result result = EDITS_GOOD;
    size_t i = 0, j = 0;
    /* Behind the changes taken so far: the middle offset minus the input offset, and the output
     * offset minus the middle offset; wrap-around of size_t is meant. */
    size_t shift_in = 0, shift_out = 0;
    while (result == EDITS_GOOD && (i < n_first || j < n_second)) {
        size_t i_begin = i, j_begin = j;
        bool from_first =
            i < n_first && (j == n_second || first[i].span.out_begin <= second[j].span.in_begin);
        size_t begin = from_first ? first[i].span.out_begin : second[j].span.in_begin;
        size_t first_end = begin, second_end = begin; /* how far each log's part reaches */
        struct prep_edit span = {.in_begin = begin - shift_in, .out_begin = begin + shift_out};
        do {
            if (from_first) {
                first_end = first[i].span.out_end;
                shift_in = first_end - first[i++].span.in_end;
            } else {
                second_end = second[j].span.in_end;
                shift_out = second[j++].span.out_end - second_end;
            }
            from_first = i < n_first && j > j_begin && first[i].span.out_begin <= second_end;
        } while (from_first ||
                 (j < n_second && i > i_begin && second[j].span.in_begin <= first_end));
        struct cluster cluster = {.a = first + i_begin,
                                  .b = second + j_begin,
                                  .n_a = i - i_begin,
                                  .n_b = j - j_begin,
                                  .begin = begin,
                                  .end = first_end > second_end ? first_end : second_end};
        span.in_end = cluster.end - shift_in;
        span.out_end = cluster.end + shift_out;
        cluster.change.span = span;
        result = add(&cluster, column, &middle, into, row);
    }
    prep_buf_free(&middle);
    return result;
}

static enum edits_result add(const struct cluster *cluster, size_t column, struct prep_buf *middle,
                             struct edits_entry *into, uint64_t *row)
{
    struct edits_change change = cluster->change;
    struct prep_buf *pool = &into->pool;
    size_t pool_before = pool->len;
    prep_buf_reset(middle);
    if (prep_buf_reserve(middle, cluster->end - cluster->begin + 1))
        return EDITS_NO_MEMORY;
    if (!fill_middle(cluster, middle->data, row))
        return EDITS_FAULT;
    change.column = column;
    change.row = cluster->n_b ? cluster->b[0].row : cluster->a[0].row;
    change.rule = pool->len;
    if (!append_rules(cluster, pool, change.rule))
        return EDITS_NO_MEMORY;
    change.rule_len = pool->len - change.rule;
    if (!append_texts(cluster, middle->data, &change, pool))
        return EDITS_NO_MEMORY;
    size_t in = change.span.in_end - change.span.in_begin;
    size_t out = change.span.out_end - change.span.out_begin;
    /* The second took back what the first did. Where that was a line end, further changes of the
     * entry may count across it. */
    if (in == out && memcmp(pool->data + change.before, pool->data + change.after, in) == 0 &&
        (column || in == 0 || !memchr(pool->data + change.before, '\n', in))) {
        pool->len = pool_before;
        return EDITS_GOOD;
    }
    return edits_entry_add(into, change) ? EDITS_GOOD : EDITS_NO_MEMORY;
}

/* false where both logs know a byte of the middle and do not agree. */
static bool fill_middle(const struct cluster *cluster, char *middle, uint64_t *row)
{
    const struct edits_item *a = cluster->a, *a_end = a + cluster->n_a;
    for (; a < a_end; a++)
        memcpy(middle + (a->span.out_begin - cluster->begin), a->after,
               a->span.out_end - a->span.out_begin);
    a = cluster->a;
    for (size_t j = 0; j < cluster->n_b; j++) {
        const struct edits_item *b = &cluster->b[j];
        for (size_t at = b->span.in_begin, to; at < b->span.in_end; at = to) {
            while (a < a_end && a->span.out_end <= at)
                a++;
            bool both = a < a_end && a->span.out_begin <= at;
            to = a == a_end ? b->span.in_end : both ? a->span.out_end : a->span.out_begin;
            if (to > b->span.in_end)
                to = b->span.in_end;
            char *place = middle + (at - cluster->begin);
            const char *found = b->before + (at - b->span.in_begin);
            if (!both) {
                memcpy(place, found, to - at);
            } else if (memcmp(place, found, to - at) != 0) {
                *row = b->row;
                return false;
            }
        }
    }
    return true;
}

/* The middle with the first's changes undone, and with the second's done. */
static bool append_texts(const struct cluster *cluster, const char *middle,
                         struct edits_change *change, struct prep_buf *pool)
{
    size_t at = cluster->begin;
    change->before = pool->len;
    for (size_t i = 0; i < cluster->n_a; i++) {
        const struct edits_item *a = &cluster->a[i];
        if (prep_buf_append(pool, middle + (at - cluster->begin), a->span.out_begin - at) ||
            prep_buf_append(pool, a->before, a->span.in_end - a->span.in_begin))
            return false;
        at = a->span.out_end;
    }
    if (prep_buf_append(pool, middle + (at - cluster->begin), cluster->end - at))
        return false;
    at = cluster->begin;
    change->after = pool->len;
    for (size_t j = 0; j < cluster->n_b; j++) {
        const struct edits_item *b = &cluster->b[j];
        if (prep_buf_append(pool, middle + (at - cluster->begin), b->span.in_begin - at) ||
            prep_buf_append(pool, b->after, b->span.out_end - b->span.out_begin))
            return false;
        at = b->span.in_end;
    }
    return !prep_buf_append(pool, middle + (at - cluster->begin), cluster->end - at);
}

/* The names of all rules, each once, with '+' between; a name may be a list of that kind. */
static bool append_rules(const struct cluster *cluster, struct prep_buf *pool, size_t begin)
{
    for (size_t i = 0; i < cluster->n_a + cluster->n_b; i++) {
        const struct edits_item *item =
            i < cluster->n_a ? &cluster->a[i] : &cluster->b[i - cluster->n_a];
        const char *at = item->rule, *end = at + item->rule_len;
        while (at < end && pool->len - begin < RULE_MAX) {
            const char *plus = memchr(at, '+', (size_t)(end - at));
            size_t len = (size_t)((plus ? plus : end) - at);
            if (len > 0 && !has_rule(pool, begin, at, len) &&
                ((pool->len > begin && prep_buf_append(pool, "+", 1)) ||
                 prep_buf_append(pool, at, len)))
                return false;
            at += len + 1;
        }
    }
    return true;
}

static bool has_rule(const struct prep_buf *pool, size_t begin, const char *name, size_t len)
{
    while (begin < pool->len) {
        const char *at = pool->data + begin, *plus = memchr(at, '+', pool->len - begin);
        size_t there = plus ? (size_t)(plus - at) : pool->len - begin;
        if (there == len && memcmp(at, name, len) == 0)
            return true;
        begin += there + 1;
    }
    return false;
}
