/* names-respell.c - the model that respells a German transcription as English does: each letter
 * group gets the spelling for which its surroundings speak most. */
#include "names.h"

#include <stdlib.h>

#define CONTEXT     5 /* letters on each side that count, alone */
#define GROUP_MAX   7 /* letters of the longest group */
#define OPTIONS_MAX PREP_SPELLINGS_MAX
#define KEY_MAX     32 /* bytes: group, TAB, context */

struct option {
    uint32_t text, len; /* in the pool */
};

struct group {
    struct option options[OPTIONS_MAX]; /* the first is the default, with a weight of 0 */
    uint32_t n_options;
    bool final_only; /* before a consonant and at the end of a word only */
};

/* What a context adds to the score of an option; the rows of a context follow each other. */
struct weight {
    uint32_t context;
    uint16_t option;
    int16_t value; /* hundredths */
};

struct prep_respelling {
    struct prep_buf pool;
    struct prep_map *groups;   /* letters: index into items */
    struct prep_map *contexts; /* group TAB context: index of the first weight, by number */
    struct group *items;
    struct weight *weights;
    size_t n_weights, cap;
    struct prep_image *image; /* what all of this is part of, if not NULL */
};

#define TABLE "rules/respelling.tsv"
/* Raise the first number whenever the reading of the table or the order of the arrays changes. */
#define LAYOUT ((uint64_t)1 << 32 | sizeof(struct group) << 16 | sizeof(struct weight))

/* A word with a byte for each letter: ASCII, Latin-1, or 1 for any other. */
struct letters {
    char text[PREP_RESPELLING_MAX];
    size_t n;
    const char *language; /* or NULL */
};

static struct prep_respelling *take(const char *data_dir);
static struct prep_respelling *read_table(const char *data_dir, struct prep_error *error);
static enum prep_status read_weight(void *arg, const struct prep_row *row,
                                    struct prep_error *error);
static size_t narrow(const char *text, size_t len, char *bytes, size_t cap);
static enum prep_status add_group(struct prep_respelling *respelling, const char *letters, size_t n,
                                  const struct prep_row *row, struct prep_error *error);
static size_t add_option(struct prep_respelling *respelling, struct group *group, const char *text,
                         size_t len);
static enum prep_status add_weight(struct prep_respelling *respelling, const char *key, size_t len,
                                   size_t option, const struct prep_row *row,
                                   struct prep_error *error);
static const struct group *cut(const struct prep_respelling *respelling, const struct letters *word,
                               size_t at, size_t *n);
static void score(const struct prep_respelling *respelling, const struct letters *word, size_t at,
                  size_t n, int *scores);
static void score_context(const struct prep_respelling *respelling, const char *key, size_t len,
                          int *scores);
static size_t consonants(const char *text, size_t at, int step, size_t max, char *out);
static char class_of(char letter);
static bool is_vowel(char letter);

struct prep_respelling *prep_respelling_new(const char *data_dir, struct prep_error *error)
{
    struct prep_respelling *respelling = take(data_dir);
    return respelling ? respelling : read_table(data_dir, error);
}

enum prep_status prep_respelling_image(const char *data_dir, struct prep_buf *image,
                                       struct prep_error *error)
{
    struct prep_respelling *respelling = read_table(data_dir, error);
    if (!respelling)
        return PREP_E_DATA;
    enum prep_status status =
        prep_image_begin(image, prep_data_dir(data_dir), TABLE, LAYOUT, error);
    if (!status &&
        (prep_map_put(respelling->groups, image) || prep_map_put(respelling->contexts, image) ||
         prep_image_put(image, respelling->pool.data, 1, respelling->pool.len) ||
         prep_image_put(image, respelling->items, sizeof *respelling->items,
                        prep_map_count(respelling->groups)) ||
         prep_image_put(image, respelling->weights, sizeof *respelling->weights,
                        respelling->n_weights)))
        status = prep_fail_nomem(error);
    prep_respelling_free(respelling);
    return status;
}

/* The model from the image that the build made; NULL where there is none. */
static struct prep_respelling *take(const char *data_dir)
{
    struct prep_image *image = prep_image_open(prep_data_dir(data_dir), TABLE, LAYOUT);
    struct prep_respelling *respelling = image ? calloc(1, sizeof *respelling) : NULL;
    size_t n;
    if (respelling)
        respelling->image = image;
    else
        prep_image_close(image);
    if (respelling && (respelling->groups = prep_map_take(image)) &&
        (respelling->contexts = prep_map_take(image)) &&
        (respelling->pool.data = prep_image_take(image, 1, &respelling->pool.len)) &&
        (respelling->items = prep_image_take(image, sizeof *respelling->items, &n)) &&
        n == prep_map_count(respelling->groups) &&
        (respelling->weights =
             prep_image_take(image, sizeof *respelling->weights, &respelling->n_weights)))
        return respelling;
    prep_respelling_free(respelling);
    return NULL;
}

static struct prep_respelling *read_table(const char *data_dir, struct prep_error *error)
{
    struct prep_respelling *respelling = calloc(1, sizeof *respelling);
    if (!respelling || !(respelling->groups = prep_map_new()) ||
        !(respelling->contexts = prep_map_new())) {
        prep_respelling_free(respelling);
        prep_fail_nomem(error);
        return NULL;
    }
    if (!prep_table_read(prep_data_dir(data_dir), TABLE, 4, 4, read_weight, respelling, error))
        return respelling;
    prep_respelling_free(respelling);
    return NULL;
}

void prep_respelling_free(struct prep_respelling *respelling)
{
    if (!respelling)
        return;
    prep_map_free(respelling->groups);
    prep_map_free(respelling->contexts);
    if (!respelling->image) {
        prep_buf_free(&respelling->pool);
        free(respelling->items);
        free(respelling->weights);
    }
    prep_image_close(respelling->image);
    free(respelling);
}

size_t prep_respelling_cut(const struct prep_respelling *respelling, const char *lower, size_t len,
                           const char *language, struct prep_spelling *spellings)
{
    struct letters word = {.language = language};
    size_t n_spellings = 0;
    word.n = narrow(lower, len, word.text, sizeof word.text);
    for (size_t at = 0, byte = 0; at < word.n;) {
        size_t n;
        const struct group *group = cut(respelling, &word, at, &n);
        struct prep_spelling *spelling = &spellings[n_spellings++];
        *spelling = (struct prep_spelling){.text = {lower + byte}, .n = 1};
        size_t begin = byte;
        for (size_t i = 0; i < n; i++)
            prep_utf8_next(lower, len, &byte);
        spelling->len[0] = byte - begin;
        if (group) {
            int scores[OPTIONS_MAX] = {0};
            spelling->n = group->n_options;
            if (group->n_options > 1)
                score(respelling, &word, at, n, scores);
            for (size_t i = 0; i < group->n_options; i++) {
                spelling->text[i] = respelling->pool.data + group->options[i].text;
                spelling->len[i] = group->options[i].len;
                spelling->score[i] = scores[i];
            }
        }
        at += n;
    }
    return n_spellings;
}

static enum prep_status read_weight(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct prep_respelling *respelling = arg;
    char key[KEY_MAX];
    for (size_t i = 0; i < 4; i++)
        if (row->cell_len[i] == 0)
            return prep_row_fail(row, i, error, "empty column");
    size_t n = narrow(row->cell[0], row->cell_len[0], key, GROUP_MAX + 2);
    if (n > GROUP_MAX + 1)
        return prep_row_fail(row, 0, error, "a group has up to %d letters", GROUP_MAX);
    if (row->cell_len[1] == 1 && row->cell[1][0] == '=')
        return add_group(respelling, key, n, row, error);
    const uint32_t *index = prep_map_find(respelling->groups, key, n);
    if (!index)
        return prep_row_fail(row, 0, error, "the group has no row with '=' further up");
    size_t len = row->cell_len[2];
    if (len == 1 && row->cell[2][0] == '-')
        len = 0;
    size_t option = add_option(respelling, &respelling->items[*index], row->cell[2], len);
    if (option == SIZE_MAX)
        return prep_fail_nomem(error);
    if (option == OPTIONS_MAX)
        return prep_row_fail(row, 2, error, "more than %d spellings of a group", OPTIONS_MAX);
    key[n++] = '\t';
    n += narrow(row->cell[1], row->cell_len[1], key + n, sizeof key - n);
    if (n >= sizeof key)
        return prep_row_fail(row, 1, error, "context too long");
    return add_weight(respelling, key, n, option, row, error);
}

/* One byte a letter, up to cap of them. Some write `v` as English does: that is a `w`. */
static size_t narrow(const char *text, size_t len, char *bytes, size_t cap)
{
    size_t n = 0;
    for (size_t at = 0; at < len && n < cap;) {
        uint32_t c = prep_utf8_next(text, len, &at);
        bytes[n++] = c == 'v' ? 'w' : c < 0x100 ? (char)(uint8_t)c : '\1';
    }
    return n;
}

static enum prep_status add_group(struct prep_respelling *respelling, const char *letters, size_t n,
                                  const struct prep_row *row, struct prep_error *error)
{
    bool is_new, final_only = letters[n - 1] == '*';
    size_t count = prep_map_count(respelling->groups);
    struct group *items = realloc(respelling->items, (count + 1) * sizeof *items);
    if (!items)
        return prep_fail_nomem(error);
    respelling->items = items;
    uint32_t *index = prep_map_insert(respelling->groups, letters, n - final_only, &is_new);
    if (!index)
        return prep_fail_nomem(error);
    if (!is_new)
        return prep_row_fail(row, 0, error, "a group twice");
    *index = (uint32_t)count;
    items[count] = (struct group){.final_only = final_only};
    size_t len = row->cell_len[2] == 1 && row->cell[2][0] == '-' ? 0 : row->cell_len[2];
    if (add_option(respelling, &items[count], row->cell[2], len) == SIZE_MAX)
        return prep_fail_nomem(error);
    return PREP_OK;
}

/* The number of an option; OPTIONS_MAX if there is no room, SIZE_MAX without memory. */
static size_t add_option(struct prep_respelling *respelling, struct group *group, const char *text,
                         size_t len)
{
    for (size_t i = 0; i < group->n_options; i++)
        if (group->options[i].len == len &&
            (len == 0 || !memcmp(respelling->pool.data + group->options[i].text, text, len)))
            return i;
    if (group->n_options == OPTIONS_MAX)
        return OPTIONS_MAX;
    struct option option = {(uint32_t)respelling->pool.len, (uint32_t)len};
    if (prep_buf_append(&respelling->pool, text, len) ||
        prep_buf_reserve(&respelling->pool, 1)) /* never NULL, for pointers to nothing */
        return SIZE_MAX;
    group->options[group->n_options] = option;
    return group->n_options++;
}

static enum prep_status add_weight(struct prep_respelling *respelling, const char *key, size_t len,
                                   size_t option, const struct prep_row *row,
                                   struct prep_error *error)
{
    bool is_new, negative = row->cell[3][0] == '-';
    int value = 0;
    for (size_t i = negative; i < row->cell_len[3]; i++) {
        if (row->cell[3][i] < '0' || row->cell[3][i] > '9' || value > 3000)
            return prep_row_fail(row, 3, error, "not a weight (hundredths)");
        value = value * 10 + (row->cell[3][i] - '0');
    }
    uint32_t *context = prep_map_insert(respelling->contexts, key, len, &is_new);
    if (!context)
        return prep_fail_nomem(error);
    uint32_t count = (uint32_t)prep_map_count(respelling->contexts);
    if (is_new)
        *context = (uint32_t)respelling->n_weights;
    else if (respelling->weights[respelling->n_weights - 1].context != count)
        return prep_row_fail(row, 1, error, "the rows of a context must follow each other");
    if (respelling->n_weights == respelling->cap) {
        size_t cap = respelling->cap ? respelling->cap * 2 : 4096;
        struct weight *weights = realloc(respelling->weights, cap * sizeof *weights);
        if (!weights)
            return prep_fail_nomem(error);
        respelling->weights = weights;
        respelling->cap = cap;
    }
    respelling->weights[respelling->n_weights++] =
        (struct weight){count, (uint16_t)option, (int16_t)(negative ? -value : value)};
    return PREP_OK;
}

/* The longest group at a place, and how many letters it has; NULL if a letter is none. */
static const struct group *cut(const struct prep_respelling *respelling, const struct letters *word,
                               size_t at, size_t *n)
{
    size_t left = word->n - at;
    for (*n = left < GROUP_MAX ? left : GROUP_MAX; *n > 0; --*n) {
        const uint32_t *index = prep_map_find(respelling->groups, word->text + at, *n);
        if (!index)
            continue;
        const struct group *group = &respelling->items[*index];
        if (!group->final_only || *n == left || !is_vowel(word->text[at + *n]))
            return group;
    }
    *n = 1;
    return NULL;
}

/* Add up what the contexts say; train-names.pl has the same list of them. */
static void score(const struct prep_respelling *respelling, const struct letters *word, size_t at,
                  size_t n, int *scores)
{
    static const uint8_t pairs[][2] = {{1, 0}, {0, 1}, {2, 0}, {0, 2}, {3, 0}, {0, 3},
                                       {4, 0}, {0, 4}, {5, 0}, {0, 5}, {1, 1}, {2, 1},
                                       {1, 2}, {2, 2}, {3, 1}, {1, 3}, {3, 2}, {2, 3},
                                       {3, 3}, {1, 4}, {1, 5}, {2, 4}, {4, 1}, {4, 2}};
    char text[PREP_RESPELLING_MAX + 2], key[KEY_MAX];
    memcpy(key, word->text + at, n);
    key[n] = '\t';
    char *context = key + n + 1;
    text[0] = '^';
    memcpy(text + 1, word->text, word->n);
    text[word->n + 1] = '$';
    size_t n_left = at + 1, n_right = word->n + 1 - at - n;
    const char *right = text + n_left + n;
    context[0] = '.';
    score_context(respelling, key, n + 2, scores);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t l = pairs[i][0], r = pairs[i][1];
        if (l > n_left || r > n_right)
            continue;
        memcpy(context, text + (n_left - l), l);
        context[l] = '_';
        memcpy(context + l + 1, right, r);
        score_context(respelling, key, n + 2 + l + r, scores);
    }
    n_left = 0;
    context[n_left++] = '%';
    n_left += consonants(text, at + 1, -1, 2, context + n_left);
    context[n_left++] = '_';
    n_left += consonants(text, at + n + 1, 1, 3, context + n_left);
    score_context(respelling, key, n + 1 + n_left, scores);
    memmove(context + 1, strchr(context, '_'), 5);
    n_left = 1 + 1 + consonants(text, at + n + 1, 1, 3, context + 2);
    score_context(respelling, key, n + 1 + n_left, scores);
    context[0] = class_of(text[at]);
    context[1] = '-';
    context[2] = class_of(*right);
    score_context(respelling, key, n + 4, scores);
    for (size_t i = 2; i <= 4 && i <= word->n; i++) {
        context[0] = '~';
        memcpy(context + 1, word->text + word->n - i, i);
        score_context(respelling, key, n + 2 + i, scores);
    }
    if (word->language && strlen(word->language) < 4) {
        context[0] = '@';
        memcpy(context + 1, word->language, strlen(word->language));
        score_context(respelling, key, n + 2 + strlen(word->language), scores);
    }
}

/* The nearest consonants to one side of a place: the bones of the word. */
static size_t consonants(const char *text, size_t at, int step, size_t max, char *out)
{
    size_t n = 0;
    for (size_t i = step < 0 ? at - 1 : at; n < max; i += (size_t)step) {
        if (!is_vowel(text[i]) && text[i] != 'j')
            out[n++] = text[i];
        if (text[i] == '^' || text[i] == '$')
            break;
    }
    return n;
}

static void score_context(const struct prep_respelling *respelling, const char *key, size_t len,
                          int *scores)
{
    const uint32_t *first = prep_map_find(respelling->contexts, key, len);
    if (!first)
        return;
    for (size_t i = *first; i < respelling->n_weights &&
                            respelling->weights[i].context == respelling->weights[*first].context;
         i++)
        scores[respelling->weights[i].option] += respelling->weights[i].value;
}

/* The ends of a word, vowels, sonorants, voiced and other consonants. */
static char class_of(char letter)
{
    if (letter == '^' || letter == '$')
        return letter;
    if (is_vowel(letter))
        return 'V';
    return strchr("lmnrjw", letter) ? 'L' : strchr("bdg", letter) ? 'D' : 'T';
}

static bool is_vowel(char letter)
{
    return letter && strchr("aeiouy\xE4\xF6\xFC", letter) != NULL;
}
