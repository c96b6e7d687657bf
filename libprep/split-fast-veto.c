/* split-fast-veto.c - of the frequent cases, those that keep a sentence together. */
#include "split-fast.h"

static uint32_t class_of_parts(struct prep_split_mark *mark, size_t begin, size_t at,
                               uint32_t fact);
static bool next_fact(const struct prep_split_mark *mark, size_t at, uint32_t *fact);
static bool behind_small(const struct prep_split_mark *mark, size_t at);

size_t prep_split_back(const struct prep_split_mark *mark, size_t at, int what)
{
    size_t begin = at;
    if (what == PREP_SPLIT_LETTER && at - mark->sentence >= 16) {
        unsigned letters = prep_split_letters_back(mark->model, mark->text + at);
        begin -= letters;
        if (letters < 16)
            return begin;
    }
    while (begin > mark->sentence && at - begin < PREP_SPLIT_FAST_WORD &&
           prep_split_kind(mark->model, mark->text + begin - 1) == what)
        begin--;
    return begin;
}

bool prep_split_fast_pair(struct prep_split_mark *mark, size_t at, bool sure)
{
    const struct prep_split_model *model = mark->model;
    const char *text = mark->text, *next = text + at + 2;
    size_t from = at - mark->sentence; /* bytes */
    char pair[8] = {text[at - 1], '.', next[0], '.'};
    if (from > 1 && text[at - 2] != ' ' &&
        (text[at - 2] != '(' || (from > 2 && text[at - 3] != ' ')))
        return false;
    uint32_t fact = prep_split_fact_of(model, text + at - 1, 2);
    if (!(fact & (PREP_SPLIT_PART | PREP_SPLIT_LAST_PART)))
        return false;
    uint32_t class = class_of_parts(mark, at - 1, at, fact);
    if (next[1] != '.')
        return sure && class & PREP_SPLIT_NEVER;
    if ((next[0] | 32) < 'a' || (next[0] | 32) > 'z')
        return false;
    return (class ? class & PREP_SPLIT_NEVER
                  : (fact & (PREP_SPLIT_PART | PREP_SPLIT_CLASSES)) == PREP_SPLIT_PART &&
                        prep_split_fact_of(model, pair, 4) & PREP_SPLIT_CLASSES) &&
           !(prep_split_fact_of(model, next, 1) & PREP_SPLIT_NO_START);
}

bool prep_split_fast_abbreviation(struct prep_split_mark *mark, size_t begin, size_t at,
                                  enum prep_split_rule *rule)
{
    uint32_t fact = prep_split_fact_of(mark->model, mark->text + begin, at + 1 - begin);
    bool number = prep_split_kind(mark->model, mark->text + at + 2) == PREP_SPLIT_DIGIT;
    uint32_t class = class_of_parts(mark, begin, at, fact);
    if (!class)
        class = fact;
    *rule = PREP_SPLIT_ABBREVIATION;
    return class & PREP_SPLIT_NEVER || class & (number ? PREP_SPLIT_COUNTED : PREP_SPLIT_TITLE);
}

/* What a word of which fact is known is with the words in front of it: "B." of "z. B.". Most often
 * there are none that could be the begin of something. */
static uint32_t class_of_parts(struct prep_split_mark *mark, size_t begin, size_t at, uint32_t fact)
{
    const unsigned char *s = (const unsigned char *)mark->text + begin;
    size_t from = begin - mark->sentence; /* bytes */
    if (!(fact & PREP_SPLIT_LAST_PART) || from == 0 || s[-1] == '(')
        return 0;
    if (!(fact & PREP_SPLIT_LAST_BARE) && from > 1 && s[-1] == ' ' && s[-2] < 0x80 && s[-2] > ' ' &&
        s[-2] != '.')
        return 0;
    mark->word = begin;
    mark->mark = at;
    return prep_split_spaced_class(mark);
}

bool prep_split_fast_short(const struct prep_split_mark *mark, size_t at,
                           enum prep_split_rule *rule)
{
    const char *text = mark->text;
    if (at - mark->sentence < 3)
        return false;
    size_t begin = at - 3;
    uint32_t fact = prep_split_fact_of(mark->model, text + begin, 4);
    if (begin > mark->sentence && text[begin - 1] == '(')
        begin--;
    *rule = PREP_SPLIT_ABBREVIATION;
    return (begin == mark->sentence || text[begin - 1] == ' ') && fact & PREP_SPLIT_NEVER &&
           !(fact & PREP_SPLIT_LAST_PART);
}

bool prep_split_fast_number(const struct prep_split_mark *mark, size_t begin, size_t at,
                            enum prep_split_rule *rule)
{
    const char *text = mark->text, *next = text + at + 2;
    if (at - begin > 2)
        return false;
    size_t first = begin; /* "2.1.3." */
    while (first > mark->sentence + 1 && text[first - 1] == '.') {
        size_t group = prep_split_back(mark, first - 1, PREP_SPLIT_DIGIT);
        if (group + 1 == first || first - group > 4)
            return false;
        first = group;
    }
    *rule = PREP_SPLIT_LIST_NUMBER;
    if (first == mark->sentence)
        return true;
    if (text[first - 1] != ' ' || first - mark->sentence < 2)
        return false;
    if (first - mark->sentence == 2 && text[mark->sentence] == '*')
        return prep_split_fact(mark->model, "*", 1) & PREP_SPLIT_BULLET;
    unsigned char before = (unsigned char)text[first - 2];
    if (before == ':' || before == ';')
        return true;
    uint32_t fact = 0;
    if (next[0] >= 'A' && next[0] <= 'Z') {
        if (!next_fact(mark, at + 2, &fact))
            return false;
    } else if (next[0] < 'a' || next[0] > 'z')
        return false;
    if (before == ',' || before == ')')
        return !(fact & PREP_SPLIT_OPENER);
    if (fact & PREP_SPLIT_BEFORE_NUMBER)
        return false; /* "nach Absatz 1. Satz 2 gilt" */
    if (begin > first || before >= 0x80 ||
        prep_split_kind(mark->model, text + begin - 2) == PREP_SPLIT_OTHER ||
        !mark->model->ordinals || !memchr(text + mark->sentence, ' ', begin - 1 - mark->sentence))
        return false;
    *rule = fact & PREP_SPLIT_PLAIN_OPENER ? PREP_SPLIT_FULL_STOP : PREP_SPLIT_ORDINAL;
    return fact & (PREP_SPLIT_AFTER_ORDINAL | PREP_SPLIT_PLAIN_OPENER) ||
           (!(fact & PREP_SPLIT_OPENER) && behind_small(mark, begin - 1));
}

/* What is known of the word that begins at text[at], if it is one. */
static bool next_fact(const struct prep_split_mark *mark, size_t at, uint32_t *fact)
{
    const char *next = mark->text + at;
    size_t end = 0;
    while (end < PREP_SPLIT_FAST_WORD && at + end < mark->len &&
           prep_split_kind(mark->model, next + end) == PREP_SPLIT_LETTER)
        end++;
    if (end == PREP_SPLIT_FAST_WORD || at + end + 8 > mark->len || (unsigned char)next[end] >= 0x80)
        return false;
    *fact = prep_split_fact_of(mark->model, next, end);
    return next[end] == ' ' || next[end] == ',' || !(*fact & PREP_SPLIT_OPENER);
}

/* "und 2. die": does a word in small letters end at text[at] that makes an ordinal of the number
 * behind it? */
static bool behind_small(const struct prep_split_mark *mark, size_t at)
{
    size_t begin = at;
    while (begin > mark->sentence && at - begin < PREP_SPLIT_FAST_WORD &&
           mark->text[begin - 1] >= 'a' && mark->text[begin - 1] <= 'z')
        begin--;
    return begin > mark->sentence && mark->text[begin - 1] == ' ' && begin < at &&
           !(prep_split_fact(mark->model, mark->text + begin, at - begin) &
             (PREP_SPLIT_BEFORE_NUMBER | PREP_SPLIT_COUNTED));
}
