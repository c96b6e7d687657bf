/* split-fast.c - the cases that make up most of all text, decided by looking at a few bytes: a
 * plain word, a mark, a space, and what most often starts a sentence; a well-known abbreviation;
 * the number of an item; a day before its month. Whatever is not quite like that is left to the
 * slow way, which says the same where both answer (a test compares them). */
#include "split-fast.h"

/* What follows the mark. */
enum follow { UNCLEAR, CAPITAL, SMALL, DIGIT };
struct next {
    enum follow follow;
    bool quote; /* stands in front of it */
    bool other; /* a bracket, dash or paragraph sign does */
};

/* The word in front of the mark. */
struct word {
    size_t begin;
    size_t part; /* behind its hyphen */
};

static bool decide(struct prep_split_scan *scan, size_t at, bool closed, struct next next,
                   enum prep_split_rule *rule);
static bool read_closer(struct prep_split_mark *mark, size_t at, enum prep_split_rule *rule);
static struct next read_next(const struct prep_split_model *model, const char *next);
static enum follow what_follows(const struct prep_split_model *model, const char *next);
static bool closes(const char *last);
static bool read_word(const struct prep_split_mark *mark, size_t at, struct word *word);
static bool is_plain(const struct prep_split_mark *mark, struct word word, size_t at,
                     struct next next);
static bool is_plain_short(const struct prep_split_model *model, const char *word);
static bool numeral_letter(char c);
static bool known_end(const struct prep_split_model *model, const char *word, size_t len);

bool prep_split_fast(struct prep_split_scan *scan, size_t at, enum prep_split_rule *rule)
{
    struct prep_split_mark *mark = &scan->mark;
    const char *text = mark->text;
    char c = text[at];
    if ((c != '.' && c != '!' && c != '?') || at == mark->sentence)
        return false;
    *rule = c == '.'   ? PREP_SPLIT_FULL_STOP
            : c == '!' ? PREP_SPLIT_EXCLAMATION
                       : PREP_SPLIT_QUESTION;
    mark->end = at + 1;
    if (text[at + 1] != ' ' && !read_closer(mark, at, rule))
        return false;
    if (*rule == PREP_SPLIT_RULES)
        return true;
    mark->next = mark->end + 1;
    const char *next = text + mark->next;
    if (next[0] == '.' && next[1] == ' ') { /* ". . . ." */
        *rule = PREP_SPLIT_CONTINUATION;
        return true;
    }
    struct next then = read_next(mark->model, next);
    if (mark->end == at + 1 && c == '.' &&
        prep_split_fast_pair(mark, at, then.follow != UNCLEAR && !then.quote && !then.other)) {
        *rule = PREP_SPLIT_ABBREVIATION;
        return true;
    }
    return decide(scan, at, mark->end > at + 1, then, rule);
}

bool prep_split_fast_with(uint64_t enabled)
{
    uint64_t needed = (uint64_t)1 << PREP_SPLIT_FULL_STOP | (uint64_t)1 << PREP_SPLIT_EXCLAMATION |
                      (uint64_t)1 << PREP_SPLIT_QUESTION | (uint64_t)1 << PREP_SPLIT_CLOSING_QUOTE |
                      (uint64_t)1 << PREP_SPLIT_CLOSING_BRACKET;
    for (unsigned rule = PREP_SPLIT_FIRST_VETO; rule < PREP_SPLIT_CLAUSE; rule++)
        needed |= (uint64_t)1 << rule;
    return (enabled & needed) == needed && !(enabled >> PREP_SPLIT_LIST_ITEM & 1) &&
           !(enabled >> PREP_SPLIT_MISSING_SPACE & 1);
}

/* By what stands on both sides; *rule is that of the mark and what closes behind it. */
static bool decide(struct prep_split_scan *scan, size_t at, bool closed, struct next next,
                   enum prep_split_rule *rule)
{
    const struct prep_split_mark *mark = &scan->mark;
    const char *text = mark->text;
    bool full_stop = text[at] == '.';
    int what = prep_split_kind(mark->model, text + at - 1);
    struct word word;
    if (next.follow == UNCLEAR || (closed && (!full_stop || next.follow == SMALL)))
        return false;
    if (what == PREP_SPLIT_OTHER)
        return !closed && next.follow == CAPITAL && at - mark->sentence > 2 &&
               closes(text + at - 1);
    if (what == PREP_SPLIT_DIGIT)
        return full_stop && !closed && !next.quote && !next.other && next.follow != DIGIT &&
               prep_split_fast_number(mark, prep_split_back(mark, at, what), at, rule);
    if (!read_word(mark, at, &word))
        return false;
    if (is_plain(mark, word, at, next))
        return true;
    return full_stop && !closed && !next.quote && !next.other && word.part == word.begin &&
           prep_split_fast_abbreviation(mark, word.begin, at, rule);
}

/* One quote or bracket; at the end of a line there is nothing to decide, which PREP_SPLIT_RULES
 * stands for. */
static bool read_closer(struct prep_split_mark *mark, size_t at, enum prep_split_rule *rule)
{
    const unsigned char *s = (const unsigned char *)mark->text + at + 1;
    size_t len = 1;
    *rule = PREP_SPLIT_CLOSING_QUOTE;
    if (*s == ')')
        *rule = PREP_SPLIT_CLOSING_BRACKET;
    else if (*s == 0xE2 && s[1] == 0x80 && (s[2] == 0x9C || s[2] == 0x9D))
        len = 3;
    else if (*s == 0xC2 && (s[1] == 0xAB || s[1] == 0xBB))
        len = 2;
    else if (*s != '"')
        return false;
    mark->end = at + 1 + len;
    if (s[len] == '\n')
        *rule = PREP_SPLIT_RULES;
    return s[len] == ' ' || s[len] == '\n';
}

/* Step over what opens in front of a word; the bits know what emoticons start with. */
static struct next read_next(const struct prep_split_model *model, const char *next)
{
    const unsigned char *s = (const unsigned char *)next;
    struct next found = {UNCLEAR, false, false};
    size_t skip = 0;
    if (*s == '"') {
        skip = 1;
        found.quote = true;
    } else if (*s == '(') {
        skip = 1;
        found.other = true;
    } else if (*s == '-' && s[1] == ' ') {
        skip = 2;
        found.other = true;
    } else if (*s == 0xE2 && s[1] == 0x80) {
        found.quote = s[2] == 0x9E;
        found.other = (s[2] == 0x93 || s[2] == 0x94) && s[3] == ' ';
        skip = found.other ? 4 : 3;
        if (!found.quote && !found.other)
            return found;
    } else if (*s == 0xC2 && s[1] == 0xA7 && s[2] == ' ') {
        skip = 3;
        found.other = true;
    }
    if (skip == 0 || !prep_split_bit(model->no_start, prep_split_start_hash(next)))
        found.follow = what_follows(model, next + skip);
    return found;
}

/* A word in ASCII or with an umlaut, one letter by itself, or a number. */
static enum follow what_follows(const struct prep_split_model *model, const char *next)
{
    char c = next[0];
    enum follow follow = UNCLEAR;
    if (c >= '0' && c <= '9')
        return DIGIT;
    if ((unsigned char)c == 0xC3) {
        unsigned char second = (unsigned char)next[1];
        if (second == 0x84 || second == 0x96 || second == 0x9C)
            follow = CAPITAL;
        else if (second == 0xA4 || second == 0xB6 || second == 0xBC)
            follow = SMALL;
    } else if (next[1] == ' ' || prep_split_kind(model, next + 1) == PREP_SPLIT_LETTER) {
        if (c >= 'A' && c <= 'Z')
            follow = CAPITAL;
        else if (c >= 'a' && c <= 'z')
            follow = SMALL;
    }
    return prep_split_bit(model->no_start, prep_split_start_hash(next)) ? UNCLEAR : follow;
}

/* What is behind a quote or bracket is no abbreviation. */
static bool closes(const char *last)
{
    return *last == '"' || *last == ')' || !memcmp(last - 2, "\xE2\x80\x9C", 3);
}

/* Letters with at most one hyphen among them; a quote or bracket may stand in front. */
static bool read_word(const struct prep_split_mark *mark, size_t at, struct word *word)
{
    const char *text = mark->text;
    size_t first = mark->sentence, begin = prep_split_back(mark, at, PREP_SPLIT_LETTER), before;
    word->part = word->begin = begin;
    if (begin > first + 1 && text[begin - 1] == '-') {
        begin = prep_split_back(mark, begin - 1, PREP_SPLIT_LETTER);
        if (begin + 1 == word->part || at - begin >= PREP_SPLIT_FAST_WORD)
            return false;
        word->begin = begin;
    }
    before = begin;
    /* The other bytes of a quote look like letters. */
    if (begin > first && !memcmp(text + begin - 1, "\xE2\x80", 2)) {
        unsigned char last = (unsigned char)text[begin + 1];
        if (last != 0x9C && last != 0x9E)
            return false;
        before--;
        if (word->part == begin)
            word->part += 2;
        word->begin += 2;
    } else if (begin > first && (text[begin - 1] == '(' || text[begin - 1] == '"'))
        before--;
    return before == first || text[before - 1] == ' ';
}

/* "kommt. Die", "kommt! die": neither an abbreviation nor an initial, numeral or label. */
static bool is_plain(const struct prep_split_mark *mark, struct word word, size_t at,
                     struct next next)
{
    const struct prep_split_model *model = mark->model;
    const char *part = mark->text + word.part;
    size_t len = at - word.part;
    if (at - word.begin >= PREP_SPLIT_FAST_WORD || len == 0)
        return false;
    if (mark->text[at] != '.') {
        if (len < 3)
            return !model->short_marks && word.part == word.begin;
    } else {
        if (len < 2 || (numeral_letter(part[0]) && numeral_letter(part[1])) || part[0] == part[1] ||
            prep_split_bit(model->maybe_end, prep_split_start_hash(part + len - 2)) ||
            (next.follow == SMALL && (!next.other || len < 3)) ||
            (next.follow == DIGIT &&
             prep_split_bit(model->counted_end, prep_split_start_hash(part + len - 2))))
            return false;
        if (len == 2)
            return word.part == word.begin && is_plain_short(model, part);
    }
    return !known_end(model, part, len) &&
           (word.part == word.begin || !known_end(model, mark->text + word.begin, at - word.begin));
}

/* The same for two letters. */
static bool is_plain_short(const struct prep_split_model *model, const char *word)
{
    char small[8];
    memcpy(small, word, sizeof small);
    if (small[1] < 'a' || small[1] > 'z' || prep_split_fact_of(model, small, 3))
        return false;
    small[0] = (char)(small[0] | 32);
    return small[0] >= 'a' && small[0] <= 'z' && !prep_split_fact_of(model, small, 3);
}

static bool numeral_letter(char c)
{
    return c == 'I' || c == 'V' || c == 'X' || c == 'L' || c == 'C' || c == 'D' || c == 'M';
}

/* Is the word, which has at least 3 bytes, in a list, as it is or with a small letter? The bits
 * say that of a few others, too. */
static bool known_end(const struct prep_split_model *model, const char *word, size_t len)
{
    char small[PREP_SPLIT_FAST_WORD + 1];
    if (prep_split_bit(model->known_end, prep_split_end_hash(word + len, len)) &&
        prep_split_fact(model, word, len + 1))
        return true;
    if (word[0] < 'A' || word[0] > 'Z')
        return false;
    memcpy(small, word, len + 1);
    small[0] = (char)(small[0] + 32);
    return prep_split_bit(model->known_end, prep_split_end_hash(small + len, len)) &&
           prep_split_fact(model, small, len + 1);
}
