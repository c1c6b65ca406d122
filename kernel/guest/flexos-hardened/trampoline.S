/*
 * The trampoline of `gate: hardened`: calls the function, and goes back through the switcher, by the
 * second of the compartment's sealed entries. It holds nothing of the caller.
 *
 * In: x11 function; x0-x8, v0-v7, c9 arguments. Everything else is zero.
 */
#include "morello.inc"

    .section .text.trampoline, "ax", @progbits
    .balign 4
    .globl flexos_trampoline, flexos_trampoline_call, flexos_trampoline_return
    .type flexos_trampoline, %function
flexos_trampoline:
flexos_trampoline_call:
    blr     x11
flexos_trampoline_return:
    adrp    x14, __switcher_call
    add     x14, x14, :lo12:__switcher_call
    ldr_c   c14, x14, 16
    ldpbr   c29, c14
    .size flexos_trampoline, . - flexos_trampoline
