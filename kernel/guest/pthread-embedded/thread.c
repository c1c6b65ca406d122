/* Threads: their numbers, plus 1, are uksched's. What a thread runs stays in this compartment. */
#include "internal.h"

#include <errno.h>
#include <sched.h>
#include <uk/sched.h>

/* Where musl has them in pthread_attr_t. */
enum { STACK_SIZE = 0, DETACHED = 6 };

enum { USABLE_STACK = FLEXOS_STACK_SIZE - FLEXOS_STACK_GUARD_END };

static struct {
    void *(*function)(void *);
    void *argument;
} starts[FLEXOS_THREADS];

static void *run(void *unused)
{
    uint32_t self = uk_thread_self();
    void *value = starts[self].function(starts[self].argument);

    (void)unused;
    pthread_embedded_destroy_values();
    return value;
}

int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes,
                   void *(*function)(void *), void *restrict argument)
{
    int id = uk_thread_create(run, 0);

    if (id < 0)
        return -id;
    starts[id].function = function;     /* it cannot run before we yield */
    starts[id].argument = argument;
    *thread = (pthread_t)id + 1;
    if (attributes && attributes->u.i[DETACHED])
        uk_thread_detach((uint32_t)id);
    return 0;
}

int pthread_join(pthread_t thread, void **value)
{
    struct uk_thread_result result = uk_thread_join((uint32_t)thread - 1);

    if (!result.error && value)
        *value = (void *)result.value;
    return (int)-result.error;
}

int pthread_detach(pthread_t thread)
{
    return -uk_thread_detach((uint32_t)thread - 1);
}

_Noreturn void pthread_exit(void *value)
{
    pthread_embedded_destroy_values();
    uk_thread_exit((uint64_t)value);
}

pthread_t pthread_self(void)
{
    return uk_thread_self() + 1;
}

int pthread_equal(pthread_t left, pthread_t right)
{
    return left == right;
}

int sched_yield(void)
{
    uk_thread_yield();
    return 0;
}

int pthread_attr_init(pthread_attr_t *attributes)
{
    *attributes = (pthread_attr_t){0};
    attributes->u.s[STACK_SIZE] = USABLE_STACK;
    return 0;
}

int pthread_attr_destroy(pthread_attr_t *attributes)
{
    (void)attributes;
    return 0;
}

int pthread_attr_setdetachstate(pthread_attr_t *attributes, int state)
{
    if (state != PTHREAD_CREATE_JOINABLE && state != PTHREAD_CREATE_DETACHED)
        return EINVAL;
    attributes->u.i[DETACHED] = state;
    return 0;
}

int pthread_attr_getdetachstate(const pthread_attr_t *attributes, int *state)
{
    *state = attributes->u.i[DETACHED];
    return 0;
}

int pthread_attr_setstacksize(pthread_attr_t *attributes, size_t size)
{
    if (size < PTHREAD_STACK_MIN || size > USABLE_STACK)
        return EINVAL;
    attributes->u.s[STACK_SIZE] = size;
    return 0;
}

int pthread_attr_getstacksize(const pthread_attr_t *restrict attributes, size_t *restrict size)
{
    *size = attributes->u.s[STACK_SIZE];
    return 0;
}
