/*
 * Random numbers by ChaCha20. They are deterministic, as everything here is: the key is the parameter
 * `seed` of the configuration, the nonce the id of the compartment, so that no two compartments get the
 * same stream. Good for experiments, and for no secret that matters outside of them.
 */
#ifndef UK_SWRAND_H
#define UK_SWRAND_H

#include <stddef.h>
#include <stdint.h>

uint32_t uk_swrand_randr(void);
void uk_swrand_fill_buffer(void *, size_t);

/* Begins anew in the calling compartment, with another seed. */
void uk_swrand_seed(uint64_t seed);

#endif
