/* The part of stdio that writes to the console and into strings. */
#ifndef STDIO_H
#define STDIO_H

#include <stdarg.h>
#include <stddef.h>

#define EOF (-1)

/*
 * Conversions: % c s d i u x X p o, with flags - + space 0 #, width and precision (also *), and
 * lengths hh h l ll z t j. There is no floating point: gates do not keep those registers.
 */
int printf(const char *restrict format, ...) __attribute__((format(printf, 1, 2)));
int vprintf(const char *restrict format, va_list) __attribute__((format(printf, 1, 0)));
int snprintf(char *restrict to, size_t size, const char *restrict format, ...) __attribute__((format(printf, 3, 4)));
int vsnprintf(char *restrict to, size_t size, const char *restrict format, va_list)
    __attribute__((format(printf, 3, 0)));
int sprintf(char *restrict to, const char *restrict format, ...) __attribute__((format(printf, 2, 3)));
int puts(const char *string);
int putchar(int character);

#endif
