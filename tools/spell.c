/* spell.c - prep-spell: lists, annotates, checks or safely fixes misspellings. */
#include "spell.h"

#include <stdlib.h>
#include <string.h>

static struct spell_config config;

static bool compiles(int argc, char **argv);

int main(int argc, char **argv)
{
    static const struct frame_filter filter = {
        .name = "prep-spell",
        .summary = "Check German or English spelling: list, annotate, check for or fix errors.",
        .options = spell_options,
        .config = &config,
        .rules = prep_speller_rules,
        .check = spell_check,
        .open = spell_open,
        .report = spell_report,
    };
    static char nothing[] = "/dev/null";
    char **arguments = calloc((size_t)argc + 2, sizeof *arguments);
    if (!arguments)
        return FRAME_PROBLEM;
    memcpy(arguments, argv, (size_t)argc * sizeof *argv);
    if (compiles(argc, argv))
        arguments[argc++] = nothing; /* instead of waiting for standard input */
    enum frame_exit status = (enum frame_exit)frame_main(&filter, argc, arguments);
    if ((status == FRAME_DONE || status == FRAME_FINDINGS) && !spell_cache_close(&config))
        status = FRAME_PROBLEM;
    prep_transform_free(config.keeper);
    spell_index_close(&config);
    free(arguments);
    return (int)status;
}

static bool compiles(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
        if (!strcmp(argv[i], "--compile"))
            return true;
    return false;
}
