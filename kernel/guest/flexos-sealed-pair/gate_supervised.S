/*
 * The gates of `gate: sealed-pair` in images with supervision. Nothing that the switcher leaves tells the
 * trusted base which call a caller has open, so the gate does: between its frame and what it leaves in the
 * block it writes where it goes on when the call has failed, or, into a compartment whose faults end the
 * machine, 0, for otherwise an older call's address could be there.
 */
#include "flexos/supervised.inc"

/* x9 is used up. */
.macro MARK back
    adr     x9, \back
    str     x9, [sp, #-16]
.endm

    .section .gate.supervised, "ax", @progbits
    .balign 4
    .globl flexos_supervised_start, flexos_supervised_call, flexos_supervised_return, flexos_supervised_end
    .type flexos_supervised_start, %function
flexos_supervised_start:
    SUPERVISED_FIRST
    MARK    flexos_supervised_return
    PAIR_GATE_TARGET
    ldp_c   c14, c15, x14
flexos_supervised_call:
    blrs_pair c14, c15

flexos_supervised_return:
    SUPERVISED_SECOND
    ret
flexos_supervised_end:
    .size flexos_supervised_start, . - flexos_supervised_start

/* The same for functions with arguments on the stack. */
    .section .gate.supervised.stack, "ax", @progbits
    .balign 4
    .globl flexos_supervised_stack_start, flexos_supervised_stack_call, flexos_supervised_stack_return, flexos_supervised_stack_end
    .type flexos_supervised_stack_start, %function
flexos_supervised_stack_start:
    SUPERVISED_FIRST
    MARK    flexos_supervised_stack_return
    GATE_STACK_ARGUMENTS PAIR_FRAME + SUPERVISED_FRAME
    PAIR_GATE_TARGET
    ldp_c   c14, c15, x14
flexos_supervised_stack_call:
    blrs_pair c14, c15

flexos_supervised_stack_return:
    SUPERVISED_SECOND
    ret
flexos_supervised_stack_end:
    .size flexos_supervised_stack_start, . - flexos_supervised_stack_start

/* Into a compartment whose faults end the machine. */
    .section .gate.watched, "ax", @progbits
    .balign 4
    .globl flexos_watched_start, flexos_watched_call, flexos_watched_return, flexos_watched_end
    .type flexos_watched_start, %function
flexos_watched_start:
    PAIR_GATE_FIRST
    str     xzr, [sp, #-16]
    PAIR_GATE_TARGET
    ldp_c   c14, c15, x14
flexos_watched_call:
    blrs_pair c14, c15

flexos_watched_return:
    PAIR_GATE_SECOND
    ret
flexos_watched_end:
    .size flexos_watched_start, . - flexos_watched_start

    .section .gate.watched.stack, "ax", @progbits
    .balign 4
    .globl flexos_watched_stack_start, flexos_watched_stack_call, flexos_watched_stack_return, flexos_watched_stack_end
    .type flexos_watched_stack_start, %function
flexos_watched_stack_start:
    PAIR_GATE_FIRST
    str     xzr, [sp, #-16]
    GATE_STACK_ARGUMENTS PAIR_FRAME
    PAIR_GATE_TARGET
    ldp_c   c14, c15, x14
flexos_watched_stack_call:
    blrs_pair c14, c15

flexos_watched_stack_return:
    PAIR_GATE_SECOND
    ret
flexos_watched_stack_end:
    .size flexos_watched_stack_start, . - flexos_watched_stack_start
