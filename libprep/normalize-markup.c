/* normalize-markup.c - taking out HTML tags, and nothing that only looks like one.
 *
 * A tag is "<" or "</", directly followed by a name that HTML has, attributes of the form
 * name="value" (or nothing), and ">", all in one record: "3 < 5 und 7 > 2" and "a<b und c>d" are
 * none. Tags of blocks and breaks leave a space. */
#include "normalize.h"

static size_t tag(const char *text, size_t len, size_t at, bool *block);
static size_t comment(const char *text, size_t len, size_t at);
static size_t attributes(const char *text, size_t len, size_t at);
static bool is_element(const char *name, size_t len, bool *block);

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_name(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' ||
           c == '_' || c == ':';
}

bool prep_markup_possible(const char *text, size_t len)
{
    return memchr(text, '<', len) != NULL;
}

enum prep_status prep_markup_run(struct prep_normalizer *normalizer, const char *text, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits)
{
    struct prep_rewrite rewrite = {normalizer, text, len, out, out->len, 0, edits};
    enum prep_status status = PREP_OK;
    bool comments = true; /* could one end? */
    (void)flags;
    for (size_t at = 0; at < len && !status;) {
        const char *open = memchr(text + at, '<', len - at);
        if (!open)
            break;
        size_t begin = (size_t)(open - text);
        bool block = false, is_comment = len - begin > 3 && !memcmp(open, "<!--", 4);
        size_t n = !is_comment ? tag(text, len, begin, &block)
                   : comments  ? comment(text, len, begin)
                               : 0;
        comments = comments && !(is_comment && n == 0);
        at = begin + (n ? n : 1);
        if (n)
            status = prep_rewrite(&rewrite, RULE_MARKUP, begin, at, block ? " " : "");
    }
    return status ? status : prep_rewrite_end(&rewrite);
}

static size_t comment(const char *text, size_t len, size_t at)
{
    const char *end = memmem(text + at + 4, len - at - 4, "-->", 3);
    return end ? (size_t)(end - text) + 3 - at : 0;
}

static size_t tag(const char *text, size_t len, size_t at, bool *block)
{
    size_t begin = at + 1, end;
    bool closing = begin < len && text[begin] == '/';
    begin += closing;
    end = begin;
    while (end < len && is_name(text[end]) && end - begin < 12)
        end++;
    if (!is_element(text + begin, end - begin, block))
        return 0;
    if (!closing)
        end = attributes(text, len, end);
    while (end < len && is_blank(text[end]))
        end++;
    if (!closing && end < len && text[end] == '/')
        end++;
    return end < len && text[end] == '>' ? end + 1 - at : 0;
}

/* Where the attributes end that begin at a byte. */
static size_t attributes(const char *text, size_t len, size_t at)
{
    for (;;) {
        size_t next = at;
        while (next < len && is_blank(text[next]))
            next++;
        size_t name = next;
        while (next < len && is_name(text[next]))
            next++;
        if (name == at || next == name || next + 1 >= len || text[next] != '=')
            return at;
        char quote = text[++next];
        if (quote == '"' || quote == '\'') {
            const char *close = memchr(text + next + 1, quote, len - next - 1);
            if (!close || memchr(text + next, '<', (size_t)(close - text) - next))
                return at;
            at = (size_t)(close - text) + 1;
        } else {
            while (next < len && !is_blank(text[next]) && text[next] != '>' && text[next] != '<')
                next++;
            at = next;
        }
    }
}

static bool is_element(const char *name, size_t len, bool *block)
{
    static const char *const inlines[] = {
        "a",    "abbr",   "acronym", "b",   "bdo", "big",  "cite", "code", "del", "dfn",  "em",
        "font", "i",      "img",     "ins", "kbd", "mark", "nobr", "q",    "s",   "samp", "small",
        "span", "strike", "strong",  "sub", "sup", "tt",   "u",    "var",  "wbr"};
    static const char *const blocks[] = {
        "address", "article", "blockquote", "body",   "br",     "caption", "center", "dd",
        "div",     "dl",      "dt",         "footer", "form",   "h1",      "h2",     "h3",
        "h4",      "h5",      "h6",         "head",   "header", "hr",      "html",   "li",
        "meta",    "nav",     "ol",         "p",      "pre",    "section", "table",  "tbody",
        "td",      "tfoot",   "th",         "thead",  "title",  "tr",      "ul"};
    char lower[12];
    if (len == 0 || len >= sizeof lower)
        return false;
    for (size_t i = 0; i < len; i++)
        lower[i] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
    lower[len] = '\0';
    for (size_t i = 0; i < sizeof inlines / sizeof *inlines; i++)
        if (!strcmp(lower, inlines[i]))
            return true;
    *block = true;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (!strcmp(lower, blocks[i]))
            return true;
    return false;
}
