/*
 * The switcher of `gate: shared-stack`: that of flexos-sealed-pair without the switch of the stack.
 *
 * In: x0-x8 arguments; x10 callee's id; x11 function; c14, c15 used up; c29 the capability table with
 * the caller's row as value; c30 where in the caller to return to; sp the gate's frame record.
 * Out: c15 and c17 the way back, c19 the caller's CID_EL0, DDC the callee's, x29 the frame record.
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
    mov     x29, sp
    br_c    c16
flexos_switcher_end:
    .size flexos_switcher_start, . - flexos_switcher_start
