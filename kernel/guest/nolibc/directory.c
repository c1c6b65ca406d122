/* Reading directories. A stream is a descriptor and room for one entry. */
#include "result.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>
#include <vfscore/vfscore.h>

struct dir {
    int fd;
    struct dirent entry;
};

DIR *opendir(const char *path)
{
    int fd = vfscore_open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    DIR *directory;

    if (fd < 0) {
        errno = -fd;
        return 0;
    }
    directory = malloc(sizeof *directory);
    if (!directory) {
        vfscore_close(fd);
        return 0;
    }
    directory->fd = fd;
    return directory;
}

struct dirent *readdir(DIR *directory)
{
    return result_of(vfscore_readdir(directory->fd, &directory->entry)) == 1 ? &directory->entry : 0;
}

int closedir(DIR *directory)
{
    int fd = directory->fd;

    free(directory);
    return (int)result_of(vfscore_close(fd));
}

int dirfd(DIR *directory) { return directory->fd; }
long telldir(DIR *directory) { return vfscore_lseek(directory->fd, 0, SEEK_CUR); }
void seekdir(DIR *directory, long position) { vfscore_lseek(directory->fd, position, SEEK_SET); }
void rewinddir(DIR *directory) { vfscore_lseek(directory->fd, 0, SEEK_SET); }
