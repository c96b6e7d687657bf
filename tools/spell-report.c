/* spell-report.c - the reports of prep-spell: all modes but --fix. */
#include "spell.h"

#include "internal.h" /* for prep_map */

#include <stdlib.h>
#include <string.h>

/* What a thread gathers. */
struct gathered {
    const struct spell_config *config;
    uint64_t findings;
    struct prep_map *seen;  /* --list, --train: "word TAB class" -> index into counts */
    struct prep_buf counts; /* uint64_t each */
    struct prep_buf key;
};

/* What the call for a misspelling needs to know. */
struct finding {
    struct gathered *gathered;
    const struct frame_place *place;
    const char *text;
    struct prep_buf *out;
};

/* A row of --list or --train. */
struct row {
    const char *key; /* word TAB class */
    size_t len;
    uint64_t count;
};

static prep_misspelling_fn on_misspelling;
static enum prep_status count_word(struct finding *finding,
                                   const struct prep_misspelling *misspelling);
static enum prep_status count_key(struct gathered *gathered, const char *key, size_t len,
                                  uint64_t count);
static enum prep_status append_rows(const struct gathered *gathered, const struct row *rows,
                                    size_t n, struct prep_buf *out);

static void *open_state(void *config)
{
    struct gathered *gathered = calloc(1, sizeof *gathered);
    if (!gathered || !(gathered->seen = prep_map_new())) {
        free(gathered);
        return NULL;
    }
    gathered->config = config;
    return gathered;
}

static void close_state(void *state)
{
    struct gathered *gathered = state;
    prep_map_free(gathered->seen);
    prep_buf_free(&gathered->counts);
    prep_buf_free(&gathered->key);
    free(gathered);
}

static enum prep_status record(void *state, struct prep_transform *speller,
                               const struct frame_place *place, const char *text, size_t len,
                               struct prep_buf *out, struct prep_error *error)
{
    struct gathered *gathered = state;
    struct finding finding = {state, place, text, out};
    uint64_t before = gathered->findings;
    enum prep_status status =
        prep_speller_check(speller, text, len, on_misspelling, &finding, error);
    if (status || !gathered->config->score)
        return status;
    char share[40];
    size_t words = prep_speller_words(text, len);
    uint64_t unknown = gathered->findings - before;
    int n = snprintf(share, sizeof share, "\t%.4f\n",
                     words > 0 ? (double)unknown / (double)words : 0.0);
    return prep_buf_append(out, text, len) || prep_buf_append(out, share, (size_t)n) ? PREP_E_NOMEM
                                                                                     : PREP_OK;
}

static enum prep_status merge(void *state, const void *other)
{
    const struct gathered *from = other;
    struct gathered *into = state;
    enum prep_status status = PREP_OK;
    const uint64_t *counts = (const uint64_t *)(const void *)from->counts.data;
    into->findings += from->findings;
    for (size_t i = 0; i < prep_map_count(from->seen) && !status; i++) {
        size_t len;
        const char *key = prep_map_key(from->seen, i, &len, NULL);
        status = count_key(into, key, len, counts[i]);
    }
    return status;
}

static int compare_rows(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    int order = memcmp(x->key, y->key, x->len < y->len ? x->len : y->len);
    return order ? order : x->len < y->len ? -1 : x->len > y->len;
}

static enum prep_status finish_list(void *state, struct prep_buf *out)
{
    const struct gathered *gathered = state;
    size_t n = prep_map_count(gathered->seen);
    struct row *rows = calloc(n ? n : 1, sizeof *rows);
    if (!rows)
        return PREP_E_NOMEM;
    const uint64_t *counts = (const uint64_t *)(const void *)gathered->counts.data;
    for (size_t i = 0; i < n; i++) {
        rows[i].key = prep_map_key(gathered->seen, i, &rows[i].len, NULL);
        rows[i].count = counts[i];
    }
    qsort(rows, n, sizeof *rows, compare_rows);
    enum prep_status status = append_rows(gathered, rows, n, out);
    free(rows);
    return status;
}

static enum frame_exit exit_status(const void *state)
{
    const struct gathered *gathered = state;
    return gathered->config->check && gathered->findings ? FRAME_FINDINGS : FRAME_DONE;
}

const struct frame_report *spell_report(void *arg)
{
    static const struct frame_report list = {
        .open = open_state,
        .close = close_state,
        .record = record,
        .merge = merge,
        .finish = finish_list,
        .status = exit_status,
        .columns = "word count# class",
    };
    static const struct frame_report counts = {
        .open = open_state,
        .close = close_state,
        .record = record,
        .merge = merge,
        .finish = finish_list,
        .status = exit_status,
        .columns = "word count#",
    };
    static const struct frame_report annotation = {
        .open = open_state,
        .close = close_state,
        .record = record,
        .merge = merge,
        .status = exit_status,
        .columns = "line# byte# code_point# word class suggestions|",
    };
    static const struct frame_report other = {
        .open = open_state,
        .close = close_state,
        .record = record,
        .merge = merge,
        .status = exit_status,
    };
    const struct spell_config *config = arg;
    return config->fix        ? NULL
           : config->list     ? &list
           : config->train    ? &counts
           : config->annotate ? &annotation
                              : &other;
}

static enum prep_status on_misspelling(void *arg, const struct prep_misspelling *misspelling)
{
    struct finding *finding = arg;
    const struct spell_config *config = finding->gathered->config;
    if (config->train) /* known words alone */
        return strcmp(misspelling->class_name, "known") ? PREP_OK
                                                        : count_word(finding, misspelling);
    if (config->classes && !spell_is_listed(config->classes, misspelling->class_name))
        return PREP_OK;
    finding->gathered->findings++;
    if (config->list)
        return count_word(finding, misspelling);
    return config->annotate
               ? spell_row_found(finding->place, finding->text, misspelling, finding->out)
               : PREP_OK;
}

static enum prep_status count_word(struct finding *finding,
                                   const struct prep_misspelling *misspelling)
{
    struct prep_buf *key = &finding->gathered->key;
    prep_buf_reset(key);
    if (prep_buf_append(key, finding->text + misspelling->begin,
                        misspelling->end - misspelling->begin) ||
        prep_buf_append(key, "\t", 1) ||
        prep_buf_append(key, misspelling->class_name, strlen(misspelling->class_name)))
        return PREP_E_NOMEM;
    return count_key(finding->gathered, key->data, key->len, 1);
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

static enum prep_status append_rows(const struct gathered *gathered, const struct row *rows,
                                    size_t n, struct prep_buf *out)
{
    const struct spell_config *config = gathered->config;
    enum prep_status status = PREP_OK;
    for (size_t i = 0; i < n && !status; i++) {
        size_t word = rows[i].len; /* classes have no TAB */
        while (rows[i].key[word - 1] != '\t')
            word--;
        status =
            spell_row_count(rows[i].key, word - 1, rows[i].count,
                            config->train ? NULL : rows[i].key + word, rows[i].len - word, out);
    }
    return status;
}
