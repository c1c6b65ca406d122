/* The end of the program in order, and of one that found itself wrong. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { HANDLERS = 32 };                 /* what C demands */

static void (*handlers[HANDLERS])(void);
static unsigned handler_count;

int atexit(void (*function)(void))
{
    if (handler_count == HANDLERS)
        return -1;
    handlers[handler_count++] = function;
    return 0;
}

_Noreturn void exit(int code)
{
    while (handler_count > 0)
        handlers[--handler_count]();
    fflush(0);
    _Exit(code);
}

_Noreturn void __assert_fail(const char *condition, const char *file, int line, const char *function)
{
    printf("assertion failed: %s (%s: %s: %d)\n", condition, file, function, line);
    abort();
}
