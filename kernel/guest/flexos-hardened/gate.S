/*
 * The gate of `morello` with `gate: hardened`. It differs from that of flexos-core in what it relies
 * on: nothing but its own stack, to which the switcher brings sp back.
 *
 * To the switcher: x0-x7, x8, v0-v7 arguments; c9 arguments on the stack, or null; x10 the entry in
 * the entry table; c14 the sealed entry, which says who calls.
 */
#include "flexos/gate.inc"

.macro GATE section
    .section \section, "ax", @progbits
    .balign 4
.endm

    GATE .gate.morello
    .globl flexos_gate_start, flexos_gate_call, flexos_gate_return, flexos_gate_end
    .type flexos_gate_start, %function
flexos_gate_start:
    GATE_SAVE
    GATE_CLEAR_UNUSED
    mov     x9, xzr
    adrp    x10, flexos_gate_entry
    add     x10, x10, :lo12:flexos_gate_entry
    adrp    x14, flexos_gate_switcher_call
    add     x14, x14, :lo12:flexos_gate_switcher_call
    ldr_c   c14, x14
flexos_gate_call:
    ldpblr  c29, c14
flexos_gate_return:
    GATE_RESTORE
    ret
flexos_gate_end:
    .size flexos_gate_start, . - flexos_gate_start

/* The same for functions with arguments on the stack. */
    GATE .gate.morello.stack
    .globl flexos_gate_stack_start, flexos_gate_stack_call, flexos_gate_stack_return, flexos_gate_stack_end
    .type flexos_gate_stack_start, %function
flexos_gate_stack_start:
    GATE_SAVE
    GATE_CLEAR_UNUSED
    GATE_STACK_ARGUMENTS GATE_FRAME
    adrp    x10, flexos_gate_entry
    add     x10, x10, :lo12:flexos_gate_entry
    adrp    x14, flexos_gate_switcher_call
    add     x14, x14, :lo12:flexos_gate_switcher_call
    ldr_c   c14, x14
flexos_gate_stack_call:
    ldpblr  c29, c14
flexos_gate_stack_return:
    GATE_RESTORE
    ret
flexos_gate_stack_end:
    .size flexos_gate_stack_start, . - flexos_gate_stack_start
