/* spell-tables.c - the data of the spell-checker, shared by all clones. */
#include "names.h"
#include "spell-near.h"

#include <stdatomic.h>
#include <stdlib.h>

#define DEFAULT_PATH "/usr/share/hunspell:/usr/share/myspell/dicts"

static enum prep_status prepare(struct prep_spell_tables *tables,
                                const struct prep_speller_options *options,
                                struct prep_error *error);
static enum prep_status split_names(struct prep_spell_tables *tables, struct prep_error *error);
static void note_neighbours(struct prep_spell_tables *tables);
static enum prep_status open_all(struct prep_spell_tables *tables, struct prep_error *error);
static enum prep_status read_spelling(void *arg, const struct prep_row *row,
                                      struct prep_error *error);
static enum prep_status add_short_form(struct prep_spell_tables *tables, const struct prep_row *row,
                                       enum prep_spell_kind kind, struct prep_error *error);
static enum prep_status add_letters(uint32_t *to, size_t max, size_t *n, const struct prep_row *row,
                                    struct prep_error *error);
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
    pthread_mutex_init(&tables->making, NULL);
    tables->german = german;
    tables->foreign_name = german ? "en_US" : "de_DE";
    enum prep_status status = prepare(tables, options, error);
    if (!status && !options->late)
        status = prep_spell_tables_load(tables, options, error);
    else if (!status && !(tables->late = prep_late_new(options)))
        status = prep_fail_nomem(error);
    if (status) {
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
    pthread_mutex_destroy(&tables->making);
    prep_verdicts_free(tables->verdicts);
    prep_map_free(tables->short_forms);
    prep_map_free(tables->old_parts);
    prep_buf_free(&tables->old_text);
    prep_map_free(tables->personal);
    prep_map_free(tables->frequency);
    prep_map_free(tables->own_names);
    prep_lexicon_free(tables->names);
    for (size_t i = 0; i < tables->n_dictionaries; i++)
        prep_hunspell_close(tables->dictionary[i]);
    prep_hunspell_close(tables->foreign);
    prep_late_free(tables->late);
    prep_spell_edits_free(tables);
    free(tables->dictionaries);
    free(tables->path);
    free(tables);
}

static enum prep_status prepare(struct prep_spell_tables *tables,
                                const struct prep_speller_options *options,
                                struct prep_error *error)
{
    static const char *const german_files[] = {"de/spelling.tsv",
                                               "de/words.tsv",
                                               "de/frequency.tsv",
                                               "names/common.tsv",
                                               "names/world.tsv",
                                               "names/names.tsv",
                                               NULL};
    static const char *const english_files[] = {"en/spelling.tsv", "names/common.tsv",
                                                "names/world.tsv", "names/names.tsv", NULL};
    const char *names = options->dictionaries;
    if (!names)
        names = tables->german ? "de_DE" : "en_US";
    tables->files = tables->german ? german_files : english_files;
    tables->dictionaries = copy(names);
    tables->path = copy(options->dictionary_path ? options->dictionary_path : DEFAULT_PATH);
    tables->short_forms = prep_map_new();
    tables->personal = prep_map_new();
    tables->old_parts = prep_map_new();
    tables->frequency = prep_map_new();
    tables->own_names = prep_map_new();
    tables->verdicts = prep_verdicts_new();
    if (!tables->verdicts || !tables->dictionaries || !tables->path || !tables->short_forms ||
        !tables->personal || !tables->old_parts || !tables->frequency || !tables->own_names)
        return prep_fail_nomem(error);
    return split_names(tables, error);
}

/* "de_DE,en_US" */
static enum prep_status split_names(struct prep_spell_tables *tables, struct prep_error *error)
{
    for (const char *list = tables->dictionaries;; list++) {
        size_t len = strcspn(list, ",");
        if (len == 0 || len >= sizeof tables->dictionary_name[0])
            return prep_fail(error, PREP_E_OPTION, 0,
                             "%.100s: dictionaries are named like de_DE,en_US",
                             tables->dictionaries);
        if (tables->n_names == PREP_DICTIONARIES_MAX)
            return prep_fail(error, PREP_E_LIMIT, 0, "more than %d dictionaries",
                             PREP_DICTIONARIES_MAX);
        memcpy(tables->dictionary_name[tables->n_names], list, len);
        tables->dictionary_name[tables->n_names++][len] = '\0';
        list += len;
        if (*list == '\0')
            return PREP_OK;
    }
}

enum prep_status prep_spell_tables_load(struct prep_spell_tables *tables,
                                        const struct prep_speller_options *options,
                                        struct prep_error *error)
{
    const char *dir = prep_data_dir(options->data_dir);
    enum prep_status status =
        prep_table_read(dir, tables->files[0], 2, 4, read_spelling, tables, error);
    if (!status && tables->german)
        status = prep_table_read(dir, "de/words.tsv", 2, 2, read_spelling, tables, error);
    if (!status && tables->german)
        status = prep_spell_read_frequencies(tables, dir, "de/frequency.tsv", error);
    if (!status && !prep_spell_edits_sort(tables))
        status = prep_fail_nomem(error);
    if (!status) {
        note_neighbours(tables);
        status = open_all(tables, error);
    }
    if (!status && !(tables->names = prep_lexicon_new(dir, error)))
        return PREP_E_DATA;
    if (!status)
        status = prep_spell_read_names(tables, dir, "names/common.tsv", error);
    if (!status)
        status = prep_spell_read_names(tables, dir, "names/world.tsv", error);
    return status ? status : prep_spell_read_lists(tables, options, error);
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

static enum prep_status open_all(struct prep_spell_tables *tables, struct prep_error *error)
{
    for (; tables->n_dictionaries < tables->n_names; tables->n_dictionaries++) {
        const char *name = tables->dictionary_name[tables->n_dictionaries];
        struct prep_hunspell *dictionary = prep_hunspell_open(name, tables->path, error);
        if (!dictionary)
            return PREP_E_DATA;
        tables->dictionary[tables->n_dictionaries] = dictionary;
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
    } kinds[] = {{"word", PREP_SPELL_WORD},
                 {"clitic", PREP_SPELL_CLITIC},
                 {"gender", PREP_SPELL_GENDER},
                 {"unit", PREP_SPELL_UNIT},
                 {"prefix", PREP_SPELL_PREFIX},
                 {"ending", PREP_SPELL_ENDING},
                 {"foreign", PREP_SPELL_FOREIGN_WORD},
                 {"name-ending", PREP_SPELL_NAME_ENDING},
                 {"suffix", PREP_SPELL_SUFFIX},
                 {"counted", PREP_SPELL_COUNTED},
                 {"noun-ending", PREP_SPELL_NOUN_ENDING},
                 {"particle", PREP_SPELL_PARTICLE},
                 {"participle", PREP_SPELL_PARTICIPLE},
                 {"past", PREP_SPELL_PAST},
                 {"adjective", PREP_SPELL_ADJECTIVE}};
    struct prep_spell_tables *tables = arg;
    const char *name = row->cell[0];
    size_t len = row->cell_len[0];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (len == strlen(kinds[i].name) && !memcmp(name, kinds[i].name, len))
            return add_short_form(tables, row, kinds[i].kind, error);
    if (len == 4 && !memcmp(name, "edit", 4))
        return prep_spell_edit_add(tables, row, error);
    if (len == 3 && !memcmp(name, "old", 3))
        return prep_spell_old_part_add(tables, row, error);
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

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *result = malloc(size);
    if (result)
        memcpy(result, text, size);
    return result;
}
