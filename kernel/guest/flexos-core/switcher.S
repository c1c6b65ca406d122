/*
 * The switcher: from the caller's protection domain into the callee's.
 *
 * It runs in Restricted, with a PCC that holds these instructions and nothing else. LDPBLR in the
 * gate brought it here with its DDC, the capability table alone, in c29. The table has 32 bytes
 * {DDC, PCC} for each compartment, so an id that no compartment has is a bounds fault here.
 *
 * In: x0-x8 arguments; x10 callee's id; x11 function; x12 callee's thread status blocks; x13 thread
 * id; c29 switcher's DDC; c30 where in the caller to return to. sp and DDC are still the caller's.
 * Out, to the trampoline: c15 the sealed return capability, x11 the function, c19 the caller's
 * CID_EL0; sp, fp and DDC are the callee's. x14, c16 and c17 are used up.
 */
#include "morello.inc"

    .section .text.switcher, "ax", @progbits
    .balign 16
    .globl flexos_switcher_start, flexos_switcher_end
    .type flexos_switcher_start, %function
flexos_switcher_start:
    mrs_c   c17, SYSTEM_DDC             /* the way back, {DDC, PCC}, onto the caller's own stack */
    stp_c_pre c17, c30, sp, -32

    msr_c   SYSTEM_DDC, c29
    mov     x14, #32
    mul     x14, x14, x10
    ldr_c_register c15, x29, x14        /* callee's DDC */
    add     x14, x14, #16
    ldr_c_register c16, x29, x14        /* callee's PCC: its trampoline */
    msr_c   SYSTEM_DDC, c15

    mrs_c   c19, SYSTEM_CID_EL0         /* who runs, for the trampoline to put back */
    msr_c   SYSTEM_CID_EL0, c10

    mov     x14, sp                     /* the callee may use the way back but neither read nor */
    scvalue c17, c17, x14               /* change it: 32 bytes of the caller's memory, sealed */
    scbnds_i c15, c17, 32
    seal_lpb c15, c15

    add     x12, x12, x13, lsl #4
    ldr     x14, [x12]
    mov     sp, x14
    ldr     x29, [x12, #8]
    br_c    c16
flexos_switcher_end:
    .size flexos_switcher_start, . - flexos_switcher_start
