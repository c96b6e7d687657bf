/* spell.h - what the two files of prep-spell share. */
#ifndef PREP_TOOL_SPELL_H
#define PREP_TOOL_SPELL_H

#include "frame/frame.h"

#define SPELL_SYSTEM_PATH "/usr/share/hunspell:/usr/share/myspell/dicts"

struct spell_config {
    bool list, annotate, fix, check;
    const char *dictionaries;
    struct frame_list words;
    uint64_t suggest;
};

/* The report for the chosen mode, NULL for --fix. */
const struct frame_report *spell_report(void *config);

#endif
