/* normalize-mojibake.c - UTF-8 that was misread as Windows-1252 or Latin-1, once or more often.
 *
 * Each byte of a UTF-8 sequence has become a character of its own: a lead byte a letter of
 * Latin-1, a continuation a character of U+0080 to U+00BF or of the 27 that Windows-1252 has
 * elsewhere. A sequence is put together again only if it decodes as a whole and the result is
 * more likely than what stands there: nobody writes "Ã¼", but the letter "Ä" may well stand
 * before a quotation mark.
 *
 * One pass does all levels: what has been read is a stack; whenever its last characters form a
 * misread sequence they are replaced by the character they stand for, which may complete
 * another sequence. */
#include "normalize.h"

enum { MAX_CHARS = 4, MAX_TAIL = MAX_CHARS + 3, LOST = 0x110000 };

struct repair {
    struct prep_normalizer *normalizer;
    const char *text;
    size_t len;
    struct prep_buf *out;
    size_t out_start;
    struct prep_edits *edits;
};

static int byte_of(uint32_t c);
static size_t misread_length(uint32_t first);
static size_t decode(const uint32_t *chars, size_t n, uint32_t *c);
static bool plausible(const uint32_t *chars, size_t n_before, uint32_t c, uint32_t after);
static bool completes(const uint32_t *chars, size_t n_before, uint32_t c);
static bool plausible_2(const uint32_t *chars, size_t n_before, uint32_t c, uint32_t after);
static bool is_mark(uint32_t c);
static bool is_letter(uint32_t c);
static bool is_lower(uint32_t c);
static bool is_digit(uint32_t c);
static bool is_free(uint32_t c);
static enum prep_status reduce(struct repair *repair, size_t end);
static bool lossy(uint32_t before, const uint32_t *chars, size_t n, uint32_t after, uint32_t *c);
static bool is_vowel(uint32_t c);
static size_t tail_of(const struct repair *repair, uint32_t chars[MAX_TAIL], size_t *lens);
static enum prep_status join(struct repair *repair, size_t n_bytes, size_t end, uint32_t c);
static uint32_t char_at(const char *text, size_t len, size_t at);

size_t prep_mojibake_at(const char *text, size_t len, size_t at)
{
    uint32_t around[1 + MAX_CHARS], *chars = around + 1, c;
    size_t ends[MAX_CHARS], n = 0, next = at, before_at = at;
    while (n < MAX_CHARS && next < len) {
        chars[n] = prep_utf8_next(text, len, &next);
        if (n > 0 && !prep_mojibake_second(chars[n]))
            break;
        ends[n++] = next;
        if (n > 1 && n == misread_length(chars[0]))
            break;
    }
    size_t used = n ? decode(chars, n, &c) : 0;
    if (used == 0)
        return 0;
    around[0] = at > 0 ? prep_utf8_prev(text, &before_at) : 0;
    if (!plausible(chars, 1, c, char_at(text, len, ends[used - 1])))
        return 0;
    return ends[used - 1] - at;
}

bool prep_mojibake_with(const char *text, size_t len, size_t at)
{
    size_t lead = at - 2;
    if (text[at - 1] == (char)0xA2 && len - at > 2 && !memcmp(text + at, "€", 3))
        return true;
    if ((unsigned char)text[at - 1] >= 0xA0) { /* U+00E0 and above want three characters */
        prep_utf8_next(text, len, &at);
        return at < len && text[at] < 0 && prep_mojibake_at(text, len, lead);
    }
    return prep_mojibake_at(text, len, lead);
}

bool prep_mojibake_first(uint32_t c)
{
    return c >= 0xC2 && c <= 0xF4;
}

bool prep_mojibake_second(uint32_t c)
{
    int byte = byte_of(c);
    return byte >= 0x80 && byte < 0xC0;
}

bool prep_mojibake_possible(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;
    for (size_t at = 0; at + 1 < len; at++) {
        const char *lead = memchr(text + at, 0xC3, len - at - 1);
        if (!lead)
            return false;
        at = (size_t)(lead - text);
        if (s[at + 1] == 0x82 || s[at + 1] == 0x83)
            return true;
        if (at + 2 < len && s[at + 2] >= 0x80 && prep_mojibake_at(text, len, at))
            return true;
        if (len - at > 4 && !memcmp(lead, "â€", 5))
            return true;
    }
    return false;
}

enum prep_status prep_mojibake_run(struct prep_normalizer *normalizer, const char *text, size_t len,
                                   unsigned flags, struct prep_buf *out, struct prep_edits *edits)
{
    (void)flags;
    struct repair repair = {normalizer, text, len, out, out->len, edits};
    enum prep_status status = PREP_OK;
    for (size_t at = 0, next; at < len && !status; at = next) {
        next = at;
        /* ASCII matters only where a space follows another character. */
        bool behind = at > 0 && (unsigned char)text[at - 1] >= 0x80;
        while (next < len && (unsigned char)text[next] < 0x80 && !(behind && text[next] == ' ')) {
            behind = false;
            next++;
        }
        if (next > at) {
            status = prep_buf_append(out, text + at, next - at);
            continue;
        }
        uint32_t c = prep_utf8_next(text, len, &next);
        status = prep_buf_append(out, text + at, next - at);
        if (!status && (c == ' ' || prep_mojibake_second(c) || (c == 0xC2 && next == len)))
            status = reduce(&repair, next);
    }
    return status;
}

/* The byte that Windows-1252 reads as c, or, for the five it leaves undefined and the other
 * controls, Latin-1; -1, if there is none. */
static int byte_of(uint32_t c)
{
    if (c <= 0xFF)
        return (int)c;
    return c >= 0x152 && c <= 0x2122 ? prep_windows_1252_byte(c) : -1;
}

/* The bytes of a sequence that begins with this one. */
static size_t misread_length(uint32_t first)
{
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* How many of n characters are one misread sequence; *c becomes what they stand for. */
static size_t decode(const uint32_t *chars, size_t n, uint32_t *c)
{
    char bytes[MAX_CHARS];
    size_t at = 0;
    if (n < 2 || !prep_mojibake_first(chars[0]))
        return 0;
    size_t need = misread_length(chars[0]);
    if (n < need)
        return 0;
    for (size_t i = 0; i < need; i++)
        bytes[i] = (char)byte_of(chars[i]);
    *c = prep_utf8_next(bytes, need, &at);
    return at == need ? need : 0;
}

/* Is c what was meant by chars? In front of these there are n_before others, or the start of the
 * text; behind them there is `after`, 0 at the end. */
static bool plausible(const uint32_t *chars, size_t n_before, uint32_t c, uint32_t after)
{
    if (completes(chars, n_before, c))
        return true; /* read wrongly twice */
    switch (chars[0]) {
    case 0xE1:
        return c >= 0x1E00 && c < 0x1F00; /* Latin, among them the capital sharp s */
    case 0xE2:
        return c < 0x27C0; /* punctuation, currencies, arrows, mathematics, bullets */
    case 0xEF:
        return (c >= 0xFB00 && c <= 0xFB06) || c == 0xFE0F || c >= 0xFEFF;
    case 0xF0:
        return c >= 0x1F000 && c < 0x1FB00; /* emoji */
    default:
        return chars[0] < 0xE0 && plausible_2(chars, n_before, c, after);
    }
}

/* Does c continue a sequence in front of chars? */
static bool completes(const uint32_t *chars, size_t n_before, uint32_t c)
{
    if (!prep_mojibake_second(c))
        return false;
    for (size_t i = 1; i <= n_before && i < MAX_CHARS; i++) {
        uint32_t before = *(chars - i);
        if (prep_mojibake_first(before))
            return i < misread_length(before);
        if (!prep_mojibake_second(before))
            return false;
    }
    return false;
}

static bool plausible_2(const uint32_t *chars, size_t n_before, uint32_t c, uint32_t after)
{
    uint32_t before = n_before > 0 ? chars[-1] : 0;
    /* What may well follow a letter: quotation marks, dashes, the ellipsis. */
    uint32_t tail = chars[1];
    bool sign = (tail >= 0x2013 && tail <= 0x2026) || tail == 0x2039 || tail == 0x203A ||
                tail == 0xAB || tail == 0xBB || tail == 0xA0 || tail == 0xA7 || tail == 0xB0 ||
                tail == 0xB4 || tail == 0xB7 || tail == 0xAD;
    bool inside = is_letter(after) || is_lower(before);
    switch (chars[0]) {
    case 0xC2: /* signs of Latin-1; French has the letter, even quoted */
        if (c < 0xA0)
            return false;
        return !((before == 0xAB && c == 0xBB) || (before == 0xBB && c == 0xAB)) &&
               (!(before >= 'A' && before <= 'Z') || !is_letter(after) || c == 0xAD);
    case 0xC3:                      /* German letters always; others where they are inside a word */
        if (c == 0xD7 || c == 0xF7) /* times and divided by, which stand between numbers */
            return is_free(before) && is_free(after);
        return !sign || c == 0xC4 || c == 0xD6 || c == 0xDC || c == 0xE4 || c == 0xE0 || inside;
    case 0xC4:
    case 0xC5:
        if (c == 0x160) /* Škoda; but Ångström is a unit: 5 Å */
            return is_lower(after) && !(n_before > 1 && before == ' ' && is_digit(chars[-2]));
        /* Behind a capital letter a dash is one and an apostrophe, too: A–Ä, Ä–Ö, zwei Ä’s. What is
         * asked about a letter must not change when a mark joins it. */
        if (tail == 0x2013 || tail == 0x2014 || tail == 0x2019 || tail == 0xB7)
            return is_lower(before) || (c == 0x152 && is_lower(after));
        return !sign || (inside && tail != 0xA0);
    case 0xCC: /* a decomposed letter; 0xCD has no marks that matter here */
        return is_letter(before) && (c <= 0x304 || c == 0x306 || c == 0x307 || c == 0x308 ||
                                     (c >= 0x30A && c <= 0x30C) || c == 0x327 || c == 0x328);
    case 0xCE:
    case 0xCF:
        return (c >= 0x386 && c <= 0x3CE) &&
               (!sign || inside || (before >= 0x370 && before < 0x400));
    case 0xD0:
    case 0xD1: /* one letter of Cyrillic script seldom comes alone */
        return c >= 0x400 && c < 0x460 &&
               ((before >= 0x400 && before < 0x460) || after == 0xD0 || after == 0xD1);
    default:
        return false;
    }
}

static bool is_letter(uint32_t c)
{
    return (prep_char(c) & PREP_CHAR_LETTER) != 0;
}

static bool is_lower(uint32_t c)
{
    return (prep_char(c) & PREP_CHAR_LOWER) != 0;
}

static bool is_digit(uint32_t c)
{
    return c - '0' < 10;
}

/* What may stand beside the sign of an operation. */
static bool is_free(uint32_t c)
{
    return c == 0 || c == ' ' || c == 0xA0 || is_digit(c);
}

/* A sign that a word or a clause may end with. */
static bool is_mark(uint32_t c)
{
    return c == 0 || c == ' ' || c == '\t' || c == 0xA0 || c == '.' || c == ',' || c == ';' ||
           c == ':' || c == '!' || c == '?' || c == ')';
}

/* Put together what the last characters of the output are, again and again; the input has been
 * read up to `end`. */
static enum prep_status reduce(struct repair *repair, size_t end)
{
    enum prep_status status = PREP_OK;
    for (bool again = true; again && !status;) {
        uint32_t chars[MAX_TAIL], c, after = char_at(repair->text, repair->len, end);
        size_t lens[MAX_TAIL], n = tail_of(repair, chars, lens), bytes = 0;
        again = false;
        for (size_t i = n; i-- > 0 && n - i <= MAX_CHARS && !again;) {
            bytes += lens[i];
            uint32_t before = i > 0 ? chars[i - 1] : 0;
            if (decode(chars + i, n - i, &c) == n - i && plausible(chars + i, i, c, after)) {
                status = join(repair, bytes, end, c);
                again = true;
            } else if (n - i <= 2 && lossy(before, chars + i, n - i, after, &c)) {
                status = join(repair, bytes, end, c);
                again = true;
            }
        }
    }
    return status;
}

/* Sequences of which one byte got lost: 80 to 9F as a control, A0 as a space. */
static bool lossy(uint32_t before, const uint32_t *chars, size_t n, uint32_t after, uint32_t *c)
{
    *c = LOST;
    if (n == 2 && chars[0] == 0xC2 && chars[1] == ' ' && (before == 0xC2 || before == 0xC3)) {
        *c = 0xA0; /* read wrongly twice */
        return true;
    }
    if (chars[0] == 0xC2) { /* it stood for a no-break space */
        *c = n == 2 ? ' ' : LOST;
        return (n == 2 ? chars[1] == ' ' : after == 0) &&
               (is_lower(before) ||
                (prep_char(before) & (PREP_CHAR_DIGIT | PREP_CHAR_NUMBER | PREP_CHAR_SYMBOL)) ||
                before == 0xA7 || before == '%' || before == 0x2013 ||
                (before > ' ' && before != 0xA0 && is_mark(before)));
    }
    if (n < 2)
        return false;
    if (chars[0] == 0xC3 && chars[1] == ' ') {
        /* In a word it is the one small letter from C3 80 to C3 9F; at its end, C3 A0. */
        bool sharp = is_vowel(before) && is_lower(after);
        *c = sharp ? 0xDF : 0xE0;
        return sharp || ((before == ' ' || before == 0 || is_lower(before)) && is_mark(after));
    }
    *c = 0x201D; /* closing quotation mark */
    return chars[0] == 0xE2 && chars[1] == 0x20AC && is_mark(after) && after != 0xA0;
}

/* May a sharp s follow it? */
static bool is_vowel(uint32_t c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 0xE4 ||
           c == 0xF6 || c == 0xFC;
}

/* The last characters of the output, in order. */
static size_t tail_of(const struct repair *repair, uint32_t chars[MAX_TAIL], size_t *lens)
{
    const char *text = repair->out->data + repair->out_start;
    size_t at = repair->out->len - repair->out_start, begin = at, n = 0;
    while (n < MAX_TAIL && begin > 0) {
        prep_utf8_prev(text, &begin);
        n++;
    }
    for (size_t i = 0; i < n; i++) {
        size_t next = begin;
        chars[i] = prep_utf8_next(text, at, &next);
        lens[i] = next - begin;
        begin = next;
    }
    return n;
}

/* Replace the last n_bytes of the output. The log has one edit for all that became one character.
 */
static enum prep_status join(struct repair *repair, size_t n_bytes, size_t end, uint32_t c)
{
    struct prep_buf *out = repair->out;
    struct prep_edits *edits = repair->edits;
    const struct prep_transform *transform = &repair->normalizer->base;
    bool drop = c == LOST || ((c == 0xAD || c == 0x200B || c == 0xFEFF) &&
                              prep_rule_on(transform, RULE_INVISIBLE));
    out->len -= n_bytes;
    repair->normalizer->base.count[RULE_MOJIBAKE]++;
    size_t begin = out->len - repair->out_start;
    enum prep_status status = drop ? PREP_OK : prep_buf_append_code_point(out, c);
    if (status || !edits)
        return status;
    size_t n = prep_edits_count(edits);
    while (n > 0 && prep_edits_get(edits, n - 1).out_begin >= begin &&
           prep_edits_get(edits, n - 1).out_end > begin)
        n--;
    prep_edits_truncate(edits, n);
    struct prep_edit edit = {begin, end, begin, out->len - repair->out_start, RULE_MOJIBAKE};
    if (n > 0) {
        struct prep_edit last = prep_edits_get(edits, n - 1);
        edit.in_begin = last.in_end + (begin - last.out_end);
    }
    return prep_edits_append(edits, edit);
}

/* The character that begins at a byte of text; 0 at its end. */
static uint32_t char_at(const char *text, size_t len, size_t at)
{
    return at < len ? prep_utf8_next(text, len, &at) : 0;
}
