/* spell-candidates.c - the known words near an unknown one. */
#include "spell.h"

#include <stdlib.h>

/* Costs of edits that no row of data speaks of; 100 is an ordinary one. */
enum {
    COST_ORDINARY = 100,
    COST_KEY = 75,       /* the key beside or above */
    COST_TRANSPOSE = 50, /* two letters changed places */
    COST_DOUBLE = 30,    /* a letter doubled or not */
    COST_REPEAT = 30,    /* two letters written twice: "andererer" */
    COST_CASE = 25,      /* a noun written small */
    COST_FIRST = 40,     /* on top where the first letter is concerned: people get it right */
    COST_LIKELY = 60,    /* edits up to this cost may come in twos */
    COST_TWO = 100,      /* of two likely edits together */
    BEGUN_MAX = 1024,    /* words with one likely edit that get a second */
};

/* Code points up to which a word gets all its candidates: their number grows with the square of the
 * length, and each costs a search for parts of a compound. */
enum {
    SECOND_LENGTH = 20,   /* two likely edits */
    ORDINARY_LENGTH = 32, /* ordinary edits */
};

struct begun {
    struct prep_word word;
    unsigned cost;
};

struct search {
    struct prep_speller *speller;
    struct prep_candidates *found;
    struct prep_map *tried; /* word to 1: unknown, or 2 + its place in found */
    struct begun *begun;    /* words with one likely edit */
    size_t n_begun, begun_cap;
    bool title;      /* the word has a capital, which candidates get too */
    unsigned cost;   /* of the edits already in the word being changed */
    bool second;     /* that word has an edit already */
    uint32_t common; /* only words of this frequency, whether the dictionary has them or not */
    enum prep_status status;
};

static void likely_edits(struct search *search, const struct prep_word *word);
static void table_edits_at(struct search *search, const struct prep_word *word, size_t at);
static void table_edit(struct search *search, const struct prep_word *word, size_t at,
                       const uint32_t *from, size_t n_from, const uint32_t *to, size_t n_to,
                       unsigned cost);
static void ordinary_edits(struct search *search, const struct prep_word *word);
static bool are_neighbours(const struct prep_spell_tables *tables, uint32_t a, uint32_t b);
static void change(struct search *search, const struct prep_word *word, size_t at, size_t n_from,
                   const uint32_t *to, size_t n_to, unsigned cost);
static void begin_second(struct search *search, const struct prep_word *word, unsigned cost);
static void offer(struct search *search, const struct prep_word *word, unsigned cost);
static bool add(struct search *search, const struct prep_word *word, unsigned cost);
static bool is_known(struct search *search, const struct prep_word *word);
static void rank(struct search *search);
static int log2_16(uint32_t n);
static int compare(const void *a, const void *b);

enum prep_status prep_speller_candidates(struct prep_speller *speller, const struct prep_word *word,
                                         uint32_t common, struct prep_candidates *candidates)
{
    struct search search = {.speller = speller, .found = candidates, .common = common};
    struct prep_word base = *word;
    candidates->n = 0;
    if (word->n < 2 || word->n > PREP_SUGGEST_MAX)
        return PREP_OK;
    search.tried = prep_map_new();
    if (!search.tried)
        return PREP_E_NOMEM;
    if (prep_char(base.cp[0]) & PREP_CHAR_UPPER) {
        search.title = true;
        base.cp[0] = prep_char_lower(base.cp[0]);
    }
    offer(&search, &base, 0);
    likely_edits(&search, &base);
    if (word->n <= ORDINARY_LENGTH)
        ordinary_edits(&search, &base);
    search.second = true;
    for (size_t i = 0; i < search.n_begun; i++) {
        struct begun begun = search.begun[i];
        search.cost = begun.cost;
        likely_edits(&search, &begun.word);
    }
    if (common == 0)
        rank(&search);
    prep_map_free(search.tried);
    free(search.begun);
    return search.status;
}

void prep_candidates_free(struct prep_candidates *candidates)
{
    free(candidates->list);
    memset(candidates, 0, sizeof *candidates);
}

/* Doubled letters, letters that changed places, and the edits of the data file. */
static void likely_edits(struct search *search, const struct prep_word *word)
{
    for (size_t i = 0; i < word->n; i++) {
        uint32_t c = word->cp[i], both[2] = {c, c};
        bool same = i > 0 && word->cp[i - 1] == c;
        if (same)
            change(search, word, i, 1, NULL, 0, COST_DOUBLE);
        else
            change(search, word, i, 1, both, 2, COST_DOUBLE);
        if (i + 1 < word->n && word->cp[i + 1] != c) {
            uint32_t swapped[2] = {word->cp[i + 1], c};
            change(search, word, i, 2, swapped, 2, COST_TRANSPOSE);
        }
        if (i + 3 < word->n && !memcmp(word->cp + i, word->cp + i + 2, 2 * sizeof c))
            change(search, word, i, 2, NULL, 0, COST_REPEAT);
        table_edits_at(search, word, i);
    }
    table_edits_at(search, word, word->n);
}

static void table_edits_at(struct search *search, const struct prep_word *word, size_t at)
{
    const struct prep_spell_tables *tables = search->speller->tables;
    for (size_t i = 0; i < tables->n_edits; i++) {
        const struct prep_spell_edit *edit = &tables->edits[i];
        table_edit(search, word, at, edit->from, edit->n_from, edit->to, edit->n_to, edit->cost);
        table_edit(search, word, at, edit->to, edit->n_to, edit->from, edit->n_from, edit->cost);
    }
}

static void table_edit(struct search *search, const struct prep_word *word, size_t at,
                       const uint32_t *from, size_t n_from, const uint32_t *to, size_t n_to,
                       unsigned cost)
{
    if (word->n - at >= n_from && !memcmp(word->cp + at, from, n_from * sizeof *from))
        change(search, word, at, n_from, to, n_to, cost);
}

/* A letter too many, too few or wrong. */
static void ordinary_edits(struct search *search, const struct prep_word *word)
{
    const struct prep_spell_tables *tables = search->speller->tables;
    for (size_t i = 0; i <= word->n; i++) {
        if (i < word->n)
            change(search, word, i, 1, NULL, 0, COST_ORDINARY);
        for (size_t k = 0; k < tables->n_letters; k++) {
            uint32_t letter = tables->letters[k];
            change(search, word, i, 0, &letter, 1, COST_ORDINARY);
            if (i < word->n && letter != word->cp[i])
                change(search, word, i, 1, &letter, 1,
                       are_neighbours(tables, word->cp[i], letter) ? COST_KEY : COST_ORDINARY);
        }
    }
}

/* Are two keys beside each other, or one above the other? Rows are shifted by half a key. */
static bool are_neighbours(const struct prep_spell_tables *tables, uint32_t a, uint32_t b)
{
    int row[2] = {-1, -1}, place[2] = {0, 0};
    for (size_t i = 0; i < tables->n_key_rows; i++)
        for (size_t k = 0; k < tables->n_keys[i]; k++)
            for (size_t which = 0; which < 2; which++)
                if (tables->keys[i][k] == (which ? b : a)) {
                    row[which] = (int)i;
                    place[which] = (int)k;
                }
    if (row[0] < 0 || row[1] < 0)
        return false;
    int down = row[1] - row[0], right = place[1] - place[0];
    return (down == 0 && (right == 1 || right == -1)) ||
           (down == 1 && (right == 0 || right == -1)) || (down == -1 && (right == 0 || right == 1));
}

/* Offer the word with n_from code points at `at` replaced. */
static void change(struct search *search, const struct prep_word *word, size_t at, size_t n_from,
                   const uint32_t *to, size_t n_to, unsigned cost)
{
    struct prep_word changed;
    if (search->status || word->n - n_from + n_to > PREP_SUGGEST_MAX)
        return;
    prep_word_slice(&changed, word, 0, at);
    prep_word_append(&changed, to, n_to);
    prep_word_append(&changed, word->cp + at + n_from, word->n - at - n_from);
    if (changed.n < 2)
        return;
    if (at == 0 && n_from > 0 && changed.cp[0] != word->cp[0])
        cost += COST_FIRST;
    cost += search->cost;
    if (search->second && cost > COST_TWO)
        return;
    offer(search, &changed, cost);
    if (!search->second && cost <= COST_LIKELY && word->n <= SECOND_LENGTH)
        begin_second(search, &changed, cost);
}

static void begin_second(struct search *search, const struct prep_word *word, unsigned cost)
{
    if (search->n_begun == BEGUN_MAX)
        return;
    if (search->n_begun == search->begun_cap) {
        size_t cap = search->begun_cap ? 2 * search->begun_cap : 32;
        struct begun *begun = realloc(search->begun, cap * sizeof *begun);
        if (!begun) {
            search->status = PREP_E_NOMEM;
            return;
        }
        search->begun = begun;
        search->begun_cap = cap;
    }
    search->begun[search->n_begun].word = *word;
    search->begun[search->n_begun++].cost = cost;
}

/* Look a changed word up, with a capital where it had one or where it is a noun. */
static void offer(struct search *search, const struct prep_word *word, unsigned cost)
{
    struct prep_word cased = *word;
    bool known = false;
    if (search->title)
        prep_word_title(&cased);
    if (cost > 0)
        known = add(search, &cased, cost);
    if (!known && !search->title && cost <= COST_LIKELY) {
        prep_word_title(&cased);
        add(search, &cased, cost + COST_CASE);
    }
}

/* Is the word known? Then it is a candidate. */
static bool add(struct search *search, const struct prep_word *word, unsigned cost)
{
    char text[PREP_WORD_BYTES];
    bool is_new;
    struct prep_candidates *found = search->found;
    if (search->status)
        return false;
    uint32_t *place = prep_map_insert(search->tried, text, prep_word_write(word, text), &is_new);
    if (!place) {
        search->status = PREP_E_NOMEM;
        return false;
    }
    if (!is_new) {
        if (*place >= 2 && found->list[*place - 2].cost > cost)
            found->list[*place - 2].cost = cost;
        return *place >= 2;
    }
    *place = 1;
    if (!is_known(search, word))
        return false;
    if (found->n == found->cap) {
        size_t cap = found->cap ? 2 * found->cap : 16;
        struct prep_candidate *list = realloc(found->list, cap * sizeof *list);
        if (!list) {
            search->status = PREP_E_NOMEM;
            return false;
        }
        found->list = list;
        found->cap = cap;
    }
    *place = (uint32_t)found->n + 2;
    found->list[found->n++] = (struct prep_candidate){.word = *word, .cost = cost};
    return true;
}

static bool is_known(struct search *search, const struct prep_word *word)
{
    if (search->common > 0)
        return prep_spell_frequency(search->speller->tables, word) >= search->common;
    return prep_speller_has(search->speller, word) == PREP_ANSWER_YES;
}

/* Cheap edits first; frequent words before rare ones, listed ones before compounds. */
static void rank(struct search *search)
{
    for (size_t i = 0; i < search->found->n; i++) {
        struct prep_candidate *candidate = &search->found->list[i];
        const struct prep_spell_tables *tables = search->speller->tables;
        candidate->plain = prep_speller_is_plain(search->speller, &candidate->word, false);
        candidate->frequency = prep_spell_frequency(tables, &candidate->word);
        if (search->title) {
            /* A verb or adjective that starts a sentence. */
            struct prep_word lower = candidate->word;
            lower.cp[0] = prep_char_lower(lower.cp[0]);
            candidate->frequency += prep_spell_frequency(tables, &lower) / 8;
        }
        candidate->score = (int)candidate->cost - log2_16(candidate->frequency + 1) * 4 / 16 +
                           (candidate->plain ? 0 : 40);
    }
    if (search->found->n > 1)
        qsort(search->found->list, search->found->n, sizeof *search->found->list, compare);
}

/* 16 times the logarithm to base 2, roughly; n > 0. */
static int log2_16(uint32_t n)
{
    int bits = 0;
    while (n >> bits > 1)
        bits++;
    return 16 * bits + (int)(((uint64_t)n << 4) >> bits) - 16;
}

static int compare(const void *a, const void *b)
{
    const struct prep_candidate *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? -1 : 1;
    for (size_t i = 0; i < x->word.n && i < y->word.n; i++)
        if (x->word.cp[i] != y->word.cp[i])
            return x->word.cp[i] < y->word.cp[i] ? -1 : 1;
    return x->word.n < y->word.n ? -1 : x->word.n > y->word.n;
}
