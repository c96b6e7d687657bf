/* names-respell-read.c - the respelling model from its table, or from the image of it that the
 * build made. */
#include "names-respell.h"

#include <stdlib.h>

#define TABLE "rules/respelling.tsv"
/* Raise the first number whenever the reading of the table or the order of the arrays changes. */
#define LAYOUT                                                                                     \
    ((uint64_t)1 << 32 | sizeof(struct prep_respell_group) << 16 |                                 \
     sizeof(struct prep_respell_weight))

static struct prep_respelling *take(const char *data_dir);
static struct prep_respelling *read_table(const char *data_dir, struct prep_error *error);
static enum prep_status read_weight(void *arg, const struct prep_row *row,
                                    struct prep_error *error);
static size_t narrow(const char *text, size_t len, char *bytes, size_t cap);
static enum prep_status add_group(struct prep_respelling *respelling, const char *letters, size_t n,
                                  const struct prep_row *row, struct prep_error *error);
static size_t add_option(struct prep_respelling *respelling, struct prep_respell_group *group,
                         const char *text, size_t len);
static enum prep_status add_weight(struct prep_respelling *respelling, const char *key, size_t len,
                                   size_t option, const struct prep_row *row,
                                   struct prep_error *error);

struct prep_respelling *prep_respelling_new(const char *data_dir, struct prep_error *error)
{
    struct prep_respelling *respelling = take(data_dir);
    return respelling ? respelling : read_table(data_dir, error);
}

enum prep_status prep_respelling_image(const char *data_dir, struct prep_buf *image,
                                       struct prep_error *error)
{
    struct prep_respelling *respelling = read_table(data_dir, error);
    if (!respelling)
        return PREP_E_DATA;
    enum prep_status status =
        prep_image_begin(image, prep_data_dir(data_dir), TABLE, LAYOUT, error);
    if (!status &&
        (prep_map_put(respelling->groups, image) || prep_map_put(respelling->contexts, image) ||
         prep_image_put(image, respelling->pool.data, 1, respelling->pool.len) ||
         prep_image_put(image, respelling->items, sizeof *respelling->items,
                        prep_map_count(respelling->groups)) ||
         prep_image_put(image, respelling->weights, sizeof *respelling->weights,
                        respelling->n_weights)))
        status = prep_fail_nomem(error);
    prep_respelling_free(respelling);
    return status;
}

/* The model from the image that the build made; NULL where there is none. */
static struct prep_respelling *take(const char *data_dir)
{
    struct prep_image *image = prep_image_open(prep_data_dir(data_dir), TABLE, LAYOUT);
    struct prep_respelling *respelling = image ? calloc(1, sizeof *respelling) : NULL;
    size_t n;
    if (respelling)
        respelling->image = image;
    else
        prep_image_close(image);
    if (respelling && (respelling->groups = prep_map_take(image)) &&
        (respelling->contexts = prep_map_take(image)) &&
        (respelling->pool.data = prep_image_take(image, 1, &respelling->pool.len)) &&
        (respelling->items = prep_image_take(image, sizeof *respelling->items, &n)) &&
        n == prep_map_count(respelling->groups) &&
        (respelling->weights =
             prep_image_take(image, sizeof *respelling->weights, &respelling->n_weights)))
        return respelling;
    prep_respelling_free(respelling);
    return NULL;
}

static struct prep_respelling *read_table(const char *data_dir, struct prep_error *error)
{
    struct prep_respelling *respelling = calloc(1, sizeof *respelling);
    if (!respelling || !(respelling->groups = prep_map_new()) ||
        !(respelling->contexts = prep_map_new())) {
        prep_respelling_free(respelling);
        prep_fail_nomem(error);
        return NULL;
    }
    if (!prep_table_read(prep_data_dir(data_dir), TABLE, 4, 4, read_weight, respelling, error))
        return respelling;
    prep_respelling_free(respelling);
    return NULL;
}

void prep_respelling_free(struct prep_respelling *respelling)
{
    if (!respelling)
        return;
    prep_map_free(respelling->groups);
    prep_map_free(respelling->contexts);
    if (!respelling->image) {
        prep_buf_free(&respelling->pool);
        free(respelling->items);
        free(respelling->weights);
    }
    prep_image_close(respelling->image);
    free(respelling);
}

static enum prep_status read_weight(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct prep_respelling *respelling = arg;
    char key[PREP_RESPELL_KEY_MAX];
    for (size_t i = 0; i < 4; i++)
        if (row->cell_len[i] == 0)
            return prep_row_fail(row, i, error, "empty column");
    size_t n = narrow(row->cell[0], row->cell_len[0], key, PREP_RESPELL_GROUP_MAX + 2);
    if (n > PREP_RESPELL_GROUP_MAX + 1)
        return prep_row_fail(row, 0, error, "a group has up to %d letters", PREP_RESPELL_GROUP_MAX);
    if (row->cell_len[1] == 1 && row->cell[1][0] == '=')
        return add_group(respelling, key, n, row, error);
    const uint32_t *index = prep_map_find(respelling->groups, key, n);
    if (!index)
        return prep_row_fail(row, 0, error, "the group has no row with '=' further up");
    size_t len = row->cell_len[2];
    if (len == 1 && row->cell[2][0] == '-')
        len = 0;
    size_t option = add_option(respelling, &respelling->items[*index], row->cell[2], len);
    if (option == SIZE_MAX)
        return prep_fail_nomem(error);
    if (option == PREP_SPELLINGS_MAX)
        return prep_row_fail(row, 2, error, "more than %d spellings of a group",
                             PREP_SPELLINGS_MAX);
    key[n++] = '\t';
    n += narrow(row->cell[1], row->cell_len[1], key + n, sizeof key - n);
    if (n >= sizeof key)
        return prep_row_fail(row, 1, error, "context too long");
    return add_weight(respelling, key, n, option, row, error);
}

/* One byte a letter, up to cap of them. */
static size_t narrow(const char *text, size_t len, char *bytes, size_t cap)
{
    size_t n = 0;
    for (size_t at = 0; at < len && n < cap;)
        bytes[n++] = prep_respell_letter(prep_utf8_next(text, len, &at));
    return n;
}

static enum prep_status add_group(struct prep_respelling *respelling, const char *letters, size_t n,
                                  const struct prep_row *row, struct prep_error *error)
{
    bool is_new, final_only = letters[n - 1] == '*';
    size_t count = prep_map_count(respelling->groups);
    struct prep_respell_group *items = realloc(respelling->items, (count + 1) * sizeof *items);
    if (!items)
        return prep_fail_nomem(error);
    respelling->items = items;
    uint32_t *index = prep_map_insert(respelling->groups, letters, n - final_only, &is_new);
    if (!index)
        return prep_fail_nomem(error);
    if (!is_new)
        return prep_row_fail(row, 0, error, "a group twice");
    *index = (uint32_t)count;
    items[count] = (struct prep_respell_group){.final_only = final_only};
    size_t len = row->cell_len[2] == 1 && row->cell[2][0] == '-' ? 0 : row->cell_len[2];
    if (add_option(respelling, &items[count], row->cell[2], len) == SIZE_MAX)
        return prep_fail_nomem(error);
    return PREP_OK;
}

/* The number of an option; PREP_SPELLINGS_MAX if there is no room, SIZE_MAX without memory. */
static size_t add_option(struct prep_respelling *respelling, struct prep_respell_group *group,
                         const char *text, size_t len)
{
    for (size_t i = 0; i < group->n_options; i++)
        if (group->options[i].len == len &&
            (len == 0 || !memcmp(respelling->pool.data + group->options[i].text, text, len)))
            return i;
    if (group->n_options == PREP_SPELLINGS_MAX)
        return PREP_SPELLINGS_MAX;
    struct prep_respell_option option = {(uint32_t)respelling->pool.len, (uint32_t)len};
    if (prep_buf_append(&respelling->pool, text, len) ||
        prep_buf_reserve(&respelling->pool, 1)) /* never NULL, for pointers to nothing */
        return SIZE_MAX;
    group->options[group->n_options] = option;
    return group->n_options++;
}

static enum prep_status add_weight(struct prep_respelling *respelling, const char *key, size_t len,
                                   size_t option, const struct prep_row *row,
                                   struct prep_error *error)
{
    bool is_new, negative = row->cell[3][0] == '-';
    int value = 0;
    for (size_t i = negative; i < row->cell_len[3]; i++) {
        if (row->cell[3][i] < '0' || row->cell[3][i] > '9' || value > 3000)
            return prep_row_fail(row, 3, error, "not a weight (hundredths)");
        value = value * 10 + (row->cell[3][i] - '0');
    }
    uint32_t *context = prep_map_insert(respelling->contexts, key, len, &is_new);
    if (!context)
        return prep_fail_nomem(error);
    uint32_t count = (uint32_t)prep_map_count(respelling->contexts);
    if (is_new)
        *context = (uint32_t)respelling->n_weights;
    else if (respelling->weights[respelling->n_weights - 1].context != count)
        return prep_row_fail(row, 1, error, "the rows of a context must follow each other");
    if (respelling->n_weights == respelling->cap) {
        size_t cap = respelling->cap ? respelling->cap * 2 : 4096;
        struct prep_respell_weight *weights = realloc(respelling->weights, cap * sizeof *weights);
        if (!weights)
            return prep_fail_nomem(error);
        respelling->weights = weights;
        respelling->cap = cap;
    }
    respelling->weights[respelling->n_weights++] =
        (struct prep_respell_weight){count, (uint16_t)option, (int16_t)(negative ? -value : value)};
    return PREP_OK;
}
