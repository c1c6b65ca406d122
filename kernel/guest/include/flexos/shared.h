/*
 * Data that compartments share, by annotation; docs/gates.md says what becomes of it with each way of sharing.
 */
#ifndef FLEXOS_SHARED_H
#define FLEXOS_SHARED_H

#include <flexos/isolation.h>
#include <stddef.h>
#include <stdint.h>

/* A variable that the neighbours on the shared region see: flexos_shared static int count; */
#define flexos_shared __attribute__((section(".data_shared")))

/* The same, in the region between its owner and a compartment or the compartment of a micro-library. */
#define flexos_shared_with(name) __attribute__((section(".data_shared.with." #name)))

/*
 * A variable in the region behind c18, which no compartment's DDC covers and any number of compartments share. It is read and
 * written through that capability, a number of 64 bits at a time.
 */
#define flexos_shared_register __attribute__((section(".data_shared_register"), aligned(8)))

#define FLEXOS_REGISTER_LOAD(variable) \
    ({ uint64_t flexos_value; \
       __asm__ volatile("mov x16, %1\n\t" \
                        ".inst 0xC2D04250\n\t"           /* SCVALUE c16, c18, x16 */ \
                        ".inst 0x82600E10\n\t"           /* LDR x16, [c16] */ \
                        "mov %0, x16" : "=r"(flexos_value) : "r"(&(variable)) : "x16", "memory"); \
       (__typeof__(variable))flexos_value; })

#define FLEXOS_REGISTER_STORE(variable, value) \
    ({ uint64_t flexos_value = (uint64_t)(value); \
       __asm__ volatile("mov x16, %1\n\tmov x17, %0\n\t" \
                        ".inst 0xC2D04250\n\t"           /* SCVALUE c16, c18, x16 */ \
                        ".inst 0x82400E11"               /* STR x17, [c16] */ \
                        : : "r"(flexos_value), "r"(&(variable)) : "x16", "x17", "memory"); })

/*
 * Memory that both neighbours reach, from the heap of the region that the compartment overlaps on. A compartment that shares
 * with nobody gets memory of its own. Either side may free what the other one allocated. 0 where there is no room.
 */
void *flexos_shared_alloc(size_t size);
void flexos_shared_free(void *memory);

/*
 * The same from the region that the compartment shares with another one, or with the compartment of a micro-library, where it
 * shares with more than one: flexos_shared_alloc_with(comp3, size). The planner makes the two overlap for it.
 */
#define flexos_shared_alloc_with(name, size) \
    ({ extern char flexos_heap_start[] __asm__("__shared_heap_start.with." #name), flexos_heap_end[] __asm__("__shared_heap_end.with." #name); \
       flexos_shared_alloc_in(flexos_heap_start, flexos_heap_end, (size)); })
#define flexos_shared_free_with(name, memory) \
    ({ extern char flexos_heap_start[] __asm__("__shared_heap_start.with." #name), flexos_heap_end[] __asm__("__shared_heap_end.with." #name); \
       flexos_shared_free_in(flexos_heap_start, flexos_heap_end, (memory)); })

/* The same from a heap by its bounds; malloc and free where it has none. */
void *flexos_shared_alloc_in(void *start, void *end, size_t size);
void flexos_shared_free_in(void *start, void *end, void *memory);

/* The names that FlexOS has for them. */
static inline void *flexos_malloc_shared(size_t size)
{
    return flexos_shared_alloc(size);
}

static inline void flexos_free_shared(void *memory)
{
    flexos_shared_free(memory);
}

static inline void flexos_shared_release_variable(void *variable)
{
    flexos_shared_free(*(void **)variable);
}

/*
 * A local variable that the neighbours see, to the end of its block: FLEXOS_SHARED_STACK(struct stat, status); makes
 * `status` a pointer to one, or 0. Every call has its own, so functions stay re-entrant; the artefact makes such variables
 * global.
 */
#define FLEXOS_SHARED_STACK(type, name) \
    type *name __attribute__((cleanup(flexos_shared_release_variable))) = flexos_shared_alloc(sizeof(type))

#endif
