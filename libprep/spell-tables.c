/* spell-tables.c - the data of the spell-checker, shared by all clones. */
#include "names.h"
#include "spell.h"

#include <stdatomic.h>
#include <stdlib.h>

#define DEFAULT_PATH "/usr/share/hunspell:/usr/share/myspell/dicts"

static enum prep_status load(struct prep_spell_tables *tables,
                             const struct prep_speller_options *options, bool german,
                             struct prep_error *error);
static void note_neighbours(struct prep_spell_tables *tables);
static enum prep_status open_all(struct prep_spell_tables *tables, struct prep_error *error);
static enum prep_status read_spelling(void *arg, const struct prep_row *row,
                                      struct prep_error *error);
static enum prep_status add_short_form(struct prep_spell_tables *tables, const struct prep_row *row,
                                       enum prep_spell_kind kind, struct prep_error *error);
static enum prep_status add_edit(struct prep_spell_tables *tables, const struct prep_row *row,
                                 struct prep_error *error);
static enum prep_status add_letters(uint32_t *to, size_t max, size_t *n, const struct prep_row *row,
                                    struct prep_error *error);
static enum prep_status read_frequency(void *arg, const struct prep_row *row,
                                       struct prep_error *error);
static enum prep_status read_personal(void *arg, const struct prep_row *row,
                                      struct prep_error *error);
static bool read_number(const struct prep_row *row, size_t cell, uint32_t *number);
static uint32_t look_up(const struct prep_map *map, const struct prep_word *word);
static uint32_t look_up_cased(const struct prep_map *map, const struct prep_word *word);
static char *copy(const char *text);

struct prep_spell_tables *prep_spell_tables_new(const struct prep_speller_options *options,
                                                struct prep_error *error)
{
    const char *language = options->language ? options->language : "de";
    bool german = !strcmp(language, "de");
    if (!german && strcmp(language, "en")) {
        prep_fail(error, PREP_E_OPTION, 0, "unknown language %.20s: there is de and en", language);
        return NULL;
    }
    struct prep_spell_tables *tables = calloc(1, sizeof *tables);
    if (!tables) {
        prep_fail_nomem(error);
        return NULL;
    }
    atomic_init(&tables->references, 1);
    tables->german = german;
    tables->foreign_name = german ? "en_US" : "de_DE";
    if (load(tables, options, german, error)) {
        prep_spell_tables_release(tables);
        return NULL;
    }
    return tables;
}

struct prep_spell_tables *prep_spell_tables_share(struct prep_spell_tables *tables)
{
    atomic_fetch_add_explicit(&tables->references, 1, memory_order_relaxed);
    return tables;
}

void prep_spell_tables_release(struct prep_spell_tables *tables)
{
    if (!tables || atomic_fetch_sub_explicit(&tables->references, 1, memory_order_acq_rel) > 1)
        return;
    prep_nearby_free(tables->nearby);
    prep_verdicts_free(tables->verdicts);
    prep_map_free(tables->short_forms);
    prep_map_free(tables->personal);
    prep_map_free(tables->frequency);
    prep_lexicon_free(tables->names);
    for (size_t i = 0; i < tables->n_dictionaries; i++)
        prep_hunspell_close(tables->dictionary[i]);
    prep_hunspell_close(tables->foreign);
    free(tables->edits);
    free(tables->dictionaries);
    free(tables->path);
    free(tables);
}

bool prep_spell_is_kind(const struct prep_spell_tables *tables, const struct prep_word *word,
                        enum prep_spell_kind kind)
{
    return kind == PREP_SPELL_WORD ? look_up_cased(tables->short_forms, word) & kind
                                   : look_up(tables->short_forms, word) & kind;
}

uint32_t prep_spell_frequency(const struct prep_spell_tables *tables, const struct prep_word *word)
{
    return look_up(tables->frequency, word);
}

bool prep_spell_is_personal(const struct prep_spell_tables *tables, const struct prep_word *word)
{
    return prep_map_count(tables->personal) > 0 && look_up_cased(tables->personal, word) != 0;
}

static enum prep_status load(struct prep_spell_tables *tables,
                             const struct prep_speller_options *options, bool german,
                             struct prep_error *error)
{
    const char *dir = prep_data_dir(options->data_dir), *names = options->dictionaries;
    if (!names)
        names = german ? "de_DE" : "en_US";
    tables->dictionaries = copy(names);
    tables->path = copy(options->dictionary_path ? options->dictionary_path : DEFAULT_PATH);
    tables->short_forms = prep_map_new();
    tables->personal = prep_map_new();
    tables->frequency = prep_map_new();
    tables->verdicts = prep_verdicts_new();
    if (!tables->verdicts || !tables->dictionaries || !tables->path || !tables->short_forms ||
        !tables->personal || !tables->frequency)
        return prep_fail_nomem(error);
    enum prep_status status = prep_table_read(dir, german ? "de/spelling.tsv" : "en/spelling.tsv",
                                              2, 4, read_spelling, tables, error);
    if (!status && german)
        status = prep_table_read(dir, "de/frequency.tsv", 2, 2, read_frequency, tables, error);
    if (!status) {
        note_neighbours(tables);
        status = open_all(tables, error);
    }
    if (!status && !(tables->names = prep_lexicon_new(dir, error)))
        return PREP_E_DATA;
    for (size_t i = 0; !status && i < options->n_word_files; i++)
        status = prep_table_read(NULL, options->word_files[i], 1, 1, read_personal, tables, error);
    return status;
}

/* Keys beside each other, or one above the other: rows are shifted by half a key. */
static void note_neighbours(struct prep_spell_tables *tables)
{
    for (size_t row = 0; row < tables->n_key_rows; row++)
        for (size_t i = 0; i < tables->n_keys[row]; i++) {
            uint32_t key = tables->keys[row][i], near[3];
            size_t n = 0;
            if (i + 1 < tables->n_keys[row])
                near[n++] = tables->keys[row][i + 1];
            if (row + 1 < tables->n_key_rows && i < tables->n_keys[row + 1])
                near[n++] = tables->keys[row + 1][i];
            if (row + 1 < tables->n_key_rows && i > 0 && i - 1 < tables->n_keys[row + 1])
                near[n++] = tables->keys[row + 1][i - 1];
            for (size_t k = 0; k < n; k++) {
                if (key > 0xFF || near[k] > 0xFF)
                    continue;
                tables->neighbours[key][near[k] >> 3] |= (uint8_t)(1u << (near[k] & 7));
                tables->neighbours[near[k]][key >> 3] |= (uint8_t)(1u << (key & 7));
            }
        }
}

/* Open each dictionary of the list "de_DE,en_US". */
static enum prep_status open_all(struct prep_spell_tables *tables, struct prep_error *error)
{
    const char *list = tables->dictionaries;
    for (;;) {
        char name[64];
        size_t len = strcspn(list, ",");
        if (len == 0 || len >= sizeof name)
            return prep_fail(error, PREP_E_OPTION, 0,
                             "%.100s: dictionaries are named like de_DE,en_US",
                             tables->dictionaries);
        if (tables->n_dictionaries == PREP_DICTIONARIES_MAX)
            return prep_fail(error, PREP_E_LIMIT, 0, "more than %d dictionaries",
                             PREP_DICTIONARIES_MAX);
        memcpy(name, list, len);
        name[len] = '\0';
        struct prep_hunspell *dictionary = prep_hunspell_open(name, tables->path, error);
        if (!dictionary)
            return PREP_E_DATA;
        tables->dictionary[tables->n_dictionaries++] = dictionary;
        if (list[len] == '\0')
            break;
        list += len + 1;
    }
    /* Whether it is installed is all that counts: its absence is no error. */
    if (!strstr(tables->dictionaries, tables->foreign_name))
        tables->foreign = prep_hunspell_open(tables->foreign_name, tables->path, NULL);
    return PREP_OK;
}

/* A row of spelling.tsv; its first column says what it is. */
static enum prep_status read_spelling(void *arg, const struct prep_row *row,
                                      struct prep_error *error)
{
    static const struct {
        const char *name;
        enum prep_spell_kind kind;
    } kinds[] = {{"word", PREP_SPELL_WORD},     {"clitic", PREP_SPELL_CLITIC},
                 {"gender", PREP_SPELL_GENDER}, {"unit", PREP_SPELL_UNIT},
                 {"prefix", PREP_SPELL_PREFIX}, {"ending", PREP_SPELL_ENDING}};
    struct prep_spell_tables *tables = arg;
    const char *name = row->cell[0];
    size_t len = row->cell_len[0];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (len == strlen(kinds[i].name) && !memcmp(name, kinds[i].name, len))
            return add_short_form(tables, row, kinds[i].kind, error);
    if (len == 4 && !memcmp(name, "edit", 4))
        return add_edit(tables, row, error);
    if (len == 7 && !memcmp(name, "letters", 7))
        return add_letters(tables->letters, sizeof tables->letters / sizeof *tables->letters,
                           &tables->n_letters, row, error);
    if (len == 4 && !memcmp(name, "keys", 4)) {
        size_t i = tables->n_key_rows;
        if (i == sizeof tables->keys / sizeof *tables->keys)
            return prep_row_fail(row, 0, error, "too many rows of keys");
        tables->n_key_rows++;
        return add_letters(tables->keys[i], sizeof tables->keys[i] / sizeof *tables->keys[i],
                           &tables->n_keys[i], row, error);
    }
    return prep_row_fail(row, 0, error, "unknown kind of row");
}

static enum prep_status add_short_form(struct prep_spell_tables *tables, const struct prep_row *row,
                                       enum prep_spell_kind kind, struct prep_error *error)
{
    struct prep_word word;
    char text[PREP_WORD_BYTES];
    if (!prep_word_read(&word, row->cell[1], row->cell_len[1]) || word.n == 0)
        return prep_row_fail(row, 1, error, "no word, or a word that is too long");
    uint32_t *value =
        prep_map_insert(tables->short_forms, text, prep_word_write(&word, text), NULL);
    if (!value)
        return prep_fail_nomem(error);
    if (*value & kind)
        return prep_row_fail(row, 1, error, "stands here twice");
    *value |= kind;
    return PREP_OK;
}

/* edit FROM TO COST; FROM or TO may be empty. */
static enum prep_status add_edit(struct prep_spell_tables *tables, const struct prep_row *row,
                                 struct prep_error *error)
{
    struct prep_spell_edit edit = {0};
    struct prep_word from, to;
    uint32_t cost;
    if (row->n_cells != 4 || !read_number(row, 3, &cost) || cost == 0 || cost > 1000)
        return prep_row_fail(row, 3, error, "an edit ends in a cost from 1 to 1000");
    if (!prep_word_read(&from, row->cell[1], row->cell_len[1]) ||
        !prep_word_read(&to, row->cell[2], row->cell_len[2]) || from.n > 4 || to.n > 4 ||
        from.n + to.n == 0)
        return prep_row_fail(row, 1, error, "an edit has up to four letters on each side");
    if (tables->n_edits == tables->edits_cap) {
        size_t cap = tables->edits_cap ? 2 * tables->edits_cap : 64;
        struct prep_spell_edit *edits = realloc(tables->edits, cap * sizeof *edits);
        if (!edits)
            return prep_fail_nomem(error);
        tables->edits = edits;
        tables->edits_cap = cap;
    }
    for (size_t i = 0; i < from.n; i++)
        edit.latin_from[i] = (uint8_t)from.cp[i];
    for (size_t i = 0; i < to.n; i++)
        edit.latin_to[i] = (uint8_t)to.cp[i];
    edit.n_from = from.n;
    edit.n_to = to.n;
    edit.cost = cost;
    tables->edits[tables->n_edits++] = edit;
    return PREP_OK;
}

static enum prep_status add_letters(uint32_t *to, size_t max, size_t *n, const struct prep_row *row,
                                    struct prep_error *error)
{
    struct prep_word letters;
    if (!prep_word_read(&letters, row->cell[1], row->cell_len[1]) || letters.n > max)
        return prep_row_fail(row, 1, error, "more than %zu letters", max);
    memcpy(to, letters.cp, letters.n * sizeof *to);
    *n = letters.n;
    return PREP_OK;
}

static enum prep_status read_frequency(void *arg, const struct prep_row *row,
                                       struct prep_error *error)
{
    struct prep_spell_tables *tables = arg;
    uint32_t count;
    if (!read_number(row, 1, &count) || count == 0)
        return prep_row_fail(row, 1, error, "not a count");
    uint32_t *value = prep_map_insert(tables->frequency, row->cell[0], row->cell_len[0], NULL);
    if (!value)
        return prep_fail_nomem(error);
    *value = count;
    return PREP_OK;
}

/* One word a line, as it is looked up. */
static enum prep_status read_personal(void *arg, const struct prep_row *row,
                                      struct prep_error *error)
{
    struct prep_spell_tables *tables = arg;
    struct prep_word word;
    char text[PREP_WORD_BYTES];
    for (size_t at = 0; at < row->cell_len[0];)
        if (prep_char(prep_utf8_next(row->cell[0], row->cell_len[0], &at)) & PREP_CHAR_SPACE)
            return prep_row_fail(row, 0, error, "white space in a word");
    if (!prep_word_read(&word, row->cell[0], row->cell_len[0]))
        return prep_row_fail(row, 0, error, "a word of more than %d letters", PREP_WORD_MAX - 4);
    if (word.n == 0)
        return PREP_OK; /* a BOM on a line of its own */
    uint32_t *value = prep_map_insert(tables->personal, text, prep_word_write(&word, text), NULL);
    if (!value)
        return prep_fail_nomem(error);
    *value = 1;
    return PREP_OK;
}

static bool read_number(const struct prep_row *row, size_t cell, uint32_t *number)
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

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *result = malloc(size);
    if (result)
        memcpy(result, text, size);
    return result;
}
