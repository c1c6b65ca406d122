/*
 * uint64_t flexos_hardened_enter(uint64_t function, uint64_t stack_top,
 *                                const struct flexos_compartment_capabilities *, uint64_t id,
 *                                struct flexos_frame *)
 * Enters a compartment through its trampoline, as the switcher does, from a frame that leads back here.
 */
#include "morello.inc"

    .section .text.flexos_hardened_enter, "ax", @progbits
    .globl flexos_hardened_enter
    .type flexos_hardened_enter, %function
flexos_hardened_enter:
    stp     x29, x30, [sp, #-16]!
    stp     x19, x20, [sp, #-16]!
    adr     x10, 1f
    cvtp_c  c10, x10
    str_c   c10, x4
    mov     x11, x0
    ldp_c   c9, c16, x2
    msr_c   SYSTEM_RDDC_EL0, c9
    msr     RSP_EL0, x1
    msr_c   SYSTEM_CID_EL0, c3
    adrp    x18, ukboot_shared_register /* the way to the region behind c18 */
    add     x18, x18, :lo12:ukboot_shared_register
    ldr_c   c18, x18
.irp n, 0,1,2,3,4,5,6,7,8,9,10,12,13,14,15,17,19,20,21,22,23,24,25,26,27,28,29,30
    mov     x\n, xzr
.endr
    brr_c   c16
1:                                      /* Executive again: sp and DDC are EL1's own */
    ldp     x19, x20, [sp], #16
    ldp     x29, x30, [sp], #16
    ret
    .size flexos_hardened_enter, . - flexos_hardened_enter
