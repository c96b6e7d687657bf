/* spell-verdicts.c - the verdicts on tokens, shared by all threads without a lock.
 *
 * An entry is one word: 59 bits of the token's hash, then the verdict + 1; nobody can see half of
 * one. Where it stands says more bits of the hash: two tokens that share them all do not occur.
 * Entries lie in groups of eight lines of the processor's cache. A token has its place in one of
 * the lines or, where that is full, in the next one of the same group that is not.
 *
 * The table doubles in place: all of it is reserved, but memory that was never written is none.
 * Threads that look meanwhile may miss an entry, or write one that gets lost. That does not matter:
 * verdicts depend on nothing but the token, and what is not there is found out again. */
#include "spell-words.h"

#include <stdatomic.h>
#include <stdlib.h>

enum {
    WAYS = 8,  /* entries of a line */
    LINES = 8, /* of a group */
    GROUP = WAYS * LINES,
    GROUPS_MIN = 64,      /* 32 KiB */
    GROUPS_MAX = 1 << 17, /* 64 MiB; then old entries give way to new ones */
    VERDICT = 31,         /* the bits of the verdict */
    LINE_BYTES = 64,
};

typedef _Atomic uint64_t entry;

struct prep_verdicts {
    void *memory;
    entry (*groups)[LINES][WAYS]; /* in it, at the begin of a line of the cache */
    _Atomic uint32_t n_groups;    /* in use; a power of two */
    _Atomic uint32_t n;           /* entries, about */
    _Atomic bool changed;
    pthread_mutex_t growing;
};

static void grow(struct prep_verdicts *verdicts, uint32_t n_groups);
static void move_half(struct prep_verdicts *verdicts, uint32_t group, uint32_t n_groups);
static bool put(struct prep_verdicts *verdicts, uint32_t group, uint64_t value);

/* The group of the six bits that an entry does not have and of as many more as there are groups. */
static inline uint32_t group_of(uint64_t low, uint64_t high, uint32_t n_groups)
{
    return (uint32_t)((high & (GROUPS_MIN - 1)) | (low >> 8) * GROUPS_MIN) & (n_groups - 1);
}

static inline uint32_t line_of(uint64_t low)
{
    return low >> 5 & (LINES - 1);
}

static inline uint64_t load(const entry *at)
{
    return atomic_load_explicit(at, memory_order_relaxed);
}

struct prep_verdicts *prep_verdicts_new(void)
{
    struct prep_verdicts *verdicts = calloc(1, sizeof *verdicts);
    if (!verdicts)
        return NULL;
    verdicts->memory = calloc(GROUPS_MAX * sizeof *verdicts->groups + LINE_BYTES, 1);
    if (!verdicts->memory) {
        free(verdicts);
        return NULL;
    }
    uintptr_t begin = (uintptr_t)verdicts->memory;
    verdicts->groups = (void *)((char *)verdicts->memory + (-begin & (LINE_BYTES - 1)));
    atomic_init(&verdicts->n_groups, GROUPS_MIN);
    pthread_mutex_init(&verdicts->growing, NULL);
    return verdicts;
}

void prep_verdicts_free(struct prep_verdicts *verdicts)
{
    if (!verdicts)
        return;
    pthread_mutex_destroy(&verdicts->growing);
    free(verdicts->memory);
    free(verdicts);
}

/* The entry in a line that has these bits, less them: the verdict + 1; 0: there is none. All are
 * looked at, as that is quicker than to guess at which to stop. */
static inline uint64_t find_in(entry line[WAYS], uint64_t bits)
{
    uint64_t found = 0;
#pragma GCC unroll 8
    for (int i = 0; i < WAYS; i++) {
        uint64_t rest = load(&line[i]) ^ bits;
        found = rest <= VERDICT ? rest : found;
    }
    return found;
}

static uint64_t find_elsewhere(entry group[LINES][WAYS], uint32_t line, uint64_t bits)
{
    for (uint32_t k = 1; k < LINES && load(&group[line ^ (k - 1)][WAYS - 1]) != 0; k++) {
        uint64_t found = find_in(group[line ^ k], bits);
        if (found)
            return found;
    }
    return 0;
}

static inline uint64_t find(struct prep_verdicts *verdicts, uint32_t n_groups,
                            struct prep_token_hash hash)
{
    entry(*group)[WAYS] = verdicts->groups[group_of(hash.low, hash.high, n_groups)];
    uint64_t bits = hash.low & ~(uint64_t)VERDICT;
    uint32_t line = line_of(hash.low);
    uint64_t found = find_in(group[line], bits);
    return found ? found : find_elsewhere(group, line, bits);
}

int prep_verdicts_find(struct prep_verdicts *verdicts, struct prep_token_hash hash)
{
    uint32_t n_groups = atomic_load_explicit(&verdicts->n_groups, memory_order_relaxed);
    return (int)find(verdicts, n_groups, hash) - 1;
}

size_t prep_verdicts_skip(struct prep_verdicts *verdicts, uint64_t front[PREP_FRONT],
                          const struct prep_found *list, size_t i, size_t n)
{
    uint32_t n_groups = atomic_load_explicit(&verdicts->n_groups, memory_order_relaxed);
#ifdef __GNUC__
    for (size_t k = i == 0 ? 0 : n; k < n; k++) { /* by the time it is asked for, it is there */
        struct prep_token_hash hash = list[k].hash;
        if (front[hash.high & (PREP_FRONT - 1)] != hash.low)
            __builtin_prefetch(verdicts->groups[group_of(hash.low, hash.high, n_groups)] +
                               line_of(hash.low));
    }
#endif
    for (; i < n; i++) {
        struct prep_token_hash hash = list[i].hash;
        uint64_t *recent = &front[hash.high & (PREP_FRONT - 1)];
        if (*recent == hash.low)
            continue;
        if (find(verdicts, n_groups, hash) != 1)
            break;
        *recent = hash.low;
    }
    return i;
}

void prep_verdicts_keep(struct prep_verdicts *verdicts, struct prep_token_hash hash, int verdict)
{
    uint64_t value = (hash.low & ~(uint64_t)VERDICT) | (uint64_t)(verdict + 1);
    uint32_t n_groups = atomic_load_explicit(&verdicts->n_groups, memory_order_acquire);
    atomic_store_explicit(&verdicts->changed, true, memory_order_relaxed);
    uint32_t group = group_of(hash.low, hash.high, n_groups);
    uint32_t n = atomic_fetch_add_explicit(&verdicts->n, 1, memory_order_relaxed);
    bool full = n >= n_groups * (GROUP / 16 * 9);
    if (!full && put(verdicts, group, value))
        return;
    if (n_groups < GROUPS_MAX) {
        grow(verdicts, n_groups);
        n_groups = atomic_load_explicit(&verdicts->n_groups, memory_order_acquire);
        group = group_of(hash.low, hash.high, n_groups);
    }
    if (put(verdicts, group, value))
        return;
    /* Which one goes does not matter. */
    uint32_t way = (uint32_t)(hash.high >> 8) & (WAYS - 1);
    atomic_store_explicit(&verdicts->groups[group][line_of(hash.low)][way], value,
                          memory_order_relaxed);
    atomic_fetch_sub_explicit(&verdicts->n, 1, memory_order_relaxed);
}

/* Double the groups, unless another thread has done so. */
static void grow(struct prep_verdicts *verdicts, uint32_t n_groups)
{
    pthread_mutex_lock(&verdicts->growing);
    if (atomic_load_explicit(&verdicts->n_groups, memory_order_relaxed) == n_groups) {
        for (uint32_t i = 0; i < n_groups; i++)
            move_half(verdicts, i, n_groups);
        atomic_store_explicit(&verdicts->n_groups, 2 * n_groups, memory_order_release);
    }
    pthread_mutex_unlock(&verdicts->growing);
}

/* Distribute the entries of a group between it and the one that gets half of them. */
static void move_half(struct prep_verdicts *verdicts, uint32_t group, uint32_t n_groups)
{
    uint64_t old[GROUP];
    entry *entries = verdicts->groups[group][0];
    for (size_t i = 0; i < GROUP; i++)
        old[i] = atomic_exchange_explicit(&entries[i], 0, memory_order_relaxed);
    for (size_t i = 0; i < GROUP; i++)
        if (old[i] != 0)
            put(verdicts, group_of(old[i], group, 2 * n_groups), old[i]);
}

/* Write an entry where there is room; false: the group is full. */
static bool put(struct prep_verdicts *verdicts, uint32_t group, uint64_t value)
{
    for (uint32_t k = 0; k < LINES; k++) {
        entry *line = verdicts->groups[group][line_of(value) ^ k];
        for (size_t i = 0; i < WAYS; i++) {
            uint64_t none = 0;
            if (load(&line[i]) == 0 &&
                atomic_compare_exchange_strong_explicit(&line[i], &none, value,
                                                        memory_order_relaxed, memory_order_relaxed))
                return true;
        }
    }
    return false;
}

bool prep_verdicts_changed(struct prep_verdicts *verdicts)
{
    return atomic_load_explicit(&verdicts->changed, memory_order_relaxed);
}

enum prep_status prep_verdicts_append(struct prep_verdicts *verdicts, struct prep_buf *out)
{
    uint32_t n_groups = atomic_load_explicit(&verdicts->n_groups, memory_order_acquire);
    size_t size = n_groups * sizeof *verdicts->groups;
    /* Nobody writes any more, so that an entry is a number like any other. */
    return prep_buf_append(out, (const char *)(const void *)verdicts->groups, size);
}

bool prep_verdicts_read(struct prep_verdicts *verdicts, const char *entries, size_t len, int most)
{
    size_t n_groups = len / sizeof *verdicts->groups, n = 0;
    bool good = len % sizeof *verdicts->groups == 0 && n_groups >= GROUPS_MIN &&
                n_groups <= GROUPS_MAX && (n_groups & (n_groups - 1)) == 0;
    for (size_t at = 0; good && at < len; at += sizeof(uint64_t)) {
        uint64_t value;
        memcpy(&value, entries + at, sizeof value);
        good = value == 0 || ((value & VERDICT) > 0 && (value & VERDICT) <= (uint64_t)most + 1);
        n += value != 0;
    }
    if (!good)
        return false;
    memset(verdicts->groups, 0, atomic_load(&verdicts->n_groups) * sizeof *verdicts->groups);
    memcpy(verdicts->groups, entries, len);
    atomic_store(&verdicts->n_groups, (uint32_t)n_groups);
    atomic_store(&verdicts->n, (uint32_t)n);
    atomic_store(&verdicts->changed, false);
    return true;
}
