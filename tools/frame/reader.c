/* reader.c - inputs, one after the other, in batches that end where a record ends. */
#include "frame.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BATCH_BYTES                                                                                \
    (256 * 1024) /* pipes of 1 MiB and blocks of this size beat smaller and larger */

static int open_next(struct frame_reader *reader);
static int fill(struct frame_reader *reader, struct prep_buf *in, bool *at_end);
static size_t find_whole(const struct prep_buf *in, size_t *searched, bool paragraphs);
static bool is_blank(const char *begin, const char *end);
static void count_lines(struct frame_reader *reader, struct frame_batch *batch);
static int fail(const struct frame_reader *reader);

enum frame_exit frame_reader_open(struct frame_reader *reader, const struct frame_common *common)
{
    *reader = (struct frame_reader){.common = common, .fd = -1};
    reader->place = (struct frame_place){.line = 1, .total = 1};
    /* A run that ends at the third file because it is missing has wasted the first two. */
    for (size_t i = 0; i < common->n_files; i++) {
        struct stat info;
        const char *file = common->files[i];
        if (!strcmp(file, "-"))
            continue;
        int fault = stat(file, &info) || access(file, R_OK) ? errno
                    : S_ISDIR(info.st_mode)                 ? EISDIR
                                                            : 0;
        if (fault) {
            frame_message("%s: %s", file, strerror(fault));
            return FRAME_PROBLEM;
        }
    }
    return FRAME_DONE;
}

int frame_reader_next(struct frame_reader *reader, struct frame_batch *batch)
{
    struct prep_buf *in = &batch->in;
    prep_buf_reset(in);
    while (in->len == 0) {
        bool at_end = false;
        if (reader->fd < 0) {
            int opened = open_next(reader);
            if (opened <= 0)
                return opened;
        }
        batch->place = reader->place;
        batch->starts_file = reader->at_start;
        batch->after_open_record = reader->at_start && reader->open_record;
        if (fill(reader, in, &at_end) < 0)
            return -1;
        if (in->len > 0) {
            reader->at_start = false;
            reader->open_record = in->data[in->len - 1] != '\n';
        }
        if (at_end) {
            if (reader->fd != STDIN_FILENO)
                close(reader->fd);
            reader->fd = -1;
        }
    }
    if (batch->after_open_record)
        batch->place.total = ++reader->place.total;
    count_lines(reader, batch);
    return 1;
}

void frame_reader_close(struct frame_reader *reader)
{
    if (reader->fd > STDIN_FILENO)
        close(reader->fd);
    reader->fd = -1;
    prep_buf_free(&reader->carry);
}

/* 1: the next operand is open; 0: there is none; -1: it cannot be opened. */
static int open_next(struct frame_reader *reader)
{
    if (reader->next_file == reader->common->n_files)
        return 0;
    reader->place.file = reader->common->files[reader->next_file++];
    reader->place.line = 1;
    reader->at_start = true;
    reader->fd = strcmp(reader->place.file, "-") ? open(reader->place.file, O_RDONLY | O_CLOEXEC)
                                                 : STDIN_FILENO;
    if (reader->fd < 0)
        return fail(reader);
    frame_enlarge_pipe(reader->fd);
    return 1;
}

/* Read whole records: about a batch of them, or, where each line matters at once, what is there.
 * What follows the last LF waits in carry. */
static int fill(struct frame_reader *reader, struct prep_buf *in, bool *at_end)
{
    size_t searched = 0; /* no record ends before this */
    uint64_t max = reader->common->max_record;
    if (prep_buf_append(in, reader->carry.data, reader->carry.len)) {
        frame_message("out of memory");
        return -1;
    }
    if (!reader->common->paragraphs) /* their last line may turn out to be empty */
        searched = in->len;
    prep_buf_reset(&reader->carry);
    for (;;) {
        size_t room = in->len < BATCH_BYTES ? BATCH_BYTES - in->len : in->len;
        if (prep_buf_reserve(in, room)) {
            frame_message("out of memory");
            return -1;
        }
        ssize_t n = read(reader->fd, in->data + in->len, room);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(reader);
        in->len += (size_t)n;
        *at_end = n == 0;
        if (*at_end)
            return 0;
        size_t whole = 0;
        if (in->len >= BATCH_BYTES || reader->common->line_buffered)
            whole = find_whole(in, &searched, reader->common->paragraphs);
        if (whole > 0) {
            if (prep_buf_append(&reader->carry, in->data + whole, in->len - whole)) {
                frame_message("out of memory");
                return -1;
            }
            in->len = whole;
            return 0;
        }
        if (searched > max) /* the worker says which record it is */
            return 0;
    }
}

/* The bytes up to the end of the last record; 0 if none ends from *searched on, which moves on. */
static size_t find_whole(const struct prep_buf *in, size_t *searched, bool paragraphs)
{
    const char *begin = in->data + *searched, *end = in->data + in->len;
    const char *lf = memrchr(begin, '\n', (size_t)(end - begin));
    if (!paragraphs) {
        *searched = in->len;
        return lf ? (size_t)(lf - in->data) + 1 : 0;
    }
    /* An empty line ends a paragraph; searched is the begin of a line. */
    *searched = lf ? (size_t)(lf - in->data) + 1 : *searched;
    for (const char *line; lf; lf = line > begin ? line - 1 : NULL) {
        const char *before = memrchr(begin, '\n', (size_t)(lf - begin));
        line = before ? before + 1 : begin;
        if (is_blank(line, lf))
            return (size_t)(lf - in->data) + 1;
    }
    return 0;
}

static bool is_blank(const char *begin, const char *end)
{
    while (begin < end && (*begin == ' ' || (*begin >= '\t' && *begin <= '\r')))
        begin++;
    return begin == end;
}

/* Move the reader's place behind the batch. */
static void count_lines(struct frame_reader *reader, struct frame_batch *batch)
{
    const struct prep_buf *in = &batch->in;
    uint64_t lines = frame_line_ends(in->data, in->len);
    batch->n_records = lines + (in->data[in->len - 1] != '\n');
    reader->place.line += lines;
    reader->place.total += lines;
}

static int fail(const struct frame_reader *reader)
{
    frame_message("%s: %s", reader->place.file, strerror(errno));
    return -1;
}
