/* spell-affix.c - roots and affixes, as Hunspell's affixmgr.cxx and affentry.cxx find them. Order
 * matters: the first root found decides. */
#include "spell-affix.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static bool has_suffix_place(const struct prep_affixes *affixes, const struct prep_affix *suffix,
                             const struct prep_affix *prefix, prep_flags continuation,
                             enum prep_position position);
static uint32_t try_suffix(const struct prep_affixes *affixes, const struct prep_affix *suffix,
                           const uint8_t *word, size_t len, const struct prep_affix *prefix,
                           prep_flags continuation, prep_flags need, enum prep_position position);
static uint32_t try_prefix(const struct prep_affixes *affixes, const struct prep_affix *prefix,
                           const uint8_t *word, size_t len, enum prep_position position,
                           prep_flags need);
static size_t strip_suffix(const struct prep_affixes *affixes, const struct prep_affix *suffix,
                           const uint8_t *word, size_t len, uint8_t root[PREP_AFFIX_ROOM]);
static size_t strip_prefix(const struct prep_affixes *affixes, const struct prep_affix *prefix,
                           const uint8_t *word, size_t len, uint8_t root[PREP_AFFIX_ROOM]);
static bool fits(const struct prep_affixes *affixes, const struct prep_affix *affix,
                 const uint8_t *word);
static uint32_t two_suffixes(const struct prep_affixes *affixes, const uint8_t *word, size_t len,
                             const struct prep_affix *prefix, prep_flags need);
static uint32_t try_two(const struct prep_affixes *affixes, const struct prep_affix *outer,
                        const uint8_t *word, size_t len, const struct prep_affix *prefix,
                        prep_flags need);
static uint32_t prefix_and_two(const struct prep_affixes *affixes, const uint8_t *word, size_t len,
                               prep_flags need);

uint32_t prep_root_find(const struct prep_affixes *affixes, const uint8_t *word, size_t len)
{
    uint32_t hash = (uint32_t)XXH3_64bits(word, len), slot;
    uint32_t mask = affixes->slot_mask, index_mask = affixes->index_mask;
    uint32_t bit = hash >> affixes->filter_shift;
    if (!(affixes->filter[bit >> 6] >> (bit & 63) & 1))
        return PREP_NO_ROOT;
    for (uint32_t at = hash & mask; (slot = affixes->slots[at]) != 0; at = (at + 1) & mask) {
        if ((slot ^ hash) & ~index_mask)
            continue;
        const struct prep_root *root = &affixes->roots[slot & index_mask];
        if (root->hash == hash && root->len == len &&
            !memcmp(affixes->text + root->text, word, len))
            return slot & index_mask;
    }
    return PREP_NO_ROOT;
}

uint32_t prep_affix_check(const struct prep_affixes *affixes, const uint8_t *word, size_t len,
                          prep_flags need, enum prep_position position)
{
    uint32_t root = prep_prefix_check(affixes, word, len, position, need);
    if (root == PREP_NO_ROOT)
        root = prep_suffix_check(affixes, word, len, NULL, 0, need, position);
    if (root != PREP_NO_ROOT || affixes->in_continuations == 0)
        return root;
    root = two_suffixes(affixes, word, len, NULL, need);
    return root != PREP_NO_ROOT ? root : prefix_and_two(affixes, word, len, need);
}

/* Walk through the affixes that fit the edge of a word; AFFIX is set to each. */
#define FOR_EACH_AFFIX(affix, affixes_list, edge, matches)                                         \
    for (size_t i_ = 0, end_ = (affixes_list)->begin[0], phase_ = 0;                               \
         i_ < end_ || (phase_ == 0 && len > 0 &&                                                   \
                       (phase_ = 1, i_ = (affixes_list)->begin[edge],                              \
                       end_ = (affixes_list)->begin[(edge) + 1], i_ < end_));)                     \
        if (affix = &(affixes_list)->list[i_], !(matches)) {                                       \
            i_ = affix->skip;                                                                      \
        } else if (i_++, true)

static bool ends_in(const uint8_t *word, size_t len, const struct prep_affix *suffix)
{
    if (suffix->n_append > len)
        return false;
    for (size_t i = 1; i <= suffix->n_append; i++)
        if (word[len - i] != suffix->append[suffix->n_append - i])
            return false;
    return true;
}

static bool begins_with(const uint8_t *word, size_t len, const struct prep_affix *prefix)
{
    return prefix->n_append <= len && !memcmp(word, prefix->append, prefix->n_append);
}

uint32_t prep_prefix_check(const struct prep_affixes *affixes, const uint8_t *word, size_t len,
                           enum prep_position position, prep_flags need)
{
    const struct prep_affix *prefix;
    FOR_EACH_AFFIX(prefix, &affixes->prefixes, word[0], begins_with(word, len, prefix))
    {
        if ((position == PREP_ALONE && prefix->continuation & affixes->only_in_compound) ||
            (position == PREP_COMPOUND_END && !(prefix->continuation & affixes->permit)))
            continue;
        uint32_t root = try_prefix(affixes, prefix, word, len, position, need);
        if (root != PREP_NO_ROOT)
            return root;
    }
    return PREP_NO_ROOT;
}

uint32_t prep_suffix_check(const struct prep_affixes *affixes, const uint8_t *word, size_t len,
                           const struct prep_affix *prefix, prep_flags continuation,
                           prep_flags need, enum prep_position position)
{
    const struct prep_affix *suffix;
    const struct prep_affix_list *list =
        position == PREP_COMPOUND_BEGIN ? &affixes->joints : &affixes->suffixes;
    FOR_EACH_AFFIX(suffix, list, word[len - 1], ends_in(word, len, suffix))
    {
        if (!has_suffix_place(affixes, suffix, prefix, continuation, position))
            continue;
        uint32_t root =
            try_suffix(affixes, suffix, word, len, prefix, continuation, need, position);
        if (root != PREP_NO_ROOT)
            return root;
    }
    return PREP_NO_ROOT;
}

/* May the suffix stand there at all? */
static bool has_suffix_place(const struct prep_affixes *affixes, const struct prep_affix *suffix,
                             const struct prep_affix *prefix, prep_flags continuation,
                             enum prep_position position)
{
    prep_flags own = suffix->continuation, other = prefix ? prefix->continuation : 0;
    if (suffix->n_append == 0 && continuation && !suffix->continues)
        return false;
    if (position == PREP_COMPOUND_BEGIN && !(own & affixes->permit))
        return false;
    if (!(own & affixes->circumfix) != !(other & affixes->circumfix))
        return false;
    if (position == PREP_ALONE && own & affixes->only_in_compound)
        return false;
    if (!continuation && own & affixes->need_affix && (!prefix || other & affixes->need_affix))
        return false;
    return suffix->n_append == 0 || position != PREP_COMPOUND_END || prefix ||
           !(own & affixes->only_in_compound);
}

static uint32_t try_suffix(const struct prep_affixes *affixes, const struct prep_affix *suffix,
                           const uint8_t *word, size_t len, const struct prep_affix *prefix,
                           prep_flags continuation, prep_flags need, enum prep_position position)
{
    uint8_t text[PREP_AFFIX_ROOM];
    prep_flags bad = position == PREP_ALONE ? affixes->only_in_compound : 0;
    /* All that does not depend on the root comes first. */
    if ((prefix && !suffix->crosses) || (continuation && !(suffix->continuation & continuation)))
        return PREP_NO_ROOT;
    size_t root_len = strip_suffix(affixes, suffix, word, len, text);
    if (root_len == 0)
        return PREP_NO_ROOT;
    for (uint32_t i = prep_root_find(affixes, text, root_len); i != PREP_NO_ROOT;
         i = affixes->roots[i].next) {
        prep_flags flags = affixes->roots[i].flags;
        if (((flags | (prefix ? prefix->continuation : 0)) & suffix->flag) &&
            (!prefix || (flags | suffix->continuation) & prefix->flag) && !(flags & bad) &&
            (!need || (flags | suffix->continuation) & need))
            return i;
    }
    return PREP_NO_ROOT;
}

static uint32_t try_prefix(const struct prep_affixes *affixes, const struct prep_affix *prefix,
                           const uint8_t *word, size_t len, enum prep_position position,
                           prep_flags need)
{
    uint8_t text[PREP_AFFIX_ROOM];
    size_t root_len = strip_prefix(affixes, prefix, word, len, text);
    if (root_len == 0)
        return PREP_NO_ROOT;
    for (uint32_t i = prep_root_find(affixes, text, root_len); i != PREP_NO_ROOT;
         i = affixes->roots[i].next)
        if (affixes->roots[i].flags & prefix->flag &&
            !(prefix->continuation & affixes->need_affix) &&
            (!need || (affixes->roots[i].flags | prefix->continuation) & need))
            return i;
    if (!prefix->crosses)
        return PREP_NO_ROOT;
    return prep_suffix_check(affixes, text, root_len, prefix, 0, need, position);
}

/* The root without the suffix; 0 where it cannot have been one. */
static size_t strip_suffix(const struct prep_affixes *affixes, const struct prep_affix *suffix,
                           const uint8_t *word, size_t len, uint8_t root[PREP_AFFIX_ROOM])
{
    size_t kept = len - suffix->n_append, n = kept + suffix->n_strip;
    if (len <= suffix->n_append || n < suffix->n_conditions || n > PREP_AFFIX_ROOM)
        return 0;
    memcpy(root, word, kept);
    memcpy(root + kept, suffix->strip, suffix->n_strip);
    return fits(affixes, suffix, root + n - suffix->n_conditions) ? n : 0;
}

static size_t strip_prefix(const struct prep_affixes *affixes, const struct prep_affix *prefix,
                           const uint8_t *word, size_t len, uint8_t root[PREP_AFFIX_ROOM])
{
    size_t kept = len - prefix->n_append, n = kept + prefix->n_strip;
    if (len <= prefix->n_append || n < prefix->n_conditions || n > PREP_AFFIX_ROOM)
        return 0;
    memcpy(root, prefix->strip, prefix->n_strip);
    memcpy(root + prefix->n_strip, word + prefix->n_append, kept);
    return fits(affixes, prefix, root) ? n : 0;
}

bool prep_affix_fits(const struct prep_affixes *affixes, const struct prep_affix *affix,
                     const uint8_t *root, size_t len, bool suffix)
{
    if (len < affix->n_conditions || len < affix->n_strip)
        return false;
    return suffix ? !memcmp(root + len - affix->n_strip, affix->strip, affix->n_strip) &&
                        fits(affixes, affix, root + len - affix->n_conditions)
                  : !memcmp(root, affix->strip, affix->n_strip) && fits(affixes, affix, root);
}

static bool fits(const struct prep_affixes *affixes, const struct prep_affix *affix,
                 const uint8_t *word)
{
    for (size_t i = 0; i < affix->n_conditions; i++)
        if (!(affixes->sets[affix->condition[i]][word[i] >> 3] >> (word[i] & 7) & 1))
            return false;
    return true;
}

/* A suffix that continues another one. */
static uint32_t two_suffixes(const struct prep_affixes *affixes, const uint8_t *word, size_t len,
                             const struct prep_affix *prefix, prep_flags need)
{
    const struct prep_affix *suffix;
    FOR_EACH_AFFIX(suffix, &affixes->outer, word[len - 1], ends_in(word, len, suffix))
    {
        uint32_t root = try_two(affixes, suffix, word, len, prefix, need);
        if (root != PREP_NO_ROOT)
            return root;
    }
    return PREP_NO_ROOT;
}

static uint32_t try_two(const struct prep_affixes *affixes, const struct prep_affix *outer,
                        const uint8_t *word, size_t len, const struct prep_affix *prefix,
                        prep_flags need)
{
    uint8_t text[PREP_AFFIX_ROOM];
    if (prefix && !outer->crosses)
        return PREP_NO_ROOT;
    size_t root_len = strip_suffix(affixes, outer, word, len, text);
    if (root_len == 0)
        return PREP_NO_ROOT;
    if (prefix && outer->continuation & prefix->flag)
        prefix = NULL;
    return prep_suffix_check(affixes, text, root_len, prefix, outer->flag, need, PREP_ALONE);
}

static uint32_t prefix_and_two(const struct prep_affixes *affixes, const uint8_t *word, size_t len,
                               prep_flags need)
{
    const struct prep_affix *prefix;
    FOR_EACH_AFFIX(prefix, &affixes->prefixes, word[0], begins_with(word, len, prefix))
    {
        uint8_t text[PREP_AFFIX_ROOM];
        size_t root_len = prefix->crosses ? strip_prefix(affixes, prefix, word, len, text) : 0;
        uint32_t root =
            root_len > 0 ? two_suffixes(affixes, text, root_len, prefix, need) : PREP_NO_ROOT;
        if (root != PREP_NO_ROOT)
            return root;
    }
    return PREP_NO_ROOT;
}
