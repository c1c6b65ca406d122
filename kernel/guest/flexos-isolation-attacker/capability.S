/* Abuses of capabilities that C cannot spell. */
#include "morello.inc"

/*
 * uint64_t flexos_attack_forged(uint64_t address)
 * Loads through our own DDC after writing the address over its value in memory: all bits are right,
 * but the store took the tag.
 */
    .section .text.flexos_attack_forged, "ax", @progbits
    .globl flexos_attack_forged
    .type flexos_attack_forged, %function
flexos_attack_forged:
    sub     sp, sp, #16
    mrs_c   c9, SYSTEM_DDC
    str_c   c9, sp
    str     x0, [sp]
    ldr_c   c9, sp
    add     sp, sp, #16
    ldr_via_c x0, c9
    ret
    .size flexos_attack_forged, . - flexos_attack_forged

/*
 * void flexos_store_read_only(uint64_t *variable, uint64_t value)
 * Stores into a variable of ours through a capability that may only load.
 */
    .section .text.flexos_store_read_only, "ax", @progbits
    .globl flexos_store_read_only
    .type flexos_store_read_only, %function
flexos_store_read_only:
    cvtd_c  c9, x0
    scbnds_i c9, c9, 8
    mov     x10, #PERMISSION_STORE
    clrperm c9, c9, x10
    str_via_c x1, c9
    ret
    .size flexos_store_read_only, . - flexos_store_read_only

/*
 * uint64_t flexos_load_sealed(const uint64_t *variable)
 * Loads from a variable of ours through a sealed capability.
 */
    .section .text.flexos_load_sealed, "ax", @progbits
    .globl flexos_load_sealed
    .type flexos_load_sealed, %function
flexos_load_sealed:
    cvtd_c  c9, x0
    scbnds_i c9, c9, 8
    seal_rb c9, c9
    ldr_via_c x0, c9
    ret
    .size flexos_load_sealed, . - flexos_load_sealed
