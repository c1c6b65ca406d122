#ifndef STDLIB_H
#define STDLIB_H

#include <stddef.h>

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1

/* The heap of the compartment that calls: ukalloc is replicated. */
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *pointer, size_t size);
void free(void *pointer);
void *aligned_alloc(size_t alignment, size_t size);
void *memalign(size_t alignment, size_t size);
int posix_memalign(void **pointer, size_t alignment, size_t size);

/* Of ukswrand: the same numbers in every run, see sys/random.h. */
unsigned arc4random(void);
void arc4random_buf(void *buffer, size_t size);

_Noreturn void exit(int code);
_Noreturn void abort(void);

int abs(int);
long labs(long);
int atoi(const char *);
long strtol(const char *restrict, char **restrict end, int base);
unsigned long strtoul(const char *restrict, char **restrict end, int base);
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));

#endif
