/* spell-affix-read.c - reads .aff files, see hunspell(5). */
#include "spell-affix.h"

#include <stddef.h>
#include <stdlib.h>

enum { PIECES = 6 };

/* A piece of a line. */
struct piece {
    const char *text;
    size_t len;
};

/* What is done with the lines that start with a word. */
enum option { SKIP, BREAKS, CONVERT, GROUP, YES, NUMBER, FLAGS };

#define FLAG(name, member)                                                                         \
    {                                                                                              \
        name, FLAGS, offsetof(struct prep_affixes, member)                                         \
    }

/* What has no say in whether a word is right is skipped. */
static const struct {
    const char *name;
    enum option option;
    size_t offset; /* of the flags */
} options[] = {
    {"SET", SKIP, 0},
    {"LANG", SKIP, 0},
    {"NAME", SKIP, 0},
    {"HOME", SKIP, 0},
    {"VERSION", SKIP, 0},
    {"TRY", SKIP, 0},
    {"KEY", SKIP, 0},
    {"MAP", SKIP, 0},
    {"REP", SKIP, 0},
    {"PHONE", SKIP, 0},
    {"WORDCHARS", SKIP, 0},
    {"NOSUGGEST", SKIP, 0},
    {"MAXCPDSUGS", SKIP, 0},
    {"MAXNGRAMSUGS", SKIP, 0},
    {"MAXDIFF", SKIP, 0},
    {"ONLYMAXDIFF", SKIP, 0},
    {"NOSPLITSUGS", SKIP, 0},
    {"SUGSWITHDOTS", SKIP, 0},
    {"OCONV", SKIP, 0},
    {"BREAK", BREAKS, 0},
    {"ICONV", CONVERT, 0},
    {"PFX", GROUP, 0},
    {"SFX", GROUP, 0},
    {"CHECKSHARPS", YES, 0},
    {"COMPOUNDMIN", NUMBER, 0},
    FLAG("COMPOUNDBEGIN", begin),
    FLAG("COMPOUNDMIDDLE", middle),
    FLAG("COMPOUNDEND", end),
    FLAG("COMPOUNDPERMITFLAG", permit),
    FLAG("COMPOUNDRULE", rule_flags),
    FLAG("FORBIDDENWORD", forbidden),
    FLAG("NEEDAFFIX", need_affix),
    FLAG("PSEUDOROOT", need_affix),
    FLAG("ONLYINCOMPOUND", only_in_compound),
    FLAG("KEEPCASE", keep_case),
    FLAG("CIRCUMFIX", circumfix),
};

struct reading {
    struct prep_affix_file file;
    bool breaks;     /* there was a line "BREAK" */
    bool understood; /* there was a line that this format has */
    bool beyond;     /* and one that only Hunspell understands */
};

static enum prep_status read_aff(struct reading *reading);
static bool sort_affixes(struct prep_affixes *affixes);
static enum prep_status read_option(struct reading *reading, const struct piece *pieces, size_t n);
static void read_break(struct reading *reading, const struct piece *pieces, size_t n);
static void read_conversion(struct reading *reading, const struct piece *pieces, size_t n);
static enum prep_status read_group(struct reading *reading, const struct piece *header, size_t n);
static enum prep_status read_affix(struct reading *reading, struct prep_affix_list *list,
                                   struct prep_affix affix, const struct piece *pieces, size_t n);
static bool read_condition(struct reading *reading, struct piece piece, struct prep_affix *affix);
static bool add_set(struct prep_affixes *affixes, const uint8_t set[32], uint16_t *index);
static size_t split(const char *line, size_t len, struct piece pieces[PIECES]);
static bool is(struct piece piece, const char *text);
static size_t number(struct piece piece);

enum prep_status prep_affixes_read(const char *aff, const char *dic, bool utf8,
                                   const uint32_t high[128], struct prep_affixes **result,
                                   struct prep_error *error)
{
    struct reading reading = {.file = {.path = aff, .utf8 = utf8, .high = high, .error = error}};
    struct prep_affixes *affixes = reading.file.affixes = calloc(1, sizeof *affixes);
    *result = NULL;
    if (!affixes)
        return prep_fail_nomem(error);
    affixes->n_flags = 1;
    affixes->compound_min = 3; /* these are the defaults of hunspell(5) */
    affixes->n_breaks = 3;
    affixes->breaks[0].len = (uint8_t)strlen(strcpy((char *)affixes->breaks[0].text, "-"));
    affixes->breaks[1].len = (uint8_t)strlen(strcpy((char *)affixes->breaks[1].text, "^-"));
    affixes->breaks[2].len = (uint8_t)strlen(strcpy((char *)affixes->breaks[2].text, "-$"));
    enum prep_status status = prep_affix_file_read(&reading.file);
    if (!status)
        status = read_aff(&reading);
    prep_buf_free(&reading.file.text);
    if (!status) {
        struct prep_affix_file file = reading.file;
        file.path = dic;
        file.at = file.line = 0;
        status = prep_roots_read(&file);
        prep_buf_free(&file.text);
    }
    if (!status && !reading.beyond && !affixes->too_many)
        *result = affixes;
    else
        prep_affixes_free(affixes);
    return status;
}

void prep_affixes_free(struct prep_affixes *affixes)
{
    if (!affixes)
        return;
    free(affixes->text);
    free(affixes->roots);
    free(affixes->slots);
    free(affixes->filter);
    free(affixes->prefixes.list);
    free(affixes->suffixes.list);
    free(affixes->joints.list);
    free(affixes->outer.list);
    free(affixes->sets);
    free(affixes);
}

static enum prep_status read_aff(struct reading *reading)
{
    struct prep_affix_file *file = &reading->file;
    struct piece pieces[PIECES];
    const char *line;
    size_t len;
    enum prep_status status = PREP_OK;
    while (!status && prep_affix_file_line(file, &line, &len)) {
        size_t n = split(line, len, pieces);
        if (n > 0 && *pieces[0].text != '#')
            status = read_option(reading, pieces, n);
    }
    if (!status && !reading->understood)
        return prep_fail(file->error, PREP_E_DATA, 0, "%.300s: no affix file of Hunspell",
                         file->path);
    return !status && !sort_affixes(file->affixes) ? prep_fail_nomem(file->error) : status;
}

static bool sort_affixes(struct prep_affixes *affixes)
{
    for (size_t i = 0; i < affixes->suffixes.n; i++) {
        const struct prep_affix *suffix = &affixes->suffixes.list[i];
        if ((suffix->continuation & affixes->permit &&
             !prep_affix_list_append(&affixes->joints, suffix)) ||
            (suffix->flag & affixes->in_continuations &&
             !prep_affix_list_append(&affixes->outer, suffix)))
            return false;
    }
    return prep_affix_list_sort(&affixes->prefixes, false) &&
           prep_affix_list_sort(&affixes->suffixes, true) &&
           prep_affix_list_sort(&affixes->joints, true) &&
           prep_affix_list_sort(&affixes->outer, true);
}

static enum prep_status read_option(struct reading *reading, const struct piece *pieces, size_t n)
{
    struct prep_affixes *affixes = reading->file.affixes;
    size_t i = 0;
    while (i < sizeof options / sizeof *options && !is(pieces[0], options[i].name))
        i++;
    if (i == sizeof options / sizeof *options) {
        reading->beyond = true;
        return PREP_OK;
    }
    char *to = (char *)affixes + options[i].offset;
    reading->understood = true;
    switch (options[i].option) {
    case SKIP:
        break;
    case BREAKS:
        read_break(reading, pieces, n);
        break;
    case CONVERT:
        read_conversion(reading, pieces, n);
        break;
    case GROUP:
        return read_group(reading, pieces, n);
    case YES:
        affixes->check_sharps = true;
        break;
    case NUMBER:
        affixes->compound_min = n > 1 && number(pieces[1]) > 0 ? number(pieces[1]) : 1;
        break;
    case FLAGS:
        if (n > 1)
            *(prep_flags *)(void *)to |= prep_affixes_flags(affixes, pieces[1].text, pieces[1].len);
    }
    return PREP_OK;
}

/* "BREAK 2", then "BREAK -" and so on. */
static void read_break(struct reading *reading, const struct piece *pieces, size_t n)
{
    struct prep_affixes *affixes = reading->file.affixes;
    size_t len;
    if (!reading->breaks || n < 2) {
        reading->breaks = true;
        affixes->n_breaks = 0;
        return;
    }
    if (affixes->n_breaks == PREP_BREAKS ||
        !prep_affix_file_decode(&reading->file, pieces[1].text, pieces[1].len,
                                affixes->breaks[affixes->n_breaks].text,
                                sizeof affixes->breaks->text, &len))
        reading->beyond = true;
    else {
        prep_affixes_note(affixes, affixes->breaks[affixes->n_breaks].text, len);
        affixes->breaks[affixes->n_breaks++].len = (uint8_t)len;
    }
}

/* "ICONV 1", then "ICONV FROM TO": it shall not touch what is looked up here. */
static void read_conversion(struct reading *reading, const struct piece *pieces, size_t n)
{
    uint8_t letters[64];
    size_t len;
    if (n < 3)
        return;
    if (!prep_affix_file_decode(&reading->file, pieces[1].text, pieces[1].len, letters,
                                sizeof letters, &len))
        len = 0;
    reading->beyond |= len == 0;
    for (size_t i = 0; i < len; i++)
        reading->beyond |= prep_affix_is_own(letters[i]) || letters[i] == PREP_MICRO;
    prep_affixes_note(reading->file.affixes, letters, len);
}

/* "SFX F Y 35" and as many lines behind it. */
static enum prep_status read_group(struct reading *reading, const struct piece *header, size_t n)
{
    struct prep_affix_file *file = &reading->file;
    bool suffix = *header[0].text == 'S';
    struct prep_affix affix = {0};
    size_t count = n > 3 ? number(header[3]) : 0, found = 0;
    if (count == 0)
        return prep_fail(file->error, PREP_E_DATA, 0,
                         "%.300s:%zu:1: an affix needs a flag, Y or N, and a number of lines",
                         file->path, file->line);
    affix.flag = prep_affixes_flags(file->affixes, header[1].text, header[1].len);
    affix.crosses = is(header[2], "Y");
    reading->beyond |= header[1].len != 1;
    size_t line = file->line;
    for (; found < count; found++) {
        struct piece pieces[PIECES];
        const char *text;
        size_t len;
        if (!prep_affix_file_line(file, &text, &len))
            break;
        size_t m = split(text, len, pieces);
        if (m < 4 || !is(pieces[0], suffix ? "SFX" : "PFX") || pieces[1].len != header[1].len ||
            memcmp(pieces[1].text, header[1].text, header[1].len) != 0)
            break;
        enum prep_status status =
            read_affix(reading, suffix ? &file->affixes->suffixes : &file->affixes->prefixes, affix,
                       pieces, m);
        if (status)
            return status;
    }
    if (found < count)
        return prep_fail(
            file->error, PREP_E_DATA, 0,
            "%.300s:%zu:1: affix %.*s announces %zu lines, but %zu follow; is the file "
            "cut off?",
            file->path, line, header[1].len < 9 ? (int)header[1].len : 8, header[1].text, count,
            found);
    return PREP_OK;
}

/* SFX FLAG STRIP APPEND[/FLAGS] [CONDITION] */
static enum prep_status read_affix(struct reading *reading, struct prep_affix_list *list,
                                   struct prep_affix affix, const struct piece *pieces, size_t n)
{
    struct prep_affix_file *file = &reading->file;
    struct piece strip = pieces[2], append = pieces[3];
    const char *slash = memchr(append.text, '/', append.len);
    size_t n_strip, n_append;
    if (slash) {
        const char *flags = slash + 1;
        affix.continues = true;
        affix.continuation =
            prep_affixes_flags(file->affixes, flags, append.len - (size_t)(flags - append.text));
        file->affixes->in_continuations |= affix.continuation;
        append.len = (size_t)(slash - append.text);
    }
    if (is(strip, "0"))
        strip.len = 0;
    if (is(append, "0"))
        append.len = 0;
    if (!prep_affix_file_decode(file, strip.text, strip.len, affix.strip, PREP_AFFIX_PART,
                                &n_strip) ||
        !prep_affix_file_decode(file, append.text, append.len, affix.append, PREP_AFFIX_PART,
                                &n_append) ||
        (n > 4 && !read_condition(reading, pieces[4], &affix))) {
        reading->beyond = true;
        return PREP_OK;
    }
    if (memchr(affix.strip, 0, n_strip) || memchr(affix.append, 0, n_append))
        return PREP_OK; /* no word of Latin-1 has it */
    affix.n_strip = (uint8_t)n_strip;
    affix.n_append = (uint8_t)n_append;
    prep_affixes_note(file->affixes, affix.strip, n_strip);
    prep_affixes_note(file->affixes, affix.append, n_append);
    return prep_affix_list_append(list, &affix) ? PREP_OK : prep_fail_nomem(file->error);
}

/* Letters, sets [abc], sets of all others [^abc] and dots. */
static bool read_condition(struct reading *reading, struct piece piece, struct prep_affix *affix)
{
    uint8_t letters[256];
    size_t n;
    if (is(piece, "."))
        return true;
    if (!prep_affix_file_decode(&reading->file, piece.text, piece.len, letters, sizeof letters, &n))
        return false;
    for (size_t i = 0; i < n; i++) {
        uint8_t set[32] = {0};
        bool others = false;
        if (letters[i] == '[') {
            others = i + 1 < n && letters[i + 1] == '^';
            for (i += 1 + others; i < n && letters[i] != ']'; i++)
                set[letters[i] >> 3] |= (uint8_t)(1u << (letters[i] & 7));
            if (i == n)
                return false;
        } else if (letters[i] == '.')
            others = true;
        else
            set[letters[i] >> 3] |= (uint8_t)(1u << (letters[i] & 7));
        set[0] &= 0xFE; /* what Latin-1 lacks */
        for (size_t k = 0; others && k < sizeof set; k++)
            set[k] = (uint8_t)~set[k];
        if (affix->n_conditions == PREP_AFFIX_CONDITIONS ||
            !add_set(reading->file.affixes, set, &affix->condition[affix->n_conditions++]))
            return false;
    }
    return true;
}

static bool add_set(struct prep_affixes *affixes, const uint8_t set[32], uint16_t *index)
{
    size_t i = 0;
    while (i < affixes->n_sets && memcmp(affixes->sets[i], set, 32) != 0)
        i++;
    *index = (uint16_t)i;
    if (i < affixes->n_sets)
        return true;
    if (affixes->n_sets == affixes->sets_cap) {
        size_t cap = affixes->sets_cap ? 2 * affixes->sets_cap : 64;
        uint8_t(*sets)[32] = cap <= UINT16_MAX ? realloc(affixes->sets, cap * sizeof *sets) : NULL;
        if (!sets)
            return false;
        affixes->sets = sets;
        affixes->sets_cap = cap;
    }
    memcpy(affixes->sets[affixes->n_sets++], set, 32);
    return true;
}

/* Cut a line at white space; the last piece may lack what is behind it. */
static size_t split(const char *line, size_t len, struct piece pieces[PIECES])
{
    size_t n = 0;
    for (size_t at = 0; at < len && n < PIECES;) {
        size_t begin = at;
        while (at < len && line[at] != ' ' && line[at] != '\t')
            at++;
        if (at > begin)
            pieces[n++] = (struct piece){line + begin, at - begin};
        at++;
    }
    return n;
}

static bool is(struct piece piece, const char *text)
{
    return piece.len == strlen(text) && !memcmp(piece.text, text, piece.len);
}

static size_t number(struct piece piece)
{
    size_t n = 0;
    for (size_t i = 0; i < piece.len && i < 9 && piece.text[i] >= '0' && piece.text[i] <= '9'; i++)
        n = 10 * n + (size_t)(piece.text[i] - '0');
    return n;
}
