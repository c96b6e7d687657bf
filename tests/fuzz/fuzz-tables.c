/* fuzz-tables.c - files that a user gives: abbreviations, words, rule lists. What is wrong with
 * them is told in one line that names the place; what is not, works. */
#include "fuzz.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static struct fuzz_room room;
static const char text[] = "Das Haus kostet ca. 5 Mio. Euro. Die Tuer, z. B., ist aus Holz. Hasu!";

/* The message about a file is for a person, and names it; no other status speaks of data. */
static void check_error(const struct prep_error *error, const char *path)
{
    size_t len = strnlen(error->message, sizeof error->message);
    MUST(len > 0 && len < sizeof error->message);
    MUST(!memchr(error->message, '\n', len));
    MUST(prep_utf8_check(error->message, len, NULL) == PREP_OK);
    MUST(error->status == (path ? PREP_E_DATA : PREP_E_OPTION));
    MUST(!path || !strncmp(error->message, path, strlen(path)));
}

static void run_and_free(struct prep_transform *transform, const struct prep_error *error,
                         const char *path)
{
    if (!transform) {
        check_error(error, path);
        return;
    }
    fuzz_make_valid(&room, (const uint8_t *)text, strlen(text));
    fuzz_transform(&room, transform, 0);
    prep_transform_free(transform);
}

static void load_abbreviations(const char *path)
{
    char *folder = fuzz_dictionaries();
    struct prep_error error = {0};
    struct prep_splitter_options options;
    prep_splitter_options_init(&options);
    options.data_dir = folder;
    options.abbreviation_files = &path;
    options.n_abbreviation_files = 1;
    run_and_free(prep_splitter_new(&options, &error), &error, path);
    free(folder);
}

static void load_words(const char *path)
{
    char *folder = fuzz_dictionaries(), *fixtures = fuzz_folder("tests/unit/spell-data");
    struct prep_error error = {0};
    struct prep_speller_options options;
    prep_speller_options_init(&options);
    options.data_dir = folder;
    options.dictionaries = "xx";
    options.dictionary_path = fixtures;
    options.word_files = &path;
    options.n_word_files = 1;
    run_and_free(prep_speller_new(&options, &error), &error, path);
    free(folder);
    free(fixtures);
}

static void parse_rules(const uint8_t *data, size_t size)
{
    struct prep_normalizer_options options;
    struct prep_error error = {0};
    char *list = malloc(size + 1);
    MUST(list);
    memcpy(list, data, size);
    list[size] = '\0';
    /* A list is an argument of a command: text. */
    bool is_text = prep_utf8_check(list, strlen(list), NULL) == PREP_OK && !strchr(list, '\n');
    prep_normalizer_options_init(&options);
    options.rules = list;
    if (is_text)
        run_and_free(prep_normalizer_new(&options, &error), &error, NULL);
    free(list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int file = memfd_create("table", 0);
    MUST(file >= 0 && write(file, data, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    load_abbreviations(path);
    if (size % 4 == 0) /* the speller has large tables of its own to load: not each time */
        load_words(path);
    close(file);
    parse_rules(data, size);
    return 0;
}
