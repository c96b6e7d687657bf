/* split-number.c - the hardest question of German: does the full stop behind a number make an
 * ordinal of it or end the sentence? */
#include "split.h"

/* How far behind "1." the "2." of a list is looked for, in bytes. */
#define LIST_REACH 800

static bool is_label(const struct prep_split_mark *mark, size_t len);
static bool starts_item(const struct prep_split_mark *mark);
static size_t dotted_day(const char *text, size_t begin, size_t end);
static bool begins_list(const struct prep_split_mark *mark);
static bool ranges(const struct prep_split_mark *mark);
static bool counted(const struct prep_split_mark *mark);
static bool counts_again(const struct prep_split_mark *mark);
static bool quoted(const struct prep_split_mark *mark);
static bool before_ordinal(const struct prep_split_mark *mark);
static bool follows_ordinal(const struct prep_split_mark *mark);
static bool has_ordinal_end(const struct prep_split_mark *mark, size_t begin, size_t end);

/* "3. Die Klage", "a. Die Klage", "II. Die Klage", "1.2. Die Klage" where an item starts. */
bool prep_split_list_number(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t begin = mark->word, len = mark->mark - begin;
    if (len == 0 || mark->closed)
        return false;
    /* "aa. Die Klage"; "ff." is something else */
    if ((len == 2 || len == 3) && text[begin] >= 'a' && text[begin] <= 'h' && text[begin] != 'f' &&
        text[begin] == text[begin + 1] && text[begin] == text[begin + len - 1])
        return true;
    return is_label(mark, len) && starts_item(mark);
}

/* Is the word a letter, a Roman numeral or a number like "1.2" or "3a"? */
static bool is_label(const struct prep_split_mark *mark, size_t len)
{
    const char *text = mark->text;
    size_t begin = mark->word;
    if (len == 1 && prep_split_char_at(text, mark->mark, begin) & PREP_CHAR_LETTER)
        return true;
    if (len < 8 && prep_split_roman(text, begin, mark->mark) == len)
        return true;
    size_t digits = 0, i = 0;
    for (; i < len; i++) {
        if (text[begin + i] == '.')
            digits = 0;
        else if (text[begin + i] < '0' || text[begin + i] > '9' || ++digits > 3)
            break;
    }
    /* "3a." */
    if (i + 1 == len && digits > 0 &&
        prep_split_char_at(text, mark->mark, begin + i) & PREP_CHAR_LOWER)
        i++;
    return i == len;
}

/* "24. 12. 2011", "61. 000", "3. – 5. Mai": numbers and dates written with spaces. */
bool prep_split_number(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t n = mark->mark - mark->word, next = mark->first, end = next, before_end, before;
    if (ranges(mark))
        return true;
    if (n == 0 || n > 3 || mark->closed || mark->start ||
        !prep_split_digits(text, mark->word, mark->mark))
        return false;
    while (end < mark->len && text[end] >= '0' && text[end] <= '9')
        end++;
    if (end == next)
        return false;
    /* "61. 000" */
    if (end - next == 3 && (end == mark->len || text[end] == ' ') && text[next] == '0')
        return true;
    /* "24. 12." before a year or the end, but not "§ 3. 4. Die Klage" */
    if (dotted_day(text, mark->word, mark->mark) && end - next <= 2 && end < mark->len &&
        text[end] == '.') {
        size_t behind = end + 1;
        while (behind < mark->len && text[behind] == ' ')
            behind++;
        return !(prep_split_char_at(text, mark->len, behind) & PREP_CHAR_UPPER);
    }
    /* "12. 2011" behind "24." */
    before = prep_split_word_before(mark, mark->word, &before_end);
    return before_end > before + 1 && text[before_end - 1] == '.' &&
           dotted_day(text, before, before_end - 1) && (end - next == 4 || end - next == 2);
}

/* "am 6. November", "das 40. Turmfest". */
bool prep_split_ordinal(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t begin = mark->word, n;
    if (!mark->model->ordinals)
        return false;
    /* "7./8. Klasse", "11.-13. Mai", "(3. Liga", "90.+3. Minute" */
    for (size_t i = mark->mark; i > begin; i--)
        if (text[i - 1] < '0' || text[i - 1] > '9') {
            if (!strchr("/-(+", text[i - 1]) && (unsigned char)text[i - 1] < 0x80)
                return false; /* "7,4", "3:1", "A4" */
            begin = i;
            break;
        }
    n = mark->mark - begin;
    if (n == 0 && mark->word < mark->mark &&
        prep_split_roman(text, mark->word, mark->mark) == mark->mark - mark->word)
        begin = mark->word; /* "im XIX. Jahrhundert" */
    else if (n == 0 || n > 4 || !prep_split_digits(text, begin, mark->mark))
        return false;
    if (mark->closed || mark->start & ~(unsigned)PREP_SPLIT_START_QUOTE ||
        !(mark->first_char & PREP_CHAR_LETTER))
        return false;
    bool year = n == 4 && (text[begin] == '1' || text[begin] == '2');
    if (counted(mark) || counts_again(mark))
        return false;
    if (follows_ordinal(mark) || begins_list(mark) || quoted(mark))
        return !year || before_ordinal(mark);
    return !mark->opener && n > 0 && !year && before_ordinal(mark);
}

/* Does the word before the mark start the sentence, maybe behind what it counts, or an item of a
 * list inside of it: behind a colon, comma, dash, bracket or the number of a part that starts here
 * too ("III. 1. Die Klage")? */
static bool starts_item(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    unsigned start;
    size_t end, begin = mark->word;
    size_t first = prep_split_skip_openers(mark->model, text, mark->len, mark->sentence, &start);
    if (begin <= first)
        return true;
    while (begin > mark->sentence && strchr("\"'(", text[begin - 1]))
        begin--;
    begin = prep_split_word_before(mark, begin, &end);
    if (end == mark->word || end == begin)
        return false;
    /* "Tabelle 8.3. Maße" */
    if (begin <= first && prep_split_char_at(text, mark->len, begin) & PREP_CHAR_UPPER &&
        prep_split_fact(mark->model, text + begin, end - begin) & PREP_SPLIT_BEFORE_NUMBER)
        return true;
    switch (text[end - 1]) {
    case ',':
    case ')':
        return !mark->opener || (mark->mark - mark->word == 1 && text[mark->word] == '1');
    case '.':
        end--;
        return begin <= first && (end - begin == 1 || prep_split_digits(text, begin, end) ||
                                  prep_split_roman(text, begin, end) == end - begin);
    case ':':
    case ';':
    case '|':
    case '=':
        return true;
    default:
        return (end - begin == 1 && text[begin] == '-') ||
               (end - begin == 3 && !memcmp(text + begin, "\xE2\x80\x93", 3));
    }
}

/* Is text[begin, end) a number from 1 to 31? */
static size_t dotted_day(const char *text, size_t begin, size_t end)
{
    if (end - begin > 2 || !prep_split_digits(text, begin, end))
        return 0;
    size_t day = 0;
    for (; begin < end; begin++)
        day = day * 10 + (size_t)(text[begin] - '0');
    return day <= 31 ? day : 0;
}

/* "3. – 5. Mai", "24.12. - 6.1.": a day, a dash and another one. */
static bool ranges(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t end = mark->mark, begin = end, next = mark->first;
    while (begin > mark->word && text[begin - 1] >= '0' && text[begin - 1] <= '9')
        begin--;
    if (mark->closed || mark->start != PREP_SPLIT_START_DASH || !dotted_day(text, begin, end))
        return false;
    while (next < mark->len && text[next] >= '0' && text[next] <= '9')
        next++;
    return dotted_day(text, mark->first, next) && next < mark->len && text[next] == '.' &&
           !(prep_split_char_at(text, mark->len, next + 1) & PREP_CHAR_LETTER);
}

/* "Der Antrag muss 1. Angaben zur Person, 2. ..." */
static bool begins_list(const struct prep_split_mark *mark)
{
    size_t end = mark->len - mark->next < LIST_REACH ? mark->len : mark->next + LIST_REACH;
    if (mark->mark - mark->word != 1 || mark->text[mark->word] != '1' || mark->opener)
        return false;
    for (size_t at = mark->next; at + 4 <= end; at++)
        if (!memcmp(mark->text + at, " 2. ", 4))
            return true;
    return false;
}

/* "im Film „3. Etage“": a quote opens in front of the number, and goes on. */
static bool quoted(const struct prep_split_mark *mark)
{
    size_t at = mark->word;
    if (at == mark->sentence || mark->start)
        return false;
    uint32_t c = prep_utf8_prev(mark->text, &at);
    return c == '"' || c == 0x201E || c == 0xBB || c == 0x201C || c == 0xAB;
}

/* "Abs. 1. Satz 2 gilt", "§ 3. Absatz 2 gilt": the number belongs to what stands in front. */
static bool counted(const struct prep_split_mark *mark)
{
    size_t end, begin = prep_split_word_before(mark, mark->word, &end);
    return (end - begin == 2 && !memcmp(mark->text + begin, "\xC2\xA7", 2)) ||
           prep_split_fact(mark->model, mark->text + begin, end - begin) & PREP_SPLIT_COUNTED;
}

/* "in Kapitel 2. Kapitel 3 handelt", "nach Absatz 1. Satz 2 gilt": what both numbers stand behind
 * is counted in the same way. */
static bool counts_again(const struct prep_split_mark *mark)
{
    size_t end, begin = prep_split_word_before(mark, mark->word, &end), behind = mark->first_end;
    return mark->len - behind > 1 && mark->text[behind] == ' ' && mark->text[behind + 1] >= '0' &&
           mark->text[behind + 1] <= '9' &&
           prep_split_char_at(mark->text, end, begin) & PREP_CHAR_UPPER &&
           prep_split_fact(mark->model, mark->text + begin, end - begin) &
               PREP_SPLIT_BEFORE_NUMBER &&
           prep_split_fact(mark->model, mark->text + mark->first, behind - mark->first) &
               PREP_SPLIT_BEFORE_NUMBER;
}

/* Does the word in front of the number make an ordinal of it? "dem 9. Hafentag" but "Halle
 * 7. Feuerwehrleute" and "auf 24. Experten"; other words in lower case let an ordinal be likelier,
 * and so do those that only the begin of a sentence gives a capital. */
static bool before_ordinal(const struct prep_split_mark *mark)
{
    size_t end, begin = prep_split_word_before(mark, mark->word, &end), at = begin;
    uint32_t fact = prep_split_fact(mark->model, mark->text + begin, end - begin);
    if (begin == end)
        return false;
    bool small = prep_char(prep_utf8_next(mark->text, end, &at)) & PREP_CHAR_LOWER ||
                 (begin == mark->sentence && fact & PREP_SPLIT_OPENER);
    /* "Leistungen für 1. Kinder" begins a list. */
    bool first = mark->mark - mark->word == 1 && mark->text[mark->word] == '1';
    if (fact & PREP_SPLIT_BEFORE_NUMBER && !(small && first))
        return false;
    return fact & PREP_SPLIT_BEFORE_ORDINAL || (mark->mark - mark->word <= 2 && small);
}

/* Is the next word one that an ordinal stands before? Of a compound with hyphens the first and the
 * last part count. */
static bool follows_ordinal(const struct prep_split_mark *mark)
{
    size_t begin = mark->first, end = mark->first_end;
    if (prep_split_fact(mark->model, mark->text + begin, end - begin) & PREP_SPLIT_AFTER_ORDINAL ||
        has_ordinal_end(mark, begin, end))
        return true;
    for (size_t at = end; at < mark->len && at - mark->first < PREP_SPLIT_WORD_MAX;) {
        uint32_t c = prep_utf8_next(mark->text, mark->len, &at);
        if (c == '-')
            begin = end = at;
        else if (begin > mark->first && prep_char(c) & (PREP_CHAR_LETTER | PREP_CHAR_MARK))
            end = at;
        else
            break;
    }
    return begin > mark->first && (prep_split_fact(mark->model, mark->text + begin, end - begin) &
                                       PREP_SPLIT_AFTER_ORDINAL ||
                                   has_ordinal_end(mark, begin, end));
}

/* Does the word end like "Hafentag"? The part may be the whole word, with a capital. */
static bool has_ordinal_end(const struct prep_split_mark *mark, size_t begin, size_t end)
{
    for (size_t at = begin; at < end;) {
        if (at > begin &&
            prep_split_fact(mark->model, mark->text + at, end - at) & PREP_SPLIT_ORDINAL_END)
            return true;
        prep_utf8_next(mark->text, end, &at);
    }
    return false;
}
