/* spell-token.c - where the words of a text are. */
#include "spell-words.h"

#define BIT(c) ((uint64_t)1 << ((c)&63))

static bool is_run_end(uint32_t code_point);
static size_t scan_word(const struct prep_tokens *tokens, size_t at, bool *is_word);
static size_t scan_letters(const struct prep_tokens *tokens, size_t at, size_t *letters);
static size_t scan_joiner(const struct prep_tokens *tokens, size_t at, bool *gender);
static bool wants_hyphen(const struct prep_tokens *tokens, size_t hyphen);
static bool is_word_char(uint32_t code_point);
static bool is_hyphen(uint32_t code_point);
static bool is_apostrophe(uint32_t code_point);
static uint32_t peek(const struct prep_tokens *tokens, size_t at);

bool prep_tokens_next(struct prep_tokens *tokens, size_t *begin, size_t *end)
{
    for (;;) {
        if (tokens->at >= tokens->run_end && !prep_tokens_run(tokens))
            return false;
        if (prep_tokens_word(tokens, begin, end))
            return true;
    }
}

/* Go to the next run of characters without white space that is not technical. Each run is read
 * once here and once for its words, which keeps the whole linear. */
bool prep_tokens_run(struct prep_tokens *tokens)
{
    const char *text = tokens->text;
    size_t len = tokens->len, at = tokens->run_end;
    while (at < len) {
        size_t begin = at, next = at;
        bool url = false;
        while (next < len) {
            uint32_t c = prep_utf8_next(text, len, &next);
            /* What ends other runs belongs to a URL: http://a.example/?b=c,d;e */
            bool soft = c == ',' || c == ';' || c == '?' || c == '!' || c == '(' || c == ')' ||
                        c == '[' || c == ']' || c == '{' || c == '}' || c == '|';
            if (is_run_end(c) && !(url && soft))
                break;
            url |= c == '/' && next - begin >= 3 && !memcmp(text + next - 3, "://", 3);
            url |= c == '.' && next - begin == 4 && !memcmp(text + begin, "www.", 4);
            at = next;
        }
        if (at > begin && !url && !prep_run_is_technical(text + begin, at - begin)) {
            tokens->at = begin;
            tokens->run_end = at;
            return true;
        }
        at = next;
    }
    tokens->at = tokens->run_end = len;
    return false;
}

/* White space and what stands between words without belonging to addresses or file names. */
static bool is_run_end(uint32_t c)
{
    static const uint64_t ends[2] = {
        (((uint64_t)1 << (' ' + 1)) - 1) | BIT('"') | BIT(',') | BIT(';') | BIT('!') | BIT('?') |
            BIT('(') | BIT(')') | BIT('<') | BIT('>'),
        BIT('[') | BIT(']') | BIT('{') | BIT('}') | BIT('|') | BIT(0x7F),
    };
    if (c < 0x80)
        return ends[c >> 6] >> (c & 63) & 1;
    if (c == 0xAD || (c >= 0x200B && c <= 0x2011) || is_apostrophe(c))
        return false; /* soft hyphen, zero-width characters, hyphens */
    return !is_word_char(c);
}

/* The next word of the run. */
bool prep_tokens_word(struct prep_tokens *tokens, size_t *begin, size_t *end)
{
    uint32_t before = ' '; /* the character before at */
    while (tokens->at < tokens->run_end) {
        size_t at = tokens->at, next = at;
        uint32_t c = prep_utf8_next(tokens->text, tokens->run_end, &next);
        /* "-bereich": a hyphen before a small letter is part of the word. */
        bool leading = is_hyphen(c) && !is_hyphen(before) && !is_word_char(before) &&
                       prep_char(peek(tokens, next)) & PREP_CHAR_LOWER;
        before = c;
        if (c == '%') { /* 100%ig */
            size_t letters;
            tokens->at = scan_letters(tokens, next, &letters);
            continue;
        }
        if (!leading && (!is_word_char(c) || prep_char(c) & PREP_CHAR_MARK)) {
            tokens->at = next;
            continue;
        }
        bool is_word;
        tokens->at = scan_word(tokens, leading ? next : at, &is_word);
        *begin = at;
        *end = tokens->at;
        if (is_word)
            return true;
        before = 'x';
    }
    return false;
}

/* Scan from the first letter or digit of a word to its end. *is_word: it has two letters that
 * stand together, so that there is something to check. */
static size_t scan_word(const struct prep_tokens *tokens, size_t at, bool *is_word)
{
    bool gender = false;
    *is_word = false;
    for (;;) {
        size_t letters;
        at = scan_letters(tokens, at, &letters);
        *is_word |= letters >= 2;
        if (gender || at >= tokens->run_end)
            return at;
        size_t next = at;
        uint32_t c = prep_utf8_next(tokens->text, tokens->run_end, &next);
        size_t joined = scan_joiner(tokens, at, &gender);
        if (joined > at)
            at = joined;
        else
            return *is_word && is_hyphen(c) && wants_hyphen(tokens, at) ? next : at;
    }
}

/* Letters, marks, digits and the invisible characters between them. */
static size_t scan_letters(const struct prep_tokens *tokens, size_t at, size_t *letters)
{
    size_t run = 0, end = at;
    *letters = 0;
    while (at < tokens->run_end) {
        uint32_t c = prep_utf8_next(tokens->text, tokens->run_end, &at);
        bool invisible = c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
        if (!is_word_char(c) && !invisible)
            break;
        if (invisible)
            continue; /* part of the word only if a letter follows */
        end = at;
        run = prep_char(c) & PREP_CHAR_LETTER ? run + 1 : prep_char(c) & PREP_CHAR_MARK ? run : 0;
        if (run > *letters)
            *letters = run;
    }
    return end;
}

/* Behind what joins two parts of a word at `at`; `at` itself if nothing does. */
static size_t scan_joiner(const struct prep_tokens *tokens, size_t at, bool *gender)
{
    size_t next = at;
    uint32_t c = prep_utf8_next(tokens->text, tokens->run_end, &next);
    unsigned after = prep_char(peek(tokens, next));
    if (is_hyphen(c) && after & (PREP_CHAR_LETTER | PREP_CHAR_NUMBER))
        return next;
    if (is_apostrophe(c) && after & PREP_CHAR_LETTER)
        return next;
    /* Schüler:innen, Schüler*innen, Schüler_innen, jede:r */
    if ((c == ':' || c == '*' || c == '_') && after & PREP_CHAR_LOWER) {
        *gender = true;
        return next;
    }
    return at;
}

/* "Ein- und Ausfuhr": the hyphen at the end of a word belongs to it, a dash ("Wort--Wort") does
 * not. */
static bool wants_hyphen(const struct prep_tokens *tokens, size_t hyphen)
{
    prep_utf8_next(tokens->text, tokens->run_end, &hyphen);
    uint32_t after = peek(tokens, hyphen);
    return !is_hyphen(after) && !is_word_char(after);
}

/* U+FFFD stands for a character that was lost, most often a letter. */
static bool is_word_char(uint32_t c)
{
    return (prep_char(c) & (PREP_CHAR_LETTER | PREP_CHAR_MARK | PREP_CHAR_NUMBER)) != 0 ||
           c == 0xFFFD;
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0x2032;
}

/* The character at `at`, a space behind the run. */
static uint32_t peek(const struct prep_tokens *tokens, size_t at)
{
    return at < tokens->run_end ? prep_utf8_next(tokens->text, tokens->run_end, &at) : ' ';
}
