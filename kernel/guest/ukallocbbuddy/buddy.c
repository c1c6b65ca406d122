/*
 * Binary buddies: a block is 2^n bytes, at a multiple of that from the start of the heap, and its
 * buddy is the other half of the block of 2^(n+1) bytes that both are of. Splitting and joining need
 * no search, at the price of what is lost to the next power of two.
 * (After K. C. Knowlton, "A fast storage allocator", Communications of the ACM 8(10), 1965; Unikraft's
 * ukallocbbuddy is of this family, over pages.)
 *
 * Every block begins with a header. The buddy of a block begins with one too, whatever it has been
 * split into, so what it is can be read there.
 */
#include <uk/alloc.h>

#include <stdint.h>
#include <string.h>

enum {
    ALIGNMENT = 16,
    SMALLEST = 5,                       /* 2^5: a header and 16 bytes */
    ORDERS = 41,
};

enum state { IN_USE = 0x55, FREE = 0xf2, ALIGNED = 0xa1 };

struct block {
    uint32_t order;
    uint32_t state;
    uint64_t back;                      /* ALIGNED: a second header, so many bytes behind that of the block */
    struct block *next, *previous;      /* in its list; only while free, else payload */
};

enum { HEADER = offsetof(struct block, next) };

struct uk_alloc {
    struct uk_alloc_statistics statistics;
    char *start, *end;
    uint64_t orders;                    /* bit: the list has a block */
    struct block *lists[ORDERS];
};

static size_t size_of(unsigned order)
{
    return (size_t)1 << order;
}

static void insert(struct uk_alloc *heap, struct block *block, unsigned order)
{
    struct block **list = &heap->lists[order];

    *block = (struct block){.order = order, .state = FREE, .next = *list};
    if (*list)
        (*list)->previous = block;
    *list = block;
    heap->orders |= 1ull << order;
}

static void take(struct uk_alloc *heap, struct block *block)
{
    block->state = IN_USE;
    if (block->next)
        block->next->previous = block->previous;
    if (block->previous)
        block->previous->next = block->next;
    else if (!(heap->lists[block->order] = block->next))
        heap->orders &= ~(1ull << block->order);
}

/* The other half, or 0 if the heap ends before its end. */
static struct block *buddy_of(const struct uk_alloc *heap, const struct block *block, unsigned order)
{
    char *buddy = heap->start + ((size_t)((const char *)block - heap->start) ^ size_of(order));

    return (size_t)(heap->end - buddy) >= size_of(order) && buddy < heap->end ? (struct block *)buddy : 0;
}

/* Gives a block that is in no list back, joined with its buddy as often as that is free. */
static void release(struct uk_alloc *heap, struct block *block, unsigned order)
{
    while (order + 1 < ORDERS) {
        struct block *buddy = buddy_of(heap, block, order);

        if (!buddy || buddy->state != FREE || buddy->order != order)
            break;
        take(heap, buddy);
        if (buddy < block)
            block = buddy;
        order++;
    }
    insert(heap, block, order);
}

/* Cuts a block in use down to an order; the upper halves are free, and their buddies are not. */
static void trim(struct uk_alloc *heap, struct block *block, unsigned order)
{
    while (block->order > order) {
        block->order--;
        insert(heap, (struct block *)((char *)block + size_of(block->order)), block->order);
    }
}

/* The order of blocks with room for so many bytes; ORDERS if there is none. */
static unsigned order_for(size_t size)
{
    unsigned order;

    if (size > PTRDIFF_MAX)
        return ORDERS;
    if (size + HEADER <= size_of(SMALLEST))
        return SMALLEST;
    order = 64 - (unsigned)__builtin_clzl(size + HEADER - 1);
    return order < ORDERS ? order : ORDERS;
}

static struct block *allocate(struct uk_alloc *heap, size_t size)
{
    unsigned order = order_for(size);
    uint64_t fitting = heap && order < ORDERS ? heap->orders & ~0ull << order : 0;
    struct block *block;

    if (!fitting)
        return 0;
    block = heap->lists[__builtin_ctzl(fitting)];
    take(heap, block);
    trim(heap, block, order);
    return block;
}

/* The block that a pointer is into, past the second header of an aligned one. */
static struct block *block_of(const void *pointer)
{
    struct block *header = (struct block *)((char *)(uintptr_t)pointer - HEADER);

    return header->state == ALIGNED ? (struct block *)((char *)header - header->back) : header;
}

static size_t usable(const void *pointer)
{
    const struct block *block = block_of(pointer);

    return size_of(block->order) - (size_t)((const char *)pointer - (const char *)block);
}

/* What the caller gets, counted. */
static void *given(struct uk_alloc *heap, size_t before, void *pointer)
{
    if (heap)
        uk_alloc_count(heap, before, pointer ? usable(pointer) : 0);
    return pointer;
}

struct uk_alloc *uk_alloc_init(void *start, size_t length)
{
    uintptr_t from = ((uintptr_t)start + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1);
    uintptr_t to = (uintptr_t)start + length;
    uintptr_t room = (sizeof(struct uk_alloc) + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1);
    struct uk_alloc *heap = (struct uk_alloc *)from;
    char *at;

    if (length > PTRDIFF_MAX || to < from || to - from < room + size_of(SMALLEST))
        return 0;
    memset(heap, 0, sizeof *heap);
    heap->statistics.size = length;
    heap->start = at = (char *)(from + room);
    heap->end = at + ((to - (from + room)) & ~(uintptr_t)(size_of(SMALLEST) - 1));
    while (at < heap->end) {            /* the largest first: each lies at a multiple of its size */
        unsigned order = 63 - (unsigned)__builtin_clzl((unsigned long)(heap->end - at));

        if (order >= ORDERS)
            order = ORDERS - 1;
        insert(heap, (struct block *)at, order);
        at += size_of(order);
    }
    return heap;
}

static void *allocated(struct block *block)
{
    return block ? (char *)block + HEADER : 0;
}

void *uk_malloc(struct uk_alloc *heap, size_t size)
{
    return given(heap, 0, allocated(allocate(heap, size)));
}

void *uk_realloc(struct uk_alloc *heap, void *pointer, size_t size)
{
    size_t before = pointer ? usable(pointer) : 0;
    struct block *block;
    void *moved;

    if (!pointer)
        return uk_malloc(heap, size);
    block = block_of(pointer);
    if (size <= before) {
        if (allocated(block) == pointer)
            trim(heap, block, order_for(size));
        return given(heap, before, pointer);
    }
    moved = allocated(allocate(heap, size));
    if (!moved)
        return given(heap, 0, 0);
    memcpy(moved, pointer, before);
    release(heap, block, block->order);
    return given(heap, before, moved);
}

void *uk_memalign(struct uk_alloc *heap, size_t alignment, size_t size)
{
    struct block *block;
    uintptr_t start, at;

    if (alignment <= ALIGNMENT)
        return uk_malloc(heap, size);
    if (alignment & (alignment - 1) || alignment > PTRDIFF_MAX / 2 || size > PTRDIFF_MAX / 2)
        return given(heap, 0, 0);
    block = allocate(heap, size + alignment);
    if (!block)
        return given(heap, 0, 0);
    start = (uintptr_t)allocated(block);
    at = (start + alignment - 1) & ~(alignment - 1);
    if (at != start) {
        struct block *second = (struct block *)(at - HEADER);

        second->order = block->order;
        second->state = ALIGNED;
        second->back = (uintptr_t)second - (uintptr_t)block;
    }
    return given(heap, 0, (void *)at);
}

void uk_free(struct uk_alloc *heap, void *pointer)
{
    struct block *block;

    if (!pointer)
        return;
    block = block_of(pointer);
    uk_alloc_count_free(heap, usable(pointer));
    release(heap, block, block->order);
}

size_t uk_malloc_usable_size(const struct uk_alloc *heap, const void *pointer)
{
    (void)heap;
    return usable(pointer);
}

size_t uk_alloc_available(const struct uk_alloc *heap)
{
    size_t bytes = 0;

    for (unsigned order = 0; heap && order < ORDERS; order++)
        for (const struct block *block = heap->lists[order]; block; block = block->next)
            bytes += size_of(order) - HEADER;
    return bytes;
}

size_t uk_alloc_largest(const struct uk_alloc *heap)
{
    return heap && heap->orders ? size_of(63 - (unsigned)__builtin_clzl(heap->orders)) - HEADER : 0;
}
