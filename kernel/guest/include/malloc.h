/* What stdlib.h does not have of allocation. */
#ifndef MALLOC_H
#define MALLOC_H

#include <stddef.h>

void *memalign(size_t alignment, size_t size);
size_t malloc_usable_size(void *);      /* at least what was asked for; 0 for a null pointer */

#endif
