/*
 * The switcher of `gate: hardened`, through which calls and returns go.
 *
 * It believes nothing that a compartment says. Who calls, it knows from c29, which LDPBLR and LDPBR
 * load from behind the compartment's sealed entries: a capability for the trusted area with the
 * compartment's record as its value. The thread follows from sp, which must lie in a stack of the
 * compartment, of a thread that is in it. What is called, and by whom it may be, is in the entry
 * table that the linker makes of the gates. The way back is kept in the area, where no compartment
 * reads or writes.
 *
 * The gate has saved every register that a function keeps, so all but arguments are free here, and
 * all but arguments, and results on the way back, are cleared: c18 excepted, which belongs to the
 * shared-register way of sharing.
 */
#include "morello.inc"
#include "flexos/trap.h"
#include "flexos/trusted.h"

/* x24: the thread, x26: sp, x27: the thread's number, x28: thread 0; x19 is the record of who came here. */
.macro WHO
    msr_c   SYSTEM_DDC, c29
    mov     x19, x29
    ldp     x20, x21, [x19]             /* id, stacks */
    ldp     x22, x23, [x19, #16]        /* their size, blocks */
    ldr     x28, [x19, #32]
    mov     x26, sp
    sub     x27, x26, x21
    sub     x27, x27, #1                /* an empty stack's pointer is its end */
    cmp     x27, x22
    b.hs    .Lrefuse
    lsr     x27, x27, #16
    add     x24, x28, x27, lsl #5
    ldp     x11, x12, [x24]             /* top, current */
.endm

.macro CLEAR_REGISTERS first:vararg
.irp n, \first
    mov     x\n, xzr
.endr
.endm

    .section .text.switcher, "ax", @progbits
    .balign 16
    .globl flexos_switcher_start, flexos_switcher_end, flexos_switcher_back
    .type flexos_switcher_start, %function
flexos_switcher_start:
    WHO
    cbz     x12, 1f                     /* a thread that never called is whose it is first */
    cmp     x12, x19
    b.ne    .Lrefuse
1:  ldr     x13, [x24, #THREAD_LIMIT]
    cmp     x11, x13
    b.hs    .Lrefuse

    add     x23, x23, x27, lsl #4
    ldr     x14, [x23]
    str_c   c30, x11
    stp     x26, x14, [x11, #FRAME_SP]
    str     x19, [x11, #FRAME_RECORD]
    add     x11, x11, #FRAME_BYTES
    str     x26, [x23]                  /* a call back into the caller starts below */

    ldr_c   c15, x19, RECORD_ENTRIES    /* an entry outside the table is a fault */
    scvalue c15, c15, x10
    tst     x10, #31
    b.ne    .Lrefuse
    ldr_via_c x13, c15, ENTRY_FROM
    cmp     x13, x19
    b.ne    .Lrefuse
    ldr_via_c x12, c15, ENTRY_TO
    ldr_via_c x13, c15
    stp     x11, x12, [x24]
    str     x12, [x28, #THREADS_RUNNING]

    ldr     x14, [x12, #RECORD_BLOCKS]
    add     x14, x14, x27, lsl #4
    ldr     x14, [x14]
    ldr     x21, [x12, #RECORD_ROW]
    ldp_c   c15, c16, x21
    ldr     x10, [x12, #RECORD_ID]
    msr_c   SYSTEM_CID_EL0, c10
    mov     sp, x14
    msr_c   SYSTEM_DDC, c15
    mov     x11, x13
    CLEAR_REGISTERS 10,12,13,14,15,17,19,20,21,22,23,24,25,26,27,28,29,30
    msr     FPCR, xzr
    msr     FPSR, xzr
    msr     NZCV, xzr
.irp n, 8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    clear_v \n
.endr
    br_c    c16

/* The other way. In: x0, x1, v0-v3 results. */
flexos_switcher_back:
    WHO
    cmp     x12, x19
    b.ne    .Lrefuse
    ldr     x13, [x24, #THREAD_BASE]
    cmp     x11, x13
    b.ls    .Lrefuse                    /* nobody called */
    sub     x11, x11, #FRAME_BYTES
    ldr_c   c16, x11
    ldp     x14, x15, [x11, #FRAME_SP]
    ldr     x12, [x11, #FRAME_RECORD]
    stp     x11, x12, [x24]
    str     x12, [x28, #THREADS_RUNNING]

    ldr     x13, [x12, #RECORD_BLOCKS]
    add     x13, x13, x27, lsl #4
    str     x15, [x13]                  /* as the outer call left it */
    ldr     x13, [x12, #RECORD_ROW]
    ldr_c   c17, x13
    ldr     x10, [x12, #RECORD_ID]
    msr_c   SYSTEM_CID_EL0, c10
    mov     sp, x14
    msr_c   SYSTEM_DDC, c17
    mov     x0, x0                      /* the halves that only a capability has */
    mov     x1, x1
    CLEAR_REGISTERS 2,3,4,5,6,7,8,9,10,11,12,13,14,15,17,19,20,21,22,23,24,25,26,27,28,29,30
    msr     NZCV, xzr
.irp n, 4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    clear_v \n
.endr
    br_c    c16

.Lrefuse:
    msr_c   SYSTEM_CID_EL0, c20
    svc     #FLEXOS_TRAP_REFUSED        /* does not come back */
    b       .Lrefuse
flexos_switcher_end:
    .size flexos_switcher_start, . - flexos_switcher_start
