/* Open files: descriptors, positions, reading and writing. */
#include "internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uk/console.h>

enum { CONSOLE_FILES = 3, SETTABLE = O_APPEND | O_NONBLOCK };

/* What open makes; dup gives it one more descriptor. */
struct file {
    struct vnode *node;
    int flags;
    unsigned descriptors;
    off_t position;
};

static struct file *files[VFSCORE_FILES];
static uint64_t close_on_exec;          /* bit: descriptor */

static struct file console = {.flags = O_RDWR, .descriptors = CONSOLE_FILES};

/* The file of a descriptor. 0, 1 and 2 are the console until they are closed. */
static int closed_console;

static struct file *file_of(int fd)
{
    if (fd < 0 || fd >= VFSCORE_FILES)
        return 0;
    if (fd < CONSOLE_FILES && !files[fd] && !(closed_console >> fd & 1))
        return &console;
    return files[fd];
}

static int free_descriptor(int lowest)
{
    if (lowest < 0 || lowest >= VFSCORE_FILES)
        return -EINVAL;
    for (int fd = lowest; fd < VFSCORE_FILES; fd++)
        if (!file_of(fd))
            return fd;
    return -EMFILE;
}

static void set_bit(int fd, int on)
{
    close_on_exec = (close_on_exec & ~(1ull << fd)) | (uint64_t)(on != 0) << fd;
}

static int node_to_open(const char *path, int flags, mode_t mode, struct vnode **node)
{
    struct vfscore_place place;
    int error = vfscore_find(path, &place);

    if (error)
        return error;
    if (place.node && flags & O_CREAT && flags & O_EXCL)
        return -EEXIST;
    if (flags & O_CREAT && place.must_be_directory)
        return -EISDIR;
    if (!place.node) {
        if (!(flags & O_CREAT))
            return -ENOENT;
        error = place.directory->ops->create(place.directory, place.name, place.length, S_IFREG | (mode & 07777), node);
        if (!error)
            vfscore_acquire(*node);
        return error;
    }
    error = vfscore_check(&place);
    if (error)
        return error;
    if (S_ISDIR(place.node->stat.st_mode)) {
        if ((flags & O_ACCMODE) != O_RDONLY || flags & O_CREAT)
            return -EISDIR;
    } else if (flags & O_DIRECTORY) {
        return -ENOTDIR;
    }
    vfscore_acquire(place.node);
    *node = place.node;
    if (flags & O_TRUNC && S_ISREG(place.node->stat.st_mode) && (flags & O_ACCMODE) != O_RDONLY)
        return place.node->ops->truncate(place.node, 0);
    return 0;
}

int vfscore_open(const char *path, int flags, mode_t mode)
{
    int fd = free_descriptor(0), error;
    struct file *file;

    if (fd < 0)
        return fd;
    file = malloc(sizeof *file);
    if (!file)
        return -ENOMEM;
    *file = (struct file){.flags = flags & (O_ACCMODE | SETTABLE), .descriptors = 1};
    error = node_to_open(path, flags, mode, &file->node);
    if (error) {
        free(file);
        return error;
    }
    files[fd] = file;
    set_bit(fd, flags & O_CLOEXEC);
    return fd;
}

int vfscore_close(int fd)
{
    struct file *file = file_of(fd);

    if (!file)
        return -EBADF;
    files[fd] = 0;
    if (fd < CONSOLE_FILES)
        closed_console |= 1 << fd;
    if (--file->descriptors == 0 && file != &console) {
        vfscore_release(file->node);
        free(file);
    }
    return 0;
}

static int duplicate(struct file *file, int fd)
{
    file->descriptors++;
    files[fd] = file;
    set_bit(fd, 0);
    return fd;
}

int vfscore_dup(int fd, int lowest)
{
    struct file *file = file_of(fd);
    int to;

    if (!file)
        return -EBADF;
    to = free_descriptor(lowest);
    return to < 0 ? to : duplicate(file, to);
}

int vfscore_dup2(int fd, int to)
{
    struct file *file = file_of(fd);

    if (!file || to < 0 || to >= VFSCORE_FILES)
        return -EBADF;
    if (fd == to)
        return to;
    if (file_of(to))
        vfscore_close(to);
    return duplicate(file, to);
}

/* ---- Reading and writing ---- */

/* A regular file, open for reading or for writing. */
static int regular(int fd, int writing, struct file **file)
{
    *file = file_of(fd);
    if (!*file || ((*file)->flags & O_ACCMODE) == (writing ? O_RDONLY : O_WRONLY))
        return -EBADF;
    if (*file == &console)
        return -ESPIPE;
    return S_ISDIR((*file)->node->stat.st_mode) ? -EISDIR : 0;
}

ssize_t vfscore_pread(int fd, void *to, size_t size, off_t offset)
{
    struct file *file;
    int error = regular(fd, 0, &file);

    if (error)
        return error;
    if (offset < 0)
        return -EINVAL;
    return file->node->ops->read(file->node, to, size, offset);
}

ssize_t vfscore_pwrite(int fd, const void *from, size_t size, off_t offset)
{
    struct file *file;
    int error = regular(fd, 1, &file);

    if (error)
        return error;
    if (offset < 0)
        return -EINVAL;
    return file->node->ops->write(file->node, from, size, offset);
}

ssize_t vfscore_read(int fd, void *to, size_t size)
{
    struct file *file;
    ssize_t count;
    int error = regular(fd, 0, &file);

    if (error == -ESPIPE)
        return 0;                       /* the console: nobody types */
    if (error)
        return error;
    count = file->node->ops->read(file->node, to, size, file->position);
    if (count > 0)
        file->position += count;
    return count;
}

static ssize_t write_console(const char *from, size_t size)
{
    for (size_t i = 0; i < size; i++)
        ukplat_console_putc(from[i]);
    return (ssize_t)size;
}

ssize_t vfscore_write(int fd, const void *from, size_t size)
{
    struct file *file;
    ssize_t count;
    int error = regular(fd, 1, &file);

    if (error == -ESPIPE)
        return write_console(from, size);
    if (error)
        return error;
    if (file->flags & O_APPEND && size > 0)
        file->position = file->node->stat.st_size;
    count = file->node->ops->write(file->node, from, size, file->position);
    if (count > 0)
        file->position += count;
    return count;
}

off_t vfscore_lseek(int fd, off_t offset, int whence)
{
    enum { SET = 0, CURRENT = 1, END = 2 };
    struct file *file = file_of(fd);
    off_t from;

    if (!file)
        return -EBADF;
    if (file == &console)
        return -ESPIPE;
    switch (whence) {
    case SET: from = 0; break;
    case CURRENT: from = file->position; break;
    case END: from = file->node->stat.st_size; break;
    default: return -EINVAL;
    }
    if (__builtin_add_overflow(from, offset, &from))
        return -EOVERFLOW;
    if (from < 0)
        return -EINVAL;
    return file->position = from;
}

int vfscore_readdir(int fd, struct dirent *entry)
{
    struct file *file = file_of(fd);
    int error;

    if (!file)
        return -EBADF;
    if (file == &console || !S_ISDIR(file->node->stat.st_mode))
        return -ENOTDIR;
    error = file->node->ops->entry(file->node, file->position, entry);
    if (error)
        return error == -ENOENT ? 0 : error;
    file->position = entry->d_off;
    return 1;
}

/* ---- What is known of a file ---- */

int vfscore_fstat(int fd, struct stat *to)
{
    struct file *file = file_of(fd);

    if (!file)
        return -EBADF;
    if (file == &console)
        *to = (struct stat){.st_mode = S_IFCHR | 0620, .st_nlink = 1, .st_blksize = 1};
    else
        *to = file->node->stat;
    return 0;
}

static int resize(struct vnode *node, off_t size)
{
    if (size < 0)
        return -EINVAL;
    if (S_ISDIR(node->stat.st_mode))
        return -EISDIR;
    return node->ops->truncate(node, size);
}

int vfscore_ftruncate(int fd, off_t size)
{
    struct file *file = file_of(fd);

    if (!file)
        return -EBADF;
    if (file == &console || (file->flags & O_ACCMODE) == O_RDONLY)
        return -EINVAL;
    return resize(file->node, size);
}

int vfscore_truncate(const char *path, off_t size)
{
    struct vnode *node;
    int error = vfscore_get(path, &node);

    if (error)
        return error;
    error = resize(node, size);
    vfscore_release(node);
    return error;
}

static void change_mode(struct vnode *node, mode_t mode)
{
    node->stat.st_mode = (node->stat.st_mode & S_IFMT) | (mode & 07777);
}

int vfscore_fchmod(int fd, mode_t mode)
{
    struct file *file = file_of(fd);

    if (!file)
        return -EBADF;
    if (file != &console)
        change_mode(file->node, mode);
    return 0;
}

int vfscore_chmod(const char *path, mode_t mode)
{
    struct vnode *node;
    int error = vfscore_get(path, &node);

    if (error)
        return error;
    change_mode(node, mode);
    vfscore_release(node);
    return 0;
}

int vfscore_fchown(int fd, uid_t user, gid_t group)
{
    const unsigned unchanged = (unsigned)-1;
    struct file *file = file_of(fd);

    if (!file)
        return -EBADF;
    if (file == &console)
        return 0;
    if (user != unchanged)
        file->node->stat.st_uid = user;
    if (group != unchanged)
        file->node->stat.st_gid = group;
    return 0;
}

int vfscore_utimes(const char *path, uint64_t access_ns, uint64_t modify_ns)
{
    enum { NANOSECONDS = 1000000000 };
    struct vnode *node;
    int error = vfscore_get(path, &node);

    if (error)
        return error;
    node->stat.st_atim = (struct timespec){(time_t)(access_ns / NANOSECONDS), (long)(access_ns % NANOSECONDS)};
    node->stat.st_mtim = (struct timespec){(time_t)(modify_ns / NANOSECONDS), (long)(modify_ns % NANOSECONDS)};
    vfscore_release(node);
    return 0;
}

/* Nothing to write to: what is in a file system in memory is where it will ever be. */
int vfscore_fsync(int fd)
{
    return file_of(fd) ? 0 : -EBADF;
}

int vfscore_flags(int fd)
{
    struct file *file = file_of(fd);

    return file ? file->flags : -EBADF;
}

int vfscore_set_flags(int fd, int flags)
{
    struct file *file = file_of(fd);

    if (!file)
        return -EBADF;
    file->flags = (file->flags & ~SETTABLE) | (flags & SETTABLE);
    return 0;
}

int vfscore_close_on_exec(int fd)
{
    return file_of(fd) ? (int)(close_on_exec >> fd & 1) : -EBADF;
}

int vfscore_set_close_on_exec(int fd, int on)
{
    if (!file_of(fd))
        return -EBADF;
    set_bit(fd, on);
    return 0;
}
