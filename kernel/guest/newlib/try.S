/*
 * int flexos_try(void (*attempt)(void *), void *argument)
 *
 * A fault in the attempt comes back here as a second return, with the kind in x0 and sp as it was
 * pushed; all other registers are cleared, so what a caller may rely on lies on the stack.
 * Stateless, because the recovery point must be in the text of the compartment that sets it.
 */
#include <flexos/trap.h>

    .section .text.stateless.flexos_try, "ax", @progbits
    .balign 4
    .globl flexos_try
    .type flexos_try, %function
flexos_try:
    stp     x29, x30, [sp, #-192]!
    stp     x18, x19, [sp, #16]
    stp     x20, x21, [sp, #32]
    stp     x22, x23, [sp, #48]
    stp     x24, x25, [sp, #64]
    stp     x26, x27, [sp, #80]
    stp     x28, x0, [sp, #96]
    mrs     x9, FPCR
    stp     x1, x9, [sp, #112]
    stp     d8, d9, [sp, #128]
    stp     d10, d11, [sp, #144]
    stp     d12, d13, [sp, #160]
    stp     d14, d15, [sp, #176]
    mov     x29, sp

    adr     x0, .Lfaulted
    mov     x1, sp
    svc     #FLEXOS_TRAP_RECOVERY_PUSH
    cbnz    x0, .Lno_room
    ldr     x9, [sp, #104]
    ldr     x0, [sp, #112]
    blr     x9
    svc     #FLEXOS_TRAP_RECOVERY_POP
    mov     x0, #0
    b       .Lleave

.Lno_room:                              /* too many points: without one, do not try */
    mov     x0, #1                      /* FLEXOS_FAULT_OTHER */
.Lfaulted:                              /* the point is used up: nothing to pop */
.Lleave:
    ldr     x9, [sp, #120]
    msr     FPCR, x9
    ldp     d8, d9, [sp, #128]
    ldp     d10, d11, [sp, #144]
    ldp     d12, d13, [sp, #160]
    ldp     d14, d15, [sp, #176]
    ldp     x18, x19, [sp, #16]
    ldp     x20, x21, [sp, #32]
    ldp     x22, x23, [sp, #48]
    ldp     x24, x25, [sp, #64]
    ldp     x26, x27, [sp, #80]
    ldr     x28, [sp, #96]
    ldp     x29, x30, [sp], #192
    ret
    .size flexos_try, . - flexos_try
