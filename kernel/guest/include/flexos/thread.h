/*
 * What lies at the low end of every stack. A stack is as large as it is aligned, so sp with its low
 * bits cleared leads there from any function: no register and no table is needed to know which
 * thread runs, and each thread has one such block in every compartment that it enters.
 * The linker's side is kernel/FlexOS, docs/image-format.md.
 */
#ifndef FLEXOS_THREAD_H
#define FLEXOS_THREAD_H

#define FLEXOS_THREADS 32               /* at most; entries in a compartment's thread status blocks */
#define FLEXOS_STACK_SIZE 0x10000       /* and alignment */

#define FLEXOS_STACK_RECOVERY 0         /* thread status blocks kept for recovery points */
#define FLEXOS_STACK_TID 4096           /* u32: the thread's id */
#define FLEXOS_STACK_GENERATION 4100    /* u32: how many threads have had this stack before */
#define FLEXOS_STACK_ERRNO 4104         /* int: errno */
#define FLEXOS_STACK_TLS 4352           /* thread-local data of the compartment's shared objects, */
#define FLEXOS_STACK_TLS_END 8192       /* up to here */
#define FLEXOS_STACK_GUARD 8192         /* with more than one thread: a page that is not there; above it lie the frames */
#define FLEXOS_STACK_GUARD_END 12288

#ifndef __ASSEMBLER__
#include <stdint.h>

/* The low end of the stack that runs now. */
static inline char *flexos_stack(void)
{
    char *sp;

    __asm__("mov %0, sp" : "=r"(sp));
    return (char *)((uintptr_t)sp & ~(uintptr_t)(FLEXOS_STACK_SIZE - 1));
}

/* Which thread runs: 0 is the one that main runs in. */
static inline uint32_t flexos_thread_id(void)
{
    return *(const volatile uint32_t *)(flexos_stack() + FLEXOS_STACK_TID);
}

/* Tells threads apart that had the same number one after the other. */
static inline uint32_t flexos_thread_generation(void)
{
    return *(const volatile uint32_t *)(flexos_stack() + FLEXOS_STACK_GENERATION);
}

/* Where errno is, for the thread and the compartment that ask. */
static inline int *flexos_thread_errno(void)
{
    return (int *)(flexos_stack() + FLEXOS_STACK_ERRNO);
}
#endif

#endif
