/* Formatted output to anywhere: printf and its kin are made of this. */
#ifndef UK_FORMAT_H
#define UK_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

typedef void (*uk_format_put)(void *context, const char *text, size_t length);

/*
 * All conversions of C, with flags, width, precision and lengths; %L takes its argument, of quadruple
 * precision, and shows it in double. Floating point is exact and rounded once, to nearest, ties to even.
 * Returns the number of characters, or -1 if that is more than an int can say.
 */
int uk_format(uk_format_put, void *context, const char *format, va_list);

#endif
