/* spell-nearby.c - the index that suggestions are found with: made when it is first needed, or
 * made once and given as a block of memory.
 *
 * The block: a head, the filters of forms, the common words' letters, places and texts. It is for
 * the machine that made it: numbers have its byte order. */
#include "spell-affix.h"
#include "spell-near.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

struct head {
    char name[16];
    uint64_t length; /* of what follows */
    uint64_t hash;   /* of all, without this */
    uint64_t n_common, n_text;
    uint32_t n_forms, unused;
    uint32_t forms_size[PREP_DICTIONARIES_MAX];
    uint32_t by_length[PREP_SUGGEST_MAX + 2];
};

static const char name[16] = "prep index 1";

static struct prep_nearby *open_index(const struct prep_spell_tables *tables, const void *data,
                                      size_t len);
static uint64_t hash_of(const struct head *head);
static bool is_sound(const struct prep_nearby *nearby, const struct head *head);
static enum prep_status build(const struct prep_spell_tables *tables, struct prep_buf *out);
static void measure(const struct prep_spell_tables *tables, struct head *head);
static size_t size_of(const struct head *head);
static void fill_common(const struct prep_map *frequency, const struct head *head, char *at);
static size_t decode(const char *key, size_t len, uint8_t *text);

const struct prep_nearby *prep_spell_nearby(struct prep_spell_tables *tables)
{
    struct prep_buf block = PREP_BUF_INIT;
    pthread_mutex_lock(&tables->making);
    if (!tables->nearby && !build(tables, &block)) {
        tables->nearby = open_index(tables, block.data, block.len);
        if (tables->nearby)
            tables->nearby->own = block;
    }
    if (!tables->nearby)
        prep_buf_free(&block);
    const struct prep_nearby *nearby = tables->nearby;
    pthread_mutex_unlock(&tables->making);
    return nearby;
}

void prep_nearby_free(struct prep_nearby *nearby)
{
    if (!nearby)
        return;
    prep_buf_free(&nearby->own);
    free(nearby);
}

enum prep_status prep_speller_compile(const struct prep_transform *transform, struct prep_buf *out)
{
    const struct prep_speller *speller = (const struct prep_speller *)transform;
    if (!prep_is_speller(transform))
        return PREP_E_OPTION;
    enum prep_status status = prep_spell_tables_need(speller->tables, NULL);
    return status ? status : build(speller->tables, out);
}

enum prep_status prep_speller_use_index(struct prep_transform *transform, const void *data,
                                        size_t len, struct prep_error *error)
{
    struct prep_speller *speller = (struct prep_speller *)transform;
    if (!prep_is_speller(transform))
        return prep_fail(error, PREP_E_OPTION, 0, "not a spell-checker");
    enum prep_status status = prep_spell_tables_need(speller->tables, error);
    if (status)
        return status;
    struct prep_nearby *nearby = open_index(speller->tables, data, len);
    if (!nearby)
        return prep_fail(error, PREP_E_DATA, 0, "no index of this version, or a damaged one");
    pthread_mutex_lock(&speller->tables->making);
    prep_nearby_free(speller->tables->nearby);
    speller->tables->nearby = nearby;
    pthread_mutex_unlock(&speller->tables->making);
    return PREP_OK;
}

uint64_t prep_letter_set(const uint8_t *word, size_t len)
{
    uint64_t set = 0;
    for (size_t i = 0; i < len; i++) {
        uint8_t c = word[i];
        unsigned bit = c >= 'a' && c <= 'z' ? (unsigned)(c - 'a') : 26u + c % 6u;
        uint64_t one = (uint64_t)1 << bit;
        set |= set & one ? one << 32 : one;
    }
    return set;
}

#ifdef PREP_HAVE_AVX2
__attribute__((target("popcnt"))) static uint32_t letters_like_popcnt(const uint64_t *sets,
                                                                      uint32_t i, uint32_t end,
                                                                      uint64_t set, unsigned gone,
                                                                      unsigned added)
{
    while (i < end && ((unsigned)__builtin_popcountll(set & ~sets[i]) > gone ||
                       (unsigned)__builtin_popcountll(sets[i] & ~set) > added))
        i++;
    return i;
}
#endif

static bool has_at_most(uint64_t set, unsigned n)
{
    for (; n > 0; n--)
        set &= set - (set != 0);
    return set == 0;
}

uint32_t prep_letters_like(const uint64_t *sets, uint32_t i, uint32_t end, uint64_t set,
                           unsigned gone, unsigned added)
{
#ifdef PREP_HAVE_AVX2
    if (__builtin_cpu_supports("popcnt"))
        return letters_like_popcnt(sets, i, end, set, gone, added);
#endif
    while (i < end && !(has_at_most(set & ~sets[i], gone) && has_at_most(sets[i] & ~set, added)))
        i++;
    return i;
}

bool prep_keys_are_neighbours(const struct prep_spell_tables *tables, uint32_t a, uint32_t b)
{
    return a < 256 && b < 256 && tables->neighbours[a][b >> 3] >> (b & 7) & 1;
}

/* NULL: it is none, or there is no memory. */
static struct prep_nearby *open_index(const struct prep_spell_tables *tables, const void *data,
                                      size_t len)
{
    const struct head *head = data;
    if (len < sizeof *head || (uintptr_t)data % 8 != 0 || memcmp(head->name, name, sizeof name) ||
        head->length != len - sizeof *head || head->n_common > UINT32_MAX / 16 ||
        head->n_text > UINT32_MAX / 2 || head->n_forms > PREP_DICTIONARIES_MAX ||
        head->length != size_of(head) || head->hash != hash_of(head))
        return NULL;
    struct prep_nearby *nearby = calloc(1, sizeof *nearby);
    if (!nearby)
        return NULL;
    const uint64_t *at = (const uint64_t *)(head + 1);
    for (size_t i = 0; i < tables->n_dictionaries; i++) {
        const struct prep_affixes *affixes = prep_hunspell_affixes(tables->dictionary[i]);
        if (affixes && nearby->n_forms < head->n_forms)
            nearby->affixes[nearby->n_forms++] = affixes;
    }
    for (size_t i = 0; i < nearby->n_forms; i++) {
        nearby->forms[i] = at;
        nearby->forms_size[i] = head->forms_size[i];
        at += (size_t)1 << head->forms_size[i];
    }
    nearby->letters = at;
    nearby->place = (const uint32_t *)(at + head->n_common);
    nearby->text = (const uint8_t *)(nearby->place + (head->n_common + 1) / 2 * 2);
    memcpy(nearby->by_length, head->by_length, sizeof nearby->by_length);
    if (nearby->n_forms == head->n_forms && is_sound(nearby, head))
        return nearby;
    free(nearby);
    return NULL;
}

/* Of the head and what follows it. */
static uint64_t hash_of(const struct head *head)
{
    struct head copy = *head;
    copy.hash = 0;
    return XXH3_64bits_withSeed(head + 1, (size_t)head->length, XXH3_64bits(&copy, sizeof copy));
}

/* Does nothing point out of the block? */
static bool is_sound(const struct prep_nearby *nearby, const struct head *head)
{
    for (size_t n = 0; n <= PREP_SUGGEST_MAX; n++) {
        if (nearby->by_length[n] > nearby->by_length[n + 1] ||
            nearby->by_length[n + 1] > head->n_common)
            return false;
        for (uint32_t i = nearby->by_length[n]; i < nearby->by_length[n + 1]; i++)
            if ((nearby->place[i] >> 1) + n > head->n_text)
                return false;
    }
    return true;
}

static enum prep_status build(const struct prep_spell_tables *tables, struct prep_buf *out)
{
    struct head head = {.n_forms = 0};
    measure(tables, &head);
    size_t size = size_of(&head), begin = out->len;
    if (prep_buf_reserve(out, sizeof head + size))
        return PREP_E_NOMEM;
    char *at = out->data + begin + sizeof head;
    memset(at, 0, size);
    for (size_t i = 0, k = 0; i < tables->n_dictionaries; i++) {
        const struct prep_affixes *affixes = prep_hunspell_affixes(tables->dictionary[i]);
        if (!affixes)
            continue;
        if (!prep_forms_fill(affixes, (uint64_t *)(void *)at, head.forms_size[k]))
            return PREP_E_NOMEM;
        at += (size_t)8 << head.forms_size[k++];
    }
    fill_common(tables->frequency, &head, at);
    memcpy(head.name, name, sizeof name);
    head.length = size;
    memcpy(out->data + begin, &head, sizeof head);
    head.hash = hash_of((const struct head *)(const void *)(out->data + begin));
    memcpy(out->data + begin, &head, sizeof head);
    out->len += sizeof head + size;
    return PREP_OK;
}

static void measure(const struct prep_spell_tables *tables, struct head *head)
{
    uint8_t text[PREP_SUGGEST_MAX + 4];
    for (size_t i = 0; i < tables->n_dictionaries; i++) {
        const struct prep_affixes *affixes = prep_hunspell_affixes(tables->dictionary[i]);
        if (affixes)
            head->forms_size[head->n_forms++] = prep_forms_size(affixes);
    }
    for (size_t i = 0; i < prep_map_count(tables->frequency); i++) {
        size_t len;
        const char *key = prep_map_key(tables->frequency, i, &len, NULL);
        size_t letters = decode(key, len, text);
        head->n_text += letters;
        head->n_common += letters > 0;
        head->by_length[letters + 1] += letters > 0;
    }
    for (size_t i = 1; i < PREP_SUGGEST_MAX + 2; i++)
        head->by_length[i] += head->by_length[i - 1];
}

/* Bytes behind the head. */
static size_t size_of(const struct head *head)
{
    size_t size = 8 * head->n_common + 8 * ((head->n_common + 1) / 2) + (head->n_text + 7) / 8 * 8;
    for (size_t i = 0; i < head->n_forms; i++)
        size += head->forms_size[i] < 26 ? (size_t)8 << head->forms_size[i] : SIZE_MAX / 16;
    return size;
}

static void fill_common(const struct prep_map *frequency, const struct head *head, char *at)
{
    uint64_t *letters = (uint64_t *)(void *)at;
    uint32_t *place = (uint32_t *)(letters + head->n_common);
    uint8_t *text = (uint8_t *)(place + (head->n_common + 1) / 2 * 2);
    uint32_t next[PREP_SUGGEST_MAX + 2], used = 0;
    memcpy(next, head->by_length, sizeof next);
    for (size_t i = 0; i < prep_map_count(frequency); i++) {
        uint8_t word[PREP_SUGGEST_MAX + 4];
        size_t len;
        const char *key = prep_map_key(frequency, i, &len, NULL);
        size_t n = decode(key, len, word);
        if (n == 0)
            continue;
        uint8_t first = prep_latin1_lower(word[0]);
        uint32_t to = next[n]++;
        place[to] = used << 1 | (first != word[0]);
        word[0] = first;
        letters[to] = prep_letter_set(word, n);
        memcpy(text + used, word, n);
        used += (uint32_t)n;
    }
}

/* A word in Latin-1; 0: it is none, or has capitals inside. */
static size_t decode(const char *key, size_t len, uint8_t *text)
{
    size_t n = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c = prep_utf8_next(key, len, &at);
        if (n == PREP_SUGGEST_MAX || !prep_latin1_is_letter(c) ||
            (n > 0 && prep_latin1_lower((uint8_t)c) != c))
            return 0;
        text[n++] = (uint8_t)c;
    }
    return n;
}
