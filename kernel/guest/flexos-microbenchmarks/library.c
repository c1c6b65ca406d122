#include <flexos/microbenchmarks.h>

void flexos_microbenchmark_empty(uint64_t argument)
{
    (void)argument;
}

uint64_t flexos_microbenchmark_increment(uint64_t argument, uint64_t complement)
{
    return complement == ~argument ? argument + 1 : 0;
}
