/* split-mark.c - what stands around a mark: closers and emoji behind it, the word before it and
 * the first word of what may be the next sentence. */
#include "split.h"

/* More than this number of quotes and bullets in a row do not start a sentence. */
#define OPENERS_MAX 8

static bool is_alnum(char c);
static bool read_at(struct prep_split_mark *mark, enum prep_split_rule rule, size_t at);
static void read_run(struct prep_split_mark *mark);
static size_t skip_closers(struct prep_split_mark *mark, size_t at);
static size_t skip_note(const char *text, size_t len, size_t at);
static bool is_closing_quote(uint32_t c);
static bool is_emoji(uint32_t c);
static size_t skip_late(struct prep_split_mark *mark, size_t at);
static size_t skip_emoji(const struct prep_split_mark *mark, size_t at);
static void read_word(struct prep_split_mark *mark);
static void read_start(struct prep_split_mark *mark);

bool prep_split_mark_read(struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t len = mark->len, at, n;
    read_run(mark);
    /* Most marks inside of a word ("3.5") end here. */
    if (mark->mark_end == len || is_alnum(text[mark->mark_end]))
        return false;
    at = skip_closers(mark, mark->mark_end);
    for (;;) {
        mark->end = at;
        while ((n = prep_split_space(text, len, at)) > 0)
            at += n;
        mark->next = at;
        if (at == mark->end || at == len)
            return false;
        at = skip_late(mark, at);
        if (at == mark->next)
            break;
    }
    if (mark->emoji)
        mark->rule = PREP_SPLIT_EMOJI;
    read_word(mark);
    read_start(mark);
    return true;
}

bool prep_split_mark_read_other(struct prep_split_mark *mark, enum prep_split_rule rule)
{
    return read_at(mark, rule, mark->mark + 1);
}

bool prep_split_mark_read_emoji(struct prep_split_mark *mark)
{
    size_t at = mark->mark;
    mark->mark_end = at;
    if (at == mark->sentence || mark->text[at - 1] != ' ')
        return false;
    at = skip_emoji(mark, at);
    return at > mark->mark && read_at(mark, PREP_SPLIT_EMOJI, at) && mark->opener && !mark->start;
}

bool prep_split_mark_read_glued(struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t at = mark->mark + 1;
    if (!strchr(".!?", text[mark->mark]) || at != mark->mark_end || at == mark->len)
        return false;
    mark->end = mark->next = at;
    read_word(mark);
    read_start(mark);
    /* Behind a word, before one that most often starts a sentence: not "z.B.", "www.Die.de". */
    if (mark->mark - mark->word < 3 || mark->first != at || !mark->opener ||
        (mark->first_end < mark->len && !strchr(" ,", text[mark->first_end])))
        return false;
    for (at = mark->word; at < mark->mark;)
        if (!(prep_char(prep_utf8_next(text, mark->mark, &at)) & PREP_CHAR_LETTER))
            return false;
    return prep_char(prep_utf8_prev(text, &at)) & PREP_CHAR_LOWER &&
           !(prep_split_fact(mark->model, text + mark->word, mark->mark + 1 - mark->word) &
             PREP_SPLIT_CLASSES);
}

size_t prep_split_skip_openers(const struct prep_split_model *model, const char *text, size_t len,
                               size_t at, unsigned *start)
{
    *start = 0;
    for (int i = 0; at < len && i < OPENERS_MAX; i++) {
        size_t behind = at;
        uint32_t c = prep_utf8_next(text, len, &behind);
        unsigned properties = prep_char(c);
        if (properties & (PREP_CHAR_LETTER | PREP_CHAR_NUMBER))
            break;
        if (c == '"' || c == '\'' || c == '`' || c == 0x201E || c == 0x201A || is_closing_quote(c))
            *start |= PREP_SPLIT_START_QUOTE;
        else if (properties & PREP_CHAR_OPEN)
            *start |= PREP_SPLIT_START_BRACKET;
        else if (c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212)
            *start |= PREP_SPLIT_START_DASH;
        else if (prep_split_fact(model, text + at, behind - at) & PREP_SPLIT_BULLET)
            *start |= PREP_SPLIT_START_BULLET;
        else if (c == '.' && len - at > 2 && text[behind] == '.' && text[behind + 1] == '.')
            behind += 2; /* "... und" */
        else if (c != 0x2026 &&
                 !(properties & (PREP_CHAR_SPACE | PREP_CHAR_FORMAT | PREP_CHAR_MARK)))
            break;
        at = behind;
    }
    return at;
}

size_t prep_split_space(const char *text, size_t len, size_t at)
{
    if (at == len)
        return 0;
    unsigned char c = (unsigned char)text[at];
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    if (c < 0xC2)
        return 0;
    size_t behind = at;
    uint32_t code_point = prep_utf8_next(text, len, &behind);
    /* No line breaks at these: UAX #14, class GL. */
    if (code_point == 0xA0 || code_point == 0x2007 || code_point == 0x202F)
        return 0;
    return prep_char(code_point) & PREP_CHAR_SPACE ? behind - at : 0;
}

size_t prep_split_word_before(const struct prep_split_mark *mark, size_t at, size_t *end)
{
    while (at > mark->sentence && mark->text[at - 1] == ' ')
        at--;
    *end = at;
    while (at > mark->sentence && *end - at < PREP_SPLIT_WORD_MAX &&
           (unsigned char)mark->text[at - 1] > ' ')
        at--;
    for (size_t behind = at; behind < *end; at = behind) {
        uint32_t c = prep_utf8_next(mark->text, *end, &behind);
        if (c != '(' && c != '[' && c != '\'' && c != '"' && c != 0x201A && c != 0x201E &&
            c != 0xAB && c != 0xBB)
            break;
    }
    return at;
}

unsigned prep_split_char_at(const char *text, size_t len, size_t at)
{
    return at < len ? prep_char(prep_utf8_next(text, len, &at)) : 0;
}

bool prep_split_digits(const char *text, size_t begin, size_t end)
{
    if (begin >= end)
        return false;
    for (; begin < end; begin++)
        if (text[begin] < '0' || text[begin] > '9')
            return false;
    return true;
}

size_t prep_split_roman(const char *text, size_t at, size_t end)
{
    size_t n = 0;
    for (; at + n < end && n < PREP_SPLIT_WORD_MAX; n++) {
        char c = text[at + n];
        if (c != 'I' && c != 'V' && c != 'X' && c != 'L' && c != 'C' && c != 'D' && c != 'M')
            break;
    }
    return n;
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* A candidate whose mark ends at text[at]. */
static bool read_at(struct prep_split_mark *mark, enum prep_split_rule rule, size_t at)
{
    size_t n;
    mark->rule = mark->run = rule;
    mark->full_stop = mark->closed = mark->emoji = false;
    mark->mark_end = mark->end = at;
    while ((n = prep_split_space(mark->text, mark->len, at)) > 0)
        at += n;
    mark->next = at;
    if (at == mark->end || at == mark->len)
        return false;
    read_word(mark);
    read_start(mark);
    return true;
}

/* Find the end of the run of marks and what kind of end it makes. */
static void read_run(struct prep_split_mark *mark)
{
    size_t at = mark->mark, stops = 0, others = 0;
    mark->run = PREP_SPLIT_FULL_STOP;
    while (at < mark->len) {
        size_t behind = at;
        uint32_t c = prep_utf8_next(mark->text, mark->len, &behind);
        if (c == '.')
            stops++;
        else if (c == 0x2026) {
            others++;
            if (mark->run == PREP_SPLIT_FULL_STOP)
                mark->run = PREP_SPLIT_ELLIPSIS;
        } else if (c == '?' || c == 0x203D || (c >= 0x2047 && c <= 0x2049)) {
            others++;
            mark->run = PREP_SPLIT_QUESTION;
        } else if (c == '!' || c == 0x203C) {
            others++;
            if (mark->run != PREP_SPLIT_QUESTION)
                mark->run = PREP_SPLIT_EXCLAMATION;
        } else
            break;
        at = behind;
    }
    if (stops > 1 && mark->run == PREP_SPLIT_FULL_STOP)
        mark->run = PREP_SPLIT_ELLIPSIS;
    mark->full_stop = stops == 1 && others == 0;
    mark->rule = mark->run;
    mark->mark_end = at;
    mark->closed = mark->emoji = false;
}

/* Quotes, brackets, note numbers and emoji that follow without a space. */
static size_t skip_closers(struct prep_split_mark *mark, size_t at)
{
    bool first = true;
    while (at < mark->len && mark->text[at] != ' ') {
        size_t behind = at, note;
        uint32_t c = prep_utf8_next(mark->text, mark->len, &behind);
        unsigned properties = prep_char(c);
        enum prep_split_rule rule;
        if (is_closing_quote(c))
            rule = PREP_SPLIT_CLOSING_QUOTE;
        else if ((note = skip_note(mark->text, mark->len, at)) > at) {
            behind = note;
            rule = PREP_SPLIT_CLOSING_BRACKET;
        } else if (properties & PREP_CHAR_CLOSE)
            rule = PREP_SPLIT_CLOSING_BRACKET;
        else if (is_emoji(c) || skip_emoji(mark, at) > at) {
            if (!is_emoji(c))
                behind = skip_emoji(mark, at);
            mark->emoji = true;
            rule = PREP_SPLIT_EMOJI;
        } else
            break;
        if (rule != PREP_SPLIT_EMOJI)
            mark->closed = true;
        if (first)
            mark->rule = rule;
        first = false;
        at = behind;
    }
    return at;
}

/* A note mark: "[12]", "²", "*". */
static size_t skip_note(const char *text, size_t len, size_t at)
{
    size_t i = at;
    uint32_t c = prep_utf8_next(text, len, &i);
    if (c == '*' || c == 0x2020 || c == 0xB9 || c == 0xB2 || c == 0xB3 || c == 0x2070 ||
        (c >= 0x2074 && c <= 0x2079))
        return i;
    if (c != '[')
        return at;
    while (i < len && i - at < 6 && text[i] >= '0' && text[i] <= '9')
        i++;
    return i > at + 1 && i < len && text[i] == ']' ? i + 1 : at;
}

/* Any quote may close: “ does in German, » too. ‚ and „ never do. */
static bool is_closing_quote(uint32_t c)
{
    return c == '"' || c == '\'' || c == 0xAB || c == 0xBB || c == 0x2018 || c == 0x2019 ||
           c == 0x201C || c == 0x201D || c == 0x201F || c == 0x2039 || c == 0x203A || c == 0x2033;
}

/* Pictographs and what joins them. Blocks instead of Extended_Pictographic, which utf8proc does
 * not show: near enough, for letters and digits are in none of them. */
static bool is_emoji(uint32_t c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) ||
           (c >= 0x2B00 && c <= 0x2BFF) || (c >= 0x2300 && c <= 0x23FF) || c == 0xFE0F ||
           c == 0x200D || c == 0x20E3 || (c >= 0xE0020 && c <= 0xE007F);
}

/* What belongs to the sentence although white space stands before it: emoji, a bracket that closes.
 */
static size_t skip_late(struct prep_split_mark *mark, size_t at)
{
    const char *text = mark->text;
    size_t end = at;
    if (text[at] == ')' || text[at] == ']')
        end++;
    if (end > at)
        return end < mark->len && text[end] == ' ' ? end : at;
    end = skip_emoji(mark, at);
    mark->emoji |= end > at;
    return end;
}

/* The end of a group of emoji, or of an emoticon, that stands by itself at text[at]; a bullet
 * starts something and is none. */
static size_t skip_emoji(const struct prep_split_mark *mark, size_t at)
{
    const char *text = mark->text;
    size_t end = at, first = at;
    unsigned char byte = (unsigned char)text[at];
    if (byte >= 0x80) {
        prep_utf8_next(text, mark->len, &first);
        if (prep_split_fact(mark->model, text + at, first - at) & PREP_SPLIT_BULLET)
            return at;
        for (size_t behind = at; behind < mark->len; end = behind)
            if (!is_emoji(prep_utf8_next(text, mark->len, &behind)))
                break;
    } else if (mark->len - at > 1 && text[at + 1] > ' ' &&
               !prep_split_bit(mark->model->no_start, prep_split_start_hash(text + at))) {
        return at; /* the bits are those of all emoticons of more than one byte */
    } else if (prep_char(byte) & (PREP_CHAR_PUNCT | PREP_CHAR_SYMBOL | PREP_CHAR_UPPER)) {
        while (end < mark->len && end - at < 8 && text[end] > ' ')
            end++;
        if (!(prep_split_fact(mark->model, text + at, end - at) & PREP_SPLIT_EMOTICON))
            return at;
    }
    return end == mark->len || prep_split_space(text, mark->len, end) ? end : at;
}

/* The word before the mark: back to white space, then without what opens it. */
static void read_word(struct prep_split_mark *mark)
{
    size_t begin = mark->mark;
    unsigned start;
    while (begin > mark->sentence && mark->mark - begin < PREP_SPLIT_WORD_MAX) {
        unsigned char c = (unsigned char)mark->text[begin - 1];
        if (c <= ' ')
            break;
        /* NBSP, U+2000 ... U+202F; other spaces are rare enough to stay in the word. */
        if (c >= 0x80 && c < 0xC0) {
            size_t before = begin;
            if (prep_char(prep_utf8_prev(mark->text, &before)) & PREP_CHAR_SPACE)
                break;
            begin = before;
        } else
            begin--;
    }
    mark->word = prep_split_skip_openers(mark->model, mark->text, mark->mark, begin, &start);
}

/* The first word of what may be the next sentence. */
static void read_start(struct prep_split_mark *mark)
{
    size_t at =
        prep_split_skip_openers(mark->model, mark->text, mark->len, mark->next, &mark->start);
    mark->first = mark->first_end = at;
    mark->first_char = 0;
    mark->opener = mark->hasty = false;
    if (at == mark->len)
        return;
    mark->first_char = prep_char(prep_utf8_next(mark->text, mark->len, &at));
    if (!(mark->first_char & PREP_CHAR_LETTER))
        return;
    mark->first_end = at;
    while (at < mark->len && at - mark->first <= PREP_SPLIT_WORD_MAX &&
           prep_char(prep_utf8_next(mark->text, mark->len, &at)) &
               (PREP_CHAR_LETTER | PREP_CHAR_MARK))
        mark->first_end = at;
    size_t end = mark->first_end;
    uint32_t fact = prep_split_fact(mark->model, mark->text + mark->first, end - mark->first);
    if (!(fact & PREP_SPLIT_OPENER))
        return;
    /* "Die-da" is no opener, nor is "Do." on a Thursday. */
    char next = end < mark->len ? mark->text[end] : ' ';
    if (next == '-' || (next == '.' && prep_split_fact(mark->model, mark->text + mark->first,
                                                       end + 1 - mark->first) &
                                           PREP_SPLIT_CLASSES))
        return;
    mark->opener = !(mark->first_char & PREP_CHAR_LOWER);
    mark->hasty = !mark->opener;
}
