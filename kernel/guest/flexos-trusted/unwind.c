/*
 * Failing a call of the mechanisms whose ways back the trusted base keeps (ukboot/supervise.h says what
 * is asked for). Who runs and who called is known here and in nobody else's memory, so nothing has to be
 * believed and nothing has to be searched for.
 */
#include "../ukboot/supervise.h"

#include <flexos/trusted.h>

static uint64_t *block_of(const struct flexos_record *record, uint64_t thread)
{
    return &((struct flexos_thread_status_block *)record->blocks)[thread].sp;
}

/* The compartment that a call under way is of. */
static uint64_t callee_of(const struct flexos_thread *thread, const struct flexos_frame *frame)
{
    return (uint64_t)(frame + 1) == thread->top ? thread->current : frame[1].record;
}

/* Where the stack of a compartment begins for calls that come after this frame. */
static uint64_t free_stack(const struct flexos_thread *thread, uint64_t number, const struct flexos_frame *frame, const struct flexos_record *record)
{
    while ((uint64_t)frame-- > thread->base)
        if (frame->record == (uint64_t)record)
            return frame->sp;
    return record->stacks_start + (number + 1) * FLEXOS_STACK_SIZE;
}

unsigned ukboot_find_call(const struct flexos_boot_compartment *callee, uint64_t number, struct ukboot_call *call)
{
    const struct flexos_thread *thread = flexos_trusted_thread(number);
    const struct flexos_record *record = flexos_trusted_record(callee->id);
    unsigned found = 0;

    for (const struct flexos_frame *frame = (const struct flexos_frame *)thread->top; (uint64_t)frame-- > thread->base;) {
        const struct flexos_boot_compartment *caller = ukboot_compartment_of_id(((const struct flexos_record *)frame->record)->id);

        if (caller && callee_of(thread, frame) == (uint64_t)record && found++ == 0)
            *call = (struct ukboot_call){caller, ukboot_gate_of(frame->pc.value, caller, callee), (uint64_t)frame, free_stack(thread, number, frame, record)};
    }
    return found;
}

void ukboot_fail_call(struct ukboot_frame *frame, const struct ukboot_call *call, uint64_t number)
{
    struct flexos_thread *thread = flexos_trusted_thread(number);
    const struct flexos_frame *ended = (const struct flexos_frame *)call->sp;
    struct flexos_record *caller = (struct flexos_record *)ended->record, *callee = (struct flexos_record *)callee_of(thread, ended);

    for (const struct flexos_frame *after = (const struct flexos_frame *)thread->top; after-- > ended;)
        *block_of((const struct flexos_record *)after->record, number) = after->block;
    *block_of(callee, number) = free_stack(thread, number, ended, callee); /* a call that it did not get to the end of had moved it */
    thread->top = (uint64_t)ended;
    thread->current = (uint64_t)caller;
    flexos_trusted_run(caller);

    ukboot_set_value(&frame->celr, &ended->pc, ended->pc.value);
    ukboot_set_restricted(&ukboot_capabilities(caller->id)->ddc, ended->sp, caller->id);
}

/* What comes back from calls of it goes on nowhere, and that is a fault of the compartment. */
void ukboot_lose_calls(const struct flexos_boot_compartment *compartment)
{
    for (uint64_t number = 0; number < flexos_boot_table.threads; number++) {
        const struct flexos_thread *thread = flexos_trusted_thread(number);

        for (struct flexos_frame *frame = (struct flexos_frame *)thread->base; (uint64_t)frame < thread->top; frame++)
            if (frame->record == (uint64_t)flexos_trusted_record(compartment->id))
                frame->pc = (struct flexos_capability){0};
    }
}
