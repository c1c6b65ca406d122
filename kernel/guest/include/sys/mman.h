/*
 * Memory by pages, from the heap of the calling compartment. There is no page table to change: a mapping
 * can be read and written and nothing else, and what asks for more gets an error.
 */
#ifndef SYS_MMAN_H
#define SYS_MMAN_H

#include <sys/types.h>

#define PROT_NONE 0
#define PROT_READ 1
#define PROT_WRITE 2
#define PROT_EXEC 4

#define MAP_SHARED 0x01
#define MAP_PRIVATE 0x02
#define MAP_FIXED 0x10
#define MAP_ANONYMOUS 0x20
#define MAP_ANON MAP_ANONYMOUS
#define MAP_NORESERVE 0x4000
#define MAP_FAILED ((void *)-1)

#define MREMAP_MAYMOVE 1
#define MREMAP_FIXED 2

#define MADV_NORMAL 0
#define MADV_RANDOM 1
#define MADV_SEQUENTIAL 2
#define MADV_WILLNEED 3
#define MADV_DONTNEED 4
#define MADV_DONTDUMP 16
#define MADV_DODUMP 17

/* Anonymous memory, or a private copy of a part of a file. ENODEV: a shared file; ENOTSUP: PROT_EXEC, MAP_FIXED. */
void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset);
int munmap(void *address, size_t length);
void *mremap(void *address, size_t length, size_t new_length, int flags, ...); /* of one whole mapping */
int mprotect(void *address, size_t length, int protection); /* ENOTSUP unless PROT_READ | PROT_WRITE */
int madvise(void *address, size_t length, int advice); /* MADV_DONTNEED zeroes; other advice is not needed */
int mlock(const void *address, size_t length); /* nothing is ever paged out */
int munlock(const void *address, size_t length);

#endif
