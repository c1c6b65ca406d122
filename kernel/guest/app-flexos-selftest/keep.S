/*
 * uint64_t flexos_selftest_keeps(uint64_t argument)
 * Calls flexos_selftest_clobber with a pattern in every register that a function must keep, and
 * returns 1 if all have it afterwards, sp is where it was and the argument came back.
 */
    .section .text.flexos_selftest_keeps, "ax", @progbits
    .globl flexos_selftest_keeps
    .type flexos_selftest_keeps, %function
flexos_selftest_keeps:
    stp     x29, x30, [sp, #-128]!
    stp     x18, x19, [sp, #16]
    stp     x20, x21, [sp, #32]
    stp     x22, x23, [sp, #48]
    stp     x24, x25, [sp, #64]
    stp     x26, x27, [sp, #80]
    stp     x28, x0, [sp, #96]
    mov     x9, sp
    str     x9, [sp, #112]
.irp n, 18,19,20,21,22,23,24,25,26,27,28,29
    mov     x\n, #0x5000 + \n
.endr
    bl      flexos_selftest_clobber
    mov     x10, #1
    mov     x9, sp
    ldr     x11, [sp, #112]
    cmp     x9, x11
    csel    x10, x10, xzr, eq
    ldr     x11, [sp, #104]
    cmp     x0, x11
    csel    x10, x10, xzr, eq
.irp n, 18,19,20,21,22,23,24,25,26,27,28,29
    mov     x11, #0x5000 + \n
    cmp     x\n, x11
    csel    x10, x10, xzr, eq
.endr
    mov     x0, x10
    ldp     x18, x19, [sp, #16]
    ldp     x20, x21, [sp, #32]
    ldp     x22, x23, [sp, #48]
    ldp     x24, x25, [sp, #64]
    ldp     x26, x27, [sp, #80]
    ldr     x28, [sp, #96]
    ldp     x29, x30, [sp], #128
    ret
    .size flexos_selftest_keeps, . - flexos_selftest_keeps
