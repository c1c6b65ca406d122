/* A library with a constructor that takes memory. Restarted, it has what the constructor left. */
#include <stdlib.h>

static long made;
static long *block;

__attribute__((constructor)) static void construct(void)
{
    made++;
    block = malloc(64);
    *block = 7;
}

long constructed_use(int crash)
{
    if (crash)
        *(volatile long *)8 = made;
    return 100 * made + (*block)++;
}
