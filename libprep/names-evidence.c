/* names-evidence.c - is a word that no list knows the German transcription of a name? */
#include "names.h"

#include <stdlib.h>

#define WORD_MAX 48 /* bytes: longer words are German compounds */
#define STEM_MIN 3  /* bytes: what must stand before a suffix */

struct suffix {
    size_t offset; /* into the pool */
    size_t len;
    enum prep_evidence evidence;
    bool given;
    size_t next; /* another with the same two letters (suffixes: last): 1 + its number, or 0 */
};

struct list {
    struct suffix *items;
    size_t n, cap;
    bool single[128];          /* items of one letter */
    uint16_t starts[128][128]; /* the others, by the first two bytes: 1 + the number of one, or 0 */
};

struct prep_evidence_tables {
    struct prep_buf pool;
    struct list suffixes;    /* of transcriptions */
    struct list never;       /* letters that no transcription has */
    struct list typical;     /* letters that hardly anything else has */
    struct list german;      /* letters that a name in English spelling does not have */
    struct list english;     /* letters that a name in German spelling does not have */
    struct list mixed;       /* letters of English that may stand among German ones */
    struct list foreign;     /* letters of names that neither English nor German spells */
    struct list cues;        /* beginnings of words */
    struct prep_map *keep;   /* German words and names, in lower case */
    uint16_t ends[256][256]; /* by the last two bytes: 1 + the number of a suffix, or 0 */
};

static enum prep_status read_suffix(void *arg, const struct prep_row *row,
                                    struct prep_error *error);
static void add_end(struct prep_evidence_tables *tables, uint8_t before, uint8_t last);
static enum prep_status read_keep(void *arg, const struct prep_row *row, struct prep_error *error);
static enum prep_status read_cue(void *arg, const struct prep_row *row, struct prep_error *error);
static enum prep_status add_item(struct prep_evidence_tables *tables, struct list *list,
                                 const struct prep_row *row, enum prep_evidence evidence,
                                 bool given);
static size_t cell_word(const struct prep_row *row, size_t cell, const char *const *words,
                        size_t n_words);
static const struct suffix *find_suffix(const struct prep_evidence_tables *tables, const char *word,
                                        size_t len);
static bool is_possible(const struct prep_evidence_tables *tables, const char *word, size_t len);
static bool contains(const struct prep_evidence_tables *tables, const struct list *list,
                     const char *word, size_t len);
static bool fits(const struct prep_evidence_tables *tables, const struct list *list,
                 const char *text, size_t len);
static bool has_foreign(const char *word, size_t len);
static bool lower_ascii(const char *word, size_t len, char *lower);

struct prep_evidence_tables *prep_evidence_tables_new(const char *data_dir,
                                                      struct prep_error *error)
{
    const char *dir = prep_data_dir(data_dir);
    struct prep_evidence_tables *tables = calloc(1, sizeof *tables);
    if (!tables || !(tables->keep = prep_map_new())) {
        free(tables);
        prep_fail_nomem(error);
        return NULL;
    }
    enum prep_status status =
        prep_table_read(dir, "names/suffixes.tsv", 3, 3, read_suffix, tables, error);
    if (!status)
        status = prep_table_read(dir, "names/keep.tsv", 1, 2, read_keep, tables, error);
    if (!status)
        status = prep_table_read(dir, "names/cues.tsv", 1, 1, read_cue, tables, error);
    if (!status)
        return tables;
    prep_evidence_tables_free(tables);
    return NULL;
}

void prep_evidence_tables_free(struct prep_evidence_tables *tables)
{
    if (!tables)
        return;
    prep_buf_free(&tables->pool);
    free(tables->suffixes.items);
    free(tables->never.items);
    free(tables->typical.items);
    free(tables->german.items);
    free(tables->english.items);
    free(tables->mixed.items);
    free(tables->foreign.items);
    free(tables->cues.items);
    prep_map_free(tables->keep);
    free(tables);
}

bool prep_evidence_has_end(const struct prep_evidence_tables *tables, char before, char last)
{
    return tables->ends[(uint8_t)before][(uint8_t)last] != 0;
}

struct prep_clue prep_evidence_find(const struct prep_evidence_tables *tables, const char *word,
                                    size_t len)
{
    struct prep_clue clue = {.evidence = PREP_EVIDENCE_NONE};
    char lower[WORD_MAX];
    if (len < STEM_MIN + 2 || len > WORD_MAX)
        return clue;
    uint8_t last = (uint8_t)word[len - 1] | 0x20, before = (uint8_t)word[len - 2] | 0x20;
    bool genitive = last == 's' && tables->ends[(uint8_t)word[len - 3] | 0x20][before];
    if ((!tables->ends[before][last] && !genitive) || !lower_ascii(word, len, lower))
        return clue;
    const struct suffix *suffix = find_suffix(tables, lower, len);
    if (!suffix && genitive && (suffix = find_suffix(tables, lower, len - 1)))
        clue.genitive = true;
    if (suffix && is_possible(tables, lower, len - clue.genitive)) {
        clue.evidence = suffix->evidence;
        clue.given = suffix->given;
        clue.typical = contains(tables, &tables->typical, lower, len - clue.genitive);
    }
    return clue;
}

struct prep_clue prep_evidence_assume(const struct prep_evidence_tables *tables, const char *word,
                                      size_t len)
{
    struct prep_clue clue = {.evidence = PREP_EVIDENCE_SURE};
    char lower[WORD_MAX];
    clue.foreign = prep_evidence_is_foreign(tables, word, len);
    if (len > WORD_MAX || clue.foreign)
        clue.evidence = PREP_EVIDENCE_NONE;
    else if (lower_ascii(word, len, lower) && !contains(tables, &tables->german, lower, len)) {
        clue.mixed = contains(tables, &tables->mixed, lower, len);
        if (contains(tables, &tables->never, lower, len) ||
            contains(tables, &tables->english, lower, len))
            clue.evidence = PREP_EVIDENCE_NONE;
    }
    return clue;
}

bool prep_evidence_is_foreign(const struct prep_evidence_tables *tables, const char *word,
                              size_t len)
{
    char lower[WORD_MAX + 1];
    if (len > WORD_MAX)
        return false;
    if (!lower_ascii(word, len, lower))
        return has_foreign(word, len);
    lower[len] = '$';
    return contains(tables, &tables->foreign, lower, len + 1);
}

bool prep_evidence_is_cue(const struct prep_evidence_tables *tables, const char *word, size_t len)
{
    return len >= 2 && fits(tables, &tables->cues, word, len);
}

static enum prep_status read_suffix(void *arg, const struct prep_row *row, struct prep_error *error)
{
    static const char *const places[] = {"given", "inside", "surname"};
    static const char *const strengths[] = {"never",  "name",    "cue",     "sure",
                                            "german", "english", "foreign", "mixed"};
    struct prep_evidence_tables *tables = arg;
    size_t place = cell_word(row, 1, places, 3), strength = cell_word(row, 2, strengths, 8);
    if (place == 3)
        return prep_row_fail(row, 1, error, "not a place (given, inside, surname)");
    bool of_end = strength >= 1 && strength <= 3, of_inside = strength != 2 && strength != 3;
    if (strength == 8 || !(place == 1 ? of_inside : of_end))
        return prep_row_fail(
            row, 2, error,
            "not an evidence (name, cue, sure; inside a word: never, name, german, "
            "english, foreign, mixed)");
    if (row->cell_len[0] < (place == 1 ? 1 : 2))
        return prep_row_fail(row, 0, error, "a suffix has two letters or more");
    struct list *list = strength == 0   ? &tables->never
                        : strength == 4 ? &tables->german
                        : strength == 5 ? &tables->english
                        : strength == 6 ? &tables->foreign
                        : strength == 7 ? &tables->mixed
                        : place == 1    ? &tables->typical
                                        : &tables->suffixes;
    if (add_item(tables, list, row, (enum prep_evidence)strength, place == 0))
        return prep_fail_nomem(error);
    const char *end = row->cell[0] + row->cell_len[0];
    if (place != 1)
        add_end(tables, (uint8_t)end[-2], (uint8_t)end[-1]);
    return PREP_OK;
}

/* Put the suffix added last into the chain of those that end alike. */
static void add_end(struct prep_evidence_tables *tables, uint8_t before, uint8_t last)
{
    struct list *list = &tables->suffixes;
    if (list->n > UINT16_MAX)
        return; /* no language has as many */
    list->items[list->n - 1].next = tables->ends[before][last];
    tables->ends[before][last] = (uint16_t)list->n;
}

static enum prep_status read_keep(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct prep_evidence_tables *tables = arg;
    char lower[WORD_MAX];
    if (row->cell_len[0] > WORD_MAX || !lower_ascii(row->cell[0], row->cell_len[0], lower))
        return prep_row_fail(row, 0, error, "other letters than a to z keep a word anyway");
    if (!prep_map_insert(tables->keep, lower, row->cell_len[0], NULL))
        return prep_fail_nomem(error);
    return PREP_OK;
}

static enum prep_status read_cue(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct prep_evidence_tables *tables = arg;
    if (row->cell_len[0] == 0)
        return prep_row_fail(row, 0, error, "empty column");
    if (add_item(tables, &tables->cues, row, PREP_EVIDENCE_NONE, false))
        return prep_fail_nomem(error);
    return PREP_OK;
}

static enum prep_status add_item(struct prep_evidence_tables *tables, struct list *list,
                                 const struct prep_row *row, enum prep_evidence evidence,
                                 bool given)
{
    if (list->n == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 64;
        struct suffix *items = realloc(list->items, cap * sizeof *items);
        if (!items)
            return PREP_E_NOMEM;
        list->items = items;
        list->cap = cap;
    }
    const char *text = row->cell[0];
    if (row->cell_len[0] == 1)
        list->single[*text & 127] = true;
    uint16_t *start = row->cell_len[0] > 1 ? &list->starts[*text & 127][text[1] & 127] : NULL;
    list->items[list->n++] =
        (struct suffix){tables->pool.len, row->cell_len[0], evidence, given, start ? *start : 0};
    if (start && list->n <= UINT16_MAX)
        *start = (uint16_t)list->n;
    return prep_buf_append(&tables->pool, row->cell[0], row->cell_len[0]);
}

/* Which of the words stands in a cell; n_words if none. */
static size_t cell_word(const struct prep_row *row, size_t cell, const char *const *words,
                        size_t n_words)
{
    size_t i = 0;
    while (i < n_words && (strlen(words[i]) != row->cell_len[cell] ||
                           memcmp(words[i], row->cell[cell], row->cell_len[cell]) != 0))
        i++;
    return i;
}

/* The longest suffix that a word in lower case has. */
static const struct suffix *find_suffix(const struct prep_evidence_tables *tables, const char *word,
                                        size_t len)
{
    const struct suffix *best = NULL;
    for (size_t i = tables->ends[(uint8_t)word[len - 2]][(uint8_t)word[len - 1]]; i > 0;) {
        const struct suffix *suffix = &tables->suffixes.items[i - 1];
        if (suffix->len + STEM_MIN <= len && (!best || suffix->len > best->len) &&
            !memcmp(tables->pool.data + suffix->offset, word + len - suffix->len, suffix->len))
            best = suffix;
        i = suffix->next;
    }
    return best;
}

static bool is_possible(const struct prep_evidence_tables *tables, const char *word, size_t len)
{
    return !prep_map_find(tables->keep, word, len) &&
           !contains(tables, &tables->never, word, len) &&
           !contains(tables, &tables->mixed, word, len) &&
           !contains(tables, &tables->foreign, word, len);
}

/* Is one of the items somewhere in a word? */
static bool contains(const struct prep_evidence_tables *tables, const struct list *list,
                     const char *word, size_t len)
{
    for (size_t at = 0; at < len; at++)
        if (list->single[word[at] & 127] ||
            (at + 1 < len && fits(tables, list, word + at, len - at)))
            return true;
    return false;
}

/* Does one of the items of two letters or more begin a text of two letters or more? */
static bool fits(const struct prep_evidence_tables *tables, const struct list *list,
                 const char *text, size_t len)
{
    for (size_t i = list->starts[*text & 127][text[1] & 127]; i > 0; i = list->items[i - 1].next) {
        const struct suffix *item = &list->items[i - 1];
        if (item->len <= len && !memcmp(tables->pool.data + item->offset, text, item->len))
            return true;
    }
    return false;
}

/* Is there a letter that German does not have? Its transcriptions get by without. */
static bool has_foreign(const char *word, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t c = prep_char_lower(prep_utf8_next(word, len, &at));
        if (c >= 0x80 && c != 0xE4 && c != 0xF6 && c != 0xFC && c != 0xDF)
            return true;
    }
    return false;
}

static bool lower_ascii(const char *word, size_t len, char *lower)
{
    for (size_t i = 0; i < len; i++) {
        lower[i] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] + 32) : word[i];
        if (lower[i] < 'a' || lower[i] > 'z')
            return false;
    }
    return true;
}
