/*
 * The boot table: what the linker tells the trusted base about the image it built.
 * The layout is shared with the linker in kernel/FlexOS; change both or neither.
 */
#ifndef FLEXOS_BOOT_H
#define FLEXOS_BOOT_H

#include <flexos/thread.h>
#include <stdint.h>

#define FLEXOS_BOOT_MAGIC 0x0100534f58454c46ull /* "FLEXOS\0\1", little-endian */

enum flexos_mechanism {
    FLEXOS_FUNCTION = 0, /* no isolation: calls across are function calls */
    FLEXOS_MORELLO = 1,  /* a DDC and a PCC of its own, gates through the switcher */
    FLEXOS_PAGE_TABLE = 2, /* EL0, and page tables of its own */
};

/* Intervals are [start, end), and every one of them is representable exactly as capability bounds. */
struct flexos_boot_compartment {
    uint64_t id;
    uint64_t mechanism;
    uint64_t text_start, text_end;       /* PCC */
    uint64_t data_start, data_end;       /* DDC; takes in the shared region where the two overlap */
    uint64_t stack_bottom, stack_top;    /* of thread 0; that of thread t lies t * FLEXOS_STACK_SIZE above */
    uint64_t heap_start, heap_end;
    uint64_t trampoline;                 /* its copy, in its text */
    uint64_t switcher_call_slot;         /* 16 bytes in its data, for the sealed entry capability */
    uint64_t tsb;                        /* its thread status blocks, FLEXOS_THREADS of them */
    uint64_t name;                       /* NUL-terminated */
    uint64_t on_fault;                   /* 0 stop, 1 fail its call, 2 and restart it; high half: restarts, 0 for any number */
    uint64_t pristine_start, pristine_end; /* trusted: 48 bytes of ukboot's, a copy of its contents at start, and room for one of its heap; or 0 */
    uint64_t unused;                     /* 0 */
    uint64_t flags;                      /* page-table: FLEXOS_MAPS_ bits */
    uint64_t gates_start, gates_end;     /* struct flexos_boot_gate: gates into it, if its calls can fail */
    uint64_t contents_start, contents_end; /* its own stacks and data, without its heap */
    uint64_t reserved[9];                /* 0; see docs/image-format.md for who takes which */
};

/* A gate into a compartment whose faults do not stop the machine. */
struct flexos_boot_gate {
    uint64_t back;                       /* where it goes on when the call has returned, in the caller's text */
    uint64_t from, to;                   /* ids */
    uint64_t failure;                    /* what its caller gets as the result of a call that failed */
};

struct flexos_boot_table {
    uint64_t magic;
    uint64_t compartment_count;
    uint64_t capability_table;           /* struct flexos_compartment_capabilities for each id */
    uint64_t switcher_start, switcher_end;
    uint64_t shared_start, shared_end;
    uint64_t main, main_compartment;
    uint64_t console_slot;               /* 16 bytes for the console's capability, or 0 */
    uint64_t image_start, image_end;
    uint64_t boot_stack_top;
    uint64_t ram_base, ram_size;
    uint64_t uart_base;
    uint64_t threads;                    /* 1..FLEXOS_THREADS */
    uint64_t variant;                    /* enum flexos_gate_variant */
    uint64_t entries_start, entries_end; /* the entry table, or 0 */
    uint64_t trusted_start, trusted_end; /* flexos/trusted.h; for `artefact` the switcher's pair, in compartment 0; or 0 */
    uint64_t permissions;                /* low half: of each DDC; high half: of each PCC */
    uint64_t shared_heap_start, shared_heap_end; /* 0 */
    uint64_t executable_start, executable_end;   /* struct flexos_range: what is mapped executable */
    uint64_t page_tables_start, page_tables_end; /* memory for tables beyond those that one range needs */
    uint64_t mechanism;                  /* struct flexos_mechanism_operations, or 0 */
    uint64_t code_end;                   /* of every PCC's bounds, which begin at image_start; or 0: the compartment's own text */
    uint64_t scheduler;                  /* id of uksched's compartment, plus 1; 0 without uksched */
    struct flexos_boot_compartment compartments[];
};

#define FLEXOS_MAPS_SHARED 1             /* it uses the shared region */
#define FLEXOS_MAPS_CONSOLE 2            /* it has the console */

/* flexos_boot_table.variant, of `morello`. */
enum flexos_gate_variant {
    FLEXOS_GATE_LPB,
    FLEXOS_GATE_ARTEFACT,
    FLEXOS_GATE_HARDENED,
    FLEXOS_GATE_SHARED_STACK,
    FLEXOS_GATE_SEALED_PAIR,
    FLEXOS_GATE_EXCEPTION,
};

extern const struct flexos_boot_table flexos_boot_table;

struct flexos_range {
    uint64_t start, end;
};

/* A capability in memory. C here knows no capability type, so it only ever passes the address. */
struct flexos_capability {
    uint64_t value, metadata;
} __attribute__((aligned(16)));

/* The table that the switcher indexes: 32 bytes for each compartment. */
struct flexos_compartment_capabilities {
    struct flexos_capability ddc, pcc;
};

/* Where a compartment's thread goes on when it is next entered. */
struct flexos_thread_status_block {
    uint64_t sp, fp;
};

#endif
