/*
 * uint64_t flexos_threads_keeps(uint64_t pattern)
 * Yields with a pattern of its own in every register that a function must keep.
 * Returns 1 if all have it afterwards and sp is where it was.
 */
#include "flexos/keep.inc"

FUNCTION flexos_threads_keeps
    SAVE
    mov     x9, x0
    CALL_KEEPING uk_thread_yield, x18=0
    mov     x0, x12
    RESTORE
    ret
    .size flexos_threads_keeps, . - flexos_threads_keeps
