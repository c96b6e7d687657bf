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
 * input. Edits that touch or overlap there are gathered into one group, whose ends are then moved
 * by the shift each side has accumulated so far.
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
        bool from_first = a && (!b || a->out_begin <= b->in_begin);
        size_t begin = from_first ? a->out_begin : b->in_begin, end = begin;
        size_t group_in = begin - shift_in, group_out = begin + shift_out;
        unsigned rule = from_first ? a->rule : b->rule + rule_offset;
        for (;;) {
            if (i < first->count && first->list[i].out_begin <= end) {
                a = &first->list[i++];
                if (a->out_end > end)
                    end = a->out_end;
                shift_in = a->out_end - a->in_end;
            } else if (j < second->count && second->list[j].in_begin <= end) {
                b = &second->list[j++];
                if (b->in_end > end)
                    end = b->in_end;
                shift_out = b->out_end - b->in_end;
                rule = b->rule + rule_offset;
            } else {
                break;
            }
        }
        struct prep_edit joined = {group_in, end - shift_in, group_out, end + shift_out,
                                   (uint16_t)rule};
        if (prep_edits_append(into, joined)) {
            into->count = start;
            return PREP_E_NOMEM;
        }
    }
    return PREP_OK;
}
