/* split.h - the options of prep-split, and its reports. */
#ifndef PREP_TOOL_SPLIT_H
#define PREP_TOOL_SPLIT_H

#include "frame/frame.h"

struct split_config {
    struct frame_list abbreviations;
    const char *keep_lines;
    bool semicolon, colon, list_items, legal;
    bool paragraphs, ids, explain;
};

/* The report that the options ask for, or NULL. */
const struct frame_report *split_report(void *config);

#endif
