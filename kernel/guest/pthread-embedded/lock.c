/*
 * Locks in the caller's memory. Who owns one is written in it, so taking and releasing it is a few
 * instructions in the caller's own compartment; only a thread that must wait, or has let one wait,
 * asks uksched, by the address of the object, which is read nowhere else. What is released goes
 * straight to the thread that has waited longest.
 */
#include "internal.h"

#include <errno.h>
#include <uk/sched.h>
#include <uk/time.h>

/* Where musl has type, lock, waiters and count in pthread_mutex_t. */
enum { TYPE = 0, OWNER = 1, WAITING = 2, COUNT = 5 };

/* pthread_cond_t and pthread_rwlock_t are opaque even to musl's headers. */
enum { COND_WAITING = 0, COND_CLOCK = 1, RW_HOLDERS = 0, RW_WAITING = 1 };

static int self(void)
{
    return (int)uk_thread_self() + 1;
}

static int wait(int *waiting, const void *object, uint64_t nanoseconds)
{
    int result;

    ++*waiting;
    result = uk_thread_wait((uint64_t)object, nanoseconds);
    --*waiting;
    return -result;
}

int64_t pthread_embedded_until(clockid_t clock, const struct timespec *time)
{
    uint64_t now, then;

    if (time->tv_nsec < 0 || time->tv_nsec >= (long)UKARCH_NSEC_PER_SEC)
        return -1;
    if (time->tv_sec < 0)
        return 0;
    now = clock == CLOCK_MONOTONIC ? ukplat_monotonic_clock() : ukplat_wall_clock();
    if (time->tv_sec > INT64_MAX / (int64_t)UKARCH_NSEC_PER_SEC - 1)
        return INT64_MAX;
    then = (uint64_t)time->tv_sec * UKARCH_NSEC_PER_SEC + (uint64_t)time->tv_nsec;
    return then > now ? (int64_t)(then - now) : 0;
}

/* ---- Mutexes ---- */

int pthread_mutex_init(pthread_mutex_t *restrict mutex, const pthread_mutexattr_t *restrict attributes)
{
    *mutex = (pthread_mutex_t){0};
    if (attributes)
        mutex->u.i[TYPE] = (int)(attributes->attributes & 3);
    return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    return mutex->u.i[OWNER] || mutex->u.i[WAITING] ? EBUSY : 0;
}

static int lock(pthread_mutex_t *mutex, uint64_t nanoseconds)
{
    if (!mutex->u.i[OWNER]) {
        mutex->u.i[OWNER] = self();
        mutex->u.i[COUNT] = 1;
        return 0;
    }
    if (mutex->u.i[OWNER] == self() && (mutex->u.i[TYPE] & 3) == PTHREAD_MUTEX_RECURSIVE) {
        mutex->u.i[COUNT]++;
        return 0;
    }
    if (!nanoseconds)
        return EBUSY;
    if (mutex->u.i[OWNER] == self() && (mutex->u.i[TYPE] & 3) == PTHREAD_MUTEX_ERRORCHECK)
        return EDEADLK;
    return wait(&mutex->u.i[WAITING], mutex, nanoseconds); /* whoever unlocks it makes it ours */
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    return lock(mutex, UK_THREAD_FOREVER);
}

int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    return lock(mutex, 0);
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex, const struct timespec *restrict time)
{
    int result = lock(mutex, 0);
    int64_t nanoseconds;

    if (result != EBUSY)
        return result;
    nanoseconds = pthread_embedded_until(CLOCK_REALTIME, time);
    if (nanoseconds < 0)
        return EINVAL;
    return nanoseconds ? lock(mutex, (uint64_t)nanoseconds) : ETIMEDOUT;
}

static void release(pthread_mutex_t *mutex)
{
    int next = mutex->u.i[WAITING] ? uk_thread_notify((uint64_t)mutex) : -1;

    mutex->u.i[OWNER] = next + 1;
    mutex->u.i[COUNT] = next >= 0;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    if ((mutex->u.i[TYPE] & 3) != PTHREAD_MUTEX_NORMAL && mutex->u.i[OWNER] != self())
        return EPERM;
    if (--mutex->u.i[COUNT] <= 0)
        release(mutex);
    return 0;
}

int pthread_mutexattr_init(pthread_mutexattr_t *attributes)
{
    attributes->attributes = 0;
    return 0;
}

int pthread_mutexattr_destroy(pthread_mutexattr_t *attributes)
{
    (void)attributes;
    return 0;
}

int pthread_mutexattr_settype(pthread_mutexattr_t *attributes, int type)
{
    if (type < PTHREAD_MUTEX_NORMAL || type > PTHREAD_MUTEX_ERRORCHECK)
        return EINVAL;
    attributes->attributes = (attributes->attributes & ~3u) | (unsigned)type;
    return 0;
}

int pthread_mutexattr_gettype(const pthread_mutexattr_t *restrict attributes, int *restrict type)
{
    *type = (int)(attributes->attributes & 3);
    return 0;
}

/* ---- Condition variables ---- */

int pthread_condattr_init(pthread_condattr_t *attributes)
{
    attributes->attributes = CLOCK_REALTIME;
    return 0;
}

int pthread_condattr_destroy(pthread_condattr_t *attributes)
{
    (void)attributes;
    return 0;
}

int pthread_condattr_setclock(pthread_condattr_t *attributes, clockid_t clock)
{
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC)
        return EINVAL;
    attributes->attributes = (unsigned)clock;
    return 0;
}

int pthread_cond_init(pthread_cond_t *restrict condition, const pthread_condattr_t *restrict attributes)
{
    *condition = (pthread_cond_t){0};
    if (attributes)
        condition->u.i[COND_CLOCK] = (int)attributes->attributes;
    return 0;
}

int pthread_cond_destroy(pthread_cond_t *condition)
{
    return condition->u.i[COND_WAITING] ? EBUSY : 0;
}

static int cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, uint64_t nanoseconds)
{
    int count = mutex->u.i[COUNT], result;

    if (mutex->u.i[OWNER] != self())
        return EPERM;
    release(mutex);
    result = wait(&condition->u.i[COND_WAITING], condition, nanoseconds);
    lock(mutex, UK_THREAD_FOREVER);
    mutex->u.i[COUNT] = count;
    return result;
}

int pthread_cond_wait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex)
{
    return cond_wait(condition, mutex, UK_THREAD_FOREVER);
}

int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict time)
{
    int64_t nanoseconds = pthread_embedded_until(condition->u.i[COND_CLOCK], time);

    return nanoseconds < 0 ? EINVAL : cond_wait(condition, mutex, (uint64_t)nanoseconds);
}

int pthread_cond_signal(pthread_cond_t *condition)
{
    if (condition->u.i[COND_WAITING])
        uk_thread_notify((uint64_t)condition);
    return 0;
}

int pthread_cond_broadcast(pthread_cond_t *condition)
{
    while (condition->u.i[COND_WAITING] && uk_thread_notify((uint64_t)condition) >= 0)
        ;
    return 0;
}

/* ---- Locks for readers and a writer ---- */

int pthread_rwlock_init(pthread_rwlock_t *restrict lock, const pthread_rwlockattr_t *restrict attributes)
{
    (void)attributes;
    *lock = (pthread_rwlock_t){0};
    return 0;
}

int pthread_rwlock_destroy(pthread_rwlock_t *lock)
{
    return lock->u.i[RW_HOLDERS] || lock->u.i[RW_WAITING] ? EBUSY : 0;
}

/* Holders: how many read, or -1 if one writes. */
int pthread_rwlock_tryrdlock(pthread_rwlock_t *lock)
{
    if (lock->u.i[RW_HOLDERS] < 0)
        return EBUSY;
    lock->u.i[RW_HOLDERS]++;
    return 0;
}

int pthread_rwlock_trywrlock(pthread_rwlock_t *lock)
{
    if (lock->u.i[RW_HOLDERS])
        return EBUSY;
    lock->u.i[RW_HOLDERS] = -1;
    return 0;
}

int pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
    while (pthread_rwlock_tryrdlock(lock))
        wait(&lock->u.i[RW_WAITING], lock, UK_THREAD_FOREVER);
    return 0;
}

int pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
    while (pthread_rwlock_trywrlock(lock))
        wait(&lock->u.i[RW_WAITING], lock, UK_THREAD_FOREVER);
    return 0;
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    if (!lock->u.i[RW_HOLDERS])
        return EPERM;
    lock->u.i[RW_HOLDERS] = lock->u.i[RW_HOLDERS] < 0 ? 0 : lock->u.i[RW_HOLDERS] - 1;
    while (!lock->u.i[RW_HOLDERS] && lock->u.i[RW_WAITING] && uk_thread_notify((uint64_t)lock) >= 0)
        ;                               /* each looks for itself */
    return 0;
}
