/*
 * The gate into a compartment whose faults do not end the machine: the gate of gate.S, which see,
 * that keeps beside what that one keeps all registers that a function must keep. When the callee
 * faults its frames are abandoned, and what it had saved in them is lost; the trusted base then
 * comes back to flexos_supervised_return (unwind.c), with an error value in x0.
 */
#include "morello.inc"

.set STACK_SIZE,     0x10000
.set STACK_TID,      4096
.set SWITCHER_FRAME, 48

    .section .gate.supervised, "ax", @progbits
    .balign 4
    .globl flexos_supervised_start, flexos_supervised_call, flexos_supervised_return, flexos_supervised_end
    .type flexos_supervised_start, %function
flexos_supervised_start:
    stp     d8, d9, [sp, #-64]!
    stp     d10, d11, [sp, #16]
    stp     d12, d13, [sp, #32]
    stp     d14, d15, [sp, #48]
    stp_c_pre c18, c21, sp, -160
    stp_c   c22, c23, sp, 32
    stp_c   c24, c25, sp, 64
    stp_c   c26, c27, sp, 96
    stp_c   c28, czr, sp, 128
    stp_c_pre c29, c19, sp, -32
    stp     x20, x30, [sp, #-16]!

    mov     x9, sp
    and     x9, x9, #~(STACK_SIZE - 1)
    ldr     w13, [x9, #STACK_TID]
    adrp    x11, flexos_gate_tsb_from
    add     x11, x11, :lo12:flexos_gate_tsb_from
    add     x11, x11, x13, lsl #4

    ldp     x12, x15, [x11]
    stp     x12, x15, [sp, #-16]!
    mov     x10, sp
    sub     x10, x10, #SWITCHER_FRAME
    stp     x10, x29, [x11]
    mov     x20, x11

    movz    x10, #:abs_g0:flexos_gate_to
    mov     x9, #1
    adrp    x11, flexos_gate_function
    add     x11, x11, :lo12:flexos_gate_function
    adrp    x12, flexos_gate_tsb_to
    add     x12, x12, :lo12:flexos_gate_tsb_to
    adrp    x14, flexos_gate_switcher_call
    add     x14, x14, :lo12:flexos_gate_switcher_call
    ldr_c   c14, x14
flexos_supervised_call:
    ldpblr  c29, c14

flexos_supervised_return:
    msr_c   SYSTEM_DDC, c29
    ldr     x11, [x20]
    add     sp, x11, #SWITCHER_FRAME
    ldp     x12, x13, [sp], #16
    stp     x12, x13, [x20]
    ldp     x20, x30, [sp], #16
    ldp_c_post c29, c19, sp, 32
    ldp_c   c22, c23, sp, 32
    ldp_c   c24, c25, sp, 64
    ldp_c   c26, c27, sp, 96
    ldp_c   c28, c12, sp, 128
    ldp_c_post c18, c21, sp, 160
    ldp     d10, d11, [sp, #16]
    ldp     d12, d13, [sp, #32]
    ldp     d14, d15, [sp, #48]
    ldp     d8, d9, [sp], #64
    ret
flexos_supervised_end:
    .size flexos_supervised_start, . - flexos_supervised_start
