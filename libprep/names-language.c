/* names-language.c - which language a word in Cyrillic letters is of, as far as its letters tell.
 */
#include "names.h"

#include <stdlib.h>

#define TAG_MAX 8 /* bytes of a language tag with its NUL */

struct prep_letters {
    struct prep_map *letters; /* one or two letters in lower case: the languages that use them */
    char tags[PREP_LANGUAGES_MAX][TAG_MAX];
    size_t n_tags;
};

static enum prep_status read_letters(void *arg, const struct prep_row *row,
                                     struct prep_error *error);
static bool find_tag(const struct prep_letters *letters, const char *tag, size_t len, size_t *i);
static uint32_t narrow(const struct prep_letters *letters, uint32_t languages, const char *key,
                       size_t len);

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
    char key[8]; /* two code points */
    size_t last = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c = prep_char_lower(prep_utf8_next(word, len, &at));
        size_t n = prep_utf8_put(c, key + last);
        languages = narrow(letters, languages, key + last, n);
        if (last > 0)
            languages = narrow(letters, languages, key, last + n);
        memmove(key, key + last, n);
        last = n;
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
    return PREP_OK;
}

static bool find_tag(const struct prep_letters *letters, const char *tag, size_t len, size_t *i)
{
    for (*i = 0; *i < letters->n_tags; ++*i)
        if (strlen(letters->tags[*i]) == len && !memcmp(letters->tags[*i], tag, len))
            return true;
    return false;
}

static uint32_t narrow(const struct prep_letters *letters, uint32_t languages, const char *key,
                       size_t len)
{
    const uint32_t *users = prep_map_find(letters->letters, key, len);
    return users && (*users & languages) ? *users & languages : languages;
}
