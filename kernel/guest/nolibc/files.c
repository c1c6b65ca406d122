/* POSIX's files over vfscore. No state: files belong to vfscore, and errno to the thread that asks. */
#include "result.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>
#include <uk/time.h>
#include <vfscore/vfscore.h>

#define MODE_AFTER(flags) \
    ({ \
        mode_t mode = 0; \
        if ((flags) & O_CREAT) { \
            va_list arguments; \
            va_start(arguments, flags); \
            mode = va_arg(arguments, mode_t); \
            va_end(arguments); \
        } \
        mode; \
    })

int open(const char *path, int flags, ...)
{
    return (int)result_of(vfscore_open(path, flags, MODE_AFTER(flags)));
}

int openat(int directory, const char *path, int flags, ...)
{
    if (directory != AT_FDCWD && *path != '/')
        return (int)result_of(-ENOTSUP);
    return (int)result_of(vfscore_open(path, flags, MODE_AFTER(flags)));
}

int creat(const char *path, mode_t mode)
{
    return (int)result_of(vfscore_open(path, O_WRONLY | O_CREAT | O_TRUNC, mode));
}

int close(int fd) { return (int)result_of(vfscore_close(fd)); }
int dup(int fd) { return (int)result_of(vfscore_dup(fd, 0)); }
int dup2(int fd, int to) { return (int)result_of(vfscore_dup2(fd, to)); }

ssize_t read(int fd, void *to, size_t size) { return result_of(vfscore_read(fd, to, size)); }
ssize_t write(int fd, const void *from, size_t size) { return result_of(vfscore_write(fd, from, size)); }

ssize_t pread(int fd, void *to, size_t size, off_t offset)
{
    return result_of(vfscore_pread(fd, to, size, offset));
}

ssize_t pwrite(int fd, const void *from, size_t size, off_t offset)
{
    return result_of(vfscore_pwrite(fd, from, size, offset));
}

ssize_t readv(int fd, const struct iovec *pieces, int count)
{
    ssize_t sum = 0;

    for (int i = 0; i < count; i++) {
        ssize_t part = vfscore_read(fd, pieces[i].iov_base, pieces[i].iov_len);

        if (part < 0)
            return sum ? sum : result_of(part);
        sum += part;
        if ((size_t)part < pieces[i].iov_len)
            break;
    }
    return sum;
}

ssize_t writev(int fd, const struct iovec *pieces, int count)
{
    ssize_t sum = 0;

    for (int i = 0; i < count; i++) {
        ssize_t part = vfscore_write(fd, pieces[i].iov_base, pieces[i].iov_len);

        if (part < 0)
            return sum ? sum : result_of(part);
        sum += part;
        if ((size_t)part < pieces[i].iov_len)
            break;
    }
    return sum;
}

off_t lseek(int fd, off_t offset, int whence) { return result_of(vfscore_lseek(fd, offset, whence)); }
int ftruncate(int fd, off_t size) { return (int)result_of(vfscore_ftruncate(fd, size)); }
int truncate(const char *path, off_t size) { return (int)result_of(vfscore_truncate(path, size)); }
int fsync(int fd) { return (int)result_of(vfscore_fsync(fd)); }
int fdatasync(int fd) { return (int)result_of(vfscore_fsync(fd)); }

int fstat(int fd, struct stat *to) { return (int)result_of(vfscore_fstat(fd, to)); }
int stat(const char *restrict path, struct stat *restrict to) { return (int)result_of(vfscore_stat(path, to)); }
int lstat(const char *restrict path, struct stat *restrict to) { return (int)result_of(vfscore_stat(path, to)); }
int chmod(const char *path, mode_t mode) { return (int)result_of(vfscore_chmod(path, mode)); }
int fchmod(int fd, mode_t mode) { return (int)result_of(vfscore_fchmod(fd, mode)); }
int fchown(int fd, uid_t user, gid_t group) { return (int)result_of(vfscore_fchown(fd, user, group)); }

/* The one user may do everything with what exists. */
int access(const char *path, int mode)
{
    if (mode & ~(R_OK | W_OK | X_OK))
        return (int)result_of(-EINVAL);
    return (int)result_of(vfscore_access(path));
}

int mkdir(const char *path, mode_t mode) { return (int)result_of(vfscore_mkdir(path, mode)); }
int rmdir(const char *path) { return (int)result_of(vfscore_rmdir(path)); }
int unlink(const char *path) { return (int)result_of(vfscore_unlink(path)); }
int rename(const char *from, const char *to) { return (int)result_of(vfscore_rename(from, to)); }
int chdir(const char *path) { return (int)result_of(vfscore_chdir(path)); }

int remove(const char *path)
{
    int result = vfscore_unlink(path);

    return (int)result_of(result == -EISDIR ? vfscore_rmdir(path) : result);
}

char *getcwd(char *to, size_t size)
{
    char *made = 0;
    int length;

    if (!to) {
        size = size ? size : VFSCORE_PATH_MAX;
        to = made = malloc(size);
        if (!to)
            return 0;
    }
    length = size ? vfscore_getcwd(to, size) : -EINVAL;
    if (length >= 0)
        return to;
    free(made);
    errno = -length;
    return 0;
}

/* There are no symbolic links. */
ssize_t readlink(const char *restrict path, char *restrict to, size_t size)
{
    int error = vfscore_access(path);

    (void)to, (void)size;
    return result_of(error ? error : -EINVAL);
}

int utimes(const char *path, const struct timeval times[2])
{
    const uint64_t microsecond = 1000;
    uint64_t access, modify;

    if (!times) {
        access = modify = ukplat_wall_clock();
    } else {
        for (int i = 0; i < 2; i++)
            if (times[i].tv_sec < 0 || times[i].tv_usec < 0 || times[i].tv_usec >= 1000000)
                return (int)result_of(-EINVAL);
        access = (uint64_t)times[0].tv_sec * UKARCH_NSEC_PER_SEC + (uint64_t)times[0].tv_usec * microsecond;
        modify = (uint64_t)times[1].tv_sec * UKARCH_NSEC_PER_SEC + (uint64_t)times[1].tv_usec * microsecond;
    }
    return (int)result_of(vfscore_utimes(path, access, modify));
}

/*
 * Record locks keep processes apart, and there is one: nobody else ever holds one. What is left is
 * whether the request makes sense for this file.
 */
static int lock(int fd, const struct flock *request)
{
    int flags = vfscore_flags(fd), access = flags & O_ACCMODE;

    if (flags < 0)
        return flags;
    switch (request->l_type) {
    case F_RDLCK: return access == O_WRONLY ? -EBADF : 0;
    case F_WRLCK: return access == O_RDONLY ? -EBADF : 0;
    case F_UNLCK: return 0;
    }
    return -EINVAL;
}

int fcntl(int fd, int command, ...)
{
    va_list arguments;
    uintptr_t argument;
    struct flock *request;
    int result;

    va_start(arguments, command);
    argument = va_arg(arguments, uintptr_t);
    va_end(arguments);
    switch (command) {
    case F_DUPFD: result = vfscore_dup(fd, (int)argument); break;
    case F_DUPFD_CLOEXEC:
        result = vfscore_dup(fd, (int)argument);
        if (result >= 0)
            vfscore_set_close_on_exec(result, 1);
        break;
    case F_GETFD: result = vfscore_close_on_exec(fd); break;
    case F_SETFD: result = vfscore_set_close_on_exec(fd, (int)argument & FD_CLOEXEC); break;
    case F_GETFL: result = vfscore_flags(fd); break;
    case F_SETFL: result = vfscore_set_flags(fd, (int)argument); break;
    case F_GETLK:
        request = (struct flock *)argument;
        result = request->l_type == F_UNLCK ? -EINVAL : vfscore_flags(fd) < 0 ? -EBADF : 0;
        if (!result)
            request->l_type = F_UNLCK;
        break;
    case F_SETLK:
    case F_SETLKW: result = lock(fd, (const struct flock *)argument); break;
    default: result = -EINVAL;
    }
    return (int)result_of(result);
}

int isatty(int fd)
{
    struct stat stat;
    int error = vfscore_fstat(fd, &stat);

    if (!error && S_ISCHR(stat.st_mode))
        return 1;
    errno = error ? -error : ENOTTY;
    return 0;
}
