#include <flexos/supervision.h>
#include <uk/sched.h>

int64_t flexos_crasher_stay(uint64_t yields)
{
    volatile uint64_t kept = yields;

    while (yields-- > 0)
        uk_thread_yield();
    return (int64_t)kept;
}
