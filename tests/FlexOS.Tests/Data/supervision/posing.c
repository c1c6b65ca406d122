/* One compartment faults with its stack pointer in the stack that another one's thread has in a third. */
#include <flexos/thread.h>
#include <stdint.h>
#include <stdio.h>
#include <uk/sched.h>

uint64_t victim_stay(void);
int64_t poser_fault(uint64_t stack);

static uint64_t stack;

/* Called back by the victim, which then goes on waiting. */
void posing_ready(uint64_t address)
{
    stack = address;
    uk_thread_yield();
}

static void *wait_inside(void *unused)
{
    (void)unused;
    return (void *)victim_stay();
}

int main(void)
{
    int thread = uk_thread_create(wait_inside, 0);

    uk_thread_yield();
    printf("supervision: the poser %d\n", (int)poser_fault(stack));
    printf("supervision: the victim %d\n", (int)uk_thread_join((uint32_t)thread).value);
    return 0;
}
