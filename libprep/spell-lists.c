/* spell-lists.c - words, names and counts in lists: what is read, and look-ups in it. */
#include "spell.h"

static enum prep_status read_frequency(void *arg, const struct prep_row *row,
                                       struct prep_error *error);
static enum prep_status read_personal(void *arg, const struct prep_row *row,
                                      struct prep_error *error);
static enum prep_status read_name(void *arg, const struct prep_row *row, struct prep_error *error);
static enum prep_status add_word(struct prep_map *map, const struct prep_row *row,
                                 struct prep_error *error);
static uint32_t look_up(const struct prep_map *map, const struct prep_word *word);
static uint32_t look_up_cased(const struct prep_map *map, const struct prep_word *word);

enum prep_status prep_spell_read_lists(struct prep_spell_tables *tables,
                                       const struct prep_speller_options *options,
                                       struct prep_error *error)
{
    enum prep_status status = PREP_OK;
    for (size_t i = 0; !status && i < options->n_word_files; i++)
        status = prep_table_read(NULL, options->word_files[i], 1, 1, read_personal, tables, error);
    for (size_t i = 0; !status && i < options->n_name_files; i++)
        status = prep_spell_read_names(tables, NULL, options->name_files[i], error);
    for (size_t i = 0; !status && i < options->n_frequency_files; i++)
        status = prep_spell_read_frequencies(tables, NULL, options->frequency_files[i], error);
    return status;
}

enum prep_status prep_spell_read_names(struct prep_spell_tables *tables, const char *dir,
                                       const char *name, struct prep_error *error)
{
    return prep_table_read(dir, name, 1, 16, read_name, tables, error);
}

enum prep_status prep_spell_read_frequencies(struct prep_spell_tables *tables, const char *dir,
                                             const char *name, struct prep_error *error)
{
    return prep_table_read(dir, name, 2, 2, read_frequency, tables, error);
}

bool prep_spell_is_kind(const struct prep_spell_tables *tables, const struct prep_word *word,
                        enum prep_spell_kind kind)
{
    return kind == PREP_SPELL_WORD ? look_up_cased(tables->short_forms, word) & kind
                                   : look_up(tables->short_forms, word) & kind;
}

bool prep_spell_is_adjective(const struct prep_spell_tables *tables, const struct prep_word *word)
{
    struct prep_word stem = *word;
    for (size_t ending = 0; ending <= 2 && ending < word->n; ending++) {
        uint32_t last = word->cp[word->n - 1];
        if (ending > 0 && prep_char_lower(word->cp[word->n - ending]) != 'e')
            continue;
        if (ending == 2 && (last >= 0x80 || !strchr("mnrsMNRS", (int)last)))
            continue;
        stem.n = word->n - ending;
        if (look_up_cased(tables->short_forms, &stem) & PREP_SPELL_ADJECTIVE)
            return true;
    }
    return false;
}

uint32_t prep_spell_frequency(const struct prep_spell_tables *tables, const struct prep_word *word)
{
    return look_up(tables->frequency, word);
}

bool prep_spell_is_personal(const struct prep_spell_tables *tables, const struct prep_word *word)
{
    return prep_map_count(tables->personal) > 0 && look_up_cased(tables->personal, word) != 0;
}

bool prep_spell_is_own_name(const struct prep_spell_tables *tables, const struct prep_word *word)
{
    return look_up(tables->own_names, word) != 0;
}

/* A number of up to nine digits. */
bool prep_spell_number(const struct prep_row *row, size_t cell, uint32_t *number)
{
    uint64_t n = 0;
    if (cell >= row->n_cells || row->cell_len[cell] == 0 || row->cell_len[cell] > 9)
        return false;
    for (size_t i = 0; i < row->cell_len[cell]; i++) {
        char c = row->cell[cell][i];
        if (c < '0' || c > '9')
            return false;
        n = 10 * n + (uint64_t)(c - '0');
    }
    *number = (uint32_t)n;
    return true;
}

static enum prep_status read_frequency(void *arg, const struct prep_row *row,
                                       struct prep_error *error)
{
    struct prep_spell_tables *tables = arg;
    uint32_t count;
    if (!prep_spell_number(row, 1, &count) || count == 0)
        return prep_row_fail(row, 1, error, "not a count");
    uint32_t *value = prep_map_insert(tables->frequency, row->cell[0], row->cell_len[0], NULL);
    if (!value)
        return prep_fail_nomem(error);
    *value = *value > UINT32_MAX - count ? UINT32_MAX : *value + count;
    return PREP_OK;
}

/* One word a line, as it is looked up. */
static enum prep_status read_personal(void *arg, const struct prep_row *row,
                                      struct prep_error *error)
{
    struct prep_spell_tables *tables = arg;
    for (size_t at = 0; at < row->cell_len[0];)
        if (prep_char(prep_utf8_next(row->cell[0], row->cell_len[0], &at)) & PREP_CHAR_SPACE)
            return prep_row_fail(row, 0, error, "white space in a word");
    return add_word(tables->personal, row, error);
}

/* A name stands in the first column, as in the lists of names and words that the tools make; of a
 * name of several words each is one. */
static enum prep_status read_name(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct prep_spell_tables *tables = arg;
    struct prep_row part = *row;
    const char *at = row->cell[0], *end = at + row->cell_len[0];
    enum prep_status status = PREP_OK;
    for (; !status && at < end; at += part.cell_len[0] + 1) {
        const char *space = memchr(at, ' ', (size_t)(end - at));
        part.cell[0] = at;
        part.cell_len[0] = (size_t)((space ? space : end) - at);
        status = add_word(tables->own_names, &part, error);
    }
    return status;
}

static enum prep_status add_word(struct prep_map *map, const struct prep_row *row,
                                 struct prep_error *error)
{
    struct prep_word word;
    char text[PREP_WORD_BYTES];
    if (!prep_word_read(&word, row->cell[0], row->cell_len[0]))
        return prep_row_fail(row, 0, error, "a word of more than %d letters", PREP_WORD_MAX - 4);
    if (word.n == 0)
        return PREP_OK; /* a BOM on a line of its own */
    uint32_t *value = prep_map_insert(map, text, prep_word_write(&word, text), NULL);
    if (!value)
        return prep_fail_nomem(error);
    *value = 1;
    return PREP_OK;
}

static uint32_t look_up(const struct prep_map *map, const struct prep_word *word)
{
    char text[PREP_WORD_BYTES];
    const uint32_t *value = prep_map_find(map, text, prep_word_write(word, text));
    return value ? *value : 0;
}

/* A word of a list may also be written with a capital or in capitals. */
static uint32_t look_up_cased(const struct prep_map *map, const struct prep_word *word)
{
    unsigned shape = prep_word_shape(word);
    uint32_t value = look_up(map, word);
    if (value || !(shape & (PREP_SHAPE_TITLE | PREP_SHAPE_CAPS)))
        return value;
    struct prep_word other = *word;
    prep_word_lower(&other);
    value = look_up(map, &other);
    if (!value && shape & PREP_SHAPE_CAPS) {
        prep_word_title(&other);
        value = look_up(map, &other);
    }
    return value;
}
