/*
 * PLOS'23, figure 6: an empty call into another compartment, over and over. The host measures; here
 * nothing is timed, so that the console is the same wherever the image runs.
 *
 * Parameters: repetitions (50, as the artefact's), warmup (calls before them; 0 to see cold ones).
 */
#include <flexos/isolation.h>
#include <flexos/microbenchmarks.h>
#include <stdio.h>
#include <stdlib.h>

FLEXOS_PARAM(repetitions, 50);
FLEXOS_PARAM(warmup, 10);

void flexos_microbenchmark_warm_up(uint64_t repetitions);
void flexos_microbenchmark_run(uint64_t repetitions);

enum { CHECKS = 8 };

/* Calls that bring something back: a gate that loses an argument or a result is noticed. */
static int calls_work(void)
{
    for (uint64_t i = 0; i < CHECKS; i++) {
        uint64_t argument = i << 40 | i;
        if (flexos_microbenchmark_increment(argument, ~argument) != argument + 1)
            return 0;
    }
    return 1;
}

int main(void)
{
    unsigned long repetitions = flexos_param_repetitions, warmup = flexos_param_warmup;

    if (!calls_work()) {
        printf(FLEXOS_SHARED_LITERAL("microbenchmark: a call lost its arguments or its result\n"));
        return EXIT_FAILURE;
    }
    flexos_microbenchmark_warm_up(warmup);
    flexos_microbenchmark_run(repetitions);
    printf(FLEXOS_SHARED_LITERAL("microbenchmark: %lu empty calls after %lu to warm up\n"), repetitions, warmup);
    return EXIT_SUCCESS;
}
