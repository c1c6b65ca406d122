/* The error number of the thread: it lies at the low end of its stack, so a compartment's libraries share one. */
#include <errno.h>
#include <flexos/isolation.h>
#include <flexos/thread.h>

__stateless(__errno_location) int *__errno_location(void)
{
    return flexos_thread_errno();
}
