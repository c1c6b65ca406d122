/*
 * The caller's side of the sandboxed store functions: private/common.h sends libsodium here.
 */
#include "lend.inc"

    function store32_le                 /* (x0 dst, w1 word) */
    mov     x10, #4
    lend_to_write 0, x10
    b       store32_le__capability
    .size store32_le, . - store32_le

    function store64_be                 /* (x0 dst, x1 word) */
    mov     x10, #8
    lend_to_write 0, x10
    b       store64_be__capability
    .size store64_be, . - store64_be
