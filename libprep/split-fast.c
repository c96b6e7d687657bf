/* split-fast.c - the cases that make up most of all text, decided by looking at a few bytes: a
 * plain word, a full stop, a space, and a word with a capital; a well-known abbreviation; the
 * number of an item; a day before its month. Whatever is not quite like that is left to the slow
 * way, which says the same where both answer (a test compares them). */
#include "split.h"

/* Longer words are left alone, in bytes. */
#define FAST_WORD 40

/* What a byte can be part of. */
enum { OTHER, LETTER, DIGIT };

static int kind(const char *at);
static int next_kind(const char *next);
static bool numeral_letter(char c);
static bool known_end(const struct prep_split_model *model, const char *word, size_t len);
static bool fast_word(struct prep_split_scan *scan, size_t begin, size_t at,
                      enum prep_split_rule *rule);
static bool fast_abbreviation(const struct prep_split_scan *scan, size_t begin, size_t at,
                              enum prep_split_rule *rule);
static bool fast_number(const struct prep_split_scan *scan, size_t begin, size_t at,
                        enum prep_split_rule *rule);

bool prep_split_fast(struct prep_split_scan *scan, size_t at, enum prep_split_rule *rule)
{
    const struct prep_split_mark *mark = &scan->mark;
    const char *text = mark->text;
    if (text[at + 1] != ' ' || at == mark->sentence)
        return false;
    int what = kind(text + at - 1), next = next_kind(text + at + 2);
    if (what == OTHER || next == OTHER ||
        (next == LETTER &&
         prep_split_bit(mark->model->no_start, prep_split_start_hash(text + at + 2))))
        return false;
    size_t begin = at;
    while (begin > mark->sentence && at - begin < FAST_WORD && kind(text + begin - 1) == what)
        begin--;
    /* The whole word, or one in a bracket. */
    size_t before = begin;
    if (what == LETTER && begin > mark->sentence && text[begin - 1] == '(')
        before--;
    if (before > mark->sentence && text[before - 1] != ' ')
        return false;
    if (what == DIGIT)
        return next == LETTER && fast_number(scan, begin, at, rule);
    return (before == begin && next == LETTER && fast_word(scan, begin, at, rule)) ||
           fast_abbreviation(scan, begin, at, rule);
}

bool prep_split_fast_with(uint64_t enabled)
{
    uint64_t vetoes = 0;
    for (unsigned rule = PREP_SPLIT_FIRST_VETO; rule < PREP_SPLIT_CLAUSE; rule++)
        vetoes |= (uint64_t)1 << rule;
    return (enabled & vetoes) == vetoes && enabled >> PREP_SPLIT_FULL_STOP & 1 &&
           !(enabled >> PREP_SPLIT_LIST_ITEM & 1);
}

/* ASCII, and U+00C0 to U+00FF with what looks like a part of them: enough for German. */
static int kind(const char *at)
{
    unsigned char c = (unsigned char)*at;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == 0xC3 || (c >= 0x80 && c <= 0xBF))
        return LETTER;
    return c >= '0' && c <= '9' ? DIGIT : OTHER;
}

/* Of what follows: a word in ASCII or with a capital umlaut, one letter by itself, or a number. */
static int next_kind(const char *next)
{
    unsigned char second = (unsigned char)next[1];
    if ((unsigned char)next[0] < 0x80) {
        int what = kind(next);
        return what == LETTER && kind(next + 1) != LETTER && second != ' ' ? OTHER : what;
    }
    return (unsigned char)next[0] == 0xC3 && (second == 0x84 || second == 0x96 || second == 0x9C)
               ? LETTER
               : OTHER;
}

static bool numeral_letter(char c)
{
    return c == 'I' || c == 'V' || c == 'X' || c == 'L' || c == 'C' || c == 'D' || c == 'M';
}

/* False if the word, which has at least 3 bytes, is in no list, as it is or with a small letter. */
static bool known_end(const struct prep_split_model *model, const char *word, size_t len)
{
    char small[4];
    if (prep_split_bit(model->known_end, prep_split_end_hash(word + len, len)))
        return true;
    if (len > 4 || word[0] < 'A' || word[0] > 'Z')
        return false;
    memcpy(small, word, len);
    small[0] = (char)(small[0] + 32);
    return prep_split_bit(model->known_end, prep_split_end_hash(small + len, len));
}

/* "kommt. Die": neither an abbreviation nor an initial, numeral or label. */
static bool fast_word(struct prep_split_scan *scan, size_t begin, size_t at,
                      enum prep_split_rule *rule)
{
    const struct prep_split_mark *mark = &scan->mark;
    const char *word = mark->text + begin;
    size_t len = at - begin;
    const char *next = mark->text + at + 2;
    bool capital = (unsigned char)next[0] >= 0x80 || (next[0] >= 'A' && next[0] <= 'Z');
    if (len < 3 || len >= FAST_WORD || !capital || next[1] == ' ' ||
        (numeral_letter(word[0]) && numeral_letter(word[1])) || word[0] == word[1] ||
        known_end(mark->model, word, len))
        return false;
    *rule = PREP_SPLIT_FULL_STOP;
    return true;
}

/* "Abs. 1", "bzw. der": of a class that a sentence never ends with, or before a number. */
static bool fast_abbreviation(const struct prep_split_scan *scan, size_t begin, size_t at,
                              enum prep_split_rule *rule)
{
    const struct prep_split_mark *mark = &scan->mark;
    uint32_t fact = prep_split_fact(mark->model, mark->text + begin, at + 1 - begin);
    bool number = kind(mark->text + at + 2) == DIGIT;
    if (!(fact & PREP_SPLIT_NEVER || (fact & PREP_SPLIT_COUNTED && number)))
        return false;
    /* It may be the last part of something else. */
    if (fact & PREP_SPLIT_LAST_PART &&
        (fact & PREP_SPLIT_LAST_BARE || begin - mark->sentence < 2 ||
         mark->text[begin - 1] != ' ' || (unsigned char)mark->text[begin - 2] >= 0x80 ||
         kind(mark->text + begin - 2) == OTHER))
        return false;
    *rule = PREP_SPLIT_ABBREVIATION;
    return true;
}

/* "3. Die Klage" at the begin of a sentence; "am 31. Dezember". */
static bool fast_number(const struct prep_split_scan *scan, size_t begin, size_t at,
                        enum prep_split_rule *rule)
{
    const struct prep_split_mark *mark = &scan->mark;
    const char *text = mark->text, *next = text + at + 2;
    if (at - begin > 2)
        return false;
    if (begin == mark->sentence) {
        *rule = PREP_SPLIT_LIST_NUMBER;
        return true;
    }
    if (begin - mark->sentence < 2 || kind(text + begin - 2) == OTHER || next[0] < 'A' ||
        next[0] > 'Z' || !mark->model->ordinals)
        return false;
    size_t end = 0;
    while (end < FAST_WORD && at + 2 + end < mark->len && kind(next + end) == LETTER)
        end++;
    if (end == FAST_WORD || at + 2 + end == mark->len || (next[end] != ' ' && next[end] != ',') ||
        !(prep_split_fact(mark->model, next, end) & PREP_SPLIT_AFTER_ORDINAL))
        return false;
    *rule = PREP_SPLIT_ORDINAL;
    return true;
}
