/* split-fast.c - the cases that make up most of all text, decided by looking at a few bytes: a
 * plain word, a mark, a space, and a word with a capital; a well-known abbreviation; the
 * number of an item; a day before its month. Whatever is not quite like that is left to the slow
 * way, which says the same where both answer (a test compares them). */
#include "split.h"

/* Longer words are left alone, in bytes. */
#define FAST_WORD 40

static int kind(const struct prep_split_model *model, const char *at);
static int next_kind(const struct prep_split_model *model, const char *next);
static bool is_capital(const char *next);
static bool next_quote(const char **next);
static bool closes(const char *last);
static bool numeral_letter(char c);
static bool known_end(const struct prep_split_model *model, const char *word, size_t len);
static bool is_plain(const struct prep_split_mark *mark, size_t begin, size_t at);
static bool plain_end(char mark, enum prep_split_rule *rule);
static uint32_t fact_of(const struct prep_split_model *model, const char *word, size_t len);
static bool fast_abbreviation(const struct prep_split_scan *scan, size_t begin, size_t at,
                              enum prep_split_rule *rule);
static bool fast_number(const struct prep_split_scan *scan, size_t begin, size_t at,
                        enum prep_split_rule *rule);

bool prep_split_fast(struct prep_split_scan *scan, size_t at, enum prep_split_rule *rule)
{
    const struct prep_split_mark *mark = &scan->mark;
    const char *text = mark->text, *next = text + at + 2;
    if (text[at + 1] != ' ' || at == mark->sentence)
        return false;
    if (next[0] == '.' && next[1] == ' ') { /* ". . . ." */
        *rule = PREP_SPLIT_CONTINUATION;
        return true;
    }
    bool quote = next_quote(&next);
    int what = kind(mark->model, text + at - 1), follows = next_kind(mark->model, next);
    if (follows == PREP_SPLIT_OTHER ||
        (follows == PREP_SPLIT_LETTER &&
         prep_split_bit(mark->model->no_start, prep_split_start_hash(next))))
        return false;
    if (what == PREP_SPLIT_OTHER)
        return at - mark->sentence > 2 && closes(text + at - 1) && is_capital(next) &&
               plain_end(text[at], rule);
    size_t begin = at;
    while (begin > mark->sentence && at - begin < FAST_WORD &&
           kind(mark->model, text + begin - 1) == what)
        begin--;
    /* The whole word, or one in a bracket. */
    size_t before = begin;
    if (what == PREP_SPLIT_LETTER && begin > mark->sentence && text[begin - 1] == '(')
        before--;
    if (before > mark->sentence && text[before - 1] != ' ')
        return false;
    if (what == PREP_SPLIT_DIGIT)
        return follows == PREP_SPLIT_LETTER && !quote && text[at] == '.' &&
               fast_number(scan, begin, at, rule);
    if (before == begin && is_capital(next) && is_plain(mark, begin, at))
        return plain_end(text[at], rule);
    return !quote && text[at] == '.' && fast_abbreviation(scan, begin, at, rule);
}

bool prep_split_fast_with(uint64_t enabled)
{
    uint64_t vetoes = 0;
    for (unsigned rule = PREP_SPLIT_FIRST_VETO; rule < PREP_SPLIT_CLAUSE; rule++)
        vetoes |= (uint64_t)1 << rule;
    return (enabled & vetoes) == vetoes && enabled >> PREP_SPLIT_FULL_STOP & 1 &&
           !(enabled >> PREP_SPLIT_LIST_ITEM & 1) && !(enabled >> PREP_SPLIT_MISSING_SPACE & 1);
}

static int kind(const struct prep_split_model *model, const char *at)
{
    return model->kind[(unsigned char)*at];
}

/* Of what follows: a word in ASCII or with a capital umlaut, one letter by itself, or a number. */
static int next_kind(const struct prep_split_model *model, const char *next)
{
    unsigned char second = (unsigned char)next[1];
    if ((unsigned char)next[0] < 0x80) {
        int what = kind(model, next);
        return what == PREP_SPLIT_LETTER && kind(model, next + 1) != PREP_SPLIT_LETTER &&
                       second != ' '
                   ? PREP_SPLIT_OTHER
                   : what;
    }
    return (unsigned char)next[0] == 0xC3 && (second == 0x84 || second == 0x96 || second == 0x9C)
               ? PREP_SPLIT_LETTER
               : PREP_SPLIT_OTHER;
}

/* A word that starts with a capital, and has more letters than one. */
static bool is_capital(const char *next)
{
    return (unsigned char)next[0] >= 0x80 || (next[0] >= 'A' && next[0] <= 'Z' && next[1] != ' ');
}

/* Step over the quote that opens in front of a word; the bits know what emoticons start with. */
static bool next_quote(const char **next)
{
    size_t len = **next == '"' ? 1 : !memcmp(*next, "\xE2\x80\x9E", 3) ? 3 : 0;
    *next += len;
    return len > 0;
}

/* What is behind a quote or bracket is no abbreviation. */
static bool closes(const char *last)
{
    return *last == '"' || *last == ')' || !memcmp(last - 2, "\xE2\x80\x9C", 3);
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
static bool is_plain(const struct prep_split_mark *mark, size_t begin, size_t at)
{
    const char *word = mark->text + begin;
    size_t len = at - begin;
    return len >= 3 && len < FAST_WORD && !(numeral_letter(word[0]) && numeral_letter(word[1])) &&
           word[0] != word[1] && !known_end(mark->model, word, len);
}

/* A sentence ends at the mark, if it is not in a bracket. */
static bool plain_end(char mark, enum prep_split_rule *rule)
{
    *rule = mark == '.'   ? PREP_SPLIT_FULL_STOP
            : mark == '!' ? PREP_SPLIT_EXCLAMATION
                          : PREP_SPLIT_QUESTION;
    return true;
}

/* The same as prep_split_fact(); 8 bytes can be read from word on. */
static uint32_t fact_of(const struct prep_split_model *model, const char *word, size_t len)
{
    uint64_t key = 0;
    if (len <= 8) {
        memcpy(&key, word, 8);
        key &= UINT64_MAX >> (64 - 8 * len);
        const struct prep_split_short *slot = &model->short_words[prep_split_short_hash(key)];
        if (slot->word == key)
            return slot->fact;
    }
    return prep_split_fact(model, word, len);
}

/* "Abs. 1", "bzw. der": of a class that a sentence never ends with, or before a number. */
static bool fast_abbreviation(const struct prep_split_scan *scan, size_t begin, size_t at,
                              enum prep_split_rule *rule)
{
    const struct prep_split_mark *mark = &scan->mark;
    uint32_t fact = fact_of(mark->model, mark->text + begin, at + 1 - begin);
    bool number = kind(mark->model, mark->text + at + 2) == PREP_SPLIT_DIGIT;
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
    if (begin - mark->sentence < 2 || (unsigned char)text[begin - 2] >= 0x80 ||
        kind(mark->model, text + begin - 2) == PREP_SPLIT_OTHER || next[0] < 'A' || next[0] > 'Z' ||
        !mark->model->ordinals)
        return false;
    size_t end = 0;
    while (end < FAST_WORD && at + 2 + end < mark->len &&
           kind(mark->model, next + end) == PREP_SPLIT_LETTER)
        end++;
    if (end == FAST_WORD || at + 2 + end + 8 > mark->len ||
        (next[end] != ' ' && next[end] != ',') ||
        !(fact_of(mark->model, next, end) & PREP_SPLIT_AFTER_ORDINAL))
        return false;
    *rule = PREP_SPLIT_ORDINAL;
    return true;
}
