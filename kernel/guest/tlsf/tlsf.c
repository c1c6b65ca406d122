/*
 * Two-level segregated fit: a good fit in constant time, with immediate coalescing.
 *
 * Free blocks hang in lists by size class: one row for each power of two, split into eight columns;
 * two levels of bitmaps find the first list that must have a fitting block. Each block knows its
 * neighbour before it, and its own size leads to the one after, so that a freed block joins both at
 * once. (After M. Masmano et al., "TLSF: a new dynamic memory allocator for real-time systems",
 * ECRTS 2004; the allocator that FlexOS's SQLite uses is of this family.)
 */
#include <uk/alloc.h>

#include <stdint.h>
#include <string.h>

enum {
    ALIGNMENT = 16,
    COLUMN_BITS = 3,
    COLUMNS = 1 << COLUMN_BITS,
    SMALL = ALIGNMENT * COLUMNS,        /* below this, one column for each size, all in row 0 */
    SMALL_BITS = 7,
    ROWS = 34,                          /* up to 2^40 bytes */
};

#define FREE ((size_t)1)                /* in size; sizes are multiples of ALIGNMENT */

struct block {
    size_t size;                        /* of the payload, | FREE */
    struct block *before;               /* the block that lies before this one, or 0 */
    struct block *next, *previous;      /* in its list; only while free, else payload */
};

enum { HEADER = offsetof(struct block, next), SMALLEST = sizeof(struct block) - HEADER };

struct uk_alloc {
    struct uk_alloc_statistics statistics;
    struct block *end;                  /* the empty, never free block at the end of the heap */
    uint64_t rows;                      /* bit: some column of the row has a block */
    uint8_t columns[ROWS];              /* bit: the list has a block */
    struct block *lists[ROWS][COLUMNS];
};

static size_t size_of(const struct block *block)
{
    return block->size & ~FREE;
}

static struct block *after(const struct block *block)
{
    return (struct block *)((char *)block + HEADER + size_of(block));
}

static void *payload_of(struct block *block)
{
    return (char *)block + HEADER;
}

static struct block *block_of(void *payload)
{
    return (struct block *)((char *)payload - HEADER);
}

struct list_index {
    unsigned row, column;
};

static struct list_index index_of(size_t size)
{
    unsigned top;

    if (size < SMALL)
        return (struct list_index){0, (unsigned)(size / ALIGNMENT)};
    top = 63 - (unsigned)__builtin_clzl(size);
    return (struct list_index){top - SMALL_BITS + 1, (size >> (top - COLUMN_BITS)) & (COLUMNS - 1)};
}

static void insert(struct uk_alloc *heap, struct block *block)
{
    struct list_index at = index_of(size_of(block));
    struct block **list = &heap->lists[at.row][at.column];

    block->size |= FREE;
    block->previous = 0;
    block->next = *list;
    if (*list)
        (*list)->previous = block;
    *list = block;
    heap->columns[at.row] |= (uint8_t)(1 << at.column);
    heap->rows |= 1ull << at.row;
}

static void take(struct uk_alloc *heap, struct block *block)
{
    struct list_index at = index_of(size_of(block));

    block->size &= ~FREE;
    if (block->next)
        block->next->previous = block->previous;
    if (block->previous) {
        block->previous->next = block->next;
        return;
    }
    heap->lists[at.row][at.column] = block->next;
    if (!block->next) {
        heap->columns[at.row] &= (uint8_t)~(1 << at.column);
        if (!heap->columns[at.row])
            heap->rows &= ~(1ull << at.row);
    }
}

/* A free block of at least this size, or 0: the first of the first list in which all are. */
static struct block *find(const struct uk_alloc *heap, size_t size)
{
    struct list_index at;
    unsigned columns;

    if (size >= SMALL)                  /* up to the start of the next class */
        size += (1ull << (63 - __builtin_clzl(size) - COLUMN_BITS)) - 1;
    at = index_of(size);
    if (at.row >= ROWS)
        return 0;
    columns = heap->columns[at.row] & (~0u << at.column);
    if (!columns) {
        uint64_t rows = heap->rows & (~0ull << at.row << 1);
        if (!rows)
            return 0;
        at.row = (unsigned)__builtin_ctzl(rows);
        columns = heap->columns[at.row];
    }
    return heap->lists[at.row][__builtin_ctz(columns)];
}

/* Joins a block with the one after it, which must not be in a list. */
static void absorb(struct block *block, struct block *other)
{
    block->size += HEADER + size_of(other);
    after(block)->before = block;
}

/* Gives a block that is in no list back, joined with its free neighbours. */
static void release(struct uk_alloc *heap, struct block *block)
{
    struct block *next = after(block), *before = block->before;

    if (next->size & FREE) {
        take(heap, next);
        absorb(block, next);
    }
    if (before && before->size & FREE) {
        take(heap, before);
        absorb(before, block);
        block = before;
    }
    insert(heap, block);
}

/* Cuts a block in use down to a size; gives the rest back if it makes a block. */
static void trim(struct uk_alloc *heap, struct block *block, size_t size)
{
    struct block *rest;

    if (size_of(block) < size + HEADER + SMALLEST)
        return;
    rest = (struct block *)((char *)block + HEADER + size);
    rest->size = size_of(block) - size - HEADER;
    rest->before = block;
    after(rest)->before = rest;
    block->size = size;
    release(heap, rest);
}

/* What a request occupies; 0 if it is too large for any heap. */
static size_t rounded(size_t size)
{
    if (size > PTRDIFF_MAX)
        return 0;
    if (size < SMALLEST)
        size = SMALLEST;
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

struct uk_alloc *uk_alloc_init(void *start, size_t length)
{
    uintptr_t from = ((uintptr_t)start + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1);
    uintptr_t to = ((uintptr_t)start + length) & ~(uintptr_t)(ALIGNMENT - 1);
    uintptr_t room = (sizeof(struct uk_alloc) + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1);
    struct uk_alloc *heap = (struct uk_alloc *)from;
    struct block *first = (struct block *)(from + room), *end = (struct block *)(to - HEADER);

    if (length > PTRDIFF_MAX || to < from || to - from < room + 2 * HEADER + SMALLEST)
        return 0;
    memset(heap, 0, sizeof *heap);
    heap->statistics.size = length;
    first->size = (uintptr_t)end - (uintptr_t)first - HEADER;
    first->before = 0;
    end->size = 0;
    end->before = first;
    heap->end = end;
    insert(heap, first);
    return heap;
}

/* A block in use of at least this size, rounded before; or 0. */
static struct block *allocate(struct uk_alloc *heap, size_t size)
{
    struct block *block = heap && size ? find(heap, size) : 0;

    if (!block)
        return 0;
    take(heap, block);
    trim(heap, block, size);
    return block;
}

/* What the caller gets, counted. */
static void *given(struct uk_alloc *heap, size_t before, struct block *block)
{
    if (heap)
        uk_alloc_count(heap, before, block ? size_of(block) : 0);
    return block ? payload_of(block) : 0;
}

void *uk_malloc(struct uk_alloc *heap, size_t size)
{
    return given(heap, 0, allocate(heap, rounded(size)));
}

void *uk_realloc(struct uk_alloc *heap, void *pointer, size_t size)
{
    struct block *block, *next, *moved;
    size_t wanted = rounded(size), before;

    if (!pointer)
        return uk_malloc(heap, size);
    if (!wanted)
        return given(heap, 0, 0);
    block = block_of(pointer);
    before = size_of(block);
    next = after(block);
    if (before < wanted && next->size & FREE && before + HEADER + size_of(next) >= wanted) {
        take(heap, next);
        absorb(block, next);
    }
    if (size_of(block) >= wanted) {
        trim(heap, block, wanted);
        return given(heap, before, block);
    }
    moved = allocate(heap, wanted);
    if (!moved)
        return given(heap, 0, 0);
    memcpy(payload_of(moved), pointer, before);
    release(heap, block);
    return given(heap, before, moved);
}

void *uk_memalign(struct uk_alloc *heap, size_t alignment, size_t size)
{
    struct block *block, *aligned;
    uintptr_t start, at;

    if (alignment <= ALIGNMENT)
        return uk_malloc(heap, size);
    size = rounded(size);
    if (alignment & (alignment - 1) || alignment > PTRDIFF_MAX / 2 || !size)
        return given(heap, 0, 0);
    /* Room for a block of its own before the aligned one. */
    block = allocate(heap, size + alignment + HEADER + SMALLEST);
    if (!block)
        return given(heap, 0, 0);
    start = (uintptr_t)payload_of(block);
    at = (start + alignment - 1) & ~(alignment - 1);
    if (at != start) {
        if (at - start < HEADER + SMALLEST)
            at += alignment;
        aligned = block_of((void *)at);
        aligned->size = size_of(block) - (at - start);
        aligned->before = block;
        after(aligned)->before = aligned;
        block->size = (uintptr_t)aligned - start;
        release(heap, block);
        block = aligned;
    }
    trim(heap, block, size);
    return given(heap, 0, block);
}

void uk_free(struct uk_alloc *heap, void *pointer)
{
    if (!pointer)
        return;
    uk_alloc_count_free(heap, size_of(block_of(pointer)));
    release(heap, block_of(pointer));
}

size_t uk_malloc_usable_size(const struct uk_alloc *heap, const void *pointer)
{
    (void)heap;
    return size_of(block_of((void *)(uintptr_t)pointer));
}

size_t uk_alloc_available(const struct uk_alloc *heap)
{
    size_t bytes = 0;

    for (unsigned row = 0; heap && row < ROWS; row++)
        for (unsigned column = 0; column < COLUMNS; column++)
            for (const struct block *block = heap->lists[row][column]; block; block = block->next)
                bytes += size_of(block);
    return bytes;
}

size_t uk_alloc_largest(const struct uk_alloc *heap)
{
    size_t largest = 0;

    for (unsigned row = 0; heap && row < ROWS; row++)
        for (unsigned column = 0; column < COLUMNS; column++)
            for (const struct block *block = heap->lists[row][column]; block; block = block->next)
                if (size_of(block) > largest)
                    largest = size_of(block);
    return largest;
}
