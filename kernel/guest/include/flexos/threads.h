/* The three compartments of the threads test: application, outer and inner library call one another in a ring. */
#ifndef FLEXOS_THREADS_H
#define FLEXOS_THREADS_H

#include <stdint.h>

/*
 * One step: yields, lets the next compartment do the rest of the depth, yields. Every step keeps
 * locals of its own meanwhile; the result tells whether all of them are what they were.
 */
uint64_t flexos_threads_outer_visit(uint64_t token, uint64_t depth);
uint64_t flexos_threads_inner_visit(uint64_t token, uint64_t depth);
uint64_t flexos_threads_app_visit(uint64_t token, uint64_t depth);

/* What the visits give, by arithmetic. */
static inline uint64_t flexos_threads_step(uint64_t value, uint64_t token, uint64_t depth)
{
    return value * 31 + (token ^ depth << 8);
}

/* A counter of the outer library that only somebody with the mutex may touch: reads, yields, writes. 0 or an error. */
int flexos_threads_outer_count(uint32_t mutex);
uint64_t flexos_threads_outer_counter(void);

/* Ends the calling thread, or makes it fault, in the inner compartment; called through the outer one. */
void flexos_threads_outer_end(uint64_t value);
void flexos_threads_inner_end(uint64_t value);
void flexos_threads_outer_fault(uint64_t address);
void flexos_threads_inner_fault(uint64_t address);

/* The stack pointer that a call from the application begins with. */
uint64_t flexos_threads_inner_stack(void);

/* errno of the calling thread there, before and after setting it. */
int flexos_threads_inner_errno(int value);

/* A function to be run as a thread by another compartment: it is reached through a gate. */
void *flexos_threads_outer_main(void *argument);

#endif
