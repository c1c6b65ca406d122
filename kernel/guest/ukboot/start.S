/*
 * From reset to C, and from C into the first compartment.
 *
 * QEMU's virt board (and ours) enters an ELF image at EL1 in A64, MMU off, interrupts masked, PCC
 * and DDC covering everything, capabilities disabled.
 */
#include "morello.inc"

.set BOOT_STACK_TOP, 12 * 8             /* offset in struct flexos_boot_table */

    .section .text.start, "ax", @progbits
    .globl _start
    .type _start, %function
_start:
    mov     x0, #(3 << 20) | (3 << 18)  /* FPEN and CEN: no traps of FP or capabilities */
    msr     CPACR_EL1, x0
    isb
    mov     x0, #1 << 6                 /* PERMVCT: all may read the virtual counter. DDC and PCC do not */
    msr     CCTLR_EL1, x0               /* relocate; links are not sealed; exceptions enter in A64 */
    isb
    msr     SPSel, #1

    adrp    x0, flexos_boot_table
    add     x0, x0, :lo12:flexos_boot_table
    ldr     x1, [x0, #BOOT_STACK_TOP]
    mov     sp, x1

    adrp    x0, ukboot_vectors          /* as a capability: MSR VBAR_EL1 would leave an untagged */
    add     x0, x0, :lo12:ukboot_vectors /* vector base, and the first exception would never end */
    cvtp_c  c0, x0
    msr_c   SYSTEM_CVBAR_EL1, c0
    isb

    mov     x29, xzr
    mov     x30, xzr
    bl      ukboot_main
    b       .
    .size _start, . - _start

/* void ukboot_mmu_enable(uint64_t ttbr0, uint64_t mair, uint64_t tcr) */
    .section .text.ukboot_mmu_enable, "ax", @progbits
    .globl ukboot_mmu_enable
    .type ukboot_mmu_enable, %function
ukboot_mmu_enable:
    msr     MAIR_EL1, x1
    msr     TCR_EL1, x2
    msr     TTBR0_EL1, x0
    dsb     sy
    isb
    tlbi    vmalle1
    ic      iallu
    dsb     sy
    isb
    mrs     x0, SCTLR_EL1
    mov     x1, #(1 << 0) | (1 << 2)    /* MMU, data cache */
    orr     x1, x1, #(1 << 12)          /* instruction cache */
    orr     x0, x0, x1
    msr     SCTLR_EL1, x0
    isb
    ret
    .size ukboot_mmu_enable, . - ukboot_mmu_enable

/*
 * uint64_t ukboot_enter_function(uint64_t function, uint64_t stack_top)
 * Calls the function on its compartment's stack, all rights kept. SPSel is 0 meanwhile, so that the
 * exception stack stays ours, as it does when a compartment runs in Restricted.
 */
    .section .text.ukboot_enter_function, "ax", @progbits
    .globl ukboot_enter_function
    .type ukboot_enter_function, %function
ukboot_enter_function:
    stp     x29, x30, [sp, #-16]!
    mrs_c   c9, SYSTEM_DDC              /* with SPSel 0 the processor uses DDC_EL0 */
    msr_c   SYSTEM_DDC_EL0, c9
    adrp    x18, ukboot_shared_register
    add     x18, x18, :lo12:ukboot_shared_register
    ldr_c   c18, x18
    msr     SPSel, #0
    mov     sp, x1
    mov     x29, xzr
    blr     x0
    msr     SPSel, #1
    ldp     x29, x30, [sp], #16
    ret
    .size ukboot_enter_function, . - ukboot_enter_function

/*
 * uint64_t ukboot_enter_morello(uint64_t function, uint64_t stack_top,
 *                               const struct flexos_compartment_capabilities *, uint64_t id)
 * Enters a compartment as the switcher does, through its trampoline. What takes it there is BRR, the
 * one branch that may leave Executive; what brings it back is a sealed return capability, {our DDC,
 * our PCC}, as for any call: a branch from Restricted to an Executive target is allowed.
 */
    .section .text.ukboot_enter_morello, "ax", @progbits
    .globl ukboot_enter_morello
    .type ukboot_enter_morello, %function
ukboot_enter_morello:
    stp     x29, x30, [sp, #-16]!
    stp     x19, x20, [sp, #-16]!
    sub     sp, sp, #32                 /* the way back, on our stack */

    mrs_c   c9, SYSTEM_DDC
    adr     x10, 1f
    cvtp_c  c10, x10
    stp_c   c9, c10, sp
    mov     x11, sp
    scvalue c9, c9, x11
    scbnds_i c15, c9, 32
    seal_lpb c15, c15

    mov     x11, x0                     /* what the trampoline calls */
    ldp_c   c9, c16, x2                 /* the compartment's DDC and PCC */
    msr_c   SYSTEM_RDDC_EL0, c9
    msr     RSP_EL0, x1
    mrs_c   c19, SYSTEM_CID_EL0
    msr_c   SYSTEM_CID_EL0, c3
    mov     x29, xzr

    /* Nothing of ours stays in a register: every one not named above is cleared. */
    adrp    x18, ukboot_shared_register /* but the way to the region behind c18 */
    add     x18, x18, :lo12:ukboot_shared_register
    ldr_c   c18, x18
.irp n, 0,1,2,3,4,5,6,7,8,9,10,12,13,14,17,20,21,22,23,24,25,26,27,28,30
    mov     x\n, xzr
.endr
    brr_c   c16
1:                                      /* Executive again: sp and DDC are EL1's own */
    add     sp, sp, #32
    ldp     x19, x20, [sp], #16
    ldp     x29, x30, [sp], #16
    ret
    .size ukboot_enter_morello, . - ukboot_enter_morello

/*
 * void ukboot_derive(struct flexos_capability *to, uint64_t base, uint64_t length, uint64_t value,
 *                    uint64_t permissions, uint64_t from_pcc)
 * Stores a capability for [base, base + length) with exactly these permissions and this value,
 * derived from our PCC (from_pcc not 0) or our DDC.
 */
    .section .text.ukboot_derive, "ax", @progbits
    .globl ukboot_derive
    .type ukboot_derive, %function
ukboot_derive:
    cbz     x5, 1f
    cvtp_c  c9, x1
    b       2f
1:  cvtd_c  c9, x1
2:  scbnds  c9, c9, x2
    scvalue c9, c9, x3
    mvn     x4, x4
    clrperm c9, c9, x4
    str_c   c9, x0
    ret
    .size ukboot_derive, . - ukboot_derive

/* void ukboot_seal_lpb(struct flexos_capability *to, const struct flexos_capability *from) */
    .section .text.ukboot_seal_lpb, "ax", @progbits
    .globl ukboot_seal_lpb
    .type ukboot_seal_lpb, %function
ukboot_seal_lpb:
    ldr_c   c9, x1
    seal_lpb c9, c9
    str_c   c9, x0
    ret
    .size ukboot_seal_lpb, . - ukboot_seal_lpb

/* void ukboot_shared_register_copy(struct flexos_capability *to): as a whole, tag and all */
    .section .text.ukboot_shared_register_copy, "ax", @progbits
    .globl ukboot_shared_register_copy
    .type ukboot_shared_register_copy, %function
ukboot_shared_register_copy:
    adrp    x1, ukboot_shared_register
    add     x1, x1, :lo12:ukboot_shared_register
    ldr_c   c1, x1
    str_c   c1, x0
    ret
    .size ukboot_shared_register_copy, . - ukboot_shared_register_copy

/* uint64_t ukboot_tagged(const struct flexos_capability *) */
    .section .text.ukboot_tagged, "ax", @progbits
    .globl ukboot_tagged
    .type ukboot_tagged, %function
ukboot_tagged:
    ldr_c   c9, x0
    gctag   x0, c9
    ret
    .size ukboot_tagged, . - ukboot_tagged

/* void ukboot_set_value(struct flexos_capability *to, const struct flexos_capability *from, uint64_t value) */
    .section .text.ukboot_set_value, "ax", @progbits
    .globl ukboot_set_value
    .type ukboot_set_value, %function
ukboot_set_value:
    ldr_c   c9, x1
    scvalue c9, c9, x2
    str_c   c9, x0
    ret
    .size ukboot_set_value, . - ukboot_set_value

/* void ukboot_set_restricted(const struct flexos_capability *ddc, uint64_t sp, uint64_t id)
 * What a compartment has beside its PCC: DDC and sp of the Restricted bank, and CID_EL0. */
    .section .text.ukboot_set_restricted, "ax", @progbits
    .globl ukboot_set_restricted
    .type ukboot_set_restricted, %function
ukboot_set_restricted:
    ldr_c   c9, x0
    msr_c   SYSTEM_RDDC_EL0, c9
    msr     RSP_EL0, x1
    msr_c   SYSTEM_CID_EL0, c2
    ret
    .size ukboot_set_restricted, . - ukboot_set_restricted

/* uint64_t ukboot_has_restricted(const struct flexos_capability *) */
    .section .text.ukboot_has_restricted, "ax", @progbits
    .globl ukboot_has_restricted
    .type ukboot_has_restricted, %function
ukboot_has_restricted:
    mrs_c   c9, SYSTEM_RDDC_EL0
    ldr_c   c10, x0
    gctag   x0, c9
    gcbase  x11, c9
    gcbase  x12, c10
    cmp     x11, x12
    csel    x0, x0, xzr, eq
    gclen   x11, c9
    gclen   x12, c10
    cmp     x11, x12
    csel    x0, x0, xzr, eq
    ret
    .size ukboot_has_restricted, . - ukboot_has_restricted

/* void ukboot_clear_vectors(void) */
    .section .text.ukboot_clear_vectors, "ax", @progbits
    .globl ukboot_clear_vectors
    .type ukboot_clear_vectors, %function
ukboot_clear_vectors:
    msr     FPCR, xzr
    msr     FPSR, xzr
.irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    clear_v \n
.endr
    ret
    .size ukboot_clear_vectors, . - ukboot_clear_vectors

/* void ukboot_copy(uint64_t to, uint64_t from, uint64_t end) */
    .section .text.ukboot_copy, "ax", @progbits
    .globl ukboot_copy
    .type ukboot_copy, %function
ukboot_copy:
    cmp     x1, x2
    b.hs    2f
1:  ldr_c_post c9, x1, 16
    str_c   c9, x0
    add     x0, x0, #16
    cmp     x1, x2
    b.lo    1b
2:  ret
    .size ukboot_copy, . - ukboot_copy

/* void ukboot_set_vectors(uint64_t address) */
    .section .text.ukboot_set_vectors, "ax", @progbits
    .globl ukboot_set_vectors
    .type ukboot_set_vectors, %function
ukboot_set_vectors:
    cvtp_c  c0, x0
    msr_c   SYSTEM_CVBAR_EL1, c0
    isb
    ret
    .size ukboot_set_vectors, . - ukboot_set_vectors

/* void ukboot_set_sp_el0(uint64_t sp) */
    .section .text.ukboot_set_sp_el0, "ax", @progbits
    .globl ukboot_set_sp_el0
    .type ukboot_set_sp_el0, %function
ukboot_set_sp_el0:
    msr     SP_EL0, x0
    ret
    .size ukboot_set_sp_el0, . - ukboot_set_sp_el0

/* uint64_t ukboot_stack_pointer(uint64_t restricted): of the Restricted bank, else of SPSel 0 */
    .section .text.ukboot_stack_pointer, "ax", @progbits
    .globl ukboot_stack_pointer
    .type ukboot_stack_pointer, %function
ukboot_stack_pointer:
    cbz     x0, 1f
    mrs     x0, RSP_EL0
    ret
1:  mrs     x0, SP_EL0
    ret
    .size ukboot_stack_pointer, . - ukboot_stack_pointer

/* void ukboot_system_off(void): PSCI SYSTEM_OFF by HVC, which is how virt conducts PSCI */
    .section .text.ukboot_system_off, "ax", @progbits
    .globl ukboot_system_off
    .type ukboot_system_off, %function
ukboot_system_off:
    movz    x0, #0x8400, lsl #16
    movk    x0, #0x0008
    hvc     #0
1:  wfi
    b       1b
    .size ukboot_system_off, . - ukboot_system_off
