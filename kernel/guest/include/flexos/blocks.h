/* Between flexos-blocks and the gate variants whose callers keep their way back on stacks of their own. */
#ifndef FLEXOS_BLOCKS_H
#define FLEXOS_BLOCKS_H

#include <flexos/boot.h>

enum { FLEXOS_SWITCHER_FRAME = 48 };     /* flexos/lpb.inc: from what a gate leaves in the block up to its frame */

/* Where the gate goes on that left this stack pointer in its block: an address in the caller's text, or 0. */
uint64_t flexos_way_back(uint64_t sp);

/* Does what the trampoline keeps, below the callee's stack pointer when it was entered, lead to this call? */
int flexos_keeps_way_back(uint64_t entry, const struct flexos_boot_compartment *caller, uint64_t sp, uint64_t back);

#endif
