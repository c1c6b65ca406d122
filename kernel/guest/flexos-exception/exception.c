/* What the trusted base does for `gate: exception`. */
#include "../ukboot/ukboot.h"

#include <flexos/mechanism.h>
#include <flexos/switch.h>
#include <flexos/trusted.h>

enum { SPSR_EL1H_MASKED = 0x3c5 };      /* Restricted has the stack pointer of its own bank all the same */

static void start(void)
{
    flexos_switch_start();
    for (uint64_t id = 0; id < flexos_boot_table.compartment_count; id++)
        ukboot_make_rights(&flexos_boot_table.compartments[id]);
}

static uint64_t enter(uint64_t function, uint64_t stack_top, const struct flexos_boot_compartment *compartment)
{
    return flexos_switch_first(function, stack_top, compartment, SPSR_EL1H_MASKED);
}

void flexos_trusted_run(struct flexos_record *record)
{
    flexos_running = (uint64_t)record;
}

const struct flexos_mechanism_operations flexos_mechanism = {
    .start = start,
    .enter = enter,
    .keep = flexos_trusted_keep,
    .restore = flexos_trusted_restore,
    .reset = flexos_trusted_reset,
    .current = flexos_trusted_current,
    .thread = flexos_trusted_which,
};
