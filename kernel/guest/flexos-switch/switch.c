/* What the mechanisms that enter the trusted base by SVC have in common beside flexos/switch.inc. */
#include "../ukboot/ukboot.h"

#include <flexos/switch.h>
#include <flexos/trusted.h>

/* Who runs. Read and written by the switcher. */
uint64_t flexos_running;

/* The entry table: start and length. */
uint64_t flexos_entries[2];

void flexos_switch_start(void)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;

    flexos_trusted_start();
    flexos_entries[0] = boot->entries_start;
    flexos_entries[1] = boot->entries_end - boot->entries_start;
    ukboot_set_vectors((uint64_t)flexos_switch_vectors);
}

uint64_t flexos_switch_first(uint64_t function, uint64_t stack_top, const struct flexos_boot_compartment *compartment,
                             uint64_t spsr)
{
    struct flexos_record *record = flexos_trusted_record(compartment->id);

    flexos_trusted_thread(0)->current = flexos_running = (uint64_t)record;
    flexos_switch_enter(function, stack_top, ukboot_capabilities(compartment->id), compartment->id, spsr);
}

_Noreturn void flexos_main_returned(uint64_t code)
{
    ukboot_exit("main returned", (uint32_t)code);
}

struct flexos_record *flexos_trusted_running(void)
{
    return (struct flexos_record *)flexos_running;
}
