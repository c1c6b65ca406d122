/* What a program asks about itself and the system: there is one process, one user and one processor. */
#include "result.h"

#include <dlfcn.h>
#include <flexos/thread.h>
#include <flexos/trap.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <uk/alloc.h>
#include <uk/sched.h>
#include <vfscore/vfscore.h>

enum { PROCESS = 1, SUPERUSER = 0, PAGE = 4096, TICKS_PER_SECOND = 100, SIGNALLED = 128 };

extern char __heap_start[], __heap_end[];

pid_t getpid(void) { return PROCESS; }
pid_t getppid(void) { return 0; }
uid_t getuid(void) { return SUPERUSER; }
uid_t geteuid(void) { return SUPERUSER; }
gid_t getgid(void) { return SUPERUSER; }
gid_t getegid(void) { return SUPERUSER; }
int getpagesize(void) { return PAGE; }

long sysconf(int name)
{
    switch (name) {
    case _SC_CLK_TCK: return TICKS_PER_SECOND;
    case _SC_OPEN_MAX: return VFSCORE_FILES;
    case _SC_PAGESIZE: return PAGE;
    case _SC_NPROCESSORS_CONF:
    case _SC_NPROCESSORS_ONLN: return 1;
    case _SC_PHYS_PAGES: return (__heap_end - __heap_start) / PAGE;
    case _SC_AVPHYS_PAGES: return (long)(uk_alloc_available(uk_alloc_get_default()) / PAGE);
    }
    return result_of(-EINVAL);
}

/* ---- The end ---- */

_Noreturn void _exit(int code)
{
    register uint64_t x0 __asm__("x0") = (unsigned)code;

    __asm__ volatile("svc %0" : : "i"(FLEXOS_TRAP_EXIT), "r"(x0) : "memory");
    __builtin_unreachable();
}

_Noreturn void _Exit(int code)
{
    _exit(code);
}

/* The code is what a shell says of a program that a signal ended. */
_Noreturn void abort(void)
{
    _exit(SIGNALLED + SIGABRT);
}

int raise(int signal)
{
    if (signal < 0 || signal > SIGRTMAX)
        return (int)result_of(-EINVAL);
    if (signal == 0 || signal == SIGCHLD || signal == SIGCONT || signal == SIGURG || signal == SIGWINCH)
        return 0;
    _exit(SIGNALLED + signal);
}

/* ---- System calls by number ---- */

long syscall(long number, ...)
{
    va_list arguments;
    long result;

    va_start(arguments, number);
    switch (number) {
    case SYS_getpid: result = PROCESS; break;
    case SYS_gettid: result = PROCESS + flexos_thread_id(); break;
    case SYS_getrandom: {
        void *to = va_arg(arguments, void *);
        size_t size = va_arg(arguments, size_t);

        result = getrandom(to, size, va_arg(arguments, unsigned));
        break;
    }
    default: result = result_of(-ENOSYS);
    }
    va_end(arguments);
    return result;
}

/* ---- Waiting ---- */

int poll(struct pollfd *files, nfds_t count, int milliseconds)
{
    int ready = 0;

    for (nfds_t i = 0; i < count; i++) {
        struct stat stat;

        files[i].revents = 0;
        if (files[i].fd < 0)
            continue;
        if (vfscore_fstat(files[i].fd, &stat))
            files[i].revents = POLLNVAL;
        else
            files[i].revents = files[i].events & (S_ISCHR(stat.st_mode) ? POLLOUT | POLLWRNORM : POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM);
        ready += files[i].revents != 0;
    }
    if (ready || milliseconds == 0)
        return ready;
    if (milliseconds < 0)
        return (int)result_of(-EDEADLK);
    uk_thread_sleep((uint64_t)milliseconds * 1000000);
    return 0;
}

/* ---- Loading ---- */

static const char *load_error;

static int cannot_load(void)
{
    load_error = "nothing is loaded at run time: shared objects are linked into the image when it is configured";
    return -1;
}

void *dlopen(const char *path, int mode)
{
    (void)path, (void)mode;
    cannot_load();
    return 0;
}

void *dlsym(void *restrict handle, const char *restrict name)
{
    (void)handle, (void)name;
    cannot_load();
    return 0;
}

int dlclose(void *handle)
{
    (void)handle;
    return cannot_load();
}

char *dlerror(void)
{
    const char *error = load_error;

    load_error = 0;
    return (char *)error;
}
