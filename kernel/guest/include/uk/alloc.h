/*
 * The allocator of a compartment: a heap between __heap_start and __heap_end, which the linker puts
 * into the compartment's data. Blocks are 16-byte aligned, so that they may hold capabilities.
 */
#ifndef UK_ALLOC_H
#define UK_ALLOC_H

#include <stddef.h>

struct uk_alloc;

/* The allocator of the compartment that ukalloc is in; made on the first call. */
struct uk_alloc *uk_alloc_get_default(void);

/* All return 0 if the heap has no room (or the arguments make no sense). */
void *uk_malloc(struct uk_alloc *, size_t size);
void *uk_calloc(struct uk_alloc *, size_t count, size_t size);
void *uk_realloc(struct uk_alloc *, void *pointer, size_t size);
void *uk_memalign(struct uk_alloc *, size_t alignment, size_t size); /* alignment: a power of two */
void uk_free(struct uk_alloc *, void *pointer);

/* How much of a block may be used: at least what was asked for. */
size_t uk_malloc_usable_size(const struct uk_alloc *, const void *pointer);

/* Bytes in free blocks, and in the largest of them, without their headers. */
size_t uk_alloc_available(const struct uk_alloc *);
size_t uk_alloc_largest(const struct uk_alloc *);

#endif
