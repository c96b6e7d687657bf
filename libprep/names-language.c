/* names-language.c - which language a word in Cyrillic letters is of, as far as its letters tell.
 */
#include "names.h"

#include <stdlib.h>

#define TAG_MAX 8 /* bytes of a language tag with its NUL */

#define FIRST   0x400 /* of the Cyrillic letters that have a place of their own */
#define LETTERS 0x130

struct prep_letters {
    struct prep_map *letters; /* one or two letters in lower case: the languages that use them */
    uint32_t single[LETTERS]; /* the same of single Cyrillic letters; 0 for all languages */
    bool left[LETTERS], right[LETTERS]; /* are there pairs that begin, or end, with the letter? */
    char tags[PREP_LANGUAGES_MAX][TAG_MAX];
    size_t n_tags;
};

static enum prep_status read_letters(void *arg, const struct prep_row *row,
                                     struct prep_error *error);
static bool find_tag(const struct prep_letters *letters, const char *tag, size_t len, size_t *i);
static uint32_t narrow(const struct prep_letters *letters, uint32_t languages, uint32_t before,
                       uint32_t c);
static void note(struct prep_letters *letters, const struct prep_row *row, uint32_t languages);

struct prep_letters *prep_letters_new(const char *data_dir, struct prep_error *error)
{
    struct prep_letters *letters = calloc(1, sizeof *letters);
    if (!letters || !(letters->letters = prep_map_new())) {
        free(letters);
        prep_fail_nomem(error);
        return NULL;
    }
    if (!prep_table_read(prep_data_dir(data_dir), "rules/letters.tsv", 2, 2, read_letters, letters,
                         error)) {
        if (letters->n_tags > 0)
            return letters;
        prep_fail(error, PREP_E_DATA, 0, "rules/letters.tsv: no languages");
    }
    prep_letters_free(letters);
    return NULL;
}

void prep_letters_free(struct prep_letters *letters)
{
    if (!letters)
        return;
    prep_map_free(letters->letters);
    free(letters);
}

size_t prep_letters_count(const struct prep_letters *letters)
{
    return letters->n_tags;
}

const char *prep_letters_language(const struct prep_letters *letters, size_t i)
{
    return letters->tags[i];
}

size_t prep_letters_find(const struct prep_letters *letters, const char *language)
{
    size_t i;
    return find_tag(letters, language, strlen(language), &i) ? i : PREP_LANGUAGE_ANY;
}

uint32_t prep_letters_narrow(const struct prep_letters *letters, uint32_t languages,
                             const char *word, size_t len)
{
    uint32_t before = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c = prep_utf8_next(word, len, &at);
        bool cyrillic = c - FIRST < LETTERS;
        if (cyrillic)
            c = c < 0x410 ? c + 0x50 : c < 0x430 ? c + 0x20 : c < 0x460 ? c : prep_char_lower(c);
        uint32_t users = cyrillic ? letters->single[c - FIRST] : 0;
        if (users & languages)
            languages &= users;
        if (!cyrillic && c > ' ')
            languages = narrow(letters, languages, 0, c);
        else if (cyrillic && letters->right[c - FIRST] && before - FIRST < LETTERS &&
                 letters->left[before - FIRST])
            languages = narrow(letters, languages, before, c);
        before = c;
    }
    return languages;
}

/* The row of "*" comes first and names all languages in the order in which they are preferred. */
static enum prep_status read_letters(void *arg, const struct prep_row *row,
                                     struct prep_error *error)
{
    struct prep_letters *letters = arg;
    bool all = row->cell_len[0] == 1 && row->cell[0][0] == '*';
    const char *tag = row->cell[1], *end = tag + row->cell_len[1];
    uint32_t languages = 0;
    if (all != (letters->n_tags == 0))
        return prep_row_fail(row, 0, error, "the row of * must come first, and once");
    while (tag <= end) {
        const char *comma = memchr(tag, ',', (size_t)(end - tag));
        size_t len = (size_t)((comma ? comma : end) - tag), i;
        bool known = find_tag(letters, tag, len, &i);
        if (known == all || len == 0 || len >= TAG_MAX || (all && i == PREP_LANGUAGES_MAX))
            return prep_row_fail(row, 1, error, "\"%.*s\" is not one of the languages", (int)len,
                                 tag);
        if (all)
            memcpy(letters->tags[letters->n_tags++], tag, len);
        languages |= (uint32_t)1 << i;
        tag += len + 1;
    }
    bool is_new = true;
    uint32_t *value = prep_map_insert(letters->letters, row->cell[0], row->cell_len[0], &is_new);
    if (!value)
        return prep_fail_nomem(error);
    if (!is_new)
        return prep_row_fail(row, 0, error, "these letters have a row further up");
    *value = languages;
    note(letters, row, languages);
    return PREP_OK;
}

static bool find_tag(const struct prep_letters *letters, const char *tag, size_t len, size_t *i)
{
    for (*i = 0; *i < letters->n_tags; ++*i)
        if (strlen(letters->tags[*i]) == len && !memcmp(letters->tags[*i], tag, len))
            return true;
    return false;
}

/* The languages that use a letter, or a pair of letters where before is not 0. */
static uint32_t narrow(const struct prep_letters *letters, uint32_t languages, uint32_t before,
                       uint32_t c)
{
    char key[8]; /* two code points */
    size_t len = before ? prep_utf8_put(before, key) : 0;
    len += prep_utf8_put(c, key + len);
    const uint32_t *users = prep_map_find(letters->letters, key, len);
    return users && (*users & languages) ? *users & languages : languages;
}

/* Note the Cyrillic letters of a row. */
static void note(struct prep_letters *letters, const struct prep_row *row, uint32_t languages)
{
    size_t at = 0, len = row->cell_len[0];
    uint32_t first = prep_utf8_next(row->cell[0], len, &at) - FIRST;
    if (at == len) {
        if (first < LETTERS)
            letters->single[first] = languages;
        return;
    }
    uint32_t second = prep_utf8_next(row->cell[0], len, &at) - FIRST;
    if (first < LETTERS && second < LETTERS)
        letters->left[first] = letters->right[second] = true;
}
