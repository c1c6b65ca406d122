/*
 * The switcher of `gate: sealed-pair`. Who calls, it knows from c29, the capability table with the
 * caller's row as its value. The way back is a pair too, {return address, DDC}, sealed with an object
 * type of the caller's own, so that pairs of two compartments cannot be mixed; nothing lies in memory
 * that the caller or the callee could change.
 *
 * In: as flexos-core/switcher.S, but c29. Out: c15 and c17 the way back.
 */
#include "flexos/sealed.h"
#include "morello.inc"

    .section .text.switcher, "ax", @progbits
    .balign 16
    .globl flexos_switcher_start, flexos_switcher_end
    .type flexos_switcher_start, %function
flexos_switcher_start:
    mrs_c   c17, SYSTEM_DDC
    msr_c   SYSTEM_DDC, c29
    gcbase  x14, c29
    gclen   x15, c29
    add     x15, x15, x14
    sub     x15, x15, #32
    ldr_c   c16, x15                    /* what permits sealing is at the table's end */
    sub     x15, x29, x14
    lsr     x15, x15, #5
    add     x15, x15, #FIRST_RETURN_TYPE
    scvalue c16, c16, x15
    cseal   c15, c30, c16
    cseal   c17, c17, c16

    add     x14, x14, x10, lsl #5
    ldp_c   c14, c16, x14               /* an id out of range is a fault here */
    msr_c   SYSTEM_DDC, c14
    mrs_c   c19, SYSTEM_CID_EL0
    msr_c   SYSTEM_CID_EL0, c10
    add     x12, x12, x13, lsl #4
    ldr     x14, [x12]
    mov     sp, x14
    ldr     x29, [x12, #8]
    br_c    c16
flexos_switcher_end:
    .size flexos_switcher_start, . - flexos_switcher_start
