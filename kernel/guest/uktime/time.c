/* The clocks of the platform, read from the virtual counter. */
#include <flexos/trap.h>
#include <uk/time.h>

/*
 * The machine has no calendar: it starts at the same moment every time, so that a file's times, and
 * with them the bytes of what is written, are the same in every run. 2023-10-23, the day of PLOS'23.
 */
#define START_OF_TIME (1698019200ull * UKARCH_NSEC_PER_SEC)

static uint64_t frequency(void)
{
    static uint64_t hertz;

    if (!hertz) {
        register uint64_t x0 __asm__("x0");

        __asm__ volatile("svc %1" : "=r"(x0) : "i"(FLEXOS_TRAP_COUNTER_FREQUENCY) : "memory");
        hertz = x0;
    }
    return hertz;
}

static uint64_t count(void)
{
    uint64_t value;

    __asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(value) : : "memory");
    return value;
}

uint64_t ukplat_monotonic_clock(void)
{
    uint64_t ticks = count(), hertz = frequency();

    /* In two parts: the product of all the ticks with 10^9 would overflow after five minutes. */
    return ticks / hertz * UKARCH_NSEC_PER_SEC + ticks % hertz * UKARCH_NSEC_PER_SEC / hertz;
}

uint64_t ukplat_wall_clock(void)
{
    return START_OF_TIME + ukplat_monotonic_clock();
}

void ukplat_sleep(uint64_t nanoseconds)
{
    uint64_t end = ukplat_monotonic_clock() + nanoseconds;

    while (ukplat_monotonic_clock() < end)
        ;
}
