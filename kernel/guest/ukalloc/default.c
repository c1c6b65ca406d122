/* The heap of this compartment. */
#include <string.h>
#include <uk/alloc.h>

extern char __heap_start[], __heap_end[];

struct uk_alloc *uk_alloc_default;      /* the host looks for it by this name */

struct uk_alloc *uk_alloc_get_default(void)
{
    if (!uk_alloc_default)
        uk_alloc_default = uk_alloc_init(__heap_start, (size_t)(__heap_end - __heap_start));
    return uk_alloc_default;
}

void *uk_calloc(struct uk_alloc *heap, size_t count, size_t size)
{
    size_t bytes;
    void *payload;

    if (__builtin_mul_overflow(count, size, &bytes))
        bytes = SIZE_MAX;               /* no heap has that: refused, and counted as such */
    payload = uk_malloc(heap, bytes);
    if (payload)
        memset(payload, 0, bytes);
    return payload;
}
