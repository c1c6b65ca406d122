/* The boot proper: memory map, capability table, the first compartment, and the end. */
#include "supervise.h"

/*
 * What the switcher may do; what a compartment may is in the boot table, for it depends on the mechanism.
 * MutableLoad keeps Store alive in what is loaded through a capability, which the return capability
 * {DDC, PCC} relies on.
 */
enum {
    SWITCHER_DDC_PERMISSIONS = PERMISSION_LOAD | PERMISSION_LOAD_CAPABILITY | PERMISSION_MUTABLE_LOAD | PERMISSION_GLOBAL,
    SWITCHER_ENTRY_PERMISSIONS = PERMISSION_LOAD | PERMISSION_LOAD_CAPABILITY | PERMISSION_MUTABLE_LOAD | PERMISSION_GLOBAL,
    CONSOLE_PERMISSIONS = PERMISSION_LOAD | PERMISSION_STORE | PERMISSION_GLOBAL,
};

enum { CONSOLE_LENGTH = 0x1000 };       /* the PL011's register block */

/* What the sealed entry capability points at: LDPBLR loads c29 and PCC from here. */
static struct flexos_compartment_capabilities switcher, *switcher_pair = &switcher;

int ukboot_isolated(void)
{
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++)
        if (flexos_boot_table.compartments[i].mechanism != FLEXOS_FUNCTION)
            return 1;
    return 0;
}

const struct flexos_mechanism_operations *ukboot_mechanism(void)
{
    return (const struct flexos_mechanism_operations *)flexos_boot_table.mechanism;
}

static const char *mechanism_name(void)
{
    static const char *const gates[] = {"morello", "morello/artefact", "morello/hardened", "morello/shared-stack",
                                        "morello/sealed-pair", "morello/exception"};
    uint64_t mechanism = flexos_boot_table.compartments[0].mechanism;

    return mechanism == FLEXOS_FUNCTION ? "function" : mechanism == FLEXOS_PAGE_TABLE ? "page-table" : gates[flexos_boot_table.variant];
}

const struct flexos_boot_compartment *ukboot_compartment_of_id(uint64_t id)
{
    return id < flexos_boot_table.compartment_count ? &flexos_boot_table.compartments[id] : 0;
}

const struct flexos_boot_compartment *ukboot_compartment_of_text(uint64_t address)
{
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++) {
        const struct flexos_boot_compartment *compartment = &flexos_boot_table.compartments[i];
        if (address >= compartment->text_start && address < compartment->text_end)
            return compartment;
    }
    return 0;
}

static struct flexos_compartment_capabilities *capabilities(uint64_t id)
{
    return (struct flexos_compartment_capabilities *)flexos_boot_table.capability_table + id;
}

const struct flexos_compartment_capabilities *ukboot_capabilities(uint64_t id)
{
    return capabilities(id);
}

static uint64_t ddc_permissions(void)
{
    return (uint32_t)flexos_boot_table.permissions;
}

static uint64_t pcc_permissions(void)
{
    return flexos_boot_table.permissions >> 32;
}

void ukboot_make(struct flexos_capability *to, uint64_t start, uint64_t end, uint64_t value,
                 uint64_t permissions)
{
    ukboot_derive(to, start, end - start, value, permissions, permissions & PERMISSION_EXECUTE);
    if (!ukboot_tagged(to))
        ukboot_panic("a capability of the boot table cannot be made");
}

static void derive_switcher(void)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    uint64_t table_size = boot->compartment_count * sizeof(struct flexos_compartment_capabilities);

    if (boot->variant == FLEXOS_GATE_ARTEFACT) /* where compartment 0 reads it, with all that a DDC may */
        switcher_pair = (struct flexos_compartment_capabilities *)boot->trusted_start;
    ukboot_make(&switcher_pair->ddc, boot->capability_table, boot->capability_table + table_size, boot->capability_table,
                boot->variant == FLEXOS_GATE_ARTEFACT ? ddc_permissions() : SWITCHER_DDC_PERMISSIONS);
    ukboot_make(&switcher_pair->pcc, boot->switcher_start, boot->switcher_end, boot->switcher_start, pcc_permissions());
}

void ukboot_make_rights(const struct flexos_boot_compartment *compartment)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    struct flexos_compartment_capabilities *pair = capabilities(compartment->id);
    uint64_t start = boot->code_end ? boot->image_start : compartment->text_start;
    uint64_t end = boot->code_end ? boot->code_end : compartment->text_end;

    ukboot_make(&pair->ddc, compartment->data_start, compartment->data_end, compartment->data_start, ddc_permissions());
    ukboot_make(&pair->pcc, start, end, compartment->trampoline, pcc_permissions());
}

static void derive_compartment(const struct flexos_boot_compartment *compartment)
{
    struct flexos_capability entry;

    if (compartment->id == 0)           /* whose data it can lie in */
        derive_switcher();
    ukboot_make_rights(compartment);
    if (compartment->switcher_call_slot) {
        ukboot_make(&entry, (uint64_t)switcher_pair, (uint64_t)(switcher_pair + 1), (uint64_t)switcher_pair, SWITCHER_ENTRY_PERMISSIONS);
        ukboot_seal_lpb((struct flexos_capability *)compartment->switcher_call_slot, &entry);
    }
}

/* Every thread starts at the top of its stack in each compartment. */
static void start_threads(const struct flexos_boot_compartment *compartment)
{
    struct flexos_thread_status_block *blocks = (struct flexos_thread_status_block *)compartment->tsb;

    for (uint64_t thread = 0; thread < flexos_boot_table.threads; thread++) {
        uint64_t stack = compartment->stack_bottom + thread * FLEXOS_STACK_SIZE;

        *(uint32_t *)(stack + FLEXOS_STACK_TID) = (uint32_t)thread;
        if (blocks) {
            blocks[thread].sp = stack + FLEXOS_STACK_SIZE;
            blocks[thread].fp = 0;
        }
    }
}

/* The console's capability, if its library lies in this compartment. */
static void derive_console(const struct flexos_boot_compartment *compartment)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;

    if (boot->console_slot >= compartment->data_start && boot->console_slot < compartment->data_end)
        ukboot_make((struct flexos_capability *)boot->console_slot, boot->uart_base, boot->uart_base + CONSOLE_LENGTH,
                    boot->uart_base, CONSOLE_PERMISSIONS);
}

void ukboot_start_compartment(const struct flexos_boot_compartment *compartment)
{
    derive_console(compartment);
    if (ukboot_isolated() && !ukboot_mechanism())
        derive_compartment(compartment);
    else if (ukboot_mechanism() && ukboot_mechanism()->prepare)
        ukboot_mechanism()->prepare(compartment);
    start_threads(compartment);
}

static void announce(void)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;

    ukboot_write("flexos: ");
    ukboot_write_decimal(boot->compartment_count);
    ukboot_write(boot->compartment_count == 1 ? " compartment, " : " compartments, ");
    ukboot_write(mechanism_name());
    ukboot_write("; main in ");
    ukboot_write_compartment(&boot->compartments[boot->main_compartment]);
    ukboot_write("\n");
}

void ukboot_exit(const char *how, uint64_t code)
{
    ukboot_write("flexos: ");
    ukboot_write(how);
    ukboot_write(" ");
    ukboot_write_decimal(code);
    ukboot_write(", system off\n");
    ukboot_system_off();
}

_Noreturn void ukboot_main(void)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    const struct flexos_boot_compartment *first = &boot->compartments[boot->main_compartment];
    uint64_t code;

    ukboot_mmu_start();
    ukboot_console_start();
    if (boot->magic != FLEXOS_BOOT_MAGIC)
        ukboot_panic("no boot table");

    ukboot_supervise_start();
    if (ukboot_mechanism())
        ukboot_mechanism()->start();
    for (uint64_t i = 0; i < boot->compartment_count; i++)
        ukboot_start_compartment(&boot->compartments[i]);

    ukboot_make_shared_register();
    announce();
    code = ukboot_mechanism() ? ukboot_mechanism()->enter(boot->main, first->stack_top, first)
        : ukboot_isolated()
        ? ukboot_enter_morello(boot->main, first->stack_top, capabilities(first->id), first->id)
        : ukboot_enter_function(boot->main, first->stack_top - 16); /* sp must lie inside: its high bits name the thread */
    ukboot_exit("main returned", (uint32_t)code);
}
