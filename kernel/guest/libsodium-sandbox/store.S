/*
 * x0 store32_le__capability(c0 dst, w1 word): 4 bytes to write. Returns 0.
 * x0 store64_be__capability(c0 dst, x1 word): 8 bytes to write. Returns 0.
 */
#include "morello.inc"

    .section .text.store32_le__capability, "ax", @progbits
    .globl store32_le__capability
    .type store32_le__capability, %function
store32_le__capability:
    str_w_via_c w1, c0
    mov     x0, #0
    ret
    .size store32_le__capability, . - store32_le__capability

    .section .text.store64_be__capability, "ax", @progbits
    .globl store64_be__capability
    .type store64_be__capability, %function
store64_be__capability:
    rev     x1, x1
    str_via_c x1, c0
    mov     x0, #0
    ret
    .size store64_be__capability, . - store64_be__capability
