/* break-icu.c - what ICU needs for the work of prep-split: ubrk, sentences, over UTF-8 line by
 * line.
 *
 *     break-icu de <text >sentences
 *
 * For paired timings only; where it cuts is ICU's affair. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

static int write_sentences(UBreakIterator *breaker, const char *line, size_t len, FILE *to);

int main(int argc, char **argv)
{
    const char *locale = argc > 1 ? argv[1] : "de";
    UErrorCode error = U_ZERO_ERROR;
    UBreakIterator *breaker = ubrk_open(UBRK_SENTENCE, locale, NULL, 0, &error);
    UText *text = NULL;
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    int failed = U_FAILURE(error);
    static char buffer[1 << 20];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    while (!failed && (len = getline(&line, &cap, stdin)) > 0) {
        if (line[len - 1] == '\n')
            len--;
        text = utext_openUTF8(text, line, len, &error);
        ubrk_setUText(breaker, text, &error);
        failed = U_FAILURE(error) || write_sentences(breaker, line, (size_t)len, stdout);
    }
    utext_close(text);
    ubrk_close(breaker);
    free(line);
    if (failed || fflush(stdout)) {
        fprintf(stderr, "break-icu: %s\n", U_FAILURE(error) ? u_errorName(error) : "cannot write");
        return 1;
    }
    return 0;
}

/* One a line, without the white space behind it. */
static int write_sentences(UBreakIterator *breaker, const char *line, size_t len, FILE *to)
{
    size_t begin = 0;
    if (len == 0)
        return putc('\n', to) == EOF;
    for (int32_t at; (at = ubrk_next(breaker)) != UBRK_DONE; begin = (size_t)at) {
        size_t end = (size_t)at;
        while (end > begin && line[end - 1] == ' ')
            end--;
        if (fwrite(line + begin, 1, end - begin, to) != end - begin || putc('\n', to) == EOF)
            return 1;
    }
    return 0;
}
