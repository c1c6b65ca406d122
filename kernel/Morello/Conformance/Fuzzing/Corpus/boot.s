// Start-up of a small program: vectors, stack, capabilities on, console.
    .macro vector label, offset=0
        .balign 0x80
        b       \label
        .if \offset
            .word \offset
        .endif
    .endm
    .set UART, 0x09000000
    .equ STACK_SIZE, 4096 * 2
    .section .text.start, "ax", @progbits
    .globl  _start
    .type   _start, %function
_start:
    mov     x0, #(3 << 20) | (3 << 18)
    msr     CPACR_EL1, x0
    isb
    adrp    x1, stack_top
    add     x1, x1, :lo12:stack_top
    mov     sp, x1
    ldr     x2, =vectors
    msr     VBAR_EL1, x2
    ldr     x3, =UART
    ldr     w4, =0x12345678
    adr     x5, message
1:  ldrb    w6, [x5], #1
    cbz     w6, 2f
    str     w6, [x3]
    b       1b
2:  ldr     x0, =0x84000008
    hvc     #0
    b       .
    .size   _start, . - _start
    .ltorg
message:
    .asciz  "Hello, world\n"
    .p2align 11
vectors:
    .irp    n, 0, 1, 2, 3
    vector  handler, \n
    .endr
    .rept   12
    vector  handler
    .endr
handler:
    stp     x29, x30, [sp, #-16]!
    bl      dispatch
    ldp     x29, x30, [sp], #16
    eret
    .weak   dispatch
    .bss
    .p2align 4
    .skip   STACK_SIZE
stack_top:
