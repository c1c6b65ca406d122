/* The system registers of `page-table`. */
#include "morello.inc"

    .section .text.flexos_page_table_registers, "ax", @progbits
    .globl flexos_page_table_registers
    .type flexos_page_table_registers, %function
flexos_page_table_registers:
    mrs     x0, TCR_EL1
    orr     x0, x0, #1 << 36            /* AS: ASIDs of 16 bits */
    msr     TCR_EL1, x0
    mrs     x0, SCTLR_EL1
    orr     x0, x0, #(1 << 14) | (1 << 15) /* DZE, UCT: EL0 may zero by cache lines, ask for their size, */
    orr     x0, x0, #1 << 16            /* nTWI, */
    orr     x0, x0, #1 << 18            /* nTWE: wait, */
    orr     x0, x0, #1 << 26            /* UCI: and clean caches; */
    orr     x0, x0, #1 << 23            /* SPAN: the trusted base may access a compartment's pages */
    msr     SCTLR_EL1, x0
    mov     x0, #3                      /* EL0 may read the counters */
    msr     CNTKCTL_EL1, x0
    mov     x0, #1 << 6                 /* PERMVCT: the virtual one without the System permission */
    msr     CCTLR_EL0, x0
    isb
    mrs     x0, TTBR0_EL1
    ret
    .size flexos_page_table_registers, . - flexos_page_table_registers

    .section .text.flexos_page_table_use, "ax", @progbits
    .globl flexos_page_table_use
    .type flexos_page_table_use, %function
flexos_page_table_use:
    dsb     ish
    msr     TTBR0_EL1, x0
    isb
    tlbi    vmalle1                     /* the tables were written */
    dsb     ish
    isb
    ret
    .size flexos_page_table_use, . - flexos_page_table_use
