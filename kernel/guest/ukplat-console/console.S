/*
 * The console of compartments: a PL011 through a device capability.
 *
 * No DDC covers a device. The one capability that does is made at boot and stored in the slot here,
 * in the data of whatever compartment this library is in; the loads and stores below go through it
 * and not through DDC.
 */
#include "morello.inc"

.set UARTDR, 0x00
.set UARTFR, 0x18
.set FR_TXFF, 5                         /* bit: the transmit queue is full */

    .section .data.ukplat_console_capability, "aw", @progbits
    .balign 16
    .globl ukplat_console_capability
    .type ukplat_console_capability, %object
ukplat_console_capability:
    .zero   16
    .size ukplat_console_capability, 16

/* void ukplat_console_putc(int character) */
    .section .text.ukplat_console_putc, "ax", @progbits
    .globl ukplat_console_putc
    .type ukplat_console_putc, %function
ukplat_console_putc:
    adrp    x9, ukplat_console_capability
    add     x9, x9, :lo12:ukplat_console_capability
    ldr_c   c9, x9
    and     w0, w0, #0xff
1:  ldr_w_via_c w10, c9, UARTFR
    tbnz    w10, #FR_TXFF, 1b
    str_w_via_c w0, c9, UARTDR
    ret
    .size ukplat_console_putc, . - ukplat_console_putc
