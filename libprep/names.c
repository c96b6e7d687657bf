/* names.c - prep-transliterate: which words of a record are names, and what becomes of them. */
#include "names.h"

#include <stdio.h>
#include <stdlib.h>

enum rule { RULE_GAZETTEER, RULE_TRANSCRIPTION, RULE_CYRILLIC, N_RULES };

static const struct prep_rule rules[N_RULES] = {
    {"gazetteer", "names of the lexicon get their English form (Jelzin: Yeltsin)", true},
    {"transcription", "other names in German transcription, where there is evidence", true},
    {"cyrillic", "words in Cyrillic letters become Latin", true},
};

struct transliterator {
    struct prep_transform base;
    struct prep_names_model *model; /* shared by clones */
    struct prep_names_scan scan;
    struct prep_latin *latin[PREP_LANGUAGES_MAX]; /* by language; NULL without `cyrillic` */
    struct prep_buf word;                         /* scratch: one English form */
    bool assume;                                  /* every word is a name */
    unsigned kinds;                               /* bits: enum prep_name_kind */
};

static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error);
static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error);
static void free_transliterator(struct prep_transform *transform);
static enum prep_status check_language(const char *language, bool *german,
                                       struct prep_error *error);
static enum prep_status open_latin(struct transliterator *transliterator, const char *data_dir,
                                   struct prep_error *error);
static enum prep_status english_form(struct transliterator *transliterator, const char *line,
                                     const struct prep_mark *mark, enum rule *rule,
                                     struct prep_error *error);
static enum prep_status append_name(const struct prep_name *name, struct prep_buf *out);
static bool is_code(const char *line, size_t len, const struct prep_mark *mark, size_t *code_end,
                    bool *code);
static bool looks_like_code(const char *text, size_t len);

static const struct prep_transform_class class = {
    .rules = rules,
    .n_rules = N_RULES,
    .run_line = run_line,
    .clone = clone,
    .free = free_transliterator,
};

void prep_transliterator_options_init(struct prep_transliterator_options *options)
{
    memset(options, 0, sizeof *options);
    options->size = sizeof *options;
}

const struct prep_rule *prep_transliterator_rules(size_t *count)
{
    *count = N_RULES;
    return rules;
}

struct prep_transform *
prep_transliterator_new(const struct prep_transliterator_options *options_given,
                        struct prep_error *error)
{
    struct prep_transliterator_options options;
    struct transliterator *transliterator;
    uint64_t enabled;
    bool german;
    PREP_OPTIONS_COPY(options, options_given);
    if (check_language(options.language, &german, error) ||
        prep_rules_parse(rules, N_RULES, options.rules, &enabled, error))
        return NULL;
    if (!german)
        enabled &= (uint64_t)1 << RULE_CYRILLIC;
    transliterator = calloc(1, sizeof *transliterator);
    if (!transliterator) {
        prep_fail_nomem(error);
        return NULL;
    }
    transliterator->base.class = &class;
    transliterator->base.enabled = enabled;
    transliterator->assume = options.assume_names;
    transliterator->kinds = ~(1u << PREP_NAME_EXONYM);
    transliterator->model = prep_names_model_new(options.data_dir, error);
    if (transliterator->model &&
        (!(enabled >> RULE_CYRILLIC & 1) || !open_latin(transliterator, options.data_dir, error)))
        return &transliterator->base;
    free_transliterator(&transliterator->base);
    return NULL;
}

static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error)
{
    (void)flags;
    struct transliterator *transliterator = (struct transliterator *)transform;
    struct prep_names_scan *scan = &transliterator->scan;
    struct prep_names_wanted wanted = {
        prep_rule_on(transform, RULE_GAZETTEER), prep_rule_on(transform, RULE_TRANSCRIPTION),
        prep_rule_on(transform, RULE_CYRILLIC), transliterator->assume, transliterator->kinds};
    size_t begin = out->len, copied = 0, code_end = 0;
    bool code = false;
    enum prep_status status = prep_names_scan_line(scan, transliterator->model, wanted, line, len);
    for (size_t i = 0; !status && i < scan->n_marks; i++) {
        const struct prep_mark *mark = &scan->marks[i];
        size_t mark_len = mark->end - mark->begin;
        enum rule rule;
        if (!mark->accepted || is_code(line, len, mark, &code_end, &code))
            continue;
        if ((status = english_form(transliterator, line, mark, &rule, error)))
            return status;
        if (!prep_rule_on(transform, rule))
            continue; /* the mark only bore out another */
        const struct prep_buf *word = &transliterator->word;
        if (word->len == mark_len && !memcmp(word->data, line + mark->begin, mark_len))
            continue;
        status = prep_buf_append(out, line + copied, mark->begin - copied);
        size_t out_begin = out->len - begin;
        if (!status)
            status = prep_buf_append(out, word->data, word->len);
        if (!status)
            status = prep_changed(transform, edits, rule, mark->begin, mark->end, out_begin,
                                  out->len - begin);
        copied = mark->end;
    }
    if (!status)
        status = prep_buf_append(out, line + copied, len - copied);
    return status;
}

static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error)
{
    const struct transliterator *from = (const struct transliterator *)transform;
    struct transliterator *to = calloc(1, sizeof *to);
    if (!to) {
        prep_fail_nomem(error);
        return NULL;
    }
    to->base.class = &class;
    to->base.enabled = from->base.enabled;
    to->assume = from->assume;
    to->kinds = from->kinds;
    to->model = prep_names_model_ref(from->model);
    for (size_t i = 0; i < PREP_LANGUAGES_MAX; i++) {
        if (from->latin[i] && !(to->latin[i] = prep_latin_clone(from->latin[i], error))) {
            free_transliterator(&to->base);
            return NULL;
        }
    }
    return &to->base;
}

static void free_transliterator(struct prep_transform *transform)
{
    struct transliterator *transliterator = (struct transliterator *)transform;
    for (size_t i = 0; i < PREP_LANGUAGES_MAX; i++)
        prep_latin_free(transliterator->latin[i]);
    prep_names_model_free(transliterator->model);
    prep_names_scan_free(&transliterator->scan);
    prep_buf_free(&transliterator->word);
    free(transliterator);
}

static enum prep_status check_language(const char *language, bool *german, struct prep_error *error)
{
    *german = !language || !strcmp(language, "de");
    if (*german || !strcmp(language, "en"))
        return PREP_OK;
    return prep_fail(error, PREP_E_OPTION, 0, "language \"%.20s\": must be de or en", language);
}

static enum prep_status open_latin(struct transliterator *transliterator, const char *data_dir,
                                   struct prep_error *error)
{
    const struct prep_letters *letters = prep_names_letters(transliterator->model);
    for (size_t i = 0; i < prep_letters_count(letters); i++) {
        char name[16];
        snprintf(name, sizeof name, "%s-en", prep_letters_language(letters, i));
        transliterator->latin[i] = prep_latin_new(data_dir, name, error);
        if (!transliterator->latin[i])
            return PREP_E_DATA;
    }
    return PREP_OK;
}

/* Put what becomes of a marked word into transliterator->word. */
static enum prep_status english_form(struct transliterator *transliterator, const char *line,
                                     const struct prep_mark *mark, enum rule *rule,
                                     struct prep_error *error)
{
    const char *text = line + mark->begin;
    size_t len = mark->end - mark->begin;
    struct prep_buf *word = &transliterator->word;
    prep_buf_reset(word);
    if (mark->type == PREP_MARK_NAME) {
        *rule = mark->name.flags & PREP_NAME_ORIGINAL ? RULE_CYRILLIC : RULE_GAZETTEER;
        return append_name(&mark->name, word);
    }
    if (mark->type == PREP_MARK_CYRILLIC) {
        *rule = RULE_CYRILLIC;
        return prep_latin_append(transliterator->latin[mark->language], text, len, word, error);
    }
    *rule = RULE_TRANSCRIPTION;
    enum prep_status status = prep_respelling_append(prep_names_respelling(transliterator->model),
                                                     text, len - mark->clue.genitive, NULL, word);
    if (!status && mark->clue.genitive)
        status = prep_buf_append(word, text + len - 1, 1);
    return status;
}

/* Append the English form of a name in the case and the case ending of what it stands for. */
static enum prep_status append_name(const struct prep_name *name, struct prep_buf *out)
{
    enum prep_status status = PREP_OK;
    bool capitals = name->flags & PREP_NAME_CAPITALS;
    if (!capitals)
        status = prep_buf_append(out, name->english, name->english_len);
    for (size_t at = 0; capitals && !status && at < name->english_len;)
        status = prep_buf_append_code_point(
            out, prep_char_upper(prep_utf8_next(name->english, name->english_len, &at)));
    if (!status && name->flags & PREP_NAME_GENITIVE)
        status = prep_buf_append(out, capitals ? "S" : "s", 1);
    return status;
}

/* Is a word part of something that is not language: an address, a path, the name of a file or of
 * a user? *code_end and *code are the verdict on the piece between white space that was asked for
 * last, so that a long piece with many names is looked at once. */
static bool is_code(const char *line, size_t len, const struct prep_mark *mark, size_t *code_end,
                    bool *code)
{
    size_t begin = mark->begin, end = mark->end;
    if (begin > 0 && strchr("@#_\\~%&=$", line[begin - 1]) && line[begin - 1])
        return true;
    if (end < len && strchr("@_\\=$", line[end]) && line[end])
        return true;
    /* A letter or digit right behind a full stop: a file or a host. One letter before it is an
     * initial: A.Petrow. */
    if (end + 1 < len && line[end] == '.') {
        size_t at = end + 1;
        if (prep_char(prep_utf8_next(line, len, &at)) & (PREP_CHAR_LETTER | PREP_CHAR_DIGIT))
            return true;
    }
    if (begin > 1 && line[begin - 1] == '.') {
        size_t at = begin - 1;
        unsigned before = prep_char(prep_utf8_prev(line, &at));
        bool initial = before & PREP_CHAR_UPPER;
        if (initial && at > 0)
            initial =
                !(prep_char(prep_utf8_prev(line, &at)) & (PREP_CHAR_LETTER | PREP_CHAR_DIGIT));
        if (before & (PREP_CHAR_LETTER | PREP_CHAR_DIGIT) && !initial)
            return true;
    }
    if (begin >= *code_end) {
        while (begin > 0 && !strchr(" \t", line[begin - 1]))
            begin--;
        while (end < len && !strchr(" \t", line[end]))
            end++;
        *code_end = end;
        *code = looks_like_code(line + begin, end - begin);
    }
    return *code;
}

static bool looks_like_code(const char *text, size_t len)
{
    if (len > 1 && (text[0] == '/' || (text[0] == '.' && text[1] != '.') || text[0] == '~'))
        return true;
    bool host = false; /* there was a full stop inside a word: example.org/Kiew */
    for (size_t i = 0; i + 1 < len; i++) {
        if (text[i] == '@' || text[i] == '\\')
            return true;
        if (text[i + 1] == '/' && (text[i] == ':' || host))
            return true;
        if (i > 0 && text[i] == '.')
            host = prep_char((uint8_t)text[i - 1]) & prep_char((uint8_t)text[i + 1]) &
                   PREP_CHAR_LETTER;
        if (i + 4 <= len && !memcmp(text + i, "www.", 4))
            return true;
    }
    return false;
}
