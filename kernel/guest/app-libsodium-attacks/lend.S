/*
 * Calls of the sandbox that a correct caller would not make: what is lent and what is said of it differ.
 * The functions take the sandboxed function's arguments, and behind them what to lend.
 */
#include "lend.inc"

/* (x0 state, x1 m, x2 c, x3 bytes, x4 bytes lent of m, x5 bytes lent of c) */
    function lend_chacha20
    mov     x10, #64
    lend_to_change 0, x10
    lend_to_read 1, x4
    lend_to_write 2, x5
    b       chacha20_encrypt_bytes__capability
    .size lend_chacha20, . - lend_chacha20

/* The same with m lent to write and c to read. */
    function lend_chacha20_reversed
    mov     x10, #64
    lend_to_change 0, x10
    lend_to_write 1, x4
    lend_to_read 2, x5
    b       chacha20_encrypt_bytes__capability
    .size lend_chacha20_reversed, . - lend_chacha20_reversed

/* (x0 state, x1 m, x2 c, x3 bytes): addresses, and no right to any. */
    function lend_nothing
    b       chacha20_encrypt_bytes__capability
    .size lend_nothing, . - lend_nothing

/* (x0 hex, x1 hex_maxlen, x2 bin, x3 bin_len, x4 bytes lent of hex, x5 bytes lent of bin) */
    function lend_bin2hex
    lend_to_write 0, x4
    lend_to_read 2, x5
    b       sandbox_bin2hex__capability
    .size lend_bin2hex, . - lend_bin2hex

/* (x0 bin, x1 bin_maxlen, x2 hex, x3 hex_len, x4 ignore, x5 bytes lent of bin, x6 of hex, x7 of ignore) */
    function lend_hex2bin
    lend_to_write 0, x5
    lend_to_read 2, x6
    cbz     x4, 1f
    lend_to_read 4, x7
1:  mov     x5, #0
    mov     x6, #0
    b       sandbox_hex2bin__capability
    .size lend_hex2bin, . - lend_hex2bin

/* (x0 dst, x1 word, x2 bytes lent) */
    function lend_store32
    lend_to_write 0, x2
    b       store32_le__capability
    .size lend_store32, . - lend_store32

    function lend_store64
    lend_to_write 0, x2
    b       store64_be__capability
    .size lend_store64, . - lend_store64
