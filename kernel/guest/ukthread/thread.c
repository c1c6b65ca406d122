/*
 * The near side of a thread: what it runs. Every compartment has its own, so that functions and
 * their arguments stay where they are, and uksched knows one entry into each compartment.
 */
#include <uk/sched.h>

extern char __compartment_id[];         /* absolute */

static struct {
    void *(*function)(void *);
    void *argument;
} starts[FLEXOS_THREADS];

int uk_thread_create(void *(*function)(void *), void *argument)
{
    int thread = uksched_spawn((uint32_t)(uintptr_t)__compartment_id);

    if (thread > 0) {                   /* it cannot run before we yield */
        starts[thread].function = function;
        starts[thread].argument = argument;
    }
    return thread;
}

uint64_t uk_thread_enter(void)
{
    uint32_t thread = uk_thread_self();
    uint64_t value = (uint64_t)starts[thread].function(starts[thread].argument);

    starts[thread].function = 0;
    return value;
}
