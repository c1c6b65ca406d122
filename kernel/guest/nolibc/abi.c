/*
 * What shared objects made for musl on AArch64 take for granted about our headers: sizes, places and
 * numbers (musl 1.2, arch/aarch64 and include). Nothing here is linked; it fails to compile if it is wrong.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define SIZE(type, bytes) _Static_assert(sizeof(type) == (bytes), #type)
#define PLACE(type, member, at) _Static_assert(offsetof(type, member) == (at), #type "." #member)
#define NUMBER(name, value) _Static_assert((name) == (value), #name)

SIZE(off_t, 8); SIZE(ssize_t, 8); SIZE(mode_t, 4); SIZE(uid_t, 4); SIZE(gid_t, 4); SIZE(pid_t, 4); SIZE(dev_t, 8); SIZE(ino_t, 8);
SIZE(nlink_t, 4); SIZE(blksize_t, 4); SIZE(blkcnt_t, 8); SIZE(time_t, 8); SIZE(suseconds_t, 8); SIZE(clockid_t, 4); SIZE(clock_t, 8);
_Static_assert((mode_t)-1 > 0 && (nlink_t)-1 > 0 && (dev_t)-1 > 0 && (blksize_t)-1 < 0 && (time_t)-1 < 0, "signs");

SIZE(struct stat, 128);
PLACE(struct stat, st_dev, 0); PLACE(struct stat, st_ino, 8); PLACE(struct stat, st_mode, 16); PLACE(struct stat, st_nlink, 20);
PLACE(struct stat, st_uid, 24); PLACE(struct stat, st_gid, 28); PLACE(struct stat, st_rdev, 32); PLACE(struct stat, st_size, 48);
PLACE(struct stat, st_blksize, 56); PLACE(struct stat, st_blocks, 64); PLACE(struct stat, st_atim, 72); PLACE(struct stat, st_mtim, 88);
PLACE(struct stat, st_ctim, 104);

SIZE(struct timespec, 16); PLACE(struct timespec, tv_nsec, 8);
SIZE(struct timeval, 16); PLACE(struct timeval, tv_usec, 8);
SIZE(struct tm, 56);
PLACE(struct tm, tm_sec, 0); PLACE(struct tm, tm_year, 20); PLACE(struct tm, tm_isdst, 32); PLACE(struct tm, tm_gmtoff, 40); PLACE(struct tm, tm_zone, 48);
SIZE(struct dirent, 280);
PLACE(struct dirent, d_off, 8); PLACE(struct dirent, d_reclen, 16); PLACE(struct dirent, d_type, 18); PLACE(struct dirent, d_name, 19);
SIZE(struct flock, 32); PLACE(struct flock, l_start, 8); PLACE(struct flock, l_len, 16); PLACE(struct flock, l_pid, 24);
SIZE(struct pollfd, 8); PLACE(struct pollfd, events, 4); PLACE(struct pollfd, revents, 6);
SIZE(struct iovec, 16); SIZE(div_t, 8); SIZE(ldiv_t, 16);

SIZE(pthread_t, 8); SIZE(pthread_attr_t, 56); SIZE(pthread_mutex_t, 40); SIZE(pthread_cond_t, 48); SIZE(pthread_rwlock_t, 56);
SIZE(pthread_mutexattr_t, 4); SIZE(pthread_condattr_t, 4); SIZE(pthread_once_t, 4); SIZE(pthread_key_t, 4);
NUMBER(PTHREAD_MUTEX_RECURSIVE, 1); NUMBER(PTHREAD_MUTEX_ERRORCHECK, 2);

NUMBER(O_RDWR, 2); NUMBER(O_CREAT, 0x40); NUMBER(O_EXCL, 0x80); NUMBER(O_TRUNC, 0x200); NUMBER(O_APPEND, 0x400); NUMBER(O_NONBLOCK, 0x800);
NUMBER(O_SYNC, 0x101000); NUMBER(O_DIRECTORY, 0x4000); NUMBER(O_NOFOLLOW, 0x8000); NUMBER(O_LARGEFILE, 0x20000); NUMBER(O_CLOEXEC, 0x80000);
NUMBER(F_GETLK, 5); NUMBER(F_SETLK, 6); NUMBER(F_SETLKW, 7); NUMBER(F_DUPFD_CLOEXEC, 1030); NUMBER(F_WRLCK, 1); NUMBER(F_UNLCK, 2);
NUMBER(S_IFMT, 0xf000); NUMBER(S_IFDIR, 0x4000); NUMBER(S_IFREG, 0x8000); NUMBER(S_IFCHR, 0x2000); NUMBER(AT_FDCWD, -100);
NUMBER(SEEK_END, 2); NUMBER(R_OK, 4); NUMBER(DT_DIR, 4); NUMBER(DT_REG, 8);
NUMBER(PROT_EXEC, 4); NUMBER(MAP_SHARED, 1); NUMBER(MAP_PRIVATE, 2); NUMBER(MAP_FIXED, 0x10); NUMBER(MAP_ANONYMOUS, 0x20); NUMBER(MREMAP_MAYMOVE, 1);
NUMBER(MADV_DONTNEED, 4); NUMBER(MADV_DONTDUMP, 16); NUMBER(_SC_OPEN_MAX, 4); NUMBER(_SC_PAGESIZE, 30); NUMBER(_SC_NPROCESSORS_ONLN, 84);
NUMBER(CLOCK_MONOTONIC, 1); NUMBER(SIGABRT, 6); NUMBER(SIGKILL, 9); NUMBER(SIGSEGV, 11); NUMBER(POLLIN, 1); NUMBER(POLLOUT, 4); NUMBER(POLLNVAL, 32);

NUMBER(ENOENT, 2); NUMBER(EIO, 5); NUMBER(EBADF, 9); NUMBER(EAGAIN, 11); NUMBER(ENOMEM, 12); NUMBER(EACCES, 13); NUMBER(EEXIST, 17); NUMBER(ENOTDIR, 20);
NUMBER(EISDIR, 21); NUMBER(EINVAL, 22); NUMBER(EMFILE, 24); NUMBER(ENOSPC, 28); NUMBER(ERANGE, 34); NUMBER(EDEADLK, 35); NUMBER(ENAMETOOLONG, 36);
NUMBER(ENOSYS, 38); NUMBER(ENOTEMPTY, 39); NUMBER(EOVERFLOW, 75); NUMBER(ENOTSUP, 95); NUMBER(ETIMEDOUT, 110);
