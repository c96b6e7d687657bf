/* spell-roots.c - the files of a dictionary, and its .dic file. */
#include "spell-affix.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static enum prep_status read_entry(struct prep_affix_file *file, const char *line, size_t len);
static size_t without_description(const char *line, size_t len);
static enum prep_status add_root(struct prep_affixes *affixes, const uint8_t *text, size_t len,
                                 prep_flags flags);
static bool hide_capitals(const uint8_t *text, size_t len, bool has_flags, uint8_t *hidden);
static void note_pair(struct prep_affixes *affixes, const uint8_t *text, size_t len);
static bool reserve(struct prep_affixes *affixes, size_t announced, size_t bytes);
static int compare_prefixes(const void *a, const void *b);
static int compare_suffixes(const void *a, const void *b);
static int compare_keys(const struct prep_affix *a, const struct prep_affix *b, bool reversed);
static uint8_t edge(const struct prep_affix *affix, bool reversed);

enum prep_status prep_affix_file_read(struct prep_affix_file *file)
{
    FILE *stream = fopen(file->path, "re");
    char block[65536];
    size_t n = 0;
    enum prep_status status = PREP_OK;
    if (!stream)
        return prep_fail(file->error, PREP_E_DATA, 0, "%.300s: %s", file->path, strerror(errno));
    while (!status && (n = fread(block, 1, sizeof block, stream)) > 0)
        status = prep_buf_append(&file->text, block, n);
    if (status)
        status = prep_fail_nomem(file->error);
    else if (ferror(stream))
        status = prep_fail(file->error, PREP_E_DATA, 0, "%.300s: %s", file->path, strerror(errno));
    else if (memchr(file->text.data, 0, file->text.len))
        status = prep_fail(file->error, PREP_E_DATA, 0, "%.300s: NUL in it: this is no text file",
                           file->path);
    fclose(stream);
    if (!status && file->text.len >= 3 && !memcmp(file->text.data, "\xEF\xBB\xBF", 3))
        file->at = 3;
    return status;
}

bool prep_affix_file_line(struct prep_affix_file *file, const char **line, size_t *len)
{
    if (file->at >= file->text.len)
        return false;
    *line = file->text.data + file->at;
    const char *lf = memchr(*line, '\n', file->text.len - file->at);
    *len = lf ? (size_t)(lf - *line) : file->text.len - file->at;
    file->at += *len + 1;
    file->line++;
    if (*len > 0 && (*line)[*len - 1] == '\r')
        --*len;
    return true;
}

bool prep_affix_file_decode(const struct prep_affix_file *file, const char *text, size_t len,
                            uint8_t *letters, size_t room, size_t *n)
{
    *n = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c = (unsigned char)text[at];
        if (c < 0x80)
            at++;
        else if (file->utf8)
            c = prep_utf8_next(text, len, &at);
        else
            c = file->high[(unsigned char)text[at++] - 128];
        if (*n == room)
            return false;
        letters[(*n)++] = c <= 0xFF ? (uint8_t)c : 0;
    }
    return true;
}

prep_flags prep_affixes_flags(struct prep_affixes *affixes, const char *text, size_t len)
{
    prep_flags flags = 0;
    for (size_t i = 0; i < len; i++) {
        uint8_t *bit = &affixes->flag_bit[(unsigned char)text[i]];
        if (*bit == 0 && affixes->n_flags == 64) {
            affixes->too_many = true;
            continue;
        }
        if (*bit == 0)
            *bit = (uint8_t)affixes->n_flags++;
        flags |= (prep_flags)1 << *bit;
    }
    return flags;
}

enum prep_status prep_roots_read(struct prep_affix_file *file)
{
    const char *line;
    size_t len, announced = 0, found = 0;
    enum prep_status status = prep_affix_file_read(file);
    if (status)
        return status;
    bool whole = file->text.len > 0 && file->text.data[file->text.len - 1] == '\n';
    if (prep_affix_file_line(file, &line, &len))
        announced = (size_t)strtoul(line, NULL, 10);
    if (announced == 0 || announced > file->text.len)
        return prep_fail(file->error, PREP_E_DATA, 0,
                         "%.300s:1:1: the first line of a dictionary is the number of its words",
                         file->path);
    if (!reserve(file->affixes, announced, file->text.len))
        return prep_fail_nomem(file->error);
    while (!status && prep_affix_file_line(file, &line, &len)) {
        found += len > 0;
        status = read_entry(file, line, len);
    }
    /* The number is only roughly that of the words in many dictionaries. */
    if (!status && (found < announced - announced / 10 || (found < announced && !whole)))
        return prep_fail(file->error, PREP_E_DATA, 0,
                         "%.300s:1:1: %zu words announced, but %zu lines follow; is the file cut "
                         "off?",
                         file->path, announced, found);
    return status;
}

static enum prep_status read_entry(struct prep_affix_file *file, const char *line, size_t len)
{
    uint8_t text[PREP_AFFIX_ROOM], hidden[PREP_AFFIX_ROOM];
    char clean[PREP_AFFIX_ROOM * 4];
    size_t n_clean = 0, at = 0, n;
    len = without_description(line, len);
    for (; at < len && (line[at] != '/' || at == 0); at++) {
        if (n_clean == sizeof clean)
            return PREP_OK; /* longer than any word that is looked up here */
        if (line[at] == '\\' && at + 1 < len && line[at + 1] == '/')
            at++;
        clean[n_clean++] = line[at];
    }
    prep_flags flags =
        at + 1 < len ? prep_affixes_flags(file->affixes, line + at + 1, len - at - 1) : 0;
    if (!prep_affix_file_decode(file, clean, n_clean, text, sizeof text, &n) || n == 0 ||
        memchr(text, 0, n))
        return PREP_OK;
    if (flags & file->affixes->rule_flags && n > 0) {
        bool digits = false; /* COMPOUNDRULE makes no words of letters */
        for (size_t i = 0; i < n; i++)
            digits |= !prep_latin1_is_letter(text[i]);
        if (!digits)
            file->affixes->too_many = true;
    }
    enum prep_status status = add_root(file->affixes, text, n, flags);
    if (!status && !(flags & file->affixes->forbidden) &&
        hide_capitals(text, n, at + 1 < len, hidden))
        status = add_root(file->affixes, hidden, n, flags | PREP_FLAG_ONLYUPCASE);
    return status ? prep_fail_nomem(file->error) : PREP_OK;
}

/* "word/flags po:noun", "word/flags TAB anything" */
static size_t without_description(const char *line, size_t len)
{
    const char *tab = memchr(line, '\t', len);
    size_t end = tab ? (size_t)(tab - line) : len;
    for (size_t at = 4; at < end; at++)
        if (line[at] == ':' && (line[at - 3] == ' ' || line[at - 3] == '\t')) {
            at -= 3;
            while (at > 0 && (line[at - 1] == ' ' || line[at - 1] == '\t'))
                at--;
            return at > 0 ? at : end;
        }
    return end;
}

/* As Hunspell's HashMgr::add_word(). */
static enum prep_status add_root(struct prep_affixes *affixes, const uint8_t *text, size_t len,
                                 prep_flags flags)
{
    uint32_t hash = (uint32_t)XXH3_64bits(text, len), last = prep_root_find(affixes, text, len);
    while (last != PREP_NO_ROOT && affixes->roots[last].next != PREP_NO_ROOT)
        last = affixes->roots[last].next;
    if (last != PREP_NO_ROOT && flags & PREP_FLAG_ONLYUPCASE)
        return PREP_OK;
    if (last != PREP_NO_ROOT && affixes->roots[last].flags & PREP_FLAG_ONLYUPCASE) {
        affixes->roots[last].flags = flags;
        return PREP_OK;
    }
    if (affixes->n_roots == affixes->roots_cap) /* more lines than were announced */
        return PREP_E_NOMEM;
    uint32_t at = affixes->n_roots++,
             offset = affixes->roots[at - 1].text + affixes->roots[at - 1].len;
    affixes->roots[at] = (struct prep_root){flags, offset, PREP_NO_ROOT, hash, (uint8_t)len};
    memcpy(affixes->text + offset, text, len);
    prep_affixes_note(affixes, text, len);
    note_pair(affixes, text, len);
    if (last != PREP_NO_ROOT) {
        affixes->roots[last].next = at;
        return PREP_OK;
    }
    uint32_t slot = hash & affixes->slot_mask;
    while (affixes->slots[slot] != 0)
        slot = (slot + 1) & affixes->slot_mask;
    uint32_t bit = hash >> affixes->filter_shift;
    affixes->filter[bit >> 6] |= (uint64_t)1 << (bit & 63);
    affixes->slots[slot] = (hash & ~affixes->index_mask) | at;
    return PREP_OK;
}

/* The form with one capital of a word with capitals inside (OpenOffice), or of one all in capitals
 * that takes affixes. */
static bool hide_capitals(const uint8_t *text, size_t len, bool has_flags, uint8_t *hidden)
{
    size_t capitals = 0, neutral = 0;
    for (size_t i = 0; i < len; i++) {
        uint8_t lower = prep_latin1_lower(text[i]);
        capitals += lower != text[i];
        neutral += prep_latin1_upper(lower) == lower;
        hidden[i] = lower;
    }
    bool first = hidden[0] != text[0];
    hidden[0] = prep_latin1_upper(hidden[0]);
    if (capitals == 0 || (capitals == 1 && first))
        return false;
    return capitals + neutral < len || has_flags;
}

/* An entry of two words forbids the compound of them. */
static void note_pair(struct prep_affixes *affixes, const uint8_t *text, size_t len)
{
    const uint8_t *space = memchr(text, ' ', len);
    if (!space || space == text)
        return;
    for (size_t i = 0; i < len; i++)
        if (text + i != space && text[i] != '.' && !prep_latin1_is_letter(text[i]))
            return;
    affixes->pairs = true;
    affixes->pair_tail[space[-1] >> 6] |= (uint64_t)1 << (space[-1] & 63);
}

/* Room for all: hidden capitals make two of one. */
static bool reserve(struct prep_affixes *affixes, size_t announced, size_t bytes)
{
    size_t roots = 2 * (announced + announced / 8) + 1024, slots = 1024;
    if (bytes > UINT32_MAX / 16)
        return false;
    affixes->filter_shift = 32 - 13;
    while (slots < announced + announced / 2) {
        slots *= 2;
        affixes->filter_shift--;
    }
    affixes->text = malloc(2 * bytes + 1);
    affixes->roots = malloc(roots * sizeof *affixes->roots);
    affixes->slots = calloc(slots, sizeof *affixes->slots);
    affixes->filter = calloc(8 * slots / 64, sizeof *affixes->filter);
    if (!affixes->text || !affixes->roots || !affixes->slots || !affixes->filter)
        return false;
    affixes->roots_cap = (uint32_t)roots;
    affixes->slot_mask = (uint32_t)(slots - 1);
    for (affixes->index_mask = 1; affixes->index_mask < roots;)
        affixes->index_mask = 2 * affixes->index_mask + 1;
    affixes->roots[0] = (struct prep_root){0};
    affixes->n_roots = 1;
    return true;
}

void prep_affixes_note(struct prep_affixes *affixes, const uint8_t *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        affixes->used[text[i] >> 6] |= (uint64_t)1 << (text[i] & 63);
}

bool prep_affix_list_append(struct prep_affix_list *list, const struct prep_affix *affix)
{
    if (list->n == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 256;
        struct prep_affix *grown = realloc(list->list, cap * sizeof *grown);
        if (!grown)
            return false;
        list->list = grown;
        list->cap = cap;
    }
    list->list[list->n++] = *affix;
    return true;
}

bool prep_affix_list_sort(struct prep_affix_list *list, bool reversed)
{
    size_t n = list->n;
    if (n >= UINT16_MAX)
        return false;
    /* Of equal ones Hunspell looks at the last first: their numbers go into skip until sorted. */
    for (size_t i = 0; i < n; i++)
        list->list[i].skip = (uint16_t)i;
    if (n > 1)
        qsort(list->list, n, sizeof *list->list, reversed ? compare_suffixes : compare_prefixes);
    size_t at = 0;
    while (at < n && list->list[at].n_append == 0)
        at++;
    for (unsigned byte = 0; byte <= 256; byte++) {
        list->begin[byte] = (uint16_t)at;
        while (at < n && edge(&list->list[at], reversed) == byte)
            at++;
    }
    for (size_t i = n; i-- > 0;) {
        struct prep_affix *affix = &list->list[i];
        size_t next = i + 1;
        while (next < n && list->list[next].n_append >= affix->n_append &&
               !memcmp(reversed
                           ? list->list[next].append + list->list[next].n_append - affix->n_append
                           : list->list[next].append,
                       affix->append, affix->n_append))
            next = list->list[next].skip > next ? list->list[next].skip : next + 1;
        affix->skip = (uint16_t)next;
    }
    return true;
}

static int compare_prefixes(const void *a, const void *b)
{
    return compare_keys(a, b, false);
}

static int compare_suffixes(const void *a, const void *b)
{
    return compare_keys(a, b, true);
}

static int compare_keys(const struct prep_affix *a, const struct prep_affix *b, bool reversed)
{
    for (size_t i = 0; i < a->n_append && i < b->n_append; i++) {
        uint8_t x = a->append[reversed ? a->n_append - 1u - i : i];
        uint8_t y = b->append[reversed ? b->n_append - 1u - i : i];
        if (x != y)
            return x < y ? -1 : 1;
    }
    if (a->n_append != b->n_append)
        return a->n_append < b->n_append ? -1 : 1;
    return a->skip > b->skip ? -1 : 1;
}

static uint8_t edge(const struct prep_affix *affix, bool reversed)
{
    return affix->append[reversed ? affix->n_append - 1 : 0];
}
