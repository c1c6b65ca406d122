/* What the victim has in its registers when it calls, and leaves there when it returns. */
#include "morello.inc"
#include "flexos/keep.inc"

.macro SECRET register                  /* the one of victim.c */
    movz    \register, #0x5ec2, lsl #48
    movk    \register, #0xe75e, lsl #32
    movk    \register, #0xc2e7, lsl #16
    movk    \register, #0x5ec2
.endm

FUNCTION flexos_attacks_leave
    SECRET  x17
    mov     x0, #0
.irp n, 2,3,4,5,6,7,8,9,10,11,12,13,14,15,16
    mov     x\n, x17
.endr
    dup     v20.2d, x17
    ret

FUNCTION flexos_attacks_call_clobber
    SAVE
.irp n, 21,22,23,24,25,26,27,28
    SECRET  x\n
.endr
    SECRET  x9
    fmov    d9, x9
    fmov    d15, x9
    bl      flexos_attacks_clobber
    SECRET  x9
    mov     x0, #0
.irp n, 21,22,23,24,25,26,27,28
    cmp     x\n, x9
    csinc   x0, x0, xzr, eq
.endr
    fmov    x10, d9
    cmp     x10, x9
    csinc   x0, x0, xzr, eq
    fmov    x10, d15
    cmp     x10, x9
    csinc   x0, x0, xzr, eq
    RESTORE
    ret

FUNCTION flexos_attacks_call_peek
    SAVE
.irp n, 16,17,21,22,23,24,25,26,27,28
    SECRET  x\n
.endr
    dup     v20.2d, x16
    bl      flexos_attacks_peek
    RESTORE
    ret

FUNCTION flexos_attacks_call_narrow
    SAVE
    mrs_c   c21, SYSTEM_DDC
    bl      flexos_attacks_narrow
    mrs_c   c10, SYSTEM_DDC
    sub     sp, sp, #32
    stp_c   c21, c10, sp
    ldp     x11, x12, [sp]
    ldp     x13, x14, [sp, #16]
    add     sp, sp, #32
    mov     x0, #0
    cmp     x12, x14
    csinc   x0, x0, xzr, eq
    RESTORE
    ret

FUNCTION flexos_attacks_leave_capabilities
    sub     sp, sp, #16
    str     x30, [sp]
    bl      flexos_attacks_data
    mov     x17, x0
    ldr     x30, [sp]
    add     sp, sp, #16
    mrs_c   c16, SYSTEM_DDC
    scvalue c16, c16, x17
    scbnds_i c16, c16, 8
.irp n, 2,3,4,5,6,7,8,9,10,11,12,13,14,15,17
    mov_c   c\n, c16
.endr
    mov     x0, #0
    ret
