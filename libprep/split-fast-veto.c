/* split-fast-veto.c - of the frequent cases, those that keep a sentence together. */
#include "split-fast.h"

#ifdef __SSE2__
#include <emmintrin.h>

static unsigned other_than_letters(const char *at);
#endif

size_t prep_split_back(const struct prep_split_mark *mark, size_t at, int what)
{
    size_t begin = at;
#ifdef __SSE2__
    if (what == PREP_SPLIT_LETTER && at - mark->sentence >= 16) {
        unsigned others = other_than_letters(mark->text + at - 16);
        if (others)
            return at - 15 + (size_t)(31 - __builtin_clz(others));
        begin -= 16;
    }
#endif
    while (begin > mark->sentence && at - begin < PREP_SPLIT_FAST_WORD &&
           prep_split_kind(mark->model, mark->text + begin - 1) == what)
        begin--;
    return begin;
}

bool prep_split_fast_pair(const struct prep_split_mark *mark, size_t at, bool sure)
{
    const struct prep_split_model *model = mark->model;
    const char *text = mark->text, *next = text + at + 2;
    size_t from = at - mark->sentence; /* bytes */
    char pair[8] = {text[at - 1], '.', next[0], '.'};
    if (from > 1 && text[at - 2] != ' ' && text[at - 2] != '(')
        return false;
    uint32_t fact = prep_split_fact_of(model, text + at - 1, 2);
    if (next[1] == '.')
        return (fact & (PREP_SPLIT_PART | PREP_SPLIT_LAST_PART | PREP_SPLIT_CLASSES)) ==
                   PREP_SPLIT_PART &&
               prep_split_fact_of(model, pair, 4) & PREP_SPLIT_CLASSES &&
               !(prep_split_fact_of(model, next, 1) & PREP_SPLIT_NO_START);
    if (!(fact & PREP_SPLIT_LAST_PART) || from < 7 || text[at - 3] != '.' ||
        (text[at - 5] != '(' && text[at - 5] != ' '))
        return false;
    unsigned char before = (unsigned char)text[at - 6]; /* there may be a third part */
    if (text[at - 5] == ' ' && (before == '.' || before <= ' ' || before >= 0x80))
        return false;
    pair[0] = text[at - 4];
    pair[2] = text[at - 1];
    return sure && prep_split_fact_of(model, pair, 4) & PREP_SPLIT_NEVER;
}

bool prep_split_fast_abbreviation(const struct prep_split_mark *mark, size_t begin, size_t at,
                                  enum prep_split_rule *rule)
{
    uint32_t fact = prep_split_fact_of(mark->model, mark->text + begin, at + 1 - begin);
    bool number = prep_split_kind(mark->model, mark->text + at + 2) == PREP_SPLIT_DIGIT;
    if (!(fact & PREP_SPLIT_NEVER || fact & (number ? PREP_SPLIT_COUNTED : PREP_SPLIT_TITLE)))
        return false;
    /* It may be the last part of something else. */
    if (fact & PREP_SPLIT_LAST_PART &&
        (fact & PREP_SPLIT_LAST_BARE || begin - mark->sentence < 2 ||
         mark->text[begin - 1] != ' ' || (unsigned char)mark->text[begin - 2] >= 0x80 ||
         mark->text[begin - 2] == '.' || mark->text[begin - 2] <= ' '))
        return false;
    *rule = PREP_SPLIT_ABBREVIATION;
    return true;
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
    if (first == mark->sentence) {
        *rule = PREP_SPLIT_LIST_NUMBER;
        return true;
    }
    if (text[begin - 1] != ' ' || begin - mark->sentence < 2 ||
        (unsigned char)text[begin - 2] >= 0x80 ||
        prep_split_kind(mark->model, text + begin - 2) == PREP_SPLIT_OTHER || next[0] < 'A' ||
        next[0] > 'Z' || !mark->model->ordinals ||
        !memchr(text + mark->sentence, ' ', begin - 1 - mark->sentence))
        return false;
    size_t end = 0;
    while (end < PREP_SPLIT_FAST_WORD && at + 2 + end < mark->len &&
           prep_split_kind(mark->model, next + end) == PREP_SPLIT_LETTER)
        end++;
    if (end == PREP_SPLIT_FAST_WORD || at + 2 + end + 8 > mark->len ||
        (next[end] != ' ' && next[end] != ','))
        return false;
    uint32_t fact = prep_split_fact_of(mark->model, next, end);
    if (fact & PREP_SPLIT_BEFORE_NUMBER)
        return false; /* "nach Absatz 1. Satz 2 gilt" */
    if (fact & PREP_SPLIT_AFTER_ORDINAL)
        *rule = PREP_SPLIT_ORDINAL;
    return fact & PREP_SPLIT_AFTER_ORDINAL || fact & PREP_SPLIT_PLAIN_OPENER;
}

#ifdef __SSE2__
/* Which of 16 bytes are no letters, a bit each, by the same rule as prep_split_model.kind. */
static unsigned other_than_letters(const char *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    __m128i ascii = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)),
                                  _mm_cmplt_epi8(small, _mm_set1_epi8('z' + 1)));
    __m128i later = _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)0xC0)); /* 80 to BF */
    __m128i lead = _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xC3));
    return ~(unsigned)_mm_movemask_epi8(_mm_or_si128(ascii, _mm_or_si128(later, lead))) & 0xFFFF;
}
#endif
