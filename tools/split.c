/* split.c - prep-split: one sentence a line. */
#include "split.h"

static struct split_config config;

static const struct frame_option options[] = {
    {'a', "abbreviations", FRAME_LIST, "FILE", "further abbreviations, one a line",
     offsetof(struct split_config, abbreviations), NULL},
    {0, "semicolon", FRAME_FLAG, NULL, "end sentences at a semicolon before a full clause",
     offsetof(struct split_config, semicolon), NULL},
    {0, "colon", FRAME_FLAG, NULL, "end sentences at a colon before a full clause",
     offsetof(struct split_config, colon), NULL},
    {0, "list-items", FRAME_FLAG, NULL, "begin a sentence with each item of a list",
     offsetof(struct split_config, list_items), NULL},
    {0, "legal", FRAME_FLAG, NULL, "know the abbreviations and citations of legal texts",
     offsetof(struct split_config, legal), NULL},
    {0, "keep-lines", FRAME_STRING, "SEP",
     "keep a paragraph on its line and put SEP between its sentences",
     offsetof(struct split_config, keep_lines), NULL},
    {0, "paragraphs", FRAME_FLAG, NULL, "put an empty line between the paragraphs",
     offsetof(struct split_config, paragraphs), NULL},
    {0, "ids", FRAME_FLAG, NULL,
     "a row for each sentence: number of the paragraph, of the sentence in it, sentence",
     offsetof(struct split_config, ids), NULL},
    {0, "explain", FRAME_FLAG, NULL,
     "a row for each place where a sentence might end: line, byte, verdict, rule, text",
     offsetof(struct split_config, explain), NULL},
    {0},
};

static const char *check_modes(void *arg)
{
    const struct split_config *chosen = arg;
    if ((chosen->keep_lines != NULL) + chosen->paragraphs + chosen->ids + chosen->explain > 1)
        return "--keep-lines, --paragraphs, --ids and --explain exclude each other";
    return NULL;
}

static struct prep_transform *open_splitter(const struct frame_common *common, void *arg,
                                            struct prep_error *error)
{
    const struct split_config *chosen = arg;
    struct prep_splitter_options splitter;
    prep_splitter_options_init(&splitter);
    splitter.rules = common->rules;
    splitter.language = frame_language(common);
    splitter.data_dir = frame_data_dir();
    splitter.abbreviation_files = chosen->abbreviations.items;
    splitter.n_abbreviation_files = chosen->abbreviations.count;
    splitter.separator = chosen->keep_lines;
    splitter.semicolon = chosen->semicolon;
    splitter.colon = chosen->colon;
    splitter.list_items = chosen->list_items;
    splitter.legal = chosen->legal;
    return prep_splitter_new(&splitter, error);
}

static bool splits(void *arg)
{
    const struct split_config *chosen = arg;
    return !chosen->keep_lines;
}

int main(int argc, char **argv)
{
    static const struct frame_filter filter = {
        .name = "prep-split",
        .summary = "Split each line, a paragraph, into sentences, one a line.",
        .options = options,
        .config = &config,
        .rules = prep_splitter_rules,
        .check = check_modes,
        .open = open_splitter,
        .report = split_report,
        .splits = splits,
    };
    return frame_main(&filter, argc, argv);
}
