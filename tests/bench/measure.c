/* measure.c - run a command and say what it took: measure INPUT COMMAND [ARGUMENT]...
 *
 * INPUT is its standard input, what it writes is thrown away. Prints "wall user sys peak status":
 * seconds, KiB, exit status. A small program of its own, since the peak memory of a child counts
 * what its parent had when it was forked. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void become(const char *input, char **command)
{
    int in = open(input, O_RDONLY), out = open("/dev/null", O_WRONLY);
    if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0) {
        perror(input);
        _exit(126);
    }
    close(in);
    close(out);
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: measure INPUT COMMAND [ARGUMENT]...\n", stderr);
        return 2;
    }
    double start = now();
    pid_t child = fork();
    if (child == 0)
        become(argv[1], argv + 2);
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror("measure");
        return 1;
    }
    printf("%.6f %.6f %.6f %ld %d\n", now() - start, seconds(usage.ru_utime),
           seconds(usage.ru_stime), usage.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
