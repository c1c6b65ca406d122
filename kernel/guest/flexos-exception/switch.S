/* `gate: exception`: DDC and PCC are swapped in the vectors. */
#include "flexos/switch.inc"

    .section .text.vectors.exception, "ax", @progbits
    SWITCH_VECTORS 1, 0
    SWITCH_CODE 0
