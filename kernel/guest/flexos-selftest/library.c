#include <flexos/selftest.h>

uint64_t flexos_selftest_weigh(uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f, uint64_t g,
                               uint64_t h)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h;
}

uint64_t flexos_selftest_descend(uint64_t depth)
{
    return depth ? depth + flexos_selftest_ascend(depth - 1) : 0;
}

void flexos_selftest_fault(uint64_t depth)
{
    if (depth)
        flexos_selftest_fault_back(depth - 1);
    else
        (void)*(volatile uint64_t *)0;
}

uint64_t flexos_selftest_stack(void)
{
    return (uint64_t)__builtin_frame_address(0);
}
