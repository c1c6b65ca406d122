/* The compartment in the middle. */
#include <flexos/visit.h>
#include <uk/lock.h>

static uint64_t counter;

FLEXOS_VISIT(flexos_threads_outer_visit, flexos_threads_inner_visit)

int flexos_threads_outer_count(uint32_t mutex)
{
    int error = uklock_mutex_lock(mutex, UK_THREAD_FOREVER);
    uint64_t value = counter;

    if (error)
        return error;
    uk_thread_yield();                  /* the others try, and must wait */
    counter = value + 1;
    return uklock_mutex_unlock(mutex);
}

uint64_t flexos_threads_outer_counter(void)
{
    return counter;
}

void flexos_threads_outer_end(uint64_t value)
{
    flexos_threads_inner_end(value);
}

void flexos_threads_outer_fault(uint64_t address)
{
    uk_thread_yield();
    flexos_threads_inner_fault(address);
    counter = 0;
}

void *flexos_threads_outer_main(void *argument)
{
    uk_thread_yield();
    return (char *)argument + 1;
}
