/* The records of flexos/trusted.h: who runs, and where calls go back to. */
#include "../ukboot/ukboot.h"

#include <flexos/trap.h>
#include <flexos/trusted.h>

static uint64_t count(void)
{
    return flexos_boot_table.compartment_count + 1; /* the trusted base has a record too */
}

static uint64_t blocks(uint64_t id)
{
    return flexos_boot_table.trusted_start + count() * sizeof(struct flexos_compartment_capabilities)
         + id * FLEXOS_THREADS * sizeof(struct flexos_thread_status_block);
}

struct flexos_record *flexos_trusted_record(uint64_t id)
{
    return (struct flexos_record *)((blocks(count()) + 63) & ~63ull) + id;
}

struct flexos_thread *flexos_trusted_thread(uint64_t thread)
{
    return (struct flexos_thread *)flexos_trusted_record(count()) + thread;
}

void *flexos_trusted_rest(void)
{
    return (struct flexos_frame *)flexos_trusted_thread(FLEXOS_THREADS) + flexos_boot_table.threads * FLEXOS_TRUSTED_DEPTH;
}

void flexos_trusted_start(void)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    struct flexos_frame *frame = (struct flexos_frame *)flexos_trusted_thread(FLEXOS_THREADS);

    for (uint64_t id = 0; id < count(); id++) {
        struct flexos_record *record = flexos_trusted_record(id);

        record->id = id;
        if (id < boot->compartment_count) {
            record->stacks_start = boot->compartments[id].stack_bottom;
            record->stacks_size = boot->threads * FLEXOS_STACK_SIZE;
        }
        record->blocks = blocks(id);
        record->threads = (uint64_t)flexos_trusted_thread(0);
        record->row = (uint64_t)(ukboot_capabilities(0) + id);
    }
    for (uint64_t i = 0; i < boot->threads; i++) {
        struct flexos_thread *thread = flexos_trusted_thread(i);

        thread->top = thread->base = (uint64_t)frame;
        frame += FLEXOS_TRUSTED_DEPTH;
        thread->limit = (uint64_t)frame;
    }
    if ((uint64_t)flexos_trusted_rest() + count() * FLEXOS_TRUSTED_REST > boot->trusted_end)
        ukboot_panic("the area for calls under way is too small");
}

/* By recovery point: where the thread's frames ended, and in which compartment it was. */
static struct {
    uint64_t top, current;
} kept[FLEXOS_THREADS][FLEXOS_RECOVERY_POINTS];

void flexos_trusted_keep(uint64_t thread, unsigned point)
{
    kept[thread][point].top = flexos_trusted_thread(thread)->top;
    kept[thread][point].current = (uint64_t)flexos_trusted_running(); /* a thread that never called has nobody yet */
}

void flexos_trusted_restore(uint64_t thread, unsigned point)
{
    flexos_trusted_thread(thread)->top = kept[thread][point].top;
    flexos_trusted_thread(thread)->current = kept[thread][point].current;
    flexos_trusted_run((struct flexos_record *)kept[thread][point].current);
}

void flexos_trusted_reset(uint64_t thread)
{
    flexos_trusted_thread(thread)->top = flexos_trusted_thread(thread)->base;
    flexos_trusted_thread(thread)->current = 0;
}

/*
 * A compartment can act for the threads that are in it and for those that never called, whatever it has in its stack
 * pointer: for no others.
 */
uint64_t flexos_trusted_which(uint64_t claimed)
{
    uint64_t running = (uint64_t)flexos_trusted_running(), current = flexos_trusted_thread(claimed)->current;

    if (current == running || current == 0)
        return claimed;
    for (uint64_t thread = 0; thread < flexos_boot_table.threads; thread++)
        if (flexos_trusted_thread(thread)->current == running)
            return thread;
    return claimed;
}

const struct flexos_boot_compartment *flexos_trusted_current(void)
{
    const struct flexos_record *record = flexos_trusted_running();

    return record ? ukboot_compartment_of_id(record->id) : 0;
}
