/*
 * The gates of `gate: shared-stack` in images with supervision. What a gate must not lose when its callee
 * has written over the stack, its frame and where it goes on, stands in the caller's thread status block,
 * in the caller's own data; the block as it was before lies in the frame (struct gate_frame in unwind.c).
 */
#include "flexos/shared_stack.inc"
#include "flexos/thread.h"

.set MARK_FRAME, 48                     /* what SHARED_MARK pushes */

/* The frame record comes last, for backtraces. Uses x9-x13, x15. */
.macro SHARED_MARK back
    mov     x9, sp                      /* thread id: the stack is aligned to its size */
    and     x9, x9, #~(FLEXOS_STACK_SIZE - 1)
    ldr     w13, [x9, #FLEXOS_STACK_TID]
    adrp    x11, flexos_gate_tsb_from
    add     x11, x11, :lo12:flexos_gate_tsb_from
    add     x11, x11, x13, lsl #4
    ldp     x12, x15, [x11]
    stp     x12, x15, [sp, #-32]!
    str     x20, [sp, #16]
    stp     x29, x30, [sp, #-16]!
    adr     x10, \back
    mov     x9, sp
    stp     x9, x10, [x11]
    mov     x20, x11
.endm

.macro SHARED_UNMARK
    msr_c   SYSTEM_DDC, c29             /* c29 is our DDC: BRS put it there */
    ldp     x29, x30, [sp], #16
    ldp     x12, x13, [sp], #16
    stp     x12, x13, [x20]
    ldr     x20, [sp], #16
.endm

    .section .gate.supervised, "ax", @progbits
    .balign 4
    .globl flexos_supervised_start, flexos_supervised_call, flexos_supervised_return, flexos_supervised_end
    .type flexos_supervised_start, %function
flexos_supervised_start:
    GATE_SAVE
    SHARED_MARK flexos_supervised_return
    SHARED_GATE_TARGET
flexos_supervised_call:
    blrs_pair c14, c15

flexos_supervised_return:
    SHARED_UNMARK
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
    SHARED_MARK flexos_supervised_stack_return
    GATE_STACK_ARGUMENTS GATE_FRAME + MARK_FRAME
    SHARED_GATE_TARGET
flexos_supervised_stack_call:
    blrs_pair c14, c15

flexos_supervised_stack_return:
    SHARED_UNMARK
    GATE_RESTORE
    ret
flexos_supervised_stack_end:
    .size flexos_supervised_stack_start, . - flexos_supervised_stack_start

/* Into a compartment whose faults end the machine: a restart of the caller has to find the call all the same. */
    .section .gate.watched, "ax", @progbits
    .balign 4
    .globl flexos_watched_start, flexos_watched_call, flexos_watched_return, flexos_watched_end
    .type flexos_watched_start, %function
flexos_watched_start:
    stp_c_pre c29, c19, sp, -32
    SHARED_MARK flexos_watched_return
    SHARED_GATE_TARGET
flexos_watched_call:
    blrs_pair c14, c15

flexos_watched_return:
    SHARED_UNMARK
    ldp_c_post c29, c19, sp, 32
    ret
flexos_watched_end:
    .size flexos_watched_start, . - flexos_watched_start

    .section .gate.watched.stack, "ax", @progbits
    .balign 4
    .globl flexos_watched_stack_start, flexos_watched_stack_call, flexos_watched_stack_return, flexos_watched_stack_end
    .type flexos_watched_stack_start, %function
flexos_watched_stack_start:
    stp_c_pre c29, c19, sp, -32
    SHARED_MARK flexos_watched_stack_return
    GATE_STACK_ARGUMENTS MARK_FRAME + 32
    SHARED_GATE_TARGET
flexos_watched_stack_call:
    blrs_pair c14, c15

flexos_watched_stack_return:
    SHARED_UNMARK
    ldp_c_post c29, c19, sp, 32
    ret
flexos_watched_stack_end:
    .size flexos_watched_stack_start, . - flexos_watched_stack_start
