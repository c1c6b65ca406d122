/*
 * In front of a function with arguments on the stack: copies them from the caller's, which c9 may read,
 * to where the function looks for them. One for each such function that is called across.
 */
#include "morello.inc"

    .section .text.stack_thunk, "ax", @progbits
    .balign 4
    .globl flexos_stack_thunk
    .type flexos_stack_thunk, %function
flexos_stack_thunk:
    stp     x29, x30, [sp, #-16]!
    mov     x29, sp
    gclen   x10, c9
    movz    x11, #:abs_g0:flexos_gate_stack_bytes
    sub     x11, sp, x11
    mov     sp, x11
    gcbase  x12, c9
    cbz     x10, 2f
1:  scvalue c9, c9, x12
    ldr_via_c x13, c9
    str     x13, [x11], #8
    add     x12, x12, #8
    subs    x10, x10, #8
    b.hi    1b
2:  mov     x9, xzr
    bl      flexos_gate_function
    mov     sp, x29
    ldp     x29, x30, [sp], #16
    ret
    .size flexos_stack_thunk, . - flexos_stack_thunk
