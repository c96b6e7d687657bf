/* spell-options.c - the options of prep-spell, and a speller made from them. */
#include "spell.h"

#include <stdlib.h>
#include <string.h>

#define ROW(short, long, kind, argument, help, member)                                             \
    {                                                                                              \
        short, long, kind, argument, help, offsetof(struct spell_config, member), NULL             \
    }

const struct frame_option spell_options[] = {
    ROW(0, "list", FRAME_FLAG, NULL, "list unknown words: word, count, class", list),
    ROW(0, "annotate", FRAME_FLAG, NULL,
        "a row for each unknown word: line, byte and code point offset, word, class, suggestions",
        annotate),
    ROW(0, "fix", FRAME_FLAG, NULL, "correct words where only one correction is plausible", fix),
    ROW(0, "check", FRAME_FLAG, NULL, "exit with status 3 if there are unknown words", check),
    ROW(0, "score", FRAME_FLAG, NULL,
        "the input with a column added: the share of unknown words among all words of the record",
        score),
    ROW(0, "train", FRAME_FLAG, NULL, "count the known words, for --frequencies: word, count",
        train),
    ROW(0, "compile", FRAME_FLAG, NULL, "make the index for suggestions of --index, no more",
        compile),
    ROW(0, "class", FRAME_STRING, "LIST",
        "classes of unknown words that count, as in lower,noun (default all)", classes),
    ROW('d', "dictionaries", FRAME_STRING, "LIST",
        "Hunspell dictionaries, as in de_DE,en_US (default by language)", dictionaries),
    ROW('w', "words", FRAME_LIST, "FILE", "further correct words, one a line", words),
    ROW(0, "names", FRAME_LIST, "FILE", "further names, in the first column", names),
    ROW(0, "frequencies", FRAME_LIST, "FILE", "further counts of words, as made with --train",
        frequencies),
    ROW(0, "suggest", FRAME_SIZE, "N", "give up to N suggestions with --annotate (default 0)",
        suggest),
    ROW(0, "min-confidence", FRAME_SIZE, "PERCENT",
        "how sure --fix must be, from 1 to 99 (default 90)", min_confidence),
    ROW(0, "margin", FRAME_SIZE, "N",
        "how much worse the next best correction must be for --fix (default 25)", margin),
    ROW(0, "cache", FRAME_STRING, "FILE", "keep verdicts on words in FILE from run to run", cache),
    ROW(0, "index", FRAME_STRING, "FILE",
        "the index made with --compile (default: one in ~/.cache/libprep, if there)", index),
    {0},
};

const char *spell_check(void *arg)
{
    const struct spell_config *chosen = arg;
    int modes = chosen->list + chosen->annotate + chosen->fix + chosen->score + chosen->train +
                chosen->compile;
    if (modes == 0 && !chosen->check)
        return "one of --list, --annotate, --fix, --score, --train, --compile and --check is "
               "needed";
    if (modes > 1)
        return "--list, --annotate, --fix, --score, --train and --compile exclude each other";
    if (chosen->check && (chosen->fix || chosen->train || chosen->compile))
        return "--fix, --train and --compile exclude --check";
    if (chosen->fix && chosen->classes)
        return "--fix chooses by rules, not with --class";
    for (const char *at = chosen->classes; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (!spell_is_class(at, strcspn(at, ",")))
            return "--class: unknown class; see prep-spell(1)";
    }
    if (chosen->suggest > 100)
        return "--suggest: more than 100 suggestions";
    if (chosen->min_confidence > 99)
        return "--min-confidence: from 1 to 99 percent";
    return chosen->margin > 1000 ? "--margin: more than 1000" : NULL;
}

struct prep_transform *spell_open(const struct frame_common *common, void *arg,
                                  struct prep_error *error)
{
    struct spell_config *chosen = arg;
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
    speller.name_files = chosen->names.items;
    speller.n_name_files = chosen->names.count;
    speller.frequency_files = chosen->frequencies.items;
    speller.n_frequency_files = chosen->frequencies.count;
    speller.suggestions = (unsigned)chosen->suggest;
    speller.margin = (unsigned)chosen->margin;
    speller.min_confidence = (unsigned)chosen->min_confidence;
    speller.every_word = chosen->train;
    speller.late = chosen->cache != NULL;
    struct prep_transform *made = prep_speller_new(&speller, error);
    const char *names = chosen->dictionaries;
    if (!names)
        names = strcmp(speller.language, "de") ? "en_US" : "de_DE";
    if (made &&
        (spell_index_open(chosen, made, names, error) || spell_cache_open(chosen, made, error))) {
        prep_transform_free(made);
        return NULL;
    }
    return made;
}
