/* spell-hunspell.c - one Hunspell dictionary; the only file that talks to Hunspell. */
#include "spell-affix.h"

#include <errno.h>
#include <fcntl.h>
#include <hunspell/hunspell.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#define DICTIONARY_BYTES 255 /* of a word given to Hunspell */
#define SUGGEST_BYTES    100 /* beyond, Hunspell itself gives up or takes very long */

/* Most words are looked up without Hunspell (spell-affix.h), by all threads at once. What is left
 * is asked of one handle after the other: a handle costs 30 MB and serves one thread at a time. */
struct prep_hunspell {
    char *aff, *dic;
    struct prep_affixes *affixes; /* NULL: the dictionary is left to Hunspell */
    pthread_mutex_t lock;         /* of handle */
    Hunhandle *handle;            /* made when first needed */
    bool utf8;
    uint32_t high[128]; /* of an 8-bit encoding: what bytes 80..FF mean; 0: nothing */
};

/* Hunspell 1.7.1 counts the users of a global table without a lock when a handle is made or
 * destroyed (github.com/hunspell/hunspell issue 727). This is the only global of the library. */
static pthread_mutex_t hunspell_lock = PTHREAD_MUTEX_INITIALIZER;

static bool find_files(const char *name, const char *path, char *aff, char *dic, size_t size);
static enum prep_status no_such(const char *name, const char *path, struct prep_error *error);
static const char *package_of(const char *name, char *package, size_t size);
static enum prep_status check_aff(const char *path, struct prep_error *error);
static enum prep_status check_dic(const char *path, struct prep_error *error);
static ssize_t read_head(const char *path, char *head, size_t size, struct prep_error *error);
static Hunhandle *take_handle(struct prep_hunspell *dictionary);
static enum prep_status learn_encoding(struct prep_hunspell *dictionary, struct prep_error *error);
static void read_encoding(const char *path, char name[64]);
static bool encode(const struct prep_hunspell *dictionary, const struct prep_word *word,
                   char bytes[DICTIONARY_BYTES + 5], size_t *len);
static bool decode(const struct prep_hunspell *dictionary, const char *bytes,
                   struct prep_word *word);

struct prep_hunspell *prep_hunspell_open(const char *name, const char *path,
                                         struct prep_error *error)
{
    char aff[PREP_DICTIONARY_PATH], dic[PREP_DICTIONARY_PATH];
    /* Hunspell_create() hands out a handle whatever the files are. */
    if (prep_hunspell_find(name, path, aff, dic, error) || check_aff(aff, error) ||
        check_dic(dic, error))
        return NULL;
    struct prep_hunspell *dictionary = calloc(1, sizeof *dictionary);
    if (!dictionary) {
        prep_fail_nomem(error);
        return NULL;
    }
    pthread_mutex_init(&dictionary->lock, NULL);
    dictionary->aff = strdup(aff);
    dictionary->dic = strdup(dic);
    if (!dictionary->aff || !dictionary->dic) {
        prep_fail_nomem(error);
        goto fail;
    }
    if (learn_encoding(dictionary, error) ||
        prep_affixes_read(aff, dic, dictionary->utf8, dictionary->high, &dictionary->affixes,
                          error))
        goto fail;
    return dictionary;
fail:
    prep_hunspell_close(dictionary);
    return NULL;
}

void prep_hunspell_close(struct prep_hunspell *dictionary)
{
    if (!dictionary)
        return;
    if (dictionary->handle) {
        pthread_mutex_lock(&hunspell_lock);
        Hunspell_destroy(dictionary->handle);
        pthread_mutex_unlock(&hunspell_lock);
    }
    pthread_mutex_destroy(&dictionary->lock);
    prep_affixes_free(dictionary->affixes);
    free(dictionary->aff);
    free(dictionary->dic);
    free(dictionary);
}

enum prep_status prep_hunspell_find(const char *name, const char *path,
                                    char aff[PREP_DICTIONARY_PATH], char dic[PREP_DICTIONARY_PATH],
                                    struct prep_error *error)
{
    return find_files(name, path, aff, dic, PREP_DICTIONARY_PATH) ? PREP_OK
                                                                  : no_such(name, path, error);
}

enum prep_answer prep_hunspell_knows(struct prep_hunspell *dictionary, const struct prep_word *word)
{
    char bytes[DICTIONARY_BYTES + 5];
    size_t len;
    const struct prep_root *root;
    enum prep_verdict verdict = dictionary->affixes
                                    ? prep_affixes_check(dictionary->affixes, word, &root)
                                    : PREP_VERDICT_UNSURE;
    if (verdict != PREP_VERDICT_UNSURE)
        return verdict == PREP_VERDICT_NO ? PREP_ANSWER_NO : PREP_ANSWER_YES;
    if (!encode(dictionary, word, bytes, &len))
        return PREP_ANSWER_UNENCODABLE;
    if (len == 0)
        return PREP_ANSWER_NO;
    Hunhandle *handle = take_handle(dictionary);
    bool known = handle && Hunspell_spell(handle, bytes);
    pthread_mutex_unlock(&dictionary->lock);
    return known ? PREP_ANSWER_YES : PREP_ANSWER_NO;
}

const struct prep_affixes *prep_hunspell_affixes(const struct prep_hunspell *dictionary)
{
    return dictionary->affixes;
}

bool prep_hunspell_is_plain(struct prep_hunspell *dictionary, const struct prep_word *word,
                            bool noun)
{
    char bytes[DICTIONARY_BYTES + 5], **analyses = NULL;
    size_t len;
    bool plain = false;
    const struct prep_root *root;
    enum prep_verdict verdict = dictionary->affixes
                                    ? prep_affixes_check(dictionary->affixes, word, &root)
                                    : PREP_VERDICT_UNSURE;
    if (verdict == PREP_VERDICT_COMPOUND && prep_char(word->cp[0]) & PREP_CHAR_UPPER) {
        struct prep_word lower = *word; /* "Einmal" is made of parts, "einmal" is not */
        lower.cp[0] = prep_char_lower(lower.cp[0]);
        return prep_hunspell_is_plain(dictionary, &lower, noun);
    }
    if (verdict != PREP_VERDICT_UNSURE)
        return verdict == PREP_VERDICT_PLAIN &&
               (!noun || prep_affixes_has_capital(dictionary->affixes, root, word));
    if (!encode(dictionary, word, bytes, &len) || len == 0)
        return false;
    Hunhandle *handle = take_handle(dictionary);
    int n = handle ? Hunspell_analyze(handle, &analyses, bytes) : 0;
    for (int i = 0; i < n; i++) {
        /* "st:" is a stem; "pa:" stands before each part of a compound (hunspell(5)). */
        const char *stem = strstr(analyses[i], "st:");
        if (!stem || strstr(analyses[i], "pa:"))
            continue;
        stem += 3;
        plain |= !noun || (*stem >= 'A' && *stem <= 'Z') || *stem == bytes[0];
    }
    if (n > 0)
        Hunspell_free_list(handle, &analyses, n);
    pthread_mutex_unlock(&dictionary->lock);
    return plain;
}

bool prep_hunspell_suggest(struct prep_hunspell *dictionary, const struct prep_word *word,
                           prep_suggestion_fn *fn, void *arg)
{
    char bytes[DICTIONARY_BYTES + 5], **list = NULL;
    size_t len;
    bool more = true;
    if (!encode(dictionary, word, bytes, &len) || len == 0 || len > SUGGEST_BYTES)
        return true;
    Hunhandle *handle = take_handle(dictionary);
    int n = handle ? Hunspell_suggest(handle, &list, bytes) : 0;
    for (int i = 0; more && i < n; i++) {
        struct prep_word suggestion;
        if (decode(dictionary, list[i], &suggestion))
            more = fn(arg, &suggestion);
    }
    if (n > 0)
        Hunspell_free_list(handle, &list, n);
    pthread_mutex_unlock(&dictionary->lock);
    return more;
}

/* Lock the handle, making it if there is none yet; NULL (but locked) without memory. */
static Hunhandle *take_handle(struct prep_hunspell *dictionary)
{
    pthread_mutex_lock(&dictionary->lock);
    if (!dictionary->handle) {
        pthread_mutex_lock(&hunspell_lock);
        dictionary->handle = Hunspell_create(dictionary->aff, dictionary->dic);
        pthread_mutex_unlock(&hunspell_lock);
    }
    return dictionary->handle;
}

/* Look for NAME.aff and NAME.dic folder by folder. */
static bool find_files(const char *name, const char *path, char *aff, char *dic, size_t size)
{
    if (*name == '\0' || strchr(name, '/'))
        return false; /* a name, not a path: "../x" shall not lead out of the folders */
    while (*path) {
        size_t len = strcspn(path, ":");
        int n = snprintf(aff, size, "%.*s/%s.aff", (int)len, path, name);
        int m = snprintf(dic, size, "%.*s/%s.dic", (int)len, path, name);
        if (len > 0 && len < 2048 && n > 0 && (size_t)n < size && m > 0 && (size_t)m < size &&
            (access(dic, F_OK) == 0 || access(aff, F_OK) == 0))
            return true;
        path += len + (path[len] == ':');
    }
    return false;
}

static enum prep_status no_such(const char *name, const char *path, struct prep_error *error)
{
    char package[80];
    const char *first = package_of(name, package, sizeof package);
    return prep_fail(error, PREP_E_DATA, 0, "%.40s: no such dictionary in %.200s; install %s%s",
                     name, path, first, strcmp(name, "de_DE") ? "" : "-frami (or hunspell-de-de)");
}

/* Debian's name of the package: hunspell-de-at for de_AT. */
static const char *package_of(const char *name, char *package, size_t size)
{
    snprintf(package, size, "hunspell-%.40s", name);
    for (char *p = package; *p; p++)
        *p = (char)(*p == '_' ? '-' : *p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    return package;
}

static enum prep_status check_aff(const char *path, struct prep_error *error)
{
    char head[64];
    return read_head(path, head, sizeof head, error) < 0 ? PREP_E_DATA : PREP_OK;
}

/* A .dic file begins with the number of its words (hunspell(5)). */
static enum prep_status check_dic(const char *path, struct prep_error *error)
{
    char head[64];
    ssize_t len = read_head(path, head, sizeof head, error);
    if (len < 0)
        return PREP_E_DATA;
    size_t at = len >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (at < (size_t)len && (head[at] == ' ' || head[at] == '\t'))
        at++;
    if (at == (size_t)len || head[at] < '0' || head[at] > '9')
        return prep_fail(error, PREP_E_DATA, 0,
                         "%.300s:1:1: the first line of a dictionary is the number of its words",
                         path);
    return PREP_OK;
}

/* The first bytes of a regular file that is not empty. */
static ssize_t read_head(const char *path, char *head, size_t size, struct prep_error *error)
{
    struct stat status;
    ssize_t len = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO shall not block */
    if (fd < 0 || fstat(fd, &status) < 0)
        prep_fail(error, PREP_E_DATA, 0, "%.300s: %s", path, strerror(errno));
    else if (!S_ISREG(status.st_mode))
        prep_fail(error, PREP_E_DATA, 0, "%.300s: not a regular file", path);
    else if ((len = read(fd, head, size)) < 0)
        prep_fail(error, PREP_E_DATA, 0, "%.300s: %s", path, strerror(errno));
    else if (len == 0) {
        prep_fail(error, PREP_E_DATA, 0, "%.300s: the file is empty", path);
        len = -1;
    }
    if (fd >= 0)
        close(fd);
    return len;
}

/* Hunspell's encodings are UTF-8 and 8-bit ones: a table says it all. */
static enum prep_status learn_encoding(struct prep_hunspell *dictionary, struct prep_error *error)
{
    char set[64];
    const char *name = set, *path = dictionary->aff;
    UErrorCode code = U_ZERO_ERROR;
    read_encoding(path, set);
    dictionary->utf8 = !ucnv_compareNames(name, "UTF-8");
    if (dictionary->utf8)
        return PREP_OK;
    if (!strncmp(name, "microsoft-cp", 12))
        name += 10; /* microsoft-cp1251: ICU knows cp1251 */
    UConverter *converter = ucnv_open(name, &code);
    for (unsigned i = 0; U_SUCCESS(code) && i < 128; i++) {
        char byte = (char)(128 + i);
        const char *source = &byte;
        UErrorCode one = U_ZERO_ERROR;
        UChar32 c = ucnv_getNextUChar(converter, &source, &byte + 1, &one);
        dictionary->high[i] = U_SUCCESS(one) && c != 0xFFFD ? (uint32_t)c : 0;
        ucnv_resetToUnicode(converter);
    }
    ucnv_close(converter);
    if (U_FAILURE(code))
        return prep_fail(error, PREP_E_DATA, 0, "%.300s: unknown encoding %.60s", path, name);
    return PREP_OK;
}

/* What the line "SET NAME" says, or Hunspell's default. */
static void read_encoding(const char *path, char name[64])
{
    char line[256];
    FILE *file = fopen(path, "re");
    strcpy(name, "ISO8859-1");
    while (file && fgets(line, sizeof line, file)) {
        const char *at = strncmp(line, "\xEF\xBB\xBF", 3) ? line : line + 3;
        if (!strncmp(at, "SET", 3) && sscanf(at + 3, " %63s", name) == 1)
            break;
    }
    if (file)
        fclose(file);
}

/* A word in the dictionary's encoding, NUL-terminated. false: it cannot be written in it. *len is
 * 0 where it is too long. */
static bool encode(const struct prep_hunspell *dictionary, const struct prep_word *word,
                   char bytes[DICTIONARY_BYTES + 5], size_t *len)
{
    *len = 0;
    for (size_t i = 0; i < word->n; i++) {
        uint32_t c = word->cp[i];
        unsigned byte = (unsigned)c;
        if (*len >= DICTIONARY_BYTES || c == 0) {
            *len = 0;
            return true;
        }
        if (dictionary->utf8) {
            *len += prep_utf8_put(c, bytes + *len);
            continue;
        }
        if (c >= 128 && (c > 255 || dictionary->high[c - 128] != c)) {
            for (byte = 128; byte < 256 && dictionary->high[byte - 128] != c;)
                byte++;
            if (byte == 256)
                return false;
        }
        bytes[(*len)++] = (char)byte;
    }
    bytes[*len] = '\0';
    return true;
}

static bool decode(const struct prep_hunspell *dictionary, const char *bytes,
                   struct prep_word *word)
{
    size_t len = strlen(bytes);
    if (dictionary->utf8)
        return !prep_utf8_check(bytes, len, NULL) && prep_word_read(word, bytes, len);
    if (len > PREP_WORD_MAX)
        return false;
    word->n = len;
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        word->cp[i] = byte < 128 ? byte : dictionary->high[byte - 128];
    }
    return true;
}
