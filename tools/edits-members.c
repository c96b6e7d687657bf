/*
 * edits-members.c - the changes of strings in JSON objects, done or undone.
 *
 * A log speaks of what a string means, not of how it was escaped: a string that changes is written
 * anew, with those escapes alone that must be. All else keeps its bytes.
 */
#include "edits.h"

#include <string.h>

static enum edits_result look_for(struct edits_members *members, const struct edits_entry *entry,
                                  size_t i, struct edits_fault *fault);
static enum edits_result replay_member(struct edits_members *members,
                                       const struct edits_entry *entry, size_t i, size_t end,
                                       bool revert, const char *raw, size_t len,
                                       struct prep_buf *out, struct edits_fault *fault);
static bool find_changes(const struct edits_members *members, const struct edits_entry *entry,
                         const char *path, size_t *i, size_t *end);
static bool is_drop(const struct edits_entry *entry, size_t i, size_t end);

enum edits_result edits_replay_members(struct edits_members *members,
                                       const struct edits_entry *entry, size_t i, bool revert,
                                       const char *text, size_t len, struct prep_buf *out,
                                       struct edits_fault *fault)
{
    struct prep_error error = {0};
    size_t at = 0;
    enum edits_result result = look_for(members, entry, i, fault);
    if (result != EDITS_GOOD)
        return result;
    enum prep_status status = frame_fields_find(members->fields, text, len, &error);
    if (status == PREP_E_NOMEM)
        return EDITS_NO_MEMORY;
    if (status || members->fields->count != members->n_wanted) {
        /* Missing, no string, no JSON, or there twice. */
        *fault = (struct edits_fault){.byte = error.offset,
                                      .row = entry->changes[i].row,
                                      .reason = "the record does not have just one such string"};
        return EDITS_FAULT;
    }
    for (size_t k = 0; k < members->fields->count; k++) {
        const struct frame_field *field = &members->fields->list[k];
        size_t begin = i, end;
        if (!find_changes(members, entry, field->path, &begin, &end))
            continue;
        if (prep_buf_append(out, text + at, field->begin - at))
            return EDITS_NO_MEMORY;
        result = replay_member(members, entry, begin, end, revert, text + field->begin,
                               field->end - field->begin, out, fault);
        fault->byte += field->begin;
        if (result != EDITS_GOOD)
            return result;
        at = field->end;
    }
    return prep_buf_append(out, text + at, len - at) ? EDITS_NO_MEMORY : EDITS_GOOD;
}

void edits_members_free(struct edits_members *members)
{
    frame_fields_free(members->fields);
    prep_buf_free(&members->wanted);
    prep_buf_free(&members->decoded);
    prep_buf_free(&members->changed);
}

/* Fields for the members of the entry, those of the last time if they are the same. */
static enum edits_result look_for(struct edits_members *members, const struct edits_entry *entry,
                                  size_t i, struct edits_fault *fault)
{
    struct prep_buf *list = &members->decoded;
    const char *message;
    prep_buf_reset(list);
    members->n_wanted = 0;
    fault->row = entry->changes[i].row;
    for (size_t at = i; at < entry->count; at = edits_entry_column(entry, at)) {
        const char *name = members->paths->names[entry->changes[at].column - 1];
        members->n_wanted++;
        if ((at > i && prep_buf_append(list, ",", 1)) || prep_buf_append(list, name, strlen(name)))
            return EDITS_NO_MEMORY;
    }
    if (prep_buf_append(list, "", 1))
        return EDITS_NO_MEMORY;
    if (members->fields && list->len == members->wanted.len &&
        memcmp(list->data, members->wanted.data, list->len) == 0)
        return EDITS_GOOD;
    frame_fields_free(members->fields);
    prep_buf_reset(&members->wanted);
    if (prep_buf_append(&members->wanted, list->data, list->len)) {
        members->fields = NULL;
        return EDITS_NO_MEMORY;
    }
    struct frame_common common = {.json = members->wanted.data};
    members->fields = frame_fields_new(&common, &message);
    if (members->fields)
        return EDITS_GOOD;
    fault->reason = "the log names what can be no member of an object";
    return EDITS_FAULT;
}

static enum edits_result replay_member(struct edits_members *members,
                                       const struct edits_entry *entry, size_t i, size_t end,
                                       bool revert, const char *raw, size_t len,
                                       struct prep_buf *out, struct edits_fault *fault)
{
    struct prep_buf *decoded = &members->decoded, *changed = &members->changed;
    /* What could not be read was emptied as it stood. */
    bool as_it_stands = is_drop(entry, i, end);
    prep_buf_reset(decoded);
    prep_buf_reset(changed);
    enum prep_status status =
        as_it_stands ? prep_buf_append(decoded, raw, len) : frame_json_decode(raw, len, decoded);
    if (status == PREP_E_NOMEM || prep_buf_reserve(decoded, 1))
        return EDITS_NO_MEMORY;
    if (status) {
        *fault = (struct edits_fault){.row = entry->changes[i].row,
                                      .reason = "the string has half a surrogate pair"};
        return EDITS_FAULT;
    }
    enum edits_result result =
        edits_replay_changes(entry, i, end, revert, decoded->data, decoded->len, changed, fault);
    if (result == EDITS_FAULT && memchr(raw, '\\', len))
        fault->byte = 0; /* escapes have other lengths than what they mean */
    if (result != EDITS_GOOD)
        return result;
    bool same = changed->len == decoded->len &&
                (changed->len == 0 || memcmp(changed->data, decoded->data, changed->len) == 0);
    if (same)
        status = prep_buf_append(out, raw, len);
    else if (as_it_stands)
        status = prep_buf_append(out, changed->data, changed->len);
    else
        status = frame_json_encode(changed->data, changed->len, out);
    return status ? EDITS_NO_MEMORY : EDITS_GOOD;
}

/* From change *i on: those of the member. */
static bool find_changes(const struct edits_members *members, const struct edits_entry *entry,
                         const char *path, size_t *i, size_t *end)
{
    for (; *i < entry->count; *i = *end) {
        *end = edits_entry_column(entry, *i);
        if (strcmp(members->paths->names[entry->changes[*i].column - 1], path) == 0)
            return true;
    }
    return false;
}

static bool is_drop(const struct edits_entry *entry, size_t i, size_t end)
{
    static const char drop[] = "drop";
    const struct edits_change *change = &entry->changes[i];
    return end == i + 1 && change->rule_len == sizeof drop - 1 &&
           memcmp(entry->pool.data + change->rule, drop, sizeof drop - 1) == 0;
}
