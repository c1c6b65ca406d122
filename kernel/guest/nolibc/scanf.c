/* Formatted input from strings and streams. It runs where its caller does, so what it writes to is within reach. */
#include <stdio.h>
#include <uk/format.h>

static int get_of_string(void *context)
{
    const char **at = context;

    return **at ? (unsigned char)*(*at)++ : EOF;
}

static void unget_to_string(void *context, int character)
{
    (void)character;
    --*(const char **)context;
}

int vsscanf(const char *restrict from, const char *restrict format, va_list arguments)
{
    const char *at = from;
    struct uk_scan_source source = {get_of_string, unget_to_string, &at};

    return uk_scan(&source, format, arguments);
}

int sscanf(const char *restrict from, const char *restrict format, ...)
{
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vsscanf(from, format, arguments);
    va_end(arguments);
    return count;
}

static int get_of_stream(void *context)
{
    return fgetc(context);
}

static void unget_to_stream(void *context, int character)
{
    ungetc(character, context);
}

int vfscanf(FILE *restrict stream, const char *restrict format, va_list arguments)
{
    struct uk_scan_source source = {get_of_stream, unget_to_stream, stream};

    return uk_scan(&source, format, arguments);
}

int fscanf(FILE *restrict stream, const char *restrict format, ...)
{
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vfscanf(stream, format, arguments);
    va_end(arguments);
    return count;
}
