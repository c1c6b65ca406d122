/*
 * The caller's side of the sandboxed hexadecimal codecs: they stand in for libsodium's own.
 */
#include "lend.inc"

/* char *sodium_bin2hex(x0 hex, x1 hex_maxlen, x2 bin, x3 bin_len): 2 * bin_len + 1 bytes are written. */
    function sodium_bin2hex
    stp     x29, x30, [sp, #-16]!
    mov     x29, sp
    lsl     x10, x3, #1
    add     x10, x10, #1
    lend_to_write 0, x10
    lend_to_read 2, x3
    bl      sodium_bin2hex__capability
    cbnz    x1, 1f
    ldp     x29, x30, [sp], #16
    ret
1:  bl      sodium_misuse
    .size sodium_bin2hex, . - sodium_bin2hex

/*
 * int sodium_hex2bin(x0 bin, x1 bin_maxlen, x2 hex, x3 hex_len, x4 ignore, x5 bin_len, x6 hex_end)
 * At most half as many bytes are written as characters are read. The pointers from x4 up may be null.
 */
    function sodium_hex2bin
    stp     x29, x30, [sp, #-16]!
    mov     x29, sp
    cmp     x1, x3, lsr #1
    lsr     x10, x3, #1
    csel    x10, x1, x10, lo
    lend_to_write 0, x10
    lend_to_read 2, x3
    cbz     x4, 2f
    mov     x10, #0
1:  ldrb    w11, [x4, x10]
    add     x10, x10, #1
    cbnz    w11, 1b
    lend_to_read 4, x10
2:  mov     x10, #8
    cbz     x5, 3f
    lend_to_write 5, x10
3:  cbz     x6, 4f
    lend_to_write 6, x10
4:  bl      sodium_hex2bin__capability
    cbz     w1, 5f
    stp     x0, x1, [sp, #-16]!
    bl      __errno_location
    ldp     x2, x1, [sp], #16
    str     w1, [x0]
    mov     x0, x2
5:  ldp     x29, x30, [sp], #16
    ret
    .size sodium_hex2bin, . - sodium_hex2bin
