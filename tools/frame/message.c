/* message.c - the only way to standard error. */
#include "frame.h"

#include <stdarg.h>

static const char *tool = "prep";

void frame_message_name(const char *name)
{
    tool = name;
}

void frame_message(const char *format, ...)
{
    va_list args;
    fprintf(stderr, "%s: ", tool);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}
