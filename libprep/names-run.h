/* names-run.h - the way in to names-run.c. */
#ifndef PREP_NAMES_RUN_H
#define PREP_NAMES_RUN_H

#include "names.h"

enum prep_status prep_names_run_line(struct prep_transform *transform, const char *line, size_t len,
                                     unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                     struct prep_error *error);

/* ---- names-block.c ------------------------------------------------------------------------ */

enum prep_status prep_names_run_block(struct prep_transform *transform, const char *text,
                                      size_t len, struct prep_buf *out);

#endif
