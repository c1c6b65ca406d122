/* Fields of formatted output: what format.c and format_float.c share. */
#ifndef NOLIBC_FORMAT_NUMBER_H
#define NOLIBC_FORMAT_NUMBER_H

#include <stddef.h>
#include <uk/format.h>

/* Where characters go. */
struct sink {
    uk_format_put put;
    void *context;
    size_t count;                       /* characters produced */
};

struct conversion {
    char left, plus, space, zero, alternate;
    int width, precision;               /* precision < 0: none given */
    int length;                         /* bytes of the argument */
};

void flexos_format_text(struct sink *, const char *text, size_t length);
void flexos_format_repeat(struct sink *, char c, long count);

/* %e %f %g %a, and in capitals. */
void flexos_format_double(struct sink *, const struct conversion *, char kind, double);

/* The nearest double. */
double flexos_format_narrow(long double);

#endif
