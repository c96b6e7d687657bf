/* split-scan.c - one scan over a record for places where a sentence may end. */
#include "split.h"

/* How far (in bytes) the bracket may be closed behind a mark for it to count as a bracket at all:
 * a lone '(' or ":-(" must not keep the rest of the record together. */
#define BRACKET_REACH 1000
#define BRACKET_DEPTH 4

static bool on(const struct prep_split_scan *scan, unsigned rule);
static bool is_mark(const char *text, size_t len, size_t at);
static bool at_mark(struct prep_split_scan *scan, enum prep_split_rule *rule);
static bool at_other(struct prep_split_scan *scan, enum prep_split_rule *rule);
static bool verdict(struct prep_split_scan *scan, enum prep_split_rule rule, bool ends);
static bool at_emoji(struct prep_split_scan *scan, enum prep_split_rule *rule);
static bool at_item(struct prep_split_scan *scan, enum prep_split_rule *rule);
static bool end_before(struct prep_split_scan *scan, size_t begin, enum prep_split_rule *rule);
static size_t find_close(const char *text, size_t len, size_t at);
static bool closes_note(const struct prep_split_scan *scan, size_t at);

void prep_split_scan_begin(struct prep_split_scan *scan, const char *text, size_t len)
{
    scan->mark.text = text;
    scan->mark.len = len;
    while (scan->at < len) {
        size_t n = prep_split_space(text, len, scan->at);
        if (n == 0)
            break;
        scan->at += n;
    }
    scan->mark.sentence = scan->at;
}

bool prep_split_scan_next(struct prep_split_scan *scan, enum prep_split_rule *rule)
{
    size_t len = scan->mark.len;
    for (;;) {
        size_t at = prep_split_find(scan->finder, scan->offset + scan->at) - scan->offset;
        if (at >= len || scan->status)
            return false;
        if (prep_split_scan_look(scan, at, rule))
            return true;
    }
}

bool prep_split_scan_look(struct prep_split_scan *scan, size_t at, enum prep_split_rule *rule)
{
    scan->mark.mark = at;
    return is_mark(scan->mark.text, scan->mark.len, at) ? at_mark(scan, rule)
                                                        : at_other(scan, rule);
}

/* A bracket that is opened inside of a sentence holds no end of one. One that starts it may hold
 * whole sentences: "(Das war so. Er ging.)" */
bool prep_split_in_bracket(struct prep_split_scan *scan, size_t at, size_t end)
{
    const struct prep_split_mark *mark = &scan->mark;
    const char *open;
    unsigned start;
    if (scan->bracket_at < mark->sentence)
        scan->bracket_at = mark->sentence;
    while (scan->bracket_at < at &&
           (open = memchr(mark->text + scan->bracket_at, '(', at - scan->bracket_at))) {
        size_t begin = (size_t)(open - mark->text);
        scan->bracket_at = begin + 1;
        if (begin >= scan->bracket_end && begin > mark->sentence &&
            begin >=
                prep_split_skip_openers(mark->model, mark->text, mark->len, mark->sentence, &start))
            scan->bracket_end = find_close(mark->text, mark->len, begin);
    }
    if (scan->bracket_at < at)
        scan->bracket_at = at;
    return end < scan->bracket_end;
}

static bool on(const struct prep_split_scan *scan, unsigned rule)
{
    return scan->enabled >> rule & 1;
}

/* Of the bytes at which the scan stops, those that begin a mark: . ! ? … ‼ ‽ ⁇ ⁈ ⁉ */
static bool is_mark(const char *text, size_t len, size_t at)
{
    if (text[at] == '.' || text[at] == '!' || text[at] == '?')
        return true;
    if (text[at] != '\xE2' || len - at < 3)
        return false;
    unsigned char b = (unsigned char)text[at + 1], c = (unsigned char)text[at + 2];
    return (b == 0x80 && (c == 0xA6 || c == 0xBC || c == 0xBD)) ||
           (b == 0x81 && c >= 0x87 && c <= 0x89);
}

static bool at_mark(struct prep_split_scan *scan, enum prep_split_rule *rule)
{
    struct prep_split_mark *mark = &scan->mark;
    if (on(scan, PREP_SPLIT_LIST_ITEM) && mark->text[mark->mark] == '.' && at_item(scan, rule))
        return true;
    bool possible = prep_split_mark_read(mark);
    scan->at = mark->mark_end;
    if (!possible && on(scan, PREP_SPLIT_MISSING_SPACE) && prep_split_mark_read_glued(mark)) {
        *rule = prep_split_in_bracket(scan, mark->mark, mark->end) ? PREP_SPLIT_BRACKET
                                                                   : PREP_SPLIT_MISSING_SPACE;
        return verdict(scan, *rule, *rule == PREP_SPLIT_MISSING_SPACE);
    }
    if (!possible)
        return false;
    mark->in_bracket = prep_split_in_bracket(scan, mark->mark, mark->end);
    *rule = prep_split_decide(mark, scan->enabled);
    return verdict(scan, *rule, *rule < PREP_SPLIT_FIRST_VETO && on(scan, *rule));
}

/* A byte at which the scan stops and that is no mark: a bracket, semicolon, colon or bullet. */
static bool at_other(struct prep_split_scan *scan, enum prep_split_rule *rule)
{
    struct prep_split_mark *mark = &scan->mark;
    size_t at = mark->mark;
    scan->at = at + 1;
    switch (mark->text[at]) {
    case ')':
        if (on(scan, PREP_SPLIT_LIST_ITEM) && at_item(scan, rule))
            return true;
        if (!on(scan, PREP_SPLIT_LEGAL_NOTE) || !closes_note(scan, at))
            return false;
        *rule = PREP_SPLIT_LEGAL_NOTE;
        break;
    case ';':
    case ':':
        if (at_emoji(scan, rule))
            return true;
        *rule = mark->text[at] == ';' ? PREP_SPLIT_SEMICOLON : PREP_SPLIT_COLON;
        if (mark->mark_end > at || !on(scan, *rule))
            return false;
        break;
    default:
        if ((unsigned char)mark->text[at] == 0xE2 && (unsigned char)mark->text[at + 1] < 0x8C &&
            !on(scan, PREP_SPLIT_LIST_ITEM))
            return false; /* quotes, dashes and the like */
        if (at_emoji(scan, rule))
            return true;
        return mark->mark_end == at && on(scan, PREP_SPLIT_LIST_ITEM) && mark->len - at > 3 &&
               at > mark->sentence && mark->text[at - 1] == ' ' && mark->text[at + 3] == ' ' &&
               prep_split_fact(mark->model, mark->text + at, 3) & PREP_SPLIT_BULLET &&
               end_before(scan, at, rule);
    }
    if (!prep_split_mark_read_other(mark, *rule))
        return false;
    mark->in_bracket = prep_split_in_bracket(scan, mark->mark, mark->end);
    *rule = prep_split_decide(mark, scan->enabled);
    return verdict(scan, *rule, *rule < PREP_SPLIT_FIRST_VETO);
}

/* Tell of a candidate and go on behind it, or in front of the next sentence. */
static bool verdict(struct prep_split_scan *scan, enum prep_split_rule rule, bool ends)
{
    const struct prep_split_mark *mark = &scan->mark;
    if (scan->seen) {
        struct prep_splitter_candidate candidate = {mark->mark, mark->end, mark->next, rule, ends};
        scan->status = scan->seen(scan->arg, &candidate);
    }
    if (ends)
        scan->at = mark->next;
    else if (scan->count && rule >= PREP_SPLIT_FIRST_VETO)
        scan->count[rule]++;
    return ends;
}

/* "Nett :) Die": without a mark, but before a word that most often starts a sentence. */
static bool at_emoji(struct prep_split_scan *scan, enum prep_split_rule *rule)
{
    struct prep_split_mark *mark = &scan->mark;
    bool possible = prep_split_mark_read_emoji(mark);
    *rule = PREP_SPLIT_EMOJI;
    if (mark->mark_end == mark->mark)
        return false;
    scan->at = mark->mark_end;
    bool within = prep_split_in_bracket(scan, mark->mark, mark->end);
    scan->bracket_at = mark->mark_end; /* ":(" opens nothing */
    return possible && !within && verdict(scan, *rule, on(scan, *rule));
}

/* "..., b) ...": the sentence ends in front of the label whose mark stands here. */
static bool at_item(struct prep_split_scan *scan, enum prep_split_rule *rule)
{
    struct prep_split_mark *mark = &scan->mark;
    size_t begin = prep_split_item(mark, mark->mark, &scan->label);
    if (begin == mark->mark || prep_split_in_bracket(scan, mark->mark, mark->mark + 1))
        return false;
    bool ends = end_before(scan, begin, rule);
    scan->at = mark->mark_end;
    return ends;
}

static bool end_before(struct prep_split_scan *scan, size_t begin, enum prep_split_rule *rule)
{
    struct prep_split_mark *mark = &scan->mark;
    mark->mark_end = mark->mark + 1;
    mark->next = mark->end = begin;
    while (mark->end > mark->sentence && mark->text[mark->end - 1] == ' ')
        mark->end--;
    *rule = PREP_SPLIT_LIST_ITEM;
    return mark->end > mark->sentence && verdict(scan, *rule, true);
}

/* The end of the bracket that opens at text[at], or 0. Giving up after a few more that open makes
 * sure that each byte is looked at a few times only, whatever the text. */
static size_t find_close(const char *text, size_t len, size_t at)
{
    size_t end = len - at < BRACKET_REACH ? len : at + BRACKET_REACH, open = 0, opened = 0;
    for (; at < end && opened <= BRACKET_DEPTH && text[at] != '\n'; at++)
        if (text[at] == '(') {
            open++;
            opened++;
        } else if (text[at] == ')' && --open == 0)
            return at + 1;
    return 0;
}

/* "(Rn. 9) (amtlicher Leitsatz)": a note in brackets that is a sentence by itself, and the next.
 * "(4) (weggefallen)" is something else. */
static bool closes_note(const struct prep_split_scan *scan, size_t at)
{
    const struct prep_split_mark *mark = &scan->mark;
    size_t first = mark->sentence;
    return mark->len - at > 2 && mark->text[at + 1] == ' ' && mark->text[at + 2] == '(' &&
           mark->text[first] == '(' &&
           prep_split_char_at(mark->text, mark->len, first + 1) & PREP_CHAR_UPPER &&
           find_close(mark->text, mark->len, first) == at + 1;
}
