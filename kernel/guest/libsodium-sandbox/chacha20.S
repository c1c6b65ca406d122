/*
 * x0 chacha20_encrypt_bytes__capability(c0 state, c1 m, c2 c, x3 bytes)
 *
 * ChaCha20 (RFC 8439, section 2.3) over `bytes` bytes of m, into c, which may be m. `state` is 16 words;
 * words 12 and 13 count blocks and are left counted. Returns 0. The three capabilities are all that it can reach
 * outside its compartment: 64 bytes to read and write, `bytes` to read, `bytes` to write.
 *
 * The sixteen words of the block are in registers throughout, as a compiler would have them; the state
 * is read again for each block, through its capability.
 */
#include "morello.inc"

    .macro each_word operation
    \operation w4, 0
    \operation w5, 4
    \operation w6, 8
    \operation w7, 12
    \operation w8, 16
    \operation w9, 20
    \operation w10, 24
    \operation w11, 28
    \operation w12, 32
    \operation w13, 36
    \operation w14, 40
    \operation w15, 44
    \operation w16, 48
    \operation w17, 52
    \operation w19, 56
    \operation w20, 60
    .endm

    .macro load_state word, offset
    ldr_w_via_c \word, c0, \offset
    .endm

    .macro add_state word, offset
    ldr_w_via_c w21, c0, \offset
    add     \word, \word, w21
    .endm

    .macro add_message word, offset
    ldr_w_via_c w21, c1, \offset
    eor     \word, \word, w21
    .endm

    .macro store_cipher word, offset
    str_w_via_c \word, c2, \offset
    .endm

    .macro keep word, offset
    str     \word, [sp, #\offset]
    .endm

    .macro step a, b, d, rotation
    add     \a, \a, \b
    eor     \d, \d, \a
    ror     \d, \d, #(32 - \rotation)
    .endm

    .macro quarter_round a, b, c, d
    step    \a, \b, \d, 16
    step    \c, \d, \b, 12
    step    \a, \b, \d, 8
    step    \c, \d, \b, 7
    .endm

    .section .text.chacha20_encrypt_bytes__capability, "ax", @progbits
    .balign 16
    .globl chacha20_encrypt_bytes__capability
    .type chacha20_encrypt_bytes__capability, %function
chacha20_encrypt_bytes__capability:
    cbz     x3, 6f
    stp_c_pre c19, c20, sp, -32         /* whole: they may be capabilities of our trampoline's */
    stp_c_pre c21, c22, sp, -32

1:  each_word load_state
    mov     w21, #10
2:  quarter_round w4, w8, w12, w16
    quarter_round w5, w9, w13, w17
    quarter_round w6, w10, w14, w19
    quarter_round w7, w11, w15, w20
    quarter_round w4, w9, w14, w20
    quarter_round w5, w10, w15, w16
    quarter_round w6, w11, w12, w17
    quarter_round w7, w8, w13, w19
    subs    w21, w21, #1
    b.ne    2b
    each_word add_state

    ldr_w_via_c w21, c0, 48             /* the next block's number */
    add     w21, w21, #1
    str_w_via_c w21, c0, 48
    cbnz    w21, 3f
    ldr_w_via_c w21, c0, 52
    add     w21, w21, #1
    str_w_via_c w21, c0, 52

3:  cmp     x3, #64
    b.lo    4f
    each_word add_message               /* all of it before any store: c may be m */
    each_word store_cipher
    subs    x3, x3, #64
    b.eq    5f
    add_c   c1, c1, 64
    add_c   c2, c2, 64
    b       1b

4:  sub     sp, sp, #64                 /* the end: less than a block */
    each_word keep
    mov     x4, #0
7:  ldrb    w5, [sp, x4]
    ldrb_via_c_register w6, c1, x4
    eor     w5, w5, w6
    strb_via_c_register w5, c2, x4
    add     x4, x4, #1
    cmp     x4, x3
    b.lo    7b
    add     sp, sp, #64

5:  ldp_c_post c21, c22, sp, 32
    ldp_c_post c19, c20, sp, 32
6:  mov     x0, #0
    ret
    .size chacha20_encrypt_bytes__capability, . - chacha20_encrypt_bytes__capability
