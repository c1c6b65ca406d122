/*
 * What the trusted base keeps for mechanisms that trust neither side of a call: who runs in each
 * thread, and where each call under way goes back to. It lies in one area, behind the capability
 * table, with the layout of kernel/FlexOS/Internal/Mechanisms/TrustedArea.cs; change both or neither.
 *
 *   rows      {DDC, PCC} of each compartment, and one of zeroes for the trusted base
 *   blocks    FLEXOS_THREADS thread status blocks of each, and of the trusted base
 *   records   of each, and of the trusted base; on a multiple of 64
 *   threads   FLEXOS_THREADS of them
 *   stacks    FLEXOS_TRUSTED_DEPTH frames for each thread that the configuration has
 *   rest      FLEXOS_TRUSTED_REST bytes of each compartment and of the trusted base, for the mechanism
 */
#ifndef FLEXOS_TRUSTED_H
#define FLEXOS_TRUSTED_H

#define FLEXOS_TRUSTED_DEPTH 128        /* calls across under way in one thread */
#define FLEXOS_TRUSTED_REST 64

/* Offsets in struct flexos_record, flexos_thread, flexos_frame and flexos_entry. */
#define RECORD_ID 0
#define RECORD_STACKS 8
#define RECORD_BLOCKS 24
#define RECORD_ROW 40
#define RECORD_ENTRIES 48
#define RECORD_TTBR 48
#define THREADS_RUNNING -8              /* from the threads, which follow the trusted base's record */
#define THREAD_BASE 16
#define THREAD_LIMIT 24
#define FRAME_SP 16
#define FRAME_RECORD 32
#define FRAME_BYTES 64
#define ENTRY_TO 8
#define ENTRY_FROM 16
#define ENTRY_STACK_BYTES 24

#ifndef __ASSEMBLER__
#include <flexos/boot.h>

/* A compartment. */
struct flexos_record {
    uint64_t id;
    uint64_t stacks_start, stacks_size;  /* a stack pointer outside them names no thread */
    uint64_t blocks, threads;            /* its thread status blocks; struct flexos_thread of thread 0 */
    uint64_t row;
    union {
        struct flexos_capability entries; /* hardened: the entry table, for the switcher to read */
        uint64_t ttbr;                    /* page-table */
        uint64_t running[2];              /* hardened, in the record of the trusted base: in the second, the record of who runs */
    };
};

/* A thread. A compartment can act for the threads that are in it, and for those that never called. */
struct flexos_thread {
    uint64_t top;                        /* where the next frame goes */
    uint64_t current;                    /* struct flexos_record of the compartment that it is in, or 0 */
    uint64_t base, limit;
};

/* A call under way. */
struct flexos_frame {
    struct flexos_capability pc;         /* where in the caller's gate it goes back to */
    uint64_t sp, block;                  /* the caller's stack pointer, and its block as an outer call left it */
    uint64_t record;                     /* the caller */
    uint64_t unused[3];
};

/* What may be called: the linker makes one for each gate. */
struct flexos_entry {
    uint64_t function, to, from, stack_bytes;
};

struct flexos_record *flexos_trusted_record(uint64_t id);
struct flexos_thread *flexos_trusted_thread(uint64_t thread);
void *flexos_trusted_rest(void);
void flexos_trusted_start(void);        /* fills in records, threads and rows */
void flexos_trusted_keep(uint64_t thread, unsigned point);
void flexos_trusted_restore(uint64_t thread, unsigned point);
void flexos_trusted_reset(uint64_t thread);
uint64_t flexos_trusted_which(uint64_t claimed); /* a thread that is in who runs: the claimed one, if it is */
const struct flexos_boot_compartment *flexos_trusted_current(void);

/* The mechanism's: the record of who runs, and another one who is to run. */
struct flexos_record *flexos_trusted_running(void);
void flexos_trusted_run(struct flexos_record *);
#endif

#endif
