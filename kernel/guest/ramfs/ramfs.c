/*
 * A file system in memory: directories are lists, files are pages that exist once something was
 * written to them. Everything lies on the heap of the compartment that ramfs is in.
 */
#include <errno.h>
#include <ramfs/ramfs.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <uk/time.h>

enum {
    PAGE = 4096,
    TABLE = 512,                        /* pages in a table, tables in a file: files up to 1 GiB */
    SECTOR = 512,                       /* what st_blocks counts in */
    SELF = 0, PARENT = 1, CHILDREN = 2, /* positions in a directory; a child's is CHILDREN + its serial number */
};

#define LARGEST ((off_t)PAGE * TABLE * TABLE)

struct entry {
    struct entry *next;                 /* in the order of their creation */
    struct node *node;
    uint64_t serial;
    size_t length;
    char name[];
};

struct node {
    struct vnode vnode;                 /* first, so that one is the other */
    union {
        struct {
            struct entry *first;
            struct node *parent;        /* the root's is the root */
            uint64_t next_serial;
        } directory;
        char **tables[TABLE];           /* of a regular file */
    };
};

static ino_t last_inode;

/*
 * For who reads files from outside the machine (FlexOSMachine.ReadFile in kernel/FlexOS): where the
 * file system begins, and where in its structures the things are. The host knows nothing else of them.
 */
struct {
    uint64_t magic;                     /* "RAMFS\0\0\1" */
    struct node *root;                  /* 0 before there is a file system */
    uint32_t page, table;
    uint32_t entry_next, entry_node, entry_length, entry_name;
    uint32_t node_mode, node_size, directory_first, file_tables;
} ramfs_map = {
    .magic = 0x01000053464d4152,
    .page = PAGE, .table = TABLE,
    .entry_next = offsetof(struct entry, next), .entry_node = offsetof(struct entry, node),
    .entry_length = offsetof(struct entry, length), .entry_name = offsetof(struct entry, name),
    .node_mode = offsetof(struct node, vnode.stat.st_mode), .node_size = offsetof(struct node, vnode.stat.st_size),
    .directory_first = offsetof(struct node, directory.first), .file_tables = offsetof(struct node, tables),
};

static struct node *node_of(struct vnode *vnode)
{
    return (struct node *)vnode;
}

static struct timespec now(void)
{
    uint64_t time = ukplat_wall_clock();

    return (struct timespec){.tv_sec = (time_t)(time / UKARCH_NSEC_PER_SEC),
                             .tv_nsec = (long)(time % UKARCH_NSEC_PER_SEC)};
}

static void changed(struct node *node)
{
    node->vnode.stat.st_mtim = node->vnode.stat.st_ctim = now();
}

/* ---- Directories ---- */

static struct entry **find(struct node *directory, const char *name, size_t length)
{
    struct entry **at = &directory->directory.first;

    while (*at && ((*at)->length != length || memcmp((*at)->name, name, length)))
        at = &(*at)->next;
    return at;
}

static int lookup(struct vnode *directory, const char *name, size_t length, struct vnode **found)
{
    struct entry *entry = *find(node_of(directory), name, length);

    if (!entry)
        return -ENOENT;
    *found = &entry->node->vnode;
    return 0;
}

static struct vnode *parent(struct vnode *directory)
{
    return &node_of(directory)->directory.parent->vnode;
}

/* The node gets one more name. Directories count the names "." and ".." of POSIX too. */
static int add(struct node *directory, const char *name, size_t length, struct node *node)
{
    struct entry **at = find(directory, name, length), *entry = malloc(sizeof *entry + length);

    if (!entry)
        return -ENOSPC;
    *entry = (struct entry){.node = node, .serial = directory->directory.next_serial++, .length = length};
    memcpy(entry->name, name, length);
    *at = entry;
    if (S_ISDIR(node->vnode.stat.st_mode)) {
        node->directory.parent = directory;
        directory->vnode.stat.st_nlink++;
    } else {
        node->vnode.stat.st_nlink++;
    }
    changed(directory);
    return 0;
}

/* An entry goes; its node stays as it is. */
static void take_out(struct node *directory, struct entry **at)
{
    struct entry *entry = *at;

    *at = entry->next;
    if (S_ISDIR(entry->node->vnode.stat.st_mode))
        directory->vnode.stat.st_nlink--;
    entry->node->vnode.stat.st_ctim = now();
    free(entry);
    changed(directory);
}

static void release(struct node *node)
{
    if (node->vnode.stat.st_nlink == 0 && node->vnode.references == 0)
        node->vnode.ops->inactive(&node->vnode);
}

static int remove_name(struct vnode *directory, const char *name, size_t length)
{
    struct entry **at = find(node_of(directory), name, length);
    struct node *node;

    if (!*at)
        return -ENOENT;
    node = (*at)->node;
    if (S_ISDIR(node->vnode.stat.st_mode) && node->directory.first)
        return -ENOTEMPTY;
    take_out(node_of(directory), at);
    if (S_ISDIR(node->vnode.stat.st_mode)) {
        /* Whoever still has it open can leave it by "..". */
        node->vnode.stat.st_nlink = 0;
        directory->references++;
    } else {
        node->vnode.stat.st_nlink--;
    }
    release(node);
    return 0;
}

static int rename_to(struct vnode *from, const char *name, size_t length,
                     struct vnode *to, const char *new_name, size_t new_length)
{
    struct entry **target = find(node_of(to), new_name, new_length);
    struct entry *made = malloc(sizeof *made + new_length);
    struct node *node = (*find(node_of(from), name, length))->node;

    /* The only thing that can fail comes first: a rename happens wholly or not at all. */
    if (!made)
        return -ENOSPC;
    if (*target) {
        if (S_ISDIR((*target)->node->vnode.stat.st_mode) && (*target)->node->directory.first) {
            free(made);
            return -ENOTEMPTY;
        }
        remove_name(to, new_name, new_length);
    }
    *made = (struct entry){.node = node, .serial = node_of(to)->directory.next_serial++, .length = new_length};
    memcpy(made->name, new_name, new_length);
    *find(node_of(to), new_name, new_length) = made;
    take_out(node_of(from), find(node_of(from), name, length));
    if (S_ISDIR(node->vnode.stat.st_mode)) {
        to->stat.st_nlink++;
        node->directory.parent = node_of(to);
    }
    changed(node_of(to));
    return 0;
}

static int entry_at(struct vnode *directory, off_t position, struct dirent *result)
{
    struct node *node = node_of(directory), *shown = node;
    const char *name = position == SELF ? "." : "..";
    size_t length = strlen(name);
    off_t next = position + 1;

    if (position < 0)
        return -EINVAL;
    if (directory->stat.st_nlink == 0)
        return -ENOENT;                 /* removed, and still open */
    if (position == PARENT) {
        shown = node_of(parent(directory));
    } else if (position >= CHILDREN) {
        struct entry *entry = node->directory.first;

        while (entry && CHILDREN + (off_t)entry->serial < position)
            entry = entry->next;
        if (!entry)
            return -ENOENT;
        shown = entry->node;
        name = entry->name;
        length = entry->length;
        next = CHILDREN + (off_t)entry->serial + 1;
    }
    result->d_ino = shown->vnode.stat.st_ino;
    result->d_off = next;
    result->d_reclen = sizeof *result;
    result->d_type = S_ISDIR(shown->vnode.stat.st_mode) ? DT_DIR : DT_REG;
    memcpy(result->d_name, name, length);
    result->d_name[length] = 0;
    return 0;
}

/* ---- Regular files ---- */

/* The page that holds an offset, or 0: a hole. */
static char *page_at(const struct node *file, off_t offset)
{
    char **table = file->tables[offset / PAGE / TABLE];

    return table ? table[offset / PAGE % TABLE] : 0;
}

static char *make_page(struct node *file, off_t offset)
{
    char ***table = &file->tables[offset / PAGE / TABLE], **page;

    if (!*table && !(*table = calloc(TABLE, sizeof **table)))
        return 0;
    page = &(*table)[offset / PAGE % TABLE];
    if (!*page && (*page = calloc(1, PAGE)))
        file->vnode.stat.st_blocks += PAGE / SECTOR;
    return *page;
}

static size_t least(size_t left, size_t right)
{
    return left < right ? left : right;
}

static ssize_t read_at(struct vnode *vnode, void *to, size_t size, off_t offset)
{
    char *t = to;
    size_t left;

    if (offset >= vnode->stat.st_size)
        return 0;
    size = least(size, (size_t)(vnode->stat.st_size - offset));
    for (left = size; left > 0;) {
        const char *page = page_at(node_of(vnode), offset);
        size_t part = least(left, PAGE - (size_t)(offset % PAGE));

        if (page)
            memcpy(t, page + offset % PAGE, part);
        else
            memset(t, 0, part);
        t += part;
        offset += (off_t)part;
        left -= part;
    }
    vnode->stat.st_atim = now();
    return (ssize_t)size;
}

static ssize_t write_at(struct vnode *vnode, const void *from, size_t size, off_t offset)
{
    const char *f = from;
    size_t left;

    if (size == 0)
        return 0;
    if (offset >= LARGEST)
        return -EFBIG;
    size = least(size, (size_t)(LARGEST - offset));
    for (left = size; left > 0;) {
        char *page = make_page(node_of(vnode), offset);
        size_t part = least(left, PAGE - (size_t)(offset % PAGE));

        if (!page)
            break;
        memcpy(page + offset % PAGE, f, part);
        f += part;
        offset += (off_t)part;
        left -= part;
    }
    if (left == size)
        return -ENOSPC;
    if (offset > vnode->stat.st_size)
        vnode->stat.st_size = offset;
    changed(node_of(vnode));
    return (ssize_t)(size - left);
}

/* What lies beyond the end is always zero, so that a file that grows again shows nothing old. */
static int truncate_to(struct vnode *vnode, off_t size)
{
    struct node *file = node_of(vnode);

    if (size > LARGEST)
        return -EFBIG;
    if (size < vnode->stat.st_size) {
        off_t whole = (size + PAGE - 1) / PAGE * PAGE;
        char *last = size % PAGE ? page_at(file, size) : 0;

        if (last)
            memset(last + size % PAGE, 0, PAGE - (size_t)(size % PAGE));
        for (off_t offset = whole; offset < vnode->stat.st_size; offset += PAGE) {
            if (page_at(file, offset)) {
                free(page_at(file, offset));
                file->tables[offset / PAGE / TABLE][offset / PAGE % TABLE] = 0;
                vnode->stat.st_blocks -= PAGE / SECTOR;
            }
        }
    }
    vnode->stat.st_size = size;
    changed(file);
    return 0;
}

/* ---- Nodes ---- */

static const struct vnode_ops ops;

static struct node *make_node(mode_t mode)
{
    struct node *node = calloc(1, sizeof *node);

    if (!node)
        return 0;
    node->vnode.ops = &ops;
    node->vnode.stat.st_ino = ++last_inode;
    node->vnode.stat.st_mode = mode;
    node->vnode.stat.st_blksize = PAGE;
    node->vnode.stat.st_nlink = S_ISDIR(mode) ? 2 : 0;
    node->vnode.stat.st_atim = node->vnode.stat.st_mtim = node->vnode.stat.st_ctim = now();
    return node;
}

static int create(struct vnode *directory, const char *name, size_t length, mode_t mode, struct vnode **made)
{
    struct node *node;

    if (directory->stat.st_nlink == 0)
        return -ENOENT;                 /* removed, and still open */
    node = make_node(mode);
    if (!node || add(node_of(directory), name, length, node)) {
        free(node);
        return -ENOSPC;
    }
    *made = &node->vnode;
    return 0;
}

static void inactive(struct vnode *vnode)
{
    struct node *node = node_of(vnode);

    if (S_ISREG(vnode->stat.st_mode)) {
        truncate_to(vnode, 0);
        for (int i = 0; i < TABLE; i++)
            free(node->tables[i]);
    } else {
        node->directory.parent->vnode.references--;
        release(node->directory.parent);
    }
    free(node);
}

static const struct vnode_ops ops = {
    .lookup = lookup, .create = create, .remove = remove_name, .rename = rename_to, .entry = entry_at,
    .parent = parent, .read = read_at, .write = write_at, .truncate = truncate_to, .inactive = inactive,
};

struct vnode *ramfs_mount(void)
{
    struct node *root = make_node(S_IFDIR | 0755);

    if (!root)
        return 0;
    root->directory.parent = root;
    root->vnode.references = 1;
    ramfs_map.root = root;
    return &root->vnode;
}
