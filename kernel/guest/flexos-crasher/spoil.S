/* void flexos_crasher_spoil(uint64_t address): no register is what it was, and then a store to text. */
    .section .text.flexos_crasher_spoil, "ax", @progbits
    .globl flexos_crasher_spoil
    .type flexos_crasher_spoil, %function
flexos_crasher_spoil:
.irp n, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
    mov     x\n, #0x6000 + \n
.endr
.irp n, 8,9,10,11,12,13,14,15
    fmov    d\n, x\n
.endr
    str     x1, [x0]
    ret
    .size flexos_crasher_spoil, . - flexos_crasher_spoil
