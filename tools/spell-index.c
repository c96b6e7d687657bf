/* spell-index.c - the index of suggestions: made once with --compile, then mapped into memory. */
#include "spell.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool find_place(const char *dictionaries, bool make, char *path, size_t size);
static enum prep_status compile(const struct spell_config *config, const char *path,
                                const struct prep_transform *speller, struct prep_error *error);
static enum prep_status map(struct spell_config *config, const char *path,
                            struct prep_error *error);
static enum prep_status use(const struct spell_config *config, const char *path,
                            struct prep_transform *speller, struct prep_error *error);

enum prep_status spell_index_open(struct spell_config *config, struct prep_transform *speller,
                                  const char *dictionaries, struct prep_error *error)
{
    char place[4096];
    const char *path = config->index;
    if (!path && find_place(dictionaries, config->compile, place, sizeof place))
        path = place;
    if (config->compile)
        return path ? compile(config, path, speller, error)
                    : spell_store_fail(error, PREP_E_OPTION, "--compile",
                                       "no home folder; say where with --index");
    if (!path || (config->suggest == 0 && !config->fix))
        return PREP_OK;
    enum prep_status status = map(config, path, error);
    if (!status)
        status = use(config, path, speller, error);
    if (status && !config->index) { /* it is made in memory, which only takes a little longer */
        spell_index_close(config);
        memset(error, 0, sizeof *error);
        return PREP_OK;
    }
    return status;
}

void spell_index_close(struct spell_config *config)
{
    if (config->map)
        munmap(config->map, config->map_len);
    config->map = NULL;
}

/* The file in the user's folder for such things; make: the folder, too. */
static bool find_place(const char *dictionaries, bool make, char *path, size_t size)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    bool own = cache && *cache == '/';
    if (!own && (!home || *home != '/'))
        return false;
    int n = snprintf(path, size, "%s%s", own ? cache : home, own ? "" : "/.cache");
    if (n < 0 || (size_t)n + strlen(dictionaries) + 40 > size)
        return false;
    if (make)
        mkdir(path, 0700);
    strcat(path, "/libprep");
    if (make)
        mkdir(path, 0777); /* if that fails, so does writing, with a reason */
    sprintf(path + strlen(path), "/spell-%s.index", dictionaries);
    return !strchr(dictionaries, '/');
}

static enum prep_status compile(const struct spell_config *config, const char *path,
                                const struct prep_transform *speller, struct prep_error *error)
{
    struct prep_buf file = PREP_BUF_INIT;
    char head[SPELL_HEAD];
    enum prep_status status = spell_store_head(config, "index", speller, head, error);
    if (!status &&
        (prep_buf_append(&file, head, SPELL_HEAD) || prep_speller_compile(speller, &file)))
        status = spell_store_fail(error, PREP_E_NOMEM, path, "out of memory");
    if (!status && !spell_store_write(path, &file))
        status = spell_store_fail(error, PREP_E_DATA, path, "the index was not written");
    prep_buf_free(&file);
    return status;
}

static enum prep_status map(struct spell_config *config, const char *path, struct prep_error *error)
{
    struct stat about;
    enum prep_status status = PREP_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &about) < 0)
        status = spell_store_fail(error, PREP_E_DATA, path, strerror(errno));
    else if (!S_ISREG(about.st_mode) || about.st_size < SPELL_HEAD)
        status = spell_store_fail(error, PREP_E_DATA, path, "this is no index of prep-spell");
    else {
        config->map_len = (size_t)about.st_size;
        config->map = mmap(NULL, config->map_len, PROT_READ, MAP_SHARED, fd, 0);
        if (config->map == MAP_FAILED) {
            config->map = NULL;
            status = spell_store_fail(error, PREP_E_DATA, path, strerror(errno));
        }
    }
    if (fd >= 0)
        close(fd);
    return status;
}

static enum prep_status use(const struct spell_config *config, const char *path,
                            struct prep_transform *speller, struct prep_error *error)
{
    const char *data = config->map;
    char head[SPELL_HEAD];
    enum prep_status status = spell_store_head(config, "index", speller, head, error);
    if (status)
        return status;
    if (memcmp(data, head, SPELL_KIND))
        return spell_store_fail(error, PREP_E_DATA, path, "this is no index of prep-spell");
    if (memcmp(data, head, SPELL_HEAD))
        return spell_store_fail(error, PREP_E_DATA, path,
                                "made from other dictionaries; make it anew with --compile");
    struct prep_error reason = {0};
    if (prep_speller_use_index(speller, data + SPELL_HEAD, config->map_len - SPELL_HEAD, &reason))
        return spell_store_fail(error, PREP_E_DATA, path, reason.message);
    return PREP_OK;
}
