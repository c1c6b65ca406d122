/*
 * Time, from the architecture's generic timer: virtual time on our machine, driven by executed work.
 * By value, so that it works across a gate whatever is shared.
 */
#ifndef UK_TIME_H
#define UK_TIME_H

#include <stdint.h>

#define UKARCH_NSEC_PER_SEC 1000000000ull

uint64_t ukplat_monotonic_clock(void);  /* nanoseconds since the machine started */
uint64_t ukplat_wall_clock(void);       /* nanoseconds since 1970-01-01 00:00 UTC */
void ukplat_sleep(uint64_t nanoseconds);

#endif
