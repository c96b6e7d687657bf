/* split-model.c - the data files of the splitter. */
#include "split-fast.h"

#include <stdio.h>
#include <stdlib.h>

static enum prep_status load(struct prep_split_model *model,
                             const struct prep_splitter_options *options, bool legal,
                             struct prep_transform *made, struct prep_error *error);
static void find_plain_openers(struct prep_split_model *model);
static void set_bits(struct prep_split_model *model);
static void set_end_bit(uint8_t bits[8192], const char *end, size_t len);
static void set_ending_bits(uint8_t bits[8192], const char *end, size_t len);
static enum prep_status read_abbreviation(void *arg, const struct prep_row *row,
                                          struct prep_error *error);
static enum prep_status read_ordinal(void *arg, const struct prep_row *row,
                                     struct prep_error *error);
static enum prep_status read_opener(void *arg, const struct prep_row *row,
                                    struct prep_error *error);
static enum prep_status read_finite(void *arg, const struct prep_row *row,
                                    struct prep_error *error);
static enum prep_status cell_fact(const struct prep_row *row, size_t cell, const char *const *names,
                                  const uint32_t *facts, uint32_t *fact, struct prep_error *error);
static enum prep_status add(struct prep_split_model *model, const struct prep_row *row,
                            const char *key, size_t len, uint32_t clear, uint32_t fact,
                            struct prep_error *error);

struct prep_split_model *prep_split_model_new(const struct prep_splitter_options *options,
                                              bool legal, struct prep_transform *made,
                                              struct prep_error *error)
{
    struct prep_split_model *model = calloc(1, sizeof *model);
    if (!model) {
        prep_fail_nomem(error);
        return NULL;
    }
    atomic_init(&model->references, 1);
    const char *separator = options->separator ? options->separator : "\n";
    model->facts = prep_map_new();
    if (!model->facts || prep_buf_append(&model->separator, separator, strlen(separator))) {
        prep_fail_nomem(error);
        goto fail;
    }
    if (load(model, options, legal, made, error))
        goto fail;
    find_plain_openers(model);
    set_bits(model);
    if (!(model->plain = prep_split_plain_new(model))) {
        prep_fail_nomem(error);
        goto fail;
    }
    return model;
fail:
    prep_split_model_release(model);
    return NULL;
}

struct prep_split_model *prep_split_model_share(struct prep_split_model *model)
{
    atomic_fetch_add(&model->references, 1);
    return model;
}

void prep_split_model_release(struct prep_split_model *model)
{
    if (!model || atomic_fetch_sub(&model->references, 1) > 1)
        return;
    prep_map_free(model->facts);
    prep_buf_free(&model->separator);
    free(model->plain);
    free(model);
}

uint32_t prep_split_known_fact(const struct prep_split_model *model, const char *word, size_t len)
{
    const uint32_t *fact = prep_map_find(model->facts, word, len);
    return fact ? *fact : 0;
}

static enum prep_status load(struct prep_split_model *model,
                             const struct prep_splitter_options *options, bool legal,
                             struct prep_transform *made, struct prep_error *error)
{
    static const struct {
        const char *name;
        size_t min_cells, max_cells;
        prep_row_fn *read;
        bool legal;
    } files[] = {
        {"abbreviations.tsv", 2, 2, read_abbreviation, false},
        {"legal.tsv", 2, 2, read_abbreviation, true}, /* has the last word of the two */
        {"ordinals.tsv", 2, 2, read_ordinal, false},
        {"openers.tsv", 1, 2, read_opener, false},
        {"clauses.tsv", 1, 1, read_finite, false},
    };
    const char *dir = prep_data_dir(options->data_dir);
    const char *language = options->language ? options->language : "de";
    enum prep_status status = PREP_OK;
    char name[64];
    if (strcmp(language, "de") && strcmp(language, "en"))
        return prep_fail(error, PREP_E_OPTION, 0, "unknown language '%.40s'; there are: de en",
                         language);
    for (size_t i = 0; !status && i < sizeof files / sizeof *files; i++) {
        if (files[i].legal && !legal)
            continue;
        snprintf(name, sizeof name, "%s/%s", language, files[i].name);
        status = prep_table_read(dir, name, files[i].min_cells, files[i].max_cells, files[i].read,
                                 model, error);
        if (!status && prep_transform_made_from(made, dir, name))
            status = prep_fail_nomem(error);
    }
    if (!status)
        status = prep_table_read(dir, "rules/bullets.tsv", 2, 2, read_opener, model, error);
    if (!status && prep_transform_made_from(made, dir, "rules/bullets.tsv"))
        status = prep_fail_nomem(error);
    /* Last, so that the caller's word counts. */
    for (size_t i = 0; !status && i < options->n_abbreviation_files; i++) {
        status = prep_table_read(NULL, options->abbreviation_files[i], 1, 2, read_abbreviation,
                                 model, error);
        if (!status && prep_transform_made_from(made, NULL, options->abbreviation_files[i]))
            status = prep_fail_nomem(error);
    }
    return status;
}

/* Of those that an ordinal number may stand before, some are known by their end. */
static void find_plain_openers(struct prep_split_model *model)
{
    for (size_t i = 0; i < prep_map_count(model->facts); i++) {
        size_t len, at = 1;
        uint32_t fact;
        const char *key = prep_map_key(model->facts, i, &len, &fact);
        if (!(fact & PREP_SPLIT_OPENER) || fact & (PREP_SPLIT_AFTER_ORDINAL | PREP_SPLIT_NO_START))
            continue;
        while (at < len) {
            const uint32_t *end = prep_map_find(model->facts, key + at, len - at);
            if (end && *end & PREP_SPLIT_ORDINAL_END)
                break;
            at++;
        }
        if (at == len)
            *prep_map_find(model->facts, key, len) |= PREP_SPLIT_PLAIN_OPENER;
    }
}

/* What the fast decision leaves alone, see split-fast.c. */
static void set_bits(struct prep_split_model *model)
{
    for (unsigned c = 0; c < 256; c++) {
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == 0xC3;
        if (letter || (c >= 0x80 && c <= 0xBF))
            model->kind[c] = PREP_SPLIT_LETTER;
        else if (c >= '0' && c <= '9')
            model->kind[c] = PREP_SPLIT_DIGIT;
    }
    for (size_t i = 0; i < prep_map_count(model->facts); i++) {
        size_t len;
        uint32_t fact, hash;
        const char *key = prep_map_key(model->facts, i, &len, &fact);
        hash = prep_split_known_hash(key, len);
        model->known[hash >> 3] |= (uint8_t)(1 << (hash & 7));
        if (len <= 8 && fact & (PREP_SPLIT_CLASSES | PREP_SPLIT_PART | PREP_SPLIT_LAST_PART |
                                PREP_SPLIT_AFTER_ORDINAL | PREP_SPLIT_PLAIN_OPENER)) {
            uint64_t word = 0;
            memcpy(&word, key, len);
            struct prep_split_short *slot = &model->short_words[prep_split_short_hash(word)];
            if (!slot->fact)
                *slot = (struct prep_split_short){word, fact};
        }
        if (len > 3 && strchr(".!?", key[len - 1])) {
            hash = prep_split_end_hash(key + len - 1, len - 1);
            model->known_end[hash >> 3] |= (uint8_t)(1 << (hash & 7));
        }
        if (len < 4 && len > 1 && strchr("!?", key[len - 1]))
            model->short_marks = true;
        if (fact & PREP_SPLIT_COUNTED_END) {
            set_end_bit(model->counted_end, key, len);
            set_ending_bits(model->counted_ending, key, len);
        }
        if (fact & PREP_SPLIT_MAYBE_END) {
            set_end_bit(model->maybe_end, key, len);
            set_ending_bits(model->maybe_ending, key, len);
        }
        if (len > 1 && fact & (PREP_SPLIT_NO_START | PREP_SPLIT_EMOTICON)) {
            hash = prep_split_start_hash(key);
            model->no_start[hash >> 3] |= (uint8_t)(1 << (hash & 7));
        }
    }
}

/* For the end of words, which has a full stop; what is too short stands for all. */
static void set_end_bit(uint8_t bits[8192], const char *end, size_t len)
{
    if (len < 3) {
        memset(bits, 0xFF, 8192);
        return;
    }
    uint32_t hash = prep_split_start_hash(end + len - 3);
    bits[hash >> 3] |= (uint8_t)(1 << (hash & 7));
}

/* The same by prep_split_ending_hash(); any third byte may stand in front of two. */
static void set_ending_bits(uint8_t bits[8192], const char *end, size_t len)
{
    if (len < 3) {
        memset(bits, 0xFF, 8192);
        return;
    }
    const char last[3] = {len > 3 ? end[len - 4] : '\0', end[len - 3], end[len - 2]};
    uint32_t hash = prep_split_ending_hash(last + 3);
    if (len > 3)
        prep_split_set_bit(bits, hash);
    for (uint32_t third = 0; len == 3 && third < 64; third++)
        prep_split_set_bit(bits, (hash & ~63u) | third);
}

/* "z. B." TAB "never"; without a class: never. A mark at the end may be missing.
 * "-str." TAB "number" is the end of such words, "-tl." TAB "maybe" too. */
static enum prep_status read_abbreviation(void *arg, const struct prep_row *row,
                                          struct prep_error *error)
{
    static const char *const names[] = {"never", "maybe", "title", "number", "word", "last", NULL};
    static const uint32_t facts[] = {PREP_SPLIT_NEVER, PREP_SPLIT_MAYBE,
                                     PREP_SPLIT_TITLE, PREP_SPLIT_COUNTED,
                                     PREP_SPLIT_WORD,  PREP_SPLIT_MAYBE | PREP_SPLIT_LAST};
    char key[PREP_SPLIT_WORD_MAX + 1];
    size_t len = 0;
    uint32_t fact = PREP_SPLIT_NEVER;
    enum prep_status status = PREP_OK;
    if (row->n_cells > 1)
        status = cell_fact(row, 1, names, facts, &fact, error);
    if (status)
        return status;
    if (row->cell_len[0] == 0 || row->cell_len[0] > PREP_SPLIT_WORD_MAX)
        return prep_row_fail(row, 0, error, "an abbreviation has 1 to %d bytes",
                             PREP_SPLIT_WORD_MAX);
    size_t i = 0;
    if (row->cell_len[0] > 1 && row->cell[0][0] == '-') {
        if (fact != PREP_SPLIT_COUNTED && fact != PREP_SPLIT_MAYBE)
            return prep_row_fail(row, 1, error,
                                 "the end of a word can be of class number or maybe only");
        fact = fact == PREP_SPLIT_COUNTED ? PREP_SPLIT_COUNTED_END : PREP_SPLIT_MAYBE_END;
        i++;
    }
    size_t part = 0; /* begin of the last part in key */
    uint32_t last = PREP_SPLIT_LAST_PART;
    for (; !status && i < row->cell_len[0]; i++) {
        char c = row->cell[0][i];
        if (c == ' ' && len > 0) { /* what stands before is known as the begin of something */
            status = add(arg, row, key, len, 0, PREP_SPLIT_PART, error);
            part = len;
            if (key[len - 1] != '.')
                last |= PREP_SPLIT_LAST_BARE;
        } else
            key[len++] = c;
    }
    if (key[len - 1] != '.' && key[len - 1] != '!' && key[len - 1] != '?')
        key[len++] = '.';
    if (!status && part > 0)
        status = add(arg, row, key + part, len - part, 0, last, error);
    if (!status)
        status = add(arg, row, key, len, fact & PREP_SPLIT_CLASSES ? PREP_SPLIT_CLASSES : 0, fact,
                     error);
    return status;
}

/* "Januar" TAB "after", "-tag" TAB "after", "dem" TAB "before", "auf" TAB "plain", "Kapitel" TAB
 * "both". */
static enum prep_status read_ordinal(void *arg, const struct prep_row *row,
                                     struct prep_error *error)
{
    static const char *const names[] = {"after", "before", "plain", "both", NULL};
    static const uint32_t facts[] = {PREP_SPLIT_AFTER_ORDINAL, PREP_SPLIT_BEFORE_ORDINAL,
                                     PREP_SPLIT_BEFORE_NUMBER,
                                     PREP_SPLIT_AFTER_ORDINAL | PREP_SPLIT_BEFORE_NUMBER};
    const char *word = row->cell[0];
    size_t len = row->cell_len[0];
    uint32_t fact;
    enum prep_status status = cell_fact(row, 1, names, facts, &fact, error);
    if (!status && len > 1 && word[0] == '-' && fact == PREP_SPLIT_AFTER_ORDINAL) {
        fact = PREP_SPLIT_ORDINAL_END;
        word++;
        len--;
    }
    if (fact != PREP_SPLIT_BEFORE_NUMBER)
        ((struct prep_split_model *)arg)->ordinals = true;
    return status ? status : add(arg, row, word, len, 0, fact, error);
}

/* "Das"; "GmbH" TAB "never"; "und" TAB "joint"; in the list of bullets "•" TAB "bullet" and ":-)"
 * TAB "emoticon". */
static enum prep_status read_opener(void *arg, const struct prep_row *row, struct prep_error *error)
{
    static const char *const names[] = {"bullet", "emoticon", "never", "joint",
                                        "speech", "speaker",  NULL};
    static const uint32_t facts[] = {PREP_SPLIT_BULLET,   PREP_SPLIT_EMOTICON,
                                     PREP_SPLIT_NO_START, PREP_SPLIT_JOINT,
                                     PREP_SPLIT_SPEECH,   PREP_SPLIT_SPEECH | PREP_SPLIT_OPENER};
    uint32_t fact = PREP_SPLIT_OPENER;
    enum prep_status status = PREP_OK;
    if (row->n_cells > 1)
        status = cell_fact(row, 1, names, facts, &fact, error);
    return status ? status : add(arg, row, row->cell[0], row->cell_len[0], 0, fact, error);
}

/* "ist" */
static enum prep_status read_finite(void *arg, const struct prep_row *row, struct prep_error *error)
{
    return add(arg, row, row->cell[0], row->cell_len[0], 0, PREP_SPLIT_FINITE, error);
}

/* Read one of some names from a cell. */
static enum prep_status cell_fact(const struct prep_row *row, size_t cell, const char *const *names,
                                  const uint32_t *facts, uint32_t *fact, struct prep_error *error)
{
    for (size_t i = 0; names[i]; i++)
        if (strlen(names[i]) == row->cell_len[cell] &&
            !memcmp(names[i], row->cell[cell], row->cell_len[cell])) {
            *fact = facts[i];
            return PREP_OK;
        }
    return prep_row_fail(row, cell, error, "'%.*s' is not a class that this file knows",
                         (int)(row->cell_len[cell] < 40 ? row->cell_len[cell] : 40),
                         row->cell[cell]);
}

static enum prep_status add(struct prep_split_model *model, const struct prep_row *row,
                            const char *key, size_t len, uint32_t clear, uint32_t fact,
                            struct prep_error *error)
{
    if (len == 0)
        return prep_row_fail(row, 0, error, "the first column is empty");
    uint32_t *value = prep_map_insert(model->facts, key, len, NULL);
    if (!value)
        return prep_fail_nomem(error);
    *value = (*value & ~clear) | fact;
    return PREP_OK;
}
