/* The micro-library that the micro-benchmark calls. */
#ifndef FLEXOS_MICROBENCHMARKS_H
#define FLEXOS_MICROBENCHMARKS_H

#include <stdint.h>

/* Does nothing: what a call of it costs, the call costs. The argument makes it FlexOS's gate1_i. */
void flexos_microbenchmark_empty(uint64_t argument);

/* argument + 1 if both arguments arrived, that is if complement is ~argument; else 0. */
uint64_t flexos_microbenchmark_increment(uint64_t argument, uint64_t complement);

#endif
