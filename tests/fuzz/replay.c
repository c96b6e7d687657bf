/* replay.c - the main() of a fuzz target without libFuzzer: runs it over FILEs and folders of them,
 * without arguments over its folder in tests/fuzz/corpus. A broken promise ends the program; TAP
 * has by then named the file. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>

static size_t points;

static void run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    long size;
    if (!file || fseek(file, 0, SEEK_END) || (size = ftell(file)) < 0) {
        perror(path);
        exit(1);
    }
    rewind(file);
    /* Exactly as large as the input: the address sanitizer sees what reads beyond. */
    uint8_t *data = malloc(size ? (size_t)size : 1);
    if (!data || fread(data, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(1);
    }
    fclose(file);
    printf("# %s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(data, (size_t)size);
    const char *name = strrchr(path, '/');
    printf("ok %zu - %s\n", ++points, name ? name + 1 : path);
    free(data);
}

/* Not a folder: a file. */
static void run_path(const char *path)
{
    struct dirent **entries;
    int n = scandir(path, &entries, NULL, alphasort);
    if (n < 0) {
        run_file(path);
        return;
    }
    for (int i = 0; i < n; i++) {
        char inside[4096];
        snprintf(inside, sizeof inside, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.')
            run_file(inside);
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++)
        run_path(argv[i]);
    if (argc == 1) {
        const char *topic = strstr(argv[0], "fuzz-");
        for (const char *next = topic; next; next = strstr(next + 1, "fuzz-"))
            topic = next;
        char name[256];
        snprintf(name, sizeof name, "tests/fuzz/corpus/%.200s", topic ? topic + 5 : "");
        char *folder = fuzz_folder(name);
        run_path(folder);
        free(folder);
    }
    printf("1..%zu\n", points);
    return points == 0;
}
