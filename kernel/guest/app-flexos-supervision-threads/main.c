/*
 * What becomes of a thread that is inside a compartment while another one faults there? Prints what the
 * calls of both returned, and of calls that come after them.
 */
#include <flexos/isolation.h>
#include <flexos/supervision.h>
#include <stdio.h>
#include <stdlib.h>
#include <uk/sched.h>

FLEXOS_PARAM(rounds, 2);

int64_t flexos_supervision_called_back(void)
{
    return 0;
}

static void *stay(void *yields)
{
    return (void *)flexos_crasher_stay((uint64_t)yields);
}

static void *call(void *crash)
{
    return (void *)flexos_crasher_call((uint64_t)crash);
}

static void *call_after(void *crash)
{
    uk_thread_yield();
    return call(crash);
}

static int64_t join(int thread)
{
    return (int64_t)uk_thread_join((uint32_t)thread).value;
}

int main(void)
{
    for (uint64_t i = 0; i < flexos_param_rounds; i++) {
        int inside = uk_thread_create(stay, (void *)4), faulting = uk_thread_create(call_after, (void *)1);
        int64_t first = join(faulting), second = join(inside);

        printf("supervision: the thread that faults %d, the one inside %d\n", (int)first, (int)second);
        printf("supervision: afterwards %d\n", (int)join(uk_thread_create(call, 0)));
        printf("supervision: a fault of main's thread %d\n", (int)flexos_crasher_call(1));
    }
    printf("supervision: the library counts %d\n", (int)(flexos_crasher_state() & 0xffffffff));
    return EXIT_SUCCESS;
}
