#include <flexos/supervision.h>

int64_t flexos_relay_call(uint64_t crash)
{
    return flexos_crasher_call(crash) + 1;
}
