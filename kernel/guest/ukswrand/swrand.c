/*
 * Random numbers for those that need some, the same in every run: xoshiro256** (D. Blackman and
 * S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 2021), its state filled by
 * SplitMix64 from the seed. Each compartment has an instance of its own; the compartment's id enters
 * the seed, so that two compartments do not draw the same numbers.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <uk/swrand.h>

extern char __compartment_id[];

static uint64_t state[4];

static uint64_t rotate(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

void uk_swrand_seed(uint64_t seed)
{
    seed ^= (uint64_t)(uintptr_t)__compartment_id << 32;
    for (int i = 0; i < 4; i++) {
        uint64_t z = seed += 0x9e3779b97f4a7c15;

        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
        z = (z ^ z >> 27) * 0x94d049bb133111eb;
        state[i] = z ^ z >> 31;
    }
}

static uint64_t next(void)
{
    uint64_t result, shifted;

    if ((state[0] | state[1] | state[2] | state[3]) == 0)
        uk_swrand_seed(0);
    result = rotate(state[1] * 5, 7) * 9;
    shifted = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 45);
    return result;
}

uint32_t arc4random(void)
{
    return (uint32_t)(next() >> 32);
}

void arc4random_buf(void *buffer, size_t size)
{
    char *to = buffer;

    while (size != 0) {
        uint64_t word = next();
        size_t part = size < sizeof word ? size : sizeof word;

        memcpy(to, &word, part);
        to += part;
        size -= part;
    }
}

ssize_t getrandom(void *buffer, size_t size, unsigned flags)
{
    (void)flags;
    arc4random_buf(buffer, size);
    return (ssize_t)size;
}
