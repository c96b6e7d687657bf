/* spell-store.c - files that save prep-spell work: the cache of verdicts, the index.
 *
 * Such a file begins with a line that says what it is and the SHA-256 of all that its content
 * depends on: the files that the speller was made from, and the version. What has another key is
 * of no use. */
#include "spell.h"

#include <errno.h>
#include <sha256.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_one_of(const struct frame_list *list, const char *path);
static enum prep_status fill_head(const char *what, SHA2_CTX *sum, char head[SPELL_HEAD]);
static enum prep_status read_file(const char *path, struct prep_buf *buf, struct prep_error *error);

enum prep_status spell_store_head(const struct spell_config *config, const char *what,
                                  const struct prep_transform *speller, char head[SPELL_HEAD],
                                  struct prep_error *error)
{
    bool index = !strcmp(what, "index");
    SHA2_CTX sum;
    const char *path, *detail;
    SHA256Init(&sum);
    SHA256Update(&sum, (const uint8_t *)prep_version(), strlen(prep_version()));
    SHA256Update(&sum, (const uint8_t *)prep_rules_version(), strlen(prep_rules_version()));
    for (size_t i = 0; (detail = prep_version_detail(i)); i++)
        SHA256Update(&sum, (const uint8_t *)detail, strlen(detail));
    for (size_t i = 0; (path = prep_transform_source(speller, i)); i++) {
        char hex[SHA256_DIGEST_STRING_LENGTH];
        if (index && (is_one_of(&config->words, path) || is_one_of(&config->names, path)))
            continue;
        struct stat about;
        if (stat(path, &about) < 0)
            return spell_store_fail(error, PREP_E_DATA, path, strerror(errno));
        if (!S_ISREG(about.st_mode)) /* a pipe cannot be read twice */
            return spell_store_fail(error, PREP_E_DATA, path, "not a regular file");
        if (!SHA256File(path, hex))
            return spell_store_fail(error, PREP_E_DATA, path, strerror(errno));
        SHA256Update(&sum, (const uint8_t *)hex, sizeof hex);
    }
    return fill_head(what, &sum, head);
}

enum prep_status spell_cache_open(struct spell_config *config, struct prep_transform *speller,
                                  struct prep_error *error)
{
    struct prep_buf file = PREP_BUF_INIT;
    char *head = config->head;
    if (!config->cache)
        return PREP_OK;
    enum prep_status status = spell_store_head(config, "cache", speller, head, error);
    if (!status && !(config->keeper = prep_transform_clone(speller, error)))
        status = PREP_E_NOMEM;
    if (!status)
        status = read_file(config->cache, &file, error);
    /* Whatever is wrong with a cache, it is only made anew. But nothing else is overwritten. */
    if (!status && file.len > 0 && (file.len < SPELL_HEAD || memcmp(file.data, head, SPELL_KIND)))
        status =
            spell_store_fail(error, PREP_E_DATA, config->cache, "this is no cache of prep-spell");
    /* With dictionaries that made a cache there is nothing wrong: they need not be read yet. */
    config->stale = !status && (file.len <= SPELL_HEAD || memcmp(file.data, head, SPELL_HEAD) ||
                                prep_speller_load(speller, file.data + SPELL_HEAD,
                                                  file.len - SPELL_HEAD, NULL));
    if (config->stale)
        status = prep_speller_ready(speller, error);
    prep_buf_free(&file);
    return status;
}

bool spell_cache_close(struct spell_config *config)
{
    struct prep_buf file = PREP_BUF_INIT;
    bool good = false;
    if (!config->keeper || !(config->stale || prep_speller_learnt(config->keeper)))
        return true; /* the file has it all */
    if (prep_buf_append(&file, config->head, SPELL_HEAD) ||
        prep_speller_save(config->keeper, &file))
        frame_message("out of memory");
    else
        good = spell_store_write(config->cache, &file);
    prep_buf_free(&file);
    return good;
}

bool spell_store_write(const char *path, const struct prep_buf *file)
{
    struct frame_writer writer = {.fd = -1};
    if (!frame_writer_open(&writer, path))
        return false;
    if (frame_writer_write(&writer, file))
        return frame_writer_commit(&writer);
    frame_writer_abandon(&writer);
    return false;
}

enum prep_status spell_store_fail(struct prep_error *error, enum prep_status status,
                                  const char *path, const char *reason)
{
    error->status = status;
    snprintf(error->message, sizeof error->message, "%.300s: %.150s", path, reason);
    return status;
}

static bool is_one_of(const struct frame_list *list, const char *path)
{
    for (size_t i = 0; i < list->count; i++)
        if (!strcmp(list->items[i], path))
            return true;
    return false;
}

static enum prep_status fill_head(const char *what, SHA2_CTX *sum, char head[SPELL_HEAD])
{
    char line[SPELL_HEAD + 1], key[SHA256_DIGEST_STRING_LENGTH];
    SHA256End(sum, key);
    snprintf(line, sizeof line, "libprep-spell-%s 1 %.64s", what, key);
    memset(head, ' ', SPELL_HEAD);
    memcpy(head, line, strlen(line));
    head[SPELL_HEAD - 1] = '\n';
    return PREP_OK;
}

/* Read a file; one that is not there is empty. */
static enum prep_status read_file(const char *path, struct prep_buf *buf, struct prep_error *error)
{
    struct stat about;
    FILE *file = fopen(path, "re");
    if (!file)
        return errno == ENOENT ? PREP_OK
                               : spell_store_fail(error, PREP_E_DATA, path, strerror(errno));
    enum prep_status status = PREP_OK;
    if (fstat(fileno(file), &about) < 0 || !S_ISREG(about.st_mode))
        status = spell_store_fail(error, PREP_E_DATA, path, "not a regular file");
    else if (prep_buf_reserve(buf, (size_t)about.st_size))
        status = spell_store_fail(error, PREP_E_NOMEM, path, "out of memory");
    if (!status)
        buf->len = fread(buf->data, 1, (size_t)about.st_size, file);
    if (!status && ferror(file))
        status = spell_store_fail(error, PREP_E_DATA, path, strerror(errno));
    fclose(file);
    return status;
}
