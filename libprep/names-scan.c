/* names-scan.c - the words of a record that may be names. */
#include "names.h"

#include <stdlib.h>

enum word_class {
    WORD_CAPITAL = 1,  /* begins with a capital letter */
    WORD_CYRILLIC = 2, /* has letters of the Cyrillic script */
    WORD_OTHER = 4,    /* has letters of another script */
    WORD_GLUED = 8,    /* stands right beside a digit or a low line */
};

/* A run of letters and the marks on them. */
struct word {
    size_t begin, end;
    unsigned class;
    bool plain; /* no letters but those of German and of most of Europe */
};

static bool next_word(const char *line, size_t len, size_t *at, struct word *word);
static size_t skip_small(const char *text, size_t len);
static bool is_inside(const char *line, size_t at);
static size_t skip_letters(const char *line, size_t len, size_t at);
static size_t skip_word(const char *line, size_t len, size_t at, bool *plain);
static void classify(const char *line, size_t len, struct word *word);
static enum prep_status add_latin(struct prep_names_scan *scan,
                                  const struct prep_names_model *model,
                                  struct prep_names_wanted wanted, const char *line, size_t len,
                                  const struct word *word, size_t *at);
static size_t skip_apostrophes(const char *line, size_t len, size_t end);
static enum prep_status add_other(struct prep_names_scan *scan, struct prep_mark mark);
static size_t extend(const struct prep_lexicon *lexicon, const char *line, size_t len,
                     const struct word *word, struct prep_name *name);
static enum prep_status add_cyrillic(struct prep_names_scan *scan,
                                     const struct prep_names_model *model,
                                     struct prep_names_wanted wanted, const char *line, size_t len,
                                     struct word *word, size_t *at);
static void join_apostrophes(const char *line, size_t len, struct word *word);
static size_t language_of(struct prep_names_scan *scan, const struct prep_letters *letters,
                          const char *line, size_t len, const struct word *word);
static bool has_words(const char *text, size_t len);
static enum prep_status add_mark(struct prep_names_scan *scan, struct prep_mark mark);

enum prep_status prep_names_scan_line(struct prep_names_scan *scan,
                                      const struct prep_names_model *model,
                                      struct prep_names_wanted wanted, const char *line, size_t len)
{
    bool latin = wanted.gazetteer || wanted.transcription;
    struct word word;
    scan->n_marks = 0;
    scan->run_end = 0;
    for (size_t at = 0; next_word(line, len, &at, &word);) {
        enum prep_status status = PREP_OK;
        if (word.class & WORD_GLUED)
            continue;
        if (word.class & WORD_CYRILLIC) {
            if (wanted.cyrillic && !(word.class & WORD_OTHER))
                status = add_cyrillic(scan, model, wanted, line, len, &word, &at);
        } else if (latin && word.class & WORD_CAPITAL) {
            status = add_latin(scan, model, wanted, line, len, &word, &at);
        }
        if (status)
            return status;
    }
    return scan->n_marks ? prep_names_decide(scan, model, wanted, line, len) : PREP_OK;
}

void prep_names_scan_free(struct prep_names_scan *scan)
{
    free(scan->marks);
    memset(scan, 0, sizeof *scan);
}

/* The next word from *at on that has a capital or a Cyrillic letter first; *at moves behind it. */
static bool next_word(const char *line, size_t len, size_t *at, struct word *word)
{
    for (size_t i = *at; i < len;) {
        i += skip_small(line + i, len - i);
        if (i == len)
            break;
        uint8_t byte = (uint8_t)line[i];
        if (byte == 0xC3 && i + 1 < len && (uint8_t)line[i + 1] >= 0x9F) {
            i += 2; /* a small letter, or the sign of division */
            continue;
        }
        size_t next = i;
        uint32_t c = prep_utf8_next(line, len, &next);
        unsigned class = byte < 0x80 ? PREP_CHAR_LETTER | PREP_CHAR_UPPER : prep_char(c);
        bool cyrillic = c >= 0x400 && c < 0x530;
        if (!(class & PREP_CHAR_LETTER) || (!cyrillic && !(class & PREP_CHAR_UPPER)) ||
            (i > *at && is_inside(line, i))) {
            i = next;
            continue;
        }
        *word = (struct word){.begin = i, .class = class & PREP_CHAR_UPPER ? WORD_CAPITAL : 0};
        word->end = skip_word(line, len, i, &word->plain);
        classify(line, len, word);
        *at = word->end;
        return true;
    }
    *at = len;
    return false;
}

/* How many bytes are neither capitals nor outside of ASCII: most of a text. */
static size_t skip_small(const char *text, size_t len)
{
    size_t i = 0;
    /* Eight at a time. */
    for (uint64_t block; i + sizeof block <= len; i += sizeof block) {
        memcpy(&block, text + i, sizeof block);
        uint64_t low = block & 0x7F7F7F7F7F7F7F7Fu;
        uint64_t from_a = low + 0x3F3F3F3F3F3F3F3Fu;  /* high bit: 'A' or above */
        uint64_t above_z = low + 0x2525252525252525u; /* high bit: above 'Z' */
        if (((from_a & ~above_z) | block) & 0x8080808080808080u)
            break;
    }
    for (; i < len; i++) {
        uint8_t byte = (uint8_t)text[i];
        if (byte & 0x80 || (uint8_t)(byte - 'A') <= 'Z' - 'A')
            break;
    }
    return i;
}

/* Does a word go on at a letter? */
static bool is_inside(const char *line, size_t at)
{
    uint8_t before = (uint8_t)line[at - 1];
    if (before < 0x80)
        return (uint8_t)((before | 0x20) - 'a') <= 'z' - 'a';
    return prep_char(prep_utf8_prev(line, &at)) & (PREP_CHAR_LETTER | PREP_CHAR_MARK);
}

static size_t skip_letters(const char *line, size_t len, size_t at)
{
    bool plain;
    return skip_word(line, len, at, &plain);
}

/* The end of the letters and marks at a place; plain: there is no letter but those of German and
 * of most of Europe. */
static size_t skip_word(const char *line, size_t len, size_t at, bool *plain)
{
    *plain = true;
    while (at < len) {
        uint8_t byte = (uint8_t)line[at];
        if ((uint8_t)((byte | 0x20) - 'a') <= 'z' - 'a') {
            at++;
            continue;
        }
        if (byte < 0x80)
            break;
        if (byte == 0xC3 && at + 1 < len && line[at + 1] != (char)0x97 &&
            line[at + 1] != (char)0xB7) {
            at += 2;
            continue;
        }
        size_t next = at;
        if (!(prep_char(prep_utf8_next(line, len, &next)) & (PREP_CHAR_LETTER | PREP_CHAR_MARK)))
            break;
        *plain = false;
        at = next;
    }
    return at;
}

static void classify(const char *line, size_t len, struct word *word)
{
    if (word->plain) {
        word->class |= WORD_OTHER;
    } else {
        for (size_t at = word->begin; at < word->end;) {
            uint32_t c = prep_utf8_next(line, word->end, &at);
            if (c >= 0x400 && c < 0x530)
                word->class |= WORD_CYRILLIC;
            else if (!(prep_char(c) & PREP_CHAR_MARK))
                word->class |= WORD_OTHER;
        }
    }
    uint8_t before = word->begin > 0 ? (uint8_t)line[word->begin - 1] : ' ';
    uint8_t behind = word->end < len ? (uint8_t)line[word->end] : ' ';
    if ((before >= '0' && before <= '9') || before == '_' || (behind >= '0' && behind <= '9') ||
        behind == '_')
        word->class |= WORD_GLUED;
}

/* Mark a capitalised word that the lexicon has or that looks like a transcription; *at moves
 * behind an entry of several words. */
static enum prep_status add_latin(struct prep_names_scan *scan,
                                  const struct prep_names_model *model,
                                  struct prep_names_wanted wanted, const char *line, size_t len,
                                  const struct word *word, size_t *at)
{
    struct prep_mark mark = {.begin = word->begin, .end = word->end, .type = PREP_MARK_NAME};
    const char *text = line + word->begin;
    const struct prep_lexicon *lexicon = prep_names_lexicon(model);
    const struct prep_evidence_tables *evidence = prep_names_evidence(model);
    size_t end = word->end;
    if (wanted.all) {
        mark.clue = prep_evidence_assume(evidence, text, word->end - word->begin);
        end = skip_apostrophes(line, len, word->end);
    }
    /* What stands before an apostrophe is part of a name, whatever it is by itself: Les'kiw. */
    if (end == word->end && prep_lexicon_find(lexicon, text, word->end - word->begin, &mark.name)) {
        if (mark.name.flags & PREP_NAME_STARTS) {
            mark.end = extend(lexicon, line, len, word, &mark.name);
            *at = mark.end;
        }
        /* A list of names may have parts of longer entries, which go by the rules there. */
        if (!wanted.all || mark.name.flags & PREP_NAME_ENTRY)
            return wanted.kinds >> mark.name.kind & 1 ? add_mark(scan, mark) : PREP_OK;
    }
    if (!wanted.transcription)
        return wanted.every ? add_other(scan, mark) : PREP_OK;
    if (!wanted.all)
        mark.clue = prep_evidence_find(evidence, text, word->end - word->begin);
    if (mark.clue.evidence == PREP_EVIDENCE_NONE)
        return wanted.every || mark.clue.foreign ? add_other(scan, mark) : PREP_OK;
    mark.type = PREP_MARK_LIKELY;
    if (end > word->end)
        *at = mark.end = end;
    return add_mark(scan, mark);
}

/* The end of a name that a soft sign parts: Mys'kiw, but not O'Neill, nor Iwan's. */
static size_t skip_apostrophes(const char *line, size_t len, size_t end)
{
    for (size_t at = end; at < len;) {
        uint32_t c = prep_utf8_next(line, len, &at);
        size_t next = skip_letters(line, len, at), first = at;
        if (!prep_names_is_apostrophe(c) || next == at || (next == at + 1 && line[at] == 's') ||
            prep_char(prep_utf8_next(line, len, &first)) & PREP_CHAR_UPPER)
            break;
        end = at = next;
    }
    return end;
}

static enum prep_status add_other(struct prep_names_scan *scan, struct prep_mark mark)
{
    mark.type = PREP_MARK_OTHER;
    return add_mark(scan, mark);
}

/* Look for the longest entry of several words that begins with a word; gives its end, or that of
 * the word. */
static size_t extend(const struct prep_lexicon *lexicon, const char *line, size_t len,
                     const struct word *word, struct prep_name *name)
{
    size_t best = word->end, end = word->end;
    for (size_t n = 1; n < prep_lexicon_max_words(lexicon); n++) {
        if (end >= len || (line[end] != ' ' && line[end] != '-'))
            break;
        size_t next = skip_letters(line, len, end + 1);
        if (next == end + 1)
            break;
        end = next;
        struct prep_name longer;
        if (prep_lexicon_find(lexicon, line + word->begin, end - word->begin, &longer)) {
            best = end;
            *name = longer;
        }
    }
    return best;
}

static enum prep_status add_cyrillic(struct prep_names_scan *scan,
                                     const struct prep_names_model *model,
                                     struct prep_names_wanted wanted, const char *line, size_t len,
                                     struct word *word, size_t *at)
{
    const struct prep_letters *letters = prep_names_letters(model);
    const struct prep_lexicon *lexicon = prep_names_lexicon(model);
    join_apostrophes(line, len, word);
    struct prep_mark mark = {.begin = word->begin, .end = word->end, .type = PREP_MARK_CYRILLIC};
    mark.language = language_of(scan, letters, line, len, word);
    if (wanted.language != PREP_LANGUAGE_ANY)
        mark.language = wanted.language;
    if (prep_lexicon_find_original(lexicon, line + word->begin, word->end - word->begin,
                                   prep_letters_language(letters, mark.language), &mark.name)) {
        if (mark.name.flags & PREP_NAME_STARTS)
            mark.end = extend(lexicon, line, len, word, &mark.name);
        /* A word that only longer entries have goes by the rules. */
        if (mark.name.flags & PREP_NAME_ENTRY)
            mark.type = PREP_MARK_NAME;
    }
    mark.accepted = scan->run_has_words;
    mark.why = PREP_WHY_SCRIPT;
    *at = mark.end;
    return add_mark(scan, mark);
}

/* Inside a Cyrillic word an apostrophe is a letter: Лук'яненко. */
static void join_apostrophes(const char *line, size_t len, struct word *word)
{
    for (;;) {
        size_t at = word->end;
        if (at >= len)
            return;
        uint32_t c = prep_utf8_next(line, len, &at);
        if ((c != '\'' && c != 0x2019 && c != 0x2BC) || at >= len)
            return;
        struct word more = {.begin = at, .end = skip_letters(line, len, at)};
        classify(line, len, &more);
        if (more.class != WORD_CYRILLIC)
            return;
        word->end = more.end;
    }
}

/* The language of a word: by its own letters and, where these leave a choice, by those of the
 * words around it, up to the next Latin letter. */
static size_t language_of(struct prep_names_scan *scan, const struct prep_letters *letters,
                          const char *line, size_t len, const struct word *word)
{
    if (word->begin >= scan->run_end) {
        size_t at = word->begin;
        while (at < len &&
               ((uint8_t)line[at] >= 0x80 || (line[at] | 0x20) < 'a' || (line[at] | 0x20) > 'z'))
            at++;
        scan->run_end = at;
        scan->run_languages =
            prep_letters_narrow(letters, UINT32_MAX, line + word->begin, at - word->begin);
        scan->run_has_words = has_words(line + word->begin, at - word->begin);
    }
    uint32_t own =
        prep_letters_narrow(letters, UINT32_MAX, line + word->begin, word->end - word->begin);
    if (own & scan->run_languages)
        own &= scan->run_languages;
    for (size_t i = 0; i < prep_letters_count(letters); i++)
        if (own >> i & 1)
            return i;
    return 0;
}

/* Are there words in a run, or only letters, as in a table of the alphabet? */
static bool has_words(const char *text, size_t len)
{
    for (size_t at = 0, letters = 0; at < len;) {
        uint32_t c = prep_utf8_next(text, len, &at);
        letters = c >= 0x400 && c < 0x530 ? letters + 1 : 0;
        if (letters == 2)
            return true;
    }
    return false;
}

static enum prep_status add_mark(struct prep_names_scan *scan, struct prep_mark mark)
{
    if (scan->n_marks == scan->cap) {
        size_t cap = scan->cap ? scan->cap * 2 : 64;
        struct prep_mark *marks = realloc(scan->marks, cap * sizeof *marks);
        if (!marks)
            return PREP_E_NOMEM;
        scan->marks = marks;
        scan->cap = cap;
    }
    scan->marks[scan->n_marks++] = mark;
    return PREP_OK;
}
