/* Formatted output, to the console and into strings. */
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <uk/console.h>

/* Where characters go: the console, or a string that never overflows. */
struct sink {
    char *to;                           /* 0: the console */
    size_t room;                        /* in to, the terminating NUL not counted */
    size_t count;                       /* characters produced, whether they had room or not */
};

struct conversion {
    char left, plus, space, zero, alternate;
    int width, precision;               /* precision < 0: none given */
    int length;                         /* bytes of the argument */
};

enum { DIGITS = 64 };

static void put(struct sink *sink, char c)
{
    if (!sink->to)
        ukplat_console_putc(c);
    else if (sink->count < sink->room)
        sink->to[sink->count] = c;
    sink->count++;
}

static void pad(struct sink *sink, char c, int count)
{
    while (count-- > 0)
        put(sink, c);
}

/* prefix, zeros, text, padded to the width. */
static void put_field(struct sink *sink, const struct conversion *how, const char *prefix, int zeros,
                      const char *text, int length)
{
    int blank = how->width - (int)strlen(prefix) - zeros - length;

    if (!how->left)
        pad(sink, ' ', blank);
    while (*prefix)
        put(sink, *prefix++);
    pad(sink, '0', zeros);
    for (int i = 0; i < length; i++)
        put(sink, text[i]);
    if (how->left)
        pad(sink, ' ', blank);
}

static void put_integer(struct sink *sink, const struct conversion *how, uint64_t value, unsigned base,
                        const char *prefix, const char *alphabet)
{
    char digits[DIGITS];
    int at = DIGITS, zeros = 0, length;

    for (; value; value /= base)
        digits[--at] = alphabet[value % base];
    length = DIGITS - at;
    if (how->precision >= 0) {
        if (how->precision > length)
            zeros = how->precision - length;
    } else {
        if (length == 0)
            zeros = 1;
        if (how->zero && !how->left && how->width > (int)strlen(prefix) + zeros + length)
            zeros = how->width - (int)strlen(prefix) - length;
    }
    if (base == 8 && how->alternate && zeros == 0)
        zeros = 1;
    put_field(sink, how, prefix, zeros, digits + at, length);
}

static void put_signed(struct sink *sink, const struct conversion *how, int64_t value)
{
    const char *sign = value < 0 ? "-" : how->plus ? "+" : how->space ? " " : "";

    put_integer(sink, how, value < 0 ? -(uint64_t)value : (uint64_t)value, 10, sign, "0123456789");
}

static int decimal(const char **format)
{
    int value = 0;

    while (**format >= '0' && **format <= '9')
        value = value * 10 + (*(*format)++ - '0');
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

static void format_to(struct sink *sink, const char *format, va_list arguments)
{
    static const char lower[] = "0123456789abcdef", upper[] = "0123456789ABCDEF";

    for (; *format; format++) {
        struct conversion how = {.precision = -1, .length = sizeof(int)};

        if (*format != '%') {
            put(sink, *format);
            continue;
        }
        for (format++;; format++) {
            if (*format == '-')
                how.left = 1;
            else if (*format == '+')
                how.plus = 1;
            else if (*format == ' ')
                how.space = 1;
            else if (*format == '0')
                how.zero = 1;
            else if (*format == '#')
                how.alternate = 1;
            else
                break;
        }
        if (*format == '*') {
            format++;
            how.width = va_arg(arguments, int);
            if (how.width < 0) {
                how.left = 1;
                how.width = -how.width;
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
        for (;; format++) {
            if (*format == 'h')
                how.length /= 2;
            else if (*format == 'l' || *format == 'z' || *format == 't' || *format == 'j')
                how.length = 8;
            else
                break;
        }

        switch (*format) {
        case 'd':
        case 'i': {
            int64_t value = how.length == 8 ? va_arg(arguments, int64_t) : va_arg(arguments, int);
            put_signed(sink, &how, narrow_signed(value, how.length));
            break;
        }
        case 'u':
        case 'o':
        case 'x':
        case 'X': {
            uint64_t value = how.length == 8 ? va_arg(arguments, uint64_t) : va_arg(arguments, unsigned);
            unsigned base = *format == 'u' ? 10 : *format == 'o' ? 8 : 16;
            value = narrow(value, how.length);
            put_integer(sink, &how, value, base,
                        base == 16 && how.alternate && value ? (*format == 'x' ? "0x" : "0X") : "",
                        *format == 'X' ? upper : lower);
            break;
        }
        case 'p':
            put_integer(sink, &how, va_arg(arguments, uint64_t), 16, "0x", lower);
            break;
        case 'c': {
            char c = (char)va_arg(arguments, int);
            put_field(sink, &how, "", 0, &c, 1);
            break;
        }
        case 's': {
            const char *string = va_arg(arguments, const char *);
            if (!string)
                string = "(null)";
            put_field(sink, &how, "", 0, string,
                      (int)strnlen(string, how.precision < 0 ? INT_MAX : (size_t)how.precision));
            break;
        }
        case '%':
            put(sink, '%');
            break;
        case 0:
            return;
        default:                        /* not a conversion: show it as it stands */
            put(sink, '%');
            put(sink, *format);
        }
    }
}

int vprintf(const char *restrict format, va_list arguments)
{
    struct sink sink = {0};

    format_to(&sink, format, arguments);
    return (int)sink.count;
}

int printf(const char *restrict format, ...)
{
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vprintf(format, arguments);
    va_end(arguments);
    return count;
}

int vsnprintf(char *restrict to, size_t size, const char *restrict format, va_list arguments)
{
    char nowhere;
    struct sink sink = {.to = size ? to : &nowhere, .room = size ? size - 1 : 0};

    format_to(&sink, format, arguments);
    if (size)
        to[sink.count < sink.room ? sink.count : sink.room] = 0;
    return (int)sink.count;
}

int snprintf(char *restrict to, size_t size, const char *restrict format, ...)
{
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vsnprintf(to, size, format, arguments);
    va_end(arguments);
    return count;
}

int sprintf(char *restrict to, const char *restrict format, ...)
{
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vsnprintf(to, INT_MAX, format, arguments);
    va_end(arguments);
    return count;
}

int putchar(int character)
{
    ukplat_console_putc(character);
    return (unsigned char)character;
}

int puts(const char *string)
{
    while (*string)
        ukplat_console_putc(*string++);
    ukplat_console_putc('\n');
    return 1;
}
