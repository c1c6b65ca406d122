/* C's allocation functions, over the heap of the compartment that calls them. */
#include <flexos/thread.h>
#include <malloc.h>
#include <stdlib.h>
#include <uk/alloc.h>

enum { ENOMEM = 12, EINVAL = 22 };

static void *or_errno(void *pointer)
{
    if (!pointer)
        *flexos_thread_errno() = ENOMEM;
    return pointer;
}

void *malloc(size_t size)
{
    return or_errno(uk_malloc(uk_alloc_get_default(), size));
}

void *calloc(size_t count, size_t size)
{
    return or_errno(uk_calloc(uk_alloc_get_default(), count, size));
}

void *realloc(void *pointer, size_t size)
{
    return or_errno(uk_realloc(uk_alloc_get_default(), pointer, size));
}

void free(void *pointer)
{
    uk_free(uk_alloc_get_default(), pointer);
}

void *memalign(size_t alignment, size_t size)
{
    return or_errno(uk_memalign(uk_alloc_get_default(), alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **pointer, size_t alignment, size_t size)
{
    void *block;

    if (alignment < sizeof(void *) || alignment & (alignment - 1))
        return EINVAL;
    block = uk_memalign(uk_alloc_get_default(), alignment, size);
    if (!block)
        return ENOMEM;
    *pointer = block;
    return 0;
}

size_t malloc_usable_size(void *pointer)
{
    return pointer ? uk_malloc_usable_size(uk_alloc_get_default(), pointer) : 0;
}
