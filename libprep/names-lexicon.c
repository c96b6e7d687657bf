/* names-lexicon.c - the lexicon of names that no rule gets right, or that must stay as they are. */
#include "names-lexicon.h"

#include <stdlib.h>

#define FILTER_BITS  PREP_LEXICON_FILTER_BITS
#define CAPITALS_MIN 4 /* code points: shorter words in capitals may be abbreviations (OSCH) */

static bool filter_bit(const char *word, size_t len, size_t *bit);
static bool fill_filter(struct prep_lexicon *lexicon);
static enum prep_status add_variants(struct prep_lexicon *lexicon);
static enum prep_status add_capitals(struct prep_lexicon *lexicon, const char *key, size_t len,
                                     struct prep_lexicon_word word, struct prep_buf *scratch);

struct prep_lexicon *prep_lexicon_new(const char *data_dir, struct prep_error *error)
{
    struct prep_lexicon *lexicon = prep_lexicon_take(data_dir);
    return lexicon ? lexicon : prep_lexicon_new_with(data_dir, NULL, 0, error);
}

struct prep_lexicon *prep_lexicon_new_with(const char *data_dir, const char *const *files,
                                           size_t n_files, struct prep_error *error)
{
    struct prep_lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (!lexicon || !(lexicon->map = prep_map_new())) {
        free(lexicon);
        prep_fail_nomem(error);
        return NULL;
    }
    atomic_init(&lexicon->references, 1);
    lexicon->max_words = 1;
    enum prep_status status = prep_lexicon_read(lexicon, data_dir, error);
    for (size_t i = 0; !status && i < n_files; i++)
        status = prep_lexicon_read_file(lexicon, files[i], error);
    /* Variants come last: where one of them is also a name of its own (Oljas is a man, and Olja's),
     * the name counts. */
    if (!status && (add_variants(lexicon) || !fill_filter(lexicon)))
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
    if (!lexicon->image) {
        prep_buf_free(&lexicon->pool);
        free(lexicon->entries);
        free(lexicon->words);
        free(lexicon->filter);
    }
    prep_image_close(lexicon->image);
    free(lexicon);
}

bool prep_lexicon_find(const struct prep_lexicon *lexicon, const char *word, size_t len,
                       struct prep_name *name)
{
    const uint32_t *value;
    size_t bit;
    if (filter_bit(word, len, &bit) && !(lexicon->filter[bit / 64] >> bit % 64 & 1))
        return false;
    if (!(value = prep_map_find(lexicon->map, word, len)))
        return false;
    const struct prep_lexicon_word *found = &lexicon->words[*value];
    const struct prep_lexicon_entry *entry = &lexicon->entries[found->entry];
    *name = (struct prep_name){lexicon->pool.data + entry->english, entry->english_len, entry->kind,
                               found->flags, found->entry};
    return true;
}

struct prep_name_details prep_lexicon_details(const struct prep_lexicon *lexicon, uint32_t i)
{
    const struct prep_lexicon_entry *entry = &lexicon->entries[i];
    const char *pool = lexicon->pool.data;
    return (struct prep_name_details){.original = pool + entry->original,
                                      .original_len = entry->original_len,
                                      .german = pool + entry->german,
                                      .german_len = entry->german_len,
                                      .alternatives = pool + entry->alternatives,
                                      .alternatives_len = entry->alternatives_len,
                                      .language = entry->language};
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

/* The bit of a word; a short one has none. */
static bool filter_bit(const char *word, size_t len, size_t *bit)
{
    uint32_t first, last;
    if (len < sizeof first)
        return false;
    memcpy(&first, word, sizeof first);
    memcpy(&last, word + len - sizeof last, sizeof last);
    uint64_t hash = ((uint64_t)first << 32 | last) * 0x9E3779B97F4A7C15u;
    *bit = hash >> (64 - FILTER_BITS);
    return true;
}

static bool fill_filter(struct prep_lexicon *lexicon)
{
    lexicon->filter = calloc((1u << FILTER_BITS) / 64, sizeof *lexicon->filter);
    if (!lexicon->filter)
        return false;
    for (size_t i = 0; i < prep_map_count(lexicon->map); i++) {
        size_t len, bit;
        const char *key = prep_map_key(lexicon->map, i, &len, NULL);
        if (filter_bit(key, len, &bit))
            lexicon->filter[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    return true;
}

/* Add genitives and capitals as keys of their own, so that text costs one probe a word. */
static enum prep_status add_variants(struct prep_lexicon *lexicon)
{
    struct prep_buf key = PREP_BUF_INIT, scratch = PREP_BUF_INIT;
    enum prep_status status = PREP_OK;
    size_t n = prep_map_count(lexicon->map);
    for (size_t i = 0; !status && i < n; i++) {
        struct prep_lexicon_word word = lexicon->words[i];
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
        struct prep_lexicon_word *genitive;
        word.flags = (word.flags | PREP_NAME_GENITIVE) & ~(unsigned)PREP_NAME_STARTS;
        status = prep_buf_append(&key, "s", 1);
        if (!status && !(genitive = prep_lexicon_add_word(lexicon, key.data, key.len, &is_new)))
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
                                     struct prep_lexicon_word word, struct prep_buf *scratch)
{
    size_t n = 0;
    prep_buf_reset(scratch);
    /* No letter needs more than three bytes, in whichever case. */
    if (prep_buf_reserve(scratch, 3 * len))
        return PREP_E_NOMEM;
    for (size_t at = 0; at < len; n++) {
        char c = key[at];
        if ((uint8_t)c < 0x80) { /* most */
            scratch->data[scratch->len++] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
            at++;
        } else if (prep_buf_append_code_point(scratch,
                                              prep_char_upper(prep_utf8_next(key, len, &at)))) {
            return PREP_E_NOMEM;
        }
    }
    if (n < CAPITALS_MIN)
        return PREP_OK;
    bool is_new;
    struct prep_lexicon_word *capitals =
        prep_lexicon_add_word(lexicon, scratch->data, scratch->len, &is_new);
    if (!capitals)
        return PREP_E_NOMEM;
    word.flags |= PREP_NAME_CAPITALS;
    if (is_new)
        *capitals = word;
    return PREP_OK;
}

/* The word of a key, zeroed if the key is new; NULL without memory. */
struct prep_lexicon_word *prep_lexicon_add_word(struct prep_lexicon *lexicon, const char *key,
                                                size_t len, bool *is_new)
{
    bool fresh;
    size_t n = prep_map_count(lexicon->map);
    if (n == lexicon->words_cap) {
        size_t cap = n ? n * 2 : 1024;
        struct prep_lexicon_word *words = realloc(lexicon->words, cap * sizeof *words);
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
        lexicon->words[n] = (struct prep_lexicon_word){0};
    }
    if (is_new)
        *is_new = fresh;
    return &lexicon->words[*value];
}

bool prep_lexicon_add_entry(struct prep_lexicon *lexicon, struct prep_lexicon_entry entry)
{
    if (lexicon->n_entries == lexicon->entries_cap) {
        size_t cap = lexicon->entries_cap ? lexicon->entries_cap * 2 : 4096;
        struct prep_lexicon_entry *entries = realloc(lexicon->entries, cap * sizeof *entries);
        if (!entries)
            return false;
        lexicon->entries = entries;
        lexicon->entries_cap = cap;
    }
    lexicon->entries[lexicon->n_entries++] = entry;
    return true;
}
