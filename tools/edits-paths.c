/* edits-paths.c - numbers for the members of JSON objects that logs speak of. */
#include "edits.h"

#include <stdlib.h>
#include <string.h>

size_t edits_paths_number(struct edits_paths *paths, const char *name, size_t len)
{
    for (size_t i = 0; i < paths->count; i++)
        if (strlen(paths->names[i]) == len && memcmp(paths->names[i], name, len) == 0)
            return i + 1;
    if (paths->count == EDITS_MEMBERS_MAX)
        return 0;
    char *copy = malloc(len + 1);
    if (!copy)
        return 0;
    memcpy(copy, name, len);
    copy[len] = '\0';
    paths->names[paths->count++] = copy;
    return paths->count;
}

void edits_paths_free(struct edits_paths *paths)
{
    while (paths->count > 0)
        free(paths->names[--paths->count]);
}
