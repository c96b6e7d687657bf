/* spell-distance.c - how far words are from each other. */
#include "spell-near.h"

static bool is_twice(const uint8_t *letters);
static bool ends_in(const uint8_t *word, size_t len, const uint8_t *end, size_t n);
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
                        const uint8_t *b, size_t n_b, unsigned most)
{
    /* The words are like each other: their letters do not get farther apart than this. */
    enum { SIZE = PREP_SUGGEST_MAX + 1, BAND = 5 };
    const struct prep_spell_edits *edits = &tables->by_last;
    unsigned cost[SIZE][SIZE];
    size_t dear = 0; /* rows without a cost up to most; an edit goes back four of them */
    for (size_t i = 0; i <= n_a && dear < 4; i++) {
        dear++;
        for (size_t j = 0; j <= n_b; j++) {
            unsigned best = i + j == 0 ? 0 : UINT32_MAX / 2;
            if (i > j + BAND || j > i + BAND) {
                cost[i][j] = best;
                continue;
            }
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
            if (j > 3 && i > 1 && is_twice(b + j - 4) && !memcmp(a + i - 2, b + j - 2, 2))
                TRY(cost[i - 2][j - 4], PREP_COST_ONCE);
            if (i > 3 && j > 1 && is_twice(a + i - 4) && !memcmp(a + i - 2, b + j - 2, 2))
                TRY(cost[i - 4][j - 2], PREP_COST_REPEAT);
            const uint8_t last[2] = {0, i > 0 ? a[i - 1] : 0};
            for (size_t turn = 0; turn < (i > 0 ? 2 : 1); turn++)
                for (size_t e = edits->begin[last[turn]]; e < edits->begin[last[turn] + 1]; e++) {
                    const struct prep_spell_edit *edit = &edits->list[e];
                    if (edit->n_from <= i && edit->n_to <= j &&
                        (edit->n_to == 0 || b[j - 1] == edit->to[edit->n_to - 1]) &&
                        ends_in(a, i, edit->from, edit->n_from) &&
                        ends_in(b, j, edit->to, edit->n_to))
                        TRY(cost[i - edit->n_from][j - edit->n_to], edit->cost + first);
                }
#undef TRY
            cost[i][j] = best;
            dear = best <= most ? 0 : dear;
        }
    }
    return dear < 4 ? cost[n_a][n_b] : UINT32_MAX;
}

static bool is_twice(const uint8_t *letters)
{
    return letters[0] == letters[2] && letters[1] == letters[3];
}

static bool ends_in(const uint8_t *word, size_t len, const uint8_t *end, size_t n)
{
    for (size_t i = 1; i <= n; i++)
        if (word[len - i] != end[n - i])
            return false;
    return true;
}

static unsigned replace_cost(const struct prep_spell_tables *tables, uint8_t from, uint8_t to)
{
    return prep_keys_are_neighbours(tables, from, to) ? PREP_COST_KEY : PREP_COST_ORDINARY;
}
