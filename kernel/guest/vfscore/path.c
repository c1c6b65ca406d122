/* Paths: from names to nodes, and what changes names. */
#include "internal.h"

#include <errno.h>
#include <ramfs/ramfs.h>
#include <string.h>

static struct vnode *root, *current;

static int is(const struct vfscore_place *place, const char *name)
{
    return place->length == strlen(name) && !memcmp(place->name, name, place->length);
}

static int is_dot(const struct vfscore_place *place)
{
    return is(place, ".") || is(place, "..");
}

void vfscore_acquire(struct vnode *node)
{
    node->references++;
}

void vfscore_release(struct vnode *node)
{
    if (--node->references == 0 && node->stat.st_nlink == 0)
        node->ops->inactive(node);
}

/* The root is there before anything else is asked for. */
static int mount_root(void)
{
    if (root)
        return 0;
    root = ramfs_mount();
    if (!root)
        return -ENOMEM;
    vfscore_acquire(root);
    current = root;
    return 0;
}

static int step(struct vfscore_place *place)
{
    struct vnode *directory = place->directory;
    int error;

    place->node = 0;
    if (!S_ISDIR(directory->stat.st_mode))
        return -ENOTDIR;
    if (place->length > NAME_MAX)
        return -ENAMETOOLONG;
    if (is(place, "."))
        place->node = directory;
    else if (is(place, ".."))
        place->node = directory->ops->parent(directory);
    else if ((error = directory->ops->lookup(directory, place->name, place->length, &place->node)) && error != -ENOENT)
        return error;
    return 0;
}

int vfscore_find(const char *path, struct vfscore_place *place)
{
    int error = mount_root();
    size_t length = strnlen(path, VFSCORE_PATH_MAX);

    if (error)
        return error;
    if (length == 0)
        return -ENOENT;
    if (length == VFSCORE_PATH_MAX)
        return -ENAMETOOLONG;
    *place = (struct vfscore_place){.directory = *path == '/' ? root : current, .name = ".", .length = 1};
    place->node = place->directory;
    for (;;) {
        while (*path == '/') {
            place->must_be_directory = 1;
            path++;
        }
        if (!*path)
            break;
        if (!place->node)
            return -ENOENT;
        place->directory = place->node;
        place->must_be_directory = 0;
        place->name = path;
        while (*path && *path != '/')
            path++;
        place->length = (size_t)(path - place->name);
        error = step(place);
        if (error)
            return error;
    }
    return 0;
}

int vfscore_check(const struct vfscore_place *place)
{
    if (!place->node)
        return -ENOENT;
    return place->must_be_directory && !S_ISDIR(place->node->stat.st_mode) ? -ENOTDIR : 0;
}

int vfscore_get(const char *path, struct vnode **node)
{
    struct vfscore_place place;
    int error = vfscore_find(path, &place);

    if (!error)
        error = vfscore_check(&place);
    if (error)
        return error;
    vfscore_acquire(place.node);
    *node = place.node;
    return 0;
}

int vfscore_access(const char *path)
{
    struct vnode *node;
    int error = vfscore_get(path, &node);

    if (error)
        return error;
    vfscore_release(node);
    return 0;
}

int vfscore_stat(const char *path, struct stat *to)
{
    struct vnode *node;
    int error = vfscore_get(path, &node);

    if (error)
        return error;
    *to = node->stat;
    vfscore_release(node);
    return 0;
}

int vfscore_mkdir(const char *path, mode_t mode)
{
    struct vfscore_place place;
    struct vnode *made;
    int error = vfscore_find(path, &place);

    if (error)
        return error;
    if (place.node)
        return -EEXIST;
    return place.directory->ops->create(place.directory, place.name, place.length, S_IFDIR | (mode & 07777), &made);
}

int vfscore_rmdir(const char *path)
{
    struct vfscore_place place;
    int error = vfscore_find(path, &place);

    if (error)
        return error;
    if (is(&place, ".."))
        return -ENOTEMPTY;
    if (is(&place, "."))
        return place.node == root && *path == '/' ? -EBUSY : -EINVAL;
    error = vfscore_check(&place);
    if (error)
        return error;
    if (!S_ISDIR(place.node->stat.st_mode))
        return -ENOTDIR;
    return place.directory->ops->remove(place.directory, place.name, place.length);
}

int vfscore_unlink(const char *path)
{
    struct vfscore_place place;
    int error = vfscore_find(path, &place);

    if (!error)
        error = vfscore_check(&place);
    if (error)
        return error;
    if (S_ISDIR(place.node->stat.st_mode))
        return -EISDIR;
    return place.directory->ops->remove(place.directory, place.name, place.length);
}

/* Whether a directory lies in another, or is it. */
static int lies_in(struct vnode *directory, const struct vnode *outer)
{
    for (;; directory = directory->ops->parent(directory)) {
        if (directory == outer)
            return 1;
        if (directory == root || directory == directory->ops->parent(directory))
            return 0;
    }
}

int vfscore_rename(const char *path, const char *new_path)
{
    struct vfscore_place from, to;
    int error = vfscore_find(path, &from);

    if (!error)
        error = vfscore_find(new_path, &to);
    if (error)
        return error;
    if (is_dot(&from) || is_dot(&to))
        return -EBUSY;
    if (!from.node)
        return -ENOENT;
    if (to.directory->stat.st_nlink == 0)
        return -ENOENT;                 /* removed, and still somebody's current directory */
    error = vfscore_check(&from);
    if (error)
        return error;
    if (to.must_be_directory && !S_ISDIR(from.node->stat.st_mode))
        return -ENOTDIR;
    if (lies_in(to.directory, from.node))
        return -EINVAL;
    if (to.node && lies_in(from.directory, to.node))
        return -ENOTEMPTY;
    if (from.node == to.node)
        return 0;
    if (to.node && S_ISDIR(from.node->stat.st_mode) != S_ISDIR(to.node->stat.st_mode))
        return S_ISDIR(to.node->stat.st_mode) ? -EISDIR : -ENOTDIR;
    return from.directory->ops->rename(from.directory, from.name, from.length, to.directory, to.name, to.length);
}

int vfscore_chdir(const char *path)
{
    struct vnode *node;
    int error = vfscore_get(path, &node);

    if (error)
        return error;
    if (!S_ISDIR(node->stat.st_mode)) {
        vfscore_release(node);
        return -ENOTDIR;
    }
    vfscore_release(current);
    current = node;
    return 0;
}

/* The name of a directory in its parent, by looking through the parent. */
static int name_in_parent(struct vnode *directory, struct dirent *entry)
{
    struct vnode *parent = directory->ops->parent(directory);
    int error;

    for (off_t at = 2; !(error = parent->ops->entry(parent, at, entry)); at = entry->d_off)
        if (entry->d_ino == directory->stat.st_ino)
            return 0;
    return error;
}

int vfscore_getcwd(char *to, size_t size)
{
    struct dirent entry;
    size_t at = size;
    int error = mount_root();

    if (error)
        return error;
    if (size < 2)
        return -ERANGE;
    to[--at] = 0;
    if (current == root)
        to[--at] = '/';
    for (struct vnode *node = current; node != root; node = node->ops->parent(node)) {
        size_t length;

        if (node->stat.st_nlink == 0 || name_in_parent(node, &entry))
            return -ENOENT;             /* removed meanwhile */
        length = strlen(entry.d_name);
        if (at < length + 1)
            return -ERANGE;
        at -= length;
        memcpy(to + at, entry.d_name, length);
        to[--at] = '/';
    }
    memmove(to, to + at, size - at);
    return (int)(size - at);
}
