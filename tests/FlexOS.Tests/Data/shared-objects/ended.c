/* A shared object with constructors, destructors and a handler of its own. */
#include <stdio.h>
#include <stdlib.h>

int __cxa_atexit(void (*function)(void *), void *argument, void *object);

static int begun, argument = 7;

static void with_argument(void *p)
{
    printf("handler of the shared object: %d\n", *(int *)p);
}

__attribute__((constructor)) static void begin(void)
{
    begun = 1;
    __cxa_atexit(with_argument, &argument, 0);
}

__attribute__((destructor)) static void end(void)
{
    puts("destructor of the shared object");
}

int ended_begun(void)
{
    return begun;
}

void ended_exit(int code)
{
    exit(code);
}
