/* fuzz.c - what must hold for any transform on any bytes. */
#include "fuzz.h"

#include "../unit/replay.h"

#include <stdio.h>

void fuzz_broken(const char *file, int line, const char *promise)
{
    fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, promise);
    abort();
}

static char *folder_of(const char *variable, const char *name)
{
    const char *top = getenv(variable);
    if (!top)
        top = ".";
    size_t size = strlen(top) + strlen(name) + 2;
    char *path = malloc(size);
    MUST(path);
    snprintf(path, size, "%s/%s", top, name);
    return path;
}

char *fuzz_folder(const char *name)
{
    return folder_of("PREP_SRCDIR", name);
}

char *fuzz_dictionaries(void)
{
    return folder_of(getenv("PREP_BUILDDIR") ? "PREP_BUILDDIR" : "PREP_SRCDIR", "dictionaries");
}

struct prep_transform *fuzz_made(struct prep_transform *transform, const struct prep_error *error)
{
    if (!transform) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
    return transform;
}

void fuzz_make_valid(struct fuzz_room *room, const uint8_t *data, size_t size)
{
    prep_buf_reset(&room->valid);
    MUST(prep_utf8_replace((const char *)data, size, &room->valid, NULL) == PREP_OK);
    if (!room->edits)
        MUST(room->edits = prep_edits_new());
}

/* The same text cut where its records end, a run for each; the CR at its end is kept away from
 * those that must not see it. */
static void run_records(struct fuzz_room *room, struct prep_transform *transform, unsigned flags)
{
    const char *text = room->valid.data;
    size_t len = room->valid.len;
    prep_buf_reset(&room->parts);
    for (size_t at = 0; at < len;) {
        size_t line_len = prep_transform_record(transform, text + at, len - at);
        bool lf = at + line_len < len;
        size_t seen = line_len;
        if (!transform->class->sees_cr && seen > 0 && text[at + seen - 1] == '\r')
            seen--;
        unsigned line_flags = at == 0 ? flags : flags & ~(unsigned)PREP_RUN_START;
        /* A copy of its own lets the address sanitizer see a step beyond the record. */
        char *line = malloc(seen ? seen : 1);
        MUST(line);
        memcpy(line, text + at, seen);
        MUST(prep_transform_run(transform, line, seen, line_flags, &room->parts, NULL, NULL) ==
             PREP_OK);
        free(line);
        MUST(prep_buf_append(&room->parts, text + at + seen, line_len - seen) == PREP_OK);
        if (lf)
            MUST(prep_buf_append(&room->parts, "\n", 1) == PREP_OK);
        at += line_len + (lf ? 1 : 0);
    }
}

/* The rule of each edit that is logged is there and was counted; how often is a rule's own affair:
 * a run of spaces is one, however many pieces it was removed in. */
static void check_counts(const struct fuzz_room *room, const struct prep_transform *transform,
                         const uint64_t before[PREP_RULES_MAX])
{
    size_t n_rules;
    prep_transform_rules(transform, &n_rules);
    for (size_t i = 0; i < prep_edits_count(room->edits); i++) {
        unsigned rule = prep_edits_get(room->edits, i).rule;
        MUST(rule < n_rules);
        MUST(prep_transform_count(transform, rule) > before[rule]);
    }
}

void fuzz_transform(struct fuzz_room *room, struct prep_transform *transform, unsigned flags)
{
    static const struct prep_buf nothing = PREP_BUF_INIT;
    const struct prep_buf *in = room->valid.len ? &room->valid : &nothing;
    struct prep_error error = {0};
    uint64_t before[PREP_RULES_MAX], once[PREP_RULES_MAX];
    memcpy(before, transform->count, sizeof before);
    prep_edits_reset(room->edits);
    prep_buf_reset(&room->out);
    prep_buf_reset(&room->again);
    MUST(prep_transform_run(transform, in->data, in->len, flags, &room->out, room->edits, &error) ==
         PREP_OK);
    MUST(prep_utf8_check(room->out.data, room->out.len, &error) == PREP_OK);
    const char *fault = replay_fault(room->edits, in->data, in->len, room->out.data, room->out.len);
    if (fault)
        fuzz_broken(__FILE__, __LINE__, fault);
    check_counts(room, transform, before);
    memcpy(once, transform->count, sizeof once);
    MUST(prep_transform_run(transform, in->data, in->len, flags, &room->again, NULL, NULL) ==
         PREP_OK);
    MUST(fuzz_same(&room->out, &room->again));
    for (size_t i = 0; i < PREP_RULES_MAX; i++)
        MUST(transform->count[i] - once[i] == once[i] - before[i]);
    run_records(room, transform, flags);
    MUST(fuzz_same(&room->out, &room->parts));
}

void fuzz_refuses_bad_utf8(struct fuzz_room *room, struct prep_transform *transform,
                           const uint8_t *data, size_t size)
{
    struct prep_error error = {0};
    if (prep_utf8_check((const char *)data, size, NULL) == PREP_OK)
        return;
    size_t len = room->out.len, n_edits = prep_edits_count(room->edits);
    MUST(prep_transform_run(transform, (const char *)data, size, 0, &room->out, room->edits,
                            &error) == PREP_E_UTF8);
    MUST(error.offset < size);
    MUST(room->out.len == len && prep_edits_count(room->edits) == n_edits);
}
