/* Formatted output into strings. */
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uk/format.h>

struct string {
    char *to;
    size_t room, count;                 /* room: the terminating NUL not counted */
};

static void put(void *context, const char *text, size_t length)
{
    struct string *string = context;

    if (string->count < string->room) {
        size_t left = string->room - string->count;

        memcpy(string->to + string->count, text, length < left ? length : left);
    }
    string->count += length;
}

int vsnprintf(char *restrict to, size_t size, const char *restrict format, va_list arguments)
{
    struct string string = {to, size ? size - 1 : 0, 0};
    int count = uk_format(put, &string, format, arguments);

    if (size)
        to[string.count < string.room ? string.count : string.room] = 0;
    if (count < 0)
        errno = EOVERFLOW;
    return count;
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

int vsprintf(char *restrict to, const char *restrict format, va_list arguments)
{
    return vsnprintf(to, SIZE_MAX / 2, format, arguments);
}

int sprintf(char *restrict to, const char *restrict format, ...)
{
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vsprintf(to, format, arguments);
    va_end(arguments);
    return count;
}

int vasprintf(char **to, const char *format, va_list arguments)
{
    int length = vsnprintf(0, 0, format, arguments);

    if (length < 0)
        return length;
    *to = malloc((size_t)length + 1);
    return *to ? vsnprintf(*to, (size_t)length + 1, format, arguments) : -1;
}

int asprintf(char **to, const char *format, ...)
{
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vasprintf(to, format, arguments);
    va_end(arguments);
    return count;
}
