/* normalize-filter.c - stage one: all rules but nfc, code point by code point. */
#include "normalize.h"

static enum prep_status step(struct prep_filter *filter, size_t *at);
static enum prep_status step_field(struct prep_filter *filter, size_t begin, size_t end);
static enum prep_status step_space(struct prep_filter *filter, size_t begin, size_t end,
                                   enum prep_normalizer_rule rule);
static enum prep_status step_bom(struct prep_filter *filter, size_t begin, size_t end);
static enum prep_status step_tags(struct prep_filter *filter, size_t begin, size_t *end);
static const char *expansion(const struct prep_filter *filter, uint32_t c);
static enum prep_status keep(struct prep_filter *filter, size_t begin, size_t end);
static enum prep_status replace(struct prep_filter *filter, enum prep_normalizer_rule rule,
                                size_t begin, size_t end, const char *by);
static enum prep_status drop_space(struct prep_filter *filter, size_t begin, size_t end);
static enum prep_status trim(struct prep_filter *filter, size_t end);

/* The offset of the end of the output, from the start of this record. */
static size_t out_end(const struct prep_filter *filter)
{
    return filter->out->len - filter->out_start;
}

/* The last byte of the output; TAB at the start of the record, which is that of a field, too. */
static char out_last(const struct prep_filter *filter)
{
    return out_end(filter) ? filter->out->data[filter->out->len - 1] : '\t';
}

enum prep_status prep_filter_run(struct prep_filter *filter)
{
    enum prep_status status = PREP_OK;
    for (size_t at = 0; at < filter->len && !status;) {
        size_t suspect = SIZE_MAX;
        size_t stop = prep_normalizer_scan(filter->normalizer, filter->line, at, filter->len,
                                           out_last(filter), &suspect);
        if (suspect != SIZE_MAX && !filter->needs_nfc) {
            filter->needs_nfc = true;
            filter->nfc_from = out_end(filter) + suspect - at;
        }
        if (stop > at)
            status = keep(filter, at, stop);
        at = stop;
        if (!status && at < filter->len)
            status = step(filter, &at);
    }
    return status ? status : trim(filter, filter->len);
}

/* Treat the character at *at and move behind it. */
static enum prep_status step(struct prep_filter *filter, size_t *at)
{
    size_t begin = *at;
    uint32_t c = prep_utf8_next(filter->line, filter->len, at);
    switch ((enum prep_kind)(prep_normalizer_class(filter->normalizer, c) & CLASS_KIND)) {
    case KIND_SPACE:
        return step_space(filter, begin, *at, RULE_SPACE);
    case KIND_BREAK:
        return step_space(filter, begin, *at, RULE_CONTROL);
    case KIND_CR:
        if (*at == filter->len)
            return replace(filter, RULE_EOL, begin, *at, "");
        return step_space(filter, begin, *at, RULE_EOL);
    case KIND_FIELD:
        return step_field(filter, begin, *at);
    case KIND_CONTROL:
        return replace(filter, RULE_CONTROL, begin, *at, "");
    case KIND_BOM:
        return step_bom(filter, begin, *at);
    case KIND_INVISIBLE:
        return replace(filter, RULE_INVISIBLE, begin, *at, "");
    case KIND_BIDI:
        if (prep_filter_has_rtl(filter))
            return keep(filter, begin, *at);
        return replace(filter, RULE_INVISIBLE, begin, *at, "");
    case KIND_CONTEXT:
        if (prep_filter_needs(filter, c, *at))
            return keep(filter, begin, *at);
        return replace(filter, RULE_INVISIBLE, begin, *at, "");
    case KIND_TAG:
        return step_tags(filter, begin, at);
    case KIND_FULLWIDTH: {
        char ascii[2] = {(char)(c - 0xFF01 + '!'), '\0'};
        return replace(filter, RULE_FULLWIDTH, begin, *at, ascii);
    }
    case KIND_LIGATURE:
        return replace(filter, RULE_LIGATURE, begin, *at, expansion(filter, c));
    case KIND_LONG_S:
        return replace(filter, RULE_LONG_S, begin, *at, expansion(filter, c));
    case KIND_QUOTE:
        return replace(filter, RULE_QUOTES, begin, *at, "\"");
    case KIND_SINGLE:
        return replace(filter, RULE_QUOTES, begin, *at, "'");
    case KIND_UNKNOWN:
    case KIND_TEXT:
        break;
    }
    return keep(filter, begin, *at); /* not reached: the scan passes over such characters */
}

/* A TAB, or a CR that may not be touched: an end of text, as far as spaces are concerned. */
static enum prep_status step_field(struct prep_filter *filter, size_t begin, size_t end)
{
    enum prep_status status = trim(filter, begin);
    return status ? status : keep(filter, begin, end);
}

/* White space that becomes U+0020, or nothing behind another space. */
static enum prep_status step_space(struct prep_filter *filter, size_t begin, size_t end,
                                   enum prep_normalizer_rule rule)
{
    char last = out_last(filter);
    bool space_on = prep_rule_on(&filter->normalizer->base, RULE_SPACE);
    if (space_on && (last == ' ' || last == '\t' || last == '\r')) {
        if (rule == RULE_SPACE)
            return drop_space(filter, begin, end);
        return replace(filter, rule, begin, end, "");
    }
    if (filter->line[begin] == ' ')
        return keep(filter, begin, end);
    enum prep_status status = replace(filter, rule, begin, end, " ");
    filter->space_edited = true;
    return status;
}

/* Files that were joined by cat have more than one; what is left of the start is the start. */
static enum prep_status step_bom(struct prep_filter *filter, size_t begin, size_t end)
{
    if (filter->flags & PREP_RUN_START && out_end(filter) == 0)
        return replace(filter, RULE_BOM, begin, end, "");
    if (prep_rule_on(&filter->normalizer->base, RULE_INVISIBLE))
        return replace(filter, RULE_INVISIBLE, begin, end, "");
    return keep(filter, begin, end);
}

static enum prep_status step_tags(struct prep_filter *filter, size_t begin, size_t *end)
{
    bool flag;
    *end = begin + prep_filter_tags(filter, begin, &flag);
    return flag ? keep(filter, begin, *end) : replace(filter, RULE_INVISIBLE, begin, *end, "");
}

/* What a ligature or a long s is written as. Each of the two rules does its own part of U+FB05,
 * the ligature of long s and t. */
static const char *expansion(const struct prep_filter *filter, uint32_t c)
{
    static const char *const ligature[] = {"ff", "fi", "fl", "ffi", "ffl", "\u017Ft", "st"};
    const struct prep_transform *transform = &filter->normalizer->base;
    if (c == 0x17F)
        return "s";
    if (c == 0x1E9B)
        return "\u1E61"; /* s with dot above */
    if (c == 0xFB05 && prep_rule_on(transform, RULE_LONG_S))
        return prep_rule_on(transform, RULE_LIGATURE) ? "st" : "\uFB06";
    return ligature[c - 0xFB00];
}

static enum prep_status keep(struct prep_filter *filter, size_t begin, size_t end)
{
    filter->space_edited = false;
    filter->first_drop = N_RULES;
    return prep_buf_append(filter->out, filter->line + begin, end - begin);
}

static enum prep_status replace(struct prep_filter *filter, enum prep_normalizer_rule rule,
                                size_t begin, size_t end, const char *by)
{
    size_t from = out_end(filter), len = strlen(by);
    if (len > 0) {
        filter->space_edited = false;
        filter->first_drop = N_RULES;
    } else if (filter->first_drop == N_RULES) {
        filter->first_drop = rule;
    }
    if (rule == RULE_SPACE)
        filter->space_end = end;
    enum prep_status status = prep_buf_append(filter->out, by, len);
    return status ? status
                  : prep_changed(&filter->normalizer->base, filter->edits, rule, begin, end, from,
                                 from + len);
}

/* One more space than is due. A run of white space is one change. */
static enum prep_status drop_space(struct prep_filter *filter, size_t begin, size_t end)
{
    struct prep_transform *transform = &filter->normalizer->base;
    if (filter->space_end != begin)
        transform->count[RULE_SPACE]++;
    filter->space_end = end;
    if (filter->first_drop == N_RULES)
        filter->first_drop = RULE_SPACE;
    if (!filter->edits)
        return PREP_OK;
    size_t n = prep_edits_count(filter->edits), at = out_end(filter);
    struct prep_edit *last = n ? prep_edits_at(filter->edits, n - 1) : NULL;
    if (last && last->rule == RULE_SPACE && last->in_end == begin) {
        last->in_end = end;
        return PREP_OK;
    }
    struct prep_edit edit = {begin, end, at, at, RULE_SPACE};
    return prep_edits_append(filter->edits, edit);
}

/* At the end of a field, which is at `end` in the line: the space that was written, if any, was
 * not due after all. Behind it only deletions can have been logged. */
static enum prep_status trim(struct prep_filter *filter, size_t end)
{
    struct prep_transform *transform = &filter->normalizer->base;
    if (!prep_rule_on(transform, RULE_SPACE) || out_last(filter) != ' ')
        return PREP_OK;
    filter->out->len--;
    filter->base_end = 0; /* the text it speaks of has changed */
    filter->base = 0;
    if (!filter->space_edited && filter->first_drop != RULE_SPACE)
        transform->count[RULE_SPACE]++;
    if (!filter->edits)
        return PREP_OK;
    size_t at = out_end(filter), n = prep_edits_count(filter->edits), first = n;
    while (first > 0 && prep_edits_at(filter->edits, first - 1)->out_begin == at + 1)
        first--;
    prep_edits_shift(filter->edits, first, 0, (size_t)-1);
    struct prep_edit *before = first > 0 ? prep_edits_at(filter->edits, first - 1) : NULL;
    struct prep_edit *after = first < n ? prep_edits_at(filter->edits, first) : NULL;
    if (before && before->out_end == at + 1) { /* it made the space */
        before->out_end--;
        return PREP_OK;
    }
    if (after && after->rule == RULE_SPACE) {
        after->in_begin--;
        return PREP_OK;
    }
    if (after)
        end = after->in_begin;
    struct prep_edit edit = {end - 1, end, at, at, RULE_SPACE};
    return prep_edits_insert(filter->edits, first, edit);
}
