#include <stdint.h>

void posing_ready(uint64_t address);

uint64_t victim_stay(void)
{
    volatile uint64_t kept = 11;

    posing_ready((uint64_t)&kept);
    return kept;
}
