/*
 * The gate into a compartment whose faults do not end the machine: the gate of gate.S, which see,
 * that keeps beside what that one keeps all registers that a function must keep.
 */
#include "flexos/supervised.inc"

    .section .gate.supervised, "ax", @progbits
    .balign 4
    .globl flexos_supervised_start, flexos_supervised_call, flexos_supervised_return, flexos_supervised_end
    .type flexos_supervised_start, %function
flexos_supervised_start:
    SUPERVISED_FIRST
    mov     x9, #1
    PAIR_GATE_TARGET
    ldr_c   c14, x14
flexos_supervised_call:
    ldpblr  c29, c14

flexos_supervised_return:
    SUPERVISED_SECOND
    ret
flexos_supervised_end:
    .size flexos_supervised_start, . - flexos_supervised_start

/* The same for functions with arguments on the stack. */
    .section .gate.supervised.stack, "ax", @progbits
    .balign 4
    .globl flexos_supervised_stack_start, flexos_supervised_stack_call, flexos_supervised_stack_return, flexos_supervised_stack_end
    .type flexos_supervised_stack_start, %function
flexos_supervised_stack_start:
    SUPERVISED_FIRST
    GATE_STACK_ARGUMENTS PAIR_FRAME + SUPERVISED_FRAME
    PAIR_GATE_TARGET
    ldr_c   c14, x14
flexos_supervised_stack_call:
    ldpblr  c29, c14

flexos_supervised_stack_return:
    SUPERVISED_SECOND
    ret
flexos_supervised_stack_end:
    .size flexos_supervised_stack_start, . - flexos_supervised_stack_start
