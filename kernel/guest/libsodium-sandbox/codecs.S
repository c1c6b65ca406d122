/*
 * Hexadecimal text from bytes and back, in time that depends on lengths and on nothing else.
 *
 * The error number of a compartment is its own, so what libsodium would put into errno is a second
 * result, in x1 (0 for none), and the caller's half of the gate puts it there.
 */
#include "morello.inc"

.set EINVAL, 22
.set ERANGE, 34

/*
 * x0 bin2hex(c0 hex, x1 hex_maxlen, c2 bin, x3 bin_len)
 * hex: 2 * bin_len + 1 bytes to write. bin: bin_len to read. Returns hex's address, and null if hex_maxlen
 * is too small, where libsodium ends the program.
 */
    .section .text.sandbox_bin2hex__capability, "ax", @progbits
    .globl sandbox_bin2hex__capability
    .type sandbox_bin2hex__capability, %function
sandbox_bin2hex__capability:
    mov     x4, #0
    mov     x5, #0                      /* where in hex */
    lsr     x6, x3, #62
    cbnz    x6, 3f                      /* 2 * bin_len + 1 would not be a size */
    cmp     x1, x3, lsl #1
    b.ls    3f
    b       2f
1:  ldrb_via_c_register w6, c2, x4
    add     x4, x4, #1
    lsr     w7, w6, #4
    .irp digit, w7, w6
    and     \digit, \digit, #15
    cmp     \digit, #10
    mov     w8, #'0'
    mov     w9, #'a' - 10
    csel    w8, w8, w9, lo
    add     w8, w8, \digit
    strb_via_c_register w8, c0, x5
    add     x5, x5, #1
    .endr
2:  cmp     x4, x3
    b.lo    1b
    strb_via_c_register wzr, c0, x5
    mov     x0, x0                      /* the address alone: this clears the rest of c0 */
    ret
3:  mov     x0, #0
    ret
    .size sandbox_bin2hex__capability, . - sandbox_bin2hex__capability

/*
 * x0 hex2bin(c0 bin, x1 bin_maxlen, c2 hex, x3 hex_len, c4 ignore, c5 bin_len, c6 hex_end)
 * bin: bin_maxlen bytes to write. hex: hex_len to read. ignore: a string to read, or null. bin_len and
 * hex_end: 8 bytes to write each, or null; into hex_end goes an address, for the caller to use with
 * its own rights. Returns 0 or -1, and the error number in x1.
 *
 * x7 position in hex, x8 in bin, w9 the first digit of a pair or -1, w10 result, w11 error number.
 */
    .section .text.sandbox_hex2bin__capability, "ax", @progbits
    .globl sandbox_hex2bin__capability
    .type sandbox_hex2bin__capability, %function
sandbox_hex2bin__capability:
    mov     x7, #0
    mov     x8, #0
    mov     w9, #-1
    mov     w10, #0
    mov     w11, #0

1:  cmp     x7, x3
    b.hs    5f
    ldrb_via_c_register w12, c2, x7
    sub     w13, w12, #'0'              /* 0..9: a digit */
    and     w14, w12, #~32
    sub     w14, w14, #'A'              /* 0..5: a letter of either case */
    add     w15, w14, #10
    cmp     w13, #10
    csel    w15, w13, w15, lo
    ccmp    w14, #6, #0, hs
    b.hs    3f

    cmp     x8, x1                      /* libsodium looks at the room before the first digit too */
    b.lo    2f
    mov     w10, #-1
    mov     w11, #ERANGE
    b       5f
2:  add     x7, x7, #1
    tbz     w9, #31, 6f
    lsl     w9, w15, #4
    b       1b
6:  orr     w9, w9, w15
    strb_via_c_register w9, c0, x8
    add     x8, x8, #1
    mov     w9, #-1
    b       1b

3:  tbz     w9, #31, 5f                 /* not a digit: may be ignored between two pairs */
    cbz     x4, 5f
    mov     x13, #0
4:  ldrb_via_c_register w14, c4, x13
    add     x13, x13, #1
    cmp     w14, w12                    /* before the end is looked for: as strchr, which finds it */
    b.eq    7f
    cbnz    w14, 4b
    b       5f
7:  add     x7, x7, #1
    b       1b

5:  tbnz    w9, #31, 8f                 /* half a pair at the end */
    sub     x7, x7, #1
    mov     w10, #-1
    mov     w11, #EINVAL
8:  cmp     w10, #0
    csel    x8, x8, xzr, eq
    cbz     x6, 9f
    add     x12, x2, x7
    str_via_c x12, c6
    b       10f
9:  cmp     x7, x3
    b.eq    10f
    mov     w10, #-1
    mov     w11, #EINVAL
10: cbz     x5, 11f
    str_via_c x8, c5
11: mov     w0, w10
    mov     w1, w11
    ret
    .size sandbox_hex2bin__capability, . - sandbox_hex2bin__capability
