/* fuzz-edits.c - logs of changes: composing two gives a log that replays, and traces in order.
 *
 * The input makes the changes: each byte is one of them, its parts saying how much text is kept
 * before it, how much is replaced and by how much; 0x80 and above belong to the second log. */
#include "fuzz.h"

#include "../unit/replay.h"

struct text {
    char bytes[2048];
    size_t len;
};

static uint8_t next_letter;

/* Every byte written is another than its neighbours, so that a wrong offset shows. */
static void put_new(struct text *text)
{
    text->bytes[text->len++] = (char)('a' + next_letter++ % 26);
}

/* Apply the changes that are for this log to `from`, which gives `to`. */
static void change(const uint8_t *data, size_t size, uint8_t log, const struct text *from,
                   struct text *to, struct prep_edits *edits)
{
    size_t at = 0;
    to->len = 0;
    for (size_t i = 0; i < size; i++) {
        size_t kept = data[i] >> 4 & 7, removed = data[i] >> 2 & 3, added = data[i] & 3;
        if (data[i] >> 7 != log)
            continue;
        if (at + kept + removed > from->len)
            break;
        memcpy(to->bytes + to->len, from->bytes + at, kept);
        at += kept;
        to->len += kept;
        struct prep_edit edit = {at, at + removed, to->len, to->len + added, (uint16_t)(i % 5)};
        at += removed;
        while (added--)
            put_new(to);
        MUST(prep_edits_append(edits, edit) == PREP_OK);
    }
    memcpy(to->bytes + to->len, from->bytes + at, from->len - at);
    to->len += from->len - at;
}

/* How many changes of both together there are to be: changes of the two logs that touch or overlap
 * in the middle text become one, changes of one log do not by themselves. Slow and simple: each
 * change starts as a group of its own, and neighbours are joined until nothing moves. */
static size_t count_groups(const struct prep_edits *first, const struct prep_edits *second)
{
    size_t n = prep_edits_count(first), m = prep_edits_count(second), groups = n + m;
    static size_t group[2 * 128];
    for (size_t i = 0; i < n + m; i++)
        group[i] = i;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < m; j++) {
            struct prep_edit a = prep_edits_get(first, i), b = prep_edits_get(second, j);
            size_t from = group[n + j], to = group[i];
            if (a.out_begin > b.in_end || b.in_begin > a.out_end || from == to)
                continue;
            for (size_t k = 0; k < n + m; k++)
                if (group[k] == from)
                    group[k] = to;
            groups--;
        }
    }
    return groups;
}

static void trace(const struct prep_edits *edits, size_t in_len, size_t out_len)
{
    for (size_t at = 0, before = 0; at < out_len; at++) {
        size_t from = prep_edits_trace(edits, at);
        MUST(before <= from && from <= in_len);
        before = from;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { CHANGES = 128, RULES = 5 };
    static struct text in, middle, out;
    struct prep_edits *first = prep_edits_new(), *second = prep_edits_new(),
                      *both = prep_edits_new();
    MUST(first && second && both);
    if (size > CHANGES)
        size = CHANGES;
    next_letter = 0;
    for (in.len = 0; in.len < 3 * size + 8;)
        put_new(&in);
    next_letter = 7;
    change(data, size, 0, &in, &middle, first);
    next_letter = 13;
    change(data, size, 1, &middle, &out, second);
    MUST(prep_edits_compose(first, second, RULES, both) == PREP_OK);
    const char *fault = replay_fault(both, in.bytes, in.len, out.bytes, out.len);
    if (fault)
        fuzz_broken(__FILE__, __LINE__, fault);
    MUST(prep_edits_count(both) == count_groups(first, second));
    for (size_t i = 0; i < prep_edits_count(both); i++)
        MUST(prep_edits_get(both, i).rule < 2 * RULES);
    trace(both, in.len, out.len);
    prep_edits_free(first);
    prep_edits_free(second);
    prep_edits_free(both);
    return 0;
}
