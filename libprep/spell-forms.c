/* spell-forms.c - a filter of all forms that a dictionary's words have. Nearly all that is one
 * letter away from a misspelt word is no word: this tells so without looking it up.
 *
 * It is a Bloom filter whose hash is a polynomial in the letters, so that the hash of a word with a
 * letter changed comes from those of the pieces before and behind the place. */
#include "spell-affix.h"

#include <stdlib.h>

#define BASE 0x9E3779B97F4A7C15u /* odd: what is done to a hash can be undone */

/* The suffixes or prefixes that go with a flag. */
struct by_flag {
    const struct prep_affix *affix;
    uint64_t hash;  /* of what it adds */
    uint64_t power; /* BASE to its length */
};

/* All forms are put in through this. */
struct forms {
    const struct prep_affixes *affixes;
    uint64_t *bits;
    unsigned shift; /* of a mixed hash, to the number of its word of bits */
    struct by_flag *suffixes, *prefixes;
    prep_flags suffix_flags, prefix_flags; /* that there are any of */
    size_t suffix_begin[65], prefix_begin[65];
};

static bool sort_by_flag(const struct prep_affix_list *list, struct by_flag **sorted,
                         size_t begin[65], prep_flags *flags);
static void add_root(const struct forms *forms, const struct prep_root *root);
static void add_suffixed(const struct forms *forms, const struct prep_root *root,
                         const struct by_flag *suffix, const uint8_t *text,
                         const struct prep_hashes *hashes);
static void add_prefixed(const struct forms *forms, prep_flags flags, const uint8_t *text,
                         size_t len, uint64_t hash, const struct prep_hashes *hashes);
static void put(const struct forms *forms, uint64_t hash);
static uint64_t letter(uint8_t c);
static uint64_t pattern(uint64_t mixed);

/* Bits for each root: it has about ten forms. Two to the power of this many words of 64 bits. */
unsigned prep_forms_size(const struct prep_affixes *affixes)
{
    unsigned size = 6;
    while (((uint64_t)64 << size) < (uint64_t)192 * affixes->n_roots)
        size++;
    return size;
}

bool prep_forms_fill(const struct prep_affixes *affixes, uint64_t *bits, unsigned size)
{
    struct forms forms = {.affixes = affixes, .bits = bits, .shift = 64 - size};
    bool done =
        sort_by_flag(&affixes->suffixes, &forms.suffixes, forms.suffix_begin,
                     &forms.suffix_flags) &&
        sort_by_flag(&affixes->prefixes, &forms.prefixes, forms.prefix_begin, &forms.prefix_flags);
    for (uint32_t i = 1; done && i < affixes->n_roots; i++)
        add_root(&forms, &affixes->roots[i]);
    free(forms.suffixes);
    free(forms.prefixes);
    return done;
}

bool prep_forms_has(const uint64_t *bits, unsigned size, uint64_t hash)
{
    uint64_t mixed = (hash ^ hash >> 32) * BASE, wanted = pattern(mixed);
    return (bits[mixed >> (64 - size)] & wanted) == wanted;
}

void prep_hashes_make(struct prep_hashes *hashes, const uint8_t *word, size_t len)
{
    hashes->begin[0] = 0;
    hashes->power[0] = 1;
    for (size_t i = 0; i < len; i++) {
        hashes->begin[i + 1] = prep_hash_add(hashes->begin[i], word[i]);
        hashes->power[i + 1] = hashes->power[i] * BASE;
    }
}

uint64_t prep_hash_add(uint64_t hash, uint8_t c)
{
    return hash * BASE + letter(c);
}

/* For each flag of 64, the affixes that have it: flags are bits of a root, too. */
static bool sort_by_flag(const struct prep_affix_list *list, struct by_flag **sorted,
                         size_t begin[65], prep_flags *flags)
{
    size_t n = 0;
    struct by_flag *to = malloc((list->n + 1) * sizeof *to);
    *sorted = to;
    if (!to)
        return false;
    for (unsigned bit = 0; bit < 64; bit++) {
        begin[bit] = n;
        for (size_t i = 0; i < list->n; i++) {
            if (list->list[i].flag != (prep_flags)1 << bit)
                continue;
            *flags |= list->list[i].flag;
            to[n] = (struct by_flag){&list->list[i], 0, 1};
            for (size_t k = 0; k < list->list[i].n_append; k++) {
                to[n].hash = prep_hash_add(to[n].hash, list->list[i].append[k]);
                to[n].power *= BASE;
            }
            n++;
        }
    }
    begin[64] = n;
    return true;
}

static void add_root(const struct forms *forms, const struct prep_root *root)
{
    const uint8_t *text = forms->affixes->text + root->text;
    struct prep_hashes hashes;
    prep_hashes_make(&hashes, text, root->len);
    put(forms, hashes.begin[root->len]);
    add_prefixed(forms, root->flags, text, root->len, hashes.begin[root->len], &hashes);
    for (prep_flags left = root->flags & forms->suffix_flags; left != 0; left &= left - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(left);
        for (size_t i = forms->suffix_begin[bit]; i < forms->suffix_begin[bit + 1]; i++)
            add_suffixed(forms, root, &forms->suffixes[i], text, &hashes);
    }
}

/* The root with a suffix, with a second one behind it, and with a prefix. */
static void add_suffixed(const struct forms *forms, const struct prep_root *root,
                         const struct by_flag *suffix, const uint8_t *text,
                         const struct prep_hashes *hashes)
{
    const struct prep_affix *affix = suffix->affix;
    if (root->len < affix->n_strip ||
        !prep_affix_fits(forms->affixes, affix, text, root->len, true))
        return;
    size_t kept = root->len - affix->n_strip, len = kept + affix->n_append;
    uint64_t hash = hashes->begin[kept] * suffix->power + suffix->hash;
    put(forms, hash);
    prep_flags flags = root->flags | affix->continuation;
    if (len >= PREP_AFFIX_ROOM ||
        !((flags & forms->prefix_flags) | (affix->continuation & forms->suffix_flags)))
        return;
    uint8_t form[PREP_AFFIX_ROOM];
    struct prep_hashes own;
    memcpy(form, text, kept);
    memcpy(form + kept, affix->append, affix->n_append);
    prep_hashes_make(&own, form, len);
    add_prefixed(forms, flags, form, len, hash, &own);
    for (prep_flags left = affix->continuation & forms->suffix_flags; left != 0; left &= left - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(left);
        for (size_t i = forms->suffix_begin[bit]; i < forms->suffix_begin[bit + 1]; i++) {
            const struct by_flag *outer = &forms->suffixes[i];
            if (len < outer->affix->n_strip ||
                !prep_affix_fits(forms->affixes, outer->affix, form, len, true))
                continue;
            size_t begin = len - outer->affix->n_strip;
            put(forms, own.begin[begin] * outer->power + outer->hash);
        }
    }
}

static void add_prefixed(const struct forms *forms, prep_flags flags, const uint8_t *text,
                         size_t len, uint64_t hash, const struct prep_hashes *hashes)
{
    for (prep_flags left = flags & forms->prefix_flags; left != 0; left &= left - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(left);
        for (size_t i = forms->prefix_begin[bit]; i < forms->prefix_begin[bit + 1]; i++) {
            const struct prep_affix *affix = forms->prefixes[i].affix;
            if (len < affix->n_strip || !prep_affix_fits(forms->affixes, affix, text, len, false))
                continue;
            uint64_t rest =
                hash - hashes->begin[affix->n_strip] * hashes->power[len - affix->n_strip];
            put(forms, forms->prefixes[i].hash * hashes->power[len - affix->n_strip] + rest);
        }
    }
}

static void put(const struct forms *forms, uint64_t hash)
{
    uint64_t mixed = (hash ^ hash >> 32) * BASE;
    forms->bits[mixed >> forms->shift] |= pattern(mixed);
}

/* Of what case a letter is does not matter here. */
static uint64_t letter(uint8_t c)
{
    return (uint64_t)prep_latin1_lower(c) + 1;
}

/* Three bits of 64. */
static uint64_t pattern(uint64_t mixed)
{
    return (uint64_t)1 << (mixed >> 20 & 63) | (uint64_t)1 << (mixed >> 26 & 63) |
           (uint64_t)1 << (mixed >> 32 & 63);
}
