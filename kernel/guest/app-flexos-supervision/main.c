/*
 * Does a fault of one compartment leave the rest running? Calls a micro-library that faults, directly,
 * through another compartment and from within a call of its own, and prints what came back.
 */
#include <flexos/isolation.h>
#include <flexos/supervision.h>
#include <flexos/trap.h>
#include <stdio.h>
#include <stdlib.h>

FLEXOS_PARAM(faults, 3);
FLEXOS_PARAM(kind, 1);
FLEXOS_PARAM(back, 0);                  /* what a callback does: 0 a call that fails, 1 it faults, 2 two such calls, */
                                        /* 3 one with a recovery point and a fault of its own behind it */

int64_t flexos_supervision_keeps(uint64_t argument);

static void attempt(void *address)
{
    flexos_crasher_call(1);
    *(volatile uint64_t *)address = 1;
}

int64_t flexos_supervision_called_back(void)
{
    switch (flexos_param_back) {
    case 1: *(volatile uint64_t *)8 = 1; break;
    case 2: flexos_crasher_call(1); break;
    case 3: return flexos_try(attempt, (void *)8) ? flexos_crasher_call(0) : 0;
    }
    return flexos_crasher_call(1);
}

static void state(void)
{
    int64_t state = flexos_crasher_state();

    printf("supervision: the library counts %d, its block lies at %d\n", (int)(state & 0xffffffff), (int)(state >> 32));
}

int main(void)
{
    uint64_t failed = 0, worked = 0;

    printf("supervision: a call returned %d\n", (int)flexos_crasher_call(0));
    for (uint64_t i = 0; i < flexos_param_faults; i++) {
        failed += flexos_supervision_keeps(flexos_param_kind) == -14;
        worked += flexos_supervision_keeps(0) > FLEXOS_CRASHER_INITIAL;
    }
    printf("supervision: %d calls failed, %d worked\n", (int)failed, (int)worked);
    state();
    printf("supervision: through another compartment: %d\n", (int)flexos_relay_call(flexos_param_kind));
    printf("supervision: through another compartment, without a fault: %d\n", (int)flexos_relay_call(0));
    printf("supervision: out of its own call: %d\n", (int)flexos_crasher_call_back());
    state();
    return EXIT_SUCCESS;
}
