/* split-fast.c - the cases that make up most of all text, decided by looking at a few bytes: a
 * plain word, a mark, a space, and what most often starts a sentence; a well-known abbreviation;
 * the number of an item; a day before its month. Whatever is not quite like that is left to the
 * slow way, which says the same where both answer (a test compares them). */
#include "split-fast.h"

static bool decide(struct prep_split_scan *scan, size_t at, bool closed,
                   struct prep_split_next next, enum prep_split_rule *rule);
static bool read_closer(struct prep_split_mark *mark, size_t at, enum prep_split_rule *rule);
static bool goes_on(const struct prep_split_model *model, const char *next);
static struct prep_split_next read_next(const struct prep_split_model *model, const char *next);
static bool read_other(const struct prep_split_mark *mark, size_t at, enum prep_split_rule *rule);
static inline enum prep_split_follow what_follows(const struct prep_split_model *model,
                                                  const char *next);
static bool closes(const char *last);
static bool ends_like(const uint8_t ending[8192], const uint8_t end[8192], const char *text,
                      size_t at);
static bool numeral_letter(char c);
static bool known_end(const struct prep_split_model *model, const char *word, size_t len);

bool prep_split_fast(struct prep_split_scan *scan, size_t at, enum prep_split_rule *rule)
{
    struct prep_split_mark *mark = &scan->mark;
    const char *text = mark->text;
    char c = text[at];
    if (c == '.' && text[at + 1] == '.')
        return prep_split_fast_ellipsis(scan, at, rule);
    if ((c != '.' && c != '!' && c != '?') || at == mark->sentence)
        return false;
    *rule = c == '.'   ? PREP_SPLIT_FULL_STOP
            : c == '!' ? PREP_SPLIT_EXCLAMATION
                       : PREP_SPLIT_QUESTION;
    mark->end = at + 1;
    if (c != '.' && (text[at + 1] == '!' || text[at + 1] == '?'))
        return prep_split_fast_run(mark, at, rule);
    if (text[at + 1] != ' ' && !read_closer(mark, at, rule) && !read_other(mark, at, rule))
        return false;
    if (*rule == PREP_SPLIT_RULES)
        return true;
    mark->next = mark->end + 1;
    const char *next = text + mark->next;
    struct prep_split_next then = {what_follows(mark->model, next), false, false};
    if (then.follow == PREP_SPLIT_FOLLOW_UNCLEAR) {
        if (goes_on(mark->model, next)) {
            *rule = PREP_SPLIT_CONTINUATION;
            return true;
        }
        then = read_next(mark->model, next);
    }
    if (mark->end == at + 1 && c == '.' &&
        (at - mark->sentence < 2 || text[at - 2] == ' ' || text[at - 2] == '(') &&
        prep_split_fast_pair(
            mark, at, then.follow != PREP_SPLIT_FOLLOW_UNCLEAR && !then.quote && !then.other)) {
        *rule = PREP_SPLIT_ABBREVIATION;
        return true;
    }
    return decide(scan, at, mark->end > at + 1, then, rule);
}

enum prep_split_follow prep_split_what_follows(const struct prep_split_model *model,
                                               const char *next)
{
    return what_follows(model, next);
}

bool prep_split_fast_with(uint64_t enabled)
{
    uint64_t needed = (uint64_t)1 << PREP_SPLIT_FULL_STOP | (uint64_t)1 << PREP_SPLIT_EXCLAMATION |
                      (uint64_t)1 << PREP_SPLIT_QUESTION | (uint64_t)1 << PREP_SPLIT_ELLIPSIS |
                      (uint64_t)1 << PREP_SPLIT_CLOSING_QUOTE |
                      (uint64_t)1 << PREP_SPLIT_CLOSING_BRACKET;
    for (unsigned rule = PREP_SPLIT_FIRST_VETO; rule < PREP_SPLIT_CLAUSE; rule++)
        needed |= (uint64_t)1 << rule;
    return (enabled & needed) == needed && !(enabled >> PREP_SPLIT_LIST_ITEM & 1) &&
           !(enabled >> PREP_SPLIT_MISSING_SPACE & 1);
}

/* By what stands on both sides; *rule is that of the mark and what closes behind it. */
static bool decide(struct prep_split_scan *scan, size_t at, bool closed,
                   struct prep_split_next next, enum prep_split_rule *rule)
{
    struct prep_split_mark *mark = &scan->mark;
    const char *text = mark->text;
    bool full_stop = text[at] == '.';
    int what = prep_split_kind(mark->model, text + at - 1);
    struct prep_split_word word;
    if (next.follow == PREP_SPLIT_FOLLOW_UNCLEAR)
        return false;
    if (closed && (!full_stop || next.follow == PREP_SPLIT_FOLLOW_SMALL))
        return what == PREP_SPLIT_LETTER && next.follow == PREP_SPLIT_FOLLOW_SMALL && !next.quote &&
               !next.other && prep_split_fast_small(mark, at, true, rule);
    if (what == PREP_SPLIT_OTHER)
        return !closed && next.follow == PREP_SPLIT_FOLLOW_CAPITAL && at - mark->sentence > 2 &&
               closes(text + at - 1);
    if (what == PREP_SPLIT_DIGIT)
        return full_stop && !closed && !next.quote && !next.other &&
               next.follow != PREP_SPLIT_FOLLOW_DIGIT &&
               prep_split_fast_number(mark, prep_split_back(mark, at, what), at, rule);
    if (full_stop && at - mark->sentence > 2 && text[at - 2] == '.' && !closed && !next.quote &&
        !next.other)
        return prep_split_fast_short(mark, at, rule);
    if (!prep_split_read_word(mark, at, &word))
        return false;
    enum prep_split_rule end = *rule;
    if (full_stop && !closed && !next.quote && !next.other && word.part == word.begin &&
        prep_split_fast_abbreviation(mark, word.begin, at, rule))
        return true;
    if (full_stop && !closed && !next.quote && !next.other &&
        next.follow == PREP_SPLIT_FOLLOW_SMALL)
        return prep_split_fast_small(mark, at, false, rule);
    *rule = end;
    return prep_split_is_plain(mark, word, at, next);
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

/* "usw., ": without a space nothing ends, unless there is an emoticon, which the bits know. */
static bool read_other(const struct prep_split_mark *mark, size_t at, enum prep_split_rule *rule)
{
    char c = mark->text[at + 1];
    *rule = PREP_SPLIT_RULES;
    return (c == ',' || c == ';' || c == ':' || c == '-' || c == '/') &&
           !prep_split_bit(mark->model->no_start, prep_split_start_hash(mark->text + at + 1));
}

/* ". . . .", or a dash that nothing follows. */
static bool goes_on(const struct prep_split_model *model, const char *next)
{
    return (next[0] == '.' && next[1] == ' ') ||
           (!memcmp(next, "\xE2\x80\x93\n", 4) &&
            !prep_split_bit(model->no_start, prep_split_start_hash(next)));
}

/* Step over what opens in front of a word; the bits know what emoticons start with. */
static struct prep_split_next read_next(const struct prep_split_model *model, const char *next)
{
    const unsigned char *s = (const unsigned char *)next;
    struct prep_split_next found = {PREP_SPLIT_FOLLOW_UNCLEAR, false, false};
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
        if (found.other && !memcmp(next + 4, "\xE2\x80\x93 ", 4))
            skip = 8;
    } else if (*s == 0xC2 && s[1] == 0xA7 && s[2] == ' ') {
        skip = 3;
        found.other = true;
    } else if (!memcmp(s, "... ", 4)) {
        skip = 4;
    } else if (*s == '*' && s[1] == ' ') {
        uint32_t fact = prep_split_fact(model, next, 1);
        found.other = true;
        skip = (fact & (PREP_SPLIT_BULLET | PREP_SPLIT_EMOTICON)) == PREP_SPLIT_BULLET ? 2 : 0;
    }
    if (skip > 0 && !prep_split_bit(model->no_start, prep_split_start_hash(next)))
        found.follow = what_follows(model, next + skip);
    return found;
}

/* A word in ASCII or with an umlaut, one letter by itself, or a number. */
static inline enum prep_split_follow what_follows(const struct prep_split_model *model,
                                                  const char *next)
{
    char c = next[0];
    enum prep_split_follow follow = PREP_SPLIT_FOLLOW_UNCLEAR;
    if (c >= '0' && c <= '9')
        return PREP_SPLIT_FOLLOW_DIGIT;
    if ((unsigned char)c == 0xC3) {
        unsigned char second = (unsigned char)next[1];
        if (second == 0x84 || second == 0x96 || second == 0x9C)
            follow = PREP_SPLIT_FOLLOW_CAPITAL;
        else if (second == 0xA4 || second == 0xB6 || second == 0xBC)
            follow = PREP_SPLIT_FOLLOW_SMALL;
    } else if (next[1] == ' ' || prep_split_kind(model, next + 1) == PREP_SPLIT_LETTER) {
        if (c >= 'A' && c <= 'Z')
            follow = PREP_SPLIT_FOLLOW_CAPITAL;
        else if (c >= 'a' && c <= 'z')
            follow = PREP_SPLIT_FOLLOW_SMALL;
    }
    return prep_split_bit(model->no_start, prep_split_start_hash(next)) ? PREP_SPLIT_FOLLOW_UNCLEAR
                                                                        : follow;
}

/* What is behind a quote or bracket is no abbreviation. */
static bool closes(const char *last)
{
    return *last == '"' || *last == ')' || !memcmp(last - 2, "\xE2\x80\x9C", 3);
}

/* Letters with at most one hyphen or apostrophe among them; a quote or bracket may stand in front.
 */
bool prep_split_read_word(const struct prep_split_mark *mark, size_t at,
                          struct prep_split_word *word)
{
    const char *text = mark->text;
    size_t first = mark->sentence, begin = prep_split_back(mark, at, PREP_SPLIT_LETTER), before;
    word->part = word->begin = begin;
    if (begin > first + 1 && (text[begin - 1] == '-' || text[begin - 1] == '\'')) {
        bool apart = text[begin - 1] == '-';
        char letter = (char)(text[begin - 2] | 32); /* quotes may stand in front of a word */
        if (!apart && (letter < 'a' || letter > 'z'))
            return false;
        begin = prep_split_back(mark, begin - 1, PREP_SPLIT_LETTER);
        if (begin + 1 == word->part || at - begin >= PREP_SPLIT_FAST_WORD)
            return false;
        word->begin = begin;
        if (!apart)
            word->part = begin;
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

bool prep_split_is_plain(const struct prep_split_mark *mark, struct prep_split_word word, size_t at,
                         struct prep_split_next next)
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
        if (len < 2 || !prep_split_is_plain_begin(part) ||
            ends_like(model->maybe_ending, model->maybe_end, mark->text, at) ||
            (next.follow == PREP_SPLIT_FOLLOW_SMALL && (!next.other || len < 3)) ||
            (next.follow == PREP_SPLIT_FOLLOW_DIGIT &&
             ends_like(model->counted_ending, model->counted_end, mark->text, at)))
            return false;
        if (len == 2)
            return word.part == word.begin && prep_split_is_plain_short(model, part);
    }
    return !known_end(model, part, len) &&
           (word.part == word.begin || !known_end(model, mark->text + word.begin, at - word.begin));
}

bool prep_split_is_plain_short(const struct prep_split_model *model, const char *word)
{
    char small[8];
    memcpy(small, word, sizeof small);
    if (small[1] < 'a' || small[1] > 'z' || prep_split_fact_of(model, small, 3))
        return false;
    small[0] = (char)(small[0] | 32);
    return small[0] >= 'a' && small[0] <= 'z' && !prep_split_fact_of(model, small, 3);
}

bool prep_split_is_plain_begin(const char *word)
{
    return word[0] != word[1] && !(numeral_letter(word[0]) && numeral_letter(word[1]));
}

/* A word of at least two bytes; nothing need stand in front of it. */
static bool ends_like(const uint8_t ending[8192], const uint8_t end[8192], const char *text,
                      size_t at)
{
    return at > 2 ? prep_split_bit(ending, prep_split_ending_hash(text + at))
                  : prep_split_bit(end, prep_split_start_hash(text + at - 2));
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
    bool maybe = prep_split_bit(model->known_end, prep_split_end_hash(word + len, len));
    if (!maybe && len > 4) /* the first letter makes no difference */
        return false;
    if (maybe && prep_split_fact(model, word, len + 1))
        return true;
    if (word[0] < 'A' || word[0] > 'Z')
        return false;
    memcpy(small, word, len + 1);
    small[0] = (char)(small[0] + 32);
    return prep_split_bit(model->known_end, prep_split_end_hash(small + len, len)) &&
           prep_split_fact(model, small, len + 1);
}
