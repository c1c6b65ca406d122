/* uint64_t flexos_selftest_clobber(uint64_t): every register that AAPCS64 lets a function spoil. */
    .section .text.flexos_selftest_clobber, "ax", @progbits
    .globl flexos_selftest_clobber
    .type flexos_selftest_clobber, %function
flexos_selftest_clobber:
    mov     x9, #0xdead
.irp n, 1,2,3,4,5,6,7,8,10,11,12,13,14,15,16,17
    mov     x\n, x9
.endr
    cmp     x9, #0
    ret
    .size flexos_selftest_clobber, . - flexos_selftest_clobber
