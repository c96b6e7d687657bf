/* compile-tables.c - make the images of tables that take long to read: compile-tables SOURCE
 * FOLDER.
 *
 * For the tables below SOURCE, TABLE.image is written below FOLDER (see libprep/image.c). Run by
 * make. */
#include "../libprep/names.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

typedef enum prep_status image_fn(const char *data_dir, struct prep_buf *image,
                                  struct prep_error *error);

static bool write_image(const char *source, const char *folder, const char *table, image_fn *make)
{
    char path[4096];
    struct prep_buf image = PREP_BUF_INIT;
    struct prep_error error = {0};
    if (make(source, &image, &error)) {
        fprintf(stderr, "compile-tables: %s\n", error.message);
        prep_buf_free(&image);
        return false;
    }
    snprintf(path, sizeof path, "%s/%s.image", folder, table);
    FILE *file = fopen(path, "wb");
    bool done = file && fwrite(image.data, 1, image.len, file) == image.len;
    if (file && fclose(file))
        done = false;
    if (!done)
        fprintf(stderr, "compile-tables: %s: %s\n", path, strerror(errno));
    prep_buf_free(&image);
    return done;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: compile-tables SOURCE FOLDER\n");
        return 2;
    }
    return !write_image(argv[1], argv[2], "names/names.tsv", prep_lexicon_image) ||
           !write_image(argv[1], argv[2], "names/english.tsv", prep_ngrams_image) ||
           !write_image(argv[1], argv[2], "rules/respelling.tsv", prep_respelling_image);
}
