/* Reading directories; the layout of an entry is that of AArch64 Linux. */
#ifndef DIRENT_H
#define DIRENT_H

#include <sys/types.h>

#define NAME_MAX 255

struct dirent {
    ino_t d_ino;
    off_t d_off;                        /* where the next entry is */
    unsigned short d_reclen;
    unsigned char d_type;
    char d_name[NAME_MAX + 1];
};

#define DT_UNKNOWN 0
#define DT_DIR 4
#define DT_REG 8

typedef struct dir DIR;

DIR *opendir(const char *path);
struct dirent *readdir(DIR *);
void rewinddir(DIR *);
int closedir(DIR *);
int dirfd(DIR *);
long telldir(DIR *);
void seekdir(DIR *, long position);

#endif
