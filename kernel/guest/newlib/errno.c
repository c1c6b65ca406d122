/* The error number of the compartment that this C library is in. There is one thread. */
#include <errno.h>

static int number;

int *__errno_location(void)
{
    return &number;
}
