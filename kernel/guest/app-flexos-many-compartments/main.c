/*
 * How calls scale with the number of compartments: rounds of one call into each instance of
 * flexos-callee, each of which adds its own count to the token that goes round.
 *
 * Parameter: rounds (10).
 */
#include <flexos/callee.h>
#include <flexos/isolation.h>
#include <stdio.h>
#include <stdlib.h>

FLEXOS_PARAM(rounds, 10);

typedef uint64_t callee(uint64_t);

extern callee *const __instances_flexos_callee_call_start[], *const __instances_flexos_callee_call_end[];

uint64_t flexos_many_walk(uint64_t token, callee *const *from, callee *const *to);

int main(void)
{
    callee *const *from = __instances_flexos_callee_call_start, *const *to = __instances_flexos_callee_call_end;
    unsigned long rounds = flexos_param_rounds, instances = (unsigned long)(to - from);
    uint64_t token = 0, expected = 0;

    for (unsigned long round = 1; round <= rounds; round++) {
        token = flexos_many_walk(token, from, to);
        expected += instances * round;  /* every instance has been called this often */
        if (token != expected) {
            printf(FLEXOS_SHARED_LITERAL("many-compartments: round %lu brought %lu instead of %lu\n"), round,
                   (unsigned long)token, (unsigned long)expected);
            return EXIT_FAILURE;
        }
    }
    printf(FLEXOS_SHARED_LITERAL("many-compartments: %lu rounds over %lu instances, token %lu\n"), rounds, instances,
           (unsigned long)token);
    return EXIT_SUCCESS;
}
