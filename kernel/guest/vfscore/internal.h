/* What the parts of vfscore share. */
#ifndef VFSCORE_INTERNAL_H
#define VFSCORE_INTERNAL_H

#include <vfscore/vfscore.h>
#include <vfscore/vnode.h>

/* A path that was followed up to its last name. */
struct vfscore_place {
    struct vnode *directory;            /* what the last name stands in */
    struct vnode *node;                 /* what it means, or 0 */
    const char *name;                   /* in the path; not terminated */
    size_t length;
    int must_be_directory;              /* the path ends in '/' */
};

/* Follows a path. 0 even if only the last name is missing: then place->node is 0. */
int vfscore_find(const char *path, struct vfscore_place *place);

/* 0 if what the path means is there, and is a directory if the path says so by a '/' at its end. */
int vfscore_check(const struct vfscore_place *);

/* The node that a path means, with one reference more. */
int vfscore_get(const char *path, struct vnode **node);

void vfscore_acquire(struct vnode *);
void vfscore_release(struct vnode *);

#endif
