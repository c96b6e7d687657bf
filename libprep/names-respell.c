/* names-respell.c - the model that respells a German transcription as English does: each letter
 * group gets the spelling for which its surroundings speak most. */
#include "names-respell.h"

/* A word with a byte for each letter. An apostrophe is none: it stands for a soft sign. */
struct letters {
    char text[PREP_RESPELLING_MAX];
    uint8_t mark[PREP_RESPELLING_MAX + 1]; /* bytes of the apostrophe before the letter, or 0 */
    size_t n;
    bool german;          /* it has w, j or sch, which English does not write there */
    const char *language; /* or NULL */
};

static void read_word(const char *lower, size_t len, struct letters *word);
static const struct prep_respell_group *cut(const struct prep_respelling *respelling,
                                            const struct letters *word, size_t at, size_t *n);
static void score(const struct prep_respelling *respelling, const struct letters *word, size_t at,
                  size_t n, int *scores);
static void score_context(const struct prep_respelling *respelling, const char *key, size_t len,
                          int *scores);
static size_t consonants(const char *text, size_t at, int step, size_t max, char *out);
static char class_of(char letter);
static bool is_vowel(char letter);

char prep_respell_letter(uint32_t c)
{
    return c == 'v' ? 'w' : c < 0x100 ? (char)(uint8_t)c : '\1';
}

size_t prep_respelling_cut(const struct prep_respelling *respelling, const char *lower, size_t len,
                           const char *language, struct prep_spelling *spellings)
{
    struct letters word = {.language = language};
    size_t n_spellings = 0;
    read_word(lower, len, &word);
    for (size_t at = 0, byte = 0; at < word.n || word.mark[at];) {
        struct prep_spelling *spelling = &spellings[n_spellings++];
        *spelling = (struct prep_spelling){.text = {lower + byte}, .n = 1};
        if (word.mark[at]) {
            spelling->len[0] = word.mark[at];
            byte += word.mark[at];
            word.mark[at] = 0;
            continue;
        }
        size_t n, begin = byte;
        const struct prep_respell_group *group = cut(respelling, &word, at, &n);
        for (size_t i = 0; i < n; i++)
            prep_utf8_next(lower, len, &byte);
        spelling->len[0] = byte - begin;
        if (group) {
            int scores[PREP_SPELLINGS_MAX] = {0};
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

static void read_word(const char *lower, size_t len, struct letters *word)
{
    for (size_t at = 0; at < len && word->n < sizeof word->text;) {
        size_t begin = at;
        uint32_t c = prep_utf8_next(lower, len, &at);
        if (prep_names_is_apostrophe(c))
            word->mark[word->n] += (uint8_t)(at - begin);
        else
            word->text[word->n++] = prep_respell_letter(c);
        if (c == 'w' || c == 'j' || (c == 's' && len - at >= 2 && !memcmp(lower + at, "ch", 2)))
            word->german = true;
    }
}

/* The longest group at a place, and how many letters it has; NULL if a letter is none. */
static const struct prep_respell_group *cut(const struct prep_respelling *respelling,
                                            const struct letters *word, size_t at, size_t *n)
{
    size_t left = 1;
    while (at + left < word->n && !word->mark[at + left])
        left++;
    for (*n = left < PREP_RESPELL_GROUP_MAX ? left : PREP_RESPELL_GROUP_MAX; *n > 0; --*n) {
        const uint32_t *index = prep_map_find(respelling->groups, word->text + at, *n);
        if (!index)
            continue;
        const struct prep_respell_group *group = &respelling->items[*index];
        if (!group->final_only || at + *n == word->n || !is_vowel(word->text[at + *n]))
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
    char text[PREP_RESPELLING_MAX + 2], key[PREP_RESPELL_KEY_MAX];
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
    if (word->german && n == 1 && word->text[at] == 'z') {
        context[0] = '#';
        context[1] = class_of(*right);
        score_context(respelling, key, n + 3, scores);
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
