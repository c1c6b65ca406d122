/*
 * The caller's side of the sandboxed chacha20_encrypt_bytes: chacha20_ref.c calls it.
 *
 * void chacha20_encrypt_bytes(x0 state, x1 m, x2 c, x3 bytes)
 * Messages longer than what bounds are exact for go in parts; the state counts on from part to part.
 */
#include "lend.inc"

.set PART, 8192
.set STATE, 64

    function chacha20_encrypt_bytes
    cmp     x3, #PART
    b.hi    1f
    mov     x10, #STATE
    lend_to_change 0, x10
    lend_to_read 1, x3
    lend_to_write 2, x3
    b       chacha20_encrypt_bytes__capability

1:  stp     x29, x30, [sp, #-48]!
    mov     x29, sp
    stp     x19, x20, [sp, #16]
    stp     x21, x22, [sp, #32]
    mov     x19, x0
    mov     x20, x1
    mov     x21, x2
    mov     x22, x3
2:  mov     x0, x19
    mov     x1, x20
    mov     x2, x21
    mov     x10, #PART
    cmp     x22, x10
    csel    x3, x22, x10, lo
    sub     x22, x22, x3
    add     x20, x20, x3
    add     x21, x21, x3
    bl      chacha20_encrypt_bytes      /* this function again, with a part */
    cbnz    x22, 2b
    ldp     x21, x22, [sp, #32]
    ldp     x19, x20, [sp, #16]
    ldp     x29, x30, [sp], #48
    ret
    .size chacha20_encrypt_bytes, . - chacha20_encrypt_bytes
