/* spell-near.c - the words one edit away from an unknown one, and those two likely edits away.
 *
 * Every changed word is looked for in the filter of all forms first, by its hash, which is made of
 * those of the pieces that stay the same; only what passes is written down and looked up. */
#include "spell-near.h"
#include "spell-affix.h"

enum {
    COST_LIKELY = 40,   /* edits up to this cost may come in twos */
    COST_TWO = 120,     /* of two likely edits together */
    SECOND_LENGTH = 20, /* letters of a word that gets two edits */
};

/* A word whose letters are changed. */
struct base {
    struct prep_search *search;
    const uint8_t *word;
    size_t len;
    bool parts;    /* look for compounds */
    bool second;   /* it has an edit already */
    size_t from;   /* the second edit is not before the first */
    unsigned cost; /* of the first */
    struct prep_hashes hashes;
    /* In compounds: where a part may begin or end, behind or before other parts. */
    uint8_t begins[PREP_NEAR_ROOM], ends[PREP_NEAR_ROOM];
    size_t n_begins, n_ends;
};

static void start(struct base *base);
static void find_joints(struct base *base);
static bool is_form(const struct base *base, uint64_t hash);
static void likely_edits(struct base *base);
static void table_edits_at(struct base *base, size_t at);
static void ordinary_edits(struct base *base);
static void change(struct base *base, size_t at, size_t n_from, const uint8_t *to, size_t n_to,
                   unsigned cost);
static bool fits(const struct base *base, size_t at, size_t n_from, const uint8_t *to, size_t n_to);
static bool fits_part(const struct base *base, size_t at, size_t n_from, const uint8_t *to,
                      size_t n_to, uint64_t middle);
static bool begins_part(const struct base *base, size_t end, const uint8_t *to, size_t n_to);

void prep_near_words(struct prep_search *search, const uint8_t *word, size_t len, bool parts)
{
    struct base base = {.search = search, .word = word, .len = len, .parts = parts};
    start(&base);
    prep_offer(search, word, len, parts, 0);
    likely_edits(&base);
    ordinary_edits(&base);
}

static void start(struct base *base)
{
    prep_hashes_make(&base->hashes, base->word, base->len);
    if (base->parts)
        find_joints(base);
}

static void find_joints(struct base *base)
{
    bool reached[PREP_NEAR_ROOM] = {true}, left[PREP_NEAR_ROOM] = {false};
    size_t len = base->len;
    base->n_begins = base->n_ends = 0;
    for (size_t end = 0; end <= len; end++) {
        for (size_t begin = 0; begin + 1 < end && !reached[end]; begin++)
            reached[end] =
                reached[begin] && is_form(base, prep_hash_part(&base->hashes, begin, end));
        if (reached[end])
            base->begins[base->n_begins++] = (uint8_t)end;
    }
    left[len] = true;
    for (size_t begin = len + 1; begin-- > 0;) {
        for (size_t end = begin + 2; end <= len && !left[begin]; end++)
            left[begin] = left[end] && is_form(base, prep_hash_part(&base->hashes, begin, end));
        if (left[begin])
            base->ends[base->n_ends++] = (uint8_t)begin;
    }
}

static bool is_form(const struct base *base, uint64_t hash)
{
    const struct prep_nearby *nearby = base->search->nearby;
    for (size_t i = 0; i < nearby->n_forms; i++)
        if (prep_forms_has(nearby->forms[i], nearby->forms_size[i], hash))
            return true;
    return false;
}

/* Doubled letters, letters that changed places, and the edits of the data file. */
static void likely_edits(struct base *base)
{
    const uint8_t *word = base->word;
    size_t len = base->len;
    for (size_t i = base->from; i < len; i++) {
        uint8_t c = word[i], both[2] = {c, c};
        if (i > 0 && word[i - 1] == c)
            change(base, i, 1, NULL, 0, PREP_COST_DOUBLE);
        else
            change(base, i, 1, both, 2, PREP_COST_DOUBLE);
        if (i + 1 < len && word[i + 1] != c) {
            uint8_t swapped[2] = {word[i + 1], c};
            change(base, i, 2, swapped, 2, PREP_COST_TRANSPOSE);
        }
        if (i + 3 < len && c == word[i + 2] && word[i + 1] == word[i + 3])
            change(base, i, 2, NULL, 0, PREP_COST_REPEAT);
        if (i + 1 < len) {
            uint8_t twice[4] = {c, word[i + 1], c, word[i + 1]};
            change(base, i, 2, twice, 4, PREP_COST_ONCE);
        }
        table_edits_at(base, i);
    }
    table_edits_at(base, len);
}

static void table_edits_at(struct base *base, size_t at)
{
    const struct prep_spell_edits *edits = &base->search->tables->by_first;
    const uint8_t *word = base->word + at;
    size_t left = base->len - at;
    const uint8_t first[2] = {0, left > 0 ? *word : 0};
    for (size_t turn = 0; turn < (left > 0 ? 2 : 1); turn++)
        for (size_t i = edits->begin[first[turn]]; i < edits->begin[first[turn] + 1]; i++) {
            const struct prep_spell_edit *edit = &edits->list[i];
            if (left >= edit->n_from && !memcmp(word, edit->from, edit->n_from))
                change(base, at, edit->n_from, edit->to, edit->n_to, edit->cost);
        }
}

/* A letter too many, too few or wrong. */
static void ordinary_edits(struct base *base)
{
    const struct prep_spell_tables *tables = base->search->tables;
    for (size_t i = 0; i <= base->len; i++) {
        uint8_t own = i < base->len ? base->word[i] : 0;
        if (i < base->len)
            change(base, i, 1, NULL, 0, PREP_COST_ORDINARY);
        for (size_t k = 0; k < tables->n_letters; k++) {
            uint8_t letter = (uint8_t)tables->letters[k];
            change(base, i, 0, &letter, 1, PREP_COST_ORDINARY);
            if (i < base->len && letter != own)
                change(base, i, 1, &letter, 1,
                       prep_keys_are_neighbours(tables, own, letter) ? PREP_COST_KEY
                                                                     : PREP_COST_ORDINARY);
        }
    }
}

/* Offer the word with n_from letters at `at` replaced, and what else can be done to it. */
static void change(struct base *base, size_t at, size_t n_from, const uint8_t *to, size_t n_to,
                   unsigned cost)
{
    uint8_t changed[PREP_NEAR_ROOM];
    size_t n = base->len - n_from + n_to;
    cost += base->cost;
    if (base->search->status || n > PREP_AFFIX_LETTERS || n < 2 ||
        (base->second && cost > COST_TWO))
        return;
    bool first = at == 0 && n_from > 0 && (n_to == 0 || to[0] != base->word[0]) &&
                 (n_to > 0 || base->word[n_from] != base->word[0]);
    bool more = !base->second && cost <= COST_LIKELY && !first && base->len <= SECOND_LENGTH;
    bool offered = fits(base, at, n_from, to, n_to);
    if (!offered && !more)
        return;
    memcpy(changed, base->word, at);
    if (n_to > 0)
        memcpy(changed + at, to, n_to);
    memcpy(changed + at + n_to, base->word + at + n_from, base->len - at - n_from);
    if (offered)
        prep_offer(base->search, changed, n, base->parts, cost + (first ? PREP_COST_FIRST : 0));
    if (!more)
        return;
    struct base again = {.search = base->search,
                         .word = changed,
                         .len = n,
                         .parts = base->parts,
                         .second = true,
                         .from = at,
                         .cost = cost};
    start(&again);
    likely_edits(&again);
}

/* Is the word so changed in the filter, as a whole or by its parts? */
static bool fits(const struct base *base, size_t at, size_t n_from, const uint8_t *to, size_t n_to)
{
    const struct prep_hashes *hashes = &base->hashes;
    size_t end = at + n_from;
    uint64_t middle = 0;
    for (size_t i = 0; i < n_to; i++)
        middle = prep_hash_add(middle, to[i]);
    if (base->parts)
        return fits_part(base, at, n_from, to, n_to, middle);
    uint64_t begin = hashes->begin[at] * hashes->power[n_to] + middle;
    return is_form(base,
                   begin * hashes->power[base->len - end] + prep_hash_part(hashes, end, base->len));
}

/* In a compound, the part with the change in it must be a form; or the two parts that meet in it.
 */
static bool fits_part(const struct base *base, size_t at, size_t n_from, const uint8_t *to,
                      size_t n_to, uint64_t middle)
{
    const struct prep_hashes *hashes = &base->hashes;
    size_t end = at + n_from;
    for (size_t i = 0; i < base->n_begins && base->begins[i] <= at; i++) {
        uint64_t head = prep_hash_part(hashes, base->begins[i], at);
        uint64_t begin = head * hashes->power[n_to] + middle;
        for (size_t k = 0; k < base->n_ends && base->ends[k] >= end; k++)
            if (is_form(base, begin * hashes->power[base->ends[k] - end] +
                                  prep_hash_part(hashes, end, base->ends[k])))
                return true;
        for (size_t cut = 1; cut < n_to; cut++) {
            head = prep_hash_add(head, to[cut - 1]);
            if (is_form(base, head) && begins_part(base, end, to + cut, n_to - cut))
                return true;
        }
    }
    return false;
}

/* Are the last letters of a change the begin of a part? */
static bool begins_part(const struct base *base, size_t end, const uint8_t *to, size_t n_to)
{
    const struct prep_hashes *hashes = &base->hashes;
    uint64_t head = 0;
    for (size_t i = 0; i < n_to; i++)
        head = prep_hash_add(head, to[i]);
    for (size_t k = 0; k < base->n_ends && base->ends[k] >= end; k++)
        if (is_form(base, head * hashes->power[base->ends[k] - end] +
                              prep_hash_part(hashes, end, base->ends[k])))
            return true;
    return false;
}
