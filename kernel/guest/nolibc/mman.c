/* Mappings, over the allocator: aligned blocks, and a list of which of their pages are mapped. */
#include "result.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <vfscore/vfscore.h>

enum { PAGE = 4096 };

/* A block of the heap, freed when its last page is unmapped. */
struct block {
    char *memory;
    size_t mapped;                      /* bytes */
};

struct mapping {
    struct mapping *next;
    char *start;
    size_t length;
    struct block *block;
};

static struct mapping *mappings;

static size_t pages(size_t length)
{
    return (length + PAGE - 1) & ~(size_t)(PAGE - 1);
}

static int in_range(const void *address, size_t length)
{
    return !((uintptr_t)address % PAGE) && length > 0 && length <= SIZE_MAX - PAGE
        && (uintptr_t)address <= UINTPTR_MAX - pages(length);
}

/* Whether each page of a range is mapped. */
static int all_mapped(const char *start, size_t length)
{
    size_t found = 0;

    for (const struct mapping *mapping = mappings; mapping; mapping = mapping->next) {
        const char *from = start > mapping->start ? start : mapping->start;
        const char *to = start + length < mapping->start + mapping->length ? start + length : mapping->start + mapping->length;

        if (from < to)
            found += (size_t)(to - from);
    }
    return found == length;
}

static char *map(size_t length)
{
    struct mapping *mapping = malloc(sizeof *mapping);
    struct block *block = malloc(sizeof *block);
    char *memory = memalign(PAGE, length);

    if (!mapping || !block || !memory) {
        free(mapping);
        free(block);
        free(memory);
        return 0;
    }
    *block = (struct block){memory, length};
    *mapping = (struct mapping){mappings, memory, length, block};
    mappings = mapping;
    return memory;
}

/* Takes [start, end) out of a mapping that it meets; the rest before and the rest after stay. */
static int cut(struct mapping **at, char *start, char *end)
{
    struct mapping *mapping = *at;
    char *mapping_end = mapping->start + mapping->length;
    struct block *block = mapping->block;

    if (start < mapping->start)
        start = mapping->start;
    if (end > mapping_end)
        end = mapping_end;
    if (start > mapping->start && end < mapping_end) {
        struct mapping *rest = malloc(sizeof *rest);

        if (!rest)
            return -ENOMEM;
        *rest = (struct mapping){mapping->next, end, (size_t)(mapping_end - end), block};
        mapping->next = rest;
        mapping->length = (size_t)(start - mapping->start);
    } else if (start > mapping->start) {
        mapping->length = (size_t)(start - mapping->start);
    } else if (end < mapping_end) {
        mapping->start = end;
        mapping->length = (size_t)(mapping_end - end);
    } else {
        *at = mapping->next;
        free(mapping);
    }
    block->mapped -= (size_t)(end - start);
    if (block->mapped == 0) {
        free(block->memory);
        free(block);
    }
    return 0;
}

static int unmap(char *start, size_t length)
{
    for (struct mapping **at = &mappings; *at;) {
        struct mapping *mapping = *at;

        if (mapping->start < start + length && start < mapping->start + mapping->length) {
            int error = cut(at, start, start + length);

            if (error)
                return error;
        }
        if (*at == mapping)
            at = &mapping->next;
    }
    return 0;
}

static void *failed(int error)
{
    errno = error;
    return MAP_FAILED;
}

/* A file's bytes into new memory; what lies beyond its end is zero. */
static int fill(char *memory, size_t length, int fd, off_t offset)
{
    while (length > 0) {
        ssize_t count = vfscore_pread(fd, memory, length, offset);

        if (count < 0)
            return (int)count;
        if (count == 0)
            break;
        memory += count;
        offset += count;
        length -= (size_t)count;
    }
    memset(memory, 0, length);
    return 0;
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    int anonymous = flags & MAP_ANONYMOUS, error = 0;
    char *memory;

    (void)address;                      /* a wish, without MAP_FIXED */
    if (!in_range(0, length) || offset % PAGE || !(flags & (MAP_SHARED | MAP_PRIVATE)))
        return failed(EINVAL);
    if (protection & PROT_EXEC || flags & MAP_FIXED)
        return failed(ENOTSUP);
    if (!anonymous && flags & MAP_SHARED)
        return failed(ENODEV);
    memory = map(pages(length));
    if (!memory)
        return failed(ENOMEM);
    if (anonymous)
        memset(memory, 0, pages(length));
    else
        error = fill(memory, pages(length), fd, offset);
    if (error) {
        unmap(memory, pages(length));
        return failed(-error);
    }
    return memory;
}

int munmap(void *address, size_t length)
{
    return (int)result_of(in_range(address, length) ? unmap(address, pages(length)) : -EINVAL);
}

void *mremap(void *address, size_t length, size_t new_length, int flags, ...)
{
    char *moved;

    if (!in_range(address, length) || !in_range(0, new_length) || flags & ~(MREMAP_MAYMOVE | MREMAP_FIXED))
        return failed(EINVAL);
    if (flags & MREMAP_FIXED)
        return failed(ENOTSUP);
    length = pages(length);
    new_length = pages(new_length);
    if (!all_mapped(address, length))
        return failed(EFAULT);
    if (new_length <= length) {
        int error = new_length < length ? unmap((char *)address + new_length, length - new_length) : 0;

        return error ? failed(-error) : address;
    }
    moved = flags & MREMAP_MAYMOVE ? map(new_length) : 0;
    if (!moved)
        return failed(ENOMEM);
    memcpy(moved, address, length);
    memset(moved + length, 0, new_length - length);
    unmap(address, length);
    return moved;
}

int mprotect(void *address, size_t length, int protection)
{
    if (length == 0 && !((uintptr_t)address % PAGE))
        return 0;
    if (!in_range(address, length))
        return (int)result_of(-EINVAL);
    return (int)result_of(protection == (PROT_READ | PROT_WRITE) ? 0 : -ENOTSUP);
}

int madvise(void *address, size_t length, int advice)
{
    if (length == 0)
        return 0;
    if (!in_range(address, length))
        return (int)result_of(-EINVAL);
    switch (advice) {
    case MADV_DONTNEED:
        if (!all_mapped(address, pages(length)))
            return (int)result_of(-ENOMEM);
        memset(address, 0, pages(length));
        return 0;
    case MADV_NORMAL:
    case MADV_RANDOM:
    case MADV_SEQUENTIAL:
    case MADV_WILLNEED:
    case MADV_DONTDUMP:
    case MADV_DODUMP: return 0;
    }
    return (int)result_of(-EINVAL);
}

int mlock(const void *address, size_t length)
{
    (void)address, (void)length;
    return 0;
}

int munlock(const void *address, size_t length)
{
    (void)address, (void)length;
    return 0;
}
