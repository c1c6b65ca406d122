/* Random numbers: D. J. Bernstein's ChaCha20 in counter mode (RFC 8439), the stream of zeroes. */
#include <errno.h>
#include <flexos/isolation.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <uk/swrand.h>
#include <unistd.h>

FLEXOS_PARAM(seed, 0);

extern char __compartment_id[];         /* absolute: the value is the address */

enum { WORDS = 16, DOUBLE_ROUNDS = 10, ENTROPY_MOST = 256 };

static uint32_t block[WORDS];
static unsigned used = sizeof block;
static uint64_t counter, own_seed;
static int seeded;                      /* by uk_swrand_seed, and not by the configuration */

static uint32_t rotate(uint32_t value, int by)
{
    return value << by | value >> (32 - by);
}

static void quarter_round(uint32_t *x, int a, int b, int c, int d)
{
    x[a] += x[b]; x[d] = rotate(x[d] ^ x[a], 16);
    x[c] += x[d]; x[b] = rotate(x[b] ^ x[c], 12);
    x[a] += x[b]; x[d] = rotate(x[d] ^ x[a], 8);
    x[c] += x[d]; x[b] = rotate(x[b] ^ x[c], 7);
}

static void next_block(void)
{
    const uint64_t seed = seeded ? own_seed : flexos_param_seed, compartment = (uint64_t)__compartment_id;
    const uint32_t start[WORDS] = {
        0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, /* "expand 32-byte k" */
        (uint32_t)seed, (uint32_t)(seed >> 32), 0, 0, 0, 0, 0, 0,
        (uint32_t)counter, (uint32_t)(counter >> 32), (uint32_t)compartment, (uint32_t)(compartment >> 32),
    };

    memcpy(block, start, sizeof block);
    for (int i = 0; i < DOUBLE_ROUNDS; i++) {
        quarter_round(block, 0, 4, 8, 12);
        quarter_round(block, 1, 5, 9, 13);
        quarter_round(block, 2, 6, 10, 14);
        quarter_round(block, 3, 7, 11, 15);
        quarter_round(block, 0, 5, 10, 15);
        quarter_round(block, 1, 6, 11, 12);
        quarter_round(block, 2, 7, 8, 13);
        quarter_round(block, 3, 4, 9, 14);
    }
    for (int i = 0; i < WORDS; i++)
        block[i] += start[i];
    counter++;
    used = 0;
}

void uk_swrand_fill_buffer(void *to, size_t size)
{
    char *t = to;

    while (size > 0) {
        size_t part;

        if (used == sizeof block)
            next_block();
        part = sizeof block - used < size ? sizeof block - used : size;
        memcpy(t, (char *)block + used, part);
        memset((char *)block + used, 0, part); /* what was given out is not kept */
        used += (unsigned)part;
        t += part;
        size -= part;
    }
}

void uk_swrand_seed(uint64_t seed)
{
    own_seed = seed;
    seeded = 1;
    counter = 0;
    used = sizeof block;
}

uint32_t uk_swrand_randr(void)
{
    uint32_t value;

    uk_swrand_fill_buffer(&value, sizeof value);
    return value;
}

unsigned arc4random(void)
{
    return uk_swrand_randr();
}

void arc4random_buf(void *to, size_t size)
{
    uk_swrand_fill_buffer(to, size);
}

ssize_t getrandom(void *to, size_t size, unsigned flags)
{
    if (flags & ~(unsigned)(GRND_NONBLOCK | GRND_RANDOM)) {
        errno = EINVAL;
        return -1;
    }
    uk_swrand_fill_buffer(to, size);
    return (ssize_t)size;
}

int getentropy(void *to, size_t size)
{
    if (size > ENTROPY_MOST) {
        errno = EIO;
        return -1;
    }
    uk_swrand_fill_buffer(to, size);
    return 0;
}
