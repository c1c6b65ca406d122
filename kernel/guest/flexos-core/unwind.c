/* Of flexos-blocks, for `morello`: the switcher pushes {DDC, PCC} below the caller's frame, and the callee has that sealed. */
#include "../ukboot/ukboot.h"

#include <flexos/blocks.h>

static const struct flexos_compartment_capabilities *pair_of(uint64_t sp)
{
    return (const struct flexos_compartment_capabilities *)(sp + FLEXOS_SWITCHER_FRAME) - 1;
}

uint64_t flexos_way_back(uint64_t sp)
{
    return ukboot_tagged(&pair_of(sp)->pcc) ? pair_of(sp)->pcc.value : 0;
}

int flexos_keeps_way_back(uint64_t entry, const struct flexos_boot_compartment *caller, uint64_t sp, uint64_t back)
{
    const struct flexos_capability *kept = (const struct flexos_capability *)entry - 1;

    (void)caller;
    (void)back;
    return ukboot_tagged(kept) && kept->value == (uint64_t)pair_of(sp);
}
