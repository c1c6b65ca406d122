/* What is known of a file; the layout is that of AArch64 Linux. */
#ifndef SYS_STAT_H
#define SYS_STAT_H

#include <sys/types.h>
#include <time.h>

struct stat {
    dev_t st_dev;
    ino_t st_ino;
    mode_t st_mode;
    nlink_t st_nlink;
    uid_t st_uid;
    gid_t st_gid;
    dev_t st_rdev;
    unsigned long reserved0;
    off_t st_size;
    blksize_t st_blksize;
    int reserved1;
    blkcnt_t st_blocks;                 /* units of 512 bytes */
    struct timespec st_atim, st_mtim, st_ctim;
    unsigned reserved2[2];
};

/* By the names of older programs. */
#define st_atime st_atim.tv_sec
#define st_mtime st_mtim.tv_sec
#define st_ctime st_ctim.tv_sec

#define S_IFMT 0170000
#define S_IFDIR 0040000
#define S_IFCHR 0020000
#define S_IFBLK 0060000
#define S_IFREG 0100000
#define S_IFIFO 0010000
#define S_IFLNK 0120000
#define S_IFSOCK 0140000
#define S_IRWXU 0700
#define S_IRUSR 0400
#define S_IWUSR 0200
#define S_IXUSR 0100
#define S_IRWXG 0070
#define S_IRGRP 0040
#define S_IWGRP 0020
#define S_IXGRP 0010
#define S_IRWXO 0007
#define S_IROTH 0004
#define S_IWOTH 0002
#define S_IXOTH 0001
#define S_ISLNK(mode) (((mode) & S_IFMT) == S_IFLNK)
#define S_ISDIR(mode) (((mode) & S_IFMT) == S_IFDIR)
#define S_ISCHR(mode) (((mode) & S_IFMT) == S_IFCHR)
#define S_ISREG(mode) (((mode) & S_IFMT) == S_IFREG)

int stat(const char *restrict path, struct stat *restrict);
int lstat(const char *restrict path, struct stat *restrict);
int fstat(int fd, struct stat *);
int mkdir(const char *path, mode_t);
int chmod(const char *path, mode_t);
int fchmod(int fd, mode_t);

#endif
