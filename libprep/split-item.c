/* split-item.c - the items of a list that stand within a line: "1. ...; 2. ...", "a) ..., b) ...".
 */
#include "split.h"

/* How far behind the first label the second one is looked for, in bytes. */
#define ITEM_REACH 1000

static size_t read_label(const struct prep_split_mark *mark, size_t at,
                         struct prep_split_label *label);
static bool may_precede(const struct prep_split_mark *mark, size_t begin);
static bool follows(const struct prep_split_mark *mark, size_t at, struct prep_split_label label);

size_t prep_split_item(const struct prep_split_mark *mark, size_t at, struct prep_split_label *last)
{
    struct prep_split_label label;
    size_t begin = read_label(mark, at, &label);
    if (begin == at)
        return at;
    bool next =
        label.kind == last->kind && label.mark == last->mark && label.value == last->value + 1;
    if (begin == mark->sentence) { /* a sentence of its own already */
        *last = label;
        return at;
    }
    if (!may_precede(mark, begin) || !(next || (label.value == 1 && follows(mark, at, label))))
        return at;
    *last = label;
    return begin;
}

/* The label whose mark is at text[at], with a blank before and behind it: where it begins, or at.
 */
static size_t read_label(const struct prep_split_mark *mark, size_t at,
                         struct prep_split_label *label)
{
    const char *text = mark->text;
    size_t begin = at, value = 0;
    if (at + 1 >= mark->len || !prep_split_space(text, mark->len, at + 1))
        return at;
    while (begin > mark->sentence && at - begin < 2 && text[begin - 1] >= '0' &&
           text[begin - 1] <= '9')
        begin--;
    label->kind = '1';
    for (size_t i = begin; i < at; i++)
        value = value * 10 + (size_t)(text[i] - '0');
    if (begin == at && at > mark->sentence) {
        char c = text[at - 1];
        label->kind = c >= 'a' && c <= 'z' ? 'a' : 'A';
        value = (size_t)(c - label->kind) + 1;
        if (c < label->kind || value > 26)
            return at;
        begin--;
    }
    label->value = (unsigned)value;
    label->mark = text[at];
    if (begin < at && begin > mark->sentence && text[at] == ')' && text[begin - 1] == '(')
        begin--;
    return begin == mark->sentence || text[begin - 1] == ' ' ? begin : at;
}

/* An item stands behind a mark or a word that joins it to the one before. */
static bool may_precede(const struct prep_split_mark *mark, size_t begin)
{
    size_t end, word = prep_split_word_before(mark, begin, &end);
    if (word == end)
        return false;
    return strchr(",;:.!?", mark->text[end - 1]) ||
           prep_split_fact(mark->model, mark->text + word, end - word) & PREP_SPLIT_JOINT;
}

/* Does the second label of the kind follow? */
static bool follows(const struct prep_split_mark *mark, size_t at, struct prep_split_label label)
{
    size_t end = mark->len - at < ITEM_REACH ? mark->len : at + ITEM_REACH;
    char first = label.kind, second = (char)(first + 1); /* kind is the first of its labels */
    for (at++; at + 2 < end; at++) {
        if (mark->text[at + 1] != label.mark || !strchr(" (", mark->text[at - 1]))
            continue;
        if (mark->text[at] == second && mark->text[at + 2] == ' ')
            return true;
        if (mark->text[at] == first)
            break; /* this one may have a second one */
    }
    return false;
}
