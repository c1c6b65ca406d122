/*
 * The resolver of thread-local descriptors (Arm, ELF for the Arm 64-bit Architecture, "TLS
 * descriptors"). Compiled code calls it with x0 at a descriptor {resolver, offset}, adds TPIDR_EL0
 * to what it returns, and expects every other register kept. The data lies at the low end of the
 * thread's own stack, which sp leads to, so what is returned makes good for TPIDR_EL0 as it is.
 */
#include <flexos/thread.h>

    .section .text.stateless.flexos_tlsdesc, "ax", @progbits
    .balign 4
    .globl flexos_tlsdesc
    .type flexos_tlsdesc, %function
flexos_tlsdesc:
    str     x1, [sp, #-16]!
    ldr     x0, [x0, #8]
    mov     x1, sp
    and     x1, x1, #~(FLEXOS_STACK_SIZE - 1)
    add     x0, x0, x1
    mrs     x1, TPIDR_EL0
    sub     x0, x0, x1
    add     x0, x0, #(FLEXOS_STACK_TLS & ~0xfff)
    add     x0, x0, #(FLEXOS_STACK_TLS & 0xfff)
    ldr     x1, [sp], #16
    ret
    .size flexos_tlsdesc, . - flexos_tlsdesc
