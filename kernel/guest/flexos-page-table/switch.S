/* `page-table`: the switch of address spaces, in the vectors. */
#include "flexos/switch.inc"

    .section .text.vectors.page_table, "ax", @progbits
    SWITCH_VECTORS 0, 1
    SWITCH_CODE 1
