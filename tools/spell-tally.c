/* spell-tally.c - counts of words. As their hashes are known, nothing is hashed or compared: two
 * words that share one of 96 bits do not occur. */
#include "spell-tally.h"

#include <stdlib.h>
#include <string.h>

enum {
    BUCKETS = 1 << 16,
    DIGITS = 2,   /* by which words are distributed */
    MANY = 10000, /* words that are worth it */
};

struct entry {
    uint64_t low; /* of the hash; sorted: the first bytes of the word, as a number */
    uint64_t count;
    union {
        struct {
            uint32_t high, offset; /* of the word in words */
        } counted;
        const char *sorted;
    } word;
    uint32_t len;
    uint8_t class;
};

struct spell_tally {
    struct entry *entries;
    size_t n, cap;
    uint64_t *slots; /* upper half: bits of the hash; lower half: index of the entry + 1, or 0 */
    size_t n_slots;  /* a power of two, more than twice n */
    struct prep_buf words;
};

static bool grow(struct spell_tally *tally);
static bool add_entry(struct spell_tally *tally, struct prep_token_hash hash,
                      const struct spell_count *word);
static void make_sortable(struct spell_tally *tally, struct entry *entry);
static void sort_entries(struct entry *entries, size_t n, int digit);
static bool distribute(struct entry *entries, size_t n, int digit, size_t *ends);
static size_t digit_of(const struct entry *entry, int digit);
static int compare(const void *a, const void *b);

struct spell_tally *spell_tally_new(void)
{
    return calloc(1, sizeof(struct spell_tally));
}

void spell_tally_free(struct spell_tally *tally)
{
    if (!tally)
        return;
    free(tally->entries);
    free(tally->slots);
    prep_buf_free(&tally->words);
    free(tally);
}

enum prep_status spell_tally_add(struct spell_tally *tally, struct prep_token_hash hash,
                                 const struct spell_count *word)
{
    if (2 * tally->n >= tally->n_slots && !grow(tally))
        return PREP_E_NOMEM;
    size_t mask = tally->n_slots - 1, at = (size_t)hash.low & mask;
    for (; tally->slots[at] != 0; at = (at + 1) & mask) {
        if (tally->slots[at] >> 32 != hash.low >> 32)
            continue;
        struct entry *entry = &tally->entries[(uint32_t)tally->slots[at] - 1];
        if (entry->low == hash.low && entry->word.counted.high == (uint32_t)hash.high) {
            entry->count += word->count;
            return PREP_OK;
        }
    }
    if (!add_entry(tally, hash, word))
        return PREP_E_NOMEM;
    tally->slots[at] = (hash.low & ~(uint64_t)UINT32_MAX) | tally->n;
    return PREP_OK;
}

enum prep_status spell_tally_merge(struct spell_tally *tally, const struct spell_tally *from)
{
    enum prep_status status = PREP_OK;
    for (size_t i = 0; i < from->n && !status; i++) {
        const struct entry *entry = &from->entries[i];
        struct prep_token_hash hash = {entry->word.counted.high, entry->low};
        struct spell_count word = {from->words.data + entry->word.counted.offset, entry->len,
                                   entry->count, (enum prep_spell_class)entry->class};
        status = spell_tally_add(tally, hash, &word);
    }
    return status;
}

void spell_tally_sort(struct spell_tally *tally)
{
    free(tally->slots); /* as nothing will be counted any more, they need no memory */
    tally->slots = NULL;
    tally->n_slots = 0;
    for (size_t i = 0; i < tally->n; i++)
        make_sortable(tally, &tally->entries[i]);
    sort_entries(tally->entries, tally->n, 0);
}

bool spell_tally_get(const struct spell_tally *tally, size_t i, struct spell_count *word)
{
    if (i >= tally->n)
        return false;
    const struct entry *entry = &tally->entries[i];
    *word = (struct spell_count){entry->word.sorted, entry->len, entry->count,
                                 (enum prep_spell_class)entry->class};
    return true;
}

static bool grow(struct spell_tally *tally)
{
    size_t n_slots = tally->n_slots ? 2 * tally->n_slots : 256;
    uint64_t *slots = calloc(n_slots, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < tally->n; i++) {
        uint64_t low = tally->entries[i].low;
        size_t at = (size_t)low & (n_slots - 1);
        while (slots[at] != 0)
            at = (at + 1) & (n_slots - 1);
        slots[at] = (low & ~(uint64_t)UINT32_MAX) | (i + 1);
    }
    free(tally->slots);
    tally->slots = slots;
    tally->n_slots = n_slots;
    return true;
}

static bool add_entry(struct spell_tally *tally, struct prep_token_hash hash,
                      const struct spell_count *word)
{
    if (tally->n == tally->cap) {
        size_t cap = tally->cap ? tally->cap + tally->cap / 2 : 128;
        struct entry *entries = realloc(tally->entries, cap * sizeof *entries);
        if (!entries)
            return false;
        tally->entries = entries;
        tally->cap = cap;
    }
    size_t offset = tally->words.len;
    if (offset > UINT32_MAX || word->len > UINT32_MAX || tally->n >= UINT32_MAX ||
        prep_buf_append(&tally->words, word->word, word->len))
        return false;
    tally->entries[tally->n++] = (struct entry){
        .low = hash.low,
        .count = word->count,
        .word.counted = {(uint32_t)hash.high, (uint32_t)offset},
        .len = (uint32_t)word->len,
        .class = (uint8_t)word->class,
    };
    return true;
}

static void make_sortable(struct spell_tally *tally, struct entry *entry)
{
    const char *word = tally->words.data + entry->word.counted.offset;
    entry->word.sorted = word;
    entry->low = 0;
    for (size_t i = 0; i < 8; i++)
        entry->low = entry->low << 8 | (i < entry->len ? (unsigned char)word[i] : 0);
}

/* Most words occur once or a few times: as long as there are many, they are distributed by one
 * digit after the other, first the count, then two bytes of the word. */
static void sort_entries(struct entry *entries, size_t n, int digit)
{
    size_t *ends = n < MANY || digit == DIGITS ? NULL : calloc(BUCKETS, sizeof *ends);
    if (ends && distribute(entries, n, digit, ends))
        for (size_t i = 0, begin = 0; i < BUCKETS; begin = ends[i++])
            sort_entries(entries + begin, ends[i] - begin, i == 0 ? DIGITS : digit + 1);
    else if (n > 1)
        qsort(entries, n, sizeof *entries, compare);
    free(ends);
}

/* ends: where the words with each digit end. false: there is no memory. */
static bool distribute(struct entry *entries, size_t n, int digit, size_t *ends)
{
    struct entry *from = malloc(n * sizeof *from);
    if (!from)
        return false;
    memcpy(from, entries, n * sizeof *from);
    for (size_t i = 0; i < n; i++)
        ends[digit_of(&from[i], digit)]++;
    for (size_t i = 0, sum = 0; i < BUCKETS; i++) {
        sum += ends[i];
        ends[i] = sum - ends[i]; /* the begin, for now */
    }
    for (size_t i = 0; i < n; i++)
        entries[ends[digit_of(&from[i], digit)]++] = from[i];
    free(from);
    return true;
}

/* In the order of compare(). */
static size_t digit_of(const struct entry *entry, int digit)
{
    if (digit == 0) /* all high counts share one */
        return entry->count < BUCKETS ? (size_t)(BUCKETS - 1 - entry->count) : 0;
    return entry->low >> (64 - 16 * digit) & (BUCKETS - 1);
}

static int compare(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    int order = memcmp(x->word.sorted, y->word.sorted, x->len < y->len ? x->len : y->len);
    return order ? order : x->len < y->len ? -1 : x->len > y->len;
}
