/* spell-suggest.c - what may have been meant. */
#include "spell.h"

struct answer {
    struct prep_buf *text;
    size_t begin; /* of the answer in text */
    size_t max;   /* suggestions */
    bool upper;   /* the token is all capitals, the suggestions shall be too */
    const struct prep_word *token;
    size_t part_begin, part_end; /* of the token: what a suggestion replaces */
    enum prep_status status;
};

static bool find_part(struct prep_speller *speller, const struct prep_word *word, size_t *begin,
                      size_t *end);
static void from_candidates(struct prep_speller *speller, const struct prep_word *word,
                            struct answer *answer);
static bool append_joined(struct prep_speller *speller, const struct prep_word *word,
                          struct answer *answer);
static bool append(void *arg, const struct prep_word *suggestion);
static bool is_there(const struct answer *answer, const char *text, size_t len);

enum prep_status prep_speller_suggest(struct prep_speller *speller, const struct prep_word *word,
                                      enum prep_spell_class class, struct prep_buf *buf)
{
    struct answer answer = {
        .text = buf, .begin = buf->len, .token = word, .max = speller->suggestions};
    if (answer.max > PREP_SUGGESTIONS_MAX)
        answer.max = PREP_SUGGESTIONS_MAX;
    struct prep_word part, variant;
    char none = 0;
    if (prep_buf_append(buf, &none, 1))
        return PREP_E_NOMEM;
    if (answer.max == 0 || class == PREP_SPELL_JUNK ||
        (class == PREP_SPELL_NAME && (prep_word_shape(word) & PREP_SHAPE_HYPHEN ||
                                      prep_speller_is_listed_name(speller, word))) ||
        !find_part(speller, word, &answer.part_begin, &answer.part_end)) {
        if (answer.max > 0 && class != PREP_SPELL_JUNK && class != PREP_SPELL_NAME)
            append_joined(speller, word, &answer);
        return answer.status;
    }
    bool more = true;
    if (prep_speller_variant(speller, word, class, &variant)) {
        struct answer whole = answer;
        whole.part_begin = 0;
        whole.part_end = word->n;
        more = append(&whole, &variant);
        answer.status = whole.status;
    }
    if (more && !answer.status)
        more = append_joined(speller, word, &answer);
    prep_word_slice(&part, word, answer.part_begin, answer.part_end);
    if (prep_word_shape(&part) & PREP_SHAPE_CAPS) {
        answer.upper = true;
        prep_word_lower(&part);
        prep_word_title(&part);
    }
    if (more && !answer.status)
        from_candidates(speller, &part, &answer);
    /* Hunspell's own search takes a hundred times as long and depends on the time it has: it is for
     * dictionaries that only Hunspell can read. */
    for (size_t i = 0; i < speller->tables->n_dictionaries && !answer.status; i++) {
        struct prep_hunspell *dictionary = speller->tables->dictionary[i];
        if ((unsigned char)buf->data[answer.begin] < answer.max && part.n <= PREP_SUGGEST_MAX &&
            !prep_hunspell_affixes(dictionary) &&
            !prep_hunspell_suggest(dictionary, &part, append, &answer))
            break;
    }
    return answer.status;
}

/* Of a hyphen compound, only the part that is wrong; false where there are several. */
static bool find_part(struct prep_speller *speller, const struct prep_word *word, size_t *begin,
                      size_t *end)
{
    size_t wrong = 0;
    *begin = 0;
    *end = word->n;
    if (prep_word_part_end(word, 0) == word->n)
        return true;
    for (size_t at = 0; at <= word->n;) {
        size_t part_end = prep_word_part_end(word, at);
        struct prep_word part;
        prep_word_slice(&part, word, at, part_end);
        if (!prep_speller_accepts_part(speller, &part)) {
            *begin = at;
            *end = part_end;
            wrong++;
        }
        at = part_end + 1;
    }
    return wrong == 1;
}

static void from_candidates(struct prep_speller *speller, const struct prep_word *word,
                            struct answer *answer)
{
    struct prep_candidates candidates = {0};
    answer->status = prep_speller_candidates(speller, word, &candidates);
    for (size_t i = 0; i < candidates.n && !answer->status; i++)
        if (!append(answer, &candidates.list[i].word))
            break;
    prep_candidates_free(&candidates);
}

/* "notwen-digen": what was cut at the end of a line. */
static bool append_joined(struct prep_speller *speller, const struct prep_word *word,
                          struct answer *answer)
{
    struct prep_word joined = {.n = 0};
    struct answer whole = *answer;
    for (size_t i = 0; i < word->n; i++)
        if (word->cp[i] != '-')
            joined.cp[joined.n++] = word->cp[i];
    if (joined.n == word->n || joined.n == 0 ||
        prep_speller_accepts(speller, &joined) != PREP_ANSWER_YES)
        return true;
    whole.part_begin = 0;
    whole.part_end = word->n;
    bool more = append(&whole, &joined);
    answer->status = whole.status;
    return more;
}

/* Append a suggestion in the case of the token; false: that is enough. */
static bool append(void *arg, const struct prep_word *suggestion)
{
    struct answer *answer = arg;
    struct prep_word word = *suggestion, whole;
    char text[PREP_WORD_BYTES + 1];
    if (answer->upper)
        prep_word_upper(&word);
    prep_word_slice(&whole, answer->token, 0, answer->part_begin);
    if (!prep_word_append(&whole, word.cp, word.n) ||
        !prep_word_append(&whole, answer->token->cp + answer->part_end,
                          answer->token->n - answer->part_end))
        return true;
    size_t len = prep_word_write(&whole, text);
    text[len] = '\0';
    if (len == 0 || memchr(text, '\0', len) || is_there(answer, text, len))
        return true;
    if (prep_buf_append(answer->text, text, len + 1)) {
        answer->status = PREP_E_NOMEM;
        return false;
    }
    unsigned char n = (unsigned char)(answer->text->data[answer->begin] + 1);
    answer->text->data[answer->begin] = (char)n;
    return n < answer->max;
}

static bool is_there(const struct answer *answer, const char *text, size_t len)
{
    const char *at = answer->text->data + answer->begin + 1;
    const char *end = answer->text->data + answer->text->len;
    for (; at < end; at += strlen(at) + 1)
        if (strlen(at) == len && !memcmp(at, text, len))
            return true;
    return false;
}
