/*
 * What the trusted base does for `page-table`: every compartment has tables of its own. They are the
 * trusted base's, in which everything is for EL1 alone, with the compartment's own pages opened to EL0:
 * its text, its data, the shared region if it uses it, and the UART if it has the console. Tables that
 * hold none of these are shared.
 */
#include "page_table.h"
#include "../ukboot/ukboot.h"

#include <flexos/mechanism.h>
#include <flexos/switch.h>
#include <flexos/trusted.h>

enum { PAGE = 1 << 12, ENTRIES = 512, LEVELS = 3, SPSR_EL0_MASKED = 0x3c0 };

/* Descriptor bits. */
#define VALID (1ull << 0)
#define TABLE_OR_PAGE (1ull << 1)
#define EL0 (1ull << 6)
#define NOT_GLOBAL (1ull << 11)
#define PXN (1ull << 53)
#define UXN (1ull << 54)
#define OWN (1ull << 55)                /* ignored by the hardware: a table of this compartment alone */
#define ADDRESS 0x0000fffffffff000ull
#define ASID_SHIFT 48
#define WHOLE_ADDRESS_SPACE (1ull << 40)

static uint64_t next_table;             /* tables lie behind the image */

static uint64_t *new_table(void)
{
    uint64_t *table = (uint64_t *)next_table;

    next_table += PAGE;
    if (next_table > flexos_boot_table.ram_base + flexos_boot_table.ram_size)
        ukboot_panic("no memory for page tables");
    return table;
}

static unsigned shift_of(unsigned level)
{
    return 12 + 9 * (LEVELS - level);
}

static int is_table(uint64_t entry, unsigned level)
{
    return level < LEVELS && (entry & VALID) && (entry & TABLE_OR_PAGE);
}

static uint64_t *table_of(uint64_t entry)
{
    return (uint64_t *)(entry & ADDRESS);
}

/* All addresses mean different rights in different address spaces, so no translation may outlive one. */
static void make_local(uint64_t *table, unsigned level)
{
    for (unsigned i = 0; i < ENTRIES; i++)
        if (is_table(table[i], level))
            make_local(table_of(table[i]), level + 1);
        else if (table[i] & VALID)
            table[i] |= NOT_GLOBAL;
}

/* The table below an entry, as this compartment's own: a copy of the shared one, or a block in pieces. */
static uint64_t *own_table(uint64_t *entry, unsigned level)
{
    uint64_t *table, piece = 1ull << shift_of(level + 1);

    if (is_table(*entry, level) && (*entry & OWN))
        return table_of(*entry);
    table = new_table();
    for (unsigned i = 0; i < ENTRIES; i++)
        if (is_table(*entry, level))
            table[i] = table_of(*entry)[i] & ~OWN;
        else
            table[i] = (*entry & ~TABLE_OR_PAGE) + i * piece + (level + 1 == LEVELS ? TABLE_OR_PAGE : 0);
    *entry = (uint64_t)table | OWN | TABLE_OR_PAGE | VALID;
    return table;
}

/* Opens [start, end) to EL0: what the trusted base may execute, it alone may execute there; the rest is data. */
static void open(uint64_t *root, uint64_t start, uint64_t end)
{
    start &= ~(uint64_t)(PAGE - 1);
    while (start < end) {
        uint64_t *table = root, *entry;
        unsigned level = 1;

        for (;; level++) {
            entry = &table[start >> shift_of(level) & (ENTRIES - 1)];
            if (!is_table(*entry, level)
                && (level == LEVELS || (start % (1ull << shift_of(level)) == 0 && end - start >= 1ull << shift_of(level))))
                break;
            if (!(*entry & VALID))
                ukboot_panic("a compartment has memory where there is none");
            table = own_table(entry, level);
        }
        *entry |= EL0;
        if (!(*entry & PXN))
            *entry = (*entry | PXN) & ~UXN;
        start += 1ull << shift_of(level);
    }
}

static uint64_t make_tables(const uint64_t *base, const struct flexos_boot_compartment *compartment)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    uint64_t *root = new_table();

    for (unsigned i = 0; i < ENTRIES; i++)
        root[i] = base[i] & ~OWN;
    open(root, compartment->text_start, compartment->text_end);
    open(root, compartment->data_start, compartment->data_end);
    if ((compartment->flags & FLEXOS_MAPS_SHARED) && boot->shared_end > boot->shared_start)
        open(root, boot->shared_start, boot->shared_end);
    if (compartment->flags & FLEXOS_MAPS_CONSOLE)
        open(root, boot->uart_base, boot->uart_base + 1);
    return (uint64_t)root | (compartment->id + 1) << ASID_SHIFT;
}

/* What capabilities do not forbid, pages do: both are the same for all. */
static void make_capabilities(const struct flexos_boot_compartment *compartment)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    struct flexos_compartment_capabilities *pair = (struct flexos_compartment_capabilities *)boot->capability_table + compartment->id;

    ukboot_make(&pair->ddc, 0, WHOLE_ADDRESS_SPACE, 0, (uint32_t)boot->permissions);
    ukboot_make(&pair->pcc, 0, WHOLE_ADDRESS_SPACE, compartment->trampoline, boot->permissions >> 32);
}

static void start(void)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    uint64_t *base = (uint64_t *)flexos_page_table_registers();

    next_table = (boot->image_end + PAGE - 1) & ~(uint64_t)(PAGE - 1);
    make_local(base, 1);
    flexos_switch_start();
    for (uint64_t id = 0; id < boot->compartment_count; id++) {
        make_capabilities(&boot->compartments[id]);
        flexos_trusted_record(id)->ttbr = make_tables(base, &boot->compartments[id]);
    }
    flexos_page_table_use((uint64_t)base);
}

static uint64_t enter(uint64_t function, uint64_t stack_top, const struct flexos_boot_compartment *compartment)
{
    flexos_page_table_use(flexos_trusted_record(compartment->id)->ttbr);
    return flexos_switch_first(function, stack_top, compartment, SPSR_EL0_MASKED);
}

void flexos_trusted_run(struct flexos_record *record)
{
    flexos_running = (uint64_t)record;
    flexos_page_table_use(record->ttbr);
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
