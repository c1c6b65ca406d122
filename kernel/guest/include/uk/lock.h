/*
 * Locks that compartments share: an object is a number, its state lies in uklock, and every call
 * passes values only. So two compartments that see none of each other's memory can use one mutex.
 * (For locks in the caller's memory, that are free of charge while nobody waits, see pthread.h.)
 *
 * All return 0 or a negative error number: -EINVAL if there is no such object (any more), -EPERM if
 * the calling thread does not own the mutex, -EBUSY, -EDEADLK, -ETIMEDOUT.
 */
#ifndef UK_LOCK_H
#define UK_LOCK_H

#include <stdint.h>
#include <uk/sched.h>

struct uk_mutex { uint32_t id; };
struct uk_semaphore { uint32_t id; };
struct uk_condition { uint32_t id; };

#define UK_MUTEX_RECURSIVE 1

/* In uklock. Making one returns its number, or -ENOMEM. */
int uklock_mutex_create(uint32_t flags);
int uklock_mutex_lock(uint32_t mutex, uint64_t nanoseconds); /* at most; UK_THREAD_FOREVER */
int uklock_mutex_unlock(uint32_t mutex);
int uklock_semaphore_create(uint64_t value);
int uklock_semaphore_down(uint32_t semaphore, uint64_t nanoseconds);
int uklock_semaphore_up(uint32_t semaphore);
int64_t uklock_semaphore_value(uint32_t semaphore);
int uklock_condition_create(void);
int uklock_condition_wait(uint32_t condition, uint32_t mutex, uint64_t nanoseconds);
int uklock_condition_signal(uint32_t condition, uint32_t all);
int uklock_destroy(uint32_t object);    /* -EBUSY while it is locked or waited for */

static inline int uk_mutex_init(struct uk_mutex *mutex, uint32_t flags)
{
    int id = uklock_mutex_create(flags);

    mutex->id = id < 0 ? 0 : (uint32_t)id;
    return id < 0 ? id : 0;
}

static inline int uk_mutex_lock(const struct uk_mutex *mutex) { return uklock_mutex_lock(mutex->id, UK_THREAD_FOREVER); }
static inline int uk_mutex_trylock(const struct uk_mutex *mutex) { return uklock_mutex_lock(mutex->id, 0); }
static inline int uk_mutex_unlock(const struct uk_mutex *mutex) { return uklock_mutex_unlock(mutex->id); }
static inline int uk_mutex_destroy(const struct uk_mutex *mutex) { return uklock_destroy(mutex->id); }

static inline int uk_semaphore_init(struct uk_semaphore *semaphore, uint64_t value)
{
    int id = uklock_semaphore_create(value);

    semaphore->id = id < 0 ? 0 : (uint32_t)id;
    return id < 0 ? id : 0;
}

static inline int uk_semaphore_down(const struct uk_semaphore *semaphore) { return uklock_semaphore_down(semaphore->id, UK_THREAD_FOREVER); }
static inline int uk_semaphore_up(const struct uk_semaphore *semaphore) { return uklock_semaphore_up(semaphore->id); }
static inline int uk_semaphore_destroy(const struct uk_semaphore *semaphore) { return uklock_destroy(semaphore->id); }

static inline int uk_condition_init(struct uk_condition *condition)
{
    int id = uklock_condition_create();

    condition->id = id < 0 ? 0 : (uint32_t)id;
    return id < 0 ? id : 0;
}

/* Unlocks the mutex, which must be locked once, waits, and locks it again. */
static inline int uk_condition_wait(const struct uk_condition *condition, const struct uk_mutex *mutex)
{
    return uklock_condition_wait(condition->id, mutex->id, UK_THREAD_FOREVER);
}

static inline int uk_condition_signal(const struct uk_condition *condition) { return uklock_condition_signal(condition->id, 0); }
static inline int uk_condition_broadcast(const struct uk_condition *condition) { return uklock_condition_signal(condition->id, 1); }
static inline int uk_condition_destroy(const struct uk_condition *condition) { return uklock_destroy(condition->id); }

#endif
