/*
 * Failing a call of the gate variants with thread status blocks in the callers' memory (ukboot/supervise.h
 * says what is asked for).
 *
 * Who called is known from two sides. The caller's gate has moved the caller's block below its frame,
 * with the way back beside it: only the caller can write these. The callee's trampoline keeps a sealed
 * way back: only the callee can write that. Where several calls are open at once the callee's word
 * decides between them; by itself it is not believed. A callee that lies about it can return to an older
 * one of its callers, which it can do without a fault as well.
 */
#include "../ukboot/supervise.h"

#include <flexos/blocks.h>

enum {
    GATE_BLOCK = 20, GATE_DDC = 29,     /* registers */
    GATES_FRAME = 512,                  /* more than a gate takes off its stack when the call has returned */
};

static struct flexos_thread_status_block *block_of(const struct flexos_boot_compartment *compartment, uint64_t thread)
{
    return (struct flexos_thread_status_block *)compartment->tsb + thread;
}

static uint64_t stack_of(const struct flexos_boot_compartment *compartment, uint64_t thread)
{
    return compartment->stack_bottom + thread * FLEXOS_STACK_SIZE;
}

/* Can it be what a gate has left in a block? Above its frame the gate has kept the block of before: that of an outer call. */
static int is_call(const struct flexos_boot_compartment *compartment, uint64_t thread, uint64_t sp)
{
    uint64_t stack = stack_of(compartment, thread);

    return sp % 16 == 0 && sp >= stack + ukboot_lowest_frame()
        && sp <= stack + FLEXOS_STACK_SIZE - FLEXOS_SWITCHER_FRAME - sizeof(struct flexos_thread_status_block);
}

static uint64_t before(uint64_t sp)
{
    return ((const struct flexos_thread_status_block *)(sp + FLEXOS_SWITCHER_FRAME))->sp;
}

static int is_stack_pointer(const struct flexos_boot_compartment *compartment, uint64_t thread, uint64_t sp)
{
    uint64_t stack = stack_of(compartment, thread);

    return sp % 16 == 0 && sp >= stack + ukboot_lowest_frame() + 2 * sizeof(struct flexos_capability) && sp <= stack + FLEXOS_STACK_SIZE;
}

/*
 * The stack pointer that a compartment with so many calls open was entered with for the newest of them:
 * its block as the newest call out of it left it, of those that led back to it. A call that it did not
 * get to the end of may have moved it since. 0 if it is none.
 */
static uint64_t entry_of(const struct flexos_boot_compartment *callee, uint64_t thread, unsigned open)
{
    uint64_t entry = block_of(callee, thread)->sp, sp = entry;
    unsigned calls = 0, outer = open - !ukboot_begins_in(callee, thread);

    for (uint64_t inner = 0; sp > inner && is_call(callee, thread, sp) && before(sp) != 0; inner = sp, sp = before(sp))
        calls++;
    for (; calls > outer; calls--)
        entry = before(entry);
    return is_stack_pointer(callee, thread, entry) ? entry : 0;
}

/* The calls that a caller has open and that are of the callee; the newest, or the one that the callee's trampoline knows. */
static unsigned find_calls_of(const struct flexos_boot_compartment *caller, const struct flexos_boot_compartment *callee,
                              uint64_t thread, uint64_t entry, struct ukboot_call *call, int *known)
{
    uint64_t sp = block_of(caller, thread)->sp;
    unsigned found = 0;

    for (uint64_t inner = 0; sp > inner && is_call(caller, thread, sp); inner = sp, sp = before(sp)) {
        uint64_t back = flexos_way_back(sp);
        const struct flexos_boot_gate *gate = back ? ukboot_gate_of(back, caller, callee) : 0;
        int kept = gate && entry && flexos_keeps_way_back(entry, caller, sp, back);

        if (!gate)
            continue;
        if (!*known && (kept || !call->caller))
            *call = (struct ukboot_call){caller, gate, sp, entry};
        *known |= kept;
        found++;
    }
    return found;
}

static unsigned find_calls(const struct flexos_boot_compartment *callee, uint64_t thread, uint64_t entry, struct ukboot_call *call)
{
    unsigned found = 0;
    int known = 0;

    *call = (struct ukboot_call){0};
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++)
        if (ukboot_compartment_of_id(i) != callee)
            found += find_calls_of(ukboot_compartment_of_id(i), callee, thread, entry, call, &known);
    return found;
}

/* Where its trampoline keeps the way back follows from how many calls are open. */
unsigned ukboot_find_call(const struct flexos_boot_compartment *callee, uint64_t thread, struct ukboot_call *call)
{
    unsigned open = find_calls(callee, thread, 0, call);

    return open == 0 ? 0 : find_calls(callee, thread, entry_of(callee, thread, open), call);
}

void ukboot_fail_call(struct ukboot_frame *frame, const struct ukboot_call *call, uint64_t thread)
{
    const struct flexos_compartment_capabilities *pair = ukboot_capabilities(call->caller->id);
    struct flexos_thread_status_block *block = block_of(call->caller, thread);

    block->sp = call->sp;               /* by which the gate finds its frame: calls after this one are over, too */
    frame->c[GATE_BLOCK].value = (uint64_t)block;
    ukboot_set_value(&frame->c[GATE_DDC], &pair->ddc, pair->ddc.value);
    ukboot_set_value(&frame->celr, &pair->pcc, call->gate->back);
    ukboot_set_restricted(&pair->ddc, block->sp, call->caller->id);
}

/*
 * A lost call comes back to a gate, which takes its frame from above what the block says. It shall find
 * zeroes, and the fault that follows from them, and not what newer calls have left on the same stack.
 */
void ukboot_leave_stack(const struct flexos_boot_compartment *compartment, uint64_t thread, uint64_t entry, int lost)
{
    uint64_t top = stack_of(compartment, thread) + FLEXOS_STACK_SIZE, sp = entry ? entry : lost ? top - GATES_FRAME : top;

    block_of(compartment, thread)->sp = sp;
    for (; !entry && sp < top; sp += 8)
        *(uint64_t *)sp = 0;
}
