/*
 * Of flexos-blocks, for `gate: sealed-pair`: a supervised gate writes where it goes on below its frame, any
 * other gate of an image with supervision 0. The callee has the same address sealed with the caller's type.
 */
#include "../ukboot/ukboot.h"

#include <flexos/blocks.h>
#include <flexos/sealed.h>

uint64_t flexos_way_back(uint64_t sp)
{
    return ((const uint64_t *)(sp + FLEXOS_SWITCHER_FRAME))[-2];
}

/* Of several calls by one gate the newest is looked at first, and it is the one that runs. */
int flexos_keeps_way_back(uint64_t entry, const struct flexos_boot_compartment *caller, uint64_t sp, uint64_t back)
{
    const struct flexos_capability *kept = (const struct flexos_capability *)entry - 2;

    (void)sp;
    return ukboot_tagged(kept) && kept->value == back && flexos_object_type(kept) == FIRST_RETURN_TYPE + caller->id;
}
