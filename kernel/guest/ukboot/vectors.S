/*
 * The exception vectors. Every exception comes here in Executive, at EL1h, with DDC_EL1 and the boot
 * stack, whatever the interrupted compartment had: from Restricted the processor takes the first
 * four entries, as it does from EL1t (SPSel 0), which is where `function` compartments run.
 *
 * The frame holds all capability registers whole. C code keeps only the low half of those it must
 * keep, so all of them are put back, by value, before ERET.
 */
#include "flexos/vectors.inc"

    .section .text.vectors, "ax", @progbits
    .balign 0x800
    .globl ukboot_vectors
    .type ukboot_vectors, %function
ukboot_vectors:
    VECTOR 0                            /* Restricted or EL1t: synchronous, IRQ, FIQ, SError */
    VECTOR 1
    VECTOR 2
    VECTOR 3
    VECTOR 4                            /* Executive at EL1h, that is, the trusted base itself */
    VECTOR 5
    VECTOR 6
    VECTOR 7
    VECTOR 8                            /* EL0 in A64: where `page-table` compartments run */
    VECTOR 9
    VECTOR 10
    VECTOR 11
    VECTOR 12                           /* EL0 in A32: nor there */
    VECTOR 13
    VECTOR 14
    VECTOR 15
    .balign 0x80
    .size ukboot_vectors, . - ukboot_vectors

    .globl ukboot_vector_common
    .type ukboot_vector_common, %function
ukboot_vector_common:
    stp_c   c2, c3, sp, 2 * 16
    stp_c   c4, c5, sp, 4 * 16
    stp_c   c6, c7, sp, 6 * 16
    stp_c   c8, c9, sp, 8 * 16
    stp_c   c10, c11, sp, 10 * 16
    stp_c   c12, c13, sp, 12 * 16
    stp_c   c14, c15, sp, 14 * 16
    stp_c   c16, c17, sp, 16 * 16
    stp_c   c18, c19, sp, 18 * 16
    stp_c   c20, c21, sp, 20 * 16
    stp_c   c22, c23, sp, 22 * 16
    stp_c   c24, c25, sp, 24 * 16
    stp_c   c26, c27, sp, 26 * 16
    stp_c   c28, c29, sp, 28 * 16
    mrs_c   c2, SYSTEM_CELR_EL1
    stp_c   c30, c2, sp, 30 * 16
    mrs     x2, SPSR_EL1
    mrs     x3, ESR_EL1
    str     x2, [sp, #FRAME_SPSR]
    str     x3, [sp, #FRAME_ESR]
    mrs     x2, FAR_EL1
    mrs_c   c3, SYSTEM_CID_EL0
    str     x2, [sp, #FRAME_FAR]
    str     x3, [sp, #FRAME_CID]
    mov     x0, sp
    mov     x29, xzr
    bl      ukboot_exception            /* (struct ukboot_frame *, unsigned vector) */

    ldr     x2, [sp, #FRAME_SPSR]
    msr     SPSR_EL1, x2
    ldp_c   c30, c2, sp, 30 * 16
    msr_c   SYSTEM_CELR_EL1, c2
    ldp_c   c0, c1, sp
    ldp_c   c2, c3, sp, 2 * 16
    ldp_c   c4, c5, sp, 4 * 16
    ldp_c   c6, c7, sp, 6 * 16
    ldp_c   c8, c9, sp, 8 * 16
    ldp_c   c10, c11, sp, 10 * 16
    ldp_c   c12, c13, sp, 12 * 16
    ldp_c   c14, c15, sp, 14 * 16
    ldp_c   c16, c17, sp, 16 * 16
    ldp_c   c18, c19, sp, 18 * 16
    ldp_c   c20, c21, sp, 20 * 16
    ldp_c   c22, c23, sp, 22 * 16
    ldp_c   c24, c25, sp, 24 * 16
    ldp_c   c26, c27, sp, 26 * 16
    ldp_c   c28, c29, sp, 28 * 16
    add     sp, sp, #FRAME_SIZE
    eret
    .size ukboot_vector_common, . - ukboot_vector_common
