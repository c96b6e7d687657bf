/* unwrap-model.c - the data files of the unwrapper. */
#include "unwrap.h"

#include <stdio.h>
#include <stdlib.h>

static enum prep_status load(struct prep_unwrap_model *model,
                             const struct prep_unwrapper_options *options,
                             struct prep_transform *made, struct prep_error *error);
static prep_row_fn read_word, read_hyphen, read_bullet;
static enum prep_status add(struct prep_unwrap_model *model, const char *key, size_t len,
                            uint32_t fact, struct prep_error *error);

struct prep_unwrap_model *prep_unwrap_model_new(const struct prep_unwrapper_options *options,
                                                struct prep_transform *made,
                                                struct prep_error *error)
{
    struct prep_unwrap_model *model = calloc(1, sizeof *model);
    if (!model || !(model->facts = prep_map_new())) {
        free(model);
        prep_fail_nomem(error);
        return NULL;
    }
    atomic_init(&model->references, 1);
    if (load(model, options, made, error)) {
        prep_unwrap_model_release(model);
        return NULL;
    }
    return model;
}

struct prep_unwrap_model *prep_unwrap_model_share(struct prep_unwrap_model *model)
{
    atomic_fetch_add(&model->references, 1);
    return model;
}

void prep_unwrap_model_release(struct prep_unwrap_model *model)
{
    if (!model || atomic_fetch_sub(&model->references, 1) > 1)
        return;
    prep_map_free(model->facts);
    free(model);
}

uint32_t prep_unwrap_fact(const struct prep_unwrap_model *model, const char *word, size_t len)
{
    if (len == 0 || len > PREP_UNWRAP_WORD_MAX)
        return 0;
    const uint32_t *fact = prep_map_find(model->facts, word, len);
    return fact ? *fact : 0;
}

static enum prep_status load(struct prep_unwrap_model *model,
                             const struct prep_unwrapper_options *options,
                             struct prep_transform *made, struct prep_error *error)
{
    const char *dir = prep_data_dir(options->data_dir);
    const char *language = options->language ? options->language : "de";
    bool german = !strcmp(language, "de");
    if (!german && strcmp(language, "en"))
        return prep_fail(error, PREP_E_OPTION, 0, "unknown language '%.40s'; there are: de en",
                         language);
    const struct {
        const char *name;
        prep_row_fn *read;
        bool wanted;
    } files[] = {
        {german ? "de/hyphens.tsv" : "en/hyphens.tsv", read_hyphen, true},
        /* Of English there are no counts: what is known is what hyphens stay behind. */
        {"de/frequency.tsv", read_word, german},
        {"rules/bullets.tsv", read_bullet, true},
    };
    enum prep_status status = PREP_OK;
    for (size_t i = 0; !status && i < sizeof files / sizeof *files; i++) {
        if (!files[i].wanted)
            continue;
        status = prep_table_read(dir, files[i].name, 2, 2, files[i].read, model, error);
        if (!status && prep_transform_made_from(made, dir, files[i].name))
            status = prep_fail_nomem(error);
    }
    return status;
}

static enum prep_status read_word(void *arg, const struct prep_row *row, struct prep_error *error)
{
    return add(arg, row->cell[0], row->cell_len[0], PREP_UNWRAP_WORD, error);
}

/* "und" TAB "joint", "Ex" TAB "stays", "-isch" TAB "stays". */
static enum prep_status read_hyphen(void *arg, const struct prep_row *row, struct prep_error *error)
{
    const char *word = row->cell[0];
    size_t len = row->cell_len[0];
    if (row->cell_len[1] == 5 && !memcmp(row->cell[1], "joint", 5))
        return add(arg, word, len, PREP_UNWRAP_JOINT, error);
    if (row->cell_len[1] != 5 || memcmp(row->cell[1], "stays", 5))
        return prep_row_fail(row, 1, error, "neither 'joint' nor 'stays'");
    if (len > 1 && word[0] == '-')
        return add(arg, word + 1, len - 1, PREP_UNWRAP_STAYS_END, error);
    return add(arg, word, len, PREP_UNWRAP_STAYS, error);
}

/* Of the list of the splitter; an ASCII sign may be anything. */
static enum prep_status read_bullet(void *arg, const struct prep_row *row, struct prep_error *error)
{
    if (row->cell_len[1] != 6 || memcmp(row->cell[1], "bullet", 6) ||
        (unsigned char)row->cell[0][0] < 0xE2)
        return PREP_OK;
    return add(arg, row->cell[0], row->cell_len[0], PREP_UNWRAP_BULLET, error);
}

static enum prep_status add(struct prep_unwrap_model *model, const char *key, size_t len,
                            uint32_t fact, struct prep_error *error)
{
    uint32_t *value = prep_map_insert(model->facts, key, len, NULL);
    if (!value)
        return prep_fail_nomem(error);
    *value |= fact;
    return PREP_OK;
}
