/*
 * uint64_t flexos_sealed_enter(uint64_t function, uint64_t stack_top,
 *                              const struct flexos_compartment_capabilities *, uint64_t id)
 * Enters the first compartment; the pair that leads back here has the type of no compartment.
 */
#include "morello.inc"

    .section .text.flexos_sealed_enter, "ax", @progbits
    .globl flexos_sealed_enter
    .type flexos_sealed_enter, %function
flexos_sealed_enter:
    stp     x29, x30, [sp, #-16]!
    stp     x19, x20, [sp, #-16]!
    mov     x9, #16
    cvtd_c  c9, x9
    adr     x10, 1f
    cvtp_c  c10, x10
    cseal   c15, c10, c9
    mov     x10, #0
    cvtd_c  c10, x10
    scbnds_i c10, c10, 0                /* no memory: our own DDC comes back with Executive */
    movz    x11, #PERMISSION_EXECUTE
    clrperm c10, c10, x11
    cseal   c17, c10, c9
    mov     x11, x0
    ldp_c   c9, c16, x2
    msr_c   SYSTEM_RDDC_EL0, c9
    msr     RSP_EL0, x1
    mrs_c   c19, SYSTEM_CID_EL0
    msr_c   SYSTEM_CID_EL0, c3
    adrp    x18, ukboot_shared_register /* the way to the region behind c18 */
    add     x18, x18, :lo12:ukboot_shared_register
    ldr_c   c18, x18
.irp n, 0,1,2,3,4,5,6,7,8,9,10,12,13,14,20,21,22,23,24,25,26,27,28,29,30
    mov     x\n, xzr
.endr
    brr_c   c16
1:  ldp     x19, x20, [sp], #16
    ldp     x29, x30, [sp], #16
    ret
    .size flexos_sealed_enter, . - flexos_sealed_enter

/* void flexos_seal(struct flexos_capability *to, const struct flexos_capability *from, uint64_t type) */
    .section .text.flexos_seal, "ax", @progbits
    .globl flexos_seal
    .type flexos_seal, %function
flexos_seal:
    cvtd_c  c9, x2
    ldr_c   c10, x1
    cseal   c10, c10, c9
    str_c   c10, x0
    ret
    .size flexos_seal, . - flexos_seal

/* uint64_t flexos_object_type(const struct flexos_capability *) */
    .section .text.flexos_object_type, "ax", @progbits
    .globl flexos_object_type
    .type flexos_object_type, %function
flexos_object_type:
    ldr_c   c9, x0
    gctype  x0, c9
    ret
    .size flexos_object_type, . - flexos_object_type
