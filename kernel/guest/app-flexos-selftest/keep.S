/*
 * uint64_t flexos_selftest_keeps(uint64_t argument)
 * Calls flexos_selftest_clobber with a pattern in every register that a function must keep, and
 * returns 1 if all have it afterwards, sp is where it was and the argument came back.
 */
#include "flexos/keep.inc"

FUNCTION flexos_selftest_keeps
    SAVE
    str     x0, [sp, #KEEP_ARGUMENT]
    mov     x9, #0x5000
    CALL_KEEPING flexos_selftest_clobber
    ldr     x9, [sp, #KEEP_ARGUMENT]
    cmp     x0, x9
    csel    x0, x12, xzr, eq
    RESTORE
    ret
    .size flexos_selftest_keeps, . - flexos_selftest_keeps
