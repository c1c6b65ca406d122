/* Failing the calls of compartments that fault, and making these compartments new. */
#include "supervise.h"

enum { STOP = 0, FAIL = 1, RESTART = 2, PAGE = 4096 };

/* What the linker reserves for a compartment that can be restarted; a copy of its stacks and data at start follows. */
struct pristine {
    uint64_t restarts;
    uint64_t lost;                      /* bit t: thread t has calls open whose frames are gone */
};

/* 0 where the mechanism has none. Through memory, for no branch reaches 0. */
static unsigned (*volatile find_call)(const struct flexos_boot_compartment *, uint64_t, struct ukboot_call *) = ukboot_find_call;
static void (*volatile fail_call)(struct ukboot_frame *, const struct ukboot_call *, uint64_t) = ukboot_fail_call;

static unsigned policy_of(const struct flexos_boot_compartment *compartment)
{
    return compartment->on_fault & 0xff;
}

/* How often a compartment may be restarted; 0 for as often as it takes. */
static uint64_t limit_of(const struct flexos_boot_compartment *compartment)
{
    return compartment->on_fault >> 32;
}

static struct pristine *pristine_of(const struct flexos_boot_compartment *compartment)
{
    return (struct pristine *)compartment->pristine_start;
}

/* Does the page hold code? It cannot have changed, and cannot be written. */
static int is_executable(uint64_t page)
{
    const struct flexos_range *range = (const struct flexos_range *)flexos_boot_table.executable_start;

    for (; (uint64_t)range < flexos_boot_table.executable_end; range++)
        if (page + PAGE > range->start && page < range->end)
            return 1;
    return 0;
}

/* The page at the end of a stack, which is not there. */
static int is_guard(const struct flexos_boot_compartment *compartment, uint64_t page)
{
    return flexos_boot_table.threads > 1 && page - compartment->stack_bottom < flexos_boot_table.threads * FLEXOS_STACK_SIZE
        && (page & (FLEXOS_STACK_SIZE - 1)) == FLEXOS_STACK_GUARD;
}

/* All of these are multiples of 16 bytes; tags are not copied. */
static void copy(uint64_t to, uint64_t from, uint64_t end)
{
    for (; from < end; from += 16, to += 16) {
        ((uint64_t *)to)[0] = ((const uint64_t *)from)[0];
        ((uint64_t *)to)[1] = ((const uint64_t *)from)[1];
    }
}

static void clear(uint64_t start, uint64_t end)
{
    for (; start < end; start += 16)
        ((uint64_t *)start)[0] = ((uint64_t *)start)[1] = 0;
}

/* Stacks, and all data but the heap. */
static void restore_contents(const struct flexos_boot_compartment *compartment)
{
    uint64_t contents = compartment->pristine_start + sizeof(struct pristine), start = compartment->stack_bottom;
    uint64_t end = start + (compartment->pristine_end - contents);

    for (uint64_t page = start; page < end; page += PAGE, contents += PAGE)
        if (!is_executable(page) && !is_guard(compartment, page))
            copy(page, contents, contents + (end - page < PAGE ? end - page : PAGE));
}

void ukboot_supervise_start(void)
{
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++) {
        const struct flexos_boot_compartment *compartment = ukboot_compartment_of_id(i);
        struct pristine *pristine = pristine_of(compartment);

        uint64_t contents = (uint64_t)(pristine + 1), start = compartment->stack_bottom;
        uint64_t end = start + (compartment->pristine_end - contents);

        for (uint64_t page = start; pristine && page < end; page += PAGE, contents += PAGE)
            if (!is_guard(compartment, page))
                copy(contents, page, end - page < PAGE ? end : page + PAGE);
    }
}

/* The host knows these two by their names, and what x0 to x3 hold when they are entered. */
__attribute__((noinline)) static void flexos_event_failed(uint64_t id, uint64_t caller, uint64_t thread, uint64_t value)
{
    ukboot_write("flexos: call of ");
    ukboot_write_compartment(ukboot_compartment_of_id(id));
    ukboot_write(" by ");
    ukboot_write_compartment(ukboot_compartment_of_id(caller));
    ukboot_write(" failed on thread ");
    ukboot_write_decimal(thread);
    ukboot_write(", result ");
    if ((int64_t)value < 0)
        ukboot_write("-");
    ukboot_write_decimal((int64_t)value < 0 ? -value : value);
    ukboot_write("\n");
}

__attribute__((noinline)) static void flexos_event_restarted(uint64_t id, uint64_t count, uint64_t thread)
{
    (void)thread;
    ukboot_write("flexos: ");
    ukboot_write_compartment(ukboot_compartment_of_id(id));
    ukboot_write(" restarted, time ");
    ukboot_write_decimal(count);
    ukboot_write("\n");
}

void ukboot_supervise_reset(uint64_t thread)
{
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++)
        if (pristine_of(ukboot_compartment_of_id(i)))
            pristine_of(ukboot_compartment_of_id(i))->lost &= ~(1ull << thread);
}

/* Everything as it was at start: stacks, data, heap, capabilities. Calls of other threads are lost. */
static void restart(const struct flexos_boot_compartment *compartment, uint64_t thread, unsigned open)
{
    const struct flexos_boot_table *boot = &flexos_boot_table;
    struct pristine *pristine = pristine_of(compartment);
    struct ukboot_call call;

    for (uint64_t other = 0; other < boot->threads; other++)
        if (other == thread ? open > 1 : find_call(compartment, other, &call) != 0)
            pristine->lost |= 1ull << other;
    pristine->restarts++;

    restore_contents(compartment);
    if (compartment->heap_end <= boot->shared_start || compartment->heap_start >= boot->shared_end)
        clear((compartment->heap_start + 15) & ~15ull, compartment->heap_end);
    ukboot_start_compartment(compartment);
    ukboot_forget_recovery(compartment);
    flexos_event_restarted(compartment->id, pristine->restarts, thread);
}

int ukboot_supervise(struct ukboot_frame *frame, const struct flexos_boot_compartment *culprit, uint64_t thread)
{
    struct pristine *pristine;
    struct ukboot_call call;
    unsigned open;

    if (!culprit || policy_of(culprit) == STOP || !find_call)
        return 0;
    open = find_call(culprit, thread, &call);
    if (open == 0)
        return 0;                       /* nobody to tell: main's own compartment */

    pristine = pristine_of(culprit);
    if (policy_of(culprit) == RESTART && pristine->lost >> thread & 1) {
        if (open == 1)                  /* a call that an earlier restart took the frames of */
            pristine->lost &= ~(1ull << thread);
    } else if (policy_of(culprit) == RESTART) {
        if (limit_of(culprit) != 0 && pristine->restarts >= limit_of(culprit)) {
            ukboot_write("flexos: ");
            ukboot_write_compartment(culprit);
            ukboot_write(" has been restarted as often as it may\n");
            return 0;
        }
        restart(culprit, thread, open);
    }
    fail_call(frame, &call, thread);
    flexos_event_failed(culprit->id, call.caller->id, thread, call.gate->failure);
    return 1;
}
