#include <flexos/trap.h>
#include <stdio.h>

int counter_poke(void);
int counter_run(void);

static void poke(void *unused)
{
    (void)unused;
    counter_poke();
}

static void run(void *unused)
{
    (void)unused;
    counter_run();
}

int main(void)
{
    printf("write to code: %s\n", flexos_try(poke, 0) ? "stopped" : "allowed");
    printf("run data: %s\n", flexos_try(run, 0) ? "stopped" : "allowed");
    return 0;
}
