/* verdicts.c - does prep-spell say of each word of a text what Hunspell says?
 *
 *   make verdicts CORPUS=FILE [DICTIONARY=de_DE] [DICPATH=FOLDERS]
 *
 * Each word that both can see is looked up in a dictionary by the library and by a Hunspell handle
 * of its own. Prints how many there were, and those on which they differ; then the status is 1. */
#include "spell-words.h"

#include <hunspell/hunspell.h>
#include <stdio.h>
#include <stdlib.h>

struct comparison {
    struct prep_hunspell *ours;
    Hunhandle *theirs;
    bool utf8;
    struct prep_map *seen;
    size_t words, compared, known, different;
};

static int complain(const char *what)
{
    fprintf(stderr, "verdicts: %s\n", what);
    return 2;
}

/* The word in the dictionary's encoding, Latin-1 or UTF-8; false: it cannot be written in it. */
static bool encode(const struct comparison *comparison, const struct prep_word *word, char *bytes)
{
    size_t len = 0;
    if (comparison->utf8) {
        len = prep_word_write(word, bytes);
    } else {
        for (; len < word->n; len++) {
            if (word->cp[len] > 0xFF)
                return false;
            bytes[len] = (char)word->cp[len];
        }
    }
    bytes[len] = '\0';
    return len > 0 && len < 250; /* longer words are not asked of Hunspell */
}

static bool compare(struct comparison *comparison, const char *token, size_t len)
{
    struct prep_word word;
    char bytes[PREP_WORD_BYTES + 1];
    bool is_new;
    if (!prep_map_insert(comparison->seen, token, len, &is_new))
        return false;
    comparison->words += is_new;
    if (!is_new || !prep_word_read(&word, token, len) || !encode(comparison, &word, bytes))
        return true;
    bool ours = prep_hunspell_knows(comparison->ours, &word) == PREP_ANSWER_YES;
    bool theirs = Hunspell_spell(comparison->theirs, bytes) != 0;
    comparison->compared++;
    comparison->known += ours;
    if (ours != theirs) {
        comparison->different++;
        printf("%.*s\tprep-spell: %s\tHunspell: %s\n", (int)len, token, ours ? "right" : "wrong",
               theirs ? "right" : "wrong");
    }
    return true;
}

/* The words of the text, also with a dot behind, and the parts of compounds with hyphens. */
static bool compare_text(struct comparison *comparison, const char *text, size_t len)
{
    struct prep_words words;
    bool good = true;
    prep_words_begin(&words, text, len);
    while (good && prep_words_more(&words))
        for (size_t i = 0; good && i < words.n; i++) {
            size_t begin = words.list[i].begin, end = words.list[i].end;
            good = end - begin > PREP_WORD_BYTES || compare(comparison, text + begin, end - begin);
            if (good && end < len && text[end] == '.' && end - begin < PREP_WORD_BYTES)
                good = compare(comparison, text + begin, end - begin + 1);
            for (size_t at = begin, part; good && at < end; at = part + 1) {
                const char *hyphen = memchr(text + at, '-', end - at);
                part = hyphen ? (size_t)(hyphen - text) : end;
                good = part == at || part - at > PREP_WORD_BYTES ||
                       compare(comparison, text + at, part - at);
            }
        }
    return good;
}

static bool read_all(struct prep_buf *text)
{
    char block[65536];
    size_t n;
    while ((n = fread(block, 1, sizeof block, stdin)) > 0)
        if (prep_buf_append(text, block, n))
            return false;
    return !ferror(stdin);
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 && *argv[1] ? argv[1] : "de_DE", *more = getenv("DICPATH");
    char path[4096], aff[PREP_DICTIONARY_PATH], dic[PREP_DICTIONARY_PATH];
    struct comparison comparison = {0};
    struct prep_buf text = PREP_BUF_INIT;
    struct prep_error error = {0};
    snprintf(path, sizeof path, "%s%s/usr/share/hunspell", more ? more : "", more ? ":" : "");
    if (prep_hunspell_find(name, path, aff, dic, &error) ||
        !(comparison.ours = prep_hunspell_open(name, path, &error)))
        return complain(error.message);
    comparison.theirs = Hunspell_create(aff, dic);
    comparison.seen = prep_map_new();
    if (!comparison.theirs || !comparison.seen || !read_all(&text))
        return complain("no memory, or no input");
    comparison.utf8 = !strcmp(Hunspell_get_dic_encoding(comparison.theirs), "UTF-8");
    if (!comparison.utf8 && strcmp(Hunspell_get_dic_encoding(comparison.theirs), "ISO8859-1"))
        return complain("a dictionary of an encoding other than UTF-8 and ISO8859-1");
    if (!compare_text(&comparison, text.data, text.len))
        return complain("out of memory");
    printf("%s: %zu different words, %zu of them asked of both, %zu right, %zu verdicts differ\n",
           dic, comparison.words, comparison.compared, comparison.known, comparison.different);
    Hunspell_destroy(comparison.theirs);
    prep_hunspell_close(comparison.ours);
    prep_map_free(comparison.seen);
    prep_buf_free(&text);
    return comparison.different > 0;
}
