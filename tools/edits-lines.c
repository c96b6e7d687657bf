/* edits-lines.c - the lines of some files, one after the other, as the filters count them. */
#include "edits.h"

#include <string.h>

bool edits_lines_open(struct edits_lines *lines, const char **files, size_t n)
{
    *lines = (struct edits_lines){0};
    /* A log's row is as long as it must be; what wrote it had a limit. */
    lines->common = (struct frame_common){.files = files, .n_files = n, .max_record = UINT64_MAX};
    return frame_reader_open(&lines->reader, &lines->common) == FRAME_DONE;
}

int edits_lines_next(struct edits_lines *lines)
{
    struct prep_buf *in = &lines->batch.in;
    lines->after_open = false;
    lines->place.line++;
    lines->place.total++;
    if (lines->next == in->len) {
        int more = frame_reader_next(&lines->reader, &lines->batch);
        if (more <= 0) {
            prep_buf_reset(in);
            lines->next = 0;
            return more;
        }
        lines->place = lines->batch.place;
        lines->after_open = lines->batch.after_open_record;
        lines->next = 0;
    }
    lines->text = in->data + lines->next;
    const char *lf = memchr(lines->text, '\n', in->len - lines->next);
    lines->has_lf = lf != NULL;
    lines->len = lf ? (size_t)(lf - lines->text) : in->len - lines->next;
    lines->next += lines->len + lines->has_lf;
    return 1;
}

void edits_lines_close(struct edits_lines *lines)
{
    frame_reader_close(&lines->reader);
    frame_batch_free(&lines->batch);
}
