/* The trampoline of `gate: shared-stack`: the way back on the stack of both, sealed, and sp stays. */
#include "morello.inc"

    .section .text.trampoline, "ax", @progbits
    .balign 4
    .globl flexos_trampoline, flexos_trampoline_call, flexos_trampoline_return
    .type flexos_trampoline, %function
flexos_trampoline:
    stp_c_pre c15, c17, sp, -32
flexos_trampoline_call:
    blr     x11
flexos_trampoline_return:
    msr_c   SYSTEM_CID_EL0, c19
    ldp_c_post c15, c17, sp, 32
    brs_pair c15, c17                   /* PCC <- the caller's gate, c29 <- the caller's DDC */
    .size flexos_trampoline, . - flexos_trampoline
