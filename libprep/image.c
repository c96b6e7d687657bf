/* image.c - a table as it stands in memory once it is read, kept in a file beside it: TABLE.image.
 *
 * The build makes images, so that a run begins at once and all processes share the memory. An image
 * belongs to the very bytes of its table and to the machine it was made on; where it does not fit,
 * or is not there, the table is read. It is a header and then arrays one behind another, each
 * behind the number of its bytes, all at multiples of 8. */
#include "internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* Read as a number, so that another byte order does not pass for it. */
#define MAGIC 0x31676D6970657270u

struct header {
    uint64_t magic, layout, table; /* table: the hash of its bytes */
};

struct prep_image {
    char *data;
    size_t len, at; /* at: the next array */
};

static bool path_of(char path[4096], const char *dir, const char *table, const char *ending);
static bool hash_of(const char *path, uint64_t *hash);
static char *map_file(const char *path, size_t *len);

struct prep_image *prep_image_open(const char *dir, const char *table, uint64_t layout)
{
    char path[4096];
    uint64_t hash;
    struct header header;
    struct prep_image *image = calloc(1, sizeof *image);
    if (!image || !path_of(path, dir, table, ".image") ||
        !(image->data = map_file(path, &image->len)) || image->len < sizeof header)
        goto fail;
    memcpy(&header, image->data, sizeof header);
    if (header.magic != MAGIC || header.layout != layout || !path_of(path, dir, table, "") ||
        !hash_of(path, &hash) || hash != header.table)
        goto fail;
    image->at = sizeof header;
    return image;
fail:
    prep_image_close(image);
    return NULL;
}

void prep_image_close(struct prep_image *image)
{
    if (image && image->data)
        munmap(image->data, image->len);
    free(image);
}

void *prep_image_take(struct prep_image *image, size_t size, size_t *n)
{
    uint64_t bytes;
    if (image->len - image->at < sizeof bytes)
        return NULL;
    memcpy(&bytes, image->data + image->at, sizeof bytes);
    size_t left = image->len - image->at - sizeof bytes;
    if (bytes > left || bytes % size != 0)
        return NULL;
    void *array = image->data + image->at + sizeof bytes;
    size_t padded = (bytes + 7) & ~(size_t)7;
    image->at += sizeof bytes + (padded < left ? padded : left);
    *n = bytes / size;
    return array;
}

enum prep_status prep_image_begin(struct prep_buf *image, const char *dir, const char *table,
                                  uint64_t layout, struct prep_error *error)
{
    char path[4096];
    struct header header = {.magic = MAGIC, .layout = layout};
    if (!path_of(path, dir, table, "") || !hash_of(path, &header.table))
        return prep_fail(error, PREP_E_DATA, 0, "%.300s: cannot be read", table);
    return prep_buf_append(image, (const char *)&header, sizeof header) ? prep_fail_nomem(error)
                                                                        : PREP_OK;
}

enum prep_status prep_image_put(struct prep_buf *image, const void *array, size_t size, size_t n)
{
    static const char zeros[8];
    uint64_t bytes = size * n;
    if (prep_buf_append(image, (const char *)&bytes, sizeof bytes) ||
        prep_buf_append(image, array, bytes) || prep_buf_append(image, zeros, -bytes & 7))
        return PREP_E_NOMEM;
    return PREP_OK;
}

static bool path_of(char path[4096], const char *dir, const char *table, const char *ending)
{
    int n = snprintf(path, 4096, "%s/%s%s", dir, table, ending);
    return n > 0 && n < 4096;
}

static bool hash_of(const char *path, uint64_t *hash)
{
    size_t len;
    char *data = map_file(path, &len);
    if (!data)
        return false;
    *hash = XXH3_64bits(data, len);
    munmap(data, len);
    return true;
}

/* The bytes of a file that is not empty; NULL if they are not to be had. */
static char *map_file(const char *path, size_t *len)
{
    struct stat info;
    char *data = MAP_FAILED;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0) {
        *len = (size_t)info.st_size;
        data = mmap(NULL, *len, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    close(fd);
    return data == MAP_FAILED ? NULL : data;
}
