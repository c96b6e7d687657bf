/* spell-cases.c - whole words: cases, breaks; as Hunspell's hunspell.cxx decides. */
#include "spell-affix.h"

/* What is looked up, and what is found out about it. */
struct asked {
    const struct prep_affixes *affixes;
    uint8_t text[PREP_AFFIX_ROOM];
    size_t len;
    bool dot;       /* stands behind it */
    bool parts;     /* compounds are words */
    bool forbidden; /* the dictionary lists it as wrong */
    bool compound;
};

static size_t read_word(const struct prep_word *word, uint8_t text[PREP_AFFIX_ROOM], bool *dot);
static bool has_unused(const struct prep_affixes *affixes, const struct prep_word *word);
static bool has_capital(const uint8_t *text, size_t len);
static enum prep_verdict ask(const struct prep_affixes *affixes, const uint8_t *text, size_t len,
                             bool dot, bool parts, uint32_t *root);
static enum prep_verdict ask_odd(const struct prep_affixes *affixes, const uint8_t *text,
                                 size_t len, uint32_t *root);
static enum prep_verdict ask_sharp(const struct prep_affixes *affixes, const uint8_t *lower,
                                   size_t len, unsigned choice, uint32_t *root);
static enum prep_verdict ask_form(const struct prep_affixes *affixes, const uint8_t *text,
                                  size_t len, uint32_t *root);
static bool has_dotted(const struct prep_affixes *affixes, const uint8_t *text, size_t len);
static bool is_number(const uint8_t *text, size_t len);
static uint32_t ask_initial(struct asked *asked);
static uint32_t ask_capitals(struct asked *asked);
static uint32_t ask_lower(struct asked *asked, uint8_t capital, bool initial);
static uint32_t ask_as_is(struct asked *asked, size_t len, bool initial);
static enum prep_verdict ask_broken(const struct asked *asked);
static enum prep_verdict ask_halves(const struct asked *asked, size_t at, size_t len);
static size_t find(const struct asked *asked, size_t pattern, size_t from);

enum prep_verdict prep_affixes_check(const struct prep_affixes *affixes,
                                     const struct prep_word *word, const struct prep_root **root)
{
    uint8_t text[PREP_AFFIX_ROOM];
    bool dot;
    uint32_t found = PREP_NO_ROOT;
    if (has_unused(affixes, word)) {
        *root = &affixes->roots[PREP_NO_ROOT];
        return PREP_VERDICT_NO;
    }
    size_t len = read_word(word, text, &dot);
    enum prep_verdict verdict =
        len == 0 ? PREP_VERDICT_UNSURE : ask(affixes, text, len, dot, true, &found);
    *root = &affixes->roots[found];
    /* Whether µ is a letter with a capital depends on the encoding: it does where that matters. */
    if (verdict != PREP_VERDICT_NO && len > 0 && memchr(text, PREP_MICRO, len) &&
        has_capital(text, len))
        return PREP_VERDICT_UNSURE;
    return verdict;
}

enum prep_verdict prep_affixes_ask(const struct prep_affixes *affixes, const uint8_t *text,
                                   size_t len, bool parts, const struct prep_root **root)
{
    uint32_t found = PREP_NO_ROOT;
    enum prep_verdict verdict = ask(affixes, text, len, false, parts, &found);
    *root = &affixes->roots[found];
    return verdict;
}

bool prep_affixes_has_capital(const struct prep_affixes *affixes, const struct prep_root *root,
                              const struct prep_word *word)
{
    uint8_t first = affixes->text[root->text];
    return prep_latin1_lower(first) != first || first == word->cp[0];
}

uint8_t prep_latin1_lower(uint8_t c)
{
    bool upper = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    return upper ? (uint8_t)(c + 0x20) : c;
}

uint8_t prep_latin1_upper(uint8_t c)
{
    bool lower = (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7);
    return lower ? (uint8_t)(c - 0x20) : c;
}

bool prep_latin1_is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c <= 0xFE && c != 0xD7 && c != 0xF7);
}

bool prep_affix_is_own(uint32_t c)
{
    return prep_latin1_is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '\'';
}

/* Is there a sign that is in no word of the dictionary, as in "GOsa²" or "user:group"? Of what is
 * beyond Latin-1 nothing is known here. */
static bool has_unused(const struct prep_affixes *affixes, const struct prep_word *word)
{
    for (size_t i = 0; i < word->n; i++) {
        uint32_t c = word->cp[i];
        if (c <= 0xFF && c != '.' && c != ',' && c != ' ' && c != PREP_MICRO &&
            !prep_affix_is_own(c) && !(affixes->used[c >> 6] >> (c & 63) & 1))
            return true;
    }
    return false;
}

static bool has_capital(const uint8_t *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (prep_latin1_lower(text[i]) != text[i])
            return true;
    return false;
}

/* The word in Latin-1 without the dot at its end; 0: it has other characters. */
static size_t read_word(const struct prep_word *word, uint8_t text[PREP_AFFIX_ROOM], bool *dot)
{
    size_t len = word->n;
    *dot = len > 1 && word->cp[len - 1] == '.';
    len -= *dot;
    if (len > PREP_AFFIX_LETTERS)
        return 0;
    for (size_t i = 0; i < len; i++) {
        if (!prep_affix_is_own(word->cp[i]) && word->cp[i] != PREP_MICRO)
            return 0;
        text[i] = (uint8_t)word->cp[i];
    }
    return len;
}

static enum prep_verdict ask(const struct prep_affixes *affixes, const uint8_t *text, size_t len,
                             bool dot, bool parts, uint32_t *root)
{
    struct asked asked = {.affixes = affixes, .len = len, .dot = dot, .parts = parts};
    size_t capitals = 0, neutral = 0;
    bool odd = false;
    for (size_t i = 0; i < len; i++) {
        uint8_t lower = prep_latin1_lower(text[i]);
        capitals += lower != text[i];
        neutral += lower == text[i] && prep_latin1_upper(lower) == lower;
        /* Hunspell has rules of its own for these among capitals, which make more words right. */
        odd |=
            text[i] == '\'' || text[i] == 0xDF || (i > 0 && text[i] == 'S' && text[i - 1] == 'S');
        asked.text[i] = text[i];
        if (affixes->rule_flags && text[i] >= '0' && text[i] <= '9')
            return PREP_VERDICT_UNSURE; /* the rules for compounds speak of numbers */
    }
    if (is_number(text, len))
        return PREP_VERDICT_PLAIN;
    if (capitals == 1 && prep_latin1_lower(text[0]) != text[0])
        *root = ask_initial(&asked);
    else if (capitals > 0 && capitals + neutral == len) {
        *root = ask_capitals(&asked);
        if (*root == PREP_NO_ROOT && odd) {
            enum prep_verdict verdict = ask_odd(affixes, text, len, root);
            if (verdict == PREP_VERDICT_NO && dot && has_dotted(affixes, text, len))
                return PREP_VERDICT_UNSURE;
            if (verdict != PREP_VERDICT_NO)
                return verdict;
        }
    } else {
        *root = ask_as_is(&asked, len, false);
        if (*root == PREP_NO_ROOT && dot)
            *root = ask_as_is(&asked, len + 1, false);
    }
    if (*root != PREP_NO_ROOT)
        return asked.compound ? PREP_VERDICT_COMPOUND : PREP_VERDICT_PLAIN;
    return asked.forbidden ? PREP_VERDICT_NO : ask_broken(&asked);
}

/* What else Hunspell tries with capitals: "SANT'ELIA" as "sant'Elia", "Sant'Elia"; "STRASSE" with ß
 * for any SS. */
static enum prep_verdict ask_odd(const struct prep_affixes *affixes, const uint8_t *text,
                                 size_t len, uint32_t *root)
{
    enum prep_verdict verdict = PREP_VERDICT_NO;
    uint8_t lower[PREP_AFFIX_ROOM];
    size_t n_sharps = 0;
    const uint8_t *apostrophe = memchr(text, '\'', len);
    for (size_t i = 0; i < len; i++) {
        lower[i] = prep_latin1_lower(text[i]);
        n_sharps += i + 1 < len && text[i] == 'S' && text[i + 1] == 'S';
    }
    if (memchr(text, 0xDF, len) || n_sharps > 4)
        return PREP_VERDICT_UNSURE;
    for (unsigned choice = 1; choice < 1u << n_sharps && verdict == PREP_VERDICT_NO; choice++)
        verdict = ask_sharp(affixes, lower, len, choice, root);
    if (verdict != PREP_VERDICT_NO || !apostrophe || apostrophe + 1 == text + len)
        return verdict;
    lower[apostrophe + 1 - text] = apostrophe[1];
    return ask_form(affixes, lower, len, root);
}

/* Could the dictionary have the word with its dot, in one of these ways? */
static bool has_dotted(const struct prep_affixes *affixes, const uint8_t *text, size_t len)
{
    uint8_t dotted[PREP_AFFIX_ROOM];
    uint32_t root;
    if (memchr(text, '\'', len))
        return true;
    memcpy(dotted, text, len);
    dotted[len] = '.';
    return ask_odd(affixes, dotted, len + 1, &root) != PREP_VERDICT_NO;
}

/* The word with ß for those ss whose bit is set in choice. */
static enum prep_verdict ask_sharp(const struct prep_affixes *affixes, const uint8_t *lower,
                                   size_t len, unsigned choice, uint32_t *root)
{
    uint8_t form[PREP_AFFIX_ROOM];
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        bool sharp = false;
        if (i + 1 < len && lower[i] == 's' && lower[i + 1] == 's') {
            sharp = choice & 1;
            choice >>= 1;
        }
        form[n++] = sharp ? 0xDF : lower[i];
        i += sharp;
    }
    return ask_form(affixes, form, n, root);
}

/* The word exactly as it is, or with a capital. */
static enum prep_verdict ask_form(const struct prep_affixes *affixes, const uint8_t *text,
                                  size_t len, uint32_t *root)
{
    struct asked asked = {.affixes = affixes, .len = len, .parts = true};
    memcpy(asked.text, text, len);
    for (int turn = 0; turn < 2; turn++) {
        *root = ask_as_is(&asked, len, false);
        if (asked.forbidden)
            return PREP_VERDICT_UNSURE;
        if (*root != PREP_NO_ROOT)
            return asked.compound ? PREP_VERDICT_COMPOUND : PREP_VERDICT_PLAIN;
        asked.text[0] = prep_latin1_upper(asked.text[0]);
    }
    return PREP_VERDICT_NO;
}

/* Digits with hyphens between. */
static bool is_number(const uint8_t *text, size_t len)
{
    bool digit = false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '-' && !digit)
            return false;
        digit = text[i] != '-';
        if (digit && (text[i] < '0' || text[i] > '9'))
            return false;
    }
    return digit;
}

/* A word with one capital, at its begin. */
static uint32_t ask_initial(struct asked *asked)
{
    uint32_t root = ask_as_is(asked, asked->len, true);
    return root != PREP_NO_ROOT || asked->forbidden ? root : ask_lower(asked, asked->text[0], true);
}

/* A word in capitals; what is left of it has one. */
static uint32_t ask_capitals(struct asked *asked)
{
    const struct prep_affixes *affixes = asked->affixes;
    uint32_t root = ask_as_is(asked, asked->len, false);
    if (root == PREP_NO_ROOT && asked->dot)
        root = ask_as_is(asked, asked->len + 1, false);
    if (root != PREP_NO_ROOT)
        return root;
    uint8_t capital = asked->text[0];
    for (size_t i = 1; i < asked->len; i++)
        asked->text[i] = prep_latin1_lower(asked->text[i]);
    root = ask_as_is(asked, asked->len, false);
    if (asked->forbidden)
        return PREP_NO_ROOT;
    if (root != PREP_NO_ROOT && !(affixes->roots[root].flags & affixes->keep_case))
        return root;
    return ask_lower(asked, capital, false);
}

/* The same in small letters; with a dot again as it was. */
static uint32_t ask_lower(struct asked *asked, uint8_t capital, bool initial)
{
    const struct prep_affixes *affixes = asked->affixes;
    asked->text[0] = prep_latin1_lower(capital);
    bool any_case = initial && affixes->check_sharps && memchr(asked->text, 0xDF, asked->len);
    uint32_t root = ask_as_is(asked, asked->len, false);
    if (root == PREP_NO_ROOT && asked->dot)
        root = ask_as_is(asked, asked->len + 1, false);
    asked->text[0] = capital;
    if (root == PREP_NO_ROOT && asked->dot) {
        root = ask_as_is(asked, asked->len + 1, initial);
        any_case = initial;
    }
    return root != PREP_NO_ROOT && affixes->roots[root].flags & affixes->keep_case && !any_case
               ? PREP_NO_ROOT
               : root;
}

/* The first len letters exactly as they are; one more than the word has stands for the dot.
 * initial: this is a word with one capital, at its begin. */
static uint32_t ask_as_is(struct asked *asked, size_t len, bool initial)
{
    const struct prep_affixes *affixes = asked->affixes;
    const struct prep_root *roots = affixes->roots;
    prep_flags hidden = initial ? PREP_FLAG_ONLYUPCASE : 0;
    prep_flags no_word = affixes->need_affix | affixes->only_in_compound | hidden;
    asked->text[asked->len] = '.';
    asked->compound = false;
    uint32_t root = prep_root_find(affixes, asked->text, len);
    if (root != PREP_NO_ROOT && roots[root].flags & affixes->forbidden) {
        asked->forbidden = true;
        return PREP_NO_ROOT;
    }
    while (root != PREP_NO_ROOT && roots[root].flags & no_word)
        root = roots[root].next;
    if (root != PREP_NO_ROOT)
        return root;
    root = prep_affix_check(affixes, asked->text, len, 0, PREP_ALONE);
    if (root != PREP_NO_ROOT && roots[root].flags & (affixes->only_in_compound | hidden))
        root = PREP_NO_ROOT;
    if (root != PREP_NO_ROOT && roots[root].flags & affixes->forbidden) {
        asked->forbidden = true;
        return PREP_NO_ROOT;
    }
    if (root != PREP_NO_ROOT)
        return root;
    if (!asked->parts)
        return PREP_NO_ROOT;
    asked->compound = true;
    return prep_compound_check(affixes, asked->text, len);
}

/* A word is right if both sides of a break are. */
static enum prep_verdict ask_broken(const struct asked *asked)
{
    const struct prep_affixes *affixes = asked->affixes;
    enum prep_verdict verdict = PREP_VERDICT_NO;
    size_t breaks = 0, len = asked->len;
    for (size_t i = 0; i < affixes->n_breaks; i++)
        for (size_t at = 0; (at = find(asked, i, at)) < len; at += affixes->breaks[i].len)
            breaks++;
    if (breaks >= 10)
        return PREP_VERDICT_NO;
    for (size_t i = 0; i < affixes->n_breaks && verdict == PREP_VERDICT_NO; i++) {
        const uint8_t *text = affixes->breaks[i].text;
        size_t n = affixes->breaks[i].len;
        uint32_t root;
        if (n < 2 || n > len)
            continue;
        if (text[0] == '^' && !memcmp(asked->text, text + 1, n - 1))
            verdict = ask(affixes, asked->text + n - 1, len - n + 1, false, asked->parts, &root);
        if (verdict == PREP_VERDICT_NO && text[n - 1] == '$' &&
            !memcmp(asked->text + len - n + 1, text, n - 1))
            verdict = ask(affixes, asked->text, len - n + 1, false, asked->parts, &root);
    }
    for (int second = 1; second >= 0; second--)
        for (size_t i = 0; i < affixes->n_breaks && verdict == PREP_VERDICT_NO; i++) {
            size_t n = affixes->breaks[i].len, at = find(asked, i, 0), next;
            if (at == 0 || at + n >= len)
                continue;
            if (second && (next = find(asked, i, at + 1)) + n < len)
                at = next;
            verdict = ask_halves(asked, at, n);
        }
    return verdict;
}

static enum prep_verdict ask_halves(const struct asked *asked, size_t at, size_t len)
{
    uint32_t root;
    enum prep_verdict right = ask(asked->affixes, asked->text + at + len, asked->len - at - len,
                                  false, asked->parts, &root);
    if (right == PREP_VERDICT_NO || right == PREP_VERDICT_UNSURE)
        return right;
    enum prep_verdict left = ask(asked->affixes, asked->text, at, false, asked->parts, &root);
    return left == PREP_VERDICT_PLAIN ? PREP_VERDICT_COMPOUND : left;
}

/* Where a break stands from an offset on; the length where there is none. */
static size_t find(const struct asked *asked, size_t pattern, size_t from)
{
    const uint8_t *text = asked->affixes->breaks[pattern].text;
    size_t n = asked->affixes->breaks[pattern].len;
    for (size_t at = from; n > 0 && at + n <= asked->len; at++)
        if (!memcmp(asked->text + at, text, n))
            return at;
    return asked->len;
}
