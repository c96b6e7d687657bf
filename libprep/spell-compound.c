/* spell-compound.c - whole words: cases, compounds; as Hunspell's hunspell.cxx and
 * AffixMgr::compound_check() decide. */
#include "spell-affix.h"

/* A word whose parts are looked for, and what came out for its tails. */
struct parts {
    const struct prep_affixes *affixes;
    const uint8_t *word;
    size_t len;
    uint32_t tail[PREP_AFFIX_ROOM]; /* result for the tail that begins there */
    bool tried[PREP_AFFIX_ROOM];
};

static size_t read_word(const struct prep_word *word, uint8_t text[PREP_AFFIX_ROOM], bool *dot,
                        size_t *capitals);
static uint32_t check_initial(const struct prep_affixes *affixes, uint8_t *text, size_t len,
                              bool dot, bool *compound);
static uint32_t check_capitals(const struct prep_affixes *affixes, uint8_t *text, size_t len,
                               bool dot, bool *compound);
static uint32_t check_lower(const struct prep_affixes *affixes, const uint8_t *text, size_t len,
                            bool *compound);
static uint32_t check_word(const struct prep_affixes *affixes, const uint8_t *text, size_t len,
                           bool initial, bool *compound, bool *is_forbidden);
static uint32_t check_parts(struct parts *parts, size_t at);
static uint32_t find_first(const struct parts *parts, size_t at, size_t len, bool *stop);
static uint32_t find_last(const struct parts *parts, size_t at, bool *stop);
static bool begins_rest(const struct parts *parts, size_t at, uint32_t root);
static bool is_forbidden_whole(const struct parts *parts, size_t at, size_t len);
static bool is_pair(const struct prep_affixes *affixes, const uint8_t *word, size_t len);

enum prep_verdict prep_affixes_check(const struct prep_affixes *affixes,
                                     const struct prep_word *word, const struct prep_root **root)
{
    uint8_t text[PREP_AFFIX_ROOM];
    bool dot, compound = false, forbidden;
    size_t capitals, len = read_word(word, text, &dot, &capitals);
    uint32_t found;
    if (len == 0)
        return PREP_VERDICT_UNSURE;
    bool first = prep_latin1_lower(text[0]) != text[0];
    if (capitals == 1 && first)
        found = check_initial(affixes, text, len, dot, &compound);
    else if (capitals == len && capitals > 0) {
        for (size_t i = 1; affixes->check_sharps && i < len; i++)
            if (text[i - 1] == 'S' && text[i] == 'S')
                return PREP_VERDICT_UNSURE;
        found = check_capitals(affixes, text, len, dot, &compound);
    } else {
        found = check_word(affixes, text, len, false, &compound, &forbidden);
        if (found == PREP_NO_ROOT && dot) {
            text[len] = '.';
            found = check_word(affixes, text, len + 1, false, &compound, &forbidden);
        }
    }
    if (found == PREP_NO_ROOT)
        return PREP_VERDICT_NO;
    *root = &affixes->roots[found];
    return compound ? PREP_VERDICT_COMPOUND : PREP_VERDICT_PLAIN;
}

bool prep_affixes_has_capital(const struct prep_affixes *affixes, const struct prep_root *root,
                              const struct prep_word *word)
{
    uint8_t first = affixes->text[root->text];
    return prep_latin1_lower(first) != first || first == word->cp[0];
}

uint8_t prep_latin1_lower(uint8_t c)
{
    bool upper = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    return upper ? (uint8_t)(c + 0x20) : c;
}

uint8_t prep_latin1_upper(uint8_t c)
{
    bool lower = (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7);
    return lower ? (uint8_t)(c - 0x20) : c;
}

bool prep_latin1_is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c <= 0xFE && c != 0xD7 && c != 0xF7);
}

/* The word in Latin-1 without the dot at its end; 0: not all of it are letters. */
static size_t read_word(const struct prep_word *word, uint8_t text[PREP_AFFIX_ROOM], bool *dot,
                        size_t *capitals)
{
    size_t len = word->n;
    *dot = len > 1 && word->cp[len - 1] == '.';
    *capitals = 0;
    len -= *dot;
    if (len > PREP_AFFIX_LETTERS)
        return 0;
    for (size_t i = 0; i < len; i++) {
        if (!prep_latin1_is_letter(word->cp[i]))
            return 0;
        text[i] = (uint8_t)word->cp[i];
        *capitals += prep_latin1_lower(text[i]) != text[i];
    }
    /* ß is neither: STRAßE counts as all capitals there, and is treated so. */
    for (size_t i = 0; i<len && * capitals> 1; i++)
        if (text[i] == 0xDF)
            return 0;
    return len;
}

/* A word with one capital, at its begin. */
static uint32_t check_initial(const struct prep_affixes *affixes, uint8_t *text, size_t len,
                              bool dot, bool *compound)
{
    bool forbidden, ignored;
    uint32_t root = check_word(affixes, text, len, true, compound, &forbidden);
    if (root != PREP_NO_ROOT || forbidden)
        return root;
    uint8_t capital = text[0];
    text[0] = prep_latin1_lower(capital);
    text[len] = '.';
    root = check_word(affixes, text, len, false, compound, &ignored);
    if (root == PREP_NO_ROOT && dot) {
        root = check_word(affixes, text, len + 1, false, compound, &ignored);
        if (root == PREP_NO_ROOT) {
            text[0] = capital;
            return check_word(affixes, text, len + 1, true, compound, &ignored);
        }
    }
    if (root != PREP_NO_ROOT && affixes->roots[root].flags & affixes->keep_case &&
        !(affixes->check_sharps && memchr(text, 0xDF, len)))
        return PREP_NO_ROOT;
    return root;
}

/* A word in capitals. */
static uint32_t check_capitals(const struct prep_affixes *affixes, uint8_t *text, size_t len,
                               bool dot, bool *compound)
{
    bool forbidden, ignored;
    uint32_t root = check_word(affixes, text, len, false, compound, &forbidden);
    bool any_forbidden = forbidden;
    if (root == PREP_NO_ROOT && dot) {
        text[len] = '.';
        root = check_word(affixes, text, len + 1, false, compound, &forbidden);
        any_forbidden |= forbidden;
    }
    if (root != PREP_NO_ROOT)
        return root;
    uint8_t capital = text[0];
    for (size_t i = 1; i < len; i++)
        text[i] = prep_latin1_lower(text[i]);
    root = check_word(affixes, text, len, false, compound, &forbidden);
    if (any_forbidden || forbidden) /* the mark outlives the call that made it */
        return PREP_NO_ROOT;
    if (root != PREP_NO_ROOT && !(affixes->roots[root].flags & affixes->keep_case))
        return root;
    text[0] = prep_latin1_lower(capital);
    text[len] = '.';
    root = check_lower(affixes, text, len, compound);
    if (root == PREP_NO_ROOT && dot) {
        root = check_lower(affixes, text, len + 1, compound);
        if (root == PREP_NO_ROOT) {
            text[0] = capital;
            root = check_word(affixes, text, len + 1, false, compound, &ignored);
        }
    }
    return root != PREP_NO_ROOT && affixes->roots[root].flags & affixes->keep_case ? PREP_NO_ROOT
                                                                                   : root;
}

static uint32_t check_lower(const struct prep_affixes *affixes, const uint8_t *text, size_t len,
                            bool *compound)
{
    bool ignored;
    return check_word(affixes, text, len, false, compound, &ignored);
}

/* The word exactly as it is. initial: it is one with a capital at its begin. */
static uint32_t check_word(const struct prep_affixes *affixes, const uint8_t *text, size_t len,
                           bool initial, bool *compound, bool *is_forbidden)
{
    prep_flags hidden = initial ? PREP_FLAG_ONLYUPCASE : 0;
    prep_flags no_word = affixes->need_affix | affixes->only_in_compound | hidden;
    const struct prep_root *roots = affixes->roots;
    uint32_t root = prep_root_find(affixes, text, len);
    *is_forbidden = root != PREP_NO_ROOT && roots[root].flags & affixes->forbidden;
    *compound = false;
    if (*is_forbidden)
        return PREP_NO_ROOT;
    while (root != PREP_NO_ROOT && roots[root].flags & no_word)
        root = roots[root].next;
    if (root != PREP_NO_ROOT)
        return root;
    root = prep_affix_check(affixes, text, len, 0, PREP_ALONE);
    if (root != PREP_NO_ROOT && roots[root].flags & (affixes->only_in_compound | hidden))
        root = PREP_NO_ROOT;
    if (root != PREP_NO_ROOT) {
        *is_forbidden = roots[root].flags & affixes->forbidden;
        return *is_forbidden ? PREP_NO_ROOT : root;
    }
    *compound = true;
    return prep_compound_check(affixes, text, len);
}

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
