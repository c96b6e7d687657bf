/* chain.c - several transforms as one. */
#include "internal.h"

#include <stdlib.h>

struct chain {
    struct prep_transform base;
    struct prep_transform_class class; /* its rules are made for this chain */
    struct prep_rule *rules;
    struct prep_transform **members;
    size_t n;
    struct prep_buf text[2];     /* what goes from one member to the next */
    struct prep_edits *edits[3]; /* so far, of the member, and both together */
};

static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error);
static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error);
static void free_chain(struct prep_transform *transform);
static void count_member(struct chain *chain, size_t member, size_t first_rule);

struct prep_transform *prep_chain_new(struct prep_transform *const *members, size_t n,
                                      struct prep_error *error)
{
    struct chain *chain = calloc(1, sizeof *chain);
    size_t n_rules = 0;
    bool complete = true;
    for (size_t i = 0; i < n; i++)
        complete = complete && members[i];
    if (!complete || !chain || !(chain->members = calloc(n ? n : 1, sizeof *members))) {
        for (size_t i = 0; i < n; i++)
            prep_transform_free(members[i]);
        free(chain);
        if (complete) /* else who could not make the member has said why */
            prep_fail_nomem(error);
        return NULL;
    }
    bool paragraphs = false; /* the largest record that a member wants */
    for (size_t i = 0; i < n; i++) {
        chain->members[i] = members[i];
        n_rules += members[i]->class->n_rules;
        paragraphs |= members[i]->class->paragraphs;
    }
    chain->n = n;
    chain->base.class = &chain->class;
    chain->class = (struct prep_transform_class){
        .n_rules = n_rules,
        .run_line = run_line,
        .clone = clone,
        .free = free_chain,
        /* The first member decides what becomes of a CR; the others see what it left. */
        .sees_cr = n > 0 && members[0]->class->sees_cr,
        .paragraphs = paragraphs};
    if (n_rules > PREP_RULES_MAX) {
        prep_fail(error, PREP_E_LIMIT, 0, "a chain has at most %d rules", PREP_RULES_MAX);
        goto fail;
    }
    chain->rules = calloc(n_rules ? n_rules : 1, sizeof *chain->rules);
    for (size_t i = 0; i < 3; i++)
        chain->edits[i] = prep_edits_new();
    if (!chain->rules || !chain->edits[0] || !chain->edits[1] || !chain->edits[2]) {
        prep_fail_nomem(error);
        goto fail;
    }
    chain->class.rules = chain->rules;
    for (size_t i = 0, at = 0; i < n; at += members[i]->class->n_rules, i++)
        memcpy(chain->rules + at, members[i]->class->rules,
               members[i]->class->n_rules * sizeof *chain->rules);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; prep_transform_source(members[i], k); k++) {
            if (prep_transform_made_from(&chain->base, NULL,
                                         prep_transform_source(members[i], k))) {
                prep_fail_nomem(error);
                goto fail;
            }
        }
    }
    return &chain->base;
fail:
    prep_transform_free(&chain->base);
    return NULL;
}

static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error)
{
    struct chain *chain = (struct chain *)transform;
    enum prep_status status = PREP_OK;
    const char *text = line;
    if (edits)
        prep_edits_reset(chain->edits[0]);
    for (size_t i = 0, rule = 0; i < chain->n && !status; i++) {
        struct prep_transform *member = chain->members[i];
        struct prep_buf *to = &chain->text[i & 1];
        prep_buf_reset(to);
        if (edits)
            prep_edits_reset(chain->edits[1]);
        status = prep_transform_run(member, text, len, flags | PREP_RUN_VALID, to,
                                    edits ? chain->edits[1] : NULL, error);
        if (!status && edits) {
            prep_edits_reset(chain->edits[2]);
            status = prep_edits_compose(chain->edits[0], chain->edits[1], (unsigned)rule,
                                        chain->edits[2]);
            struct prep_edits *done = chain->edits[0];
            chain->edits[0] = chain->edits[2];
            chain->edits[2] = done;
        }
        count_member(chain, i, rule);
        rule += member->class->n_rules;
        text = to->data;
        len = to->len;
    }
    for (size_t i = 0; edits && !status && i < prep_edits_count(chain->edits[0]); i++)
        status = prep_edits_append(edits, prep_edits_get(chain->edits[0], i));
    return status ? status : prep_buf_append(out, text, len);
}

static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error)
{
    const struct chain *chain = (const struct chain *)transform;
    struct prep_transform **members = calloc(chain->n ? chain->n : 1, sizeof *members);
    if (!members) {
        prep_fail_nomem(error);
        return NULL;
    }
    struct prep_transform *copy = NULL;
    size_t i = 0;
    while (i < chain->n && (members[i] = prep_transform_clone(chain->members[i], error)))
        i++;
    if (i == chain->n) {
        copy = prep_chain_new(members, i, error);
    } else {
        while (i > 0)
            prep_transform_free(members[--i]);
    }
    free(members);
    return copy;
}

static void free_chain(struct prep_transform *transform)
{
    struct chain *chain = (struct chain *)transform;
    for (size_t i = 0; i < chain->n; i++)
        prep_transform_free(chain->members[i]);
    for (size_t i = 0; i < 3; i++)
        prep_edits_free(chain->edits[i]);
    prep_buf_free(&chain->text[0]);
    prep_buf_free(&chain->text[1]);
    free(chain->rules);
    free(chain->members);
    free(chain);
}

/* The chain's counts are its members' counts, side by side. */
static void count_member(struct chain *chain, size_t member, size_t first_rule)
{
    const struct prep_transform *from = chain->members[member];
    memcpy(chain->base.count + first_rule, from->count, from->class->n_rules * sizeof *from->count);
}
