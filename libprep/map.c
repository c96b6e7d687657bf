/* map.c - strings to numbers, made for many look-ups that miss. */
#include "internal.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* Keys stand one behind another in one block; an entry refers to its key by offset. */
struct entry {
    uint64_t hash;
    size_t key; /* offset into the block */
    uint32_t len, value;
};

/* Open addressing with linear probing at a load of at most one half. A slot's fingerprint is one
 * byte of the hash (never 0, which means free), so that a miss nearly always ends after one byte.
 */
struct prep_map {
    uint8_t *fingerprint;
    uint32_t *slot; /* index into entries */
    size_t n_slots; /* a power of two, or 0 */
    struct entry *entries;
    size_t count, cap;
    struct prep_buf keys;
    bool borrowed; /* all of this is part of an image */
};

static size_t probe(const struct prep_map *map, uint64_t hash, const char *key, size_t len);
static bool grow(struct prep_map *map);

static uint8_t fingerprint_of(uint64_t hash)
{
    return (uint8_t)(hash >> 56 | 1);
}

struct prep_map *prep_map_new(void)
{
    return calloc(1, sizeof(struct prep_map));
}

void prep_map_free(struct prep_map *map)
{
    if (map && !map->borrowed) {
        free(map->fingerprint);
        free(map->slot);
        free(map->entries);
        prep_buf_free(&map->keys);
    }
    free(map);
}

enum prep_status prep_map_put(const struct prep_map *map, struct prep_buf *image)
{
    if (prep_image_put(image, map->fingerprint, sizeof *map->fingerprint, map->n_slots) ||
        prep_image_put(image, map->slot, sizeof *map->slot, map->n_slots) ||
        prep_image_put(image, map->entries, sizeof *map->entries, map->count) ||
        prep_image_put(image, map->keys.data, 1, map->keys.len))
        return PREP_E_NOMEM;
    return PREP_OK;
}

struct prep_map *prep_map_take(struct prep_image *image)
{
    struct prep_map *map = prep_map_new();
    size_t n;
    if (map &&
        (map->fingerprint = prep_image_take(image, sizeof *map->fingerprint, &map->n_slots)) &&
        (map->slot = prep_image_take(image, sizeof *map->slot, &n)) && n == map->n_slots &&
        (map->entries = prep_image_take(image, sizeof *map->entries, &map->count)) &&
        (map->keys.data = prep_image_take(image, 1, &map->keys.len)) && (n & (n - 1)) == 0 &&
        map->count * 2 <= n) {
        map->borrowed = true;
        return map;
    }
    free(map);
    return NULL;
}

size_t prep_map_count(const struct prep_map *map)
{
    return map->count;
}

uint32_t *prep_map_find(const struct prep_map *map, const char *key, size_t len)
{
    if (map->count == 0)
        return NULL;
    size_t at = probe(map, XXH3_64bits(key, len), key, len);
    return map->fingerprint[at] ? &map->entries[map->slot[at]].value : NULL;
}

uint32_t *prep_map_insert(struct prep_map *map, const char *key, size_t len, bool *is_new)
{
    if (map->borrowed || (map->count * 2 >= map->n_slots && !grow(map)))
        return NULL;
    uint64_t hash = XXH3_64bits(key, len);
    size_t at = probe(map, hash, key, len);
    bool fresh = map->fingerprint[at] == 0;
    if (is_new)
        *is_new = fresh;
    if (!fresh)
        return &map->entries[map->slot[at]].value;
    if (map->count == map->cap) {
        size_t cap = map->cap ? map->cap * 2 : 64;
        struct entry *entries = realloc(map->entries, cap * sizeof *entries);
        if (!entries)
            return NULL;
        map->entries = entries;
        map->cap = cap;
    }
    size_t offset = map->keys.len;
    if (len > UINT32_MAX || map->count >= UINT32_MAX || prep_buf_append(&map->keys, key, len))
        return NULL;
    map->entries[map->count] = (struct entry){hash, offset, (uint32_t)len, 0};
    map->fingerprint[at] = fingerprint_of(hash);
    map->slot[at] = (uint32_t)map->count;
    return &map->entries[map->count++].value;
}

const char *prep_map_key(const struct prep_map *map, size_t i, size_t *len, uint32_t *value)
{
    const struct entry *entry = &map->entries[i];
    *len = entry->len;
    if (value)
        *value = entry->value;
    return entry->len ? map->keys.data + entry->key : "";
}

/* The slot that holds the key, or the free slot where it belongs. */
static size_t probe(const struct prep_map *map, uint64_t hash, const char *key, size_t len)
{
    size_t mask = map->n_slots - 1, at = hash & mask;
    uint8_t mark = fingerprint_of(hash);
    for (; map->fingerprint[at]; at = (at + 1) & mask) {
        if (map->fingerprint[at] != mark)
            continue;
        const struct entry *entry = &map->entries[map->slot[at]];
        if (entry->hash == hash && entry->len == len &&
            (len == 0 || !memcmp(map->keys.data + entry->key, key, len)))
            break;
    }
    return at;
}

static bool grow(struct prep_map *map)
{
    size_t n_slots = map->n_slots ? map->n_slots * 2 : 64;
    uint8_t *fingerprint = calloc(n_slots, sizeof *fingerprint);
    uint32_t *slot = calloc(n_slots, sizeof *slot); /* zeros, so that images are reproducible */
    if (!fingerprint || !slot) {
        free(fingerprint);
        free(slot);
        return false;
    }
    for (size_t i = 0; i < map->count; i++) {
        size_t at = map->entries[i].hash & (n_slots - 1);
        while (fingerprint[at])
            at = (at + 1) & (n_slots - 1);
        fingerprint[at] = fingerprint_of(map->entries[i].hash);
        slot[at] = (uint32_t)i;
    }
    free(map->fingerprint);
    free(map->slot);
    map->fingerprint = fingerprint;
    map->slot = slot;
    map->n_slots = n_slots;
    return true;
}
