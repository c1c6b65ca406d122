/*
 * The trampoline: the first and the last thing that runs in a compartment for a call from outside.
 *
 * A compartment's PCC covers its own text only, so the linker puts one copy into the text of each,
 * and the table's PCC points at it. It calls the function with BLR, which keeps the compartment's
 * PCC, and leaves through the sealed return capability, straight to the caller's gate: the switcher
 * is not needed on the way back, for what it would load lies in the sealed 32 bytes.
 *
 * In: c15 sealed return capability, x11 function, c19 caller's CID_EL0, x0-x8 arguments.
 * Out: x0, x1 results; c29 the caller's DDC; sp is 0, so that the caller learns nothing of our stack.
 */
#include "morello.inc"

    .section .text.trampoline, "ax", @progbits
    .balign 4
    .globl flexos_trampoline, flexos_trampoline_call, flexos_trampoline_return
    .type flexos_trampoline, %function
flexos_trampoline:
    str_c_pre c15, sp, -16
flexos_trampoline_call:
    blr     x11
flexos_trampoline_return:
    msr_c   SYSTEM_CID_EL0, c19
    ldr_c_post c15, sp, 16
    mov     x11, #0
    mov     sp, x11
    ldpbr   c29, c15                    /* c29 <- the caller's DDC, PCC <- the caller's gate */
    .size flexos_trampoline, . - flexos_trampoline
