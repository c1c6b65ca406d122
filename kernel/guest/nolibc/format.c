/* Formatted output: the format, integers and strings. */
#include "format_number.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

enum { INTEGER_DIGITS = 64 };

void flexos_format_text(struct sink *sink, const char *text, size_t length)
{
    if (length > 0)
        sink->put(sink->context, text, length);
    sink->count += length;
}

void flexos_format_repeat(struct sink *sink, char c, long count)
{
    enum { PIECE = 32 };
    char piece[PIECE];

    if (count <= 0)
        return;
    memset(piece, c, PIECE);
    for (; count > PIECE; count -= PIECE)
        flexos_format_text(sink, piece, PIECE);
    flexos_format_text(sink, piece, (size_t)count);
}

/* prefix, zeros, text, padded to the width. */
static void put_field(struct sink *sink, const struct conversion *how, const char *prefix, long zeros,
                      const char *text, size_t length)
{
    long blank = how->width - (long)strlen(prefix) - zeros - (long)length;

    if (!how->left)
        flexos_format_repeat(sink, ' ', blank);
    flexos_format_text(sink, prefix, strlen(prefix));
    flexos_format_repeat(sink, '0', zeros);
    flexos_format_text(sink, text, length);
    if (how->left)
        flexos_format_repeat(sink, ' ', blank);
}

static void put_integer(struct sink *sink, const struct conversion *how, uint64_t value, unsigned base,
                        const char *prefix, const char *alphabet)
{
    char digits[INTEGER_DIGITS];
    int at = INTEGER_DIGITS, length;
    long zeros = 0;

    if (base == 10)                     /* a constant divides by multiplying */
        for (; value; value /= 10)
            digits[--at] = alphabet[value % 10];
    else
        for (; value; value /= base)
            digits[--at] = alphabet[value % base];
    length = INTEGER_DIGITS - at;
    if (how->precision >= 0) {
        if (how->precision > length)
            zeros = how->precision - length;
    } else {
        if (length == 0)
            zeros = 1;
        if (how->zero && !how->left && how->width > (long)strlen(prefix) + zeros + length)
            zeros = how->width - (long)strlen(prefix) - length;
    }
    if (base == 8 && how->alternate && zeros == 0)
        zeros = 1;
    put_field(sink, how, prefix, zeros, digits + at, (size_t)length);
}

static void put_signed(struct sink *sink, const struct conversion *how, int64_t value)
{
    const char *sign = value < 0 ? "-" : how->plus ? "+" : how->space ? " " : "";

    put_integer(sink, how, value < 0 ? -(uint64_t)value : (uint64_t)value, 10, sign, "0123456789");
}

static int decimal(const char **format)
{
    int value = 0;

    for (; **format >= '0' && **format <= '9'; (*format)++)
        if (value < INT_MAX / 10 - 1)
            value = value * 10 + (**format - '0');
    return value;
}

/* The value of an argument that was promoted to 64 bits, as its own type would have it. */
static uint64_t narrow(uint64_t value, int length)
{
    return length == 8 ? value : value & ((1ull << (8 * length)) - 1);
}

static int64_t narrow_signed(int64_t value, int length)
{
    int unused = 64 - 8 * length;

    return (int64_t)((uint64_t)value << unused) >> unused;
}

static const char *read_flags(const char *format, struct conversion *how)
{
    for (;; format++) {
        switch (*format) {
        case '-': how->left = 1; break;
        case '+': how->plus = 1; break;
        case ' ': how->space = 1; break;
        case '0': how->zero = 1; break;
        case '#': how->alternate = 1; break;
        default: return format;
        }
    }
}

/* Lengths of integers and, as 16, of long double. */
static const char *read_length(const char *format, struct conversion *how)
{
    for (;; format++) {
        switch (*format) {
        case 'h': how->length /= 2; break;
        case 'l':
        case 'z':
        case 't':
        case 'j': how->length = 8; break;
        case 'L': how->length = 16; break;
        default: return format;
        }
    }
}

/* What %n writes. */
static void store_count(void *to, size_t count, int length)
{
    switch (length) {
    case 1: *(signed char *)to = (signed char)count; break;
    case 2: *(short *)to = (short)count; break;
    case 4: *(int *)to = (int)count; break;
    default: *(long *)to = (long)count;
    }
}

int uk_format(uk_format_put put, void *context, const char *format, va_list list)
{
    static const char lower[] = "0123456789abcdef", upper[] = "0123456789ABCDEF";
    struct sink sink = {put, context, 0};
    va_list arguments;

    va_copy(arguments, list);
    while (*format) {
        struct conversion how = {.precision = -1, .length = sizeof(int)};
        const char *literal = format;

        while (*format && *format != '%')
            format++;
        flexos_format_text(&sink, literal, (size_t)(format - literal));
        if (!*format)
            break;
        format = read_flags(format + 1, &how);
        if (*format == '*') {
            format++;
            how.width = va_arg(arguments, int);
            if (how.width < 0) {
                how.left = 1;
                how.width = how.width == INT_MIN ? INT_MAX : -how.width;
            }
        } else {
            how.width = decimal(&format);
        }
        if (*format == '.') {
            format++;
            if (*format == '*') {
                format++;
                how.precision = va_arg(arguments, int);
            } else {
                how.precision = decimal(&format);
            }
        }
        format = read_length(format, &how);

        switch (*format) {
        case 'd':
        case 'i': {
            int64_t value = how.length >= 8 ? va_arg(arguments, int64_t) : va_arg(arguments, int);

            put_signed(&sink, &how, how.length > 8 ? value : narrow_signed(value, how.length));
            break;
        }
        case 'u':
        case 'o':
        case 'x':
        case 'X': {
            uint64_t value = how.length >= 8 ? va_arg(arguments, uint64_t) : va_arg(arguments, unsigned);
            unsigned base = *format == 'u' ? 10 : *format == 'o' ? 8 : 16;

            value = how.length > 8 ? value : narrow(value, how.length);
            put_integer(&sink, &how, value, base,
                        base == 16 && how.alternate && value ? (*format == 'x' ? "0x" : "0X") : "",
                        *format == 'X' ? upper : lower);
            break;
        }
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G':
        case 'a':
        case 'A':
            flexos_format_double(&sink, &how, *format, how.length == 16 ? flexos_format_narrow(va_arg(arguments, long double))
                                                                        : va_arg(arguments, double));
            break;
        case 'p':
            put_integer(&sink, &how, (uintptr_t)va_arg(arguments, void *), 16, "0x", lower);
            break;
        case 'c': {
            char c = (char)va_arg(arguments, int);

            put_field(&sink, &how, "", 0, &c, 1);
            break;
        }
        case 's': {
            const char *string = va_arg(arguments, const char *);

            if (!string)
                string = "(null)";
            put_field(&sink, &how, "", 0, string, how.precision < 0 ? strlen(string) : strnlen(string, (size_t)how.precision));
            break;
        }
        case 'n':
            store_count(va_arg(arguments, void *), sink.count, how.length);
            break;
        case '%':
            flexos_format_text(&sink, "%", 1);
            break;
        case 0:
            va_end(arguments);
            return (int)sink.count;
        default:                        /* not a conversion: show it as it stands */
            flexos_format_text(&sink, "%", 1);
            flexos_format_text(&sink, format, 1);
        }
        format++;
    }
    va_end(arguments);
    return sink.count > INT_MAX ? -1 : (int)sink.count;
}
