#include <flexos/supervision.h>
#include <flexos/trap.h>
#include <stdlib.h>

void flexos_crasher_spoil(uint64_t address);
void flexos_crasher_fault_in_c64(uint64_t address);
int64_t flexos_crasher_return_in_c64(void);

static void fault(void *address)
{
    *(volatile uint64_t *)address = 1;
}

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
    switch (crash) {
    case 2: *(volatile uint64_t *)8 = calls; break;
    case 3: flexos_crasher_fault_in_c64((uint64_t)&calls); break;
    case 4: return flexos_crasher_return_in_c64();
    case 5: return flexos_try(fault, (void *)8) ? FLEXOS_CRASHER_TRIED : 0;
    }
    if (crash == 1)
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
    return flexos_supervision_called_back() + (int64_t)frame[0];
}
