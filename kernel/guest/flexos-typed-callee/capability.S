/*
 * Versions that take capabilities (sharing: capability): the callee works in the caller's memory, within exactly the
 * bounds that the caller gave.
 */
#include "morello.inc"

.macro ldrb_via_c_post t, n
    .inst 0x82600400 | (.Lreg_\n << 5) | .Lreg_\t           /* ALDRB_R_RUI_B */
    .inst 0x02000400 | (.Lreg_\n << 5) | .Lreg_\n           /* ADD_C_CIS_C, 1 */
.endm
.macro strb_via_c_post t, n
    .inst 0x82400400 | (.Lreg_\n << 5) | .Lreg_\t           /* ASTRB_R_RUI_B */
    .inst 0x02000400 | (.Lreg_\n << 5) | .Lreg_\n
.endm

/* uint64_t typed_sum__capability(data (c0), size (x1)) */
    .section .text.typed_sum__capability, "ax", @progbits
    .globl typed_sum__capability
    .type typed_sum__capability, %function
typed_sum__capability:
    movz    x2, #0x2325
    movk    x2, #0x8422, lsl #16
    movk    x2, #0x9ce4, lsl #32
    movk    x2, #0xcbf2, lsl #48
    movz    x3, #0x1b3
    movk    x3, #0x100, lsl #32
    cbz     x1, 2f
1:  ldrb_via_c_post w4, c0
    eor     x2, x2, x4
    mul     x2, x2, x3
    subs    x1, x1, #1
    b.ne    1b
2:  mov     x0, x2
    ret
    .size typed_sum__capability, . - typed_sum__capability

/* int typed_fill__capability(data (c0), size (x1), seed (w2)) */
    .section .text.typed_fill__capability, "ax", @progbits
    .globl typed_fill__capability
    .type typed_fill__capability, %function
typed_fill__capability:
    cmp     x0, #0
    cset    w3, ne
    cbz     x1, 2f
1:  strb_via_c_post w2, c0
    add     w2, w2, #7
    subs    x1, x1, #1
    b.ne    1b
2:  mov     w0, w3
    ret
    .size typed_fill__capability, . - typed_fill__capability

/* void typed_overrun__capability(data (c0), size (x1), beyond (x2)) */
    .section .text.typed_overrun__capability, "ax", @progbits
    .globl typed_overrun__capability
    .type typed_overrun__capability, %function
typed_overrun__capability:
    add     x1, x1, x2
    mov     w3, #0x5a
    cbz     x1, 2f
1:  strb_via_c_post w3, c0
    subs    x1, x1, #1
    b.ne    1b
2:  ret
    .size typed_overrun__capability, . - typed_overrun__capability

/* size_t typed_length__capability(text (c0)) */
    .section .text.typed_length__capability, "ax", @progbits
    .globl typed_length__capability
    .type typed_length__capability, %function
typed_length__capability:
    mov     x1, #0
    cbz     x0, 2f
1:  ldrb_via_c_post w2, c0
    cbz     w2, 2f
    add     x1, x1, #1
    b       1b
2:  mov     x0, x1
    ret
    .size typed_length__capability, . - typed_length__capability
