/* fields.c - which parts of a record are text: columns, or members of a JSON object. */
#include "frame.h"

#include <stdlib.h>

struct frame_fields *frame_fields_new(const struct frame_common *common, const char **message)
{
    *message = NULL;
    if (!common->columns && !common->json)
        return NULL;
    if (common->columns && common->json) {
        *message = "--columns and --json exclude each other";
        return NULL;
    }
    struct frame_fields *fields = calloc(1, sizeof *fields);
    *message = "out of memory";
    if (fields && common->columns)
        fields->columns = frame_columns_new(common->columns, message);
    else if (fields)
        fields->json = frame_json_new(common->json, message);
    if (fields && (fields->columns || fields->json))
        return fields;
    free(fields);
    return NULL;
}

void frame_fields_free(struct frame_fields *fields)
{
    if (!fields)
        return;
    frame_columns_free(fields->columns);
    frame_json_free(fields->json);
    free(fields->list);
    free(fields);
}

enum prep_status frame_fields_find(struct frame_fields *fields, const char *record, size_t len,
                                   struct prep_error *error)
{
    fields->count = 0;
    fields->malformed = false;
    return fields->json ? frame_json_find(fields->json, record, len, fields, error)
                        : frame_columns_find(fields->columns, record, len, fields, error);
}

enum prep_status frame_fields_add(struct frame_fields *fields, struct frame_field field)
{
    if (fields->count == fields->cap) {
        size_t cap = fields->cap ? fields->cap * 2 : 8;
        struct frame_field *list = realloc(fields->list, cap * sizeof *list);
        if (!list)
            return PREP_E_NOMEM;
        fields->list = list;
        fields->cap = cap;
    }
    fields->list[fields->count++] = field;
    return PREP_OK;
}
