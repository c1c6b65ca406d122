/*
 * The gate of the `morello` mechanism: the template of which the linker puts one copy, for each
 * function called across, into the text of the calling compartment.
 *
 * To the caller it is an ordinary function with the callee's prototype: it takes the arguments in
 * x0-x7 and x8 to the callee, brings x0 and x1 back, and keeps what AAPCS64 says a function keeps.
 * Arguments on the stack cannot cross: the callee has a stack of its own.
 *
 * The sequence is that of PLOS'23, section 3.1, in five parts: this first half, the switcher
 * (switcher.S), the trampoline and the function (trampoline.S), the way back, and this second half.
 *
 * Bound by the linker in each copy:
 *   flexos_gate_function       the function in the callee's compartment
 *   flexos_gate_to             absolute: the id of the callee's compartment
 *   flexos_gate_tsb_from       the caller's thread status blocks, 32 entries {sp, fp}
 *   flexos_gate_tsb_to         the callee's; its address only, the caller cannot read it
 *   flexos_gate_switcher_call  16 bytes in the caller's data: the LPB-sealed entry of the switcher
 *
 * What the switcher expects, and why in these registers:
 *   x0-x8   belong to the callee's arguments, so nothing else may use them
 *   x9      number of arguments; FlexOS passes it, nothing reads it
 *   x10     id of the callee's compartment
 *   x11     the function
 *   x12     the callee's thread status blocks
 *   x13     thread id
 *   c14     the sealed entry (free again once the switcher runs)
 *   c29     the switcher's DDC: LDPBLR unseals an LPB capability only if it loads c29
 *   x20     our own block: the stack pointer is gone when the trampoline returns, so the one thing
 *           by which to find it again waits in a register that the callee must keep
 *   c19     the switcher keeps the caller's CID_EL0 in it, so it is saved here
 */
#include "morello.inc"

.set STACK_SIZE,     0x10000            /* power of two, and the alignment of every stack */
.set STACK_TID,      4096               /* where in a stack its thread's id lies */
.set SWITCHER_FRAME, 48                 /* what a nested call must not overwrite: the 32 bytes the
                                         * switcher pushes, and 16 of reserve, as in FlexOS */

    .section .gate.morello, "ax", @progbits
    .balign 4
    .globl flexos_gate_start, flexos_gate_call, flexos_gate_return, flexos_gate_end
    .type flexos_gate_start, %function
flexos_gate_start:
    stp_c_pre c29, c19, sp, -32         /* whole capabilities: the caller may keep some in them */
    stp     x20, x30, [sp, #-16]!

    mov     x9, sp                      /* thread id: the stack is aligned to its size */
    and     x9, x9, #~(STACK_SIZE - 1)
    ldr     w13, [x9, #STACK_TID]
    adrp    x11, flexos_gate_tsb_from
    add     x11, x11, :lo12:flexos_gate_tsb_from
    add     x11, x11, x13, lsl #4

    ldp     x12, x15, [x11]             /* calls nest: keep the block as the outer call left it */
    stp     x12, x15, [sp, #-16]!
    mov     x10, sp                     /* a call back into us starts below what is in use now */
    sub     x10, x10, #SWITCHER_FRAME
    stp     x10, x29, [x11]
    mov     x20, x11

    movz    x10, #:abs_g0:flexos_gate_to
    mov     x9, #1
    adrp    x11, flexos_gate_function
    add     x11, x11, :lo12:flexos_gate_function
    adrp    x12, flexos_gate_tsb_to
    add     x12, x12, :lo12:flexos_gate_tsb_to
    adrp    x14, flexos_gate_switcher_call
    add     x14, x14, :lo12:flexos_gate_switcher_call
    ldr_c   c14, x14
flexos_gate_call:
    ldpblr  c29, c14                    /* c29 <- the switcher's DDC, PCC <- the switcher, c30 <- here */

flexos_gate_return:
    msr_c   SYSTEM_DDC, c29             /* c29 is our DDC: the trampoline's LDPBR loaded it */
    ldr     x11, [x20]
    add     sp, x11, #SWITCHER_FRAME
    ldp     x12, x13, [sp], #16
    stp     x12, x13, [x20]             /* the block as the outer call left it */
    ldp     x20, x30, [sp], #16
    ldp_c_post c29, c19, sp, 32
    ret
flexos_gate_end:
    .size flexos_gate_start, . - flexos_gate_start
