/* names-cyrillic.c - words in Cyrillic letters to Latin; the only file that talks to ICU's
 * transliterator. */
#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define WORD_MAX 128 /* UTF-16 units: a longer run of letters is not a word and stays */
#define GROWTH   8   /* no rule makes more of a letter than schtsch */

#define SLOTS_LOG2 14

/* A word that was asked for and its Latin form: text repeats its words, and ICU is slow. */
struct slot {
    uint8_t len, latin_len; /* bytes; 0: free */
    char word[46], latin[80];
};

struct prep_latin {
    UTransliterator *rules;
    struct slot *slots; /* NULL until a word comes */
};

/* The text of a rule file on its way to ICU. */
struct source {
    struct prep_buf text;
    size_t line;
};

static enum prep_status read_line(void *arg, const struct prep_row *row, struct prep_error *error);
static UTransliterator *compile(const char *name, const struct prep_buf *text,
                                struct prep_error *error);
static struct slot *slot_of(struct prep_latin *latin, const char *word, size_t len);
static enum prep_status transform(struct prep_latin *latin, const char *word, size_t len,
                                  struct prep_buf *out, struct prep_error *error);
static enum prep_status append_lower(const char *word, size_t len, struct prep_buf *out,
                                     bool *capitals, bool *title);
static enum prep_status append_cased(const char *word, size_t len, bool capitals, bool title,
                                     struct prep_buf *out);

struct prep_latin *prep_latin_new(const char *data_dir, const char *name, struct prep_error *error)
{
    struct source source = {PREP_BUF_INIT, 1};
    struct prep_latin *latin = calloc(1, sizeof *latin);
    char file[64];
    int n = snprintf(file, sizeof file, "rules/%s.txt", name);
    if (!latin) {
        prep_fail_nomem(error);
        return NULL;
    }
    if (n < 0 || (size_t)n >= sizeof file)
        prep_fail(error, PREP_E_DATA, 0, "%.60s: name too long", name);
    else if (!prep_table_read(prep_data_dir(data_dir), file, 1, 1, read_line, &source, error))
        latin->rules = compile(file, &source.text, error);
    prep_buf_free(&source.text);
    if (latin->rules)
        return latin;
    free(latin);
    return NULL;
}

struct prep_latin *prep_latin_clone(const struct prep_latin *latin, struct prep_error *error)
{
    UErrorCode code = U_ZERO_ERROR;
    struct prep_latin *clone = calloc(1, sizeof *clone);
    if (clone)
        clone->rules = utrans_clone(latin->rules, &code);
    if (clone && U_SUCCESS(code))
        return clone;
    free(clone);
    prep_fail_nomem(error);
    return NULL;
}

void prep_latin_free(struct prep_latin *latin)
{
    if (!latin)
        return;
    if (latin->rules)
        utrans_close(latin->rules);
    free(latin->slots);
    free(latin);
}

enum prep_status prep_latin_append(struct prep_latin *latin, const char *word, size_t len,
                                   struct prep_buf *out, struct prep_error *error)
{
    struct slot *slot = slot_of(latin, word, len);
    size_t begin = out->len;
    if (slot && slot->len == len && !memcmp(slot->word, word, len))
        return prep_buf_append(out, slot->latin, slot->latin_len) ? prep_fail_nomem(error)
                                                                  : PREP_OK;
    enum prep_status status = transform(latin, word, len, out, error);
    if (slot && !status && out->len - begin <= sizeof slot->latin) {
        slot->len = (uint8_t)len;
        slot->latin_len = (uint8_t)(out->len - begin);
        memcpy(slot->word, word, len);
        memcpy(slot->latin, out->data + begin, out->len - begin);
    }
    return status;
}

/* Where a word is kept; NULL if it is too long or there is no memory, which does no harm. */
static struct slot *slot_of(struct prep_latin *latin, const char *word, size_t len)
{
    uint64_t hash = len;
    if (len == 0 || len > sizeof latin->slots->word)
        return NULL;
    if (!latin->slots && !(latin->slots = calloc(1u << SLOTS_LOG2, sizeof *latin->slots)))
        return NULL;
    for (size_t at = 0; at < len; at += sizeof hash) {
        uint64_t part = 0;
        memcpy(&part, word + at, len - at < sizeof part ? len - at : sizeof part);
        hash = (hash ^ part) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    return &latin->slots[hash >> (64 - SLOTS_LOG2)];
}

/* What the rules make of a word. */
static enum prep_status transform(struct prep_latin *latin, const char *word, size_t len,
                                  struct prep_buf *out, struct prep_error *error)
{
    UChar units[WORD_MAX * GROWTH];
    char bytes[WORD_MAX * GROWTH * 3];
    struct prep_buf lower = PREP_BUF_INIT;
    bool capitals, title;
    int32_t n = 0, limit, n_bytes = 0;
    UErrorCode code = U_ZERO_ERROR;
    if (append_lower(word, len, &lower, &capitals, &title)) {
        prep_buf_free(&lower);
        return prep_fail_nomem(error);
    }
    if (lower.len <= WORD_MAX * 3)
        u_strFromUTF8(units, WORD_MAX, &n, lower.data, (int32_t)lower.len, &code);
    else
        code = U_BUFFER_OVERFLOW_ERROR;
    prep_buf_free(&lower);
    if (code == U_BUFFER_OVERFLOW_ERROR)
        return prep_buf_append(out, word, len) ? prep_fail_nomem(error) : PREP_OK;
    code = U_ZERO_ERROR; /* it may be a warning that no NUL fitted */
    limit = n;
    utrans_transUChars(latin->rules, units, &n, sizeof units / sizeof *units, 0, &limit, &code);
    if (U_SUCCESS(code)) {
        code = U_ZERO_ERROR;
        u_strToUTF8(bytes, sizeof bytes, &n_bytes, units, n, &code);
    }
    if (U_FAILURE(code))
        return prep_fail(error, PREP_E_BACKEND, 0, "ICU transliterator: %s", u_errorName(code));
    if (append_cased(bytes, (size_t)n_bytes, capitals, title, out))
        return prep_fail_nomem(error);
    return PREP_OK;
}

/* Rules go to ICU line for line, so that the line of its complaint is that of the file. */
static enum prep_status read_line(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct source *source = arg;
    for (; source->line < row->line; source->line++)
        if (prep_buf_append(&source->text, "\n", 1))
            return prep_fail_nomem(error);
    if (prep_buf_append(&source->text, row->cell[0], row->cell_len[0]))
        return prep_fail_nomem(error);
    return PREP_OK;
}

static UTransliterator *compile(const char *name, const struct prep_buf *text,
                                struct prep_error *error)
{
    static const UChar id[] = {'N', 'a', 'm', 'e', 's'};
    UTransliterator *rules = NULL;
    UParseError where = {0};
    UErrorCode code = U_ZERO_ERROR;
    int32_t n = 0, cap = (int32_t)text->len + 1;
    UChar *units = text->len < INT32_MAX / 2 ? malloc(sizeof *units * (size_t)cap) : NULL;
    if (!units) {
        prep_fail_nomem(error);
        return NULL;
    }
    u_strFromUTF8(units, cap, &n, text->data ? text->data : "", (int32_t)text->len, &code);
    if (U_SUCCESS(code))
        rules = utrans_openU(id, sizeof id / sizeof *id, UTRANS_FORWARD, units, n, &where, &code);
    if (U_FAILURE(code)) {
        /* ICU counts no lines for transliterators: the offset is all there is. */
        size_t line = 1;
        for (int32_t i = 0; i < n && i < where.offset; i++)
            line += units[i] == '\n';
        prep_fail(error, PREP_E_DATA, 0, "%s:%zu:1: %s", name, line, u_errorName(code));
        rules = NULL;
    }
    free(units);
    return rules;
}

/* Append a word in lower case and tell which case it had. One capital letter is a title, not
 * capitals: the Я of a signature is Ya, not YA. */
static enum prep_status append_lower(const char *word, size_t len, struct prep_buf *out,
                                     bool *capitals, bool *title)
{
    size_t n = 0;
    *capitals = true;
    *title = false;
    for (size_t at = 0; at < len;) {
        uint32_t c = prep_utf8_next(word, len, &at);
        unsigned class = prep_char(c);
        if (n == 0)
            *title = class & PREP_CHAR_UPPER;
        if (class & PREP_CHAR_LETTER) {
            n++;
            if (!(class & PREP_CHAR_UPPER))
                *capitals = false;
        }
        enum prep_status status = prep_buf_append_code_point(out, prep_char_lower(c));
        if (status)
            return status;
    }
    if (n < 2)
        *capitals = false;
    return PREP_OK;
}

static enum prep_status append_cased(const char *word, size_t len, bool capitals, bool title,
                                     struct prep_buf *out)
{
    for (size_t at = 0; at < len;) {
        bool upper = capitals || (title && at == 0);
        uint32_t c = prep_utf8_next(word, len, &at);
        enum prep_status status = prep_buf_append_code_point(out, upper ? prep_char_upper(c) : c);
        if (status)
            return status;
    }
    return PREP_OK;
}
