/* A file system in memory. */
#ifndef RAMFS_H
#define RAMFS_H

#include <vfscore/vnode.h>

/* The root directory of a new, empty file system; 0 if there is no memory for it. */
struct vnode *ramfs_mount(void);

#endif
