/*
 * Supervision: what becomes of the calls of a compartment that faults (`on_fault` in a configuration).
 * Which calls are open and how one is ended from outside is the mechanism's to know: its object
 * defines the two functions below. Where none does there is no supervision, and faults stop.
 */
#ifndef UKBOOT_SUPERVISE_H
#define UKBOOT_SUPERVISE_H

#include "ukboot.h"

struct ukboot_call {
    const struct flexos_boot_compartment *caller;
    const struct flexos_boot_gate *gate;
    uint64_t sp;                        /* what the mechanism finds the frame of the call by */
};

/* The number of calls into a compartment that a thread has open, and the newest of them. */
__attribute__((weak)) unsigned ukboot_find_call(const struct flexos_boot_compartment *callee, uint64_t thread, struct ukboot_call *);

/* Makes the frame one that goes on behind the call, with the gate's failure as the result. */
__attribute__((weak)) void ukboot_fail_call(struct ukboot_frame *, const struct ukboot_call *, uint64_t thread);

/* supervise.c: keeps what restarting will need; before anything is written to a compartment. */
void ukboot_supervise_start(void);

/* The number of a thread gets a new one, which has no calls open. */
void ukboot_supervise_reset(uint64_t thread);

/* 1 if the faulting call was ended and its caller goes on; 0 if the fault is nobody's to handle. */
int ukboot_supervise(struct ukboot_frame *, const struct flexos_boot_compartment *culprit, uint64_t thread);

#endif
