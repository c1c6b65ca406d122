/*
 * uint64_t flexos_threads_keeps(uint64_t pattern)
 * Yields with a pattern of its own in every register that a function must keep: x19-x29, d8-d15.
 * Returns 1 if all have it afterwards and sp is where it was.
 */
    .section .text.flexos_threads_keeps, "ax", @progbits
    .globl flexos_threads_keeps
    .type flexos_threads_keeps, %function
flexos_threads_keeps:
    stp     x29, x30, [sp, #-192]!
    stp     x19, x20, [sp, #16]
    stp     x21, x22, [sp, #32]
    stp     x23, x24, [sp, #48]
    stp     x25, x26, [sp, #64]
    stp     x27, x28, [sp, #80]
    stp     d8, d9, [sp, #96]
    stp     d10, d11, [sp, #112]
    stp     d12, d13, [sp, #128]
    stp     d14, d15, [sp, #144]
    mov     x9, sp
    stp     x0, x9, [sp, #160]
.irp n, 19,20,21,22,23,24,25,26,27,28,29
    add     x\n, x0, #\n
.endr
.irp n, 8,9,10,11,12,13,14,15
    add     x9, x0, #100 + \n
    fmov    d\n, x9
.endr
    bl      uk_thread_yield
    mov     x12, #1
    ldp     x0, x9, [sp, #160]
    mov     x10, sp
    cmp     x9, x10
    csel    x12, x12, xzr, eq
.irp n, 19,20,21,22,23,24,25,26,27,28,29
    add     x9, x0, #\n
    cmp     x9, x\n
    csel    x12, x12, xzr, eq
.endr
.irp n, 8,9,10,11,12,13,14,15
    add     x9, x0, #100 + \n
    fmov    x10, d\n
    cmp     x9, x10
    csel    x12, x12, xzr, eq
.endr
    mov     x0, x12
    ldp     d14, d15, [sp, #144]
    ldp     d12, d13, [sp, #128]
    ldp     d10, d11, [sp, #112]
    ldp     d8, d9, [sp, #96]
    ldp     x27, x28, [sp, #80]
    ldp     x25, x26, [sp, #64]
    ldp     x23, x24, [sp, #48]
    ldp     x21, x22, [sp, #32]
    ldp     x19, x20, [sp, #16]
    ldp     x29, x30, [sp], #192
    ret
    .size flexos_threads_keeps, . - flexos_threads_keeps
