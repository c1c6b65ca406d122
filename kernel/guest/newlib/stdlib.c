/* The end of the program, numbers and sorting. */
#include <flexos/trap.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

enum { ABORT_CODE = 134 };              /* what a shell says of a program that aborts */

_Noreturn void exit(int code)
{
    register uint64_t x0 __asm__("x0") = (unsigned)code;

    __asm__ volatile("svc %0" : : "i"(FLEXOS_TRAP_EXIT), "r"(x0) : "memory");
    __builtin_unreachable();
}

_Noreturn void abort(void)
{
    exit(ABORT_CODE);
}

int abs(int value)
{
    return value < 0 ? -value : value;
}

long labs(long value)
{
    return value < 0 ? -value : value;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    return INT_MAX;
}

/* The magnitude of a number, ULONG_MAX if it is larger than that; end as strtoul has it. */
static unsigned long magnitude(const char *string, char **end, int base, int *negative)
{
    const char *s = string, *digits;
    unsigned long value = 0;
    int overflow = 0;

    while (*s == ' ' || (*s >= '\t' && *s <= '\r'))
        s++;
    *negative = *s == '-';
    if (*s == '-' || *s == '+')
        s++;
    if ((base == 0 || base == 16) && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && digit_of(s[2]) < 16) {
        s += 2;
        base = 16;
    } else if (base == 0) {
        base = *s == '0' ? 8 : 10;
    }
    for (digits = s; digit_of(*s) < base; s++)
        if (__builtin_mul_overflow(value, (unsigned long)base, &value)
            || __builtin_add_overflow(value, (unsigned long)digit_of(*s), &value))
            overflow = 1;
    if (end)
        *end = (char *)(s == digits ? string : s);
    return overflow ? ULONG_MAX : value;
}

unsigned long strtoul(const char *restrict string, char **restrict end, int base)
{
    int negative;
    unsigned long value = magnitude(string, end, base, &negative);

    return negative && value != ULONG_MAX ? -value : value;
}

long strtol(const char *restrict string, char **restrict end, int base)
{
    int negative;
    unsigned long value = magnitude(string, end, base, &negative);

    if (negative)
        return value > (unsigned long)LONG_MAX ? LONG_MIN : -(long)value;
    return value > (unsigned long)LONG_MAX ? LONG_MAX : (long)value;
}

int atoi(const char *string)
{
    return (int)strtol(string, 0, 10);
}

static void swap(char *left, char *right, size_t size)
{
    for (; size > 0; size--, left++, right++) {
        char c = *left;
        *left = *right;
        *right = c;
    }
}

/* Heapsort: in place, n log n always, no recursion. */
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    char *items = base;

    for (size_t start = count / 2, end = count; end > 1;) {
        size_t root, child;

        if (start > 0)
            start--;
        else
            swap(items, items + --end * size, size);
        for (root = start; (child = 2 * root + 1) < end; root = child) {
            if (child + 1 < end && compare(items + child * size, items + (child + 1) * size) < 0)
                child++;
            if (compare(items + root * size, items + child * size) >= 0)
                break;
            swap(items + root * size, items + child * size, size);
        }
    }
}
