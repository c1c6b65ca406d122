/* The seed of the random numbers of the compartment that calls (sys/random.h, stdlib.h). */
#ifndef UK_SWRAND_H
#define UK_SWRAND_H

#include <stdint.h>

void uk_swrand_seed(uint64_t seed);

#endif
