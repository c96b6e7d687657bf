/* table.c - reading data files: TAB-separated columns, '#' comments, exact error places. */
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static enum prep_status read_file(const char *path, struct prep_buf *content,
                                  struct prep_error *error);
static enum prep_status read_row(struct prep_row *row, const char *line, size_t len,
                                 size_t min_cells, size_t max_cells, struct prep_error *error);

enum prep_status prep_table_read(const char *dir, const char *name, size_t min_cells,
                                 size_t max_cells, prep_row_fn *fn, void *arg,
                                 struct prep_error *error)
{
    struct prep_buf content = PREP_BUF_INIT;
    char path[4096];
    int n = snprintf(path, sizeof path, "%s%s%s", dir ? dir : "", dir ? "/" : "", name);
    if (n < 0 || (size_t)n >= sizeof path)
        return prep_fail(error, PREP_E_DATA, 0, "%.60s...: file name too long", name);
    enum prep_status status = read_file(path, &content, error);
    struct prep_row row = {.path = path};
    for (size_t at = 0; !status && at < content.len;) {
        const char *line = content.data + at, *lf = memchr(line, '\n', content.len - at);
        size_t len = lf ? (size_t)(lf - line) : content.len - at;
        at += len + 1;
        row.line++;
        if (len > 0 && line[len - 1] == '\r')
            len--; /* a file from Windows */
        if (len == 0 || line[0] == '#')
            continue;
        status = read_row(&row, line, len, min_cells, max_cells, error);
        if (!status)
            status = fn(arg, &row, error);
    }
    prep_buf_free(&content);
    return status;
}

enum prep_status prep_row_fail(const struct prep_row *row, size_t cell, struct prep_error *error,
                               const char *format, ...)
{
    char why[256];
    va_list args;
    va_start(args, format);
    vsnprintf(why, sizeof why, format, args);
    va_end(args);
    size_t byte = cell < row->n_cells ? (size_t)(row->cell[cell] - row->cell[0]) + 1 : 1;
    return prep_fail(error, PREP_E_DATA, 0, "%.200s:%zu:%zu: %s", row->path, row->line, byte, why);
}

const char *prep_data_dir(const char *data_dir)
{
    return data_dir ? data_dir : PREP_DATA_DIR;
}

static enum prep_status read_file(const char *path, struct prep_buf *content,
                                  struct prep_error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return prep_fail(error, PREP_E_DATA, 0, "%.300s: %s", path, strerror(errno));
    enum prep_status status = PREP_OK;
    for (;;) {
        if (prep_buf_reserve(content, 65536)) {
            status = prep_fail_nomem(error);
            break;
        }
        ssize_t n = read(fd, content->data + content->len, content->cap - content->len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            status = prep_fail(error, PREP_E_DATA, 0, "%.300s: %s", path, strerror(errno));
        if (n <= 0)
            break;
        content->len += (size_t)n;
    }
    close(fd);
    return status;
}

/* Cut a line into cells and check their form. */
static enum prep_status read_row(struct prep_row *row, const char *line, size_t len,
                                 size_t min_cells, size_t max_cells, struct prep_error *error)
{
    struct prep_error bad;
    row->n_cells = 1;
    row->cell[0] = line;
    row->cell_len[0] = len;
    if (prep_utf8_check(line, len, &bad))
        return prep_fail(error, PREP_E_DATA, 0, "%.200s:%zu:%zu: %s", row->path, row->line,
                         bad.offset + 1, bad.message);
    for (size_t at = 0, n = 0;; n++) {
        const char *tab = memchr(line + at, '\t', len - at);
        size_t end = tab ? (size_t)(tab - line) : len;
        if (n == max_cells || n == sizeof row->cell / sizeof *row->cell)
            return prep_row_fail(row, n - 1, error, "more than %zu columns", max_cells);
        row->cell[n] = line + at;
        row->cell_len[n] = end - at;
        row->n_cells = n + 1;
        if (end > at && (line[at] == ' ' || line[end - 1] == ' '))
            return prep_row_fail(row, n, error, "white space around a cell");
        if (!tab)
            break;
        at = end + 1;
    }
    if (row->n_cells < min_cells)
        return prep_row_fail(row, 0, error, "%zu column%s where at least %zu are due", row->n_cells,
                             row->n_cells == 1 ? "" : "s", min_cells);
    return PREP_OK;
}
