/*
 * The runtime of a native build ends with status 255 and without a message if it cannot start, before any managed code runs. This
 * prints the reason and ends with status 2, as every other failure does.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __GLIBC__

enum { RUNTIME_FAILED = 255, TROUBLE = 2 };

static void *nothing(void *unused)
{
    return unused;
}

static void report(int status, void *unused)
{
    static const char threads[] = "mapkit: error: cannot start: the user may start no more processes or threads (ulimit -u); two are needed\n";
    static const char other[] = "mapkit: error: cannot start: the runtime gets too little memory (ulimit -v), or lacks another resource\n";
    const char *message = other;
    pthread_t thread;

    (void)unused;
    if ((status & 255) != RUNTIME_FAILED)
        return;
    if (pthread_create(&thread, NULL, nothing, NULL) != 0)
        message = threads;
    (void)!write(STDERR_FILENO, message, strlen(message));
    _exit(TROUBLE);
}

__attribute__((constructor)) static void prepare(void)
{
    on_exit(report, NULL);
}
#endif
