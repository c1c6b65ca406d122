/*
 * int64_t flexos_supervision_keeps(uint64_t argument)
 * Calls flexos_crasher_call(argument) with a pattern in every register that a function must keep.
 * Returns its result if all have it afterwards and sp is where it was, else 1.
 */
    .section .text.flexos_supervision_keeps, "ax", @progbits
    .globl flexos_supervision_keeps
    .type flexos_supervision_keeps, %function
flexos_supervision_keeps:
    stp     x29, x30, [sp, #-192]!
    stp     x18, x19, [sp, #16]
    stp     x20, x21, [sp, #32]
    stp     x22, x23, [sp, #48]
    stp     x24, x25, [sp, #64]
    stp     x26, x27, [sp, #80]
    stp     x28, x0, [sp, #96]
    stp     d8, d9, [sp, #128]
    stp     d10, d11, [sp, #144]
    stp     d12, d13, [sp, #160]
    stp     d14, d15, [sp, #176]
    mov     x9, sp
    str     x9, [sp, #112]
.irp n, 8,9,10,11,12,13,14,15
    mov     x9, #0x4000 + \n
    fmov    d\n, x9
.endr
.irp n, 18,19,20,21,22,23,24,25,26,27,28,29
    mov     x\n, #0x5000 + \n
.endr
    bl      flexos_crasher_call
    mov     x10, #1
    mov     x9, sp
    ldr     x11, [sp, #112]
    cmp     x9, x11
    csel    x0, x0, x10, eq
.irp n, 18,19,20,21,22,23,24,25,26,27,28,29
    mov     x11, #0x5000 + \n
    cmp     x\n, x11
    csel    x0, x0, x10, eq
.endr
.irp n, 8,9,10,11,12,13,14,15
    mov     x11, #0x4000 + \n
    fmov    x12, d\n
    cmp     x12, x11
    csel    x0, x0, x10, eq
.endr
    ldp     x18, x19, [sp, #16]
    ldp     x20, x21, [sp, #32]
    ldp     x22, x23, [sp, #48]
    ldp     x24, x25, [sp, #64]
    ldp     x26, x27, [sp, #80]
    ldr     x28, [sp, #96]
    ldp     d8, d9, [sp, #128]
    ldp     d10, d11, [sp, #144]
    ldp     d12, d13, [sp, #160]
    ldp     d14, d15, [sp, #176]
    ldp     x29, x30, [sp], #192
    ret
    .size flexos_supervision_keeps, . - flexos_supervision_keeps
