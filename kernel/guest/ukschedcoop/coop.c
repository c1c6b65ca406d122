/* The cooperative policy: a ring of the threads that can run, in the order in which they could. */
#include <uk/sched.h>

static uint8_t ring[FLEXOS_THREADS];
static uint32_t first, count;

void ukschedcoop_add(uint32_t thread)
{
    ring[(first + count++) % FLEXOS_THREADS] = (uint8_t)thread;
}

int ukschedcoop_next(void)
{
    uint32_t thread;

    if (!count)
        return -1;
    thread = ring[first];
    first = (first + 1) % FLEXOS_THREADS;
    count--;
    return (int)thread;
}
