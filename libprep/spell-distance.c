/* spell-distance.c - how far words are from each other. */
#include "spell.h"

static unsigned replace_cost(const struct prep_spell_tables *tables, uint8_t from, uint8_t to);

unsigned prep_letter_distance(const uint64_t masks[256], size_t n_a, const uint8_t *b, size_t n_b)
{
    /* Myers 1999 in the form of Hyyrö 2003, with neighbours that changed places. */
    uint64_t up = ~(uint64_t)0, down = 0, diagonal = 0, before = 0;
    uint64_t last = (uint64_t)1 << (n_a - 1);
    unsigned score = (unsigned)n_a;
    for (size_t i = 0; i < n_b; i++) {
        uint64_t equal = masks[b[i]];
        uint64_t swapped = ((~diagonal & equal) << 1) & before;
        diagonal = (((equal & up) + up) ^ up) | equal | down | swapped;
        uint64_t plus = down | ~(diagonal | up), minus = diagonal & up;
        score += (plus & last) != 0;
        score -= (minus & last) != 0;
        plus = plus << 1 | 1;
        minus <<= 1;
        up = minus | ~(diagonal | plus);
        down = plus & diagonal;
        before = equal;
    }
    return score;
}

unsigned prep_edit_cost(const struct prep_spell_tables *tables, const uint8_t *a, size_t n_a,
                        const uint8_t *b, size_t n_b)
{
    enum { SIZE = PREP_SUGGEST_MAX + 1 };
    unsigned cost[SIZE][SIZE];
    for (size_t i = 0; i <= n_a; i++)
        for (size_t j = 0; j <= n_b; j++) {
            unsigned best = i + j == 0 ? 0 : UINT32_MAX / 2;
#define TRY(from, add)                                                                             \
    do {                                                                                           \
        unsigned sum_ = (from) + (add);                                                            \
        if (sum_ < best)                                                                           \
            best = sum_;                                                                           \
    } while (0)
            const unsigned first = i <= 1 && j <= 1 ? (unsigned)PREP_COST_FIRST : 0u;
            if (i > 0 && j > 0)
                TRY(cost[i - 1][j - 1],
                    a[i - 1] == b[j - 1] ? 0u : replace_cost(tables, a[i - 1], b[j - 1]) + first);
            if (i > 0)
                TRY(cost[i - 1][j], i > 1 && a[i - 1] == a[i - 2]
                                        ? (unsigned)PREP_COST_DOUBLE
                                        : (unsigned)PREP_COST_ORDINARY + first);
            if (j > 0)
                TRY(cost[i][j - 1], j > 1 && b[j - 1] == b[j - 2]
                                        ? (unsigned)PREP_COST_DOUBLE
                                        : (unsigned)PREP_COST_ORDINARY + first);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                TRY(cost[i - 2][j - 2],
                    PREP_COST_TRANSPOSE + (i == 2 && j == 2 ? (unsigned)PREP_COST_FIRST : 0u));
            for (size_t e = 0; e < tables->n_edits; e++)
                for (int turn = 0; turn < 2; turn++) {
                    const struct prep_spell_edit *edit = &tables->edits[e];
                    const uint8_t *from = turn ? edit->latin_to : edit->latin_from;
                    const uint8_t *to = turn ? edit->latin_from : edit->latin_to;
                    size_t n_from = turn ? edit->n_to : edit->n_from;
                    size_t n_to = turn ? edit->n_from : edit->n_to;
                    if (n_from <= i && n_to <= j && (n_from == 0 || a[i - 1] == from[n_from - 1]) &&
                        !memcmp(a + i - n_from, from, n_from) && !memcmp(b + j - n_to, to, n_to))
                        TRY(cost[i - n_from][j - n_to], edit->cost + first);
                }
#undef TRY
            cost[i][j] = best;
        }
    return cost[n_a][n_b];
}

static unsigned replace_cost(const struct prep_spell_tables *tables, uint8_t from, uint8_t to)
{
    return prep_keys_are_neighbours(tables, from, to) ? PREP_COST_KEY : PREP_COST_ORDINARY;
}
