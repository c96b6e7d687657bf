/* spell.h - what the two files of prep-spell share. */
#ifndef PREP_TOOL_SPELL_H
#define PREP_TOOL_SPELL_H

#include "frame/frame.h"

#define SPELL_SYSTEM_PATH "/usr/share/hunspell:/usr/share/myspell/dicts"

struct spell_config {
    bool list, annotate, fix, check, score;
    const char *classes; /* NULL: all */
    const char *dictionaries;
    struct frame_list words;
    uint64_t suggest;
};

/* Is there such a class of unknown words? */
bool spell_is_class(const char *name, size_t len);

/* The report for the chosen mode, NULL for --fix. */
const struct frame_report *spell_report(void *config);

#endif
