/* spell-candidates.c - the known words near an unknown one. */
#include "spell-affix.h"

#include <stdlib.h>

enum {
    COST_REPEAT = 30,   /* two letters written twice: "andererer" */
    COST_CASE = 25,     /* a noun written small */
    COST_LIKELY = 60,   /* edits up to this cost may come in twos */
    COST_TWO = 100,     /* of two likely edits together */
    COST_MAX = 240,     /* of all edits of a common word */
    COST_NEAR = 100,    /* of words beside which no compounds are looked for */
    RARE = 60,          /* on top for a compound that is not common */
    WEIGHT = 5,         /* of a word that is twice as frequent as another */
    SECOND_LENGTH = 20, /* letters of a word that gets two edits */
    ROOM = PREP_AFFIX_LETTERS + 8,
};

struct search {
    struct prep_speller *speller;
    const struct prep_spell_tables *tables;
    const struct prep_nearby *nearby;
    struct prep_candidates *found;
    bool title;    /* the word has a capital, which candidates get too */
    bool parts;    /* look for compounds; else for words without parts */
    bool second;   /* the word being changed has an edit already */
    unsigned cost; /* of that one */
    enum prep_status status;
};

static void near_words(struct search *search, const uint8_t *word, size_t len);
static bool has_near(const struct search *search);
static void likely_edits(struct search *search, const uint8_t *word, size_t len);
static void table_edits_at(struct search *search, const uint8_t *word, size_t len, size_t at);
static void ordinary_edits(struct search *search, const uint8_t *word, size_t len);
static void change(struct search *search, const uint8_t *word, size_t len, size_t at, size_t n_from,
                   const uint8_t *to, size_t n_to, unsigned cost);
static void offer(struct search *search, const uint8_t *word, size_t len, unsigned cost);
static bool is_known(const struct search *search, const uint8_t *word, size_t len, bool parts,
                     bool *plain);
static void add(struct search *search, const uint8_t *word, size_t len, unsigned cost, bool plain);
static void common_words(struct search *search, const uint8_t *word, size_t len);
static void rank(struct search *search);
static int log2_16(uint32_t n);
static int compare(const void *a, const void *b);

enum prep_status prep_speller_candidates(struct prep_speller *speller, const struct prep_word *word,
                                         struct prep_candidates *candidates)
{
    struct search search = {.speller = speller, .tables = speller->tables, .found = candidates};
    uint8_t base[ROOM];
    size_t len = word->n;
    candidates->n = 0;
    if (len < 2 || len > PREP_SUGGEST_MAX)
        return PREP_OK;
    for (size_t i = 0; i < len; i++) {
        if (word->cp[i] > 0xFF)
            return PREP_OK;
        base[i] = (uint8_t)word->cp[i];
    }
    search.nearby = prep_spell_nearby(speller->tables);
    if (!search.nearby)
        return PREP_E_NOMEM;
    search.title = prep_latin1_lower(base[0]) != base[0];
    base[0] = prep_latin1_lower(base[0]);
    near_words(&search, base, len);
    common_words(&search, base, len);
    /* Compounds cost more to find, and where a word is near it is rather that. */
    if (!has_near(&search)) {
        search.parts = true;
        near_words(&search, base, len);
    }
    rank(&search);
    return search.status;
}

void prep_candidates_free(struct prep_candidates *candidates)
{
    free(candidates->list);
    memset(candidates, 0, sizeof *candidates);
}

static void near_words(struct search *search, const uint8_t *word, size_t len)
{
    search->second = false;
    search->cost = 0;
    offer(search, word, len, 0);
    likely_edits(search, word, len);
    ordinary_edits(search, word, len);
}

/* Is there a word that was most likely meant? */
static bool has_near(const struct search *search)
{
    for (size_t i = 0; i < search->found->n; i++)
        if (search->found->list[i].cost <= COST_NEAR)
            return true;
    return false;
}

/* Doubled letters, letters that changed places, and the edits of the data file. */
static void likely_edits(struct search *search, const uint8_t *word, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        uint8_t c = word[i], both[2] = {c, c};
        if (i > 0 && word[i - 1] == c)
            change(search, word, len, i, 1, NULL, 0, PREP_COST_DOUBLE);
        else
            change(search, word, len, i, 1, both, 2, PREP_COST_DOUBLE);
        if (i + 1 < len && word[i + 1] != c) {
            uint8_t swapped[2] = {word[i + 1], c};
            change(search, word, len, i, 2, swapped, 2, PREP_COST_TRANSPOSE);
        }
        if (i + 3 < len && c == word[i + 2] && word[i + 1] == word[i + 3])
            change(search, word, len, i, 2, NULL, 0, COST_REPEAT);
        table_edits_at(search, word, len, i);
    }
    table_edits_at(search, word, len, len);
}

static void table_edits_at(struct search *search, const uint8_t *word, size_t len, size_t at)
{
    const struct prep_spell_tables *tables = search->tables;
    for (size_t i = 0; i < tables->n_edits; i++) {
        const struct prep_spell_edit *edit = &tables->edits[i];
        if (len - at >= edit->n_from && !memcmp(word + at, edit->latin_from, edit->n_from))
            change(search, word, len, at, edit->n_from, edit->latin_to, edit->n_to, edit->cost);
        if (len - at >= edit->n_to && !memcmp(word + at, edit->latin_to, edit->n_to))
            change(search, word, len, at, edit->n_to, edit->latin_from, edit->n_from, edit->cost);
    }
}

/* A letter too many, too few or wrong. */
static void ordinary_edits(struct search *search, const uint8_t *word, size_t len)
{
    const struct prep_spell_tables *tables = search->tables;
    for (size_t i = 0; i <= len; i++) {
        if (i < len)
            change(search, word, len, i, 1, NULL, 0, PREP_COST_ORDINARY);
        for (size_t k = 0; k < tables->n_letters; k++) {
            uint8_t letter = (uint8_t)tables->letters[k];
            change(search, word, len, i, 0, &letter, 1, PREP_COST_ORDINARY);
            if (i < len && letter != word[i])
                change(search, word, len, i, 1, &letter, 1,
                       prep_keys_are_neighbours(tables, word[i], letter) ? PREP_COST_KEY
                                                                         : PREP_COST_ORDINARY);
        }
    }
}

/* Offer the word with n_from letters at `at` replaced. */
static void change(struct search *search, const uint8_t *word, size_t len, size_t at, size_t n_from,
                   const uint8_t *to, size_t n_to, unsigned cost)
{
    uint8_t changed[ROOM];
    size_t n = len - n_from + n_to;
    cost += search->cost;
    if (search->status || n > PREP_AFFIX_LETTERS || n < 2 || (search->second && cost > COST_TWO))
        return;
    memcpy(changed, word, at);
    if (n_to > 0)
        memcpy(changed + at, to, n_to);
    memcpy(changed + at + n_to, word + at + n_from, len - at - n_from);
    bool first = at == 0 && n_from > 0 && changed[0] != word[0];
    offer(search, changed, n, cost + (first ? PREP_COST_FIRST : 0));
    if (search->second || cost > COST_LIKELY || first || len > SECOND_LENGTH)
        return;
    search->second = true;
    search->cost = cost;
    likely_edits(search, changed, n);
    search->second = false;
    search->cost = 0;
}

/* Look a changed word up, with a capital where it had one or where it is a noun. */
static void offer(struct search *search, const uint8_t *word, size_t len, unsigned cost)
{
    uint8_t cased[ROOM];
    bool plain, fits = false;
    for (size_t i = 0; i < search->nearby->n_grams && !fits; i++)
        fits = prep_grams_fit(search->nearby->grams[i], word, len, search->parts);
    if (!fits)
        return;
    memcpy(cased, word, len);
    if (search->title)
        cased[0] = prep_latin1_upper(cased[0]);
    if (cost > 0 && is_known(search, cased, len, search->parts, &plain)) {
        add(search, cased, len, cost, plain);
        return;
    }
    if (search->title || cost > COST_LIKELY)
        return;
    cased[0] = prep_latin1_upper(cased[0]);
    if (is_known(search, cased, len, search->parts, &plain))
        add(search, cased, len, cost + COST_CASE, plain);
}

static bool is_known(const struct search *search, const uint8_t *word, size_t len, bool parts,
                     bool *plain)
{
    const struct prep_root *root;
    for (size_t i = 0; i < search->nearby->n_grams; i++) {
        enum prep_verdict verdict =
            prep_affixes_ask(search->nearby->affixes[i], word, len, parts, &root);
        *plain = verdict == PREP_VERDICT_PLAIN;
        if (*plain || verdict == PREP_VERDICT_COMPOUND)
            return true;
    }
    return false;
}

static void add(struct search *search, const uint8_t *word, size_t len, unsigned cost, bool plain)
{
    struct prep_candidates *found = search->found;
    struct prep_candidate candidate = {.cost = cost, .plain = plain};
    candidate.word.n = len;
    for (size_t i = 0; i < len; i++)
        candidate.word.cp[i] = word[i];
    for (size_t i = 0; i < found->n; i++)
        if (prep_word_equal(&found->list[i].word, &candidate.word)) {
            if (found->list[i].cost > cost)
                found->list[i].cost = cost;
            return;
        }
    if (found->n == found->cap) {
        size_t cap = found->cap ? 2 * found->cap : 16;
        struct prep_candidate *list = realloc(found->list, cap * sizeof *list);
        if (!list) {
            search->status = PREP_E_NOMEM;
            return;
        }
        found->list = list;
        found->cap = cap;
    }
    found->list[found->n++] = candidate;
}

/* The common words within a few letters, whatever was done to them. */
static void common_words(struct search *search, const uint8_t *word, size_t len)
{
    const struct prep_nearby *nearby = search->nearby;
    uint64_t masks[256] = {0};
    uint32_t letters = 0;
    unsigned most = len < 4 ? 1 : len < 9 ? 2 : 3;
    for (size_t i = 0; i < len; i++) {
        masks[word[i]] |= (uint64_t)1 << i;
        letters |= prep_letter_bit(word[i]);
    }
    for (size_t n = len > most ? len - most : 1; n <= len + most && n <= PREP_SUGGEST_MAX; n++)
        for (uint32_t i = nearby->by_length[n]; i < nearby->by_length[n + 1]; i++) {
            const struct prep_common *common = &nearby->common[i];
            const uint8_t *text = nearby->text + common->text;
            if ((unsigned)__builtin_popcount(common->letters ^ letters) > 2 * most ||
                prep_letter_distance(masks, len, text, n) > most)
                continue;
            unsigned cost = prep_edit_cost(search->tables, word, len, text, n);
            bool plain;
            uint8_t cased[ROOM];
            if (cost == 0 || cost > COST_MAX)
                continue;
            memcpy(cased, text, n);
            /* "Wirklich" at the begin of a sentence speaks for "wirklich". */
            bool noun =
                common->capital && !search->title && !is_known(search, cased, n, true, &plain);
            if (noun || search->title)
                cased[0] = prep_latin1_upper(cased[0]);
            if (is_known(search, cased, n, true, &plain))
                add(search, cased, n, cost + (noun ? COST_CASE : 0), plain);
        }
}

/* Cheap edits first; frequent words before rare ones, listed ones before compounds. */
static void rank(struct search *search)
{
    for (size_t i = 0; i < search->found->n; i++) {
        struct prep_candidate *candidate = &search->found->list[i];
        const struct prep_spell_tables *tables = search->tables;
        candidate->frequency = prep_spell_frequency(tables, &candidate->word);
        if (search->title) {
            /* A verb or adjective that starts a sentence. */
            struct prep_word lower = candidate->word;
            lower.cp[0] = prep_char_lower(lower.cp[0]);
            candidate->frequency += prep_spell_frequency(tables, &lower) / 8;
        }
        candidate->score = (int)candidate->cost - log2_16(candidate->frequency + 1) * WEIGHT / 16 +
                           (candidate->plain || candidate->frequency ? 0 : RARE);
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
