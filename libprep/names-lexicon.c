/* names-lexicon.c - the lexicon of names that no rule gets right, or that must stay as they are. */
#include "names.h"

#include <stdatomic.h>
#include <stdlib.h>

enum column {
    COLUMN_ORIGINAL,
    COLUMN_LANGUAGE,
    COLUMN_GERMAN,
    COLUMN_ENGLISH,
    COLUMN_ALTERNATIVE,
    COLUMN_HISTORIC,
    COLUMN_KIND,
    COLUMN_COUNTRY,
    COLUMN_NOTE,
    N_COLUMNS
};

#define CAPITALS_MIN 4 /* code points: shorter words in capitals may be abbreviations (OSCH) */

static const char *const kind_names[] = {
    [PREP_NAME_GIVEN] = "given",     [PREP_NAME_PATRONYMIC] = "patronymic",
    [PREP_NAME_SURNAME] = "surname", [PREP_NAME_PLACE] = "place",
    [PREP_NAME_OTHER] = "other",     [PREP_NAME_ORGANISATION] = "organisation",
    [PREP_NAME_EXONYM] = "exonym",
};

struct entry {
    size_t english; /* offset into the pool */
    size_t english_len;
    enum prep_name_kind kind;
};

/* What a key of the map means; the value of a key is the index of its word. */
struct word {
    uint32_t entry;
    unsigned flags;
};

struct prep_lexicon {
    atomic_size_t references;
    struct prep_map *map;
    struct prep_buf pool;
    struct entry *entries;
    size_t n_entries, entries_cap;
    struct word *words; /* as many as the map has keys */
    size_t words_cap;
    size_t max_words;
};

static enum prep_status read_name(void *arg, const struct prep_row *row, struct prep_error *error);
static enum prep_status add_entry(struct prep_lexicon *lexicon, const struct prep_row *row,
                                  struct prep_error *error);
static enum prep_status read_notes(const struct prep_row *row, unsigned *flags,
                                   struct prep_error *error);
static enum prep_status add_forms(struct prep_lexicon *lexicon, const struct prep_row *row,
                                  size_t column, unsigned flags, struct prep_error *error);
static enum prep_status add_german(struct prep_lexicon *lexicon, const struct prep_row *row,
                                   const char *form, size_t len, unsigned flags,
                                   struct prep_error *error);
static enum prep_status add_original(struct prep_lexicon *lexicon, const struct prep_row *row,
                                     struct prep_error *error);
static enum prep_status add_parts(struct prep_lexicon *lexicon, const char *form, size_t len,
                                  unsigned flags);
static enum prep_status add_variants(struct prep_lexicon *lexicon);
static enum prep_status add_capitals(struct prep_lexicon *lexicon, const char *key, size_t len,
                                     struct word word, struct prep_buf *scratch);
static struct word *add_word(struct prep_lexicon *lexicon, const char *key, size_t len,
                             bool *is_new);
static bool same_english(const struct prep_lexicon *lexicon, uint32_t a, uint32_t b);

struct prep_lexicon *prep_lexicon_new(const char *data_dir, struct prep_error *error)
{
    struct prep_lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (!lexicon || !(lexicon->map = prep_map_new())) {
        free(lexicon);
        prep_fail_nomem(error);
        return NULL;
    }
    atomic_init(&lexicon->references, 1);
    lexicon->max_words = 1;
    enum prep_status status = prep_table_read(prep_data_dir(data_dir), "names/names.tsv", N_COLUMNS,
                                              N_COLUMNS, read_name, lexicon, error);
    /* Variants come last: where one of them is also a name of its own (Oljas is a man, and Olja's),
     * the name counts. */
    if (!status && add_variants(lexicon))
        status = prep_fail_nomem(error);
    if (!status)
        return lexicon;
    prep_lexicon_free(lexicon);
    return NULL;
}

struct prep_lexicon *prep_lexicon_ref(struct prep_lexicon *lexicon)
{
    atomic_fetch_add_explicit(&lexicon->references, 1, memory_order_relaxed);
    return lexicon;
}

void prep_lexicon_free(struct prep_lexicon *lexicon)
{
    if (!lexicon || atomic_fetch_sub_explicit(&lexicon->references, 1, memory_order_acq_rel) > 1)
        return;
    prep_map_free(lexicon->map);
    prep_buf_free(&lexicon->pool);
    free(lexicon->entries);
    free(lexicon->words);
    free(lexicon);
}

bool prep_lexicon_find(const struct prep_lexicon *lexicon, const char *word, size_t len,
                       struct prep_name *name)
{
    const uint32_t *value = prep_map_find(lexicon->map, word, len);
    if (!value)
        return false;
    const struct word *found = &lexicon->words[*value];
    const struct entry *entry = &lexicon->entries[found->entry];
    *name = (struct prep_name){lexicon->pool.data + entry->english, entry->english_len, entry->kind,
                               found->flags};
    return true;
}

bool prep_lexicon_find_original(const struct prep_lexicon *lexicon, const char *word, size_t len,
                                const char *language, struct prep_name *name)
{
    char key[256];
    size_t language_len = strlen(language);
    if (len > sizeof key || language_len >= sizeof key - len)
        return false; /* longer than any name */
    memcpy(key, word, len);
    key[len] = '\t'; /* no word has it */
    memcpy(key + len + 1, language, language_len);
    return prep_lexicon_find(lexicon, key, len + 1 + language_len, name) ||
           prep_lexicon_find(lexicon, word, len, name);
}

size_t prep_lexicon_max_words(const struct prep_lexicon *lexicon)
{
    return lexicon->max_words;
}

bool prep_names_known(const struct prep_lexicon *lexicon, const char *word, size_t len)
{
    return prep_map_find(lexicon->map, word, len) != NULL;
}

static enum prep_status read_name(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct prep_lexicon *lexicon = arg;
    unsigned flags = 0;
    for (size_t i = 0; i < N_COLUMNS; i++)
        if (row->cell_len[i] == 0)
            return prep_row_fail(row, i, error, "empty column; '-' stands for nothing");
    enum prep_status status = read_notes(row, &flags, error);
    if (!status)
        status = add_entry(lexicon, row, error);
    if (!status)
        status = add_forms(lexicon, row, COLUMN_GERMAN, flags | PREP_NAME_GERMAN, error);
    if (!status)
        status = add_forms(lexicon, row, COLUMN_ENGLISH, flags, error);
    if (!status)
        status = add_forms(lexicon, row, COLUMN_ALTERNATIVE, flags, error);
    if (!status)
        status = add_forms(lexicon, row, COLUMN_HISTORIC, flags, error);
    if (!status)
        status = add_original(lexicon, row, error);
    return status;
}

static enum prep_status add_entry(struct prep_lexicon *lexicon, const struct prep_row *row,
                                  struct prep_error *error)
{
    const char *kind = row->cell[COLUMN_KIND];
    size_t len = row->cell_len[COLUMN_KIND], i = 0, n = sizeof kind_names / sizeof *kind_names;
    while (i < n && (strlen(kind_names[i]) != len || memcmp(kind_names[i], kind, len) != 0))
        i++;
    if (i == n)
        return prep_row_fail(row, COLUMN_KIND, error,
                             "unknown kind \"%.*s\" (given, patronymic, surname, place, "
                             "organisation, other, exonym)",
                             (int)(len < 40 ? len : 40), kind);
    if (lexicon->n_entries == lexicon->entries_cap) {
        size_t cap = lexicon->entries_cap ? lexicon->entries_cap * 2 : 256;
        struct entry *entries = realloc(lexicon->entries, cap * sizeof *entries);
        if (!entries)
            return prep_fail_nomem(error);
        lexicon->entries = entries;
        lexicon->entries_cap = cap;
    }
    lexicon->entries[lexicon->n_entries++] =
        (struct entry){lexicon->pool.len, row->cell_len[COLUMN_ENGLISH], (enum prep_name_kind)i};
    if (prep_buf_append(&lexicon->pool, row->cell[COLUMN_ENGLISH], row->cell_len[COLUMN_ENGLISH]))
        return prep_fail_nomem(error);
    return PREP_OK;
}

/* Only the words that the program acts on and those that the tests act on may stand here, so that
 * a slip of the pen does not pass for a remark. */
static enum prep_status read_notes(const struct prep_row *row, unsigned *flags,
                                   struct prep_error *error)
{
    static const struct {
        const char *text;
        unsigned flags;
    } notes[] = {
        {"-", 0}, {"in-name", PREP_NAME_IN_NAME}, {"irregular-de", 0}, {"irregular-en", 0}};
    const char *text = row->cell[COLUMN_NOTE], *end = text + row->cell_len[COLUMN_NOTE];
    while (text <= end) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        size_t len = (size_t)((comma ? comma : end) - text), i = 0;
        size_t n = sizeof notes / sizeof *notes;
        while (i < n && (strlen(notes[i].text) != len || memcmp(notes[i].text, text, len) != 0))
            i++;
        if (i == n)
            return prep_row_fail(row, COLUMN_NOTE, error,
                                 "unknown note (in-name, irregular-de, irregular-en)");
        *flags |= notes[i].flags;
        text += len + 1;
    }
    return PREP_OK;
}

/* Add the forms of a cell, which '|' parts. */
static enum prep_status add_forms(struct prep_lexicon *lexicon, const struct prep_row *row,
                                  size_t column, unsigned flags, struct prep_error *error)
{
    const char *form = row->cell[column], *end = form + row->cell_len[column];
    if (end - form == 1 && *form == '-')
        return PREP_OK;
    while (form <= end) {
        const char *bar = memchr(form, '|', (size_t)(end - form));
        size_t len = (size_t)((bar ? bar : end) - form);
        if (len == 0)
            return prep_row_fail(row, column, error, "empty form");
        if (flags & PREP_NAME_GERMAN) {
            enum prep_status status = add_german(lexicon, row, form, len, flags, error);
            if (status)
                return status;
        } else {
            bool is_new;
            struct word *word = add_word(lexicon, form, len, &is_new);
            if (!word)
                return prep_fail_nomem(error);
            if (!(word->flags & PREP_NAME_ENTRY)) {
                word->entry = (uint32_t)(lexicon->n_entries - 1);
                word->flags |= flags | PREP_NAME_ENTRY;
            }
        }
        if (add_parts(lexicon, form, len, flags))
            return prep_fail_nomem(error);
        form += len + 1;
    }
    return PREP_OK;
}

static enum prep_status add_german(struct prep_lexicon *lexicon, const struct prep_row *row,
                                   const char *form, size_t len, unsigned flags,
                                   struct prep_error *error)
{
    uint32_t entry = (uint32_t)(lexicon->n_entries - 1);
    struct word *word = add_word(lexicon, form, len, NULL);
    if (!word)
        return prep_fail_nomem(error);
    if (word->flags & PREP_NAME_GERMAN) {
        if (!same_english(lexicon, word->entry, entry))
            return prep_row_fail(row, COLUMN_GERMAN, error,
                                 "\"%.*s\" has another English form further up",
                                 (int)(len < 60 ? len : 60), form);
        word->flags |= flags;
        return PREP_OK;
    }
    word->entry = entry;
    word->flags |= flags | PREP_NAME_ENTRY;
    return PREP_OK;
}

/* The original is found by its language, or, if that is unknown, by the first that has it. */
static enum prep_status add_original(struct prep_lexicon *lexicon, const struct prep_row *row,
                                     struct prep_error *error)
{
    uint32_t entry = (uint32_t)(lexicon->n_entries - 1);
    unsigned flags = PREP_NAME_ENTRY | PREP_NAME_ORIGINAL;
    const char *original = row->cell[COLUMN_ORIGINAL];
    size_t len = row->cell_len[COLUMN_ORIGINAL];
    bool is_new;
    /* The first two cells are one key as they stand: original TAB language. */
    struct word *word =
        add_word(lexicon, original, len + 1 + row->cell_len[COLUMN_LANGUAGE], &is_new);
    if (!word)
        return prep_fail_nomem(error);
    if (!is_new)
        return prep_row_fail(row, COLUMN_ORIGINAL, error,
                             "this original has an entry in the same language further up");
    *word = (struct word){entry, flags};
    word = add_word(lexicon, original, len, &is_new);
    if (!word)
        return prep_fail_nomem(error);
    if (!(word->flags & PREP_NAME_ENTRY)) {
        word->entry = entry;
        word->flags |= flags;
    }
    return add_parts(lexicon, original, len, flags) ? prep_fail_nomem(error) : PREP_OK;
}

/* Make the words of a form of several words known; the first says that there is more to find. */
static enum prep_status add_parts(struct prep_lexicon *lexicon, const char *form, size_t len,
                                  unsigned flags)
{
    size_t n_words = 1, begin = 0;
    for (size_t at = 0; at <= len; at++) {
        if (at < len && form[at] != ' ' && form[at] != '-')
            continue;
        if (at == len && begin == 0)
            break; /* one word only */
        bool is_new;
        struct word *word = add_word(lexicon, form + begin, at - begin, &is_new);
        if (!word)
            return PREP_E_NOMEM;
        if (is_new)
            *word = (struct word){(uint32_t)(lexicon->n_entries - 1), flags & PREP_NAME_ORIGINAL};
        if (begin == 0)
            word->flags |= PREP_NAME_STARTS;
        else
            n_words++;
        begin = at + 1;
    }
    if (n_words > lexicon->max_words)
        lexicon->max_words = n_words;
    return PREP_OK;
}

/* Add genitives and capitals as keys of their own, so that text costs one probe a word. */
static enum prep_status add_variants(struct prep_lexicon *lexicon)
{
    struct prep_buf key = PREP_BUF_INIT, scratch = PREP_BUF_INIT;
    enum prep_status status = PREP_OK;
    size_t n = prep_map_count(lexicon->map);
    for (size_t i = 0; !status && i < n; i++) {
        struct word word = lexicon->words[i];
        size_t len;
        const char *text = prep_map_key(lexicon->map, i, &len, NULL);
        if (memchr(text, '\t', len))
            continue;
        prep_buf_reset(&key);
        status = prep_buf_append(&key, text, len);
        if (!status)
            status = add_capitals(lexicon, key.data, len, word, &scratch);
        if (status || word.flags & PREP_NAME_ORIGINAL || strchr("sxzS", key.data[len - 1]))
            continue; /* German puts no -s behind a sibilant */
        bool is_new;
        struct word *genitive;
        word.flags = (word.flags | PREP_NAME_GENITIVE) & ~(unsigned)PREP_NAME_STARTS;
        status = prep_buf_append(&key, "s", 1);
        if (!status && !(genitive = add_word(lexicon, key.data, key.len, &is_new)))
            status = PREP_E_NOMEM;
        else if (!status && is_new)
            *genitive = word;
        if (!status)
            status = add_capitals(lexicon, key.data, key.len, word, &scratch);
    }
    prep_buf_free(&key);
    prep_buf_free(&scratch);
    return status;
}

static enum prep_status add_capitals(struct prep_lexicon *lexicon, const char *key, size_t len,
                                     struct word word, struct prep_buf *scratch)
{
    size_t n = 0;
    prep_buf_reset(scratch);
    for (size_t at = 0; at < len; n++)
        if (prep_buf_append_code_point(scratch, prep_char_upper(prep_utf8_next(key, len, &at))))
            return PREP_E_NOMEM;
    if (n < CAPITALS_MIN)
        return PREP_OK;
    bool is_new;
    struct word *capitals = add_word(lexicon, scratch->data, scratch->len, &is_new);
    if (!capitals)
        return PREP_E_NOMEM;
    word.flags |= PREP_NAME_CAPITALS;
    if (is_new)
        *capitals = word;
    return PREP_OK;
}

/* The word of a key, zeroed if the key is new; NULL without memory. */
static struct word *add_word(struct prep_lexicon *lexicon, const char *key, size_t len,
                             bool *is_new)
{
    bool fresh;
    size_t n = prep_map_count(lexicon->map);
    if (n == lexicon->words_cap) {
        size_t cap = n ? n * 2 : 1024;
        struct word *words = realloc(lexicon->words, cap * sizeof *words);
        if (!words)
            return NULL;
        lexicon->words = words;
        lexicon->words_cap = cap;
    }
    uint32_t *value = prep_map_insert(lexicon->map, key, len, &fresh);
    if (!value)
        return NULL;
    if (fresh) {
        *value = (uint32_t)n;
        lexicon->words[n] = (struct word){0};
    }
    if (is_new)
        *is_new = fresh;
    return &lexicon->words[*value];
}

static bool same_english(const struct prep_lexicon *lexicon, uint32_t a, uint32_t b)
{
    const struct entry *x = &lexicon->entries[a], *y = &lexicon->entries[b];
    return x->english_len == y->english_len &&
           !memcmp(lexicon->pool.data + x->english, lexicon->pool.data + y->english,
                   x->english_len);
}
