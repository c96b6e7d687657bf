/* spell.c - the spell-checker as a transform and as a reporter. */
#include "spell-words.h"

#include <stdlib.h>

/* Corrections are rare and right unless the caller wants more of them. */
enum { MARGIN = 25, CONFIDENCE = 90 };

static const struct prep_rule rules[PREP_SPELL_RULES] = {
    [PREP_SPELL_RULE_MISSPELLING] = {"misspelling", "correct a word that has one likely correction",
                                     true},
    [PREP_SPELL_RULE_OLD] = {"old-spelling", "write words of the old orthography in the new one",
                             false},
    [PREP_SPELL_RULE_SWISS] = {"swiss", "write ß where Swiss texts have ss", false},
    [PREP_SPELL_RULE_UMLAUT] = {"umlaut", "write umlauts where a text has ae, oe, ue", false},
};

static enum prep_status note_sources(struct prep_transform *made,
                                     const struct prep_speller_options *options,
                                     struct prep_error *error);
static struct prep_speller *make(struct prep_spell_tables *tables, struct prep_error *error);
static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error);
static bool is_in_company(const char *line, uint64_t before, const struct prep_seen *now,
                          const struct prep_seen *after);
static struct prep_transform *clone_speller(const struct prep_transform *transform,
                                            struct prep_error *error);
static void destroy(struct prep_transform *transform);
static enum prep_status report_one(struct prep_speller *speller, const char *text,
                                   struct prep_misspelling *misspelling,
                                   enum prep_spell_class class, prep_misspelling_fn *report,
                                   void *arg, struct prep_error *error);
static size_t count_code_points(const char *text, size_t len);

static const struct prep_transform_class speller_class = {
    .rules = rules,
    .n_rules = PREP_SPELL_RULES,
    .run_line = run_line,
    .clone = clone_speller,
    .free = destroy,
};

void prep_speller_options_init(struct prep_speller_options *options)
{
    memset(options, 0, sizeof *options);
    options->size = sizeof *options;
}

const struct prep_rule *prep_speller_rules(size_t *count)
{
    *count = PREP_SPELL_RULES;
    return rules;
}

struct prep_transform *prep_speller_new(const struct prep_speller_options *given,
                                        struct prep_error *error)
{
    struct prep_speller_options options;
    uint64_t enabled;
    PREP_OPTIONS_COPY(options, given);
    if (options.min_confidence > 99) {
        prep_fail(error, PREP_E_OPTION, 0, "a confidence is from 1 to 99 percent");
        return NULL;
    }
    if (prep_rules_parse(rules, PREP_SPELL_RULES, options.rules, &enabled, error))
        return NULL;
    struct prep_spell_tables *tables = prep_spell_tables_new(&options, error);
    if (!tables)
        return NULL;
    struct prep_speller *speller = make(tables, error);
    prep_spell_tables_release(tables);
    if (!speller)
        return NULL;
    speller->base.enabled = enabled;
    speller->suggestions = options.suggestions;
    speller->every_word = options.every_word;
    speller->margin = options.margin ? options.margin : MARGIN;
    speller->min_confidence = options.min_confidence ? options.min_confidence : CONFIDENCE;
    enum prep_status status = note_sources(&speller->base, &options, error);
    if (status) {
        if (status == PREP_E_NOMEM)
            prep_fail_nomem(error);
        prep_transform_free(&speller->base);
        return NULL;
    }
    return &speller->base;
}

bool prep_is_speller(const struct prep_transform *transform)
{
    return transform->class == &speller_class;
}

enum prep_status prep_speller_check(struct prep_transform *transform, const char *text, size_t len,
                                    prep_misspelling_fn *report, void *arg,
                                    struct prep_error *error)
{
    if (!prep_is_speller(transform))
        return prep_fail(error, PREP_E_OPTION, 0, "not a spell-checker");
    struct prep_speller *speller = (struct prep_speller *)transform;
    struct prep_misspelling misspelling = {0};
    struct prep_scan scan;
    struct prep_seen seen;
    size_t counted = 0; /* bytes whose code points are in misspelling.code_point */
    enum prep_status status = prep_utf8_check(text, len, error);
    prep_scan_begin(&scan, transform, text, len, speller->every_word, error);
    while (!status && !(status = prep_scan_next(&scan, &seen)) && seen.end > 0) {
        misspelling.begin = seen.begin;
        misspelling.end = seen.end;
        misspelling.code_point += count_code_points(text + counted, seen.begin - counted);
        counted = seen.begin;
        status = report_one(speller, text, &misspelling, seen.class, report, arg, error);
    }
    return status == PREP_E_NOMEM ? prep_fail_nomem(error) : status;
}

size_t prep_speller_words(const char *text, size_t len)
{
    struct prep_words words;
    size_t n = 0;
    if (prep_utf8_check(text, len, NULL))
        return 0;
    prep_words_begin(&words, text, len);
    while (prep_words_more(&words))
        n += words.n;
    return n;
}

/* The files that verdicts, suggestions and corrections depend on. */
static enum prep_status note_sources(struct prep_transform *made,
                                     const struct prep_speller_options *options,
                                     struct prep_error *error)
{
    const struct prep_spell_tables *tables = ((struct prep_speller *)made)->tables;
    const char *dir = prep_data_dir(options->data_dir);
    char aff[PREP_DICTIONARY_PATH], dic[PREP_DICTIONARY_PATH];
    const struct {
        const char *const *files;
        size_t n;
    } lists[] = {{options->word_files, options->n_word_files},
                 {options->name_files, options->n_name_files},
                 {options->frequency_files, options->n_frequency_files}};
    enum prep_status status = PREP_OK;
    for (size_t i = 0; !status && i <= tables->n_names; i++) {
        bool foreign = i == tables->n_names; /* that it is not there is no error */
        const char *name = foreign ? tables->foreign_name : tables->dictionary_name[i];
        if (foreign && strstr(tables->dictionaries, name))
            break;
        status = prep_hunspell_find(name, tables->path, aff, dic, foreign ? NULL : error);
        if (status && foreign) {
            status = PREP_OK;
            break;
        }
        if (!status)
            status = prep_transform_made_from(made, NULL, aff);
        if (!status)
            status = prep_transform_made_from(made, NULL, dic);
    }
    for (size_t i = 0; !status && tables->files[i]; i++)
        status = prep_transform_made_from(made, dir, tables->files[i]);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t k = 0; !status && k < lists[i].n; k++)
            status = prep_transform_made_from(made, NULL, lists[i].files[k]);
    return status;
}

static struct prep_speller *make(struct prep_spell_tables *tables, struct prep_error *error)
{
    struct prep_speller *speller = calloc(1, sizeof *speller);
    if (!speller) {
        prep_fail_nomem(error);
        return NULL;
    }
    speller->base.class = &speller_class;
    speller->tables = prep_spell_tables_share(tables);
    speller->answers = prep_map_new();
    speller->fixes = prep_map_new();
    speller->front = calloc(PREP_FRONT, sizeof *speller->front);
    if (!speller->answers || !speller->fixes || !speller->front) {
        prep_fail_nomem(error);
        destroy(&speller->base);
        return NULL;
    }
    return speller;
}

static enum prep_status run_line(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error)
{
    struct prep_speller *speller = (struct prep_speller *)transform;
    struct prep_scan scan;
    struct prep_seen now, after;
    uint64_t before = 0; /* ordinal of the unknown word before */
    size_t done = 0, out_start = out->len;
    (void)flags;
    if (transform->enabled == 0)
        return prep_buf_append(out, line, len);
    prep_scan_begin(&scan, transform, line, len, false, error);
    enum prep_status status = prep_scan_next(&scan, &now);
    for (; !status && now.end > 0; before = now.ordinal, now = after) {
        const char *correction = NULL;
        int rule = prep_spell_rule_of(now.class);
        status = prep_scan_next(&scan, &after);
        if (status || rule < 0 || !prep_rule_on(transform, (unsigned)rule) ||
            (rule == PREP_SPELL_RULE_MISSPELLING && is_in_company(line, before, &now, &after)))
            continue;
        status = prep_speller_correction(speller, line + now.begin, now.end - now.begin, now.class,
                                         &correction, error);
        if (status || !correction)
            continue;
        status = prep_buf_append(out, line + done, now.begin - done);
        size_t out_begin = out->len - out_start;
        if (!status)
            status = prep_buf_append(out, correction, strlen(correction));
        if (!status)
            status = prep_changed(transform, edits, (unsigned)rule, now.begin, now.end, out_begin,
                                  out->len - out_start);
        done = now.end;
    }
    return status ? status : prep_buf_append(out, line + done, len - done);
}

/* Beside another unknown word a word may be of another language; behind a hyphen it may be the
 * second half of a word cut at the end of a line ("poli- zeilichen"). */
static bool is_in_company(const char *line, uint64_t before, const struct prep_seen *now,
                          const struct prep_seen *after)
{
    return (before > 0 && before + 1 == now->ordinal) ||
           (after->end > 0 && after->ordinal == now->ordinal + 1) ||
           (now->before > 0 && line[now->before - 1] == '-');
}

static struct prep_transform *clone_speller(const struct prep_transform *transform,
                                            struct prep_error *error)
{
    const struct prep_speller *speller = (const struct prep_speller *)transform;
    struct prep_speller *copy = make(speller->tables, error);
    if (!copy)
        return NULL;
    copy->base.enabled = transform->enabled;
    copy->suggestions = speller->suggestions;
    copy->every_word = speller->every_word;
    copy->margin = speller->margin;
    copy->min_confidence = speller->min_confidence;
    return &copy->base;
}

static void destroy(struct prep_transform *transform)
{
    struct prep_speller *speller = (struct prep_speller *)transform;
    prep_spell_tables_release(speller->tables);
    free(speller->front);
    prep_map_free(speller->answers);
    prep_map_free(speller->fixes);
    prep_buf_free(&speller->answer_text);
    free(speller);
}

/* Hand one unknown token to the caller. */
static enum prep_status report_one(struct prep_speller *speller, const char *text,
                                   struct prep_misspelling *misspelling,
                                   enum prep_spell_class class, prep_misspelling_fn *report,
                                   void *arg, struct prep_error *error)
{
    const char *suggestions[PREP_SUGGESTIONS_MAX], *next = NULL;
    misspelling->n_suggestions = 0;
    if (speller->suggestions > 0 && class != PREP_SPELL_KNOWN) {
        enum prep_status status =
            prep_speller_answer(speller, text + misspelling->begin,
                                misspelling->end - misspelling->begin, class, &next, error);
        if (status)
            return status;
        misspelling->n_suggestions = (unsigned char)*next++;
    }
    for (size_t i = 0; i < misspelling->n_suggestions; i++, next += strlen(next) + 1)
        suggestions[i] = next;
    misspelling->suggestions = suggestions;
    misspelling->class_name = prep_spell_class_name(class);
    return report(arg, misspelling);
}

static size_t count_code_points(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n;
}
