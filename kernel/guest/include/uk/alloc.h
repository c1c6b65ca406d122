/*
 * Allocators. Whoever calls malloc gets memory of the heap of its own compartment, between
 * __heap_start and __heap_end, because ukalloc is replicated. What manages a heap is a micro-library of its
 * own, tlsf (unless the configuration says otherwise) or ukallocbbuddy; both have this interface.
 * Blocks are aligned to 16 bytes, so that they may hold capabilities.
 */
#ifndef UK_ALLOC_H
#define UK_ALLOC_H

#include <stddef.h>
#include <stdint.h>

/* In bytes that malloc_usable_size would tell; the host reads it too (HeapUse in kernel/FlexOS). */
struct uk_alloc_statistics {
    uint64_t size;                      /* of the heap, with what the allocator needs for itself */
    uint64_t in_use, peak;              /* now, and at most so far */
    uint64_t allocations, failures;     /* how often memory was given, and refused */
};

struct uk_alloc;                        /* begins with its statistics */

static inline const struct uk_alloc_statistics *uk_alloc_statistics(const struct uk_alloc *heap)
{
    return (const struct uk_alloc_statistics *)heap;
}

/* In ukalloc. The allocator of the compartment's heap, made on the first call; 0 if that is too small for one. */
struct uk_alloc *uk_alloc_get_default(void);
void *uk_calloc(struct uk_alloc *, size_t count, size_t size);

/* In tlsf and ukallocbbuddy. Makes an allocator of a piece of memory, or 0 if it is too small. */
struct uk_alloc *uk_alloc_init(void *start, size_t length);

/* All return 0 if the heap has no room (or the arguments make no sense). A heap of 0 has none. */
void *uk_malloc(struct uk_alloc *, size_t size);
void *uk_realloc(struct uk_alloc *, void *pointer, size_t size);
void *uk_memalign(struct uk_alloc *, size_t alignment, size_t size); /* alignment: a power of two */
void uk_free(struct uk_alloc *, void *pointer);

/* How much of a block may be used: at least what was asked for. */
size_t uk_malloc_usable_size(const struct uk_alloc *, const void *pointer);

/* Bytes in free blocks, and in the largest of them, without their headers. */
size_t uk_alloc_available(const struct uk_alloc *);
size_t uk_alloc_largest(const struct uk_alloc *);

/* ---- For allocators ---- */

/* Memory has been given, for `before` bytes that are taken back (0: none); 0 bytes: it could not. */
static inline void uk_alloc_count(struct uk_alloc *heap, size_t before, size_t now)
{
    struct uk_alloc_statistics *statistics = (struct uk_alloc_statistics *)heap;

    if (!now) {
        statistics->failures++;
        return;
    }
    statistics->allocations += !before;
    statistics->in_use += now - before;
    if (statistics->in_use > statistics->peak)
        statistics->peak = statistics->in_use;
}

static inline void uk_alloc_count_free(struct uk_alloc *heap, size_t bytes)
{
    ((struct uk_alloc_statistics *)heap)->in_use -= bytes;
}

#endif
