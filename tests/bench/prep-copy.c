/* prep-copy.c - the frame around a transform that changes nothing: what the frame alone costs,
 * and whether it keeps every byte. Not installed. */
#include "../../tools/frame/frame.h"

#include "internal.h"

#include <stdlib.h>

static const struct prep_rule rules[] = {{"copy", "every byte as it is", true}};

static const struct prep_rule *copy_rules(size_t *count)
{
    *count = 1;
    return rules;
}

static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error)
{
    (void)transform, (void)flags, (void)edits, (void)error;
    return prep_buf_append(out, line, len);
}

/* Where nothing is asked about single records. */
static enum prep_status run_block(struct prep_transform *transform, const char *text, size_t len,
                                  struct prep_buf *out)
{
    (void)transform, (void)text, (void)len, (void)out;
    return PREP_SAME;
}

static void free_copy(struct prep_transform *transform)
{
    free(transform);
}

static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error);

static const struct prep_transform_class copy_class = {.rules = rules,
                                                       .n_rules = 1,
                                                       .run_line = run_line,
                                                       .run_block = run_block,
                                                       .clone = clone,
                                                       .free = free_copy};

static struct prep_transform *new_copy(const char *list, struct prep_error *error)
{
    struct prep_transform *copy = calloc(1, sizeof *copy);
    if (!copy) {
        prep_fail_nomem(error);
        return NULL;
    }
    copy->class = &copy_class;
    if (prep_rules_parse(rules, 1, list, &copy->enabled, error)) {
        free(copy);
        return NULL;
    }
    return copy;
}

static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error)
{
    (void)transform;
    return new_copy(NULL, error);
}

static struct prep_transform *open_copy(const struct frame_common *common, void *config,
                                        struct prep_error *error)
{
    (void)config;
    return new_copy(common->rules, error);
}

int main(int argc, char **argv)
{
    static const struct frame_option options[] = {{0}};
    static const struct frame_filter filter = {
        .name = "prep-copy",
        .summary = "Copy the input.",
        .options = options,
        .rules = copy_rules,
        .open = open_copy,
    };
    return frame_main(&filter, argc, argv);
}
