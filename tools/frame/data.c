/* data.c - where a tool that was not installed finds the dictionaries of its tree. */
#include "frame.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

const char *frame_data_dir(void)
{
    /* The build leaves a file beside the tools that says where the tree's dictionaries are; an
     * installed tool has no such file beside it. */
    static char dir[2 * PATH_MAX];
    char exe[PATH_MAX], path[PATH_MAX + 32], line[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (n < 0)
        return NULL;
    exe[n] = '\0';
    char *slash = strrchr(exe, '/');
    if (!slash)
        return NULL;
    *slash = '\0';
    snprintf(path, sizeof path, "%s/prep-data-dir", exe);
    FILE *file = fopen(path, "re");
    if (!file)
        return NULL;
    bool found = fgets(line, sizeof line, file) != NULL;
    fclose(file);
    if (!found)
        return NULL;
    line[strcspn(line, "\n")] = '\0';
    if (line[0] == '/')
        snprintf(dir, sizeof dir, "%s", line);
    else
        snprintf(dir, sizeof dir, "%s/%s", exe, line);
    return dir;
}
