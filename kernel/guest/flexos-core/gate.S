/*
 * The gate of the `morello` mechanism: the template of which the linker puts one copy, for each
 * function called across, into the text of the calling compartment.
 *
 * To the caller it is an ordinary function with the callee's prototype: it takes the arguments in
 * x0-x7 and x8 to the callee, brings x0 and x1 back, and keeps what AAPCS64 says a function keeps.
 * Up to 256 bytes of arguments on the stack cross as well: the second gate below.
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
 *   x9      number of arguments, as in FlexOS: nothing reads it; or c9, arguments on the stack
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
#include "flexos/lpb.inc"

    .section .gate.morello, "ax", @progbits
    .balign 4
    .globl flexos_gate_start, flexos_gate_call, flexos_gate_return, flexos_gate_end
    .type flexos_gate_start, %function
flexos_gate_start:
    PAIR_GATE_FIRST
    mov     x9, #1
    PAIR_GATE_TARGET
    ldr_c   c14, x14
flexos_gate_call:
    ldpblr  c29, c14                    /* c29 <- the switcher's DDC, PCC <- the switcher, c30 <- here */

flexos_gate_return:
    PAIR_GATE_SECOND
    ret
flexos_gate_end:
    .size flexos_gate_start, . - flexos_gate_start

/* The same for functions with arguments on the stack: c9, which flexos-stack copies them with. */
    .section .gate.morello.stack, "ax", @progbits
    .balign 4
    .globl flexos_gate_stack_start, flexos_gate_stack_call, flexos_gate_stack_return, flexos_gate_stack_end
    .type flexos_gate_stack_start, %function
flexos_gate_stack_start:
    PAIR_GATE_FIRST
    GATE_STACK_ARGUMENTS PAIR_FRAME
    PAIR_GATE_TARGET
    ldr_c   c14, x14
flexos_gate_stack_call:
    ldpblr  c29, c14                    /* c29 <- the switcher's DDC, PCC <- the switcher, c30 <- here */

flexos_gate_stack_return:
    PAIR_GATE_SECOND
    ret
flexos_gate_stack_end:
    .size flexos_gate_stack_start, . - flexos_gate_stack_start
