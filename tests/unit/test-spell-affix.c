/* test-spell-affix.c - our own look-up says what Hunspell says, of the words of a text, of words
 * made of them and of misspelt ones. PREP_SPELL_TEXT names a further text of any size. */
#include "spell-affix.h"
#include "unit.h"

#include <ctype.h>
#include <hunspell/hunspell.h>
#include <stdio.h>
#include <unistd.h>

struct compared {
    struct prep_affixes *affixes;
    Hunhandle *handle;
    bool utf8;
    size_t sure, different;
    char first[300]; /* word on which they differ */
};

static void compare(struct compared *compared, const char *text, size_t len)
{
    struct prep_word word;
    char bytes[PREP_WORD_BYTES + 1];
    const struct prep_root *root;
    size_t n = 0;
    if (len == 0 || len > 250 || !prep_word_read(&word, text, len))
        return;
    enum prep_verdict verdict = prep_affixes_check(compared->affixes, &word, &root);
    if (verdict == PREP_VERDICT_UNSURE)
        return;
    if (compared->utf8)
        n = prep_word_write(&word, bytes);
    for (size_t i = 0; !compared->utf8 && i < word.n; i++)
        bytes[n++] = (char)word.cp[i];
    bytes[n] = '\0';
    compared->sure++;
    if ((Hunspell_spell(compared->handle, bytes) != 0) == (verdict != PREP_VERDICT_NO))
        return;
    if (compared->different++ == 0)
        snprintf(compared->first, sizeof compared->first, "%.*s", (int)len, text);
}

/* The word, with a dot, in other cases, with a letter less, twice, with the one before. */
static void compare_all(struct compared *compared, const char *text, size_t len, const char *before)
{
    char changed[700];
    compare(compared, text, len);
    snprintf(changed, sizeof changed, "%.*s.", (int)len, text);
    compare(compared, changed, len + 1);
    for (size_t i = 0; i <= len; i++)
        changed[i] = (char)((unsigned char)changed[i] < 0x80 ? toupper(changed[i]) : changed[i]);
    compare(compared, changed, len);
    for (size_t i = 0; i < len; i++)
        changed[i] = (char)((unsigned char)changed[i] < 0x80 ? tolower(changed[i]) : changed[i]);
    compare(compared, changed, len);
    for (size_t at = 0; at < len; at++)
        if ((unsigned char)text[at] < 0x80 && (unsigned char)text[at + 1] < 0x80) {
            snprintf(changed, sizeof changed, "%.*s%.*s", (int)at, text, (int)(len - at - 1),
                     text + at + 1);
            compare(compared, changed, len - 1);
        }
    snprintf(changed, sizeof changed, "%s%.*s", before, (int)len, text);
    compare(compared, changed, strlen(changed));
    snprintf(changed, sizeof changed, "%s-%.*s", before, (int)len, text);
    compare(compared, changed, strlen(changed));
}

static void compare_text(struct compared *compared, const char *path, bool all)
{
    FILE *file = fopen(path, "r");
    static char line[1 << 20];
    char before[64] = "";
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        for (char *word = strtok(line, " \t\n,;:!?()\"/"); word;
             word = strtok(NULL, " \t\n,;:!?()\"/")) {
            size_t len = strlen(word);
            if (prep_utf8_check(word, len, NULL) || len > 60)
                continue;
            if (all)
                compare_all(compared, word, len, before);
            else
                compare(compared, word, len);
            snprintf(before, sizeof before, "%s", word);
        }
    fclose(file);
}

/* utf8: else the dictionary's encoding is ISO 8859-1. */
static void check_dictionary(const char *dir, const char *name, bool utf8)
{
    struct compared compared = {.utf8 = utf8};
    struct prep_error error = {0};
    char aff[4200], dic[4200], text[4200];
    uint32_t high[128];
    const char *more = getenv("PREP_SPELL_TEXT");
    snprintf(aff, sizeof aff, "%s/%s.aff", dir, name);
    snprintf(dic, sizeof dic, "%s/%s.dic", dir, name);
    if (access(aff, R_OK) != 0 || access(dic, R_OK) != 0)
        skip();
    for (unsigned i = 0; i < 128; i++)
        high[i] = 128 + i;
    if (prep_affixes_read(aff, dic, utf8, high, &compared.affixes, &error))
        fail_msg("%s", error.message);
    assert_non_null(compared.affixes);
    compared.handle = Hunspell_create(aff, dic);
    assert_non_null(compared.handle);
    snprintf(text, sizeof text, "%s/corpora/reise.de.txt", getenv("PREP_SRCDIR"));
    compare_text(&compared, text, true);
    snprintf(text, sizeof text, "%s/tests/golden/spell.test", getenv("PREP_SRCDIR"));
    compare_text(&compared, text, true);
    if (more)
        compare_text(&compared, more, false);
    print_message("# %s: %zu words compared, %zu differ\n", name, compared.sure,
                  compared.different);
    Hunspell_destroy(compared.handle);
    prep_affixes_free(compared.affixes);
    if (compared.different > 0)
        fail_msg("%s: %zu of %zu words differ, the first: %s", name, compared.different,
                 compared.sure, compared.first);
    assert_true(compared.sure > 1000);
}

static void the_small_dictionary_agrees(void **state)
{
    char dir[4096];
    (void)state;
    snprintf(dir, sizeof dir, "%.4000s/tests/unit/spell-data", getenv("PREP_SRCDIR"));
    check_dictionary(dir, "xx", true);
}

static void the_systems_german_agrees(void **state)
{
    char encoding[64] = "", path[] = "/usr/share/hunspell/de_DE.aff", line[200];
    FILE *file = fopen(path, "r");
    (void)state;
    if (!file)
        skip();
    while (!*encoding && fgets(line, sizeof line, file))
        sscanf(line, "SET %63s", encoding);
    fclose(file);
    check_dictionary("/usr/share/hunspell", "de_DE", !strcmp(encoding, "UTF-8"));
}

static void the_systems_english_agrees(void **state)
{
    (void)state;
    check_dictionary("/usr/share/hunspell", "en_US", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_small_dictionary_agrees),
        cmocka_unit_test(the_systems_german_agrees),
        cmocka_unit_test(the_systems_english_agrees),
    };
    return RUN(tests);
}
