/* What the trusted base does for `gate: hardened`. */
#include "../ukboot/ukboot.h"

#include <flexos/mechanism.h>
#include <flexos/trusted.h>

extern char flexos_switcher_back[];

uint64_t flexos_hardened_enter(uint64_t function, uint64_t stack_top, const struct flexos_compartment_capabilities *,
                               uint64_t id, struct flexos_frame *);

enum {
    AREA_PERMISSIONS = PERMISSION_LOAD | PERMISSION_STORE | PERMISSION_LOAD_CAPABILITY | PERMISSION_STORE_CAPABILITY
                     | PERMISSION_STORE_LOCAL | PERMISSION_MUTABLE_LOAD | PERMISSION_GLOBAL,
    ENTRIES_PERMISSIONS = PERMISSION_LOAD | PERMISSION_GLOBAL,
    SEALED_PERMISSIONS = PERMISSION_LOAD | PERMISSION_LOAD_CAPABILITY | PERMISSION_MUTABLE_LOAD | PERMISSION_GLOBAL,
};

/* What the sealed entries of a compartment point at; in the rest of the trusted area. */
struct pair {
    struct flexos_capability area, pcc;
};

/* {area, PCC} for calls, or for returns, behind a sealed capability in the compartment's slot. */
static void seal(struct flexos_capability *slot, struct pair *pair, const struct flexos_record *record, uint64_t at)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    struct flexos_capability entry;

    ukboot_make(&pair->area, boot->trusted_start, boot->trusted_end, (uint64_t)record, AREA_PERMISSIONS);
    ukboot_make(&pair->pcc, boot->switcher_start, boot->switcher_end, at, boot->permissions >> 32);
    ukboot_make(&entry, (uint64_t)pair, (uint64_t)(pair + 1), (uint64_t)pair, SEALED_PERMISSIONS);
    ukboot_seal_lpb(slot, &entry);
}

/* The compartment's two ways into the switcher. */
static void make_entries(const struct flexos_boot_compartment *compartment)
{
    const struct flexos_record *record = flexos_trusted_record(compartment->id);
    struct flexos_capability *slots = (struct flexos_capability *)compartment->switcher_call_slot;
    struct pair *pairs = (struct pair *)flexos_trusted_rest() + 2 * compartment->id;

    seal(&slots[0], &pairs[0], record, flexos_boot_table.switcher_start);
    seal(&slots[1], &pairs[1], record, (uint64_t)flexos_switcher_back);
}

static void start(void)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;

    flexos_trusted_start();
    for (uint64_t id = 0; id < boot->compartment_count; id++) {
        struct flexos_record *record = flexos_trusted_record(id);

        ukboot_make_rights(&boot->compartments[id]);
        if (boot->entries_end > boot->entries_start)
            ukboot_make(&record->entries, boot->entries_start, boot->entries_end, boot->entries_start, ENTRIES_PERMISSIONS);
    }
}

struct flexos_record *flexos_trusted_running(void)
{
    return (struct flexos_record *)flexos_trusted_record(flexos_boot_table.compartment_count)->running[1];
}

void flexos_trusted_run(struct flexos_record *record)
{
    flexos_trusted_record(flexos_boot_table.compartment_count)->running[1] = (uint64_t)record;
}

static uint64_t enter(uint64_t function, uint64_t stack_top, const struct flexos_boot_compartment *compartment)
{
    struct flexos_thread *thread = flexos_trusted_thread(0);
    struct flexos_frame *frame = (struct flexos_frame *)thread->top;

    frame->record = (uint64_t)flexos_trusted_record(flexos_boot_table.compartment_count);
    thread->top += sizeof *frame;
    thread->current = (uint64_t)flexos_trusted_record(compartment->id);
    flexos_trusted_run(flexos_trusted_record(compartment->id));
    return flexos_hardened_enter(function, stack_top, ukboot_capabilities(compartment->id), compartment->id, frame);
}

const struct flexos_mechanism_operations flexos_mechanism = {
    .start = start,
    .enter = enter,
    .keep = flexos_trusted_keep,
    .restore = flexos_trusted_restore,
    .reset = flexos_trusted_reset,
    .current = flexos_trusted_current,
    .thread = flexos_trusted_which,
    .prepare = make_entries,
};
