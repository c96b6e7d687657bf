/* normalize-homoglyph.c - words in which letters of two scripts were mixed that look the same.
 *
 * A word is decided on as a whole, by the letters that look like no letter of the other script:
 * "Mосkаu" has k and u, so its Cyrillic letters are meant to be Latin. A word of one script is
 * right as it is, whatever it looks like, and one that has such letters of both is no mistake of
 * this kind: "μm", "Яndex". */
#include "normalize.h"

/* What a word is made of. */
struct word {
    size_t begin, end;
    size_t latin, latin_own; /* letters; those of them without a look-alike in the other script */
    size_t cyrillic, cyrillic_own;
    size_t greek, greek_own;
};

static bool next_word(struct prep_normalizer *normalizer, const char *text, size_t len, size_t from,
                      struct word *word);
static bool is_latin(const struct word *word, const char *text, size_t len);
static bool is_code(const struct word *word, const char *text);
static bool is_ascii_letter(char c);
static size_t next_foreign(const char *text, size_t len, size_t at);
static bool is_part(struct prep_normalizer *normalizer, uint32_t c);
static bool is_mark(const char *text, size_t len, size_t at);
static bool count_letter(struct prep_normalizer *normalizer, struct word *word, uint32_t c);
static enum prep_status write_word(struct prep_normalizer *normalizer, const char *text,
                                   const struct word *word, bool latin, size_t out_start,
                                   struct prep_buf *out, struct prep_edits *edits);
static uint32_t latin_of(uint32_t c);
static uint32_t foreign_of(uint32_t c, bool greek);

/* Letters of European alphabets that look the same in upright type. Small letters that only look
 * alike in italics or as small capitals (k, m, t) are not here. */
static const uint16_t cyrillic_latin[][2] = {
    {0x410, 'A'}, {0x412, 'B'},  {0x415, 'E'},  {0x41A, 'K'},  {0x41C, 'M'},  {0x41D, 'H'},
    {0x41E, 'O'}, {0x420, 'P'},  {0x421, 'C'},  {0x422, 'T'},  {0x423, 'Y'},  {0x425, 'X'},
    {0x406, 'I'}, {0x408, 'J'},  {0x405, 'S'},  {0x430, 'a'},  {0x435, 'e'},  {0x43E, 'o'},
    {0x440, 'p'}, {0x441, 'c'},  {0x443, 'y'},  {0x445, 'x'},  {0x456, 'i'},  {0x458, 'j'},
    {0x455, 's'}, {0x401, 0xCB}, {0x451, 0xEB}, {0x407, 0xCF}, {0x457, 0xEF},
};
static const uint16_t greek_latin[][2] = {
    {0x391, 'A'}, {0x392, 'B'}, {0x395, 'E'}, {0x396, 'Z'}, {0x397, 'H'},
    {0x399, 'I'}, {0x39A, 'K'}, {0x39C, 'M'}, {0x39D, 'N'}, {0x39F, 'O'},
    {0x3A1, 'P'}, {0x3A4, 'T'}, {0x3A5, 'Y'}, {0x3A7, 'X'}, {0x3BF, 'o'},
};

bool prep_homoglyph_possible(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;
    uint64_t word;
    for (size_t i = 0; i < len; i++) {
        while (len - i > sizeof word &&
               !(memcpy(&word, text + i, sizeof word), word & 0x8080808080808080u))
            i += sizeof word;
        if (s[i] >= 0xCD && ((s[i] <= 0xD4) || (s[i] == 0xE1 && i + 1 < len && s[i + 1] >= 0xBC)))
            return true;
    }
    return false;
}

enum prep_status prep_homoglyph_run(struct prep_normalizer *normalizer, const char *text,
                                    size_t len, unsigned flags, struct prep_buf *out,
                                    struct prep_edits *edits)
{
    (void)flags;
    struct word word;
    size_t done = 0, out_start = out->len;
    enum prep_status status = PREP_OK;
    while (!status && next_word(normalizer, text, len, done, &word)) {
        size_t foreign = word.cyrillic + word.greek;
        bool code = is_code(&word, text), to_latin = !code && is_latin(&word, text, len);
        /* Symbols are letters, too ("ΔT"): a Greek word must be one. */
        bool to_foreign =
            word.latin > 0 && word.latin_own == 0 && !to_latin && !code &&
            (word.greek == 0
                 ? word.cyrillic_own > 1 || (word.cyrillic_own > 0 && foreign > 2 * word.latin)
                 : word.cyrillic == 0 && word.greek_own > 2 && foreign > 2 * word.latin);
        size_t to = to_latin || to_foreign ? word.begin : word.end;
        status = prep_buf_append(out, text + done, to - done);
        if (!status && to < word.end)
            status = write_word(normalizer, text, &word, to_latin, out_start, out, edits);
        done = word.end;
    }
    return status ? status : prep_buf_append(out, text + done, len - done);
}

/* Were the letters of another script in a word meant to be Latin? All must look like Latin ones. */
static bool is_latin(const struct word *word, const char *text, size_t len)
{
    size_t foreign = word->cyrillic + word->greek;
    if (foreign == 0 || word->cyrillic_own + word->greek_own > 0)
        return false;
    if (word->latin_own > 0)
        return foreign <= word->latin || (word->latin_own > 1 && foreign <= 2 * word->latin);
    if (word->latin >= 2 && foreign < word->latin)
        return true;
    /* Two letters that may be of either script are told by a part of the word that may not:
     * pH-Wert. */
    size_t next = word->end + 1, before = word->begin;
    bool behind = next < len && text[next - 1] == '-' && is_ascii_letter(text[next]);
    return behind || (before > 1 && text[before - 1] == '-' && is_ascii_letter(text[before - 2]));
}

/* Is the letter of ASCII that a word begins with a part of something else: %s, \\n, $a, 0x? */
static bool is_code(const struct word *word, const char *text)
{
    char before = word->begin > 0 ? text[word->begin - 1] : ' ';
    return is_ascii_letter(text[word->begin]) &&
           ((before && strchr("%\\$@_", before)) || (before >= '0' && before <= '9'));
}

static bool is_ascii_letter(char c)
{
    return ((unsigned char)c | 0x20u) - 'a' < 26;
}

/* The next word from a byte on, where one ends, that has letters of two scripts. Most text is
 * Latin: words are looked for around letters of the others. */
static bool next_word(struct prep_normalizer *normalizer, const char *text, size_t len, size_t from,
                      struct word *word)
{
    for (size_t at = from; (at = next_foreign(text, len, at)) < len;) {
        size_t next = at, begin = at;
        if (!(prep_normalizer_class(normalizer, prep_utf8_next(text, len, &next)) &
              CLASS_FOREIGN)) {
            at = next;
            continue;
        }
        for (size_t before = at; before > from; begin = before)
            if (!is_part(normalizer, prep_utf8_prev(text, &before)))
                break;
        while (begin < at && is_mark(text, len, begin)) /* no word begins with a mark */
            begin += 2;
        *word = (struct word){.begin = begin};
        bool latin = false;
        for (next = at = begin; at < len; at = next) {
            uint32_t c = prep_utf8_next(text, len, &next);
            if (!is_part(normalizer, c))
                break;
            latin |= c < 0x80 || prep_normalizer_class(normalizer, c) & CLASS_LATIN;
        }
        word->end = at;
        for (next = begin; latin && next < at;)
            count_letter(normalizer, word, prep_utf8_next(text, len, &next));
        if (word->latin > 0 && word->cyrillic + word->greek > 0)
            return true;
    }
    return false;
}

/* The next byte from `at` on with which a letter of Greek or Cyrillic may begin; len, if there is
 * none. */
static size_t next_foreign(const char *text, size_t len, size_t at)
{
    const unsigned char *s = (const unsigned char *)text;
    uint64_t word;
    for (; at < len; at++) {
        while (len - at > sizeof word &&
               !(memcpy(&word, text + at, sizeof word), word & 0x8080808080808080u))
            at += sizeof word;
        if (s[at] >= 0xCD && (s[at] <= 0xD4 || (s[at] >= 0xE1 && s[at] <= 0xEA)))
            break;
    }
    return at;
}

/* Is it a letter, or a mark, of a word? */
static bool is_part(struct prep_normalizer *normalizer, uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) - 'a' < 26;
    return (c >= 0x300 && c < 0x370) ||
           prep_normalizer_class(normalizer, c) & (CLASS_LATIN | CLASS_FOREIGN);
}

static bool is_mark(const char *text, size_t len, size_t at)
{
    uint32_t c = prep_utf8_next(text, len, &at);
    return c >= 0x300 && c < 0x370;
}

/* Count a letter, or a mark, as part of the word; false if it is none. */
static bool count_letter(struct prep_normalizer *normalizer, struct word *word, uint32_t c)
{
    unsigned class = c < 0x80 ? 0 : prep_normalizer_class(normalizer, c);
    if (class & CLASS_FOREIGN) {
        bool greek = c < 0x400 || (c >= 0x1F00 && c < 0x2000), own = latin_of(c) == 0;
        word->greek += greek;
        word->cyrillic += !greek;
        word->greek_own += greek && own;
        word->cyrillic_own += !greek && own;
        return true;
    }
    if (class & CLASS_LATIN || (c < 0x80 && prep_char(c) & PREP_CHAR_LETTER)) {
        word->latin++;
        /* Of the alphabets of Cyrillic only those of the Balkans have a letter like s or j. */
        bool rare = (c | 0x20) == 's' || (c | 0x20) == 'j';
        word->latin_own += rare || (!foreign_of(c, false) && !foreign_of(c, true));
        return true;
    }
    return c >= 0x300 && c < 0x370 && word->latin + word->cyrillic + word->greek > 0;
}

static enum prep_status write_word(struct prep_normalizer *normalizer, const char *text,
                                   const struct word *word, bool latin, size_t out_start,
                                   struct prep_buf *out, struct prep_edits *edits)
{
    enum prep_status status = PREP_OK;
    for (size_t at = word->begin, next = at; at < word->end && !status; at = next) {
        uint32_t c = prep_utf8_next(text, word->end, &next);
        uint32_t by = latin ? latin_of(c) : foreign_of(c, word->greek > 0);
        size_t from = out->len - out_start;
        status =
            by ? prep_buf_append_code_point(out, by) : prep_buf_append(out, text + at, next - at);
        if (by && !status)
            status = prep_changed(&normalizer->base, edits, RULE_HOMOGLYPH, at, next, from,
                                  out->len - out_start);
    }
    return status;
}

/* The Latin letter that a Cyrillic or Greek one looks like; 0, if there is none. */
static uint32_t latin_of(uint32_t c)
{
    bool greek = c < 0x400;
    size_t n = greek ? sizeof greek_latin / sizeof *greek_latin
                     : sizeof cyrillic_latin / sizeof *cyrillic_latin;
    const uint16_t(*table)[2] = greek ? greek_latin : cyrillic_latin;
    if (c > 0x458)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (table[i][0] == c)
            return table[i][1];
    return 0;
}

static uint32_t foreign_of(uint32_t c, bool greek)
{
    size_t n = greek ? sizeof greek_latin / sizeof *greek_latin
                     : sizeof cyrillic_latin / sizeof *cyrillic_latin;
    const uint16_t(*table)[2] = greek ? greek_latin : cyrillic_latin;
    for (size_t i = 0; i < n; i++)
        if (table[i][1] == c)
            return table[i][0];
    return 0;
}
