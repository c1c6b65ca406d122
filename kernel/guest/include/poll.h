/* Waiting for files. Regular files are always ready; the console can always be written and never be read. */
#ifndef POLL_H
#define POLL_H

#define POLLIN 0x001
#define POLLPRI 0x002
#define POLLOUT 0x004
#define POLLERR 0x008
#define POLLHUP 0x010
#define POLLNVAL 0x020
#define POLLRDNORM 0x040
#define POLLWRNORM 0x100

typedef unsigned long nfds_t;

struct pollfd {
    int fd;
    short events, revents;
};

/* EDEADLK: it would wait for ever. */
int poll(struct pollfd *, nfds_t count, int milliseconds);

#endif
