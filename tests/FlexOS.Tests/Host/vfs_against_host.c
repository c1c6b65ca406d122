/*
 * Random file operations on vfscore with ramfs, compiled for the host, and on the host's own file
 * system: results, errors and contents must be the same. Arguments: seed, operations. It works in the
 * current directory, which must be empty. Prints the first difference and ends with 1, or ends with 0.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* vfscore's interface, with what its own headers call stat and dirent under other names. */
struct guest_stat {
    uint64_t dev, ino;
    uint32_t mode, nlink, uid, gid;
    uint64_t rdev, reserved0;
    int64_t size;
    int32_t blksize, reserved1;
    int64_t blocks, times[6];
    uint32_t reserved2[2];
};

struct guest_dirent {
    uint64_t ino;
    int64_t off;
    unsigned short reclen;
    unsigned char type;
    char name[256];
};

int vfscore_open(const char *, int, uint32_t);
int vfscore_close(int);
int vfscore_dup(int, int);
ssize_t vfscore_read(int, void *, size_t);
ssize_t vfscore_write(int, const void *, size_t);
ssize_t vfscore_pread(int, void *, size_t, int64_t);
ssize_t vfscore_pwrite(int, const void *, size_t, int64_t);
int64_t vfscore_lseek(int, int64_t, int);
int vfscore_fstat(int, struct guest_stat *);
int vfscore_stat(const char *, struct guest_stat *);
int vfscore_ftruncate(int, int64_t);
int vfscore_access(const char *);
int vfscore_mkdir(const char *, uint32_t);
int vfscore_rmdir(const char *);
int vfscore_unlink(const char *);
int vfscore_rename(const char *, const char *);
int vfscore_chdir(const char *);
int vfscore_getcwd(char *, size_t);
int vfscore_readdir(int, struct guest_dirent *);

/* What vfscore needs of the platform. */
uint64_t ukplat_wall_clock(void)
{
    static uint64_t time = 1698019200000000000ull;

    return time += 1000;
}

void ukplat_console_putc(int character)
{
    (void)character;
}

static uint64_t state;

static unsigned random_below(unsigned limit)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(state >> 33) % limit;
}

/* Pairs of descriptors that mean the same. */
enum { OPEN = 12, LARGEST = 3 * 4096, BUFFER = 6000 };

static int ours[OPEN], theirs[OPEN];
static char base[512];
static unsigned long operation;
static char what[2400];

static void fail(long our, long their)
{
    printf("operation %lu, %s: ours gives %ld, the host's %ld\n", operation, what, our, their);
    exit(1);
}

static long host(long result)
{
    return result < 0 ? -errno : result;
}

static void same(long our, long their)
{
    if (our != their)
        fail(our, their);
}

/* A path of few names, so that operations meet. The host's absolute paths begin with our root. */
static void path(char *our, char *their)
{
    static const char *const names[] = {"a", "b", "c", "dir", "other", "..", "."};
    char relative[64] = "";
    int absolute = random_below(2) == 0, depth = 1 + (int)random_below(3);

    for (int i = 0; i < depth; i++) {
        /* No ".." at the front of an absolute path: the host's root is not ours. */
        const char *name = names[random_below(absolute ? 5 : 7)];

        sprintf(relative + strlen(relative), "%s%s", i ? "/" : "", name);
    }
    if (random_below(12) == 0)
        strcat(relative, "/");
    sprintf(our, "%s%s", absolute ? "/" : "", relative);
    sprintf(their, "%s%s%s", absolute ? base : "", absolute ? "/" : "", relative);
}

/* Whether the path would leave our root, of which the host knows nothing. */
static int would_leave(const char *their)
{
    char resolved[4096], directory[1024];
    char *end;

    /* Where ".." leads from a removed directory cannot be asked. */
    if (*their != '/' && strstr(their, "..") && !getcwd(resolved, sizeof resolved))
        return 1;
    snprintf(directory, sizeof directory, "%s", their);
    for (;;) {
        if (realpath(directory, resolved))
            return strncmp(resolved, base, strlen(base)) != 0;
        end = strrchr(directory, '/');
        if (!end)
            return 0;
        *end = 0;
    }
}

static void compare_stat(const struct guest_stat *our, const struct stat *their)
{
    same(our->mode, their->st_mode);
    if (S_ISREG(their->st_mode)) {
        same(our->size, their->st_size);
        same(our->nlink, their->st_nlink);
    }
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(left, right);
}

static void compare_directory(const char *our, const char *their)
{
    char names[2][32][64];
    int counts[2] = {0, 0}, fd = vfscore_open(our, O_RDONLY | 040000, 0);
    DIR *directory = opendir(their);
    struct guest_dirent entry;
    struct dirent *next;

    same(fd < 0, directory == 0);
    if (!directory)
        return;
    while (vfscore_readdir(fd, &entry) == 1)
        strcpy(names[0][counts[0]++], entry.name);
    while ((next = readdir(directory)))
        strcpy(names[1][counts[1]++], next->d_name);
    closedir(directory);
    same(vfscore_close(fd), 0);
    same(counts[0], counts[1]);
    for (int i = 0; i < 2; i++)
        qsort(names[i], (size_t)counts[i], sizeof names[i][0], compare_names);
    for (int i = 0; i < counts[0]; i++)
        if (strcmp(names[0][i], names[1][i]))
            fail(i, i);
}

/* AArch64's numbers of the flags that differ from x86's. */
static int guest_flags(int flags)
{
    int result = flags & ~(O_DIRECTORY | O_NOFOLLOW);

    return result | (flags & O_DIRECTORY ? 040000 : 0);
}

static void open_one(int slot, const char *our, const char *their)
{
    static const int modes[] = {O_RDONLY, O_WRONLY, O_RDWR, O_RDWR};
    int flags = modes[random_below(4)];
    long fd;

    if (random_below(2))
        flags |= O_CREAT;
    if (random_below(6) == 0)
        flags |= O_EXCL;
    if (random_below(5) == 0)
        flags |= O_TRUNC;
    if (random_below(5) == 0)
        flags |= O_APPEND;
    if (random_below(12) == 0)
        flags |= O_DIRECTORY;
    if ((flags & O_CREAT) == 0)
        flags &= ~O_EXCL;               /* undefined */
    if (flags & O_DIRECTORY)
        flags &= ~O_CREAT;              /* the host's kernels disagree about both */
    if (our[strlen(our) - 1] == '/')
        flags &= ~O_EXCL;               /* POSIX: EEXIST; Linux: EISDIR */
    if ((flags & O_ACCMODE) == O_RDONLY)
        flags &= ~O_TRUNC;              /* undefined */
    snprintf(what, sizeof what, "open %s with %o", our, flags);
    fd = host(open(their, flags, 0644));
    ours[slot] = vfscore_open(our, guest_flags(flags), 0644);
    same(ours[slot] < 0 ? ours[slot] : 0, fd < 0 ? fd : 0);
    theirs[slot] = (int)fd;
}

static void transfer(int slot)
{
    static char our[BUFFER], their[BUFFER];
    size_t size = random_below(BUFFER);
    off_t offset = random_below(LARGEST);
    int kind = (int)random_below(4);

    for (size_t i = 0; i < size; i++)
        our[i] = their[i] = (char)(state >> (i % 48));
    snprintf(what, sizeof what, "%s %zu bytes at %ld", (const char *[]){"read", "write", "pread", "pwrite"}[kind], size, (long)offset);
    if (kind == 0)
        same(vfscore_read(ours[slot], our, size), host(read(theirs[slot], their, size)));
    else if (kind == 1)
        same(vfscore_write(ours[slot], our, size), host(write(theirs[slot], their, size)));
    else if (kind == 2)
        same(vfscore_pread(ours[slot], our, size, offset), host(pread(theirs[slot], their, size, offset)));
    else if (!(fcntl(theirs[slot], F_GETFL) & O_APPEND)) /* Linux appends there, against POSIX */
        same(vfscore_pwrite(ours[slot], our, size, offset), host(pwrite(theirs[slot], their, size, offset)));
    if (memcmp(our, their, size))
        fail(0, 1);
}

static void on_descriptor(int slot)
{
    struct guest_stat our;
    struct stat their;
    off_t offset = (off_t)random_below(LARGEST) - 500;
    int whence = (int)random_below(4);

    switch (random_below(8)) {
    case 0:
        snprintf(what, sizeof what, "close");
        same(vfscore_close(ours[slot]), host(close(theirs[slot])));
        ours[slot] = -1;
        break;
    case 1:
        snprintf(what, sizeof what, "lseek to %ld, %d", (long)offset, whence);
        /* A directory's positions are each system's own. */
        if (fstat(theirs[slot], &their) == 0 && S_ISREG(their.st_mode))
            same(vfscore_lseek(ours[slot], offset, whence == 3 ? 77 : whence), host(lseek(theirs[slot], offset, whence == 3 ? 77 : whence)));
        break;
    case 2:
        snprintf(what, sizeof what, "fstat");
        same(vfscore_fstat(ours[slot], &our), host(fstat(theirs[slot], &their)));
        compare_stat(&our, &their);
        break;
    case 3:
        snprintf(what, sizeof what, "ftruncate to %ld", (long)offset);
        same(vfscore_ftruncate(ours[slot], offset), host(ftruncate(theirs[slot], offset)));
        break;
    case 4:
        for (int to = 0; to < OPEN; to++) {
            if (ours[to] >= 0)
                continue;
            snprintf(what, sizeof what, "dup");
            ours[to] = vfscore_dup(ours[slot], 0);
            theirs[to] = dup(theirs[slot]);
            same(ours[to] < 0, theirs[to] < 0);
            break;
        }
        break;
    default:
        transfer(slot);
    }
}

static void on_path(void)
{
    char our[128], their[1024], our_new[128], their_new[1024];
    struct guest_stat our_stat;
    struct stat their_stat;
    unsigned kind = random_below(9);

    path(our, their);
    path(our_new, their_new);
    if (would_leave(their) || would_leave(their_new))
        return;
    snprintf(what, sizeof what, "%s %s %s", (const char *[]){"stat", "access", "mkdir", "rmdir", "unlink", "rename", "chdir", "list", "getcwd"}[kind], our, our_new);
    switch (kind) {
    case 0:
        same(vfscore_stat(our, &our_stat), host(stat(their, &their_stat)));
        if (stat(their, &their_stat) == 0)
            compare_stat(&our_stat, &their_stat);
        break;
    case 1: same(vfscore_access(our), host(access(their, F_OK))); break;
    case 2: same(vfscore_mkdir(our, 0755), host(mkdir(their, 0755))); break;
    case 3: same(vfscore_rmdir(our), host(rmdir(their))); break;
    case 4: same(vfscore_unlink(our), host(unlink(their))); break;
    case 5: same(vfscore_rename(our, our_new), host(rename(their, their_new))); break;
    case 6: same(vfscore_chdir(our), host(chdir(their))); break;
    case 7: compare_directory(our, their); break;
    default: {
        int length = vfscore_getcwd(our, sizeof our);

        if (!getcwd(their, sizeof their)) {
            same(length, -errno);
            break;
        }
        if (length < 0 || strcmp(our, their[strlen(base)] ? their + strlen(base) : "/"))
            fail(length, (long)strlen(their));
    }
    }
}

int main(int count, char **arguments)
{
    unsigned long operations = count > 2 ? strtoul(arguments[2], 0, 10) : 10000;

    state = count > 1 ? strtoul(arguments[1], 0, 10) : 1;
    umask(0);
    if (chmod(".", 0755) || !getcwd(base, sizeof base))
        return 2;
    for (int i = 0; i < OPEN; i++)
        ours[i] = -1;
    for (operation = 0; operation < operations; operation++) {
        int slot = (int)random_below(OPEN);

        if (random_below(2)) {
            on_path();
        } else if (ours[slot] >= 0) {
            on_descriptor(slot);
        } else {
            char our[128], their[1024];

            path(our, their);
            if (!would_leave(their))
                open_one(slot, our, their);
        }
    }
    printf("%lu operations agree\n", operations);
    return 0;
}
