/* names-lexicon-read.c - the rows of names/names.tsv and of lexicons that users write. */
#include "names-lexicon.h"

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

/* A lexicon that a user wrote. */
struct user_file {
    struct prep_lexicon *lexicon;
    size_t first; /* the first of its entries */
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
static enum prep_status read_user(void *arg, const struct prep_row *row, struct prep_error *error);
static enum prep_status add_cell(struct prep_lexicon *lexicon, const struct prep_row *row,
                                 size_t column, size_t *offset, size_t *len);
static bool same_english(const struct prep_lexicon *lexicon, uint32_t a, uint32_t b);

/* Also the words of --kinds and of reports. */
const char *const prep_name_kind_names[PREP_NAME_KINDS] = {
    [PREP_NAME_GIVEN] = "given",     [PREP_NAME_PATRONYMIC] = "patronymic",
    [PREP_NAME_SURNAME] = "surname", [PREP_NAME_PLACE] = "place",
    [PREP_NAME_OTHER] = "other",     [PREP_NAME_ORGANISATION] = "organisation",
    [PREP_NAME_EXONYM] = "exonym",
};

enum prep_status prep_lexicon_read(struct prep_lexicon *lexicon, const char *data_dir,
                                   struct prep_error *error)
{
    return prep_table_read(prep_data_dir(data_dir), "names/names.tsv", N_COLUMNS, N_COLUMNS,
                           read_name, lexicon, error);
}

enum prep_status prep_lexicon_read_file(struct prep_lexicon *lexicon, const char *path,
                                        struct prep_error *error)
{
    struct user_file file = {lexicon, lexicon->n_entries};
    return prep_table_read(NULL, path, 2, 16, read_user, &file, error);
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
    size_t len = row->cell_len[COLUMN_KIND], i = 0, n = PREP_NAME_KINDS;
    while (i < n && (strlen(prep_name_kind_names[i]) != len ||
                     memcmp(prep_name_kind_names[i], kind, len) != 0))
        i++;
    if (i == n)
        return prep_row_fail(row, COLUMN_KIND, error,
                             "unknown kind \"%.*s\" (given, patronymic, surname, place, "
                             "organisation, other, exonym)",
                             (int)(len < 40 ? len : 40), kind);
    struct prep_lexicon_entry entry = {.kind = (enum prep_name_kind)i};
    memcpy(entry.language, row->cell[COLUMN_LANGUAGE],
           row->cell_len[COLUMN_LANGUAGE] < 4 ? row->cell_len[COLUMN_LANGUAGE] : 3);
    if (add_cell(lexicon, row, COLUMN_ENGLISH, &entry.english, &entry.english_len) ||
        add_cell(lexicon, row, COLUMN_ORIGINAL, &entry.original, &entry.original_len) ||
        add_cell(lexicon, row, COLUMN_GERMAN, &entry.german, &entry.german_len) ||
        add_cell(lexicon, row, COLUMN_ALTERNATIVE, &entry.alternatives, &entry.alternatives_len) ||
        !prep_lexicon_add_entry(lexicon, entry))
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
    } notes[] = {{"-", 0},
                 {"in-name", PREP_NAME_IN_NAME},
                 {"shared", PREP_NAME_SHARED},
                 {"irregular-de", 0},
                 {"irregular-en", 0}};
    const char *text = row->cell[COLUMN_NOTE], *end = text + row->cell_len[COLUMN_NOTE];
    while (text <= end) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        size_t len = (size_t)((comma ? comma : end) - text), i = 0;
        size_t n = sizeof notes / sizeof *notes;
        while (i < n && (strlen(notes[i].text) != len || memcmp(notes[i].text, text, len) != 0))
            i++;
        if (i == n)
            return prep_row_fail(row, COLUMN_NOTE, error,
                                 "unknown note (in-name, shared, irregular-de, irregular-en)");
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
            struct prep_lexicon_word *word = prep_lexicon_add_word(lexicon, form, len, &is_new);
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
    struct prep_lexicon_word *word = prep_lexicon_add_word(lexicon, form, len, NULL);
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
    struct prep_lexicon_word *word =
        prep_lexicon_add_word(lexicon, original, len + 1 + row->cell_len[COLUMN_LANGUAGE], &is_new);
    if (!word)
        return prep_fail_nomem(error);
    if (!is_new)
        return prep_row_fail(row, COLUMN_ORIGINAL, error,
                             "this original has an entry in the same language further up");
    *word = (struct prep_lexicon_word){entry, flags};
    word = prep_lexicon_add_word(lexicon, original, len, &is_new);
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
        struct prep_lexicon_word *word =
            prep_lexicon_add_word(lexicon, form + begin, at - begin, &is_new);
        if (!word)
            return PREP_E_NOMEM;
        if (is_new)
            *word = (struct prep_lexicon_word){(uint32_t)(lexicon->n_entries - 1),
                                               flags & PREP_NAME_ORIGINAL};
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

/* NAME TAB ENGLISH, or a row that --list wrote: NAME TAB COUNT TAB ENGLISH TAB ... What stands here
 * counts whatever the lexicon says. */
static enum prep_status read_user(void *arg, const struct prep_row *row, struct prep_error *error)
{
    const struct user_file *file = arg;
    struct prep_lexicon *lexicon = file->lexicon;
    size_t english = row->n_cells > 2 ? 2 : 1;
    for (size_t i = 0; i <= english; i++)
        if (row->cell_len[i] == 0)
            return prep_row_fail(row, i, error, "empty column");
    for (size_t i = 0; english == 2 && i < row->cell_len[1]; i++)
        if (row->cell[1][i] < '0' || row->cell[1][i] > '9')
            return prep_row_fail(row, 1, error, "not a count (name, count, English form)");
    struct prep_lexicon_entry entry = {.kind = PREP_NAME_OTHER};
    if (add_cell(lexicon, row, english, &entry.english, &entry.english_len) ||
        !prep_lexicon_add_entry(lexicon, entry))
        return prep_fail_nomem(error);
    struct prep_lexicon_word *word =
        prep_lexicon_add_word(lexicon, row->cell[0], row->cell_len[0], NULL);
    if (!word)
        return prep_fail_nomem(error);
    if (word->flags & PREP_NAME_USER && word->entry >= file->first &&
        !same_english(lexicon, word->entry, (uint32_t)(lexicon->n_entries - 1)))
        return prep_row_fail(row, 0, error, "the name has another English form further up");
    *word = (struct prep_lexicon_word){(uint32_t)(lexicon->n_entries - 1),
                                       (word->flags & PREP_NAME_STARTS) | PREP_NAME_GERMAN |
                                           PREP_NAME_ENTRY | PREP_NAME_USER};
    if (add_parts(lexicon, row->cell[0], row->cell_len[0], 0))
        return prep_fail_nomem(error);
    return PREP_OK;
}

static enum prep_status add_cell(struct prep_lexicon *lexicon, const struct prep_row *row,
                                 size_t column, size_t *offset, size_t *len)
{
    *offset = lexicon->pool.len;
    *len = row->cell_len[column] == 1 && row->cell[column][0] == '-' ? 0 : row->cell_len[column];
    return prep_buf_append(&lexicon->pool, row->cell[column], *len);
}

static bool same_english(const struct prep_lexicon *lexicon, uint32_t a, uint32_t b)
{
    const struct prep_lexicon_entry *x = &lexicon->entries[a], *y = &lexicon->entries[b];
    return x->english_len == y->english_len &&
           !memcmp(lexicon->pool.data + x->english, lexicon->pool.data + y->english,
                   x->english_len);
}
