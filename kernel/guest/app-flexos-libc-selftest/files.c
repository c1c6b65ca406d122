/* Files, by POSIX's functions: what works, and which errors tell that something does not. */
#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

static int contents_are(int fd, const char *expected)
{
    char buffer[64];
    ssize_t count = pread(fd, buffer, sizeof buffer, 0);

    return count == (ssize_t)strlen(expected) && !memcmp(buffer, expected, (size_t)count);
}

static void opening(void)
{
    struct stat stat_by_path, stat_by_fd;
    char nothing;
    int fd = open("/new", O_RDWR | O_CREAT | O_EXCL, 0600), other;

    CHECK(fd == 3);
    FAILS(open("/new", O_RDWR | O_CREAT | O_EXCL, 0600), EEXIST);
    FAILS(open("/no/new", O_RDONLY), ENOENT);
    FAILS(open("/new/below", O_RDONLY), ENOTDIR);
    FAILS(open("/", O_WRONLY), EISDIR);
    FAILS(open("/new", O_RDONLY | O_DIRECTORY), ENOTDIR);
    FAILS(open("", O_RDONLY), ENOENT);
    CHECK(stat("/new", &stat_by_path) == 0 && fstat(fd, &stat_by_fd) == 0 && stat_by_path.st_ino == stat_by_fd.st_ino);
    CHECK(stat_by_fd.st_mode == (S_IFREG | 0600) && stat_by_fd.st_nlink == 1 && stat_by_fd.st_size == 0 && stat_by_fd.st_blksize == 4096);
    CHECK(lstat("/new", &stat_by_path) == 0 && stat_by_path.st_mtim.tv_sec >= 1698019200);

    other = open("new", O_WRONLY | O_APPEND);
    CHECK(write(fd, "0123456789", 10) == 10 && write(other, "ab", 2) == 2 && contents_are(fd, "0123456789ab"));
    FAILS(read(other, &nothing, 1), EBADF);
    CHECK(lseek(fd, -4, SEEK_END) == 8 && write(fd, "XY", 2) == 2 && lseek(fd, 0, SEEK_CUR) == 10 && contents_are(fd, "01234567XYab"));
    FAILS(lseek(fd, -1, SEEK_SET), EINVAL);
    FAILS(lseek(fd, 0, 9), EINVAL);
    CHECK(close(other) == 0);
    other = open("new", O_RDWR | O_TRUNC);
    CHECK(contents_are(fd, "") && lseek(fd, 0, SEEK_CUR) == 10 && write(fd, "!", 1) == 1 && pread(fd, &stat_by_fd, 64, 0) == 11);
    CHECK(close(fd) == 0 && close(other) == 0);
    FAILS(close(fd), EBADF);
    CHECK(unlink("/new") == 0);
    FAILS(unlink("/new"), ENOENT);
    FAILS(unlink("/"), EISDIR);
}

static void sparse(void)
{
    char buffer[8];
    struct stat stat;
    int fd = open("sparse", O_RDWR | O_CREAT, 0644);

    CHECK(pwrite(fd, "hole", 4, 10000) == 4 && fstat(fd, &stat) == 0 && stat.st_size == 10004 && stat.st_blocks == 8);
    CHECK(pread(fd, buffer, 8, 9998) == 6 && !memcmp(buffer, "\0\0hole", 6));
    CHECK(pread(fd, buffer, 8, 20000) == 0 && pread(fd, buffer, 4, 100) == 4 && !memcmp(buffer, "\0\0\0\0", 4));
    CHECK(ftruncate(fd, 10002) == 0 && ftruncate(fd, 10004) == 0 && pread(fd, buffer, 4, 10000) == 4 && !memcmp(buffer, "ho\0\0", 4));
    CHECK(ftruncate(fd, 0) == 0 && fstat(fd, &stat) == 0 && stat.st_blocks == 0);
    FAILS(ftruncate(fd, -1), EINVAL);
    FAILS(pwrite(fd, "x", 1, 1l << 50), EFBIG);
    CHECK(unlink("sparse") == 0 && write(fd, "still", 5) == 5 && contents_are(fd, "still"));
    FAILS(access("sparse", F_OK), ENOENT);
    CHECK(fstat(fd, &stat) == 0 && stat.st_nlink == 0 && close(fd) == 0);
}

static void renaming(void)
{
    int fd = open("a", O_RDWR | O_CREAT, 0644), target = open("b", O_RDWR | O_CREAT, 0644);

    CHECK(write(fd, "a", 1) == 1 && write(target, "b", 1) == 1);
    CHECK(rename("a", "b") == 0 && contents_are(target, "b"));
    FAILS(access("a", F_OK), ENOENT);
    CHECK(close(target) == 0 && (target = open("b", O_RDONLY)) >= 0 && contents_are(target, "a"));
    FAILS(rename("a", "c"), ENOENT);
    CHECK(mkdir("d", 0755) == 0);
    FAILS(rename("b", "d"), EISDIR);
    FAILS(rename("d", "b"), ENOTDIR);
    FAILS(rename("d", "d/below"), EINVAL);
    CHECK(rename("b", "d/b") == 0 && access("d/b", R_OK | W_OK) == 0);
    FAILS(rmdir("d"), ENOTEMPTY);
    CHECK(rename("d", "e") == 0 && unlink("e/b") == 0 && rmdir("e") == 0 && close(fd) == 0 && close(target) == 0);
}

static void more(void)
{
    struct flock lock = {.l_type = F_WRLCK};
    struct timeval times[2] = {{1000, 0}, {2000, 500000}};
    struct iovec pieces[2] = {{"gather", 6}, {"ed", 2}};
    struct stat stat_now;
    int fd = open("f", O_RDWR | O_CREAT, 0644), copy = dup(fd), reader;

    CHECK(writev(fd, pieces, 2) == 8 && lseek(copy, 0, SEEK_CUR) == 8 && contents_are(copy, "gathered"));
    CHECK(fcntl(fd, F_SETLK, &lock) == 0 && (lock.l_type = F_RDLCK, fcntl(fd, F_GETLK, &lock)) == 0 && lock.l_type == F_UNLCK);
    reader = open("f", O_RDONLY | O_CLOEXEC);
    lock.l_type = F_WRLCK;
    FAILS(fcntl(reader, F_SETLK, &lock), EBADF);
    CHECK(fcntl(reader, F_GETFD) == FD_CLOEXEC && fcntl(fd, F_GETFD) == 0 && (fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDWR);
    CHECK(fcntl(fd, F_DUPFD, 20) == 20 && close(20) == 0);
    FAILS(fcntl(fd, 999), EINVAL);
    FAILS(fcntl(63, F_GETFL), EBADF);
    CHECK(utimes("f", times) == 0 && stat("f", &stat_now) == 0 && stat_now.st_atim.tv_sec == 1000 && stat_now.st_mtim.tv_nsec == 500000000);
    CHECK(fchmod(fd, 0400) == 0 && fchown(fd, 7, (gid_t)-1) == 0 && fstat(fd, &stat_now) == 0 && stat_now.st_mode == (S_IFREG | 0400) && stat_now.st_uid == 7 && stat_now.st_gid == 0);
    CHECK(fsync(fd) == 0 && fdatasync(fd) == 0 && truncate("f", 3) == 0 && contents_are(fd, "gat"));
    FAILS(readlink("f", (char *)times, 1), EINVAL);
    FAILS(readlink("g", (char *)times, 1), ENOENT);
    CHECK(isatty(1) && !isatty(fd) && errno == ENOTTY && write(1, "", 0) == 0 && read(0, times, 1) == 0);
    FAILS(lseek(0, 0, SEEK_SET), ESPIPE);
    CHECK(close(fd) == 0 && close(copy) == 0 && close(reader) == 0 && remove("f") == 0);
}

void files(void)
{
    opening();
    sparse();
    renaming();
    more();
}

void directories(void)
{
    char path[64], long_name[300];
    DIR *directory;
    struct dirent *entry;
    int seen = 0;

    CHECK(mkdir("/top", 0750) == 0 && mkdir("/top/middle", 0755) == 0 && chdir("/top/middle") == 0);
    FAILS(mkdir("/top", 0755), EEXIST);
    FAILS(mkdir("/none/x", 0755), ENOENT);
    CHECK(getcwd(path, sizeof path) == path && !strcmp(path, "/top/middle"));
    CHECK(!getcwd(path, 5) && errno == ERANGE);
    CHECK(mkdir("../other", 0755) == 0 && close(open("file", O_CREAT | O_WRONLY, 0644)) == 0);
    FAILS(chdir("file"), ENOTDIR);
    FAILS(rmdir("file"), ENOTDIR);
    directory = opendir("/top");
    CHECK(directory != 0);
    while (directory && (entry = readdir(directory)))
        seen |= !strcmp(entry->d_name, ".") ? 1 : !strcmp(entry->d_name, "..") ? 2 : !strcmp(entry->d_name, "middle") && entry->d_type == DT_DIR ? 4
              : !strcmp(entry->d_name, "other") ? 8 : 16;
    CHECK(seen == 15);
    CHECK(closedir(directory) == 0 && !opendir("/none") && errno == ENOENT && !opendir("file") && errno == ENOTDIR);
    memset(long_name, 'n', sizeof long_name);
    long_name[256] = 0;
    FAILS(open(long_name, O_CREAT | O_WRONLY, 0644), ENAMETOOLONG);
    long_name[255] = 0;
    CHECK(close(open(long_name, O_CREAT | O_WRONLY, 0644)) == 0 && unlink(long_name) == 0);
    CHECK(unlink("file") == 0 && chdir("/") == 0 && rmdir("/top/middle") == 0 && rmdir("/top/other") == 0 && rmdir("/top") == 0);
    FAILS(rmdir("/"), EBUSY);
}

/* No descriptor left, no memory left; and all is there again afterwards. */
void limits(void)
{
    static char page[4096];
    int last = -1, fd, count = 0;
    ssize_t written;
    off_t size = 0, again = 0;

    while ((fd = open("many", O_CREAT | O_RDWR, 0644)) >= 0)
        last = fd, count++;
    CHECK(errno == EMFILE && count == sysconf(_SC_OPEN_MAX) - 3);
    for (fd = 3; fd < last; fd++)
        close(fd);
    memset(page, 0x3c, sizeof page);
    while ((written = write(last, page, sizeof page)) > 0)
        size += written;
    CHECK(written == -1 && errno == ENOSPC && size > 100 * 4096);
    CHECK(lseek(last, 0, SEEK_END) == size && pread(last, page, 1, size - 1) == 1 && page[0] == 0x3c);
    FAILS(mkdir("no-room", 0755), ENOSPC);
    CHECK(ftruncate(last, 0) == 0 && lseek(last, 0, SEEK_SET) == 0);
    while ((written = write(last, page, sizeof page)) > 0)
        again += written;
    CHECK(again == size);
    CHECK(unlink("many") == 0 && close(last) == 0 && mkdir("room", 0755) == 0 && rmdir("room") == 0);
}
