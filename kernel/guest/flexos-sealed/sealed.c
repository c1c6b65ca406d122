/* What the trusted base does for `gate: sealed-pair` and `gate: shared-stack`, whose ways back are sealed pairs. */
#include "../ukboot/ukboot.h"

#include <flexos/mechanism.h>
#include <flexos/sealed.h>

/* Object type of the entries; those of the ways back are in flexos/sealed.h. */
enum { ENTRY_TYPE = 16 };

enum {
    PERMISSION_BRANCH_SEALED_PAIR = 1 << 8,
    PERMISSION_SEAL = 1 << 11,
    TABLE_PERMISSIONS = PERMISSION_LOAD | PERMISSION_LOAD_CAPABILITY | PERMISSION_MUTABLE_LOAD | PERMISSION_GLOBAL
                      | PERMISSION_BRANCH_SEALED_PAIR,
};

uint64_t flexos_sealed_enter(uint64_t function, uint64_t stack_top, const struct flexos_compartment_capabilities *,
                             uint64_t id);
void flexos_seal(struct flexos_capability *to, const struct flexos_capability *from, uint64_t type);

/* The compartment's way into the switcher. */
static void make_entry(const struct flexos_boot_compartment *compartment)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    struct flexos_capability *slots = (struct flexos_capability *)compartment->switcher_call_slot, code, data;

    ukboot_make(&code, boot->switcher_start, boot->switcher_end, boot->switcher_start, boot->permissions >> 32);
    ukboot_make(&data, boot->trusted_start, boot->trusted_end, (uint64_t)ukboot_capabilities(compartment->id), TABLE_PERMISSIONS);
    flexos_seal(&slots[0], &code, ENTRY_TYPE);
    flexos_seal(&slots[1], &data, ENTRY_TYPE);
}

static void start(void)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    struct flexos_capability *authority = (struct flexos_capability *)(boot->trusted_end - 32);

    ukboot_make(authority, FIRST_RETURN_TYPE, FIRST_RETURN_TYPE + boot->compartment_count, FIRST_RETURN_TYPE, PERMISSION_SEAL);
    for (uint64_t id = 0; id < boot->compartment_count; id++)
        ukboot_make_rights(&boot->compartments[id]);
}

static uint64_t enter(uint64_t function, uint64_t stack_top, const struct flexos_boot_compartment *compartment)
{
    return flexos_sealed_enter(function, stack_top, ukboot_capabilities(compartment->id), compartment->id);
}

const struct flexos_mechanism_operations flexos_mechanism = {
    .start = start,
    .enter = enter,
    .prepare = make_entry,
};
