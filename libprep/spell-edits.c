/* spell-edits.c - the edits that people make, as the data file has them. */
#include "spell-near.h"

#include <stdlib.h>

static enum prep_status append(struct prep_spell_tables *tables, const struct prep_word *from,
                               const struct prep_word *to, uint32_t cost);
static bool sort(const struct prep_spell_tables *tables, bool last, struct prep_spell_edits *edits);
static unsigned key(const struct prep_spell_edit *edit, bool last);

enum prep_status prep_spell_edit_add(struct prep_spell_tables *tables, const struct prep_row *row,
                                     struct prep_error *error)
{
    struct prep_word from, to;
    uint32_t cost;
    if (row->n_cells != 4 || !prep_spell_number(row, 3, &cost) || cost == 0 || cost > 1000)
        return prep_row_fail(row, 3, error, "an edit ends in a cost from 1 to 1000");
    if (!prep_word_read(&from, row->cell[1], row->cell_len[1]) ||
        !prep_word_read(&to, row->cell[2], row->cell_len[2]) || from.n > 4 || to.n > 4 ||
        from.n + to.n == 0)
        return prep_row_fail(row, 1, error, "an edit has up to four letters on each side");
    if (append(tables, &from, &to, cost) || append(tables, &to, &from, cost))
        return prep_fail_nomem(error);
    return PREP_OK;
}

bool prep_spell_edits_sort(struct prep_spell_tables *tables)
{
    return tables->n_edits < UINT16_MAX && sort(tables, false, &tables->by_first) &&
           sort(tables, true, &tables->by_last);
}

void prep_spell_edits_free(struct prep_spell_tables *tables)
{
    free(tables->edits);
    free(tables->by_first.list);
    free(tables->by_last.list);
}

static enum prep_status append(struct prep_spell_tables *tables, const struct prep_word *from,
                               const struct prep_word *to, uint32_t cost)
{
    if (tables->n_edits == tables->edits_cap) {
        size_t cap = tables->edits_cap ? 2 * tables->edits_cap : 128;
        struct prep_spell_edit *edits = realloc(tables->edits, cap * sizeof *edits);
        if (!edits)
            return PREP_E_NOMEM;
        tables->edits = edits;
        tables->edits_cap = cap;
    }
    struct prep_spell_edit *edit = &tables->edits[tables->n_edits++];
    *edit =
        (struct prep_spell_edit){.n_from = (uint8_t)from->n, .n_to = (uint8_t)to->n, .cost = cost};
    for (size_t i = 0; i < from->n; i++)
        edit->from[i] = (uint8_t)from->cp[i];
    for (size_t i = 0; i < to->n; i++)
        edit->to[i] = (uint8_t)to->cp[i];
    return PREP_OK;
}

static bool sort(const struct prep_spell_tables *tables, bool last, struct prep_spell_edits *edits)
{
    uint16_t n = 0;
    edits->list = malloc((tables->n_edits + 1) * sizeof *edits->list);
    if (!edits->list)
        return false;
    for (unsigned letter = 0; letter < 256; letter++) {
        edits->begin[letter] = n;
        for (size_t i = 0; i < tables->n_edits; i++)
            if (key(&tables->edits[i], last) == letter)
                edits->list[n++] = tables->edits[i];
    }
    edits->begin[256] = n;
    return true;
}

static unsigned key(const struct prep_spell_edit *edit, bool last)
{
    return edit->n_from == 0 ? 0 : edit->from[last ? edit->n_from - 1 : 0];
}
