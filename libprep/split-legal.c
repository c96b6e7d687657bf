/* split-legal.c - citations in judgments and statutes, and what was blotted out there. */
#include "split.h"

static bool numbered(const struct prep_split_mark *mark);
static bool before_reference(const struct prep_split_mark *mark);

bool prep_split_legal(const struct prep_split_mark *mark)
{
    /* "das Landratsamt … Der": names are blotted out far more often than words trail off. */
    if (mark->run == PREP_SPLIT_ELLIPSIS && !mark->closed)
        return true;
    return mark->full_stop && !mark->closed && (before_reference(mark) || numbered(mark));
}

/* "Ziffer I. Nr. 20", "A. Abs. 3": a numeral and the next part of the reference. */
static bool before_reference(const struct prep_split_mark *mark)
{
    size_t len = mark->mark - mark->word, end = mark->first_end;
    if (len == 0 || mark->start || end >= mark->len || mark->text[end] != '.')
        return false;
    return (prep_split_roman(mark->text, mark->word, mark->mark) == len || len == 1 ||
            prep_split_digits(mark->text, mark->word, mark->mark)) &&
           prep_split_fact(mark->model, mark->text + mark->first, end + 1 - mark->first) &
               PREP_SPLIT_COUNTED;
}

/* "2Art. 5 gilt": the number of a sentence stands before the abbreviation without a space. */
static bool numbered(const struct prep_split_mark *mark)
{
    size_t at = mark->word;
    while (at < mark->mark && mark->text[at] >= '0' && mark->text[at] <= '9')
        at++;
    return at > mark->word && at < mark->mark && mark->first_char & PREP_CHAR_DIGIT &&
           prep_split_fact(mark->model, mark->text + at, mark->mark + 1 - at) & PREP_SPLIT_COUNTED;
}
