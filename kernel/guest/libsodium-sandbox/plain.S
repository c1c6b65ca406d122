/*
 * The same functions for callers that give addresses: without isolation, with page tables, and where the data was copied
 * or is shared. What is addressed lies in this compartment's own memory, so its own rights reach it.
 */
#include "morello.inc"

    .macro plain name
    .section .text.\name, "ax", @progbits
    .globl \name
    .type \name, %function
\name:
    .endm

    plain sandbox_bin2hex
    cvtd_c  c0, x0
    cvtd_c  c2, x2
    b       sandbox_bin2hex__capability
    .size sandbox_bin2hex, . - sandbox_bin2hex

    plain sandbox_hex2bin
    stp     x29, x30, [sp, #-32]!
    mov     x29, sp
    cvtd_c  c0, x0
    cvtd_c  c2, x2
    cvtd_c  c4, x4                      /* null stays null */
    cvtd_c  c5, x5
    cvtd_c  c6, x6
    bl      sandbox_hex2bin__capability
    cbz     w1, 1f
    stp     x0, x1, [sp, #16]
    bl      __errno_location
    ldp     x2, x1, [sp, #16]
    str     w1, [x0]
    mov     x0, x2
1:  ldp     x29, x30, [sp], #32
    ret
    .size sandbox_hex2bin, . - sandbox_hex2bin

    plain chacha20_encrypt_bytes
    cvtd_c  c0, x0
    cvtd_c  c1, x1
    cvtd_c  c2, x2
    b       chacha20_encrypt_bytes__capability
    .size chacha20_encrypt_bytes, . - chacha20_encrypt_bytes

    plain store32_le
    cvtd_c  c0, x0
    b       store32_le__capability
    .size store32_le, . - store32_le

    plain store64_be
    cvtd_c  c0, x0
    b       store64_be__capability
    .size store64_be, . - store64_be
