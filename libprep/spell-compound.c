/* spell-compound.c - compounds, as Hunspell's AffixMgr::compound_check() finds them. */
#include "spell-affix.h"

/* A word whose parts are looked for, and what came out for its tails. */
struct parts {
    const struct prep_affixes *affixes;
    const uint8_t *word;
    size_t len;
    uint32_t tail[PREP_AFFIX_ROOM]; /* result for the tail that begins there */
    bool tried[PREP_AFFIX_ROOM];
};

static uint32_t check_parts(struct parts *parts, size_t at);
static uint32_t find_first(const struct parts *parts, size_t at, size_t len, bool *stop);
static uint32_t find_last(const struct parts *parts, size_t at, bool *stop);
static bool begins_rest(const struct parts *parts, size_t at, uint32_t root);
static bool is_forbidden_whole(const struct parts *parts, size_t at, size_t len);
static bool is_pair(const struct prep_affixes *affixes, const uint8_t *word, size_t len);

uint32_t prep_compound_check(const struct prep_affixes *affixes, const uint8_t *word, size_t len)
{
    struct parts parts = {.affixes = affixes, .word = word, .len = len};
    if (!affixes->begin || len < 2 * affixes->compound_min)
        return PREP_NO_ROOT;
    memset(parts.tried, 0, len);
    return check_parts(&parts, 0);
}

/* The parts of the tail at `at`: the root of the first, or none. The tails of a word are parts of
 * each other, so each is looked at once. */
static uint32_t check_parts(struct parts *parts, size_t at)
{
    const struct prep_affixes *affixes = parts->affixes;
    const struct prep_root *roots = affixes->roots;
    size_t least = affixes->compound_min;
    if (parts->tried[at])
        return parts->tail[at];
    parts->tried[at] = true;
    parts->tail[at] = PREP_NO_ROOT;
    for (size_t cut = at + least; cut + least <= parts->len; cut++) {
        bool stop = false;
        uint32_t first = find_first(parts, at, cut - at, &stop);
        if (stop)
            return PREP_NO_ROOT;
        if (first == PREP_NO_ROOT)
            continue;
        uint32_t last = find_last(parts, cut, &stop);
        if (stop)
            return PREP_NO_ROOT;
        bool is_more = last == PREP_NO_ROOT;
        if (is_more) {
            last = check_parts(parts, cut);
            if (last == PREP_NO_ROOT)
                continue;
        }
        if (affixes->pairs && is_pair(affixes, parts->word + at, parts->len - at))
            return PREP_NO_ROOT;
        if (is_more && begins_rest(parts, cut, last)) {
            size_t len = cut - at + roots[last].len;
            if (affixes->pairs && is_pair(affixes, parts->word + at, len))
                continue;
            if (is_forbidden_whole(parts, at, len))
                return PREP_NO_ROOT;
        }
        return parts->tail[at] = first;
    }
    return PREP_NO_ROOT;
}

/* The part of len letters at `at` as one that others follow. *stop: this word is no compound. */
static uint32_t find_first(const struct parts *parts, size_t at, size_t len, bool *stop)
{
    const struct prep_affixes *affixes = parts->affixes;
    const struct prep_root *roots = affixes->roots;
    prep_flags wanted = at == 0 ? affixes->begin : affixes->middle;
    const uint8_t *part = parts->word + at;
    uint32_t root = prep_root_find(affixes, part, len);
    while (root != PREP_NO_ROOT &&
           (roots[root].flags & affixes->need_affix || !(roots[root].flags & wanted)))
        root = roots[root].next;
    if (root != PREP_NO_ROOT)
        return roots[root].flags & (affixes->forbidden | PREP_FLAG_ONLYUPCASE) ? PREP_NO_ROOT
                                                                               : root;
    if (!wanted)
        return PREP_NO_ROOT;
    root = prep_suffix_check(affixes, part, len, NULL, 0, wanted, PREP_COMPOUND_BEGIN);
    if (root == PREP_NO_ROOT)
        root = prep_prefix_check(affixes, part, len, PREP_COMPOUND_BEGIN, wanted);
    *stop = root != PREP_NO_ROOT && roots[root].flags & (affixes->forbidden | PREP_FLAG_ONLYUPCASE);
    return root;
}

/* All that is left at `at` as last part. */
static uint32_t find_last(const struct parts *parts, size_t at, bool *stop)
{
    const struct prep_affixes *affixes = parts->affixes;
    const struct prep_root *roots = affixes->roots;
    const uint8_t *part = parts->word + at;
    size_t len = parts->len - at;
    uint32_t root = prep_root_find(affixes, part, len);
    while (root != PREP_NO_ROOT &&
           (roots[root].flags & affixes->need_affix || !(roots[root].flags & affixes->end)))
        root = roots[root].next;
    if (root == PREP_NO_ROOT && affixes->end)
        root = prep_affix_check(affixes, part, len, affixes->end, PREP_COMPOUND_END);
    *stop = root != PREP_NO_ROOT && roots[root].flags & (affixes->forbidden | PREP_FLAG_ONLYUPCASE);
    return root;
}

/* Does the tail at `at` begin with the root as it stands in the dictionary? */
static bool begins_rest(const struct parts *parts, size_t at, uint32_t root)
{
    const struct prep_affixes *affixes = parts->affixes;
    size_t len = affixes->roots[root].len;
    return affixes->forbidden && len <= parts->len - at &&
           !memcmp(affixes->text + affixes->roots[root].text, parts->word + at, len);
}

/* Is the tail at `at`, of which the first two parts are len letters, listed as wrong? */
static bool is_forbidden_whole(const struct parts *parts, size_t at, size_t len)
{
    const struct prep_affixes *affixes = parts->affixes;
    const uint8_t *word = parts->word + at, *text = affixes->text;
    size_t word_len = parts->len - at;
    uint32_t whole = prep_root_find(affixes, word, word_len);
    if (whole == PREP_NO_ROOT)
        whole = prep_affix_check(affixes, word, word_len, 0, PREP_ALONE);
    return whole != PREP_NO_ROOT && affixes->roots[whole].flags & affixes->forbidden &&
           affixes->roots[whole].len >= len &&
           !memcmp(text + affixes->roots[whole].text, word, len);
}

/* Is the word listed as two? Then it is no compound of them. */
static bool is_pair(const struct prep_affixes *affixes, const uint8_t *word, size_t len)
{
    uint8_t two[PREP_AFFIX_ROOM];
    for (size_t cut = 1; cut < len && len > 2; cut++) {
        uint8_t tail = word[cut - 1];
        if (!(affixes->pair_tail[tail >> 6] >> (tail & 63) & 1))
            continue;
        memcpy(two, word, cut);
        two[cut] = ' ';
        memcpy(two + cut + 1, word + cut, len - cut);
        if (prep_root_find(affixes, two, len + 1) != PREP_NO_ROOT ||
            prep_affix_check(affixes, two, len + 1, 0, PREP_ALONE) != PREP_NO_ROOT)
            return true;
    }
    return false;
}
