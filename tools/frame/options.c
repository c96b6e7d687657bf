/* options.c - the command line, --help, --version and --list-rules, all from tables. */
#include "frame.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define LONG_ONLY   256 /* getopt values of options without a letter start here */
#define MAX_OPTIONS 64

static const char *const formats[] = {"tsv", "jsonl", NULL};
static const char *const policies[] = {"fail", "replace", "latin1", "keep", "drop", NULL};
static const char *const languages[] = {"de", "en", NULL};
static const char *const colors[] = {"auto", "always", "never", NULL};

#define ROW(letter, name, kind, argument, help, member, choices)                                   \
    {                                                                                              \
        letter, name, kind, argument, help, offsetof(struct frame_common, member), choices         \
    }

static const struct frame_option common_options[] = {
    ROW('l', "lang", FRAME_CHOICE, "LANG", "language of the text: de (default) or en", language,
        languages),
    ROW('j', "threads", FRAME_SIZE, "N", "work in N threads (default 1); the output is the same",
        threads, NULL),
    ROW('o', "out", FRAME_STRING, "FILE", "write to FILE, which appears whole or not at all",
        output, NULL),
    ROW('c', "columns", FRAME_STRING, "LIST",
        "work on these columns of TAB-separated values, as in 1,3-5,7-", columns, NULL),
    ROW(0, "json", FRAME_STRING, "FIELDS",
        "work on these members of JSON Lines, as in text or page.title,page.text", json, NULL),
    ROW(0, "edits", FRAME_STRING, "FILE", "write each change to FILE as a TSV row", edits, NULL),
    ROW(0, "stats", FRAME_STRING, "FILE", "write what was done to FILE, as JSON", stats, NULL),
    ROW(0, "stats-timing", FRAME_FLAG, NULL, "with the time it took in --stats", stats_timing,
        NULL),
    ROW(0, "diff", FRAME_FLAG, NULL, "instead of the text show what changes in it, and why", diff,
        NULL),
    ROW(0, "color", FRAME_CHOICE, "WHEN", "colours in --diff: auto (default), always or never",
        color, colors),
    ROW(0, "progress", FRAME_FLAG, NULL, "show on a terminal how far the run is", progress, NULL),
    ROW(0, "on-error", FRAME_CHOICE, "POLICY",
        "what to do with a record that is not UTF-8, lacks a column or is not JSON: fail "
        "(default), replace, latin1, keep or drop",
        policy, policies),
    ROW(0, "max-record", FRAME_SIZE, "BYTES", "longest record that is accepted (default 1G)",
        max_record, NULL),
    ROW(0, "rules", FRAME_STRING, "LIST", "rules to apply, as in default,-this,+that", rules, NULL),
    ROW(0, "list-rules", FRAME_FLAG, NULL, "list the rules and exit", list_rules, NULL),
    ROW(0, "line-buffered", FRAME_FLAG, NULL, "write each record as soon as it is read",
        line_buffered, NULL),
    ROW('q', "quiet", FRAME_FLAG, NULL, "no messages but errors", quiet, NULL),
    ROW('h', "help", FRAME_FLAG, NULL, "show this help and exit", help, NULL),
    ROW('V', "version", FRAME_FLAG, NULL, "show versions and exit", version, NULL),
    {0},
};

/* Of tools that make several records of one. */
static const struct frame_option splitting_options[] = {
    ROW(0, "same-count", FRAME_STRING, "FILE",
        "with several columns: write to FILE which rows stayed whole because the numbers of "
        "sentences differ",
        same_count, NULL),
    ROW(0, "explode", FRAME_FLAG, NULL,
        "with --json: write an object for each sentence, not an array of sentences", explode, NULL),
    {0},
};

/* Of tools that can report. */
static const struct frame_option reporting_options[] = {
    ROW(0, "output", FRAME_CHOICE, "FORMAT", "rows of a report as: tsv (default), jsonl", rows,
        formats),
    {0},
};

/* All tables as getopt_long() wants them, and the way back from its values to the rows. */
struct parser {
    const struct frame_filter *filter;
    struct frame_common *common;
    struct option longs[MAX_OPTIONS + 1];
    char shorts[2 * MAX_OPTIONS + 1];
    const struct frame_option *row[MAX_OPTIONS];
    void *base[MAX_OPTIONS]; /* the struct the row's offset counts in */
    size_t count;
};

static const char *check_common(const struct frame_filter *filter,
                                const struct frame_common *common);
static void add_rows(struct parser *parser, const struct frame_option *rows, void *base);
static bool take_value(const struct parser *parser, size_t i, const char *value);
static bool take_size(const struct frame_option *row, uint64_t *to, const char *value);
static bool take_choice(const struct frame_option *row, int *to, const char *value);
static bool take_item(struct frame_list *list, const char *value);
static void help_rows(const struct frame_option *rows, FILE *to);

enum frame_exit frame_options_read(const struct frame_filter *filter, struct frame_common *common,
                                   int argc, char **argv)
{
    struct parser parser = {.filter = filter, .common = common};
    *common = (struct frame_common){.max_record = (uint64_t)1 << 30, .threads = 1};
    add_rows(&parser, filter->options, filter->config);
    if (filter->splits)
        add_rows(&parser, splitting_options, common);
    if (filter->report)
        add_rows(&parser, reporting_options, common);
    add_rows(&parser, common_options, common);
    argv[0] = (char *)(uintptr_t)filter->name; /* for the messages of getopt_long() */
    for (;;) {
        int value = getopt_long(argc, argv, parser.shorts, parser.longs, NULL);
        if (value == -1)
            break;
        if (value == '?')
            return frame_usage_error(filter);
        size_t i = 0;
        while (parser.row[i]->short_name != value && LONG_ONLY + (int)i != value)
            i++;
        if (!take_value(&parser, i, optarg))
            return frame_usage_error(filter);
    }
    common->n_files = (size_t)(argc - optind);
    if (common->n_files == 0)
        common->n_files = 1;
    common->files = calloc(common->n_files, sizeof *common->files);
    if (!common->files) {
        frame_message("out of memory");
        return FRAME_PROBLEM;
    }
    common->files[0] = "-";
    for (int i = optind; i < argc; i++)
        common->files[i - optind] = argv[i];
    if (common->help || common->version || common->list_rules)
        return FRAME_DONE;
    if (common->threads < 1 || common->threads > FRAME_MAX_THREADS) {
        frame_message("--threads: from 1 to %d", FRAME_MAX_THREADS);
        return frame_usage_error(filter);
    }
    const char *wrong = check_common(filter, common);
    if (wrong) {
        frame_message("%s", wrong);
        return frame_usage_error(filter);
    }
    return FRAME_DONE;
}

/* What is wrong with the options together, or NULL. */
static const char *check_common(const struct frame_filter *filter,
                                const struct frame_common *common)
{
    const char *wrong;
    bool reports = filter->report && filter->report(filter->config);
    frame_fields_free(frame_fields_new(common, &wrong));
    if (wrong)
        return wrong;
    if (common->explode && !common->json)
        return "--explode needs --json";
    if (common->same_count && !common->columns && !common->explode)
        return "--same-count needs --columns, or --json and --explode";
    if (common->rows && !(reports && filter->report(filter->config)->columns))
        return "--output goes with reports that print rows";
    if (common->diff && reports)
        return "--diff goes with tools and modes that change text";
    if (common->edits && reports)
        return "--edits goes with tools and modes that change text";
    return filter->check ? filter->check(filter->config) : NULL;
}

enum frame_exit frame_usage_error(const struct frame_filter *filter)
{
    fprintf(stderr, "Try '%s --help' for more information.\n", filter->name);
    return FRAME_USAGE;
}

void frame_help(const struct frame_filter *filter, FILE *to)
{
    fprintf(to, "Usage: %s [OPTION]... [FILE]...\n%s\n", filter->name, filter->summary);
    fprintf(to, "Reads the FILEs one after the other; without FILE, or where FILE is -, reads "
                "standard input.\n\n");
    help_rows(filter->options, to);
    if (filter->splits)
        help_rows(splitting_options, to);
    if (filter->report)
        help_rows(reporting_options, to);
    fprintf(to, "%sOptions of all tools:\n", filter->options->long_name ? "\n" : "");
    help_rows(common_options, to);
    fprintf(to,
            "\nExit status: 0 done, 1 a problem in data or I/O, 2 wrong usage%s.\n"
            "Manual: man %s, man prep-tools.\n",
            filter->report ? ", 3 findings (--check)" : "", filter->name);
}

void frame_version(const struct frame_filter *filter)
{
    printf("%s (libprep) %s\nrules %s\n", filter->name, prep_version(), prep_rules_version());
    for (size_t i = 0; prep_version_detail(i); i++)
        printf("%s\n", prep_version_detail(i));
}

void frame_list_rules(const struct frame_filter *filter)
{
    size_t count;
    const struct prep_rule *rules = filter->rules(&count);
    for (size_t i = 0; i < count; i++)
        printf("%s\t%s\t%s\n", rules[i].name, rules[i].on ? "on" : "off", rules[i].summary);
}

const char *frame_policy_name(const struct frame_common *common)
{
    return policies[common->policy];
}

const char *frame_language(const struct frame_common *common)
{
    return languages[common->language];
}

static void add_rows(struct parser *parser, const struct frame_option *rows, void *base)
{
    size_t shorts = strlen(parser->shorts);
    for (; rows->long_name && parser->count < MAX_OPTIONS; rows++) {
        size_t i = parser->count++;
        int needs = rows->kind == FRAME_FLAG ? no_argument : required_argument;
        int value = rows->short_name ? rows->short_name : LONG_ONLY + (int)i;
        parser->row[i] = rows;
        parser->base[i] = base;
        parser->longs[i] = (struct option){rows->long_name, needs, NULL, value};
        if (rows->short_name) {
            parser->shorts[shorts++] = rows->short_name;
            if (needs == required_argument)
                parser->shorts[shorts++] = ':';
        }
    }
    parser->shorts[shorts] = '\0';
}

static bool take_value(const struct parser *parser, size_t i, const char *value)
{
    const struct frame_option *row = parser->row[i];
    char *member = (char *)parser->base[i] + row->offset;
    switch (row->kind) {
    case FRAME_FLAG:
        *(bool *)(void *)member = true;
        return true;
    case FRAME_STRING:
        *(const char **)(void *)member = value;
        return true;
    case FRAME_LIST:
        return take_item((struct frame_list *)(void *)member, value);
    case FRAME_SIZE:
        return take_size(row, (uint64_t *)(void *)member, value);
    case FRAME_CHOICE:
        return take_choice(row, (int *)(void *)member, value);
    }
    return false;
}

static bool take_size(const struct frame_option *row, uint64_t *to, const char *value)
{
    static const char units[] = "KMG";
    char *end;
    uint64_t number = strtoull(value, &end, 10);
    const char *unit = *end ? strchr(units, *end) : NULL;
    unsigned shift = unit ? 10 * (unsigned)(unit - units + 1) : 0;
    if (*value < '0' || *value > '9' || number > SIZE_MAX / 4 >> shift ||
        (*end && !(unit && end[1] == '\0'))) {
        frame_message("--%s: '%s' is no number (which may end in K, M or G)", row->long_name,
                      value);
        return false;
    }
    *to = number << shift;
    return true;
}

static bool take_choice(const struct frame_option *row, int *to, const char *value)
{
    for (int i = 0; row->choices[i]; i++) {
        if (!strcmp(row->choices[i], value)) {
            *to = i;
            return true;
        }
    }
    char words[200] = "";
    size_t used = 0;
    for (int i = 0; row->choices[i] && used < sizeof words; i++)
        used += (size_t)snprintf(words + used, sizeof words - used, " %s", row->choices[i]);
    frame_message("--%s: '%s' is not one of:%s", row->long_name, value, words);
    return false;
}

static bool take_item(struct frame_list *list, const char *value)
{
    const char **items = realloc(list->items, (list->count + 1) * sizeof *items);
    if (!items) {
        frame_message("out of memory");
        return false;
    }
    items[list->count++] = value;
    list->items = items;
    return true;
}

static void help_rows(const struct frame_option *rows, FILE *to)
{
    for (; rows->long_name; rows++) {
        char left[64];
        int n = snprintf(left, sizeof left, "  %c%c%c --%s%s%s", rows->short_name ? '-' : ' ',
                         rows->short_name ? rows->short_name : ' ', rows->short_name ? ',' : ' ',
                         rows->long_name, rows->argument ? " " : "",
                         rows->argument ? rows->argument : "");
        if (n < 30)
            fprintf(to, "%-30s", left);
        else
            fprintf(to, "%s\n%30s", left, "");
        /* The help text, folded at 90 columns. */
        size_t column = 30;
        for (const char *word = rows->help; *word;) {
            size_t len = strcspn(word, " ");
            if (column > 30 && column + 1 + len > 90) {
                fprintf(to, "\n%30s", "");
                column = 30;
            } else if (column > 30) {
                fputc(' ', to);
                column++;
            }
            fprintf(to, "%.*s", (int)len, word);
            column += len;
            word += len + (word[len] == ' ');
        }
        fputc('\n', to);
    }
}
