/* internal.h - what the files of libprep share with each other and with nobody else. */
#ifndef PREP_INTERNAL_H
#define PREP_INTERNAL_H

#include "prep.h"

#include <stdarg.h>
#include <string.h>

#define PREP_RULES_MAX 64 /* rules of one transform: a bit each in a uint64_t */

/* ---- status.c --------------------------------------------------------------------------- */

/* Fill *error (if any) and return status, so that a failing function can end in one statement. */
enum prep_status prep_fail(struct prep_error *error, enum prep_status status, size_t offset,
                           const char *format, ...) __attribute__((format(printf, 4, 5)));
enum prep_status prep_fail_nomem(struct prep_error *error);

/* ---- utf8.c ----------------------------------------------------------------------------- */

/* The code point at text[*at] (*at < len); moves *at behind it. On an ill-formed sequence gives
 * U+FFFD and moves by one byte: safe on any bytes. */
uint32_t prep_utf8_next_other(const char *text, size_t len, size_t *at); /* none of ASCII */
static inline uint32_t prep_utf8_next(const char *text, size_t len, size_t *at)
{
    return (unsigned char)text[*at] < 0x80 ? (unsigned char)text[(*at)++]
                                           : prep_utf8_next_other(text, len, at);
}

/* The code point that ends before text[*at] (*at > 0); moves *at to its begin. */
uint32_t prep_utf8_prev(const char *text, size_t *at);

/* Encode a code point; returns the number of bytes. */
size_t prep_utf8_put(uint32_t code_point, char bytes[4]);

/* What Windows-1252 reads a byte as; U+FFFD for the five it leaves undefined. */
uint32_t prep_windows_1252(unsigned char byte);
/* The byte from 0x80 to 0x9F that Windows-1252 reads as c; -1, if there is none. */
int prep_windows_1252_byte(uint32_t c);

/* Where the compiler can make code for AVX2, which is run only where the processor has it; the
 * portable code beside it gives the same result. */
#if defined(__x86_64__) && defined(__GNUC__)
#define PREP_HAVE_AVX2 1
#endif

/* utf8-avx2.c: how far text is known to be valid UTF-8 from `at` on, where a character begins
 * and in front of which at least three bytes are valid text; the result is the begin of a
 * character, too. */
size_t prep_utf8_valid_avx2(const char *text, size_t len, size_t at);
size_t prep_utf8_valid_avx512(const char *text, size_t len, size_t at);
size_t prep_utf8_valid_vbmi(const char *text, size_t len, size_t at);

enum prep_status prep_buf_append_code_point(struct prep_buf *buf, uint32_t code_point);

/* ---- unicode.c: properties by utf8proc -------------------------------------------------- */

enum prep_char {
    PREP_CHAR_UPPER = 1 << 0,    /* Lu, Lt */
    PREP_CHAR_LOWER = 1 << 1,    /* Ll */
    PREP_CHAR_LETTER = 1 << 2,   /* L* */
    PREP_CHAR_MARK = 1 << 3,     /* M* */
    PREP_CHAR_DIGIT = 1 << 4,    /* Nd */
    PREP_CHAR_NUMBER = 1 << 5,   /* N* */
    PREP_CHAR_SPACE = 1 << 6,    /* White_Space: Zs, Zl, Zp, TAB..CR, U+0085 */
    PREP_CHAR_OPEN = 1 << 7,     /* Ps, Pi */
    PREP_CHAR_CLOSE = 1 << 8,    /* Pe, Pf */
    PREP_CHAR_PUNCT = 1 << 9,    /* P* */
    PREP_CHAR_SYMBOL = 1 << 10,  /* S* */
    PREP_CHAR_FORMAT = 1 << 11,  /* Cf */
    PREP_CHAR_CONTROL = 1 << 12, /* Cc */
};

extern const uint16_t prep_char_table[256];
unsigned prep_char_look_up(uint32_t code_point); /* says the same as the table */

/* The set of enum prep_char that holds for a code point. */
static inline unsigned prep_char(uint32_t code_point)
{
    return code_point < 256 ? prep_char_table[code_point] : prep_char_look_up(code_point);
}

uint32_t prep_char_lower(uint32_t code_point); /* simple case mapping */
uint32_t prep_char_upper(uint32_t code_point);

/* ---- map.c: strings to numbers, for word lists and caches ------------------------------- */

/* Keys are copied; a look-up that misses costs one probe of a fingerprint byte. */
struct prep_map;

struct prep_map *prep_map_new(void);
void prep_map_free(struct prep_map *map);
size_t prep_map_count(const struct prep_map *map);
/* Where the value of a key is kept, or NULL. Valid until the next insertion. */
uint32_t *prep_map_find(const struct prep_map *map, const char *key, size_t len);
/* The same, adding the key with value 0 if it is new (*is_new, if not NULL, tells); NULL without
 * memory. */
uint32_t *prep_map_insert(struct prep_map *map, const char *key, size_t len, bool *is_new);
/* The i-th key in order of insertion, i < count. */
const char *prep_map_key(const struct prep_map *map, size_t i, size_t *len, uint32_t *value);

/* ---- image.c: tables as they stand in memory, made by the build -------------------------- */

struct prep_image;

/* The image of DIR/TABLE; NULL where there is none that was made from these very bytes, with this
 * layout of the arrays. Look into the table then. */
struct prep_image *prep_image_open(const char *dir, const char *table, uint64_t layout);
void prep_image_close(struct prep_image *image); /* NULL is fine */
/* The next array of elements of `size` bytes, which may not be written to and is there until the
 * image is closed; their number goes to *n. NULL where there is no such array. */
void *prep_image_take(struct prep_image *image, size_t size, size_t *n);

/* Begin an image of DIR/TABLE in a buffer; put an array behind the others. */
enum prep_status prep_image_begin(struct prep_buf *image, const char *dir, const char *table,
                                  uint64_t layout, struct prep_error *error);
enum prep_status prep_image_put(struct prep_buf *image, const void *array, size_t size, size_t n);

/* A map as part of an image. One that is taken from it (NULL where that fails) cannot grow. */
enum prep_status prep_map_put(const struct prep_map *map, struct prep_buf *image);
struct prep_map *prep_map_take(struct prep_image *image);

/* ---- table.c: the format of all data files ---------------------------------------------- */

/* A row of a data file: TAB-separated columns; lines that are empty or start with '#' are
 * comments. */
struct prep_row {
    const char *path;
    size_t line;          /* from 1 */
    const char *cell[16]; /* not NUL-terminated */
    size_t cell_len[16];  /* bytes */
    size_t n_cells;
};

typedef enum prep_status prep_row_fn(void *arg, const struct prep_row *row,
                                     struct prep_error *error);

/* Call fn for each row of DIR/NAME (of NAME where dir is NULL). The file must be UTF-8,
 * have at least min_cells and at most max_cells columns in each row and no white space
 * around a cell. Errors are PREP_E_DATA, "path:line:byte: reason". */
enum prep_status prep_table_read(const char *dir, const char *name, size_t min_cells,
                                 size_t max_cells, prep_row_fn *fn, void *arg,
                                 struct prep_error *error);

/* Fail because of what stands in a cell: fills "path:line:byte: reason". */
enum prep_status prep_row_fail(const struct prep_row *row, size_t cell, struct prep_error *error,
                               const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The folder dictionaries/: data_dir, or the installed one where that is NULL. */
const char *prep_data_dir(const char *data_dir);

/* ---- rules.c ---------------------------------------------------------------------------- */

/* Read a rule list into the set of rules that are on. PREP_E_OPTION names an unknown rule, or one
 * that is both wanted and unwanted, and lists what there is. */
enum prep_status prep_rules_parse(const struct prep_rule *rules, size_t count, const char *list,
                                  uint64_t *enabled, struct prep_error *error);

/* ---- options ---------------------------------------------------------------------------- */

/* Copy what the caller's options struct has (its first member is size_t size) over defaults. */
#define PREP_OPTIONS_COPY(to, from)                                                                \
    do {                                                                                           \
        memset(&(to), 0, sizeof(to));                                                              \
        if (from)                                                                                  \
            memcpy(&(to), (from), (from)->size < sizeof(to) ? (from)->size : sizeof(to));          \
    } while (0)

/* ---- transform.c ------------------------------------------------------------------------ */

/* PREP_OK, and the result is the text itself, which nobody has copied. */
#define PREP_SAME ((enum prep_status)1)

struct prep_transform_class {
    const struct prep_rule *rules;
    size_t n_rules;
    /* Transform one record without its LF: append to out, and each change to edits (may be NULL)
     * with offsets from the start of line and from what out held at entry. The text is valid
     * UTF-8. flags: PREP_RUN_START or 0. On error out and edits may be left in any state. */
    enum prep_status (*run_line)(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error);
    /* May be NULL. Append to out what becomes of the records at the start of text, and put their
     * length in bytes into *done: as many as need no logging (where log) and are quick to do; at
     * the first that is not valid UTF-8 it must stop, and it may stop anywhere. The result is
     * the same as that of run_line(). */
    enum prep_status (*run_clean)(struct prep_transform *transform, const char *text, size_t len,
                                  bool log, struct prep_buf *out, size_t *done);
    struct prep_transform *(*clone)(const struct prep_transform *transform,
                                    struct prep_error *error);
    void (*free)(struct prep_transform *transform);
    /* Transform many records at once where no edits are asked for, with the same result as
     * run_line() would give; NULL where there is no such way. Where it sees that the result is the
     * text, it may append nothing and return PREP_SAME. */
    enum prep_status (*run_block)(struct prep_transform *transform, const char *text, size_t len,
                                  struct prep_buf *out);
    bool sees_cr;    /* a CR at the end of a record is part of what run_line sees */
    bool paragraphs; /* a record is a run of lines with something on them, or an empty line */
};

/* First member of every transform. */
struct prep_transform {
    const struct prep_transform_class *class;
    uint64_t enabled;               /* set of rules */
    uint64_t count[PREP_RULES_MAX]; /* applications by rule */
    char **sources;                 /* paths of the files it was made from; clones have none */
    size_t n_sources;
};

static inline bool prep_rule_on(const struct prep_transform *transform, unsigned rule)
{
    return transform->enabled >> rule & 1;
}

/* As prep_transform_run() without a log, for who can use the text itself where that is the result:
 * then it may return PREP_SAME, and nothing is appended. */
enum prep_status prep_transform_run_same(struct prep_transform *transform, const char *text,
                                         size_t len, unsigned flags, struct prep_buf *out,
                                         struct prep_error *error);

/* Note that a transform was made from the file DIR/NAME (NAME where dir is NULL). */
enum prep_status prep_transform_made_from(struct prep_transform *transform, const char *dir,
                                          const char *name);

/* Count a change and, where a log is kept, log it. */
enum prep_status prep_changed(struct prep_transform *transform, struct prep_edits *edits,
                              unsigned rule, size_t in_begin, size_t in_end, size_t out_begin,
                              size_t out_end);

/* ---- edits.c ---------------------------------------------------------------------------- */

/* Keep the first n edits only. */
void prep_edits_truncate(struct prep_edits *edits, size_t n);

/* Add in_by and out_by to the offsets of all edits from the n-th on. */
void prep_edits_shift(struct prep_edits *edits, size_t n, size_t in_by, size_t out_by);

/* The i-th edit, to be changed in place; valid until the next one is added. */
struct prep_edit *prep_edits_at(struct prep_edits *edits, size_t i);

/* Put an edit in front of the i-th one, or behind all where i is their number. */
enum prep_status prep_edits_insert(struct prep_edits *edits, size_t i, struct prep_edit edit);

#endif
