/*
 * uint64_t flexos_many_walk(uint64_t token, uint64_t (*const *from)(uint64_t), uint64_t (*const *to)(uint64_t))
 * Passes the token through every function of the array and returns it. The host counts between the
 * labels around the call.
 */
    .section .text.flexos_many_walk, "ax", @progbits
    .globl flexos_many_walk, flexos_many_call_start, flexos_many_call_end
    .type flexos_many_walk, %function
flexos_many_walk:
    stp     x29, x30, [sp, #-32]!
    stp     x19, x20, [sp, #16]
    mov     x29, sp
    mov     x19, x1
    mov     x20, x2
    cmp     x19, x20
    b.hs    2f
1:  ldr     x9, [x19], #8
flexos_many_call_start:
    blr     x9
flexos_many_call_end:
    cmp     x19, x20
    b.lo    1b
2:  ldp     x19, x20, [sp, #16]
    ldp     x29, x30, [sp], #32
    ret
    .size flexos_many_walk, . - flexos_many_walk
