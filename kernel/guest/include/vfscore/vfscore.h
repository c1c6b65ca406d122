/*
 * Files by descriptor and path. POSIX semantics, except that everything returns 0 or a value, or a
 * negative error number; the C library turns these into errno. There is one user, who may do all.
 */
#ifndef VFSCORE_H
#define VFSCORE_H

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

enum {
    VFSCORE_FILES = 64,                 /* descriptors; 0, 1 and 2 are the console */
    VFSCORE_PATH_MAX = 1024,            /* longest path, with its NUL */
};

int vfscore_open(const char *path, int flags, mode_t);
int vfscore_close(int fd);
int vfscore_dup(int fd, int lowest);    /* the lowest free descriptor from `lowest` on */
int vfscore_dup2(int fd, int to);
ssize_t vfscore_read(int fd, void *, size_t);
ssize_t vfscore_write(int fd, const void *, size_t);
ssize_t vfscore_pread(int fd, void *, size_t, off_t);
ssize_t vfscore_pwrite(int fd, const void *, size_t, off_t);
off_t vfscore_lseek(int fd, off_t, int whence);
int vfscore_fstat(int fd, struct stat *);
int vfscore_stat(const char *path, struct stat *);
int vfscore_ftruncate(int fd, off_t size);
int vfscore_truncate(const char *path, off_t size);
int vfscore_fchmod(int fd, mode_t);
int vfscore_chmod(const char *path, mode_t);
int vfscore_fchown(int fd, uid_t, gid_t);
int vfscore_utimes(const char *path, uint64_t access_ns, uint64_t modify_ns); /* since the epoch */
int vfscore_fsync(int fd);
int vfscore_flags(int fd);              /* F_GETFL */
int vfscore_set_flags(int fd, int flags);
int vfscore_close_on_exec(int fd);      /* F_GETFD */
int vfscore_set_close_on_exec(int fd, int on);
int vfscore_access(const char *path);   /* whether it exists: the one user may do all with it */
int vfscore_mkdir(const char *path, mode_t);
int vfscore_rmdir(const char *path);
int vfscore_unlink(const char *path);
int vfscore_rename(const char *from, const char *to);
int vfscore_chdir(const char *path);
int vfscore_getcwd(char *, size_t);     /* the length with the NUL */
int vfscore_readdir(int fd, struct dirent *); /* 1: an entry, 0: the end */

#endif
