/*
 * The benchmark of PLOS'23, figure 3: rounds of iterations of eight programs over libsodium, and a line
 * for the results of each program, which must be the same wherever the library and its functions are.
 */
#include "workload.h"

#include <flexos/isolation.h>
#include <sodium.h>
#include <stdio.h>

FLEXOS_PARAM(rounds, 10);               /* as in the published artefact */
FLEXOS_PARAM(iterations, 200);
FLEXOS_PARAM(seed, 1);
FLEXOS_PARAM(edges, 1);                 /* 0: without the cases at the edges */
FLEXOS_PARAM(timing, 1);                /* 0: no lines of time, which differ from machine to machine */

static struct workload workload;

static uint64_t ticks(void)
{
    uint64_t value;

    __asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(value) : : "memory");
    return value;
}

/* The measured part: the host counts what happens between its first instruction and its return. */
__attribute__((noinline)) void flexos_libsodium_round(unsigned long iterations)
{
    for (unsigned long i = 0; i < iterations; i++)
        workload_iterate(&workload);
}

int main(void)
{
    unsigned long rounds = flexos_param_rounds, iterations = flexos_param_iterations;

    if (sodium_init() < 0) {
        printf("libsodium: it does not start\n");
        return 1;
    }
    workload_start(&workload, flexos_param_seed);
    if (flexos_param_edges)
        workload_edges(&workload);
    for (unsigned long round = 1; round <= rounds; round++) {
        uint64_t start = ticks(), end;

        flexos_libsodium_round(iterations);
        end = ticks();
        if (flexos_param_timing)
            printf("libsodium: round %lu: %lu ticks\n", round, end - start);
    }
    for (int i = 0; i < PROGRAMS; i++)
        printf("libsodium: %s: %016lx\n", program_names[i], workload.digests[i]);
    printf("libsodium: %lu bytes of results, %u failures\n", workload.results, workload.failures);
    return workload.failures == 0 ? 0 : 1;
}
