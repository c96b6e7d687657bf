/* spell-cache.c - what was found out about a token is kept. Text is a few words many times. */
#include "spell-words.h"

#define TOKENS_MAX    262144   /* in each cache; then it starts again from nothing */
#define ANSWERS_BYTES 16777216 /* of suggestions and corrections */

static enum prep_status judge(struct prep_speller *speller, const char *token, size_t len,
                              bool dotted, struct prep_token_hash hash,
                              enum prep_spell_class *class, struct prep_error *error);
static enum prep_spell_class judge_afresh(struct prep_speller *speller, const char *token,
                                          size_t len, bool dotted);
static enum prep_status make_answer_room(struct prep_speller *speller);
static enum prep_status correct_afresh(struct prep_speller *speller, const char *token, size_t len,
                                       enum prep_spell_class class, uint32_t *at);

enum prep_status prep_speller_judge(struct prep_speller *speller, const char *text, size_t len,
                                    size_t begin, size_t end, struct prep_token_hash hash,
                                    enum prep_spell_class *class, struct prep_error *error)
{
    enum prep_status status = judge(speller, text + begin, end - begin, false, hash, class, error);
    if (status || *class == PREP_SPELL_KNOWN || end == len || text[end] != '.')
        return status;
    enum prep_spell_class dotted;
    hash = prep_token_hash(text + begin, end - begin + 1, true);
    status = judge(speller, text + begin, end - begin + 1, true, hash, &dotted, error);
    if (!status && dotted == PREP_SPELL_KNOWN)
        *class = dotted;
    return status;
}

enum prep_status prep_speller_correction(struct prep_speller *speller, const char *token,
                                         size_t len, enum prep_spell_class class,
                                         const char **correction, struct prep_error *error)
{
    *correction = NULL;
    if (len > PREP_WORD_BYTES)
        return PREP_OK;
    const uint32_t *kept = prep_map_find(speller->fixes, token, len);
    uint32_t at = kept ? *kept : 0;
    if (!kept) {
        enum prep_status status = prep_spell_tables_need(speller->tables, error);
        if (status)
            return status;
        status = make_answer_room(speller);
        if (!status)
            status = correct_afresh(speller, token, len, class, &at);
        uint32_t *value = status ? NULL : prep_map_insert(speller->fixes, token, len, NULL);
        if (!value)
            return PREP_E_NOMEM;
        *value = at;
    }
    if (at > 0)
        *correction = speller->answer_text.data + at;
    return PREP_OK;
}

enum prep_status prep_speller_answer(struct prep_speller *speller, const char *token, size_t len,
                                     enum prep_spell_class class, const char **answer,
                                     struct prep_error *error)
{
    struct prep_word word;
    *answer = "";
    if (len > PREP_WORD_BYTES || !prep_word_read(&word, token, len))
        return PREP_OK;
    const uint32_t *kept = prep_map_find(speller->answers, token, len);
    if (!kept) {
        enum prep_status status = prep_spell_tables_need(speller->tables, error);
        if (status)
            return status;
        if (make_answer_room(speller))
            return PREP_E_NOMEM;
        size_t at = speller->answer_text.len;
        status = prep_speller_suggest(speller, &word, class, &speller->answer_text);
        uint32_t *value = status ? NULL : prep_map_insert(speller->answers, token, len, NULL);
        if (!value)
            return PREP_E_NOMEM;
        *value = (uint32_t)at;
        kept = value;
    }
    *answer = speller->answer_text.data + *kept;
    return PREP_OK;
}

/* Ask the cache first. The verdict depends on the token alone, so that the cache cannot change a
 * result. dotted: the token ends in a dot and all that matters is whether it is known. */
static enum prep_status judge(struct prep_speller *speller, const char *token, size_t len,
                              bool dotted, struct prep_token_hash hash,
                              enum prep_spell_class *class, struct prep_error *error)
{
    *class = PREP_SPELL_JUNK;
    if (len > PREP_WORD_BYTES) /* not worth keeping */
        return PREP_OK;
    struct prep_verdicts *verdicts = speller->tables->verdicts;
    int kept = prep_verdicts_find(verdicts, hash);
    if (kept < 0) {
        enum prep_status status = prep_spell_tables_need(speller->tables, error);
        if (status)
            return status;
        kept = (int)judge_afresh(speller, token, len, dotted);
        prep_verdicts_keep(verdicts, hash, kept);
    }
    *class = (enum prep_spell_class)kept;
    return PREP_OK;
}

static enum prep_spell_class judge_afresh(struct prep_speller *speller, const char *token,
                                          size_t len, bool dotted)
{
    struct prep_word word;
    if (!prep_word_read(&word, token, len))
        return PREP_SPELL_JUNK;
    enum prep_answer answer =
        dotted ? prep_speller_has(speller, &word) : prep_speller_accepts(speller, &word);
    if (answer == PREP_ANSWER_YES)
        return PREP_SPELL_KNOWN;
    return dotted ? PREP_SPELL_LOWER : prep_speller_classify(speller, &word, answer);
}

/* Empty the text of answers and what points into it, if it is full. */
static enum prep_status make_answer_room(struct prep_speller *speller)
{
    struct prep_buf *text = &speller->answer_text;
    char nothing = 0;
    if (text->len > ANSWERS_BYTES || prep_map_count(speller->answers) >= TOKENS_MAX ||
        prep_map_count(speller->fixes) >= TOKENS_MAX) {
        struct prep_map *answers = prep_map_new(), *fixes = prep_map_new();
        if (!answers || !fixes) {
            prep_map_free(answers);
            prep_map_free(fixes);
            return PREP_E_NOMEM;
        }
        prep_map_free(speller->answers);
        prep_map_free(speller->fixes);
        speller->answers = answers;
        speller->fixes = fixes;
        text->len = 0;
    }
    /* Offset 0 means "no correction". */
    return text->len == 0 ? prep_buf_append(text, &nothing, 1) : PREP_OK;
}

static enum prep_status correct_afresh(struct prep_speller *speller, const char *token, size_t len,
                                       enum prep_spell_class class, uint32_t *at)
{
    struct prep_word word, correction;
    char text[PREP_WORD_BYTES + 1];
    bool found;
    *at = 0;
    if (!prep_word_read(&word, token, len))
        return PREP_OK;
    enum prep_status status = prep_speller_correct(speller, &word, class, &correction, &found);
    if (status || !found)
        return status;
    size_t size = prep_word_write(&correction, text);
    text[size] = '\0';
    *at = (uint32_t)speller->answer_text.len;
    return prep_buf_append(&speller->answer_text, text, size + 1);
}
