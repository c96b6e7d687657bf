/* diff.c - --diff: for a person, which words became which by which rule. */
#include "frame.h"
#include "internal.h" /* for prep_char() */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONTEXT 40 /* bytes, about, of unchanged text that are shown around a change */

static const char RED[] = "\033[31m", GREEN[] = "\033[32m", DIM[] = "\033[2m", PLAIN[] = "\033[0m";

/* Changes shown as one: they share words. */
struct group {
    size_t first, count; /* of the edits */
    size_t in_begin, in_end, out_begin, out_end;
};

static struct group next_group(const struct frame_change *change, size_t first);
static enum prep_status append_group(const struct frame_change *change, const struct group *group,
                                     bool color, struct prep_buf *out);
static enum prep_status append_side(const char *text, size_t len, const char *marks[2], bool color,
                                    const char *paint, struct prep_buf *out);
static enum prep_status append_rules(const struct frame_change *change, const struct group *group,
                                     bool color, struct prep_buf *out);
static enum prep_status append_context(const char *text, size_t begin, size_t end, bool is_first,
                                       bool is_last, struct prep_buf *out);
static enum prep_status append_visible(const char *text, size_t len, bool all,
                                       struct prep_buf *out);
static enum prep_status append_string(struct prep_buf *out, const char *string);
static bool is_space(const char *text, size_t at);

bool frame_color_wanted(const struct frame_common *common, int fd)
{
    const char *no_color = getenv("NO_COLOR"); /* no-color.org: any value but the empty one */
    if (common->color != FRAME_COLOR_AUTO)
        return common->color == FRAME_COLOR_ALWAYS;
    return !(no_color && *no_color) && isatty(fd);
}

enum prep_status frame_diff_line(const struct frame_change *change, bool color,
                                 struct prep_buf *out)
{
    const struct frame_text *text = change->text;
    const struct frame_field *field = text->field;
    char place[64], column[32] = "";
    if (field && field->column)
        snprintf(column, sizeof column, ":column %zu", field->column);
    snprintf(place, sizeof place, ":%llu%s", (unsigned long long)text->place->line, column);
    if (append_string(out, color ? DIM : "") || append_string(out, text->place->file) ||
        append_string(out, place) || (field && field->path && append_string(out, ":")) ||
        (field && field->path && append_string(out, field->path)) || append_string(out, ":") ||
        append_string(out, color ? PLAIN : "") || append_string(out, " "))
        return PREP_E_NOMEM;
    size_t at = 0;
    for (size_t i = 0; i < prep_edits_count(change->edits);) {
        struct group group = next_group(change, i);
        enum prep_status status =
            append_context(text->text, at, group.in_begin, at == 0, false, out);
        if (!status)
            status = append_group(change, &group, color, out);
        if (status)
            return status;
        at = group.in_end;
        i += group.count;
    }
    enum prep_status status = append_context(text->text, at, text->len, at == 0, true, out);
    return status ? status : append_string(out, "\n");
}

enum prep_status frame_diff_end(const struct frame_worker *workers, size_t n, struct prep_buf *out)
{
    size_t count;
    const struct prep_rule *rules = prep_transform_rules(workers[0].transform, &count);
    for (size_t i = 0; i < count; i++) {
        char number[32];
        uint64_t applied = frame_stats_rule(workers, n, i);
        if (applied == 0)
            continue;
        snprintf(number, sizeof number, "%8llu  ", (unsigned long long)applied);
        if (append_string(out, number) || append_string(out, rules[i].name) ||
            append_string(out, ": ") || append_string(out, rules[i].summary) ||
            append_string(out, "\n"))
            return PREP_E_NOMEM;
    }
    return PREP_OK;
}

/* Whole words say more than letters: the change grows on both sides to the next white space, which
 * is the same text before and after, and takes in the changes that it meets. */
static struct group next_group(const struct frame_change *change, size_t first)
{
    const struct frame_text *text = change->text;
    struct prep_edit edit = prep_edits_get(change->edits, first);
    size_t n = prep_edits_count(change->edits), floor = 0;
    struct group group = {first, 1, edit.in_begin, edit.in_end, edit.out_begin, edit.out_end};
    if (first > 0)
        floor = prep_edits_get(change->edits, first - 1).in_end;
    /* A change of white space alone is told by the words on both sides of it. */
    bool blank = edit.in_begin < edit.in_end && is_space(text->text, edit.in_begin) &&
                 is_space(text->text, edit.in_end - 1);
    while (blank && group.in_begin > floor && is_space(text->text, group.in_begin - 1))
        group.in_begin--;
    while (group.in_begin > floor && !is_space(text->text, group.in_begin - 1))
        group.in_begin--;
    group.out_begin -= edit.in_begin - group.in_begin;
    for (;;) {
        bool has_next = first + group.count < n;
        struct prep_edit next = edit;
        if (has_next)
            next = prep_edits_get(change->edits, first + group.count);
        size_t limit = has_next ? next.in_begin : text->len, end = group.in_end;
        while (blank && end < limit && is_space(text->text, end))
            end++;
        while (end < limit && !is_space(text->text, end))
            end++;
        group.out_end += end - group.in_end;
        group.in_end = end;
        if (!has_next || end < limit)
            return group;
        group.in_end = next.in_end;
        group.out_end = next.out_end;
        group.count++;
    }
}

static enum prep_status append_group(const struct frame_change *change, const struct group *group,
                                     bool color, struct prep_buf *out)
{
    static const char *removed[2] = {"[-", "-]"}, *added[2] = {"{+", "+}"};
    enum prep_status status =
        append_side(change->text->text + group->in_begin, group->in_end - group->in_begin, removed,
                    color, RED, out);
    if (!status)
        status = append_side(change->after + group->out_begin, group->out_end - group->out_begin,
                             added, color, GREEN, out);
    return status ? status : append_rules(change, group, color, out);
}

static enum prep_status append_side(const char *text, size_t len, const char *marks[2], bool color,
                                    const char *paint, struct prep_buf *out)
{
    if (len == 0)
        return PREP_OK;
    if (append_string(out, color ? paint : marks[0]) || append_visible(text, len, true, out))
        return PREP_E_NOMEM;
    return append_string(out, color ? PLAIN : marks[1]);
}

static enum prep_status append_rules(const struct frame_change *change, const struct group *group,
                                     bool color, struct prep_buf *out)
{
    const char *last = NULL;
    if (append_string(out, color ? DIM : "") || append_string(out, "<"))
        return PREP_E_NOMEM;
    for (size_t i = 0; i < group->count; i++) {
        const char *rule =
            frame_change_rule(change, prep_edits_get(change->edits, group->first + i));
        if (last && !strcmp(rule, last))
            continue;
        if ((last && append_string(out, " ")) || append_string(out, rule))
            return PREP_E_NOMEM;
        last = rule;
    }
    return append_string(out, ">") || append_string(out, color ? PLAIN : "") ? PREP_E_NOMEM
                                                                             : PREP_OK;
}

/* Unchanged text: around long stretches of it only what is near a change. */
static enum prep_status append_context(const char *text, size_t begin, size_t end, bool is_first,
                                       bool is_last, struct prep_buf *out)
{
    size_t head = is_first ? begin : begin + CONTEXT, tail = is_last ? end : end - CONTEXT;
    bool shortened = end - begin > (is_first || is_last ? CONTEXT : 2 * CONTEXT) + 8;
    if (!shortened)
        return append_visible(text + begin, end - begin, false, out);
    while (head > begin && ((unsigned char)text[head] & 0xC0) == 0x80)
        head--;
    while (tail < end && ((unsigned char)text[tail] & 0xC0) == 0x80)
        tail++;
    if (append_visible(text + begin, head - begin, false, out) || append_string(out, "…"))
        return PREP_E_NOMEM;
    return append_visible(text + tail, end - tail, false, out);
}

/* Text with controls, bad bytes and, in changes, all that nobody can see as escapes. */
static enum prep_status append_visible(const char *text, size_t len, bool all, struct prep_buf *out)
{
    for (size_t at = 0; at < len;) {
        char escape[16];
        size_t from = at;
        uint32_t code_point = prep_utf8_next(text, len, &at);
        unsigned kind = prep_char(code_point);
        bool unseen = all && kind & (PREP_CHAR_SPACE | PREP_CHAR_FORMAT) && code_point != ' ';
        int n = 0;
        if (code_point == 0xFFFD && at - from == 1)
            n = snprintf(escape, sizeof escape, "\\x%02X", (unsigned)(unsigned char)text[from]);
        else if (code_point == '\n')
            n = snprintf(escape, sizeof escape, "\\n");
        else if (code_point == '\r')
            n = snprintf(escape, sizeof escape, "\\r");
        else if (code_point == '\t' && all)
            n = snprintf(escape, sizeof escape, "\\t");
        else if (code_point != '\t' && (kind & PREP_CHAR_CONTROL || unseen))
            n = snprintf(escape, sizeof escape, "\\u{%X}", (unsigned)code_point);
        if (n ? prep_buf_append(out, escape, (size_t)n)
              : prep_buf_append(out, text + from, at - from))
            return PREP_E_NOMEM;
    }
    return PREP_OK;
}

static enum prep_status append_string(struct prep_buf *out, const char *string)
{
    return prep_buf_append(out, string, strlen(string));
}

static bool is_space(const char *text, size_t at)
{
    return text[at] == ' ' || text[at] == '\t' || text[at] == '\n';
}
