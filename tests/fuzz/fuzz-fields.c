/* fuzz-fields.c - columns and members of JSON: found where they are, in any record. The first line
 * of the input is the list, the rest is the record. */
#include "fuzz.h"

#include "../../tools/frame/frame.h"

static struct fuzz_room room;

static void check_places(const struct frame_fields *fields, const char *record, size_t len)
{
    size_t at = 0;
    for (size_t i = 0; i < fields->count; i++) {
        const struct frame_field *field = &fields->list[i];
        size_t quote = field->column ? 0 : 1;
        MUST(field->begin >= at + quote && field->begin <= field->end);
        MUST(field->end + quote <= len);
        at = field->end + quote;
        if (field->column) {
            MUST(!memchr(record + field->begin, '\t', field->end - field->begin));
            MUST(field->begin == 0 || record[field->begin - 1] == '\t');
            MUST(field->end == len || record[field->end] == '\t');
        } else {
            MUST(record[field->begin - 1] == '"' && record[field->end] == '"');
        }
    }
}

/* What is decoded and encoded again means the same. */
static void check_text(const char *raw, size_t len)
{
    prep_buf_reset(&room.out);
    prep_buf_reset(&room.again);
    prep_buf_reset(&room.parts);
    enum prep_status status = frame_json_decode(raw, len, &room.out);
    MUST(status == PREP_OK || status == PREP_E_UTF8);
    if (status)
        return;
    MUST(prep_utf8_check(room.out.data, room.out.len, NULL) == PREP_OK);
    MUST(frame_json_encode(room.out.data, room.out.len, &room.again) == PREP_OK);
    MUST(frame_json_decode(room.again.data, room.again.len, &room.parts) == PREP_OK);
    MUST(fuzz_same(&room.out, &room.parts));
}

static void look(const struct frame_common *common, const char *record, size_t len)
{
    const char *message;
    struct frame_fields *fields = frame_fields_new(common, &message);
    MUST(!fields == !!message);
    if (!fields)
        return;
    /* Twice: an error may not stay behind in the parser. */
    size_t count = 0;
    for (int i = 0; i < 2; i++) {
        struct prep_error error = {0};
        enum prep_status status = frame_fields_find(fields, record, len, &error);
        MUST(status == PREP_OK || (status == PREP_E_DATA && error.offset <= len));
        MUST(status == PREP_OK || error.message[0]);
        check_places(fields, record, len);
        MUST(i == 0 || fields->count == count);
        count = fields->count;
        for (size_t j = 0; j < fields->count && common->json; j++)
            check_text(record + fields->list[j].begin, fields->list[j].end - fields->list[j].begin);
    }
    frame_fields_free(fields);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct frame_common columns = {0}, json = {0};
    fuzz_make_valid(&room, data, size);
    size_t len = room.valid.len;
    const char *text = len ? room.valid.data : "", *lf = len ? memchr(text, '\n', len) : NULL;
    if (!lf)
        return 0;
    char *list = strndup(text, (size_t)(lf - text));
    MUST(list);
    /* A record has no LF. */
    const char *record = lf + 1, *end = memchr(record, '\n', len - (size_t)(record - text));
    size_t record_len = (end ? (size_t)(end - text) : len) - (size_t)(record - text);
    columns.columns = list;
    json.json = list;
    look(&columns, record, record_len);
    look(&json, record, record_len);
    free(list);
    return 0;
}
