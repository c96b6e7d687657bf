/* spell-late.c - tables that are read when they are needed. Where all verdicts are there, nothing
 * of the dictionaries is. */
#include "spell.h"

#include <stdatomic.h>
#include <stdlib.h>

/* What to read, and what came of it. */
struct prep_late {
    struct prep_speller_options options;
    char *data_dir;
    char **files[3]; /* of words, names, counts */
    size_t n[3];
    pthread_mutex_t lock;
    _Atomic bool done;
    enum prep_status status;
    struct prep_error error;
};

static bool copy_all(struct prep_late *late, const struct prep_speller_options *options);

struct prep_late *prep_late_new(const struct prep_speller_options *options)
{
    struct prep_late *late = calloc(1, sizeof *late);
    if (!late)
        return NULL;
    pthread_mutex_init(&late->lock, NULL);
    if (copy_all(late, options))
        return late;
    prep_late_free(late);
    return NULL;
}

void prep_late_free(struct prep_late *late)
{
    if (!late)
        return;
    for (size_t kind = 0; kind < 3; kind++) {
        for (size_t i = 0; i < late->n[kind]; i++)
            free(late->files[kind][i]);
        free(late->files[kind]);
    }
    free(late->data_dir);
    pthread_mutex_destroy(&late->lock);
    free(late);
}

enum prep_status prep_spell_tables_need(struct prep_spell_tables *tables, struct prep_error *error)
{
    struct prep_late *late = tables->late;
    if (!late)
        return PREP_OK;
    if (!atomic_load_explicit(&late->done, memory_order_acquire)) {
        pthread_mutex_lock(&late->lock);
        if (!atomic_load_explicit(&late->done, memory_order_relaxed))
            late->status = prep_spell_tables_load(tables, &late->options, &late->error);
        atomic_store_explicit(&late->done, true, memory_order_release);
        pthread_mutex_unlock(&late->lock);
    }
    if (late->status && error)
        *error = late->error;
    return late->status;
}

/* The strings are the caller's only as long as he makes the speller; of the options, this is what
 * prep_spell_tables_load() looks at. */
static bool copy_all(struct prep_late *late, const struct prep_speller_options *options)
{
    const char *const *from[3] = {options->word_files, options->name_files,
                                  options->frequency_files};
    const size_t n[3] = {options->n_word_files, options->n_name_files, options->n_frequency_files};
    if (options->data_dir && !(late->data_dir = strdup(options->data_dir)))
        return false;
    for (size_t kind = 0; kind < 3; kind++) {
        late->files[kind] = calloc(n[kind] + 1, sizeof *late->files[kind]);
        if (!late->files[kind])
            return false;
        for (; late->n[kind] < n[kind]; late->n[kind]++)
            if (!(late->files[kind][late->n[kind]] = strdup(from[kind][late->n[kind]])))
                return false;
    }
    late->options = (struct prep_speller_options){
        .size = sizeof late->options,
        .data_dir = late->data_dir,
        .word_files = (const char *const *)late->files[0],
        .n_word_files = n[0],
        .name_files = (const char *const *)late->files[1],
        .n_name_files = n[1],
        .frequency_files = (const char *const *)late->files[2],
        .n_frequency_files = n[2],
    };
    return true;
}
