#include "flexos/trap.h"
#include "morello.inc"

/* void flexos_crasher_spoil(uint64_t address): no register is what it was, FPCR neither, and then a store to text. */
    .section .text.flexos_crasher_spoil, "ax", @progbits
    .globl flexos_crasher_spoil
    .type flexos_crasher_spoil, %function
flexos_crasher_spoil:
.irp n, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
    mov     x\n, #0x6000 + \n
.endr
.irp n, 8,9,10,11,12,13,14,15
    fmov    d\n, x\n
.endr
    movz    x9, #3 << 6, lsl #16        /* FPCR.RMode: towards zero */
    msr     FPCR, x9
    str     x1, [x0]
    ret
    .size flexos_crasher_spoil, . - flexos_crasher_spoil

/* In the other state of the processor the same words are other instructions: whoever goes on must not be in it. */
.macro enter_c64                        /* BX #4 */
    .inst 0xC2C273E0
.endm

/* void flexos_crasher_fault_in_c64(uint64_t address): a store through c0, which is none */
    .section .text.flexos_crasher_fault_in_c64, "ax", @progbits
    .globl flexos_crasher_fault_in_c64
    .type flexos_crasher_fault_in_c64, %function
flexos_crasher_fault_in_c64:
    enter_c64
    str     x1, [x0]
    ret
    .size flexos_crasher_fault_in_c64, . - flexos_crasher_fault_in_c64

/* int64_t flexos_crasher_return_in_c64(void): FLEXOS_CRASHER_TRIED, past the trampoline, where returns are exceptions */
    .section .text.flexos_crasher_return_in_c64, "ax", @progbits
    .globl flexos_crasher_return_in_c64
    .type flexos_crasher_return_in_c64, %function
flexos_crasher_return_in_c64:
    mov     x0, #5000
    enter_c64
    svc     #FLEXOS_TRAP_GATE_RETURN
    .size flexos_crasher_return_in_c64, . - flexos_crasher_return_in_c64
