/* Results of the kind that vfscore gives, as C's functions give them. */
#ifndef NOLIBC_RESULT_H
#define NOLIBC_RESULT_H

#include <errno.h>

/* A negative error number into errno and -1. */
static inline long result_of(long result)
{
    if (result >= 0)
        return result;
    errno = (int)-result;
    return -1;
}

#endif
