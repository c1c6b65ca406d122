/*
 * Copies between two compartments, for the shims of typed gates. One side is memory of our own, the other is
 * known by a capability alone, so no byte beyond its bounds can be read or written, whatever the sizes say.
 *
 *   void flexos_copy_in(to (x0), from (c1), size (x2))
 *   void flexos_copy_out(to (c0), from (x1), size (x2))
 *   void flexos_clear_out(to (c0), size (x2))       zeroes
 *
 * They change x0-x2, x9, q16-q19 and the flags, and no others.
 */
#include "gates.inc"

    .section .text.stateless.flexos_copy_in, "ax", @progbits
    .globl flexos_copy_in
    .type flexos_copy_in, %function
flexos_copy_in:
    cmp     x2, #64
    b.lo    2f
1:  ldur_q_via_c 16, c1, 0
    ldur_q_via_c 17, c1, 16
    ldur_q_via_c 18, c1, 32
    ldur_q_via_c 19, c1, 48
    add_c   c1, c1, 64
    stp     q16, q17, [x0]
    stp     q18, q19, [x0, #32]
    add     x0, x0, #64
    sub     x2, x2, #64
    cmp     x2, #64
    b.hs    1b
2:  cmp     x2, #8
    b.lo    4f
3:  ldr_via_c x9, c1
    add_c   c1, c1, 8
    str     x9, [x0], #8
    sub     x2, x2, #8
    cmp     x2, #8
    b.hs    3b
4:  cbz     x2, 6f
5:  ldrb_via_c w9, c1
    add_c   c1, c1, 1
    strb    w9, [x0], #1
    subs    x2, x2, #1
    b.ne    5b
6:  ret
    .size flexos_copy_in, . - flexos_copy_in

    .section .text.stateless.flexos_copy_out, "ax", @progbits
    .globl flexos_copy_out
    .type flexos_copy_out, %function
flexos_copy_out:
    cmp     x2, #64
    b.lo    2f
1:  ldp     q16, q17, [x1]
    ldp     q18, q19, [x1, #32]
    add     x1, x1, #64
    stur_q_via_c 16, c0, 0
    stur_q_via_c 17, c0, 16
    stur_q_via_c 18, c0, 32
    stur_q_via_c 19, c0, 48
    add_c   c0, c0, 64
    sub     x2, x2, #64
    cmp     x2, #64
    b.hs    1b
2:  cmp     x2, #8
    b.lo    4f
3:  ldr     x9, [x1], #8
    str_via_c x9, c0
    add_c   c0, c0, 8
    sub     x2, x2, #8
    cmp     x2, #8
    b.hs    3b
4:  cbz     x2, 6f
5:  ldrb    w9, [x1], #1
    strb_via_c w9, c0
    add_c   c0, c0, 1
    subs    x2, x2, #1
    b.ne    5b
6:  ret
    .size flexos_copy_out, . - flexos_copy_out

    .section .text.stateless.flexos_clear_out, "ax", @progbits
    .globl flexos_clear_out
    .type flexos_clear_out, %function
flexos_clear_out:
    cmp     x2, #8
    b.lo    2f
1:  str_via_c xzr, c0
    add_c   c0, c0, 8
    sub     x2, x2, #8
    cmp     x2, #8
    b.hs    1b
2:  cbz     x2, 4f
3:  strb_via_c wzr, c0
    add_c   c0, c0, 1
    subs    x2, x2, #1
    b.ne    3b
4:  ret
    .size flexos_clear_out, . - flexos_clear_out
