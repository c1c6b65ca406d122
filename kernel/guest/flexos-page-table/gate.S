/* The gate of `page-table`, and its trampoline. Arguments on the stack are copied by the trusted base. */
#include "flexos/gate.inc"
#include "flexos/trap.h"

    .section .gate.morello, "ax", @progbits
    .balign 4
    .globl flexos_gate_start, flexos_gate_call, flexos_gate_return, flexos_gate_end
    .type flexos_gate_start, %function
flexos_gate_start:
    GATE_SAVE
    GATE_CLEAR_UNUSED
    adrp    x10, flexos_gate_entry
    add     x10, x10, :lo12:flexos_gate_entry
flexos_gate_call:
    svc     #FLEXOS_TRAP_GATE_CALL
flexos_gate_return:
    GATE_RESTORE
    ret
flexos_gate_end:
    .size flexos_gate_start, . - flexos_gate_start

    .section .text.trampoline, "ax", @progbits
    .balign 4
    .globl flexos_trampoline, flexos_trampoline_call, flexos_trampoline_return
    .type flexos_trampoline, %function
flexos_trampoline:
flexos_trampoline_call:
    blr     x11
flexos_trampoline_return:
    svc     #FLEXOS_TRAP_GATE_RETURN
    .size flexos_trampoline, . - flexos_trampoline
