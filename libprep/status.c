/* status.c - names of the statuses and the way errors are filled in. */
#include "internal.h"

#include <stdio.h>

const char *prep_status_name(enum prep_status status)
{
    switch (status) {
    case PREP_OK:
        return "no error";
    case PREP_E_NOMEM:
        return "out of memory";
    case PREP_E_UTF8:
        return "invalid UTF-8";
    case PREP_E_OPTION:
        return "unusable option";
    case PREP_E_DATA:
        return "unusable data file";
    case PREP_E_LIMIT:
        return "limit passed";
    case PREP_E_BACKEND:
        return "library failure";
    }
    return "unknown status";
}

enum prep_status prep_fail(struct prep_error *error, enum prep_status status, size_t offset,
                           const char *format, ...)
{
    if (error) {
        va_list args;
        error->status = status;
        error->offset = offset;
        va_start(args, format);
        vsnprintf(error->message, sizeof error->message, format, args);
        va_end(args);
    }
    return status;
}

enum prep_status prep_fail_nomem(struct prep_error *error)
{
    return prep_fail(error, PREP_E_NOMEM, 0, "out of memory");
}
