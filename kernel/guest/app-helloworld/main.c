/* The smallest application: one line, wherever the C library is. */
#include <flexos/isolation.h>
#include <stdio.h>

int main(void)
{
    printf(FLEXOS_SHARED_LITERAL("Hello world!\n"));
    return 0;
}
