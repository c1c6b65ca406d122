/*
 * Failing a call of the `morello` mechanism (ukboot/supervise.h says what is asked for).
 *
 * Who called is known from two sides. The caller's gate has moved the caller's thread status block
 * below the 32 bytes {DDC, PCC} that the switcher pushed for the way back: only the caller can write
 * these. The callee's trampoline keeps the sealed capability to the same 32 bytes: only the callee
 * can write that. Where several calls are open at once the callee's word decides between them; by
 * itself it is not believed. A callee that lies about it can return to an older one of its callers,
 * which it can do without a fault as well.
 */
#include "../ukboot/supervise.h"

enum { SWITCHER_FRAME = 48, RETURN_PAIR = 32, GATE_BLOCK = 20, GATE_DDC = 29 };

static struct flexos_thread_status_block *block_of(const struct flexos_boot_compartment *compartment, uint64_t thread)
{
    return (struct flexos_thread_status_block *)compartment->tsb + thread;
}

static uint64_t stack_of(const struct flexos_boot_compartment *compartment, uint64_t thread)
{
    return compartment->stack_bottom + thread * FLEXOS_STACK_SIZE;
}

/*
 * The way back of a call out of a compartment whose gate left this stack pointer in the block; 0 if
 * it is not one. Above the 32 bytes the gate has kept the block as it was before: that of the call
 * before, if there was one.
 */
static const struct flexos_capability *way_back(const struct flexos_boot_compartment *compartment, uint64_t thread,
                                                uint64_t sp)
{
    uint64_t stack = stack_of(compartment, thread);

    if (sp % 16 || sp < stack || sp > stack + FLEXOS_STACK_SIZE - SWITCHER_FRAME - sizeof(struct flexos_thread_status_block))
        return 0;
    return (const struct flexos_capability *)(sp + SWITCHER_FRAME - RETURN_PAIR);
}

static const struct flexos_boot_gate *gate_of(const struct flexos_capability *pair,
                                              const struct flexos_boot_compartment *caller,
                                              const struct flexos_boot_compartment *callee)
{
    const struct flexos_boot_gate *gate = (const struct flexos_boot_gate *)callee->gates_start;

    for (; (uint64_t)gate < callee->gates_end; gate++)
        if (gate->back == pair[1].value && gate->from == caller->id)
            return ukboot_tagged(&pair[1]) ? gate : 0;
    return 0;
}

/* What the callee's trampoline keeps: the address of the way back that it was entered with, or 0. */
static uint64_t kept_by(const struct flexos_boot_compartment *callee, uint64_t thread)
{
    uint64_t sp = block_of(callee, thread)->sp, stack = stack_of(callee, thread);
    const struct flexos_capability *kept = (const struct flexos_capability *)sp - 1;

    if (sp % 16 || sp < stack + sizeof *kept || sp > stack + FLEXOS_STACK_SIZE || !ukboot_tagged(kept))
        return 0;
    return kept->value;
}

unsigned ukboot_find_call(const struct flexos_boot_compartment *callee, uint64_t thread, struct ukboot_call *call)
{
    uint64_t kept = kept_by(callee, thread);
    unsigned found = 0;

    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++) {
        const struct flexos_boot_compartment *caller = ukboot_compartment_of_id(i);
        uint64_t sp = caller == callee ? 0 : block_of(caller, thread)->sp, before = 0;

        for (const struct flexos_capability *pair; sp > before && (pair = way_back(caller, thread, sp));) {
            const struct flexos_boot_gate *gate = gate_of(pair, caller, callee);

            if (gate && (found++ == 0 || (uint64_t)pair == kept))
                *call = (struct ukboot_call){caller, gate, sp};
            before = sp;
            sp = ((const struct flexos_thread_status_block *)(pair + 2))->sp;
        }
    }
    return found;
}

void ukboot_fail_call(struct ukboot_frame *frame, const struct ukboot_call *call, uint64_t thread)
{
    const struct flexos_compartment_capabilities *pair = ukboot_capabilities(call->caller->id);
    struct flexos_thread_status_block *block = block_of(call->caller, thread);

    block->sp = call->sp;               /* by which the gate finds its frame: calls after this one are over, too */

    for (unsigned i = 0; i < 31; i++)   /* the gate restores what its caller needs */
        frame->c[i] = (struct flexos_capability){0};
    frame->c[0].value = call->gate->failure;
    frame->c[GATE_BLOCK].value = (uint64_t)block;
    ukboot_set_value(&frame->c[GATE_DDC], &pair->ddc, pair->ddc.value);
    ukboot_set_value(&frame->celr, &pair->pcc, call->gate->back);
    ukboot_set_restricted(&pair->ddc, block->sp, call->caller->id);
}
