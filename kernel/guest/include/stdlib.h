#ifndef STDLIB_H
#define STDLIB_H

#include <stddef.h>

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 0x7fffffff

/* The heap of the calling compartment (ukalloc). */
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *pointer, size_t size);
void free(void *pointer);
void *aligned_alloc(size_t alignment, size_t size);
void *memalign(size_t alignment, size_t size);
int posix_memalign(void **pointer, size_t alignment, size_t size);

/* Of ukswrand: the same numbers in every run, see uk/swrand.h. */
unsigned arc4random(void);
void arc4random_buf(void *buffer, size_t size);

/* The end of the machine. exit runs what atexit was given, last first, then destructors, and writes what streams hold; the return of main is exit. */
_Noreturn void exit(int code);
_Noreturn void _Exit(int code);
_Noreturn void abort(void);
int atexit(void (*function)(void));

/* The environment is empty until somebody changes it; each compartment has its own. */
char *getenv(const char *name);
int setenv(const char *name, const char *value, int overwrite);
int unsetenv(const char *name);

typedef struct { int quot, rem; } div_t;
typedef struct { long quot, rem; } ldiv_t;
typedef struct { long long quot, rem; } lldiv_t;

int abs(int);
long labs(long);
long long llabs(long long);
div_t div(int, int);
ldiv_t ldiv(long, long);
lldiv_t lldiv(long long, long long);

int atoi(const char *);
long atol(const char *);
long long atoll(const char *);
long strtol(const char *restrict, char **restrict end, int base);
unsigned long strtoul(const char *restrict, char **restrict end, int base);
long long strtoll(const char *restrict, char **restrict end, int base);
unsigned long long strtoull(const char *restrict, char **restrict end, int base);
double atof(const char *);
double strtod(const char *restrict, char **restrict end); /* correctly rounded, as is strtof */
float strtof(const char *restrict, char **restrict end);
long double strtold(const char *restrict, char **restrict end); /* quadruple precision */

void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
void *bsearch(const void *key, const void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
int rand(void);
void srand(unsigned seed);

#endif
