/* names-model.c - all tables of a transliterator in one object that clones share. */
#include "names-find.h"

#include <stdatomic.h>
#include <stdlib.h>

struct prep_names_model {
    atomic_size_t references;
    struct prep_lexicon *lexicon;
    struct prep_letters *letters;
    struct prep_respelling *respelling;
    struct prep_ngrams *ngrams;
    struct prep_evidence_tables *evidence;
    struct prep_names_filter *filter;
};

struct prep_names_model *prep_names_model_new(const char *data_dir, const char *const *lexicons,
                                              size_t n_lexicons, struct prep_error *error)
{
    struct prep_names_model *model = calloc(1, sizeof *model);
    if (!model) {
        prep_fail_nomem(error);
        return NULL;
    }
    atomic_init(&model->references, 1);
    model->lexicon = n_lexicons > 0 ? prep_lexicon_new_with(data_dir, lexicons, n_lexicons, error)
                                    : prep_lexicon_new(data_dir, error);
    if (model->lexicon && (model->letters = prep_letters_new(data_dir, error)) &&
        (model->respelling = prep_respelling_new(data_dir, error)) &&
        (model->ngrams = prep_ngrams_new(data_dir, error)) &&
        (model->evidence = prep_evidence_tables_new(data_dir, error))) {
        model->filter = prep_names_filter_new(model->lexicon, model->evidence);
        if (model->filter)
            return model;
        prep_fail_nomem(error);
    }
    prep_names_model_free(model);
    return NULL;
}

struct prep_names_model *prep_names_model_ref(struct prep_names_model *model)
{
    atomic_fetch_add_explicit(&model->references, 1, memory_order_relaxed);
    return model;
}

void prep_names_model_free(struct prep_names_model *model)
{
    if (!model || atomic_fetch_sub_explicit(&model->references, 1, memory_order_acq_rel) > 1)
        return;
    prep_lexicon_free(model->lexicon);
    prep_letters_free(model->letters);
    prep_respelling_free(model->respelling);
    prep_ngrams_free(model->ngrams);
    prep_evidence_tables_free(model->evidence);
    prep_names_filter_free(model->filter);
    free(model);
}

const struct prep_lexicon *prep_names_lexicon(const struct prep_names_model *model)
{
    return model->lexicon;
}

const struct prep_letters *prep_names_letters(const struct prep_names_model *model)
{
    return model->letters;
}

const struct prep_respelling *prep_names_respelling(const struct prep_names_model *model)
{
    return model->respelling;
}

const struct prep_ngrams *prep_names_ngrams(const struct prep_names_model *model)
{
    return model->ngrams;
}

const struct prep_evidence_tables *prep_names_evidence(const struct prep_names_model *model)
{
    return model->evidence;
}

const struct prep_names_filter *prep_names_filter(const struct prep_names_model *model)
{
    return model->filter;
}
