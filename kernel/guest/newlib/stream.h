/* Streams, as the files of this library see them. */
#ifndef NEWLIB_STREAM_H
#define NEWLIB_STREAM_H

#include <stdio.h>

/* Where a stream's bytes come from and go to. A result below 0 is a negative error number. */
struct stream_operations {
    ssize_t (*read)(FILE *, char *to, size_t);
    ssize_t (*write)(FILE *, const char *from, size_t);
    off_t (*seek)(FILE *, off_t, int whence); /* 0: cannot */
    int (*close)(FILE *);
};

enum stream_state { STREAM_IDLE, STREAM_READING, STREAM_WRITING };

struct flexos_stream {
    const struct stream_operations *operations;
    FILE *next;                         /* of those that were opened */
    char *buffer, *own_buffer;          /* own: on our heap, if it is */
    size_t capacity;                    /* 0: unbuffered, what is written goes through at once */
    size_t at, end;                     /* reading: unread bytes [at, end). Writing: bytes [0, at) to be written */
    enum stream_state state;
    int fd;
    int pushed_back;                    /* a character given to ungetc, or EOF */
    char readable, writable, by_line, at_end, failed;
};

/* Writes what is waiting, and gives back what was read too far. EOF if that failed. */
int stream_settle(FILE *);

/* All streams that were opened and have something to write. */
int stream_settle_all(void);

#endif
