/*
 * Mutexes, semaphores and condition variables by number. What is released goes straight to the thread
 * that has waited longest: it owns it before it runs, so nobody can slip in between.
 */
#include <errno.h>
#include <uk/lock.h>

enum kind { NONE, MUTEX, SEMAPHORE, CONDITION };

enum { OBJECTS = 256, INDEX_BITS = 8, GENERATIONS = 1 << 16 };

struct object {
    uint8_t kind, recursive;
    uint16_t generation;                /* of the number, so that that of a destroyed object is known as such */
    uint32_t owner;                     /* of a mutex: thread + 1, 0 if nobody */
    uint64_t count;                     /* how often it is locked; the value of a semaphore */
    uint32_t waiting;
};

static struct object objects[OBJECTS];

static struct object *find(uint32_t id, enum kind kind)
{
    struct object *object = &objects[id % OBJECTS];

    return object->kind == kind && object->generation == id >> INDEX_BITS ? object : 0;
}

static int create(enum kind kind, struct object content)
{
    for (uint32_t i = 0; i < OBJECTS; i++)
        if (objects[i].kind == NONE) {
            content.kind = (uint8_t)kind;
            content.generation = (uint16_t)(objects[i].generation + 1);
            if (!content.generation)    /* no number is 0 */
                content.generation = 1;
            objects[i] = content;
            return (int)((uint32_t)content.generation << INDEX_BITS | i);
        }
    return -ENOMEM;
}

static uint64_t key_of(const struct object *object)
{
    return (uint64_t)object;
}

static int wait(struct object *object, uint64_t nanoseconds)
{
    int result;

    object->waiting++;
    result = uk_thread_wait(key_of(object), nanoseconds);
    object->waiting--;
    return result;
}

int uklock_destroy(uint32_t id)
{
    struct object *object = &objects[id % OBJECTS];

    if (object->kind == NONE || object->generation != id >> INDEX_BITS)
        return -EINVAL;
    if (object->waiting || object->owner)
        return -EBUSY;
    object->kind = NONE;
    return 0;
}

int uklock_mutex_create(uint32_t flags)
{
    return create(MUTEX, (struct object){.recursive = flags & UK_MUTEX_RECURSIVE});
}

int uklock_mutex_lock(uint32_t id, uint64_t nanoseconds)
{
    struct object *mutex = find(id, MUTEX);
    uint32_t self = uk_thread_self() + 1;

    if (!mutex)
        return -EINVAL;
    if (mutex->owner == self) {
        if (!mutex->recursive)
            return nanoseconds ? -EDEADLK : -EBUSY;
        mutex->count++;
        return 0;
    }
    if (mutex->owner)                   /* whoever unlocks it makes it ours */
        return nanoseconds ? wait(mutex, nanoseconds) : -EBUSY;
    mutex->owner = self;
    mutex->count = 1;
    return 0;
}

static void pass_on(struct object *mutex)
{
    int next = mutex->waiting ? uk_thread_notify(key_of(mutex)) : -1;

    mutex->owner = (uint32_t)(next + 1);
    mutex->count = next >= 0;
}

int uklock_mutex_unlock(uint32_t id)
{
    struct object *mutex = find(id, MUTEX);

    if (!mutex)
        return -EINVAL;
    if (mutex->owner != uk_thread_self() + 1)
        return -EPERM;
    if (--mutex->count == 0)
        pass_on(mutex);
    return 0;
}

int uklock_semaphore_create(uint64_t value)
{
    return create(SEMAPHORE, (struct object){.count = value});
}

int uklock_semaphore_down(uint32_t id, uint64_t nanoseconds)
{
    struct object *semaphore = find(id, SEMAPHORE);

    if (!semaphore)
        return -EINVAL;
    if (!semaphore->count)              /* what comes up goes to us without being counted */
        return nanoseconds ? wait(semaphore, nanoseconds) : -EBUSY;
    semaphore->count--;
    return 0;
}

int uklock_semaphore_up(uint32_t id)
{
    struct object *semaphore = find(id, SEMAPHORE);

    if (!semaphore)
        return -EINVAL;
    if (!semaphore->waiting || uk_thread_notify(key_of(semaphore)) < 0)
        semaphore->count++;
    return 0;
}

int64_t uklock_semaphore_value(uint32_t id)
{
    struct object *semaphore = find(id, SEMAPHORE);

    return semaphore ? (int64_t)semaphore->count : -EINVAL;
}

int uklock_condition_create(void)
{
    return create(CONDITION, (struct object){0});
}

int uklock_condition_wait(uint32_t id, uint32_t mutex_id, uint64_t nanoseconds)
{
    struct object *condition = find(id, CONDITION), *mutex = find(mutex_id, MUTEX);
    int result;

    if (!condition || !mutex)
        return -EINVAL;
    if (mutex->owner != uk_thread_self() + 1 || mutex->count != 1)
        return -EPERM;
    mutex->waiting++;                   /* nobody may destroy what we shall lock */
    pass_on(mutex);
    result = wait(condition, nanoseconds);
    mutex->waiting--;
    uklock_mutex_lock(mutex_id, UK_THREAD_FOREVER);
    return result;
}

int uklock_condition_signal(uint32_t id, uint32_t all)
{
    struct object *condition = find(id, CONDITION);

    if (!condition)
        return -EINVAL;
    while (condition->waiting && uk_thread_notify(key_of(condition)) >= 0 && all)
        ;
    return 0;
}
