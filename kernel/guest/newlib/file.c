/* Streams over the files of vfscore, and the list of those that are open. */
#include "stream.h"

#include <errno.h>
#include <fcntl.h>
#include <flexos/finish.h>
#include <stdlib.h>
#include <string.h>
#include <vfscore/vfscore.h>

static FILE *opened;

static ssize_t read_file(FILE *stream, char *to, size_t size)
{
    return vfscore_read(stream->fd, to, size);
}

static ssize_t write_file(FILE *stream, const char *from, size_t size)
{
    return vfscore_write(stream->fd, from, size);
}

static off_t seek_file(FILE *stream, off_t offset, int whence)
{
    return vfscore_lseek(stream->fd, offset, whence);
}

static int close_file(FILE *stream)
{
    FILE **at = &opened;
    int result = vfscore_close(stream->fd);

    while (*at != stream)
        at = &(*at)->next;
    *at = stream->next;
    free(stream->own_buffer);
    free(stream);
    return result;
}

static const struct stream_operations file = {read_file, write_file, seek_file, close_file};

/* The flags of open for a mode of fopen, or -1. */
static int flags_of(const char *mode)
{
    int flags = strchr(mode, '+') ? O_RDWR : *mode == 'r' ? O_RDONLY : O_WRONLY;

    switch (*mode) {
    case 'r': break;
    case 'w': flags |= O_CREAT | O_TRUNC; break;
    case 'a': flags |= O_CREAT | O_APPEND; break;
    default: return -1;
    }
    if (strchr(mode, 'x'))
        flags |= O_EXCL;
    if (strchr(mode, 'e'))
        flags |= O_CLOEXEC;
    return flags;
}

static FILE *stream_of(int fd, int flags)
{
    FILE *stream = calloc(1, sizeof *stream);

    FLEXOS_NEEDS_FINISH();
    if (!stream)
        return 0;
    stream->operations = &file;
    stream->fd = fd;
    stream->buffer = stream->own_buffer = malloc(BUFSIZ);
    stream->capacity = stream->buffer ? BUFSIZ : 0;
    stream->pushed_back = EOF;
    stream->readable = (flags & O_ACCMODE) != O_WRONLY;
    stream->writable = (flags & O_ACCMODE) != O_RDONLY;
    stream->next = opened;
    opened = stream;
    return stream;
}

FILE *fopen(const char *restrict path, const char *restrict mode)
{
    int flags = flags_of(mode), fd = flags < 0 ? -EINVAL : vfscore_open(path, flags, 0666);
    FILE *stream;

    if (fd < 0) {
        errno = -fd;
        return 0;
    }
    stream = stream_of(fd, flags);
    if (!stream)
        vfscore_close(fd);
    return stream;
}

FILE *fdopen(int fd, const char *mode)
{
    int flags = flags_of(mode), has = vfscore_flags(fd), wanted = flags & O_ACCMODE;

    if (flags < 0 || has < 0 || ((has & O_ACCMODE) != O_RDWR && (has & O_ACCMODE) != wanted)) {
        errno = has < 0 ? EBADF : EINVAL;
        return 0;
    }
    if (flags & O_APPEND)
        vfscore_set_flags(fd, has | O_APPEND);
    return stream_of(fd, flags);
}

int stream_settle_all(void)
{
    int result = stream_settle(stdout) | stream_settle(stderr); /* no-one has made them wait, unless setvbuf was called */

    for (FILE *stream = opened; stream; stream = stream->next)
        if (stream->state == STREAM_WRITING)
            result |= stream_settle(stream);
    return result;
}
