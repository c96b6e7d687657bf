/*
 * json.c - the fields of a JSON object: --json. yajl says whether a record is JSON and where in it
 * its tokens end; from that the strings asked for are located, so that all other bytes can stay.
 */
#include "frame.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#define DEPTH_MAX 512 /* nesting of a record; the parser itself sets no bound */

/* "page.text": two components. A number picks an element of an array. */
struct path {
    char *text;
    size_t count, matched; /* components; those that the place of the parser agrees with */
    const char **component;
    size_t *len;
};

/* An object or array that the parser is in. */
struct level {
    bool array;
    size_t index; /* of the current element */
};

struct frame_json {
    yajl_handle parser;
    struct path *paths;
    size_t n_paths;
    struct level level[DEPTH_MAX + 1];
    size_t depth;
    size_t values; /* complete ones at the top */
    /* The record that is being looked at: */
    const char *record;
    size_t len, token_end; /* where the token before ended */
    struct frame_fields *fields;
    const char *problem; /* why a callback ended the parser; static */
};

static bool read_paths(struct frame_json *json, const char *list);
static bool read_path(struct path *path, const char *text, size_t len);
static bool reset_parser(struct frame_json *json);
static enum prep_status fail(struct prep_error *error, size_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static enum prep_status check_end(struct frame_json *json, yajl_status status,
                                  struct prep_error *error);
static enum prep_status check_found(const struct frame_json *json, struct prep_error *error);
static void match(struct frame_json *json, const char *name, size_t len);

static int on_null(void *arg);
static int on_boolean(void *arg, int value);
static int on_number(void *arg, const char *text, size_t len);
static int on_string(void *arg, const unsigned char *text, size_t len);
static int on_key(void *arg, const unsigned char *text, size_t len);
static int on_start_map(void *arg);
static int on_start_array(void *arg);
static int on_end(void *arg);

static const yajl_callbacks callbacks = {
    on_null,      on_boolean, NULL,   NULL,           on_number, on_string,
    on_start_map, on_key,     on_end, on_start_array, on_end,
};

struct frame_json *frame_json_new(const char *paths, const char **message)
{
    struct frame_json *json = calloc(1, sizeof *json);
    *message = "out of memory";
    if (json && !read_paths(json, paths)) {
        *message = "--json: a list of members is needed, as in text or page.title,page.text";
    } else if (json && reset_parser(json)) {
        *message = NULL;
        return json;
    }
    frame_json_free(json);
    return NULL;
}

void frame_json_free(struct frame_json *json)
{
    if (!json)
        return;
    for (size_t i = 0; i < json->n_paths; i++) {
        free(json->paths[i].text);
        free(json->paths[i].component);
        free(json->paths[i].len);
    }
    free(json->paths);
    if (json->parser)
        yajl_free(json->parser);
    free(json);
}

enum prep_status frame_json_find(struct frame_json *json, const char *record, size_t len,
                                 struct frame_fields *fields, struct prep_error *error)
{
    json->record = record;
    json->len = len;
    json->fields = fields;
    json->problem = NULL;
    json->token_end = json->depth = json->values = 0;
    for (size_t i = 0; i < json->n_paths; i++)
        json->paths[i].matched = 0;
    yajl_status parsed = yajl_parse(json->parser, (const unsigned char *)record, len);
    enum prep_status status = check_end(json, parsed, error);
    if (!status)
        return check_found(json, error);
    fields->malformed = true;
    return reset_parser(json) ? status : PREP_E_NOMEM;
}

/* Is the record one whole value? */
static enum prep_status check_end(struct frame_json *json, yajl_status status,
                                  struct prep_error *error)
{
    size_t at = yajl_get_bytes_consumed(json->parser);
    char reason[200] = "the record ends too early";
    if (json->problem)
        return fail(error, at, "%s", json->problem);
    if (status == yajl_status_ok) /* white space ends a number */
        status = yajl_parse(json->parser, (const unsigned char *)"\n", 1);
    if (status != yajl_status_ok) {
        unsigned char *why = yajl_get_error(json->parser, 0, NULL, 0);
        if (why)
            snprintf(reason, sizeof reason, "%.*s", (int)strcspn((char *)why, "\n"), (char *)why);
        yajl_free_error(json->parser, why);
        return fail(error, at < json->len ? at : json->len, "invalid JSON: %s", reason);
    }
    if (json->depth > 0 || json->values == 0)
        return fail(error, json->len, "invalid JSON: %s", reason);
    if (json->values > 1)
        return fail(error, 0, "invalid JSON: more than one value");
    return PREP_OK;
}

static enum prep_status check_found(const struct frame_json *json, struct prep_error *error)
{
    for (size_t i = 0; i < json->n_paths; i++) {
        size_t found = 0;
        while (found < json->fields->count && json->fields->list[found].path != json->paths[i].text)
            found++;
        if (found == json->fields->count)
            return fail(error, 0, "no string '%s'", json->paths[i].text);
    }
    return PREP_OK;
}

/* Commas part paths, dots their components. */
static bool read_paths(struct frame_json *json, const char *list)
{
    size_t count = 1;
    for (const char *at = list; *at; at++)
        count += *at == ',';
    json->paths = calloc(count, sizeof *json->paths);
    if (!json->paths)
        return false;
    for (;;) {
        size_t len = strcspn(list, ",");
        if (!read_path(&json->paths[json->n_paths++], list, len))
            return false;
        for (size_t i = 0; i + 1 < json->n_paths; i++)
            if (!strcmp(json->paths[i].text, json->paths[json->n_paths - 1].text))
                return false;
        if (list[len] == '\0')
            return true;
        list += len + 1;
    }
}

static bool read_path(struct path *path, const char *text, size_t len)
{
    size_t count = 1;
    for (size_t i = 0; i < len; i++)
        count += text[i] == '.';
    path->text = strndup(text, len);
    path->component = calloc(count, sizeof *path->component);
    path->len = calloc(count, sizeof *path->len);
    if (!path->text || !path->component || !path->len)
        return false;
    const char *at = path->text;
    for (; path->count < count; path->count++) {
        path->component[path->count] = at;
        path->len[path->count] = strcspn(at, ".");
        if (path->len[path->count] == 0)
            return false;
        at += path->len[path->count] + 1;
    }
    return true;
}

/* A parser stays usable from record to record, but not after an error. */
static bool reset_parser(struct frame_json *json)
{
    if (json->parser)
        yajl_free(json->parser);
    json->parser = yajl_alloc(&callbacks, NULL, json);
    if (!json->parser)
        return false;
    yajl_config(json->parser, yajl_allow_multiple_values, 1);
    yajl_config(json->parser, yajl_dont_validate_strings, 1); /* the record is valid UTF-8 */
    return true;
}

static enum prep_status fail(struct prep_error *error, size_t offset, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    error->status = PREP_E_DATA;
    error->offset = offset;
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return PREP_E_DATA;
}

/* ---- what the parser tells: 0 ends it ---- */

/* A value starts: which element of an array is it? */
static void start_value(struct frame_json *json)
{
    if (json->depth == 0 || !json->level[json->depth].array)
        return;
    char number[24];
    size_t index = json->level[json->depth].index++;
    int n = snprintf(number, sizeof number, "%zu", index);
    match(json, number, (size_t)n);
}

/* The place of the parser at its depth is now called name: do paths agree? */
static void match(struct frame_json *json, const char *name, size_t len)
{
    size_t at = json->depth - 1;
    for (size_t i = 0; i < json->n_paths; i++) {
        struct path *path = &json->paths[i];
        if (path->matched > at)
            path->matched = at;
        if (path->matched == at && at < path->count && path->len[at] == len &&
            !memcmp(path->component[at], name, len))
            path->matched++;
    }
}

static int end_value(struct frame_json *json)
{
    json->token_end = yajl_get_bytes_consumed(json->parser);
    json->values += json->depth == 0;
    return 1;
}

static int start_level(struct frame_json *json, bool array)
{
    start_value(json);
    if (json->depth == DEPTH_MAX) {
        json->problem = "nested too deeply";
        return 0;
    }
    json->level[++json->depth] = (struct level){array, 0};
    json->token_end = yajl_get_bytes_consumed(json->parser);
    return 1;
}

static int on_null(void *arg)
{
    start_value(arg);
    return end_value(arg);
}

static int on_boolean(void *arg, int value)
{
    (void)value;
    return on_null(arg);
}

static int on_number(void *arg, const char *text, size_t len)
{
    (void)text;
    (void)len;
    return on_null(arg);
}

static int on_string(void *arg, const unsigned char *text, size_t len)
{
    struct frame_json *json = arg;
    (void)text; /* decoded; where it stands is what counts */
    (void)len;
    start_value(json);
    for (size_t i = 0; i < json->n_paths; i++) {
        const struct path *path = &json->paths[i];
        if (json->depth != path->count || path->matched != path->count)
            continue;
        const char *quote =
            memchr(json->record + json->token_end, '"', json->len - json->token_end);
        struct frame_field field = {(size_t)(quote - json->record) + 1,
                                    yajl_get_bytes_consumed(json->parser) - 1, 0, path->text};
        if (frame_fields_add(json->fields, field)) {
            json->problem = "out of memory";
            return 0;
        }
    }
    return end_value(json);
}

static int on_key(void *arg, const unsigned char *text, size_t len)
{
    struct frame_json *json = arg;
    match(json, (const char *)text, len);
    json->token_end = yajl_get_bytes_consumed(json->parser);
    return 1;
}

static int on_start_map(void *arg)
{
    return start_level(arg, false);
}

static int on_start_array(void *arg)
{
    return start_level(arg, true);
}

static int on_end(void *arg)
{
    struct frame_json *json = arg;
    json->depth--;
    return end_value(json);
}
