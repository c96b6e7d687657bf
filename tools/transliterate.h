/* transliterate.h - what the files of prep-transliterate share. */
#ifndef PREP_TOOL_TRANSLITERATE_H
#define PREP_TOOL_TRANSLITERATE_H

#include "frame/frame.h"

struct transliterate_config {
    bool assume, annotate, list, variants;
    const char *source_language, *kinds;
    int scheme, markup, target;
    struct frame_list lexicons;
    uint64_t min_confidence, candidates;
};

/* The report for the chosen mode, NULL to rewrite. */
const struct frame_report *transliterate_report(void *config);

#endif
