/* edits.c - the log of what a transform changed. */
#include "internal.h"

#include <stdlib.h>

struct prep_edits {
    struct prep_edit *list;
    size_t count, cap;
};

struct prep_edits *prep_edits_new(void)
{
    return calloc(1, sizeof(struct prep_edits));
}

void prep_edits_free(struct prep_edits *edits)
{
    if (edits)
        free(edits->list);
    free(edits);
}

void prep_edits_reset(struct prep_edits *edits)
{
    edits->count = 0;
}

size_t prep_edits_count(const struct prep_edits *edits)
{
    return edits->count;
}

struct prep_edit prep_edits_get(const struct prep_edits *edits, size_t i)
{
    return edits->list[i];
}

enum prep_status prep_edits_append(struct prep_edits *edits, struct prep_edit edit)
{
    if (edits->count == edits->cap) {
        size_t cap = edits->cap ? edits->cap * 2 : 16;
        if (cap > SIZE_MAX / sizeof *edits->list)
            return PREP_E_NOMEM;
        struct prep_edit *list = realloc(edits->list, cap * sizeof *list);
        if (!list)
            return PREP_E_NOMEM;
        edits->list = list;
        edits->cap = cap;
    }
    edits->list[edits->count++] = edit;
    return PREP_OK;
}

void prep_edits_truncate(struct prep_edits *edits, size_t n)
{
    if (n < edits->count)
        edits->count = n;
}

void prep_edits_shift(struct prep_edits *edits, size_t n, size_t in_by, size_t out_by)
{
    for (; n < edits->count; n++) {
        edits->list[n].in_begin += in_by;
        edits->list[n].in_end += in_by;
        edits->list[n].out_begin += out_by;
        edits->list[n].out_end += out_by;
    }
}

struct prep_edit *prep_edits_at(struct prep_edits *edits, size_t i)
{
    return &edits->list[i];
}

enum prep_status prep_edits_insert(struct prep_edits *edits, size_t i, struct prep_edit edit)
{
    enum prep_status status = prep_edits_append(edits, edit);
    if (status)
        return status;
    memmove(edits->list + i + 1, edits->list + i, (edits->count - 1 - i) * sizeof *edits->list);
    edits->list[i] = edit;
    return PREP_OK;
}

size_t prep_edits_trace(const struct prep_edits *edits, size_t out_offset)
{
    size_t low = 0, high = edits->count; /* edits before low begin at or before out_offset */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (edits->list[middle].out_begin <= out_offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return out_offset;
    struct prep_edit edit = edits->list[low - 1];
    if (out_offset < edit.out_end)
        return edit.in_begin;
    return out_offset - edit.out_end + edit.in_end;
}

/*
 * Both logs are walked along the text between them, the "middle": first's output is second's
 * input. A group is what one change makes of changes of the two logs that touch or overlap there;
 * changes of one log that only touch each other stay apart. The ends of a group are moved by the
 * shift each side has accumulated so far.
 */
enum prep_status prep_edits_compose(const struct prep_edits *first, const struct prep_edits *second,
                                    unsigned rule_offset, struct prep_edits *into)
{
    size_t i = 0, j = 0, start = into->count;
    /* Behind the edits taken so far: the middle offset minus first's input offset, and second's
     * output offset minus the middle offset; wrap-around of size_t is meant. */
    size_t shift_in = 0, shift_out = 0;
    while (i < first->count || j < second->count) {
        const struct prep_edit *a = i < first->count ? &first->list[i] : NULL;
        const struct prep_edit *b = j < second->count ? &second->list[j] : NULL;
        size_t first_begin = i, second_begin = j;
        bool from_first = a && (!b || a->out_begin <= b->in_begin);
        size_t begin = from_first ? a->out_begin : b->in_begin;
        size_t first_end = begin, second_end = begin; /* how far each log's part reaches */
        struct prep_edit joined = {.in_begin = begin - shift_in, .out_begin = begin + shift_out};
        do {
            if (from_first) {
                first_end = first->list[i].out_end;
                shift_in = first_end - first->list[i++].in_end;
            } else {
                second_end = second->list[j].in_end;
                shift_out = second->list[j++].out_end - second_end;
            }
            from_first =
                i < first->count && j > second_begin && first->list[i].out_begin <= second_end;
        } while (from_first ||
                 (j < second->count && i > first_begin && second->list[j].in_begin <= first_end));
        size_t end = first_end > second_end ? first_end : second_end;
        joined.in_end = end - shift_in;
        joined.out_end = end + shift_out;
        joined.rule = j > second_begin ? (uint16_t)(second->list[j - 1].rule + rule_offset)
                                       : first->list[i - 1].rule;
        if (prep_edits_append(into, joined)) {
            into->count = start;
            return PREP_E_NOMEM;
        }
    }
    return PREP_OK;
}
