/*
 * The attacks. Each is what a compartment can try with its own instructions; addresses are arguments,
 * for knowing them should help nobody.
 *
 * flexos_attacks_run: x0 attack, x1 the secret's address, x2 the private function's, x3 how the
 * switcher is entered, x4 the victim's id, x5 its thread status blocks, x6 the switcher's {DDC, PCC}
 * or 0, x7 in the victim's stack.
 */
#include "morello.inc"
#include "flexos/attacks.h"
#include "flexos/keep.inc"
#include "flexos/trap.h"

    .weak   __switcher_call

FUNCTION flexos_attacks_run
    SAVE
    mov     x21, sp
    mov     x9, x0
.irp n, 1,2,3,4,5,6,7,8,9,10,11,12,13,15,17,18,19,21,23
    cmp     x9, #\n
    b.eq    .Lattack\n
.endr
    mov     x0, #0
.Ldone:
    RESTORE
    ret
.Lcould:
    mov     x0, #1
    b       .Ldone

.Lattack1:
    ldr     x0, [x1]
    b       .Ldone
.Lattack2:
    str     xzr, [x1]
    b       .Ldone
.Lattack3:
    mov     x0, #0
    blr     x2
    b       .Ldone
.Lattack4:                              /* our DDC with the address over its value: the store takes the tag */
    sub     sp, sp, #16
    mrs_c   c9, SYSTEM_DDC
    str_c   c9, sp
    str     x1, [sp]
    ldr_c   c9, sp
    add     sp, sp, #16
    ldr_via_c x0, c9
    b       .Ldone
.Lattack5:
    mrs_c   c9, SYSTEM_DDC
    scvalue c9, c9, x1
    scbnds_i c9, c9, 8
    ldr_via_c x0, c9
    b       .Ldone
.Lattack6:
    mrs     x9, TTBR0_EL1
    msr     TTBR0_EL1, x9
    isb
    b       .Lcould
.Lattack7:
    mrs_c   c9, SYSTEM_CVBAR_EL1
    msr_c   SYSTEM_CVBAR_EL1, c9
    isb
    b       .Lcould
.Lattack8:
    movz    x0, #0x8400, lsl #16
    hvc     #0
    b       .Lcould
.Lattack9:
    mrs_c   c10, SYSTEM_CID_EL0
    mov     x9, #77
    msr_c   SYSTEM_CID_EL0, c9
    mrs_c   c11, SYSTEM_CID_EL0
    msr_c   SYSTEM_CID_EL0, c10
    mov     x0, #0
    cmp     x11, #77
    b.eq    .Lcould
    b       .Ldone

.Lattack11:
    movz    x4, #999                    /* no compartment, and no entry, is there */
.Lattack10:
    cmp     x3, #ATTACK_BY_FUNCTION
    b.eq    .Lattack3
    mov     x9, #1
    mov     x10, x4
    mov     x11, x2
    mov     x12, x5
    mov     x13, #0
    mov     x22, x3
    adrp    x15, __switcher_call
    add     x15, x15, :lo12:__switcher_call
    cmp     x3, #ATTACK_BY_LPB
    b.eq    1f
    cmp     x3, #ATTACK_BY_PAIR
    b.eq    2f
    cmp     x4, #999
    b.eq    4f
    stp     x2, x6, [sp, #-32]!         /* an entry of our own making */
    stp     x6, xzr, [sp, #16]
    mov     x10, sp
4:  mov     x9, xzr
    cmp     x3, #ATTACK_BY_ENTRY
    b.eq    1f
    mov     x0, #0
    svc     #FLEXOS_TRAP_GATE_CALL
    mov     sp, x21
    b       .Ldone
1:  mov     x0, #0
    ldr_c   c14, x15
    ldpblr  c29, c14
    b       3f
2:  ldp_c   c14, c15, x15
    mov     x0, #0
    blrs_pair c14, c15
3:  cmp     x22, #ATTACK_BY_ENTRY
    b.eq    5f
    msr_c   SYSTEM_DDC, c29
5:  mov     sp, x21
    mov     x0, #0
    b       .Ldone

.Lattack12:
    cbz     x6, 1f
    ldr_c   c9, x6                      /* the switcher's DDC: the table of everyone's */
    gcbase  x10, c9
    add     x10, x10, x4, lsl #5
    scvalue c9, c9, x10
    ldr_c_via_c c10, c9
    scvalue c10, c10, x1
    ldr_via_c x0, c10
    b       .Ldone
1:  adrp    x15, __switcher_call        /* else what we have of it is sealed, if we have anything */
    add     x15, x15, :lo12:__switcher_call
    mov     x0, #0
    cbz     x15, .Ldone
    ldr_c   c14, x15
    ldr_via_c x0, c14
    b       .Ldone
.Lattack13:
    mov     sp, x7
    stp     xzr, xzr, [sp, #-16]!
    mov     sp, x21
    b       .Lcould
.Lattack15:
    bl      flexos_attacks_leave
    mov     x9, x5
    cbnz    x9, 1f
    fmov    x9, d20
    cbnz    x9, 1f
    mov     x9, x16
1:  mov     x0, x9
    b       .Ldone
.Lattack17:
    mov     x20, xzr
    msr_c   SYSTEM_CID_EL0, c4          /* as the trampoline does: a fault from here on is laid at the victim */
    adrp    x9, kept
    add     x9, x9, :lo12:kept
    ldp_c   c15, c17, x9
    cmp     x3, #ATTACK_BY_PAIR
    b.eq    1f
    ldpbr   c29, c15
1:  brs_pair c15, c17

.Lattack18:
    mov     x0, #0
    blr     x1
    b       .Ldone
.Lattack19:                             /* then what is the scheduler's, with another thread: 0 would mean that it was done */
    mov     x0, #1
    svc     #FLEXOS_TRAP_THREAD_RESET
    cbz     x0, .Lcould
    mov     x0, #0
    mov     x10, x2
    svc     #0x7777
    b       .Ldone
.Lattack21:                             /* our next fault is to go on in the victim */
    mov     x0, x2
    mov     x1, sp
    svc     #FLEXOS_TRAP_RECOVERY_PUSH
    mov     x9, xzr
    ldr     x9, [x9]
    mov     x0, #0
    b       .Ldone
.Lattack23:
    bl      flexos_attacks_leave_capabilities
    mov     x0, #0
.irp n, 2,3,4,5,6,7,8,9,10,12,13,14,15,16,17 /* of the victim's, in any of them */
    gctag   x11, c\n
    cbz     x11, 1f
    gclen   x11, c\n
    cmp     x11, #8
    b.ne    1f
    ldr_via_c x0, c\n
    b       .Ldone
1:
.endr
    b       .Ldone

FUNCTION flexos_attacks_pop
    mov     x9, xzr
    svc     #FLEXOS_TRAP_RECOVERY_POP
    ldr     x9, [x9]
    mov     x0, #0
    ret

FUNCTION flexos_attacks_narrow
    mrs_c   c9, SYSTEM_DDC
    movz    x10, #PERMISSION_STORE_LOCAL
    clrperm c9, c9, x10
    msr_c   SYSTEM_DDC, c9
    mov     x0, #0
    ret

FUNCTION flexos_attacks_clobber
.irp n, 21,22,23,24,25,26,27,28
    mov     x\n, #0xbad
.endr
    fmov    d9, x21
    fmov    d15, x21
    mov     x0, #0
    ret

FUNCTION flexos_attacks_peek
    mov     x0, x21
    cbnz    x0, 1f
    fmov    x0, d20
    cbnz    x0, 1f
    mov     x0, x16
1:  ret

FUNCTION flexos_attacks_keep            /* what the trampoline has on the stack */
    adrp    x9, kept
    add     x9, x9, :lo12:kept
    ldp_c   c10, c11, sp
    stp_c   c10, c11, x9
    mov     x0, #0
    ret

    .section .bss.kept, "aw", @nobits
    .balign 16
kept:
    .space 32
