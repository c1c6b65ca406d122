/*
 * The identity map: 4 KiB granule, 39-bit addresses, tables built from the boot table.
 *
 * Compartments are kept apart by capabilities, not by pages, so one map serves all. What pages add:
 * text cannot be written and data cannot be executed (the code of shared objects lies amid data), memory is cacheable and may hold tags, and
 * nothing but RAM and the console's registers is there at all; nor, where there are threads, is a page at the end of every stack.
 */
#include "ukboot.h"

enum {
    PAGE = 1 << 12,
    ENTRIES = 512,
    LEVELS = 3,                         /* architectural levels 1 to 3 */
    TABLES = 10,                        /* L1; L2 and L3 of the UART; L2 for each end of RAM and of the
                                         * text, and their L3. For more text the linker brings more */
};

/* Descriptor bits. */
#define VALID (1ull << 0)
#define TABLE_OR_PAGE (1ull << 1)       /* a table at levels 1 and 2, a page at level 3 */
#define ATTRIBUTE(index) ((uint64_t)(index) << 2)
#define READ_ONLY (1ull << 7)
#define INNER_SHAREABLE (3ull << 8)
#define ACCESSED (1ull << 10)
#define PXN (1ull << 53)
#define UXN (1ull << 54)
#define STORE_TAGS (1ull << 60)         /* SC: tagged capabilities may be stored */
#define LOAD_TAGS (1ull << 61)          /* LC = 01: and loaded with their tags */
#define ADDRESS 0x0000fffffffff000ull

#define NORMAL (VALID | ATTRIBUTE(1) | INNER_SHAREABLE | ACCESSED | UXN | LOAD_TAGS | STORE_TAGS)
#define TEXT (NORMAL | READ_ONLY)
#define DATA (NORMAL | PXN)
#define DEVICE (VALID | ATTRIBUTE(0) | ACCESSED | UXN | PXN)

/* Attribute 0 is device nGnRnE, 1 is normal write-back. */
#define MAIR 0xff00ull

/* TCR_EL1: 39 bits by TTBR0 only, write-back inner-shareable walks, 40-bit physical addresses, and
 * the descriptors' bits 60 to 62 given to LC and SC, which needs HPD0 too. */
#define TCR ((64 - 39) | (1ull << 8) | (1ull << 10) | (3ull << 12) | (1ull << 23) | (2ull << 32) | \
             (1ull << 41) | (7ull << 44))

static uint64_t tables[TABLES][ENTRIES] __attribute__((aligned(PAGE)));
static unsigned tables_used = 1;        /* tables[0] is the root */

static uint64_t *table_below(uint64_t *entry)
{
    if (!(*entry & VALID)) {
        const struct flexos_boot_table *boot = &flexos_boot_table;
        uint64_t table = (uint64_t)tables[tables_used];

        if (tables_used >= TABLES)
            table = boot->page_tables_start + (tables_used - TABLES) * (uint64_t)PAGE;
        if (tables_used >= TABLES && table >= boot->page_tables_end)
            ukboot_panic("out of page tables");
        tables_used++;
        *entry = table | TABLE_OR_PAGE | VALID;
    }
    return (uint64_t *)(*entry & ADDRESS);
}

/* Maps [start, end), both on page boundaries, by the largest blocks that fit. */
static void map(uint64_t start, uint64_t end, uint64_t attributes)
{
    while (start < end) {
        uint64_t *table = tables[0];

        for (unsigned level = 1; level <= LEVELS; level++) {
            unsigned shift = 12 + 9 * (LEVELS - level);
            uint64_t size = 1ull << shift;
            uint64_t *entry = &table[(start >> shift) % ENTRIES];

            if (start % size == 0 && end - start >= size && !(*entry & VALID)) {
                *entry = start | attributes | (level == LEVELS ? TABLE_OR_PAGE : 0);
                start += size;
                break;
            }
            table = table_below(entry);
        }
    }
}

static uint64_t page_below(uint64_t address)
{
    return address & ~(uint64_t)(PAGE - 1);
}

static uint64_t page_above(uint64_t address)
{
    return page_below(address + PAGE - 1);
}

/* The range with the lowest start from an address up, or 0. They are few, and in no order. */
static const struct flexos_range *next_text(uint64_t from)
{
    const struct flexos_range *end = (const struct flexos_range *)flexos_boot_table.executable_end, *next = 0;

    for (const struct flexos_range *r = (const struct flexos_range *)flexos_boot_table.executable_start; r != end; r++)
        if (r->start < r->end && r->start >= from && (!next || r->start < next->start))
            next = r;
    return next;
}

/* Takes a page out of the map, and the block that it lies in into pieces. */
static void unmap(uint64_t page)
{
    uint64_t *table = tables[0];

    for (unsigned level = 1; level < LEVELS; level++) {
        unsigned shift = 12 + 9 * (LEVELS - level);
        uint64_t *entry = &table[(page >> shift) % ENTRIES], block = *entry;

        if (block & TABLE_OR_PAGE) {
            table = (uint64_t *)(block & ADDRESS);
            continue;
        }
        *entry = 0;
        table = table_below(entry);
        for (uint64_t i = 0; i < ENTRIES; i++)
            table[i] = block + (i << (shift - 9)) + (level + 1 == LEVELS ? TABLE_OR_PAGE : 0);
    }
    table[(page >> 12) % ENTRIES] = 0;
}

/* Nothing lies below the frames of a stack but a page that is not there, so that no thread grows into another's stack. */
static void guard_stacks(void)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;

    for (uint64_t id = 0; id < boot->compartment_count && boot->threads > 1; id++)
        for (uint64_t thread = 0; thread < boot->threads; thread++)
            unmap(boot->compartments[id].stack_bottom + thread * FLEXOS_STACK_SIZE + FLEXOS_STACK_GUARD);
}

void ukboot_mmu_start(void)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    const struct flexos_range *text;
    uint64_t mapped = boot->ram_base;

    map(page_below(boot->uart_base), page_above(boot->uart_base + 1), DEVICE);
    while ((text = next_text(mapped))) {
        uint64_t start = page_below(text->start), end = page_above(text->end);

        map(mapped, start, DATA);
        map(start, end, TEXT);
        mapped = end;
    }
    map(mapped, page_below(boot->ram_base + boot->ram_size), DATA);
    guard_stacks();
    ukboot_mmu_enable((uint64_t)tables[0], MAIR, TCR);
}
