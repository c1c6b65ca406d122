/*
 * The gate of `gate: sealed-pair`: that of flexos-core, but for the entry. A code and a data capability
 * of the switcher, sealed with one object type, take the place of what LPB seals.
 */
#include "flexos/lpb.inc"

    .section .gate.morello, "ax", @progbits
    .balign 4
    .globl flexos_gate_start, flexos_gate_call, flexos_gate_return, flexos_gate_end
    .type flexos_gate_start, %function
flexos_gate_start:
    PAIR_GATE_FIRST
    mov     x9, #1
    PAIR_GATE_TARGET
    ldp_c   c14, c15, x14
flexos_gate_call:
    blrs_pair c14, c15                  /* PCC <- the switcher, c29 <- its table, c30 <- here */

flexos_gate_return:
    PAIR_GATE_SECOND
    ret
flexos_gate_end:
    .size flexos_gate_start, . - flexos_gate_start

/* The same for functions with arguments on the stack: c9, which flexos-stack copies them with. */
    .section .gate.morello.stack, "ax", @progbits
    .balign 4
    .globl flexos_gate_stack_start, flexos_gate_stack_call, flexos_gate_stack_return, flexos_gate_stack_end
    .type flexos_gate_stack_start, %function
flexos_gate_stack_start:
    PAIR_GATE_FIRST
    GATE_STACK_ARGUMENTS PAIR_FRAME
    PAIR_GATE_TARGET
    ldp_c   c14, c15, x14
flexos_gate_stack_call:
    blrs_pair c14, c15                  /* PCC <- the switcher, c29 <- its table, c30 <- here */

flexos_gate_stack_return:
    PAIR_GATE_SECOND
    ret
flexos_gate_stack_end:
    .size flexos_gate_stack_start, . - flexos_gate_stack_start
