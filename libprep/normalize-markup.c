/* normalize-markup.c - taking out HTML tags, and nothing that only looks like one.
 *
 * A tag is "<" or "</", directly followed by a name that HTML has, attributes of the form
 * name="value" (or nothing), and ">", all in one record: "3 < 5 und 7 > 2" and "a<b und c>d" are
 * none. Tags of blocks and breaks leave a space. */
#include "normalize.h"

#include <strings.h>

/* Where the names of elements are words that programs use in the same form for what is to be filled
 * in, as <source>, they are tags only with attributes or where they are closed. */
enum element { NO_ELEMENT, ELEMENT_INLINE, ELEMENT_BLOCK, ELEMENT_WORD };

enum { MAX_CONTENT = 2000, MAX_DECLARATION = 300 };

static size_t tag(const char *text, size_t len, size_t at, bool *block);
static size_t comment(const char *text, size_t len, size_t at);
static size_t attributes(const char *text, size_t len, size_t at);
static size_t declaration(const char *text, size_t len, size_t at);
static enum element element_of(const char *name, size_t len);
static bool is_closed(const char *text, size_t len, size_t at, const char *name, size_t n);
static bool is_flag(const char *name, size_t len);

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
        if (n == 0)
            n = declaration(text, len, begin);
        at = begin + (n ? n : 1);
        if (n)
            status = prep_rewrite(&rewrite, RULE_MARKUP, begin, at, block ? " " : "");
    }
    return status ? status : prep_rewrite_end(&rewrite);
}

size_t prep_markup_tag(const char *text, size_t len, size_t at)
{
    bool block;
    return tag(text, len, at, &block);
}

static size_t comment(const char *text, size_t len, size_t at)
{
    const char *end = memmem(text + at + 4, len - at - 4, "-->", 3);
    return end ? (size_t)(end - text) + 3 - at : 0;
}

/* <!DOCTYPE ...> */
static size_t declaration(const char *text, size_t len, size_t at)
{
    if (len - at < 10 || strncasecmp(text + at, "<!doctype ", 10) != 0)
        return 0;
    const char *end =
        memchr(text + at, '>', len - at < MAX_DECLARATION ? len - at : MAX_DECLARATION);
    return end ? (size_t)(end - text) + 1 - at : 0;
}

static size_t tag(const char *text, size_t len, size_t at, bool *block)
{
    size_t begin = at + 1, end;
    bool closing = begin < len && text[begin] == '/';
    begin += closing;
    end = begin;
    while (end < len && is_name(text[end]) && end - begin < 12)
        end++;
    const char *name = text + begin;
    size_t name_len = end - begin;
    enum element element = element_of(name, name_len);
    if (element == NO_ELEMENT)
        return 0;
    *block = element != ELEMENT_INLINE;
    if (!closing)
        end = attributes(text, len, end);
    if (element == ELEMENT_WORD && !closing && end == begin + name_len &&
        !is_closed(text, len, end, name, name_len))
        return 0;
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
        if (name == at || next == name)
            return at;
        if (next + 1 >= len || text[next] != '=') {
            if (!is_flag(text + name, next - name))
                return at;
            at = next;
            continue;
        }
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

/* What the first bytes of a text are the name of. */
static enum element element_of(const char *name, size_t len)
{
    static const char *const inlines[] = {
        "a",      "abbr",   "acronym", "b",    "bdi",  "bdo", "big",  "cite",  "code",
        "del",    "dfn",    "em",      "font", "i",    "img", "ins",  "kbd",   "mark",
        "nobr",   "q",      "rp",      "rt",   "ruby", "s",   "samp", "small", "span",
        "strike", "strong", "sub",     "sup",  "tt",   "u",   "var",  "wbr"};
    static const char *const blocks[] = {
        "address",  "article",    "aside",    "blockquote", "body",    "br",     "caption",
        "center",   "col",        "colgroup", "dd",         "div",     "dl",     "dt",
        "fieldset", "figcaption", "figure",   "footer",     "form",    "h1",     "h2",
        "h3",       "h4",         "h5",       "h6",         "head",    "header", "hr",
        "html",     "iframe",     "legend",   "li",         "meta",    "nav",    "noscript",
        "ol",       "optgroup",   "p",        "pre",        "section", "table",  "tbody",
        "td",       "textarea",   "tfoot",    "th",         "thead",   "title",  "tr",
        "ul"};
    static const char *const words[] = {
        "area",   "audio",  "base",   "button",  "canvas", "data",    "details",  "dialog",
        "embed",  "frame",  "input",  "label",   "link",   "main",    "map",      "menu",
        "meter",  "object", "option", "output",  "param",  "picture", "progress", "script",
        "select", "source", "style",  "summary", "svg",    "time",    "track",    "video"};
    char lower[12];
    if (len == 0 || len >= sizeof lower)
        return NO_ELEMENT;
    for (size_t i = 0; i < len; i++)
        lower[i] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
    lower[len] = '\0';
    for (size_t i = 0; i < sizeof inlines / sizeof *inlines; i++)
        if (!strcmp(lower, inlines[i]))
            return ELEMENT_INLINE;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (!strcmp(lower, blocks[i]))
            return ELEMENT_BLOCK;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(lower, words[i]))
            return ELEMENT_WORD;
    return NO_ELEMENT;
}

/* Is an element closed within the next bytes? */
static bool is_closed(const char *text, size_t len, size_t at, const char *name, size_t n)
{
    size_t end = len - at < MAX_CONTENT ? len : at + MAX_CONTENT;
    while (at + n + 2 < end) {
        const char *close = memmem(text + at, end - at, "</", 2);
        if (!close)
            return false;
        at = (size_t)(close - text) + 2;
        if (end - at > n && !strncasecmp(text + at, name, n) && text[at + n] == '>')
            return true;
    }
    return false;
}

/* Attributes that have no value. */
static bool is_flag(const char *name, size_t len)
{
    static const char *const flags[] = {"async",    "checked",  "compact",  "controls", "defer",
                                        "disabled", "hidden",   "ismap",    "multiple", "noshade",
                                        "nowrap",   "readonly", "required", "selected"};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (len == strlen(flags[i]) && !strncasecmp(name, flags[i], len))
            return true;
    return false;
}
