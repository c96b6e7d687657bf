/* split-next.c - what stands behind a mark and starts no sentence. */
#include "split.h"

/* The words of "Professor Mary Miller asked" */
#define SPEAKER_MAX 4

static bool says(const struct prep_split_mark *mark);
static bool writes_small(const struct prep_split_mark *mark);
static bool is_finite(const struct prep_split_mark *mark);
static bool opens_small(const struct prep_split_mark *mark);
static bool is_word(const struct prep_split_mark *mark);
static bool is_label(const struct prep_split_mark *mark);
static bool starts_cut(const struct prep_split_mark *mark);

/* ", sagt er", ") und", "= 3", "\"-Rede", "GmbH": no sentence starts like this. */
bool prep_split_continuation(const struct prep_split_mark *mark)
{
    size_t at = mark->next;
    uint32_t c = prep_utf8_next(mark->text, mark->len, &at);
    if (c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == ')' || c == ']' ||
        c == '}' || c == '%' || c == '/' || c == '=' || c == '&' || c == '|')
        return true;
    if (c == '.' && (at == mark->len || prep_split_space(mark->text, mark->len, at)))
        return true; /* ". . ." but not ".NET" */
    if (c == '"' || c == 0x201C || c == 0x201D || c == 0xAB || c == 0xBB || c == '\'')
        return at < mark->len && strchr("-,;:.!?)", mark->text[at]) &&
               (mark->len - at < 3 || memcmp(mark->text + at, "...", 3)); /* but "...und" */
    return mark->first == mark->len || says(mark) ||
           prep_split_fact(mark->model, mark->text + mark->first, mark->first_end - mark->first) &
               PREP_SPLIT_NO_START;
}

/* A small letter starts no sentence, but after a bare ! or ? in hasty writing, in names written
 * like eBay, in addresses, and behind a quote or bracket. */
bool prep_split_lower_case(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t at = mark->first, len = mark->mark - mark->word;
    if (!(mark->first_char & PREP_CHAR_LOWER))
        return false;
    if ((mark->run == PREP_SPLIT_QUESTION || mark->run == PREP_SPLIT_EXCLAMATION) && !mark->closed)
        return false;
    if (mark->start & (PREP_SPLIT_START_BRACKET | PREP_SPLIT_START_BULLET))
        return false;
    if (mark->full_stop && !mark->closed && is_word(mark) && starts_cut(mark))
        return false;
    /* "ich", "- bitte", but not behind what may be an unknown abbreviation or is a name */
    if (mark->full_stop && !mark->closed && !mark->start && is_finite(mark) && opens_small(mark))
        return false;
    if (!mark->closed && is_word(mark) &&
        ((mark->full_stop && len > 2 && writes_small(mark)) ||
         (mark->hasty && mark->run != PREP_SPLIT_ELLIPSIS) ||
         (mark->full_stop && mark->start & PREP_SPLIT_START_DASH)))
        return false;
    prep_utf8_next(text, mark->len, &at);
    if (mark->first_end - mark->first > 2 &&
        prep_split_char_at(text, mark->len, at) & PREP_CHAR_UPPER)
        return false; /* "eBay" */
    at = mark->first_end;
    if (is_label(mark))
        return false; /* "a. Die", "bb. Die" */
    /* "https:", "www.", "beispiel.de" */
    return !(mark->len - at > 2 &&
             ((text[at] == '.' && prep_split_char_at(text, mark->len, at + 1) & PREP_CHAR_LOWER) ||
              !memcmp(text + at, "://", 3)));
}

/* "\"Why?\" Mary Miller asked." */
static bool says(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t at = mark->first;
    if (mark->rule != PREP_SPLIT_CLOSING_QUOTE || mark->opener || mark->start ||
        mark->run == PREP_SPLIT_FULL_STOP || !(mark->first_char & PREP_CHAR_UPPER))
        return false;
    for (int words = 0; words < SPEAKER_MAX && at < mark->len; words++) {
        size_t begin = at;
        while (at < mark->len && (unsigned char)text[at] > ' ' && !strchr(".,;:!?", text[at]))
            at++;
        if (prep_split_fact(mark->model, text + begin, at - begin) & PREP_SPLIT_SPEECH)
            return true;
        if (at == mark->len || text[at] != ' ')
            return false;
        at++;
    }
    return false;
}

/* Does the sentence itself start with a small letter? Then so may the next one, behind a word in
 * small letters. The label of an item, "aa) ", is none. */
static bool writes_small(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    unsigned start;
    size_t at = prep_split_skip_openers(mark->model, text, mark->mark, mark->sentence, &start);
    if (start || at >= mark->word || !(prep_split_char_at(text, mark->len, at) & PREP_CHAR_LOWER) ||
        !(prep_split_char_at(text, mark->len, mark->word) & PREP_CHAR_LOWER))
        return false;
    while ((unsigned char)text[at] > ' ')
        at++;
    return text[at - 1] != ')' && text[at - 1] != '.';
}

/* "was er hat. das ist": a verb is no abbreviation, and a clause is at an end behind it. */
static bool is_finite(const struct prep_split_mark *mark)
{
    return prep_split_fact(mark->model, mark->text + mark->word, mark->mark - mark->word) &
           PREP_SPLIT_FINITE;
}

/* Is the next word, with a capital, one that most often starts a sentence? */
static bool opens_small(const struct prep_split_mark *mark)
{
    char word[PREP_SPLIT_WORD_MAX];
    size_t len = mark->first_end - mark->first, at = mark->first;
    char capital[4];
    size_t n = prep_utf8_put(prep_char_upper(prep_utf8_next(mark->text, mark->len, &at)), capital);
    if (len > sizeof word || n != at - mark->first)
        return false;
    memcpy(word, mark->text + mark->first, len);
    memcpy(word, capital, n);
    return prep_split_fact(mark->model, word, len) & PREP_SPLIT_OPENER;
}

/* Is what stands before the mark no abbreviation, known or not? Nothing stands before "job . I". */
static bool is_word(const struct prep_split_mark *mark)
{
    size_t len = mark->mark - mark->word;
    return len > 2 ||
           (len == 0 && mark->mark > mark->sentence && mark->text[mark->mark - 1] == ' ') ||
           prep_split_fact(mark->model, mark->text + mark->word, len + 1) &
               (PREP_SPLIT_WORD | PREP_SPLIT_COUNTED);
}

/* "'s ist kalt", "...und er ging": something is left out in front. */
static bool starts_cut(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t at = mark->first, letters = mark->first_end - at;
    if (at == mark->next)
        return false;
    if (letters <= 3 && (text[at - 1] == '\'' ||
                         (at - mark->next >= 3 && !memcmp(text + at - 3, "\xE2\x80\x99", 3))))
        return true;
    return at - mark->next >= 3 &&
           (!memcmp(text + at - 3, "...", 3) || !memcmp(text + at - 3, "\xE2\x80\xA6", 3));
}

/* Is the next word the letter of an item: "a. Die Klage", "b) Die Klage"? */
static bool is_label(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t at = mark->first_end, len = at - mark->first;
    if (len > 3 || at == mark->len || (text[at] != '.' && text[at] != ')'))
        return false;
    for (size_t i = 1; i < len; i++)
        if (text[mark->first + i] != text[mark->first])
            return false;
    at++;
    for (size_t n; (n = prep_split_space(text, mark->len, at)) > 0;)
        at += n;
    return at > mark->first_end + 1 && prep_split_char_at(text, mark->len, at) & PREP_CHAR_UPPER;
}
