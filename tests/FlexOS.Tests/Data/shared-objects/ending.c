/* An application that leaves everything to its end: see EndTests. */
#include <stdio.h>
#include <stdlib.h>

long flexos_param_exit = 0;             /* how it ends: 0 returns, 1 exits, 2 exits from another compartment */

int ended_begun(void);
void ended_exit(int code);
int plain_begun(void);

static void first(void)
{
    puts("handler registered first");
}

static void again(void)
{
    puts("handler registered by a handler");
}

static void second(void)
{
    puts("handler registered second");
    atexit(again);
}

__attribute__((constructor)) static void begin(void)
{
    printf("constructor of the application: %d %d\n", ended_begun(), plain_begun());
}

__attribute__((destructor)) static void end(void)
{
    puts("destructor of the application");
}

int main(void)
{
    FILE *file = fopen("/left.txt", "w");

    setvbuf(stdout, 0, _IOFBF, 4096);
    fputs("left in a buffer", file);
    printf("main\n");
    atexit(first);
    atexit(second);
    if (flexos_param_exit == 1)
        exit(3);
    if (flexos_param_exit == 2)
        ended_exit(3);
    return 3;
}
