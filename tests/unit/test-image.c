/* test-image.c - a lexicon and the respelling models taken from an image are those of the table; an
 * image that does not fit its table is left aside. */
#include "names-lexicon.h"
#include "unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROWS                                                                                       \
    "Иван\tru\tIwan\tIvan\t-\t-\tgiven\tRU\t-\n"                                               \
    "Токаев\tru\tTokajew\tTokayev\tTokaev\t-\tsurname\tKZ\t-\n"                              \
    "Чоп\tuk\tTschop\tChop\t-\t-\tplace\tUA\t-\n"
#define WEIGHTS                                                                                    \
    "j\t=\ty\t0\n"                                                                                 \
    "sch\t=\tsh\t0\n"                                                                              \
    "sch\t^_\tzh\t50\n"

#define WORDS "chop\nivan\nivanov\ntokayev\n"

/* A folder for data of the test's own. */
struct place {
    char dir[32], names[64], rules[64], lexicon[80], respelling[80], english[80];
};

static void write_file(const char *path, const char *data, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void write_beside(const char *table, const struct prep_buf *image, size_t len)
{
    char path[96];
    snprintf(path, sizeof path, "%s.image", table);
    write_file(path, image->data, len);
}

static int set_up(void **state)
{
    static struct place place;
    snprintf(place.dir, sizeof place.dir, "/tmp/prep-image-XXXXXX");
    assert_non_null(mkdtemp(place.dir));
    snprintf(place.names, sizeof place.names, "%s/names", place.dir);
    snprintf(place.rules, sizeof place.rules, "%s/rules", place.dir);
    snprintf(place.lexicon, sizeof place.lexicon, "%s/names.tsv", place.names);
    snprintf(place.respelling, sizeof place.respelling, "%s/respelling.tsv", place.rules);
    snprintf(place.english, sizeof place.english, "%s/english.tsv", place.names);
    assert_int_equal(mkdir(place.names, 0700), 0);
    assert_int_equal(mkdir(place.rules, 0700), 0);
    write_file(place.lexicon, BYTES(ROWS));
    write_file(place.respelling, BYTES(WEIGHTS));
    write_file(place.english, BYTES(WORDS));
    *state = &place;
    return 0;
}

static int tear_down(void **state)
{
    const struct place *place = *state;
    const char *const tables[] = {place->lexicon, place->respelling, place->english};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char path[96];
        snprintf(path, sizeof path, "%s.image", tables[i]);
        unlink(path);
        unlink(tables[i]);
    }
    rmdir(place->names);
    rmdir(place->rules);
    return rmdir(place->dir);
}

static void a_lexicon_is_that_of_its_table(void **state)
{
    const struct place *place = *state;
    struct prep_buf image = PREP_BUF_INIT;
    assert_null(prep_lexicon_take(place->dir)); /* there is none yet */
    assert_int_equal(prep_lexicon_image(place->dir, &image, NULL), PREP_OK);
    write_beside(place->lexicon, &image, image.len);
    struct prep_lexicon *taken = prep_lexicon_take(place->dir);
    struct prep_lexicon *read = prep_lexicon_new_with(place->dir, NULL, 0, NULL);
    assert_non_null(taken);
    assert_non_null(read);
    size_t n = prep_map_count(read->map);
    assert_int_equal(prep_map_count(taken->map), n);
    assert_int_equal(prep_lexicon_max_words(taken), prep_lexicon_max_words(read));
    for (size_t i = 0; i < n; i++) {
        struct prep_name a, b;
        size_t len;
        const char *key = prep_map_key(read->map, i, &len, NULL);
        assert_true(prep_lexicon_find(read, key, len, &a));
        assert_true(prep_lexicon_find(taken, key, len, &b));
        assert_int_equal(a.english_len, b.english_len);
        assert_memory_equal(a.english, b.english, a.english_len);
        assert_int_equal(a.flags, b.flags);
        assert_int_equal(a.kind, b.kind);
        struct prep_name_details x = prep_lexicon_details(read, a.entry);
        struct prep_name_details y = prep_lexicon_details(taken, b.entry);
        assert_int_equal(x.original_len, y.original_len);
        assert_memory_equal(x.original, y.original, x.original_len);
        assert_string_equal(x.language, y.language);
    }
    assert_false(prep_names_known(taken, BYTES("Haus")));
    assert_null(prep_map_insert(taken->map, BYTES("Haus"), NULL)); /* it is nobody's to change */
    prep_lexicon_free(taken);
    prep_lexicon_free(read);
    prep_buf_free(&image);
}

static void a_model_is_that_of_its_table(void **state)
{
    const struct place *place = *state;
    struct prep_buf image = PREP_BUF_INIT, a = PREP_BUF_INIT, b = PREP_BUF_INIT;
    struct prep_respelling *read = prep_respelling_new(place->dir, NULL);
    assert_int_equal(prep_respelling_image(place->dir, &image, NULL), PREP_OK);
    write_beside(place->respelling, &image, image.len);
    struct prep_respelling *taken = prep_respelling_new(place->dir, NULL);
    struct prep_ngrams *ngrams = prep_ngrams_new(place->dir, NULL);
    assert_non_null(read);
    assert_non_null(ngrams);
    assert_non_null(taken);
    static const char *const words[] = {"Schaja", "Mascha", "Jasch", "x"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        prep_buf_reset(&a);
        prep_buf_reset(&b);
        assert_int_equal(prep_respelling_append(read, ngrams, words[i], len, NULL, &a), PREP_OK);
        assert_int_equal(prep_respelling_append(taken, ngrams, words[i], len, NULL, &b), PREP_OK);
        assert_text(&b, a.data, a.len);
    }
    prep_respelling_free(read);
    prep_respelling_free(taken);
    prep_ngrams_free(ngrams);
    prep_buf_free(&image);
    prep_buf_free(&a);
    prep_buf_free(&b);
}

static void letters_are_counted_once(void **state)
{
    const struct place *place = *state;
    struct prep_buf image = PREP_BUF_INIT;
    struct prep_ngrams *read = prep_ngrams_new(place->dir, NULL);
    assert_non_null(read);
    assert_int_equal(prep_ngrams_image(place->dir, &image, NULL), PREP_OK);
    static const char *const words[] = {"ivan", "tokay", "chopin", "q", ""};
    for (size_t missing = 0; missing < 40; missing++) { /* the last: none fits, it is read */
        write_beside(place->english, &image, image.len - missing);
        struct prep_ngrams *taken = prep_ngrams_new(place->dir, NULL);
        assert_non_null(taken);
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            assert_int_equal(prep_ngrams_cost(taken, words[i], strlen(words[i])),
                             prep_ngrams_cost(read, words[i], strlen(words[i])));
        prep_ngrams_free(taken);
    }
    prep_ngrams_free(read);
    prep_buf_free(&image);
}

static void what_does_not_fit_is_left_aside(void **state)
{
    const struct place *place = *state;
    struct prep_buf image = PREP_BUF_INIT;
    assert_int_equal(prep_lexicon_image(place->dir, &image, NULL), PREP_OK);
    /* Cut off anywhere, that is at every place near the borders of arrays. */
    for (size_t len = 0; len < image.len; len += len < 1200 || image.len - len < 1200 ? 1 : 997) {
        write_beside(place->lexicon, &image, len);
        struct prep_lexicon *lexicon = prep_lexicon_take(place->dir);
        if (lexicon) /* what is missing is padding */
            assert_true(image.len - len < 8);
        prep_lexicon_free(lexicon);
    }
    for (size_t byte = 0; byte < 24; byte++) { /* of another version, layout or table */
        image.data[byte] = (char)(image.data[byte] + 1);
        write_beside(place->lexicon, &image, image.len);
        assert_null(prep_lexicon_take(place->dir));
        image.data[byte] = (char)(image.data[byte] - 1);
    }
    write_beside(place->lexicon, &image, image.len);
    struct prep_lexicon *lexicon = prep_lexicon_take(place->dir);
    assert_non_null(lexicon);
    prep_lexicon_free(lexicon);
    write_file(place->lexicon, BYTES(ROWS "Ялта\tru\tJalta\tYalta\t-\t-\tplace\tUA\t-\n"));
    assert_null(prep_lexicon_take(place->dir));
    lexicon = prep_lexicon_new(place->dir, NULL);
    assert_non_null(lexicon);
    assert_true(prep_names_known(lexicon, BYTES("Jalta")));
    prep_lexicon_free(lexicon);
    prep_buf_free(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_lexicon_is_that_of_its_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_model_is_that_of_its_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(letters_are_counted_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_does_not_fit_is_left_aside, set_up, tear_down),
    };
    return RUN(tests);
}
