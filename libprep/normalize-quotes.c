/* normalize-quotes.c - quotation marks in the style of a language (CLDR, delimiters).
 *
 * The marks of a record are paired with a stack: what opens and what closes is told by the
 * characters beside a mark and by the mark itself. Pairs get the marks of the style, double ones
 * double, single ones single; so does a double mark without a partner whose direction is plain,
 * because sentences part what belongs together. A single mark without a partner is an apostrophe
 * or a prime and stays, as does a double one behind a digit (inches). */
#include "normalize.h"

#include <stdlib.h>

struct prep_quote {
    size_t begin, end;
    uint32_t c;
    bool is_single, opens, closes;
    bool plain;     /* its direction, even without a partner */
    const char *by; /* NULL: stays */
};

struct style {
    const char *open[2], *close[2]; /* double, single */
};

static enum prep_status find(struct prep_normalizer *normalizer, const char *text, size_t len,
                             size_t *n);
static bool look_at(struct prep_quote *quote, const char *text, size_t len, size_t from, size_t at);
static bool is_apostrophe(const char *text, size_t len, const struct prep_quote *quote,
                          unsigned before, unsigned after);
static bool is_clipped(const char *text, size_t len, size_t at);
static void pair(struct prep_quote *quotes, size_t n, size_t *stack, const struct style *style);
static bool fit(uint32_t open, uint32_t close);
static void settle(struct prep_quote *quotes, size_t open, size_t close, const struct style *style);

static const struct style styles[] = {
    [QUOTES_ASCII] = {{"\"", "'"}, {"\"", "'"}},
    [QUOTES_DE] = {{"„", "‚"}, {"“", "‘"}},
    [QUOTES_DE_GUILLEMETS] = {{"»", "›"}, {"«", "‹"}},
    [QUOTES_CH] = {{"«", "‹"}, {"»", "›"}},
    [QUOTES_EN] = {{"“", "‘"}, {"”", "’"}},
};

bool prep_quotes_possible(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] == '"' || text[i] == '\'' || text[i] == '`' || text[i] == ',' ||
            (unsigned char)text[i] == 0xC2 || (unsigned char)text[i] == 0xE2)
            return true;
    return false;
}

bool prep_quotes_doubled(const char *text, size_t len)
{
    for (size_t i = 1; i < len; i++)
        if ((text[i] == '`' || text[i] == '\'' || text[i] == ',') && text[i - 1] == text[i])
            return true;
    return false;
}

enum prep_status prep_quotes_run(struct prep_normalizer *normalizer, const char *text, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits)
{
    struct prep_rewrite rewrite = {normalizer, text, len, out, out->len, 0, edits};
    size_t n = 0;
    (void)flags;
    enum prep_status status = find(normalizer, text, len, &n);
    struct prep_quote *quotes = (struct prep_quote *)(void *)normalizer->quotes.data;
    if (!status && n > 0) {
        size_t *stack = malloc(n * sizeof *stack);
        if (!stack)
            return PREP_E_NOMEM;
        pair(quotes, n, stack, &styles[normalizer->style.quotes]);
        free(stack);
    }
    for (size_t i = 0; i < n && !status; i++)
        if (quotes[i].by)
            status =
                prep_rewrite(&rewrite, RULE_QUOTES, quotes[i].begin, quotes[i].end, quotes[i].by);
    return status ? status : prep_rewrite_end(&rewrite);
}

static enum prep_status find(struct prep_normalizer *normalizer, const char *text, size_t len,
                             size_t *n)
{
    prep_buf_reset(&normalizer->quotes);
    for (size_t at = 0, from = 0; at < len; at++) {
        unsigned char c = (unsigned char)text[at];
        struct prep_quote quote;
        size_t tag = c == '<' ? prep_markup_tag(text, len, at) : 0;
        if (tag > 0) { /* the marks around its attributes are no quotation marks */
            from = at + tag;
            at = from - 1;
            continue;
        }
        if (c != '"' && c != '\'' && c != '`' && c != ',' && c != 0xC2 && c != 0xE2)
            continue;
        if (!look_at(&quote, text, len, from, at))
            continue;
        if (prep_buf_append(&normalizer->quotes, (const char *)&quote, sizeof quote))
            return PREP_E_NOMEM;
        ++*n;
        from = quote.end;
        at = from - 1;
    }
    return PREP_OK;
}

/* Is there a quotation mark at a byte? Then say which way it may point. The one before ends at
 * `from`. */
static bool look_at(struct prep_quote *quote, const char *text, size_t len, size_t from, size_t at)
{
    size_t end = at, back = at;
    uint32_t c = prep_utf8_next(text, len, &end);
    if ((c == '`' || c == '\'') && end < len && (uint32_t)text[end] == c) { /* as TeX has them */
        end++;
        c = c == '`' ? 0x201C : 0x201D;
    } else if (c == ',' && end + 1 < len && text[end] == ',' && text[end + 1] > ' ' &&
               text[end + 1] != ',' && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(')) {
        end++; /* two commas for a low mark */
        c = 0x201E;
    }
    bool is_single = c == '\'' || (c >= 0x2018 && c <= 0x201B) || c == 0x2039 || c == 0x203A;
    if (!is_single && c != '"' && c != 0xAB && c != 0xBB && !(c >= 0x201C && c <= 0x201F))
        return false;
    *quote = (struct prep_quote){.begin = at, .end = end, .c = c, .is_single = is_single};
    uint32_t left = at > 0 ? prep_utf8_prev(text, &back) : ' ';
    size_t forth = end;
    uint32_t right = end < len ? prep_utf8_next(text, len, &forth) : ' ';
    unsigned before = prep_char(left), after = prep_char(right);
    bool free_left = before & (PREP_CHAR_SPACE | PREP_CHAR_OPEN) || left == '-' || left == '/' ||
                     left == 0x2013 || left == 0x2014 || left == '"' || left == '\'' ||
                     left == 0x201E || left == 0x201A || left == '=' || left == ':' ||
                     left == 0xBB || left == 0xAB;
    bool free_right =
        after & (PREP_CHAR_SPACE | PREP_CHAR_CLOSE | PREP_CHAR_OPEN) || (after & PREP_CHAR_PUNCT);
    bool space_left = before & PREP_CHAR_SPACE || at == 0, space_right = after & PREP_CHAR_SPACE;
    quote->opens = free_left && !space_right;
    quote->closes = free_right && !space_left;
    if (c == 0x201E || c == 0x201A) { /* these open, whatever stands beside them */
        quote->opens = !space_right;
        quote->closes = false;
    } else if (c == 0x201D) {
        quote->opens = false;
        quote->closes = !space_left;
    } else if (!is_single && !quote->opens && !quote->closes && !space_left && !space_right) {
        quote->closes = true; /* „Spiegel“Leser */
    }
    if (c == '"' && before & PREP_CHAR_DIGIT)
        quote->opens = false;
    quote->plain = !is_single && quote->opens != quote->closes &&
                   !(text[at] == '\'' && before & PREP_CHAR_DIGIT) &&
                   !(c == '"' && (before & PREP_CHAR_DIGIT || !(free_left || free_right)));
    if ((c == 0xAB && (space_left || left == '(') && end < len && right == ' ') ||
        (c == 0xBB && free_right && at > 0 && left == ' ')) {
        quote->opens = c == 0xAB; /* with spaces inside, as in French: they belong to the mark */
        quote->closes = c == 0xBB;
        quote->begin -= c == 0xBB && at > from;
        quote->end += c == 0xAB;
    }
    return !is_single || c == 0x201A || !is_apostrophe(text, len, quote, before, after);
}

static bool is_apostrophe(const char *text, size_t len, const struct prep_quote *quote,
                          unsigned before, unsigned after)
{
    if (quote->c == 0x2039 || quote->c == 0x203A)
        return false;
    if (after & PREP_CHAR_LETTER && before & (PREP_CHAR_LETTER | PREP_CHAR_DIGIT))
        return true;
    if (before & PREP_CHAR_DIGIT && quote->c == '\'')
        return true; /* feet, minutes */
    if (quote->opens && quote->c != 0x2018 && after & PREP_CHAR_DIGIT)
        return true; /* ’90er */
    return quote->opens && is_clipped(text, len, quote->end);
}

/* What is left of "es", "ein", "einen" and their like behind an apostrophe. */
static bool is_clipped(const char *text, size_t len, size_t at)
{
    static const char *const words[] = {"s",   "n",   "ne", "nen", "nem",
                                        "ner", "nes", "m",  "t",   "tis"};
    size_t end = at;
    while (end < len && text[end] >= 'a' && text[end] <= 'z')
        end++;
    if (end - at == 1 && text[at] == 'n')
        return true; /* rock ’n’ roll */
    if (end < len && ((unsigned char)text[end] >= 0x80 || text[end] == '\''))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (end - at == strlen(words[i]) && !memcmp(text + at, words[i], end - at))
            return true;
    return false;
}

static void pair(struct prep_quote *quotes, size_t n, size_t *stack, const struct style *style)
{
    size_t depth = 0;
    for (size_t i = 0; i < n; i++) {
        struct prep_quote *quote = &quotes[i];
        size_t top = depth;
        if (quote->closes) {
            /* A single mark that was taken for an opening one may have been an apostrophe. */
            while (top > 0 && quotes[stack[top - 1]].is_single && !quote->is_single)
                top--;
            if (top > 0 && fit(quotes[stack[top - 1]].c, quote->c)) {
                depth = top - 1;
                settle(quotes, stack[depth], i, style);
                continue;
            }
        }
        if (quote->opens)
            stack[depth++] = i;
        if (quote->plain)
            quote->by = quote->opens ? style->open[0] : style->close[0];
    }
}

/* Can these be the two marks of a pair? */
static bool fit(uint32_t open, uint32_t close)
{
    switch (open) {
    case 0x201E: /* „ */
    case 0x201F:
        return close == 0x201C || close == 0x201D || close == '"' || close == 0x201F;
    case 0x201C: /* “ */
        return close == 0x201D || close == '"' || close == 0x201C;
    case '"':
        return close == '"' || close == 0x201C || close == 0x201D;
    case 0xBB:
        return close == 0xAB || close == 0xBB;
    case 0xAB:
        return close == 0xBB;
    case 0x201A: /* ‚ */
    case 0x201B:
        return close == 0x2018 || close == 0x2019 || close == '\'';
    case 0x2018: /* ‘ */
    case '\'':
        return close == 0x2019 || close == '\'' || close == 0x2018;
    case 0x2019:
        return close == 0x2019;
    case 0x203A:
        return close == 0x2039 || close == 0x203A;
    case 0x2039:
        return close == 0x203A;
    default:
        return false;
    }
}

static void settle(struct prep_quote *quotes, size_t open, size_t close, const struct style *style)
{
    quotes[open].by = style->open[quotes[open].is_single];
    quotes[close].by = style->close[quotes[open].is_single];
}
