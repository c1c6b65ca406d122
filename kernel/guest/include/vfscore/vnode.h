/*
 * What a file system gives to vfscore: nodes, and the operations on them. Everything returns 0 or a
 * count, or a negative error number.
 */
#ifndef VFSCORE_VNODE_H
#define VFSCORE_VNODE_H

#include <dirent.h>
#include <sys/stat.h>

struct vnode;

struct vnode_ops {
    /* In a directory. Names are not terminated: `length` bytes, neither "." nor "..", no '/'. */
    int (*lookup)(struct vnode *directory, const char *name, size_t length, struct vnode **found);
    int (*create)(struct vnode *directory, const char *name, size_t length, mode_t, struct vnode **made);
    int (*remove)(struct vnode *directory, const char *name, size_t length);
    /* Replaces the target if there is one; vfscore has checked that their types allow it. */
    int (*rename)(struct vnode *from, const char *name, size_t length,
                  struct vnode *to, const char *new_name, size_t new_length);
    /* The entry at a position (0 first), and in entry->d_off the position after it; -ENOENT at the end. */
    int (*entry)(struct vnode *directory, off_t position, struct dirent *entry);
    struct vnode *(*parent)(struct vnode *directory); /* of the root, the root */

    /* In a regular file. A hole reads as zeroes; writing beyond the end makes one. */
    ssize_t (*read)(struct vnode *, void *to, size_t size, off_t);
    ssize_t (*write)(struct vnode *, const void *from, size_t size, off_t);
    int (*truncate)(struct vnode *, off_t size);

    /* Nothing refers to the node any more and it has no name: free it. */
    void (*inactive)(struct vnode *);
};

struct vnode {
    const struct vnode_ops *ops;
    struct stat stat;                   /* kept up to date by the file system */
    unsigned references;                /* open files and operations under way, counted by vfscore */
};

#endif
