/*
 * Supervision: what becomes of the calls of a compartment that faults (`on_fault` in a configuration).
 * Which calls are open and how one is ended from outside is the mechanism's to know: its objects
 * define the functions of the first part. Where none does there is no supervision, and faults stop.
 */
#ifndef UKBOOT_SUPERVISE_H
#define UKBOOT_SUPERVISE_H

#include "ukboot.h"

struct ukboot_call {
    const struct flexos_boot_compartment *caller;
    const struct flexos_boot_gate *gate;
    uint64_t sp;                        /* what the mechanism finds the frame of the call by */
    uint64_t entry;                     /* the callee's stack pointer when it was entered */
};

/* The number of calls into a compartment that a thread has open, and the newest of them. */
__attribute__((weak)) unsigned ukboot_find_call(const struct flexos_boot_compartment *callee, uint64_t thread, struct ukboot_call *);

/*
 * Ends the calls of a thread from this one on: frame, DDC and stack pointer become the caller's, behind
 * the call. All registers of the frame are clear before, and x0 is set afterwards.
 */
__attribute__((weak)) void ukboot_fail_call(struct ukboot_frame *, const struct ukboot_call *, uint64_t thread);

/*
 * The compartment is about to be restarted: what comes back into it, from calls that it made, must
 * fault. May be 0, where it does for want of what stood on its stack.
 */
__attribute__((weak)) void ukboot_lose_calls(const struct flexos_boot_compartment *);

/*
 * A call of the compartment has ended: its stack is as it was at entry. If that is 0, nothing is on its
 * stack any more; calls that are lost will still come back to it. May be 0, where stacks are in nobody's hands.
 */
__attribute__((weak)) void ukboot_leave_stack(const struct flexos_boot_compartment *, uint64_t thread, uint64_t entry, int lost);

/* Did the thread begin in the compartment? Its frames there are of no call. */
int ukboot_begins_in(const struct flexos_boot_compartment *, uint64_t thread);

/* The lowest address of a frame, from the bottom of its stack: what a compartment says lies lower is not to be read. */
static inline uint64_t ukboot_lowest_frame(void)
{
    return flexos_boot_table.threads > 1 ? FLEXOS_STACK_GUARD_END : FLEXOS_STACK_TLS_END;
}

/* The gate into a compartment that goes on at an address of a caller, or 0. */
const struct flexos_boot_gate *ukboot_gate_of(uint64_t back, const struct flexos_boot_compartment *caller,
                                              const struct flexos_boot_compartment *callee);

/* supervise.c: keeps what restarting will need; before anything is written to a compartment. */
void ukboot_supervise_start(void);

/* Constructors have run, says a compartment: what restarting puts back is what there is now. */
void ukboot_supervise_constructed(const struct flexos_boot_compartment *caller);

/* The number of a thread gets a new one, which has no calls open. */
void ukboot_supervise_reset(uint64_t thread);

/* A recovery point has ended calls of a thread. */
void ukboot_supervise_abandoned(uint64_t thread);

/*
 * 1 if the faulting call was ended and its caller goes on; 0 if the fault is nobody's to handle. If
 * the culprit has a recovery point, its stack pointer: one in the faulting call handles the fault.
 */
int ukboot_supervise(struct ukboot_frame *, const struct flexos_boot_compartment *culprit, uint64_t thread, uint64_t point);

#endif
