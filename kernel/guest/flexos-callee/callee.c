#include <flexos/callee.h>

static uint64_t calls;                  /* each instance has its own */

uint64_t flexos_callee_call(uint64_t token)
{
    return token + ++calls;
}
