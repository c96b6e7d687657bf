/* names-lexicon-image.c - the lexicon as the build left it beside its table. */
#include "names-lexicon.h"

#include <stdlib.h>

#define TABLE "names/names.tsv"

/* Raise the first number whenever the reading of the table, the meaning of a word's flags or the
 * order of the arrays changes. */
#define LAYOUT                                                                                     \
    ((uint64_t)1 << 32 | sizeof(struct prep_lexicon_entry) << 16 |                                 \
     sizeof(struct prep_lexicon_word) << 8 | PREP_LEXICON_FILTER_BITS)
#define FILTER_WORDS ((1u << PREP_LEXICON_FILTER_BITS) / 64)

struct prep_lexicon *prep_lexicon_take(const char *data_dir)
{
    struct prep_image *image = prep_image_open(prep_data_dir(data_dir), TABLE, LAYOUT);
    struct prep_lexicon *lexicon = image ? calloc(1, sizeof *lexicon) : NULL;
    const size_t *max_words;
    size_t n_words, n_filter, n_max;
    if (lexicon && (lexicon->map = prep_map_take(image)) &&
        (lexicon->pool.data = prep_image_take(image, 1, &lexicon->pool.len)) &&
        (lexicon->entries =
             prep_image_take(image, sizeof *lexicon->entries, &lexicon->n_entries)) &&
        (lexicon->words = prep_image_take(image, sizeof *lexicon->words, &n_words)) &&
        n_words == prep_map_count(lexicon->map) &&
        (lexicon->filter = prep_image_take(image, sizeof *lexicon->filter, &n_filter)) &&
        n_filter == FILTER_WORDS &&
        (max_words = prep_image_take(image, sizeof *max_words, &n_max)) && n_max == 1) {
        lexicon->max_words = *max_words;
        lexicon->image = image;
        atomic_init(&lexicon->references, 1);
        return lexicon;
    }
    if (lexicon)
        prep_map_free(lexicon->map);
    free(lexicon);
    prep_image_close(image);
    return NULL;
}

enum prep_status prep_lexicon_image(const char *data_dir, struct prep_buf *image,
                                    struct prep_error *error)
{
    struct prep_lexicon *lexicon = prep_lexicon_new_with(data_dir, NULL, 0, error);
    if (!lexicon)
        return PREP_E_DATA;
    enum prep_status status =
        prep_image_begin(image, prep_data_dir(data_dir), TABLE, LAYOUT, error);
    if (!status &&
        (prep_map_put(lexicon->map, image) ||
         prep_image_put(image, lexicon->pool.data, 1, lexicon->pool.len) ||
         prep_image_put(image, lexicon->entries, sizeof *lexicon->entries, lexicon->n_entries) ||
         prep_image_put(image, lexicon->words, sizeof *lexicon->words,
                        prep_map_count(lexicon->map)) ||
         prep_image_put(image, lexicon->filter, sizeof *lexicon->filter, FILTER_WORDS) ||
         prep_image_put(image, &lexicon->max_words, sizeof lexicon->max_words, 1)))
        status = prep_fail_nomem(error);
    prep_lexicon_free(lexicon);
    return status;
}
