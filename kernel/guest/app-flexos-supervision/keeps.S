/*
 * int64_t flexos_supervision_keeps(uint64_t argument)
 * Calls flexos_crasher_call(argument) with a pattern in every register that a function must keep.
 * Returns its result if all have it afterwards and sp is where it was, else 1.
 */
#include "flexos/keep.inc"

FUNCTION flexos_supervision_keeps
    SAVE
    mov     x9, #0x5000
    CALL_KEEPING flexos_crasher_call
    mov     x10, #1
    cmp     x12, #0
    csel    x0, x0, x10, ne
    RESTORE
    ret
    .size flexos_supervision_keeps, . - flexos_supervision_keeps
