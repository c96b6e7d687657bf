/* edits.c - prep-edits: what to do with the logs that --edits wrote. */
#include "edits.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum command { APPLY, REVERT, COMPOSE, NONE };

static const char *const commands[] = {"apply", "revert", "compose"};

static enum frame_exit parse(int argc, char **argv, enum command *command, const char **output);
static enum frame_exit usage_error(void);
static enum frame_exit say(bool help);
static enum frame_exit replay(char **operands, int n, bool revert, const char *output);
static enum frame_exit compose(char **operands, int n, const char *output);
static bool stdin_twice(enum command command, char **operands, int n);
static enum frame_exit finish(struct frame_writer *writer, bool good);

/* What the columns in the logs are; shared, so that they can be compared. */
static struct edits_paths paths;

static const struct frame_filter self = {.name = "prep-edits"};

int main(int argc, char **argv)
{
    enum command command = NONE;
    const char *output = NULL;
    frame_message_name(self.name);
    enum frame_exit status = parse(argc, argv, &command, &output);
    if (!status && command != NONE) {
        char **operands = argv + optind + 1;
        int n = argc - optind - 1;
        status = command == COMPOSE ? compose(operands, n, output)
                                    : replay(operands, n, command == REVERT, output);
    }
    edits_paths_free(&paths);
    return (int)status;
}

bool edits_problem(const char *file, uint64_t line, size_t byte, const char *format, ...)
{
    va_list args;
    fprintf(stderr, "%s:%llu:%llu: ", file, (unsigned long long)line, (unsigned long long)byte + 1);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    return false;
}

bool edits_no_memory(void)
{
    frame_message("out of memory");
    return false;
}

/* command stays NONE where the options were the whole job. */
static enum frame_exit parse(int argc, char **argv, enum command *command, const char **output)
{
    static const struct option longs[] = {
        {"out", required_argument, NULL, 'o'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'V'},
        {0},
    };
    argv[0] = (char *)(uintptr_t)self.name; /* for the messages of getopt_long() */
    for (;;) {
        int value = getopt_long(argc, argv, "o:hV", longs, NULL);
        if (value == -1)
            break;
        if (value == 'o')
            *output = optarg;
        else
            return value == '?' ? usage_error() : say(value == 'h');
    }
    if (optind == argc) {
        frame_message("apply, revert or compose?");
        return usage_error();
    }
    enum command word = APPLY;
    while (word < NONE && strcmp(argv[optind], commands[word]) != 0)
        word++;
    if (word == NONE) {
        frame_message("'%s' is not one of: apply revert compose", argv[optind]);
        return usage_error();
    }
    if (argc - optind < 2) {
        frame_message("%s: no log is given", commands[word]);
        return usage_error();
    }
    if (stdin_twice(word, argv + optind + 1, argc - optind - 1)) {
        frame_message("standard input can be only one of the files");
        return usage_error();
    }
    *command = word;
    return FRAME_DONE;
}

static enum frame_exit usage_error(void)
{
    return frame_usage_error(&self);
}

static enum frame_exit say(bool help)
{
    if (help)
        printf("Usage: %s apply [OPTION]... LOG [FILE]...\n"
               "       %s revert [OPTION]... LOG [FILE]...\n"
               "       %s compose [OPTION]... LOG...\n"
               "Does again what a log of --edits says, or undoes it, or makes one log of those of "
               "a pipe.\n"
               "Reads the FILEs one after the other; without FILE, or where FILE is -, reads "
               "standard input.\n\n"
               "  -o, --out FILE              write to FILE, which appears whole or not at all\n"
               "  -h, --help                  show this help and exit\n"
               "  -V, --version               show versions and exit\n"
               "\nExit status: 0 done, 1 a problem in data or I/O, 2 wrong usage.\n"
               "Manual: man %s, man prep-tools.\n",
               self.name, self.name, self.name, self.name);
    else
        frame_version(&self);
    if (fflush(stdout) || fclose(stdout)) {
        frame_message("standard output: write error");
        return FRAME_PROBLEM;
    }
    return FRAME_DONE;
}

static bool stdin_twice(enum command command, char **operands, int n)
{
    int count = command != COMPOSE && n == 1; /* no FILE */
    for (int i = 0; i < n; i++)
        count += strcmp(operands[i], "-") == 0;
    return count > 1;
}

static enum frame_exit replay(char **operands, int n, bool revert, const char *output)
{
    static const char *standard_input = "-";
    struct edits_log log = {0};
    struct edits_lines text = {0};
    struct frame_writer writer;
    enum frame_exit status = FRAME_PROBLEM;
    const char **files = n > 1 ? (const char **)(uintptr_t)(operands + 1) : &standard_input;
    if (edits_log_open(&log, operands[0], &paths) &&
        edits_lines_open(&text, files, n > 1 ? (size_t)n - 1 : 1) &&
        frame_writer_open(&writer, output))
        status = finish(&writer, edits_replay(&log, &text, &writer, revert));
    edits_lines_close(&text);
    edits_log_close(&log);
    return status;
}

static enum frame_exit compose(char **operands, int n, const char *output)
{
    size_t count = (size_t)n, opened = 0;
    struct frame_writer writer;
    enum frame_exit status = FRAME_PROBLEM;
    struct edits_log *logs = calloc(count, sizeof *logs);
    if (!logs) {
        edits_no_memory();
        return status;
    }
    bool good = true;
    while (good && opened < count) {
        good = edits_log_open(&logs[opened], operands[opened], &paths);
        opened++;
    }
    if (good && frame_writer_open(&writer, output))
        status = finish(&writer, edits_compose(logs, count, &writer));
    while (opened > 0)
        edits_log_close(&logs[--opened]);
    free(logs);
    return status;
}

static enum frame_exit finish(struct frame_writer *writer, bool good)
{
    if (good)
        return frame_writer_commit(writer) ? FRAME_DONE : FRAME_PROBLEM;
    frame_writer_abandon(writer);
    return FRAME_PROBLEM;
}
