/* split-clause.c - does a semicolon or colon part two clauses that could be sentences? What makes a
 * clause a full one is a finite verb. */
#include "split.h"

/* How far on each side a finite verb is looked for, in bytes. */
#define CLAUSE_REACH 400

static bool starts_clause(const struct prep_split_mark *mark);
static size_t clause_begin(const struct prep_split_mark *mark);
static size_t clause_end(const struct prep_split_mark *mark);
static bool has_finite(const struct prep_split_mark *mark, size_t begin, size_t end);

bool prep_split_clause(const struct prep_split_mark *mark)
{
    return starts_clause(mark) && has_finite(mark, mark->next, clause_end(mark)) &&
           has_finite(mark, clause_begin(mark), mark->mark);
}

/* Not so the items of a list, "10. die Gräber; 11. die", nor quotes: what is quoted after a colon
 * belongs to who says it. After a colon a sentence has a capital. */
static bool starts_clause(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    if (mark->len - mark->next > 2 && !memcmp(text + mark->next, "\xC2\xA7", 2))
        return mark->rule == PREP_SPLIT_SEMICOLON; /* "; § 109 gilt entsprechend" */
    if (!(mark->first_char & PREP_CHAR_LETTER) || mark->start)
        return false;
    if (mark->first_end < mark->len && text[mark->first_end] == ')')
        return false;
    return mark->rule == PREP_SPLIT_SEMICOLON || mark->first_char & PREP_CHAR_UPPER;
}

/* Back to the begin of the sentence or another mark of the kind. */
static size_t clause_begin(const struct prep_split_mark *mark)
{
    size_t at = mark->mark;
    while (at > mark->sentence && mark->mark - at < CLAUSE_REACH && mark->text[at - 1] != ';' &&
           mark->text[at - 1] != ':')
        at--;
    return at;
}

/* Up to what looks like the end of a sentence. */
static size_t clause_end(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t at = mark->next;
    for (; at < mark->len && at - mark->next < CLAUSE_REACH; at++) {
        if (text[at] == ';' || text[at] == '!' || text[at] == '?')
            return at;
        if (text[at] == '.' && mark->len - at > 2 && text[at + 1] == ' ' &&
            prep_split_char_at(text, mark->len, at + 2) & PREP_CHAR_UPPER)
            return at;
    }
    return at;
}

static bool has_finite(const struct prep_split_mark *mark, size_t begin, size_t end)
{
    const char *text = mark->text;
    for (size_t at = begin; at < end;) {
        while (at < end && ((unsigned char)text[at] <= ' ' || strchr(",;.:()\"'", text[at])))
            at++;
        size_t word = at;
        while (at < end && (unsigned char)text[at] > ' ' && !strchr(",;.:()\"", text[at]))
            at++;
        if (prep_split_fact(mark->model, text + word, at - word) & PREP_SPLIT_FINITE)
            return true;
    }
    return false;
}
