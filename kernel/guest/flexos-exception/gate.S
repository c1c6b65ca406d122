/*
 * The gate of `gate: exception`, and its trampoline. The caller's sp, DDC and PCC come back from the
 * trusted base; registers that a function keeps are the callee's to keep, as in any call.
 */
#include "flexos/gate.inc"
#include "flexos/trap.h"

    .section .gate.morello, "ax", @progbits
    .balign 4
    .globl flexos_gate_start, flexos_gate_call, flexos_gate_return, flexos_gate_end
    .type flexos_gate_start, %function
flexos_gate_start:
    stp_c_pre c29, c30, sp, -32
    mov     x9, xzr
    adrp    x10, flexos_gate_entry
    add     x10, x10, :lo12:flexos_gate_entry
flexos_gate_call:
    svc     #FLEXOS_TRAP_GATE_CALL
flexos_gate_return:
    ldp_c_post c29, c30, sp, 32
    ret
flexos_gate_end:
    .size flexos_gate_start, . - flexos_gate_start

    .section .gate.morello.stack, "ax", @progbits
    .balign 4
    .globl flexos_gate_stack_start, flexos_gate_stack_call, flexos_gate_stack_return, flexos_gate_stack_end
    .type flexos_gate_stack_start, %function
flexos_gate_stack_start:
    stp_c_pre c29, c30, sp, -32
    GATE_STACK_ARGUMENTS 32
    adrp    x10, flexos_gate_entry
    add     x10, x10, :lo12:flexos_gate_entry
flexos_gate_stack_call:
    svc     #FLEXOS_TRAP_GATE_CALL
flexos_gate_stack_return:
    ldp_c_post c29, c30, sp, 32
    ret
flexos_gate_stack_end:
    .size flexos_gate_stack_start, . - flexos_gate_stack_start

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
