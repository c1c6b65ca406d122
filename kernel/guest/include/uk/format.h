/* Formatted output to anywhere: printf and its kin are made of this. */
#ifndef UK_FORMAT_H
#define UK_FORMAT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

typedef void (*uk_format_put)(void *context, const char *text, size_t length);

/*
 * All conversions of C, with flags, width, precision and lengths; %L takes its argument, of quadruple
 * precision, and shows it in double. Floating point is exact and rounded once, to nearest, ties to even.
 * Returns the number of characters, or -1 if that is more than an int can say.
 */
int uk_format(uk_format_put, void *context, const char *format, va_list);

/* Formatted input from anywhere: scanf and its kin are made of this. */
struct uk_scan_source {
    int (*get)(void *context);          /* the next character, or EOF */
    void (*unget)(void *context, int character); /* one, and no more before the next get */
    void *context;
};

/*
 * All conversions of C but those of wide characters, and POSIX's m. What is read is the longest sequence
 * that could become a matching one, and no match if it does not ("1e+" for %g): the C standard's rule, and
 * musl's. Returns how many were assigned, or EOF.
 */
int uk_scan(struct uk_scan_source *, const char *format, va_list);

/* strtold, with the result's two halves, the low one first, for those whose long double is another one. */
void uk_strtold(const char *restrict string, char **restrict rest, uint64_t quadruple[2]);

#endif
