/* spell-candidates.c - the known words near an unknown one. */
#include "spell-affix.h"
#include "spell-near.h"

#include <stdlib.h>

enum {
    COST_CASE = 45,   /* a noun written small */
    COST_LIKELY = 40, /* highest cost of edits that may also make a noun */
    COST_MAX = 280,   /* of all edits of a common word */
    COST_NEAR = 80,   /* of words beside which no compounds are looked for */
    RARE = 90,        /* on top for a compound that is not common */
    PARTS = 6,        /* less for each doubling of the frequency of its parts */
    PART_MIN = 3,     /* letters of a part whose frequency counts */
    WEIGHT = 6,       /* of a word that is twice as frequent as another */
};

static bool start(struct prep_search *search, struct prep_speller *speller,
                  const struct prep_word *word, uint8_t base[PREP_NEAR_ROOM]);
static bool has_near(const struct prep_search *search);
static bool is_known(const struct prep_search *search, const uint8_t *word, size_t len, bool parts,
                     bool *plain);
static void add(struct prep_search *search, const uint8_t *word, size_t len, unsigned cost,
                bool plain);
static void common_words(struct prep_search *search, const uint8_t *word, size_t len);
static void try_common(struct prep_search *search, const uint8_t *word, size_t len, uint32_t i,
                       size_t n);
static void rank(struct prep_search *search);
static size_t count_sharp(const struct prep_word *word);
static uint32_t parts_frequency(const struct prep_spell_tables *tables,
                                const struct prep_word *word);
static uint32_t part_frequency(const struct prep_spell_tables *tables, const struct prep_word *word,
                               size_t begin, size_t end);
static int log2_16(uint32_t n);
static int compare(const void *a, const void *b);

enum prep_status prep_speller_candidates(struct prep_speller *speller, const struct prep_word *word,
                                         struct prep_candidates *candidates)
{
    struct prep_search search = {.tables = speller->tables, .found = candidates};
    uint8_t base[PREP_NEAR_ROOM];
    size_t len = word->n;
    candidates->n = 0;
    if (!start(&search, speller, word, base))
        return search.status;
    if (prep_speller_keeps_sharp(speller, word))
        search.sharp = count_sharp(word);
    prep_near_words(&search, base, len, false);
    common_words(&search, base, len);
    /* Compounds cost more to find, and where a word is near it is rather that. */
    if (!has_near(&search))
        prep_near_words(&search, base, len, true);
    rank(&search);
    return search.status;
}

enum prep_status prep_speller_common(struct prep_speller *speller, const struct prep_word *word,
                                     const struct prep_wanted *wanted,
                                     struct prep_candidates *candidates)
{
    struct prep_search search = {.tables = speller->tables, .found = candidates, .wanted = wanted};
    uint8_t base[PREP_NEAR_ROOM];
    candidates->n = 0;
    if (!start(&search, speller, word, base))
        return search.status;
    common_words(&search, base, word->n);
    rank(&search);
    return search.status;
}

void prep_candidates_free(struct prep_candidates *candidates)
{
    free(candidates->list);
    memset(candidates, 0, sizeof *candidates);
}

/* Get the index and the word in Latin-1 with a small first letter; false where there are no
 * candidates for such a word. */
static bool start(struct prep_search *search, struct prep_speller *speller,
                  const struct prep_word *word, uint8_t base[PREP_NEAR_ROOM])
{
    if (word->n < 2 || word->n > PREP_SUGGEST_MAX)
        return false;
    for (size_t i = 0; i < word->n; i++) {
        if (word->cp[i] > 0xFF)
            return false;
        base[i] = (uint8_t)word->cp[i];
    }
    search->nearby = prep_spell_nearby(speller->tables);
    search->status = search->nearby ? PREP_OK : PREP_E_NOMEM;
    search->title = prep_latin1_lower(base[0]) != base[0];
    base[0] = prep_latin1_lower(base[0]);
    return search->nearby != NULL;
}

/* Is there a word that was most likely meant? */
static bool has_near(const struct prep_search *search)
{
    for (size_t i = 0; i < search->found->n; i++)
        if (search->found->list[i].cost <= COST_NEAR)
            return true;
    return false;
}

void prep_offer(struct prep_search *search, const uint8_t *word, size_t len, bool parts,
                unsigned cost)
{
    uint8_t cased[PREP_NEAR_ROOM];
    bool plain;
    memcpy(cased, word, len);
    if (search->title)
        cased[0] = prep_latin1_upper(cased[0]);
    if (cost > 0 && is_known(search, cased, len, parts, &plain)) {
        add(search, cased, len, cost, plain);
        return;
    }
    if (search->title || cost > COST_LIKELY)
        return;
    cased[0] = prep_latin1_upper(cased[0]);
    if (is_known(search, cased, len, parts, &plain))
        add(search, cased, len, cost + COST_CASE, plain);
}

static bool is_known(const struct prep_search *search, const uint8_t *word, size_t len, bool parts,
                     bool *plain)
{
    const struct prep_root *root;
    for (size_t i = 0; i < search->nearby->n_forms; i++) {
        enum prep_verdict verdict =
            prep_affixes_ask(search->nearby->affixes[i], word, len, parts, &root);
        *plain = verdict == PREP_VERDICT_PLAIN;
        if (*plain || verdict == PREP_VERDICT_COMPOUND)
            return true;
    }
    return false;
}

static void add(struct prep_search *search, const uint8_t *word, size_t len, unsigned cost,
                bool plain)
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
static void common_words(struct prep_search *search, const uint8_t *word, size_t len)
{
    const struct prep_nearby *nearby = search->nearby;
    uint64_t masks[256] = {0}, letters = prep_letter_set(word, len);
    unsigned most = len < 4 ? 1 : len < 9 ? 2 : 3;
    for (size_t i = 0; i < len; i++)
        masks[word[i]] |= (uint64_t)1 << i;
    for (size_t n = len > most ? len - most : 1; n <= len + most && n <= PREP_SUGGEST_MAX; n++) {
        /* A letter too many takes away one of the word's, one too few adds one, a wrong one does
         * both. */
        unsigned gone = n > len ? most - (unsigned)(n - len) : most;
        unsigned added = n < len ? most - (unsigned)(len - n) : most;
        uint32_t end = nearby->by_length[n + 1];
        for (uint32_t i = nearby->by_length[n];
             (i = prep_letters_like(nearby->letters, i, end, letters, gone, added)) < end; i++) {
            const uint8_t *text = prep_nearby_text(nearby, i);
            if ((!search->wanted || search->wanted->ends(word, len, text, n)) &&
                prep_letter_distance(masks, len, text, n) <= most)
                try_common(search, word, len, i, n);
        }
    }
}

/* Take the i-th common word, of n letters, if its edits are likely enough. */
static void try_common(struct prep_search *search, const uint8_t *word, size_t len, uint32_t i,
                       size_t n)
{
    const uint8_t *text = prep_nearby_text(search->nearby, i);
    unsigned most = search->wanted ? search->wanted->cost : COST_MAX;
    unsigned cost = prep_edit_cost(search->tables, word, len, text, n, most);
    uint8_t cased[PREP_NEAR_ROOM];
    bool plain;
    if (cost == 0 || cost > most)
        return;
    memcpy(cased, text, n);
    /* "Wirklich" at the begin of a sentence speaks for "wirklich". */
    bool noun = prep_nearby_has_capital(search->nearby, i) && !search->title &&
                !is_known(search, cased, n, true, &plain);
    if (noun || search->title)
        cased[0] = prep_latin1_upper(cased[0]);
    if (is_known(search, cased, n, true, &plain))
        add(search, cased, n, cost + (noun ? COST_CASE : 0), plain);
}

/* Cheap edits first; frequent words before rare ones, listed ones before compounds. */
static void rank(struct prep_search *search)
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
        candidate->score = (int)candidate->cost - log2_16(candidate->frequency + 1) * WEIGHT / 16;
        if (count_sharp(&candidate->word) < search->sharp)
            candidate->score += RARE;
        if (!candidate->plain && candidate->frequency == 0)
            candidate->score +=
                RARE - log2_16(parts_frequency(tables, &candidate->word) + 1) * PARTS / 16;
    }
    if (search->found->n > 1)
        qsort(search->found->list, search->found->n, sizeof *search->found->list, compare);
}

static size_t count_sharp(const struct prep_word *word)
{
    size_t n = 0;
    for (size_t i = 0; i < word->n; i++)
        n += word->cp[i] == 0xDF;
    return n;
}

/* How often the rarer of two parts of a compound occurs, cut where that is most. */
static uint32_t parts_frequency(const struct prep_spell_tables *tables,
                                const struct prep_word *word)
{
    uint32_t best = 0;
    for (size_t cut = PART_MIN; cut + PART_MIN <= word->n; cut++) {
        uint32_t tail = part_frequency(tables, word, cut, word->n);
        if (tail <= best)
            continue;
        uint32_t head = part_frequency(tables, word, 0, cut);
        if (cut > PART_MIN && word->cp[cut - 1] == 's') { /* Arbeit-s-lohn */
            uint32_t bare = part_frequency(tables, word, 0, cut - 1);
            head = bare > head ? bare : head;
        }
        if ((head < tail ? head : tail) > best)
            best = head < tail ? head : tail;
    }
    return best;
}

/* The part may be of any case by itself. */
static uint32_t part_frequency(const struct prep_spell_tables *tables, const struct prep_word *word,
                               size_t begin, size_t end)
{
    struct prep_word part;
    prep_word_slice(&part, word, begin, end);
    part.cp[0] = prep_char_lower(part.cp[0]);
    uint32_t small = prep_spell_frequency(tables, &part);
    prep_word_title(&part);
    uint32_t large = prep_spell_frequency(tables, &part);
    return small > large ? small : large;
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
