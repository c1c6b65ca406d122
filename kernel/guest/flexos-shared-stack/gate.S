/*
 * The gate of `gate: shared-stack`. Caller and callee run on one stack, in the region that both reach:
 * nothing is to be found again afterwards, so there are no thread status blocks and no thread ids.
 *
 * What lies on such a stack belongs to both sides. The way back must not: it is a sealed pair, as with
 * `gate: sealed-pair`. All the rest (saved registers, return addresses within the caller) the callee can
 * read and change. The last thing pushed is a frame record, so backtraces go on through gates.
 */
#include "flexos/shared_stack.inc"

.set SHARED_FRAME, 48                   /* what the first half pushes */

.macro SHARED_GATE_FIRST
    stp_c_pre c29, c19, sp, -32         /* whole capabilities: the caller may keep some in them */
    stp     x29, x30, [sp, #-16]!
.endm

.macro SHARED_GATE_SECOND
    msr_c   SYSTEM_DDC, c29             /* c29 is our DDC: BRS put it there */
    ldp     x29, x30, [sp], #16
    ldp_c_post c29, c19, sp, 32
    ret
.endm

    .section .gate.morello, "ax", @progbits
    .balign 4
    .globl flexos_gate_start, flexos_gate_call, flexos_gate_return, flexos_gate_end
    .type flexos_gate_start, %function
flexos_gate_start:
    SHARED_GATE_FIRST
    SHARED_GATE_TARGET
flexos_gate_call:
    blrs_pair c14, c15                  /* PCC <- the switcher, c29 <- its table, c30 <- here */

flexos_gate_return:
    SHARED_GATE_SECOND
flexos_gate_end:
    .size flexos_gate_start, . - flexos_gate_start

/* The same for functions with arguments on the stack: c9, which flexos-stack copies them with. */
    .section .gate.morello.stack, "ax", @progbits
    .balign 4
    .globl flexos_gate_stack_start, flexos_gate_stack_call, flexos_gate_stack_return, flexos_gate_stack_end
    .type flexos_gate_stack_start, %function
flexos_gate_stack_start:
    SHARED_GATE_FIRST
    GATE_STACK_ARGUMENTS SHARED_FRAME
    SHARED_GATE_TARGET
flexos_gate_stack_call:
    blrs_pair c14, c15                  /* PCC <- the switcher, c29 <- its table, c30 <- here */

flexos_gate_stack_return:
    SHARED_GATE_SECOND
flexos_gate_stack_end:
    .size flexos_gate_stack_start, . - flexos_gate_stack_start
