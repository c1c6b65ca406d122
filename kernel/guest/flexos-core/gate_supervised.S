/*
 * The gate into a compartment whose faults do not end the machine: the gate of gate.S, which see,
 * that keeps beside what that one keeps all registers that a function must keep. When the callee
 * faults its frames are abandoned, and what it had saved in them is lost; the trusted base then
 * comes back to flexos_supervised_return (unwind.c), with an error value in x0.
 */
#include "flexos/lpb.inc"

.set SUPERVISED_FRAME, 224

.macro SUPERVISED_FIRST
    stp     d8, d9, [sp, #-64]!
    stp     d10, d11, [sp, #16]
    stp     d12, d13, [sp, #32]
    stp     d14, d15, [sp, #48]
    stp_c_pre c18, c21, sp, -160
    stp_c   c22, c23, sp, 32
    stp_c   c24, c25, sp, 64
    stp_c   c26, c27, sp, 96
    stp_c   c28, czr, sp, 128
    PAIR_GATE_FIRST
.endm

.macro SUPERVISED_SECOND
    PAIR_GATE_SECOND
    ldp_c   c22, c23, sp, 32
    ldp_c   c24, c25, sp, 64
    ldp_c   c26, c27, sp, 96
    ldp_c   c28, c12, sp, 128
    ldp_c_post c18, c21, sp, 160
    ldp     d10, d11, [sp, #16]
    ldp     d12, d13, [sp, #32]
    ldp     d14, d15, [sp, #48]
    ldp     d8, d9, [sp], #64
.endm

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
