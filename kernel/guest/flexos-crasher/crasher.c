#include <flexos/supervision.h>
#include <stdlib.h>

void flexos_crasher_spoil(uint64_t address);

static uint64_t calls = FLEXOS_CRASHER_INITIAL;
static char *first, *last;

int64_t flexos_crasher_call(uint64_t crash)
{
    calls++;
    last = malloc(64);
    if (!first)
        first = last;
    if (last)
        *(volatile uint64_t *)last = calls;
    if (crash == 2)
        *(volatile uint64_t *)8 = calls;
    if (crash)
        flexos_crasher_spoil((uint64_t)&flexos_crasher_call);
    return (int64_t)calls;
}

int64_t flexos_crasher_state(void)
{
    return (int64_t)(calls | (uint64_t)(last - first) << 32);
}

int64_t flexos_crasher_call_back(void)
{
    volatile uint64_t frame[64];        /* what the frame of a call holds, to be lost by a restart */

    frame[0] = 1000;
    flexos_supervision_called_back();
    return (int64_t)frame[0];
}
