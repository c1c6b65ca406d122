/* The end of the program in order, and of one that found itself wrong. */
#include <assert.h>
#include <flexos/finish.h>
#include <stdio.h>
#include <stdlib.h>

enum { HANDLERS = 32 };                 /* what C demands */

static struct handler {
    void (*plain)(void);
    void (*with_argument)(void *);
    void *argument;
} handlers[HANDLERS];
static unsigned handler_count;

static int add(struct handler handler)
{
    FLEXOS_NEEDS_FINISH();
    if (handler_count == HANDLERS)
        return -1;
    handlers[handler_count++] = handler;
    return 0;
}

int atexit(void (*function)(void))
{
    return add((struct handler){.plain = function});
}

/* What C++ calls for objects that are to be destroyed. All do so at the end: no object is ever unloaded. */
int __cxa_atexit(void (*function)(void *), void *argument, void *object)
{
    (void)object;
    return add((struct handler){.with_argument = function, .argument = argument});
}

/* A handler may add others, which run next. */
void flexos_finish(void)
{
    while (handler_count > 0) {
        struct handler handler = handlers[--handler_count];

        if (handler.plain)
            handler.plain();
        else
            handler.with_argument(handler.argument);
    }
    for (flexos_function *const *f = __fini_functions; *f; f++)
        (*f)();
    fflush(0);
}

_Noreturn void exit(int code)
{
    flexos_finish();
    _Exit(code);
}

_Noreturn void __assert_fail(const char *condition, const char *file, int line, const char *function)
{
    printf("assertion failed: %s (%s: %s: %d)\n", condition, file, function, line);
    abort();
}
