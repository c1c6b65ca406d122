/*
 * Random requests to an allocator of the guest, compiled for the host, against a model that knows only
 * which bytes are given out: no two blocks overlap, all lie in the heap, are aligned, keep their contents,
 * and the statistics are those of the model. Arguments: seed, operations. Ends with 1 at the first
 * difference.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../kernel/guest/include/uk/alloc.h"

enum { HEAP = 300 * 1024 + 48, BLOCKS = 300 };

static struct { unsigned char *at; size_t size, usable; unsigned char fill; } blocks[BLOCKS];
static unsigned char owner[HEAP];               /* 1 + block % 255 where a block is */
static unsigned char memory[HEAP + 64] __attribute__((aligned(64)));
static uint64_t state;
static long operation;

static uint64_t number(uint64_t below)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (state >> 33) % below;
}

static void fail(const char *why)
{
    printf("operation %ld: %s\n", operation, why);
    exit(1);
}

/* Small ones often, large ones now and then, and what no heap has. */
static size_t size(void)
{
    switch (number(16)) {
    case 0: return number(60000);
    case 1: return number(40) ? number(4096) : SIZE_MAX - number(100);
    case 2: return 0;
    default: return number(300);
    }
}

static void drop(int block)
{
    for (size_t i = 0; i < blocks[block].usable; i++)
        owner[blocks[block].at - memory + i] = 0;
}

static void hold(struct uk_alloc *heap, int block, unsigned char *at, size_t bytes, size_t alignment, size_t kept)
{
    if ((uintptr_t)at % alignment)
        fail("not aligned");
    blocks[block].at = at;
    blocks[block].size = bytes;
    blocks[block].usable = uk_malloc_usable_size(heap, at);
    if (blocks[block].usable < bytes)
        fail("smaller than asked for");
    if (at < memory || blocks[block].usable > (size_t)(memory + HEAP - at))
        fail("outside of the heap");
    for (size_t i = 0; i < blocks[block].usable; i++) {
        if (owner[at - memory + i])
            fail("overlaps another block");
        owner[at - memory + i] = 1;
    }
    for (size_t i = 0; i < kept; i++)
        if (at[i] != blocks[block].fill)
            fail("lost its contents");
    blocks[block].fill = (unsigned char)number(256);
    memset(at, blocks[block].fill, blocks[block].usable);
}

int main(int count, char **arguments)
{
    long operations = atol(arguments[2]);
    uint64_t in_use = 0, peak = 0, given = 0, failures = 0;
    struct uk_alloc *heap;
    size_t whole, largest, offset;

    (void)count;
    state = strtoull(arguments[1], 0, 10);
    offset = number(40);                /* a heap may begin and end anywhere */
    if (uk_alloc_init(memory, 100) || !(heap = uk_alloc_init(memory + offset, HEAP - offset - number(40))))
        fail("wrong about the size of heaps");
    whole = uk_alloc_available(heap);
    largest = uk_alloc_largest(heap);
    if (uk_malloc(0, 8) || uk_malloc(heap, largest + 16))
        fail("gives what it does not have");
    failures++;
    for (operation = 0; operation < operations; operation++) {
        int block = (int)number(BLOCKS), resize = number(3) == 0;
        size_t bytes = size(), alignment = number(4) ? 16 : (size_t)16 << number(9);
        unsigned char *at;

        if (!blocks[block].at) {
            at = alignment == 16 ? uk_malloc(heap, bytes) : uk_memalign(heap, alignment, bytes);
            if (at) {
                hold(heap, block, at, bytes, alignment, 0);
                in_use += blocks[block].usable;
                given++;
            } else {
                failures++;
                if (bytes < HEAP && bytes + alignment + 64 < uk_alloc_largest(heap) / 2)
                    fail("refuses what it has");
            }
        } else if (resize) {
            size_t kept = bytes < blocks[block].size ? bytes : blocks[block].size;

            at = uk_realloc(heap, blocks[block].at, bytes);
            if (at) {
                in_use -= blocks[block].usable;
                drop(block);
                hold(heap, block, at, bytes, 16, kept);
                in_use += blocks[block].usable;
            } else
                failures++;
        } else {
            for (size_t i = 0; i < blocks[block].usable; i++)
                if (blocks[block].at[i] != blocks[block].fill)
                    fail("a block was written over");
            in_use -= blocks[block].usable;
            drop(block);
            uk_free(heap, blocks[block].at);
            blocks[block].at = 0;
        }
        if (in_use > peak)
            peak = in_use;
        if (uk_alloc_statistics(heap)->in_use != in_use || uk_alloc_statistics(heap)->peak != peak
            || uk_alloc_statistics(heap)->allocations != given || uk_alloc_statistics(heap)->failures != failures)
            fail("miscounts");
    }
    for (int block = 0; block < BLOCKS; block++)
        uk_free(heap, blocks[block].at);
    if (uk_alloc_statistics(heap)->in_use || uk_alloc_available(heap) != whole || uk_alloc_largest(heap) != largest)
        fail("free blocks were not joined");
    printf("%ld operations, %s\n", operations, failures > 1 && given > failures ? "some refused" : "none refused");
    return 0;
}
