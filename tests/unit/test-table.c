#include "unit.h"

#include <stdio.h>
#include <unistd.h>

struct file {
    char path[64];
};

/* A file with this content, for one test. */
static void write_file(struct file *file, const char *content, size_t len)
{
    strcpy(file->path, "test-table.XXXXXX");
    int fd = mkstemp(file->path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, len), (ssize_t)len);
    close(fd);
}

/* Rows as they were seen: "line:cell|cell;". A cell "stop" makes the callback fail. */
static enum prep_status note_row(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct prep_buf *seen = arg;
    char number[32];
    int n = snprintf(number, sizeof number, "%zu:", row->line);
    assert_int_equal(prep_buf_append(seen, number, (size_t)n), PREP_OK);
    for (size_t i = 0; i < row->n_cells; i++) {
        if (row->cell_len[i] == 4 && !memcmp(row->cell[i], "stop", 4))
            return prep_row_fail(row, i, error, "cell %zu says so", i + 1);
        assert_int_equal(prep_buf_append(seen, row->cell[i], row->cell_len[i]), PREP_OK);
        assert_int_equal(prep_buf_append(seen, i + 1 < row->n_cells ? "|" : ";", 1), PREP_OK);
    }
    return PREP_OK;
}

static void assert_read(const char *content, size_t len, size_t min_cells, size_t max_cells,
                        const char *want)
{
    struct file file;
    struct prep_buf seen = PREP_BUF_INIT;
    struct prep_error error;
    write_file(&file, content, len);
    enum prep_status status =
        prep_table_read(NULL, file.path, min_cells, max_cells, note_row, &seen, &error);
    unlink(file.path);
    if (status)
        fail_msg("%s", error.message);
    assert_text(&seen, want, strlen(want));
    prep_buf_free(&seen);
}

/* The message starts with the path, then comes `want`. */
static void assert_refused(const char *content, size_t len, const char *want)
{
    struct file file;
    struct prep_buf seen = PREP_BUF_INIT;
    struct prep_error error;
    write_file(&file, content, len);
    enum prep_status status = prep_table_read(".", file.path, 2, 3, note_row, &seen, &error);
    unlink(file.path);
    assert_int_equal(status, PREP_E_DATA);
    assert_memory_equal(error.message, "./", 2);
    assert_string_equal(error.message + 2 + strlen(file.path), want);
    prep_buf_free(&seen);
}

static void reads_rows_and_skips_comments(void **state)
{
    (void)state;
    assert_read(BYTES("# head\n\na\tb\n#c\nd\te\tf\n"), 2, 3, "3:a|b;5:d|e|f;");
    assert_read(BYTES("a b\nc#d\n"), 1, 1, "1:a b;2:c#d;");
    assert_read(BYTES(""), 1, 1, "");
}

static void the_last_line_needs_no_line_feed(void **state)
{
    (void)state;
    assert_read(BYTES("a\nb"), 1, 1, "1:a;2:b;");
}

static void reads_files_from_windows(void **state)
{
    (void)state;
    assert_read(BYTES("a\tb\r\n\r\nc\td\r\n"), 2, 2, "1:a|b;3:c|d;");
}

static void empty_cells_are_cells(void **state)
{
    (void)state;
    assert_read(BYTES("a\t\n\tb\n\t\n"), 2, 2, "1:a|;2:|b;3:|;");
}

static void says_where_a_row_is_wrong(void **state)
{
    (void)state;
    assert_refused(BYTES("a\tb\nc\n"), ":2:1: 1 column where at least 2 are due");
    assert_refused(BYTES("a\tb\tc\td\n"), ":1:5: more than 3 columns");
    assert_refused(BYTES("a\tb \n"), ":1:3: white space around a cell");
    assert_refused(BYTES("#\n\n a\tb\n"), ":3:1: white space around a cell");
    assert_refused(BYTES("\xC3\xA4\tb\xFF\n"),
                   ":1:5: invalid UTF-8: byte 0xFF never occurs in UTF-8");
    assert_refused(BYTES("x\ty\nab\tstop\n"), ":2:4: cell 2 says so");
}

static void names_a_file_that_is_missing(void **state)
{
    (void)state;
    struct prep_error error;
    assert_int_equal(prep_table_read("no/such", "file", 1, 1, note_row, NULL, &error), PREP_E_DATA);
    assert_string_equal(error.message, "no/such/file: No such file or directory");
    assert_int_equal(prep_table_read(NULL, ".", 1, 1, note_row, NULL, &error), PREP_E_DATA);
    char name[5000];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(prep_table_read(NULL, name, 1, 1, note_row, NULL, &error), PREP_E_DATA);
    assert_non_null(strstr(error.message, "file name too long"));
}

static void a_given_folder_wins(void **state)
{
    (void)state;
    assert_string_equal(prep_data_dir("here"), "here");
    assert_non_null(strstr(prep_data_dir(NULL), "dictionaries"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rows_and_skips_comments),
        cmocka_unit_test(the_last_line_needs_no_line_feed),
        cmocka_unit_test(reads_files_from_windows),
        cmocka_unit_test(empty_cells_are_cells),
        cmocka_unit_test(says_where_a_row_is_wrong),
        cmocka_unit_test(names_a_file_that_is_missing),
        cmocka_unit_test(a_given_folder_wins),
    };
    return RUN(tests);
}
