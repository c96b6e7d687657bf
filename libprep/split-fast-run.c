/* split-fast-run.c - of the frequent cases, runs of marks and what begins with a small letter. */
#include "split-fast.h"

static bool behind_plain(const struct prep_split_mark *mark, size_t at);
static bool is_small_word(const struct prep_split_mark *mark, size_t at, size_t *end);

bool prep_split_fast_ellipsis(struct prep_split_scan *scan, size_t at, enum prep_split_rule *rule)
{
    struct prep_split_mark *mark = &scan->mark;
    const char *text = mark->text;
    enum prep_split_follow follow = PREP_SPLIT_FOLLOW_UNCLEAR;
    size_t end = at + 2;
    while ((end < at + 5 || end + PREP_SPLIT_FAST_AHEAD < mark->len) && text[end] == '.')
        end++;
    mark->end = end;
    mark->next = end + 1;
    *rule = PREP_SPLIT_RULES;
    if (text[end] == '\n')
        return true;
    if (text[end] == ' ')
        follow = prep_split_what_follows(mark->model, text + mark->next);
    if (follow == PREP_SPLIT_FOLLOW_UNCLEAR || follow == PREP_SPLIT_FOLLOW_DIGIT ||
        scan->enabled >> PREP_SPLIT_LEGAL & 1)
        return false;
    *rule = PREP_SPLIT_OMISSION;
    if (at == mark->sentence)
        return true;
    *rule = follow == PREP_SPLIT_FOLLOW_CAPITAL ? PREP_SPLIT_ELLIPSIS : PREP_SPLIT_LOWER_CASE;
    if (follow == PREP_SPLIT_FOLLOW_SMALL && !is_small_word(mark, mark->next, &end))
        return false;
    return text[at - 1] == ' ' || behind_plain(mark, at);
}

bool prep_split_fast_run(struct prep_split_mark *mark, size_t at, enum prep_split_rule *rule)
{
    const char *text = mark->text;
    size_t end = at + 1;
    for (; end < at + 5 && (text[end] == '!' || text[end] == '?'); end++)
        if (text[end] == '?')
            *rule = PREP_SPLIT_QUESTION;
    mark->end = end;
    mark->next = end + 1;
    if (text[end] == '\n') {
        *rule = PREP_SPLIT_RULES;
        return true;
    }
    return text[end] == ' ' &&
           prep_split_what_follows(mark->model, text + mark->next) == PREP_SPLIT_FOLLOW_CAPITAL &&
           behind_plain(mark, at);
}

bool prep_split_fast_small(const struct prep_split_mark *mark, size_t at, bool closed,
                           enum prep_split_rule *rule)
{
    const char *text = mark->text;
    struct prep_split_word word;
    size_t end;
    *rule = PREP_SPLIT_LOWER_CASE;
    if (!is_small_word(mark, mark->next, &end) || !behind_plain(mark, at))
        return false;
    if (closed)
        return true;
    /* Who writes small letters at the begin of sentences may do so here. */
    if (text[mark->sentence] < 'A' || text[mark->sentence] > 'Z' ||
        !prep_split_read_word(mark, at, &word) || word.part != word.begin)
        return false;
    return !(prep_split_fact(mark->model, text + word.begin, at - word.begin) &
             PREP_SPLIT_FINITE) &&
           !(prep_split_fact(mark->model, text + mark->next, end - mark->next) & PREP_SPLIT_OPENER);
}

/* Is what stands in front of the mark a plain word, whatever follows? */
static bool behind_plain(const struct prep_split_mark *mark, size_t at)
{
    const struct prep_split_next next = {PREP_SPLIT_FOLLOW_CAPITAL, false, false};
    struct prep_split_word word;
    return prep_split_kind(mark->model, mark->text + at - 1) == PREP_SPLIT_LETTER &&
           prep_split_read_word(mark, at, &word) && prep_split_is_plain(mark, word, at, next);
}

/* Is the word at text[at], which begins with a small letter, neither a label, an address nor a
 * name like "eBay"? */
static bool is_small_word(const struct prep_split_mark *mark, size_t at, size_t *end)
{
    const char *text = mark->text;
    size_t second = at + (text[at] == '\xC3' ? 2 : 1), i = second;
    while (i < mark->len && i - at < PREP_SPLIT_FAST_WORD &&
           prep_split_kind(mark->model, text + i) == PREP_SPLIT_LETTER)
        i++;
    *end = i;
    if (i == mark->len || (unsigned char)text[i] >= 0x80 || text[i] == '.' || text[i] == ')' ||
        text[i] == ':' || prep_split_kind(mark->model, text + i) != PREP_SPLIT_OTHER)
        return false;
    return i == second || (text[second] >= 'a' && text[second] <= 'z') ||
           (text[second] == '\xC3' && (unsigned char)text[second + 1] >= 0xA0);
}
