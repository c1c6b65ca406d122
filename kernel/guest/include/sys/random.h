/*
 * Random numbers of ukswrand. There is no source of entropy here, and results must be the same in every
 * run: the generator is seeded, by uk_swrand_seed or with 0. It is not fit for keys that matter.
 */
#ifndef SYS_RANDOM_H
#define SYS_RANDOM_H

#include <sys/types.h>

#define GRND_NONBLOCK 1
#define GRND_RANDOM 2

ssize_t getrandom(void *buffer, size_t size, unsigned flags);

#endif
