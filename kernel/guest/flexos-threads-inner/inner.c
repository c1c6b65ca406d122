/* The compartment at the end. */
#include <flexos/visit.h>

FLEXOS_VISIT(flexos_threads_inner_visit, flexos_threads_app_visit)

void flexos_threads_inner_end(uint64_t value)
{
    uk_thread_exit(value);
}

void flexos_threads_inner_fault(uint64_t address)
{
    uk_thread_yield();
    *(volatile uint64_t *)address = 1;
}

uint64_t flexos_threads_inner_stack(void)
{
    return (uint64_t)__builtin_frame_address(0);
}

int flexos_threads_inner_errno(int value)
{
    int before = *flexos_thread_errno();

    *flexos_thread_errno() = value;
    uk_thread_yield();
    return *flexos_thread_errno() == value ? before : -1;
}
