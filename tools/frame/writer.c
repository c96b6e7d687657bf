/* writer.c - output that is complete or not there. */
#include "frame.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int standing_descriptor(const char *path);
static bool open_beside(struct frame_writer *writer, const char *path, const struct stat *old);
static void forget_temporary(struct frame_writer *writer);
static void on_signal(int number);

/* The temporaries a signal has to remove: one for -o, one for --edits, one to spare. */
static char *volatile temporaries[3];

bool frame_writer_open(struct frame_writer *writer, const char *path)
{
    struct stat old;
    *writer = (struct frame_writer){.path = path ? path : "standard output", .fd = STDOUT_FILENO};
    if (!path) {
        frame_enlarge_pipe(writer->fd);
        return true;
    }
    int standing = standing_descriptor(path);
    bool exists = stat(path, &old) == 0;
    if (standing >= 0 || (exists && !S_ISREG(old.st_mode))) {
        /* /dev/stderr, /dev/null, a pipe with a name: written in place. */
        writer->fd = standing >= 0 ? dup(standing) : open(path, O_WRONLY | O_CLOEXEC);
        if (writer->fd < 0)
            frame_message("%s: %s", path, strerror(errno));
        else
            frame_enlarge_pipe(writer->fd);
        return writer->fd >= 0;
    }
    return open_beside(writer, path, exists ? &old : NULL);
}

bool frame_writer_write(struct frame_writer *writer, const struct prep_buf *buf)
{
    for (size_t at = 0; at < buf->len;) {
        ssize_t n = write(writer->fd, buf->data + at, buf->len - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            frame_message("%s: %s", writer->path, strerror(errno));
            return false;
        }
        at += (size_t)n;
    }
    return true;
}

bool frame_writer_commit(struct frame_writer *writer)
{
    bool done = true;
    if (writer->temporary && fsync(writer->fd))
        done = false;
    /* A full disk may show only when the file is closed. */
    if (close(writer->fd))
        done = false;
    writer->fd = -1;
    if (done && writer->temporary && rename(writer->temporary, writer->target))
        done = false;
    if (!done) {
        frame_message("%s: %s", writer->path, strerror(errno));
        if (writer->temporary)
            unlink(writer->temporary);
    }
    forget_temporary(writer);
    return done;
}

void frame_writer_abandon(struct frame_writer *writer)
{
    if (writer->temporary)
        unlink(writer->temporary);
    if (writer->fd >= 0)
        close(writer->fd);
    writer->fd = -1;
    forget_temporary(writer);
}

void frame_enlarge_pipe(int fd)
{
    struct stat info;
    if (fstat(fd, &info) == 0 && S_ISFIFO(info.st_mode))
        (void)fcntl(fd, F_SETPIPE_SZ, 1 << 20); /* refused above the user's quota: no harm */
}

/* The number that /dev/stdout and its like stand for, else -1. Behind it may be a file, which must
 * be written on where it is, not replaced. */
static int standing_descriptor(const char *path)
{
    int fd;
    char end;
    if (!strcmp(path, "/dev/stdout"))
        return STDOUT_FILENO;
    if (!strcmp(path, "/dev/stderr"))
        return STDERR_FILENO;
    return sscanf(path, "/dev/fd/%d%c", &fd, &end) == 1 ? fd : -1;
}

/* A new file beside path that will take its place, with the mode of the old one. */
static bool open_beside(struct frame_writer *writer, const char *path, const struct stat *old)
{
    static const int signals[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE};
    size_t slot = 0;
    /* Write through a symbolic link, as the shell's > does. */
    writer->target = old ? realpath(path, NULL) : strdup(path);
    if (!writer->target || !(writer->temporary = malloc(strlen(writer->target) + 12)))
        goto fail;
    sprintf(writer->temporary, "%s.XXXXXX.tmp", writer->target);
    mode_t mask = umask(0);
    umask(mask);
    writer->fd = mkostemps(writer->temporary, 4, O_CLOEXEC);
    if (writer->fd < 0)
        goto fail;
    (void)fchmod(writer->fd, old ? old->st_mode & 07777 : 0666 & ~mask);
    while (slot < 2 && temporaries[slot])
        slot++;
    temporaries[slot] = writer->temporary;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction action;
        if (sigaction(signals[i], NULL, &action) == 0 && action.sa_handler == SIG_DFL) {
            action.sa_handler = on_signal;
            sigaction(signals[i], &action, NULL);
        }
    }
    return true;
fail:
    frame_message("%s: %s", path, strerror(errno));
    free(writer->target);
    free(writer->temporary);
    writer->target = writer->temporary = NULL;
    writer->fd = -1;
    return false;
}

static void forget_temporary(struct frame_writer *writer)
{
    for (size_t i = 0; i < 3; i++)
        if (writer->temporary && temporaries[i] == writer->temporary)
            temporaries[i] = NULL;
    free(writer->temporary);
    free(writer->target);
    writer->temporary = writer->target = NULL;
}

static void on_signal(int number)
{
    for (size_t i = 0; i < 3; i++)
        if (temporaries[i])
            unlink(temporaries[i]);
    signal(number, SIG_DFL);
    raise(number);
}
