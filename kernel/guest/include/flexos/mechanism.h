/*
 * What a mechanism does its own way in the trusted base. Its object defines `flexos_mechanism`; the
 * boot table has the address, or 0 where the way of `morello` will do.
 */
#ifndef FLEXOS_MECHANISM_H
#define FLEXOS_MECHANISM_H

#include <flexos/boot.h>

struct flexos_mechanism_operations {
    void (*start)(void);                /* makes the rights of all compartments */
    uint64_t (*enter)(uint64_t function, uint64_t stack_top, const struct flexos_boot_compartment *);
    /* The rest may be 0. */
    void (*keep)(uint64_t thread, unsigned point);     /* for a recovery point: who is where */
    void (*restore)(uint64_t thread, unsigned point);  /* abandons the calls since then */
    void (*reset)(uint64_t thread);     /* its number gets a new thread: abandons all of its calls */
    const struct flexos_boot_compartment *(*current)(void); /* who runs, or 0 */
    uint64_t (*thread)(uint64_t claimed); /* which of its threads, given what the stack pointer says */
    void (*prepare)(const struct flexos_boot_compartment *); /* what it needs in its own memory, at start and at a restart */
};

extern const struct flexos_mechanism_operations flexos_mechanism;

#endif
