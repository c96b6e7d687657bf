/* spell.c - prep-spell: lists, annotates, checks or safely fixes misspellings. */
#include "spell.h"

#include <stdlib.h>
#include <string.h>

static struct spell_config config;

static const struct frame_option options[] = {
    {0, "list", FRAME_FLAG, NULL, "list unknown words: word, count, class",
     offsetof(struct spell_config, list), NULL},
    {0, "annotate", FRAME_FLAG, NULL,
     "a row for each unknown word: line, byte and code point offset, word, class, suggestions",
     offsetof(struct spell_config, annotate), NULL},
    {0, "fix", FRAME_FLAG, NULL, "correct words where only one correction is plausible",
     offsetof(struct spell_config, fix), NULL},
    {0, "check", FRAME_FLAG, NULL, "exit with status 3 if there are unknown words",
     offsetof(struct spell_config, check), NULL},
    {0, "score", FRAME_FLAG, NULL,
     "the input with a column added: the share of unknown words among all words of the record",
     offsetof(struct spell_config, score), NULL},
    {0, "class", FRAME_STRING, "LIST",
     "classes of unknown words that count, as in lower,noun (default all)",
     offsetof(struct spell_config, classes), NULL},
    {'d', "dictionaries", FRAME_STRING, "LIST",
     "Hunspell dictionaries, as in de_DE,en_US (default by language)",
     offsetof(struct spell_config, dictionaries), NULL},
    {'w', "words", FRAME_LIST, "FILE", "further correct words, one a line",
     offsetof(struct spell_config, words), NULL},
    {0, "suggest", FRAME_SIZE, "N", "give up to N suggestions with --annotate (default 0)",
     offsetof(struct spell_config, suggest), NULL},
    {0},
};

static const char *check_modes(void *arg)
{
    const struct spell_config *chosen = arg;
    int modes = chosen->list + chosen->annotate + chosen->fix + chosen->score;
    if (modes == 0 && !chosen->check)
        return "one of --list, --annotate, --fix, --score and --check is needed";
    if (modes > 1)
        return "--list, --annotate, --fix and --score exclude each other";
    if (chosen->fix && chosen->check)
        return "--fix and --check exclude each other";
    if (chosen->fix && chosen->classes)
        return "--fix chooses by rules, not with --class";
    for (const char *at = chosen->classes; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (!spell_is_class(at, strcspn(at, ",")))
            return "--class: unknown class; see prep-spell(1)";
    }
    if (chosen->suggest > 100)
        return "--suggest: more than 100 suggestions";
    return NULL;
}

static struct prep_transform *open_speller(const struct frame_common *common, void *arg,
                                           struct prep_error *error)
{
    const struct spell_config *chosen = arg;
    struct prep_speller_options speller;
    char path[4096];
    const char *more = getenv("DICPATH"); /* where hunspell(1) looks first, too */
    prep_speller_options_init(&speller);
    if (more && *more && strlen(more) < sizeof path - sizeof SPELL_SYSTEM_PATH - 1) {
        snprintf(path, sizeof path, "%s:%s", more, SPELL_SYSTEM_PATH);
        speller.dictionary_path = path;
    }
    speller.rules = common->rules;
    speller.language = frame_language(common);
    speller.data_dir = frame_data_dir();
    speller.dictionaries = chosen->dictionaries;
    speller.word_files = chosen->words.items;
    speller.n_word_files = chosen->words.count;
    speller.suggestions = (unsigned)chosen->suggest;
    return prep_speller_new(&speller, error);
}

int main(int argc, char **argv)
{
    static const struct frame_filter filter = {
        .name = "prep-spell",
        .summary = "Check German or English spelling: list, annotate, check for or fix errors.",
        .options = options,
        .config = &config,
        .rules = prep_speller_rules,
        .check = check_modes,
        .open = open_speller,
        .report = spell_report,
    };
    return frame_main(&filter, argc, argv);
}
