/* names-propose.c - the English forms of a name, and how sure they are. */
#include "names.h"

#define STAYS 20 /* a form must be so much likelier to replace what may be English already */

static enum prep_status propose_entry(struct prep_transliterator *transliterator,
                                      const struct prep_mark *mark, size_t max,
                                      struct prep_proposal *proposal, struct prep_error *error);
static enum prep_status append_scheme(struct prep_transliterator *transliterator,
                                      const struct prep_name_details *details, struct prep_buf *out,
                                      struct prep_error *error);
static enum prep_status add_form(struct prep_transliterator *transliterator,
                                 const struct prep_name *name, const char *form, size_t len,
                                 struct prep_proposal *proposal);
static size_t first_form(const char *forms, size_t len);
static enum prep_status propose_model(struct prep_transliterator *transliterator, const char *text,
                                      size_t len, const struct prep_clue *clue, size_t max,
                                      struct prep_proposal *proposal);
static bool may_stay(const struct prep_proposal *proposal, size_t n, const char *forms,
                     const char *word, size_t len);
static unsigned trust(enum prep_why why);

enum prep_status prep_names_propose(struct prep_transliterator *transliterator, const char *line,
                                    const struct prep_mark *mark, size_t max,
                                    struct prep_proposal *proposal, struct prep_error *error)
{
    const char *text = line + mark->begin;
    size_t len = mark->end - mark->begin;
    struct prep_buf *word = &transliterator->word;
    enum prep_status status = PREP_OK;
    prep_buf_reset(word);
    *proposal = (struct prep_proposal){.confidence = trust(mark->why)};
    switch (mark->type) {
    case PREP_MARK_NAME:
        proposal->rule =
            mark->name.flags & PREP_NAME_ORIGINAL ? PREP_NAMES_CYRILLIC : PREP_NAMES_GAZETTEER;
        return propose_entry(transliterator, mark, max, proposal, error);
    case PREP_MARK_CYRILLIC:
        proposal->rule = PREP_NAMES_CYRILLIC;
        proposal->confidence = 90;
        status = prep_latin_append(transliterator->latin[mark->language], text, len, word, error);
        proposal->forms[proposal->n_forms++] = (struct prep_name_candidate){0, word->len, 90};
        break;
    case PREP_MARK_LIKELY:
        proposal->rule = PREP_NAMES_TRANSCRIPTION;
        if (propose_model(transliterator, text, len, &mark->clue, max, proposal))
            status = prep_fail_nomem(error);
        break;
    case PREP_MARK_OTHER:
        break;
    }
    if (!status && proposal->n_forms == 0) { /* it stays as it is */
        if (prep_buf_append(word, text, len))
            return prep_fail_nomem(error);
        proposal->forms[proposal->n_forms++] = (struct prep_name_candidate){0, len, 0};
    }
    return status;
}

bool prep_names_wants(const struct prep_transliterator *transliterator, const char *line,
                      const struct prep_mark *mark, const struct prep_proposal *proposal)
{
    size_t len = mark->end - mark->begin;
    const struct prep_name_candidate *best = &proposal->forms[0];
    /* A rule that is off bore out another's mark, no more. */
    return mark->accepted && prep_rule_on(&transliterator->base, proposal->rule) &&
           proposal->confidence >= transliterator->min_confidence &&
           (best->end - best->begin != len ||
            memcmp(transliterator->word.data + best->begin, line + mark->begin, len) != 0);
}

static enum prep_status propose_entry(struct prep_transliterator *transliterator,
                                      const struct prep_mark *mark, size_t max,
                                      struct prep_proposal *proposal, struct prep_error *error)
{
    const struct prep_name *name = &mark->name;
    struct prep_name_details details =
        prep_lexicon_details(prep_names_lexicon(transliterator->model), name->entry);
    enum prep_status status = PREP_OK;
    if (transliterator->to_german && details.german_len > 0) {
        status = add_form(transliterator, name, details.german,
                          first_form(details.german, details.german_len), proposal);
    } else if (transliterator->scheme != PREP_SCHEME_COMMON || transliterator->to_german) {
        struct prep_buf form = PREP_BUF_INIT;
        status = append_scheme(transliterator, &details, &form, error);
        if (!status && form.len > 0)
            status = add_form(transliterator, name, form.data, form.len, proposal);
        prep_buf_free(&form);
    }
    if (!status && proposal->n_forms == 0)
        status = add_form(transliterator, name, name->english, name->english_len, proposal);
    const char *form = details.alternatives, *end = form + details.alternatives_len;
    while (!status && form < end && proposal->n_forms < max) {
        size_t len = first_form(form, (size_t)(end - form));
        status = add_form(transliterator, name, form, len, proposal);
        form += len + 1;
    }
    return status == PREP_E_NOMEM ? prep_fail_nomem(error) : status;
}

/* Append what the rules of the scheme make of the original, word by word; nothing where it is not
 * in Cyrillic letters. */
static enum prep_status append_scheme(struct prep_transliterator *transliterator,
                                      const struct prep_name_details *details, struct prep_buf *out,
                                      struct prep_error *error)
{
    const struct prep_letters *letters = prep_names_letters(transliterator->model);
    size_t language = prep_letters_find(letters, details->language);
    enum prep_status status = PREP_OK;
    if (language == PREP_LANGUAGE_ANY || !transliterator->latin[language])
        return PREP_OK;
    const char *text = details->original;
    for (size_t at = 0, len = details->original_len; !status && at <= len; at++) {
        size_t begin = at;
        while (at < len && text[at] != ' ' && text[at] != '-')
            at++;
        if (at > begin)
            status = prep_latin_append(transliterator->latin[language], text + begin, at - begin,
                                       out, error);
        if (!status && at < len)
            status = prep_buf_append(out, text + at, 1);
    }
    return status;
}

/* Add a form of a name in the case and the case ending of what it stands for. */
static enum prep_status add_form(struct prep_transliterator *transliterator,
                                 const struct prep_name *name, const char *form, size_t len,
                                 struct prep_proposal *proposal)
{
    struct prep_buf *out = &transliterator->word;
    enum prep_status status = PREP_OK;
    bool capitals = name->flags & PREP_NAME_CAPITALS;
    size_t begin = out->len;
    if (!capitals)
        status = prep_buf_append(out, form, len);
    for (size_t at = 0; capitals && !status && at < len;)
        status = prep_buf_append_code_point(out, prep_char_upper(prep_utf8_next(form, len, &at)));
    if (!status && name->flags & PREP_NAME_GENITIVE)
        status = prep_buf_append(out, capitals ? "S" : "s", 1);
    proposal->forms[proposal->n_forms++] =
        (struct prep_name_candidate){begin, out->len, proposal->confidence};
    return status;
}

static size_t first_form(const char *forms, size_t len)
{
    const char *bar = memchr(forms, '|', len);
    return bar ? (size_t)(bar - forms) : len;
}

static enum prep_status propose_model(struct prep_transliterator *transliterator, const char *text,
                                      size_t len, const struct prep_clue *clue, size_t max,
                                      struct prep_proposal *proposal)
{
    struct prep_buf plain = PREP_BUF_INIT, *word = &transliterator->word;
    const struct prep_letters *letters = prep_names_letters(transliterator->model);
    size_t language = transliterator->wanted.language, n;
    enum prep_status status = prep_respelling_best(
        prep_names_respelling(transliterator->model), prep_names_ngrams(transliterator->model),
        text, len - clue->genitive,
        language == PREP_LANGUAGE_ANY ? NULL : prep_letters_language(letters, language), &plain,
        proposal->forms, clue->mixed ? PREP_CANDIDATES_MAX : max, &n);
    proposal->n_forms = n < max ? n : max;
    if (!status && clue->mixed && may_stay(proposal, n, plain.data, text, len))
        proposal->n_forms = 0;
    unsigned sure = proposal->confidence;
    for (size_t i = 0; !status && i < proposal->n_forms; i++) {
        struct prep_name_candidate *form = &proposal->forms[i];
        size_t begin = word->len;
        status = prep_buf_append(word, plain.data + form->begin, form->end - form->begin);
        if (!status && clue->genitive)
            status = prep_buf_append(word, text + len - 1, 1);
        *form = (struct prep_name_candidate){begin, word->len, sure * form->confidence / 100};
    }
    if (proposal->n_forms > 0)
        proposal->confidence = proposal->forms[0].confidence;
    prep_buf_free(&plain);
    return status;
}

/* Is a word as it stands among its forms, and not far less likely than the best? */
static bool may_stay(const struct prep_proposal *proposal, size_t n, const char *forms,
                     const char *word, size_t len)
{
    for (size_t i = 0; i < n; i++) {
        const struct prep_name_candidate *form = &proposal->forms[i];
        if (form->end - form->begin == len && !memcmp(forms + form->begin, word, len))
            return form->confidence * STAYS >= proposal->forms[0].confidence;
    }
    return false;
}

/* How often, of a hundred, a word is a name where there is this evidence. */
static unsigned trust(enum prep_why why)
{
    static const uint8_t percent[] = {
        [PREP_WHY_NONE] = 0,      [PREP_WHY_ENTRY] = 99,  [PREP_WHY_NAME] = 96,
        [PREP_WHY_CUE] = 92,      [PREP_WHY_FORM] = 97,   [PREP_WHY_REPEATED] = 92,
        [PREP_WHY_ASSUMED] = 100, [PREP_WHY_SCRIPT] = 98, [PREP_WHY_USER] = 100,
    };
    return percent[why];
}
