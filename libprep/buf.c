/* buf.c - growable byte strings. */
#include "internal.h"

#include <stdlib.h>

enum prep_status prep_buf_reserve(struct prep_buf *buf, size_t extra)
{
    if (extra <= buf->cap - buf->len)
        return PREP_OK;
    if (extra > SIZE_MAX / 2 - buf->len)
        return PREP_E_NOMEM;
    /* Doubling keeps the cost of n appends linear. */
    size_t cap = buf->cap < 128 ? 256 : buf->cap * 2;
    if (cap < buf->len + extra)
        cap = buf->len + extra;
    char *data = realloc(buf->data, cap);
    if (!data)
        return PREP_E_NOMEM;
    buf->data = data;
    buf->cap = cap;
    return PREP_OK;
}

enum prep_status prep_buf_append(struct prep_buf *buf, const char *text, size_t len)
{
    if (len == 0)
        return PREP_OK; /* memcpy() from NULL is undefined even for no bytes */
    enum prep_status status = prep_buf_reserve(buf, len);
    if (status)
        return status;
    memcpy(buf->data + buf->len, text, len);
    buf->len += len;
    return PREP_OK;
}

void prep_buf_reset(struct prep_buf *buf)
{
    buf->len = 0;
}

void prep_buf_free(struct prep_buf *buf)
{
    free(buf->data);
    buf->data = NULL;
    buf->len = buf->cap = 0;
}
