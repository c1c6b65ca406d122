/* Files by vfscore's own interface. */
#include "check.h"

#include <errno.h>
#include <string.h>
#include <vfscore/vfscore.h>

void files(void)
{
    char buffer[8];
    struct stat stat;
    int fd = vfscore_open("/new", O_RDWR | O_CREAT | O_EXCL, 0600), other;

    CHECK(fd == 3);
    CHECK(vfscore_open("/new", O_RDWR | O_CREAT | O_EXCL, 0600) == -EEXIST && vfscore_open("/no/new", O_RDONLY, 0) == -ENOENT);
    CHECK(vfscore_pwrite(fd, "hole", 4, 10000) == 4 && vfscore_fstat(fd, &stat) == 0);
    CHECK(stat.st_size == 10004 && S_ISREG(stat.st_mode) && stat.st_blocks == 8);
    CHECK(vfscore_pread(fd, buffer, 8, 9998) == 6 && !memcmp(buffer, "\0\0hole", 6));
    CHECK(vfscore_rename("/new", "/old") == 0 && vfscore_unlink("/old") == 0);
    CHECK(vfscore_pread(fd, buffer, 4, 10000) == 4 && !memcmp(buffer, "hole", 4));
    other = vfscore_open("/old", O_RDONLY, 0);
    CHECK(other == -ENOENT && vfscore_close(fd) == 0 && vfscore_close(fd) == -EBADF);
}
