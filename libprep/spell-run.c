/* spell-run.c - runs of characters that name something on a computer and are no words. */
#include "spell-words.h"

static bool is_alnum(unsigned char byte);
static bool is_lower(unsigned char byte);
static bool has_inside(const char *text, size_t len, char separator);
static bool is_setting(const char *text, size_t len);
static bool is_path(const char *text, size_t len);
static bool is_identifier(const char *text, size_t len);
static bool is_dotted_name(const char *text, size_t len);
static bool is_suffix(const char *text, size_t len);

bool prep_run_is_technical(const char *text, size_t len)
{
    if (len < 3)
        return false;
    unsigned char first = (unsigned char)text[0], second = (unsigned char)text[1];
    /* #Hashtag, @name, $variable, %variable, &entity */
    if (memchr("#@$%&", first, 5) && (is_alnum(second) || second >= 0x80))
        return true;
    /* --option */
    if (first == '-' && second == '-' && is_alnum((unsigned char)text[2]))
        return true;
    return has_inside(text, len, '@') || has_inside(text, len, '\\') ||
           has_inside(text, len, '=') || is_setting(text, len) || is_path(text, len) ||
           is_identifier(text, len) || is_dotted_name(text, len);
}

/* ASCII letters and digits and every byte of a longer character. */
static bool is_alnum(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte >= 0x80;
}

static bool is_lower(unsigned char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* Does the separator stand between two letters or digits? */
static bool has_inside(const char *text, size_t len, char separator)
{
    for (const char *p = text; (p = memchr(p, separator, (size_t)(text + len - p))) != NULL; p++)
        if (p > text && p + 1 < text + len && is_alnum((unsigned char)p[-1]) &&
            is_alnum((unsigned char)p[1]))
            return true;
    return false;
}

/* file=/etc/fstab, home=~, PATH=$PATH */
static bool is_setting(const char *text, size_t len)
{
    const char *sign = memchr(text, '=', len);
    return sign && sign > text && sign + 1 < text + len && is_alnum((unsigned char)sign[-1]) &&
           memchr("/.~$%", sign[1], 5);
}

/* /usr/share, ~/x, ./x, ../x; not "/in" alone, which a gender form may be. */
static bool is_path(const char *text, size_t len)
{
    size_t at = 0;
    while (at < len && (text[at] == '.' || text[at] == '~'))
        at++;
    if (at + 1 >= len || text[at] != '/' || at > 2)
        return false;
    return is_alnum((unsigned char)text[at + (text[at + 1] == '.' && at + 2 < len ? 2 : 1)]) &&
           (at > 0 || memchr(text + 1, '/', len - 1) != NULL);
}

/* strong_count; not Schüler_innen, whose underscore stands behind a capitalised word. */
static bool is_identifier(const char *text, size_t len)
{
    const char *mark = memchr(text, '_', len);
    if (!mark || !has_inside(text, len, '_'))
        return false;
    bool capital =
        text[0] >= 'A' && text[0] <= 'Z' && mark - text > 1 && !(text[1] >= 'A' && text[1] <= 'Z');
    capital |= (unsigned char)text[0] >= 0x80;
    return !capital || !is_lower((unsigned char)mark[1]);
}

/* Gazeta.uz, index.html, amazon.de-Chef: a dot inside and then a suffix as domains and files have
 * it. Not z.B., whose parts are single letters, nor "Ende.Der", where a space is missing. */
static bool is_dotted_name(const char *text, size_t len)
{
    const char *dot = text;
    while ((dot = memchr(dot, '.', (size_t)(text + len - dot))) != NULL) {
        size_t before = (size_t)(dot - text);
        const char *suffix = dot + 1;
        if (before > 0 && is_alnum((unsigned char)dot[-1]) &&
            (before == 1 || is_alnum((unsigned char)dot[-2])) &&
            is_suffix(suffix, (size_t)(text + len - suffix)))
            return true;
        dot++;
    }
    return false;
}

/* Two to five small ASCII letters or digits, then the end or something else than a letter. */
static bool is_suffix(const char *text, size_t len)
{
    size_t n = 0;
    if (len == 0 || !is_lower((unsigned char)text[0]))
        return false;
    while (n < len && n <= 5 &&
           (is_lower((unsigned char)text[n]) || (text[n] >= '0' && text[n] <= '9')))
        n++;
    return n >= 2 && n <= 5 && (n == len || !is_alnum((unsigned char)text[n]));
}
