/* spell-nearby.c - what the search for candidates needs, made when it is first needed. */
#include "spell-affix.h"

#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER; /* of the tables' nearby */

static struct prep_nearby *make(const struct prep_spell_tables *tables);
static bool collect_common(struct prep_nearby *nearby, const struct prep_map *frequency);
static size_t decode(const char *key, size_t len, uint8_t *text);

const struct prep_nearby *prep_spell_nearby(struct prep_spell_tables *tables)
{
    pthread_mutex_lock(&making);
    if (!tables->nearby)
        tables->nearby = make(tables);
    const struct prep_nearby *nearby = tables->nearby;
    pthread_mutex_unlock(&making);
    return nearby;
}

void prep_nearby_free(struct prep_nearby *nearby)
{
    if (!nearby)
        return;
    for (size_t i = 0; i < nearby->n_grams; i++)
        prep_grams_free(nearby->grams[i]);
    free(nearby->common);
    free(nearby->text);
    free(nearby);
}

uint32_t prep_letter_bit(uint8_t letter)
{
    return letter >= 'a' && letter <= 'z' ? (uint32_t)1 << (letter - 'a')
                                          : (uint32_t)1 << (26 + letter % 5);
}

bool prep_keys_are_neighbours(const struct prep_spell_tables *tables, uint32_t a, uint32_t b)
{
    return a < 256 && b < 256 && tables->neighbours[a][b >> 3] >> (b & 7) & 1;
}

static struct prep_nearby *make(const struct prep_spell_tables *tables)
{
    struct prep_nearby *nearby = calloc(1, sizeof *nearby);
    if (!nearby)
        return NULL;
    for (size_t i = 0; i < tables->n_dictionaries; i++) {
        const struct prep_affixes *affixes = prep_hunspell_affixes(tables->dictionary[i]);
        if (!affixes)
            continue;
        nearby->affixes[nearby->n_grams] = affixes;
        nearby->grams[nearby->n_grams] = prep_grams_new(affixes);
        if (!nearby->grams[nearby->n_grams++])
            goto fail;
    }
    if (collect_common(nearby, tables->frequency))
        return nearby;
fail:
    prep_nearby_free(nearby);
    return NULL;
}

/* All words of the frequency list, by length. */
static bool collect_common(struct prep_nearby *nearby, const struct prep_map *frequency)
{
    size_t n = prep_map_count(frequency), len, bytes = 0;
    uint32_t next[PREP_SUGGEST_MAX + 2] = {0};
    uint8_t text[PREP_SUGGEST_MAX + 4];
    for (size_t i = 0; i < n; i++) {
        const char *key = prep_map_key(frequency, i, &len, NULL);
        size_t letters = decode(key, len, text);
        bytes += letters;
        nearby->by_length[letters + 1] += letters > 0;
    }
    for (size_t i = 1; i < PREP_SUGGEST_MAX + 2; i++)
        nearby->by_length[i] += nearby->by_length[i - 1];
    memcpy(next, nearby->by_length, sizeof next);
    nearby->common = calloc(n + 1, sizeof *nearby->common);
    nearby->text = malloc(bytes + 1);
    if (!nearby->common || !nearby->text)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        const char *key = prep_map_key(frequency, i, &len, NULL);
        size_t letters = decode(key, len, text);
        if (letters == 0)
            continue;
        struct prep_common *common = &nearby->common[next[letters]++];
        common->text = (uint32_t)at;
        common->capital = prep_latin1_lower(text[0]) != text[0];
        text[0] = prep_latin1_lower(text[0]);
        for (size_t k = 0; k < letters; k++)
            common->letters |= prep_letter_bit(text[k]);
        memcpy(nearby->text + at, text, letters);
        at += letters;
    }
    return true;
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
