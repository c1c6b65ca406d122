/* Failing the calls of compartments that fault, and making these compartments new. */
#include "supervise.h"

enum { STOP = 0, FAIL = 1, RESTART = 2, PAGE = 4096, MOST_LOST = 255, FAULT = -14 /* -EFAULT */ };

/*
 * What the linker reserves for a compartment that can be restarted. A copy of its contents at start
 * follows, then, in images with constructors, room for a copy of its heap.
 */
struct pristine {
    uint64_t restarts;
    uint64_t heap;                      /* bytes that the heap began with; zeroes follow */
    uint8_t lost[FLEXOS_THREADS];       /* the outermost calls of each thread that are open: their frames are gone */
};

/* 0 where the mechanism has none. Through memory, for no branch reaches 0. */
static unsigned (*volatile find_call)(const struct flexos_boot_compartment *, uint64_t, struct ukboot_call *) = ukboot_find_call;
static void (*volatile fail_call)(struct ukboot_frame *, const struct ukboot_call *, uint64_t) = ukboot_fail_call;
static void (*volatile lose_calls)(const struct flexos_boot_compartment *) = ukboot_lose_calls;
static void (*volatile leave_stack)(const struct flexos_boot_compartment *, uint64_t, uint64_t, int) = ukboot_leave_stack;

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

static uint64_t pristine_contents(const struct flexos_boot_compartment *compartment)
{
    return (uint64_t)(pristine_of(compartment) + 1);
}

static uint64_t pristine_heap(const struct flexos_boot_compartment *compartment)
{
    return pristine_contents(compartment) + compartment->contents_end - compartment->contents_start;
}

/* Is the heap the compartment's own? One in a shared region holds what is others' too. */
static int has_own_heap(const struct flexos_boot_compartment *compartment)
{
    return compartment->heap_start == compartment->contents_end;
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

static void clear(uint64_t start, uint64_t end)
{
    for (; start < end; start += 16)
        ((uint64_t *)start)[0] = ((uint64_t *)start)[1] = 0;
}

/* Stacks that are its own, data, heap. */
static void restore_contents(const struct flexos_boot_compartment *compartment)
{
    uint64_t contents = pristine_contents(compartment), end = compartment->contents_end;

    for (uint64_t page = compartment->contents_start; page < end; page += PAGE, contents += PAGE)
        if (!is_executable(page) && !is_guard(compartment, page))
            ukboot_copy(page, contents, contents + (end - page < PAGE ? end - page : PAGE));
    if (has_own_heap(compartment)) {
        uint64_t heap = pristine_heap(compartment), size = pristine_of(compartment)->heap;

        ukboot_copy(compartment->heap_start, heap, heap + size);
        clear(compartment->heap_start + size, compartment->heap_end);
    }
}

static void keep_contents(const struct flexos_boot_compartment *compartment)
{
    uint64_t contents = pristine_contents(compartment), end = compartment->contents_end;

    for (uint64_t page = compartment->contents_start; page < end; page += PAGE, contents += PAGE)
        if (!is_guard(compartment, page))
            ukboot_copy(contents, page, end - page < PAGE ? end : page + PAGE);
}

/* As far as anything has been written to it. */
static void keep_heap(const struct flexos_boot_compartment *compartment)
{
    uint64_t end = compartment->heap_end;

    while (end > compartment->heap_start && ((const uint64_t *)end)[-1] == 0)
        end -= 8;
    end = (end + 15) & ~15ull;
    if (pristine_heap(compartment) + (end - compartment->heap_start) > compartment->pristine_end)
        ukboot_panic("no room for a heap that constructors have written to");
    ukboot_copy(pristine_heap(compartment), compartment->heap_start, end);
    pristine_of(compartment)->heap = end - compartment->heap_start;
}

void ukboot_supervise_start(void)
{
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++)
        if (pristine_of(ukboot_compartment_of_id(i)))
            keep_contents(ukboot_compartment_of_id(i));
}

void ukboot_supervise_constructed(const struct flexos_boot_compartment *caller)
{
    static int constructed;

    if (constructed || caller->id != flexos_boot_table.main_compartment)
        return;
    constructed = 1;
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++) {
        const struct flexos_boot_compartment *compartment = ukboot_compartment_of_id(i);

        if (!pristine_of(compartment))
            continue;
        keep_contents(compartment);
        if (has_own_heap(compartment))
            keep_heap(compartment);
    }
}

const struct flexos_boot_gate *ukboot_gate_of(uint64_t back, const struct flexos_boot_compartment *caller,
                                              const struct flexos_boot_compartment *callee)
{
    const struct flexos_boot_gate *gate = (const struct flexos_boot_gate *)callee->gates_start;

    for (; (uint64_t)gate < callee->gates_end; gate++)
        if (gate->back == back && gate->from == caller->id)
            return gate;
    return 0;
}

int ukboot_begins_in(const struct flexos_boot_compartment *compartment, uint64_t thread)
{
    return compartment->id == (thread == 0 ? flexos_boot_table.main_compartment : flexos_boot_table.scheduler - 1);
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
            pristine_of(ukboot_compartment_of_id(i))->lost[thread] = 0;
}

/* No more calls of a thread are lost than are open. */
void ukboot_supervise_abandoned(uint64_t thread)
{
    struct ukboot_call call;

    for (uint64_t i = 0; find_call && i < flexos_boot_table.compartment_count; i++) {
        const struct flexos_boot_compartment *compartment = ukboot_compartment_of_id(i);
        struct pristine *pristine = pristine_of(compartment);
        unsigned open = pristine && pristine->lost[thread] ? find_call(compartment, thread, &call) : MOST_LOST;

        if (open < MOST_LOST && pristine->lost[thread] > open)
            pristine->lost[thread] = (uint8_t)open;
    }
}

/* Everything as it was at start: stacks, data, heap, capabilities. Calls of other threads are lost. */
static void restart(const struct flexos_boot_compartment *compartment, uint64_t thread, unsigned open)
{
    struct pristine *pristine = pristine_of(compartment);
    struct ukboot_call call;

    for (uint64_t other = 0; other < flexos_boot_table.threads; other++) {
        unsigned lost = other == thread ? open - 1 : find_call(compartment, other, &call);

        pristine->lost[other] = lost < MOST_LOST ? lost : MOST_LOST;
    }
    pristine->restarts++;

    if (lose_calls)
        lose_calls(compartment);
    restore_contents(compartment);
    ukboot_start_compartment(compartment);
    for (uint64_t other = 0; leave_stack && other < flexos_boot_table.threads; other++)
        leave_stack(compartment, other, 0, pristine->lost[other] != 0 || ukboot_begins_in(compartment, other));
    ukboot_forget_recovery(compartment);
    flexos_event_restarted(compartment->id, pristine->restarts, thread);
}

int ukboot_supervise(struct ukboot_frame *frame, const struct flexos_boot_compartment *culprit, uint64_t thread, uint64_t point)
{
    struct pristine *pristine;
    struct ukboot_call call;
    uint64_t failure;
    unsigned open;

    if (!culprit || policy_of(culprit) == STOP || !find_call)
        return 0;
    open = find_call(culprit, thread, &call);
    if (open == 0)
        return 0;                       /* nobody to tell: main's own compartment, or a thread's first */
    if (point && point < call.entry)
        return 0;

    pristine = pristine_of(culprit);
    if (policy_of(culprit) == RESTART && open <= pristine->lost[thread]) {
        pristine->lost[thread] = (uint8_t)(open - 1); /* a call that an earlier restart took the frames of */
        if (leave_stack)
            leave_stack(culprit, thread, 0, open > 1 || ukboot_begins_in(culprit, thread));
    } else if (policy_of(culprit) == RESTART) {
        if (limit_of(culprit) != 0 && pristine->restarts >= limit_of(culprit)) {
            ukboot_write("flexos: ");
            ukboot_write_compartment(culprit);
            ukboot_write(" has been restarted as often as it may\n");
            return 0;
        }
        restart(culprit, thread, open);
    } else if (leave_stack) {
        leave_stack(culprit, thread, call.entry, 0);
    }

    ukboot_abandon(frame);
    fail_call(frame, &call, thread);
    failure = call.gate ? call.gate->failure : (uint64_t)FAULT;
    frame->c[0].value = failure;
    flexos_event_failed(culprit->id, call.caller->id, thread, failure);
    return 1;
}
