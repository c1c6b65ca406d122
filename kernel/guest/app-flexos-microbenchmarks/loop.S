/*
 * The calls that are measured. The host counts between the two labels, so there is one call
 * instruction between them and nothing else; warming up has a call instruction of its own.
 */
    .macro REPEAT_CALL name
    .section .text.\name, "ax", @progbits
    .globl \name
    .type \name, %function
\name:                                  /* (uint64_t repetitions) */
    stp     x29, x30, [sp, #-32]!
    str     x19, [sp, #16]
    mov     x29, sp
    mov     x19, x0
    cbz     x19, 2f
    .endm

    .macro REPEAT_END name
    subs    x19, x19, #1
    b.ne    1b
2:  ldr     x19, [sp, #16]
    ldp     x29, x30, [sp], #32
    ret
    .size \name, . - \name
    .endm

    .globl flexos_microbenchmark_call_start, flexos_microbenchmark_call_end

    REPEAT_CALL flexos_microbenchmark_warm_up
1:  mov     x0, x19
    bl      flexos_microbenchmark_empty
    REPEAT_END flexos_microbenchmark_warm_up

    REPEAT_CALL flexos_microbenchmark_run
1:  mov     x0, x19
flexos_microbenchmark_call_start:
    bl      flexos_microbenchmark_empty
flexos_microbenchmark_call_end:
    REPEAT_END flexos_microbenchmark_run
