/* Streams: buffering, and what is made of reading and writing. The console is here, files are in file.c. */
#include "stream.h"

#include <errno.h>
#include <flexos/finish.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <uk/console.h>
#include <uk/format.h>

/* ---- The console ---- */

static ssize_t write_console(FILE *stream, const char *from, size_t size)
{
    (void)stream;
    for (size_t i = 0; i < size; i++)
        ukplat_console_putc((unsigned char)from[i]);
    return (ssize_t)size;
}

static ssize_t read_nothing(FILE *stream, char *to, size_t size)
{
    (void)stream, (void)to, (void)size;
    return 0;
}

static const struct stream_operations console = {.read = read_nothing, .write = write_console};
static FILE standard_input = {.operations = &console, .fd = 0, .readable = 1, .pushed_back = EOF};
static FILE standard_output = {.operations = &console, .fd = 1, .writable = 1, .pushed_back = EOF};
static FILE standard_error = {.operations = &console, .fd = 2, .writable = 1, .pushed_back = EOF};

#undef stdin
#undef stdout
#undef stderr
FILE *const stdin = &standard_input;
FILE *const stdout = &standard_output;
FILE *const stderr = &standard_error;

/* ---- Between the buffer and what lies behind it ---- */

static int fails(FILE *stream, long error)
{
    stream->failed = 1;
    errno = (int)-error;
    return EOF;
}

/* All of it, in as many pieces as it takes. */
static int write_through(FILE *stream, const char *from, size_t size)
{
    while (size > 0) {
        ssize_t count = stream->operations->write(stream, from, size);

        if (count <= 0)
            return fails(stream, count ? count : -EIO);
        from += count;
        size -= (size_t)count;
    }
    return 0;
}

int stream_settle(FILE *stream)
{
    int result = 0;

    if (stream->state == STREAM_WRITING)
        result = write_through(stream, stream->buffer, stream->at);
    else if (stream->state == STREAM_READING && stream->at < stream->end && stream->operations->seek)
        stream->operations->seek(stream, -(off_t)(stream->end - stream->at), SEEK_CUR);
    stream->state = STREAM_IDLE;
    stream->at = stream->end = 0;
    return result;
}

/* Ready to read or to write. */
static int turn(FILE *stream, enum stream_state state)
{
    if (state == STREAM_READING ? !stream->readable : !stream->writable)
        return fails(stream, -EBADF);
    if (stream->state != state && stream->state != STREAM_IDLE && stream_settle(stream))
        return EOF;
    stream->state = state;
    return 0;
}

static int put_all(FILE *stream, const char *from, size_t size)
{
    if (turn(stream, STREAM_WRITING))
        return EOF;
    stream->pushed_back = EOF;
    if (!stream->capacity)
        return write_through(stream, from, size);
    if (size > stream->capacity - stream->at) {
        int result = write_through(stream, stream->buffer, stream->at);

        stream->at = 0;
        if (result)
            return EOF;
        if (size >= stream->capacity)
            return write_through(stream, from, size);
    }
    memcpy(stream->buffer + stream->at, from, size);
    stream->at += size;
    if (stream->by_line && memchr(from, '\n', size)) {
        size_t waiting = stream->at;

        stream->at = 0;
        return write_through(stream, stream->buffer, waiting);
    }
    return 0;
}

/* How many bytes came: fewer than wanted at the end, or after an error. */
static size_t get_all(FILE *stream, char *to, size_t size)
{
    size_t left = size;

    if (size == 0 || turn(stream, STREAM_READING))
        return 0;
    if (stream->pushed_back != EOF) {
        *to++ = (char)stream->pushed_back;
        stream->pushed_back = EOF;
        left--;
    }
    while (left > 0) {
        size_t part = stream->end - stream->at;
        ssize_t count;

        if (part > 0) {
            part = part < left ? part : left;
            memcpy(to, stream->buffer + stream->at, part);
            stream->at += part;
            to += part;
            left -= part;
            continue;
        }
        if (stream->at_end)
            break;
        if (left >= stream->capacity)
            count = stream->operations->read(stream, to, left);
        else
            count = stream->operations->read(stream, stream->buffer, stream->capacity);
        if (count < 0) {
            fails(stream, count);
            break;
        }
        if (count == 0) {
            stream->at_end = 1;
            break;
        }
        if (left >= stream->capacity) {
            to += count;
            left -= (size_t)count;
        } else {
            stream->at = 0;
            stream->end = (size_t)count;
        }
    }
    return size - left;
}

/* ---- C's functions ---- */

size_t fwrite(const void *restrict from, size_t size, size_t count, FILE *restrict stream)
{
    size_t bytes;

    if (__builtin_mul_overflow(size, count, &bytes) || bytes == 0)
        return 0;
    return put_all(stream, from, bytes) ? 0 : count;
}

size_t fread(void *restrict to, size_t size, size_t count, FILE *restrict stream)
{
    size_t bytes;

    if (__builtin_mul_overflow(size, count, &bytes) || bytes == 0)
        return 0;
    return get_all(stream, to, bytes) / size;
}

int fputs(const char *restrict string, FILE *restrict stream)
{
    return put_all(stream, string, strlen(string));
}

int fputc(int character, FILE *stream)
{
    char c = (char)character;

    return put_all(stream, &c, 1) ? EOF : (unsigned char)character;
}

int putc(int character, FILE *stream) { return fputc(character, stream); }
int putchar(int character) { return fputc(character, &standard_output); }

int puts(const char *string)
{
    return put_all(&standard_output, string, strlen(string)) || put_all(&standard_output, "\n", 1) ? EOF : 1;
}

int fgetc(FILE *stream)
{
    unsigned char c;

    return get_all(stream, (char *)&c, 1) ? c : EOF;
}

int getc(FILE *stream) { return fgetc(stream); }
int getchar(void) { return fgetc(&standard_input); }

int ungetc(int character, FILE *stream)
{
    if (character == EOF || stream->pushed_back != EOF || turn(stream, STREAM_READING))
        return EOF;
    stream->pushed_back = (unsigned char)character;
    stream->at_end = 0;
    return stream->pushed_back;
}

char *fgets(char *restrict to, int size, FILE *restrict stream)
{
    int at = 0, c = 0;

    while (at < size - 1 && c != '\n' && (c = fgetc(stream)) != EOF)
        to[at++] = (char)c;
    if (size < 1 || (at == 0 && size > 1) || stream->failed)
        return 0;
    to[at] = 0;
    return to;
}

int fflush(FILE *stream)
{
    return stream ? stream_settle(stream) : stream_settle_all();
}

int fclose(FILE *stream)
{
    int settled = stream_settle(stream), closed = stream->operations->close ? stream->operations->close(stream) : 0;

    if (closed < 0)
        errno = -closed;
    return settled || closed < 0 ? EOF : 0;
}

int feof(FILE *stream) { return stream->at_end; }
int ferror(FILE *stream) { return stream->failed; }
int fileno(FILE *stream) { return stream->fd; }

void clearerr(FILE *stream)
{
    stream->at_end = stream->failed = 0;
}

int fseeko(FILE *stream, off_t offset, int whence)
{
    off_t result;

    if (!stream->operations->seek) {
        errno = ESPIPE;
        return -1;
    }
    if (whence == SEEK_CUR && stream->pushed_back != EOF)
        offset--;
    if (stream_settle(stream))
        return -1;
    result = stream->operations->seek(stream, offset, whence);
    if (result < 0) {
        errno = (int)-result;
        return -1;
    }
    stream->pushed_back = EOF;
    stream->at_end = 0;
    return 0;
}

off_t ftello(FILE *stream)
{
    off_t result = stream->operations->seek ? stream->operations->seek(stream, 0, SEEK_CUR) : -ESPIPE;

    if (result < 0) {
        errno = (int)-result;
        return -1;
    }
    if (stream->state == STREAM_WRITING)
        return result + (off_t)stream->at;
    return result - (off_t)(stream->end - stream->at) - (stream->pushed_back != EOF);
}

int fseek(FILE *stream, long offset, int whence) { return fseeko(stream, offset, whence); }
long ftell(FILE *stream) { return ftello(stream); }

void rewind(FILE *stream)
{
    fseeko(stream, 0, SEEK_SET);
    stream->failed = 0;
}

int setvbuf(FILE *restrict stream, char *restrict buffer, int mode, size_t size)
{
    char *own = 0;

    FLEXOS_NEEDS_FINISH();
    if (mode != _IOFBF && mode != _IOLBF && mode != _IONBF)
        return -1;
    if (stream->state != STREAM_IDLE && stream_settle(stream))
        return -1;
    if (size == 0)
        size = BUFSIZ;
    if (mode == _IONBF)
        buffer = 0;
    else if (!buffer && !(own = malloc(size)))
        return -1;
    free(stream->own_buffer);
    stream->own_buffer = own;
    stream->buffer = buffer ? buffer : own;
    stream->capacity = stream->buffer ? size : 0;
    stream->by_line = mode == _IOLBF;
    return 0;
}

void setbuf(FILE *restrict stream, char *restrict buffer)
{
    setvbuf(stream, buffer, buffer ? _IOFBF : _IONBF, BUFSIZ);
}

/* ---- Formatted ---- */

struct output {
    FILE *stream;
    int failed;
};

static void put_formatted(void *context, const char *text, size_t length)
{
    struct output *output = context;

    if (!output->failed)
        output->failed = put_all(output->stream, text, length);
}

int vfprintf(FILE *restrict stream, const char *restrict format, va_list arguments)
{
    struct output output = {stream, 0};
    int count = uk_format(put_formatted, &output, format, arguments);

    return output.failed ? -1 : count;
}

int fprintf(FILE *restrict stream, const char *restrict format, ...)
{
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vfprintf(stream, format, arguments);
    va_end(arguments);
    return count;
}

int vprintf(const char *restrict format, va_list arguments)
{
    return vfprintf(&standard_output, format, arguments);
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

/* Nobody types, so nothing is ever assigned. */
int vscanf(const char *restrict format, va_list arguments)
{
    return vfscanf(&standard_input, format, arguments);
}

int scanf(const char *restrict format, ...)
{
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vscanf(format, arguments);
    va_end(arguments);
    return count;
}

void perror(const char *what)
{
    const char *message = strerror(errno);

    fprintf(&standard_error, what && *what ? "%s: %s\n" : "%s%s\n", what && *what ? what : "", message);
}
