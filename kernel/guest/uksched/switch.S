/*
 * void uksched_switch(uint64_t *save, uint64_t to)
 * Leaves the calling thread's stack pointer in *save and goes on where the thread with stack pointer
 * `to` called this. Both are stacks of this compartment, and everything that a thread has outside of
 * it lies on its own stacks there.
 *
 * What a function must keep, whole where it is a capability: c19-c30, d8-d15, and the control of
 * floating point. c18, the way to what is shared through it, is the same for all threads and stays.
 */
#include "morello.inc"

.set FPCR_AT,    13 * 16                /* struct context in sched.c */
.set D_AT,       14 * 16
.set FRAME_SIZE, 18 * 16

    .section .text.uksched_switch, "ax", @progbits
    .balign 4
    .globl uksched_switch
    .type uksched_switch, %function
uksched_switch:
    sub     sp, sp, #FRAME_SIZE
    str_c   c19, sp, 16
    stp_c   c20, c21, sp, 2 * 16
    stp_c   c22, c23, sp, 4 * 16
    stp_c   c24, c25, sp, 6 * 16
    stp_c   c26, c27, sp, 8 * 16
    stp_c   c28, c29, sp, 10 * 16
    str_c   c30, sp, 12 * 16
    mrs     x9, FPCR
    str     x9, [sp, #FPCR_AT]
    stp     d8, d9, [sp, #D_AT]
    stp     d10, d11, [sp, #D_AT + 16]
    stp     d12, d13, [sp, #D_AT + 32]
    stp     d14, d15, [sp, #D_AT + 48]
    mov     x9, sp
    str     x9, [x0]

    mov     sp, x1
    ldp     d8, d9, [sp, #D_AT]
    ldp     d10, d11, [sp, #D_AT + 16]
    ldp     d12, d13, [sp, #D_AT + 32]
    ldp     d14, d15, [sp, #D_AT + 48]
    ldr     x9, [sp, #FPCR_AT]
    msr     FPCR, x9
    ldr_c   c19, sp, 16
    ldp_c   c20, c21, sp, 2 * 16
    ldp_c   c22, c23, sp, 4 * 16
    ldp_c   c24, c25, sp, 6 * 16
    ldp_c   c26, c27, sp, 8 * 16
    ldp_c   c28, c29, sp, 10 * 16
    ldr_c   c30, sp, 12 * 16
    add     sp, sp, #FRAME_SIZE
    ret
    .size uksched_switch, . - uksched_switch

/* The first code of a new thread: says to whoever walks the stack that nobody called. */
    .section .text.uksched_start, "ax", @progbits
    .balign 4
    .globl uksched_start
    .type uksched_start, %function
uksched_start:
    mov     x30, xzr
    b       uksched_run
    .size uksched_start, . - uksched_start
