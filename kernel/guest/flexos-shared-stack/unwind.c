/*
 * Failing a call of `gate: shared-stack` (ukboot/supervise.h says what is asked for).
 *
 * In an image with supervision every gate has its frame and where it goes on in the caller's thread
 * status block, which the callee cannot reach, and what was there before on the stack, where the callee
 * can write as it can to all that the caller has there. What the stack says is checked only so far that a
 * caller goes on in its own text, with a stack pointer in its thread's stack.
 */
#include "../ukboot/supervise.h"

enum { GATE_BLOCK = 20, GATE_DDC = 29 }; /* registers */

/* What a gate has in its caller's block: its frame, and the address that it goes on at. */
struct mark {
    uint64_t sp, back;
};

/* flexos-shared-stack/gate.S: what lies at sp; then, if its call is supervised, GATE_SAVE's. */
struct gate_frame {
    uint64_t fp, lr;
    struct mark before;
    uint64_t x20, unused;
    struct flexos_capability c19_c30[12];
};

static struct mark *mark_of(const struct flexos_boot_compartment *compartment, uint64_t thread)
{
    return (struct mark *)compartment->tsb + thread;
}

static uint64_t stack_of(const struct flexos_boot_compartment *compartment, uint64_t thread)
{
    return compartment->stack_bottom + thread * FLEXOS_STACK_SIZE;
}

/* The frame of a gate, if the mark is of one that lies above an address; else 0. */
static struct gate_frame *frame_of(struct mark mark, const struct flexos_boot_compartment *compartment, uint64_t thread, uint64_t above)
{
    uint64_t stack = stack_of(compartment, thread);

    return mark.back && mark.sp % 16 == 0 && mark.sp > above && mark.sp >= stack + ukboot_lowest_frame()
        && mark.sp <= stack + FLEXOS_STACK_SIZE - sizeof(struct gate_frame) ? (struct gate_frame *)mark.sp : 0;
}

unsigned ukboot_find_call(const struct flexos_boot_compartment *callee, uint64_t thread, struct ukboot_call *call)
{
    unsigned found = 0;

    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++) {
        const struct flexos_boot_compartment *caller = ukboot_compartment_of_id(i);
        struct mark mark = *mark_of(caller, thread);
        struct gate_frame *frame;

        for (uint64_t inner = 0; caller != callee && (frame = frame_of(mark, caller, thread, inner)); mark = frame->before) {
            const struct flexos_boot_gate *gate = ukboot_gate_of(mark.back, caller, callee);

            if (gate && (found++ == 0 || mark.sp < call->sp))
                *call = (struct ukboot_call){caller, gate, mark.sp, mark.sp};
            inner = mark.sp;
        }
    }
    return found;
}

/* What a compartment has open above an address, or nothing. */
static struct mark above(const struct flexos_boot_compartment *compartment, uint64_t thread, uint64_t sp)
{
    struct mark mark = *mark_of(compartment, thread);
    struct gate_frame *frame;

    for (uint64_t inner = 0; (frame = frame_of(mark, compartment, thread, inner)); mark = frame->before) {
        if (mark.sp > sp)
            return mark;
        inner = mark.sp;
    }
    return (struct mark){.sp = stack_of(compartment, thread) + FLEXOS_STACK_SIZE};
}

void ukboot_fail_call(struct ukboot_frame *frame, const struct ukboot_call *call, uint64_t thread)
{
    const struct flexos_compartment_capabilities *pair = ukboot_capabilities(call->caller->id);
    const struct flexos_boot_compartment *callee = ukboot_compartment_of_id(call->gate->to);

    *mark_of(callee, thread) = above(callee, thread, call->sp); /* a call that it did not get to the end of had changed it */
    frame->c[GATE_BLOCK].value = (uint64_t)mark_of(call->caller, thread);
    ukboot_set_value(&frame->c[GATE_DDC], &pair->ddc, pair->ddc.value);
    ukboot_set_value(&frame->celr, &pair->pcc, call->gate->back);
    ukboot_set_restricted(&pair->ddc, call->sp, call->caller->id);
}

/* Does a gate keep all registers? */
static int is_supervised(const struct flexos_boot_compartment *caller, uint64_t back)
{
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++)
        if (ukboot_gate_of(back, caller, ukboot_compartment_of_id(i)))
            return 1;
    return 0;
}

/* Its frames are its callers' as well and stay, but the calls that it made come back to address 0. */
void ukboot_lose_calls(const struct flexos_boot_compartment *compartment)
{
    for (uint64_t thread = 0; thread < flexos_boot_table.threads; thread++) {
        struct mark mark = *mark_of(compartment, thread);
        struct gate_frame *frame;

        for (uint64_t inner = 0; (frame = frame_of(mark, compartment, thread, inner)); mark = frame->before) {
            frame->lr = 0;
            if (is_supervised(compartment, mark.back))
                frame->c19_c30[11] = (struct flexos_capability){0};
            inner = mark.sp;
        }
    }
}
