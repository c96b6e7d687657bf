/* blingfire.c - sentences by BlingFire, to compare prep-split with: blingfire LIBRARY <text
 *
 * LIBRARY is libblingfiretokdll.so; it is opened at run time, so nothing of it is needed to build
 * this. A line in, its sentences out, one a line. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int to_sentences(const char *text, int len, char *out, int out_size);

int main(int argc, char **argv)
{
    void *library = argc > 1 ? dlopen(argv[1], RTLD_NOW) : NULL;
    to_sentences *split = NULL;
    if (library) /* ISO C has no cast from an object to a function */
        *(void **)&split = dlsym(library, "TextToSentences");
    if (!split) {
        fprintf(stderr, "blingfire: %s\n", argc > 1 ? dlerror() : "usage: blingfire LIBRARY <TEXT");
        return 1;
    }
    char *line = NULL, *out = NULL;
    size_t cap = 0, out_cap = 0;
    ssize_t len;
    while ((len = getline(&line, &cap, stdin)) > 0) {
        if (line[len - 1] == '\n')
            len--;
        if (out_cap < 2 * (size_t)len + 64) {
            out_cap = 4 * (size_t)len + 64;
            free(out);
            out = malloc(out_cap);
            if (!out)
                return 1;
        }
        int n = split(line, (int)len, out, (int)out_cap);
        if (n > 0 && (size_t)n <= out_cap)
            fwrite(out, 1, strnlen(out, (size_t)n), stdout);
        putchar('\n');
    }
    free(line);
    free(out);
    return fflush(stdout) ? 1 : 0;
}
