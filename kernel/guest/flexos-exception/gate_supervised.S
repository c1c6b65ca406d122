/* The gate of `gate: exception` into a compartment whose faults do not end the machine: it keeps what a function must keep. */
#include "flexos/gate.inc"
#include "flexos/trap.h"

    .section .gate.supervised, "ax", @progbits
    .balign 4
    .globl flexos_supervised_start, flexos_supervised_call, flexos_supervised_return, flexos_supervised_end
    .type flexos_supervised_start, %function
flexos_supervised_start:
    GATE_SAVE
    mov     x9, xzr
    adrp    x10, flexos_gate_entry
    add     x10, x10, :lo12:flexos_gate_entry
flexos_supervised_call:
    svc     #FLEXOS_TRAP_GATE_CALL
flexos_supervised_return:
    GATE_RESTORE
    ret
flexos_supervised_end:
    .size flexos_supervised_start, . - flexos_supervised_start

/* The same for functions with arguments on the stack. */
    .section .gate.supervised.stack, "ax", @progbits
    .balign 4
    .globl flexos_supervised_stack_start, flexos_supervised_stack_call, flexos_supervised_stack_return, flexos_supervised_stack_end
    .type flexos_supervised_stack_start, %function
flexos_supervised_stack_start:
    GATE_SAVE
    GATE_STACK_ARGUMENTS GATE_FRAME
    adrp    x10, flexos_gate_entry
    add     x10, x10, :lo12:flexos_gate_entry
flexos_supervised_stack_call:
    svc     #FLEXOS_TRAP_GATE_CALL
flexos_supervised_stack_return:
    GATE_RESTORE
    ret
flexos_supervised_stack_end:
    .size flexos_supervised_stack_start, . - flexos_supervised_stack_start
