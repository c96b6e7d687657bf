/* transliterate-report.c - the reports of prep-transliterate: --annotate, --list, --variants. */
#include "transliterate.h"

#include "names.h" /* for prep_map and prep_name_skeleton() */

#include <stdlib.h>

/* What a thread gathers. */
struct gathered {
    const struct transliterate_config *config;
    struct prep_map *seen;   /* rows without their count -> index into counts */
    struct prep_buf counts;  /* uint64_t each */
    struct prep_map *common; /* --variants: words that are no names */
    struct prep_buf key;
};

/* What the call for a name needs to know. */
struct finding {
    struct gathered *gathered;
    const struct frame_place *place;
    const char *text;
    size_t len;
    struct prep_buf *out;
};

/* A row of --list (name TAB proposal TAB evidence) or of --variants (skeleton TAB name). */
struct row {
    const char *key;
    size_t len, group; /* length of what rows of a group share */
    uint64_t count;
};

static prep_name_fn on_name;
static enum prep_status annotate(struct finding *finding, const struct prep_found_name *name);
static enum prep_status append_number(struct prep_buf *out, uint64_t number, char behind);
static enum prep_status count_name(struct finding *finding, const struct prep_found_name *name);
static enum prep_status count_variant(struct finding *finding, const struct prep_found_name *name);
static enum prep_status count_key(struct gathered *gathered, const char *key, size_t len,
                                  uint64_t count);
static enum prep_status read_common(void *arg, const struct prep_row *row,
                                    struct prep_error *error);
static struct row *sorted_rows(const struct gathered *gathered, size_t *n,
                               int (*compare)(const void *, const void *));
static int by_count(const void *a, const void *b);
static int by_key(const void *a, const void *b);
static enum prep_status append_variants(const struct row *rows, size_t n, struct prep_buf *out);

static void close_state(void *state)
{
    struct gathered *gathered = state;
    prep_map_free(gathered->seen);
    prep_map_free(gathered->common);
    prep_buf_free(&gathered->counts);
    prep_buf_free(&gathered->key);
    free(gathered);
}

static void *open_state(void *config)
{
    struct gathered *gathered = calloc(1, sizeof *gathered);
    if (!gathered)
        return NULL;
    gathered->config = config;
    gathered->seen = prep_map_new();
    gathered->common = prep_map_new();
    /* Without the table more groups are shown, no more than that. */
    if (gathered->seen && gathered->common &&
        (!gathered->config->variants ||
         prep_table_read(prep_data_dir(frame_data_dir()), "de/frequency.tsv", 2, 2, read_common,
                         gathered, NULL) != PREP_E_NOMEM))
        return gathered;
    close_state(gathered);
    return NULL;
}

static enum prep_status record(void *state, struct prep_transform *transliterator,
                               const struct frame_place *place, const char *text, size_t len,
                               struct prep_buf *out, struct prep_error *error)
{
    struct finding finding = {state, place, text, len, out};
    return prep_transliterator_names(transliterator, text, len, on_name, &finding, error);
}

static enum prep_status merge(void *state, const void *other)
{
    const struct gathered *from = other;
    enum prep_status status = PREP_OK;
    const uint64_t *counts = (const uint64_t *)(const void *)from->counts.data;
    for (size_t i = 0; i < prep_map_count(from->seen) && !status; i++) {
        size_t len;
        const char *key = prep_map_key(from->seen, i, &len, NULL);
        status = count_key(state, key, len, counts[i]);
    }
    return status;
}

static enum prep_status finish_list(void *state, struct prep_buf *out)
{
    size_t n;
    struct row *rows = sorted_rows(state, &n, by_count);
    enum prep_status status = rows ? PREP_OK : PREP_E_NOMEM;
    for (size_t i = 0; i < n && !status; i++) {
        const char *tab = memchr(rows[i].key, '\t', rows[i].len);
        size_t name = (size_t)(tab - rows[i].key);
        status = prep_buf_append(out, rows[i].key, name + 1);
        if (!status)
            status = append_number(out, rows[i].count, '\t');
        if (!status)
            status = prep_buf_append(out, tab + 1, rows[i].len - name - 1);
        if (!status)
            status = prep_buf_append(out, "\n", 1);
    }
    free(rows);
    return status;
}

static enum prep_status finish_variants(void *state, struct prep_buf *out)
{
    size_t n;
    struct row *rows = sorted_rows(state, &n, by_key);
    enum prep_status status = rows ? append_variants(rows, n, out) : PREP_E_NOMEM;
    free(rows);
    return status;
}

static enum frame_exit exit_status(const void *state)
{
    (void)state;
    return FRAME_DONE;
}

const struct frame_report *transliterate_report(void *arg)
{
    static const struct frame_report list = {
        .open = open_state,
        .close = close_state,
        .record = record,
        .merge = merge,
        .finish = finish_list,
        .status = exit_status,
        .columns = "name count# english evidence",
    };
    static const struct frame_report variants = {
        .open = open_state,
        .close = close_state,
        .record = record,
        .merge = merge,
        .finish = finish_variants,
        .status = exit_status,
        .columns = "[names] name count#",
    };
    static const struct frame_report annotation = {
        .open = open_state,
        .close = close_state,
        .record = record,
        .merge = merge,
        .status = exit_status,
        .columns = "line# byte# code_point# name english kind rule evidence confidence# others|",
    };
    const struct transliterate_config *config = arg;
    return config->list       ? &list
           : config->variants ? &variants
           : config->annotate ? &annotation
                              : NULL;
}

static enum prep_status on_name(void *arg, const struct prep_found_name *name)
{
    struct finding *finding = arg;
    if (finding->gathered->config->variants)
        return count_variant(finding, name);
    if (finding->gathered->config->list)
        return count_name(finding, name);
    return annotate(finding, name);
}

static enum prep_status annotate(struct finding *finding, const struct prep_found_name *name)
{
    struct prep_buf *out = finding->out;
    const char *form = name->rewritten ? name->forms[0] : finding->text + name->begin;
    size_t len = name->rewritten ? strlen(form) : name->end - name->begin;
    if (append_number(out, finding->place->total, '\t') || append_number(out, name->begin, '\t') ||
        append_number(out, name->code_point, '\t') ||
        frame_append_cell(out, finding->text + name->begin, name->end - name->begin) ||
        prep_buf_append(out, "\t", 1) || frame_append_cell(out, form, len) ||
        prep_buf_append(out, "\t", 1) || prep_buf_append(out, name->kind, strlen(name->kind)) ||
        prep_buf_append(out, "\t", 1) || prep_buf_append(out, name->rule, strlen(name->rule)) ||
        prep_buf_append(out, "\t", 1) ||
        prep_buf_append(out, name->evidence, strlen(name->evidence)) ||
        prep_buf_append(out, "\t", 1) || append_number(out, name->confidence, '\t'))
        return PREP_E_NOMEM;
    for (size_t i = 1; i < name->n_forms; i++)
        if ((i > 1 && prep_buf_append(out, "|", 1)) ||
            frame_append_cell(out, name->forms[i], strlen(name->forms[i])))
            return PREP_E_NOMEM;
    return prep_buf_append(out, "\n", 1);
}

static enum prep_status append_number(struct prep_buf *out, uint64_t number, char behind)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%llu%c", (unsigned long long)number, behind);
    return prep_buf_append(out, text, (size_t)n);
}

static enum prep_status count_name(struct finding *finding, const struct prep_found_name *name)
{
    struct prep_buf *key = &finding->gathered->key;
    const char *text = finding->text + name->begin;
    size_t len = name->end - name->begin;
    const char *form = name->rewritten ? name->forms[0] : text;
    prep_buf_reset(key);
    if (frame_append_cell(key, text, len) || prep_buf_append(key, "\t", 1) ||
        frame_append_cell(key, form, name->rewritten ? strlen(form) : len) ||
        prep_buf_append(key, "\t", 1) ||
        prep_buf_append(key, name->evidence, strlen(name->evidence)))
        return PREP_E_NOMEM;
    return count_key(finding->gathered, key->data, key->len, 1);
}

/* Words that German has are no names, unless the lexicon says so. */
static enum prep_status count_variant(struct finding *finding, const struct prep_found_name *name)
{
    struct prep_buf *key = &finding->gathered->key;
    const char *text = finding->text + name->begin;
    size_t len = name->end - name->begin - name->genitive;
    const char *form = name->forms[0];
    if (!strcmp(name->kind, "unknown") &&
        prep_map_find(finding->gathered->common, text, name->end - name->begin))
        return PREP_OK;
    prep_buf_reset(key);
    if (prep_name_skeleton(form, strlen(form) - name->genitive, key) ||
        prep_buf_append(key, "\t", 1) || frame_append_cell(key, text, len))
        return PREP_E_NOMEM;
    return key->data[0] == '\t' ? PREP_OK : count_key(finding->gathered, key->data, key->len, 1);
}

static enum prep_status count_key(struct gathered *gathered, const char *key, size_t len,
                                  uint64_t count)
{
    bool is_new;
    uint32_t *index = prep_map_insert(gathered->seen, key, len, &is_new);
    if (!index)
        return PREP_E_NOMEM;
    if (is_new) {
        const uint64_t zero = 0;
        *index = (uint32_t)prep_map_count(gathered->seen) - 1;
        if (prep_buf_append(&gathered->counts, (const char *)&zero, sizeof zero))
            return PREP_E_NOMEM;
    }
    ((uint64_t *)(void *)gathered->counts.data)[*index] += count;
    return PREP_OK;
}

static enum prep_status read_common(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct gathered *gathered = arg;
    (void)error;
    return prep_map_insert(gathered->common, row->cell[0], row->cell_len[0], NULL) ? PREP_OK
                                                                                   : PREP_E_NOMEM;
}

static struct row *sorted_rows(const struct gathered *gathered, size_t *n,
                               int (*compare)(const void *, const void *))
{
    const uint64_t *counts = (const uint64_t *)(const void *)gathered->counts.data;
    *n = prep_map_count(gathered->seen);
    struct row *rows = calloc(*n ? *n : 1, sizeof *rows);
    if (!rows) {
        *n = 0;
        return NULL;
    }
    for (size_t i = 0; i < *n; i++) {
        rows[i].key = prep_map_key(gathered->seen, i, &rows[i].len, NULL);
        rows[i].count = counts[i];
        rows[i].group =
            (size_t)((const char *)memchr(rows[i].key, '\t', rows[i].len) - rows[i].key);
    }
    qsort(rows, *n, sizeof *rows, compare);
    return rows;
}

static int by_count(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return by_key(a, b);
}

static int by_key(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int order = memcmp(x->key, y->key, x->len < y->len ? x->len : y->len);
    return order ? order : x->len < y->len ? -1 : x->len > y->len;
}

/* A row for each group of two names or more: name TAB count TAB name TAB count ... */
static enum prep_status append_variants(const struct row *rows, size_t n, struct prep_buf *out)
{
    enum prep_status status = PREP_OK;
    for (size_t i = 0, end; i < n && !status; i = end) {
        for (end = i + 1; end < n && rows[end].group == rows[i].group &&
                          !memcmp(rows[end].key, rows[i].key, rows[i].group);)
            end++;
        for (size_t k = i; end - i > 1 && k < end && !status; k++) {
            size_t from = rows[k].group + 1;
            status = prep_buf_append(out, rows[k].key + from, rows[k].len - from);
            if (!status)
                status = prep_buf_append(out, "\t", 1);
            if (!status)
                status = append_number(out, rows[k].count, k + 1 < end ? '\t' : '\n');
        }
    }
    return status;
}
