/*
 * int64_t flexos_supervision_keeps(uint64_t argument)
 * Calls flexos_crasher_call(argument) with a pattern in every register that a function must keep, whole
 * capabilities in c19 to c28, another rounding mode in FPCR, and c18 as it is. Returns its result if all
 * are the same afterwards and sp is where it was, else 1.
 */
#include "flexos/keep.inc"
#include "morello.inc"

.set ROUND_UP, 1 << 22                  /* FPCR.RMode */

.macro OR_ELSE_1 condition
    csel    x0, x0, x10, \condition
.endm

FUNCTION flexos_supervision_keeps
    SAVE
    movz    x9, #ROUND_UP >> 16, lsl #16
    msr     FPCR, x9
    mov     x9, #0x5000
    CALL_KEEPING keeps_capabilities, 0
    mov     x10, #1
    cmp     x12, #0
    OR_ELSE_1 ne
    mrs     x9, FPCR
    movz    x11, #ROUND_UP >> 16, lsl #16
    cmp     x9, x11
    OR_ELSE_1 eq
    msr     FPCR, xzr
    RESTORE
    ret
    .size flexos_supervision_keeps, . - flexos_supervision_keeps

/* The same for what a register has beside its low half. */
keeps_capabilities:
    SAVE
    sub     sp, sp, #16
    str_c   c18, sp
.irp n, 19,20,21,22,23,24,25,26,27,28
    add     x9, sp, #\n
    cvtd_c  c\n, x9
.endr
    bl      flexos_crasher_call
    mov     x10, #1
.irp n, 19,20,21,22,23,24,25,26,27,28
    add     x11, sp, #\n
    cmp     x\n, x11
    OR_ELSE_1 eq
    gctag   x11, c\n
    cmp     x11, #1
    OR_ELSE_1 eq
.endr
    ldr_c   c11, sp
    cmp     x11, x18
    OR_ELSE_1 eq
    gctag   x11, c11
    gctag   x12, c18
    cmp     x11, x12
    OR_ELSE_1 eq
    add     sp, sp, #16
    RESTORE
    ret
