/* POSIX threads. */
#include "check.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <uk/sched.h>
#include <uk/time.h>

static pthread_mutex_t mutex;           /* zero, as PTHREAD_MUTEX_INITIALIZER makes it */
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static uint64_t counter, initialised, destroyed, readers, most_readers;

static void *add(void *unused)
{
    (void)unused;
    for (int i = 0; i < 5; i++) {
        uint64_t value;

        CHECK(pthread_mutex_lock(&mutex) == 0);
        value = counter;
        sched_yield();
        counter = value + 1;
        CHECK(pthread_mutex_unlock(&mutex) == 0);
    }
    return (void *)pthread_self();
}

static void initialise(void)
{
    sched_yield();                      /* the others come, and must wait */
    initialised++;
}

static void *do_once(void *unused)
{
    (void)unused;
    CHECK(pthread_once(&once, initialise) == 0 && initialised == 1);
    return 0;
}

static void destroy(void *value)
{
    destroyed += (uint64_t)value;
    if ((uint64_t)value == 1)
        pthread_setspecific(key, (void *)1000); /* a second round */
}

static void *hold_value(void *value)
{
    CHECK(pthread_getspecific(key) == 0 && pthread_setspecific(key, value) == 0);
    sched_yield();
    CHECK(pthread_getspecific(key) == value);
    if ((uint64_t)value % 2)
        pthread_exit(value);
    return value;
}

static void *wait_for_ten(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&mutex);
    while (counter < 10)
        CHECK(pthread_cond_wait(&condition, &mutex) == 0);
    pthread_mutex_unlock(&mutex);
    return 0;
}

static void *read(void *unused)
{
    (void)unused;
    CHECK(pthread_rwlock_rdlock(&rwlock) == 0);
    if (++readers > most_readers)
        most_readers = readers;
    sched_yield();
    readers--;
    CHECK(pthread_rwlock_unlock(&rwlock) == 0);
    return 0;
}

/* Runs as many as there may be. */
static void run_all(void *(*function)(void *))
{
    pthread_t started[32];

    for (uint64_t i = 1; i < threads(); i++)
        CHECK(pthread_create(&started[i], 0, function, (void *)i) == 0);
    for (uint32_t i = 1; i < threads(); i++)
        CHECK(pthread_join(started[i], 0) == 0);
}

static void mutexes(void)
{
    pthread_mutexattr_t attributes;
    pthread_mutex_t other;
    struct timespec past = {0, 0};

    run_all(add);
    CHECK(counter == 5 * (threads() - 1));
    CHECK(pthread_mutex_lock(&mutex) == 0 && pthread_mutex_trylock(&mutex) == EBUSY && pthread_mutex_destroy(&mutex) == EBUSY);
    CHECK(pthread_mutex_timedlock(&mutex, &past) == ETIMEDOUT && pthread_mutex_unlock(&mutex) == 0);

    CHECK(pthread_mutexattr_init(&attributes) == 0 && pthread_mutexattr_settype(&attributes, 3) == EINVAL);
    CHECK(pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE) == 0 && pthread_mutex_init(&other, &attributes) == 0);
    CHECK(pthread_mutex_lock(&other) == 0 && pthread_mutex_trylock(&other) == 0 && pthread_mutex_unlock(&other) == 0);
    CHECK(pthread_mutex_destroy(&other) == EBUSY && pthread_mutex_unlock(&other) == 0 && pthread_mutex_unlock(&other) == EPERM);
    CHECK(pthread_mutex_destroy(&other) == 0);
    CHECK(pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK) == 0 && pthread_mutex_init(&other, &attributes) == 0);
    CHECK(pthread_mutex_lock(&other) == 0 && pthread_mutex_lock(&other) == EDEADLK && pthread_mutex_unlock(&other) == 0);
    CHECK(pthread_mutex_unlock(&other) == EPERM && pthread_mutexattr_destroy(&attributes) == 0);
}

static void conditions(void)
{
    pthread_t waiting[2];
    struct timespec soon;
    uint64_t now;

    counter = 0;
    CHECK(pthread_create(&waiting[0], 0, wait_for_ten, 0) == 0 && pthread_create(&waiting[1], 0, wait_for_ten, 0) == 0);
    for (int i = 0; i < 10; i++) {
        pthread_mutex_lock(&mutex);
        counter++;
        pthread_cond_broadcast(&condition);
        pthread_mutex_unlock(&mutex);
        sched_yield();
    }
    CHECK(pthread_join(waiting[0], 0) == 0 && pthread_join(waiting[1], 0) == 0);

    now = ukplat_wall_clock() + 100000;
    soon = (struct timespec){(time_t)(now / UKARCH_NSEC_PER_SEC), (long)(now % UKARCH_NSEC_PER_SEC)};
    pthread_mutex_lock(&mutex);
    CHECK(pthread_cond_timedwait(&condition, &mutex, &soon) == ETIMEDOUT && ukplat_wall_clock() >= now);
    CHECK(pthread_mutex_trylock(&mutex) == EBUSY && pthread_mutex_unlock(&mutex) == 0);
    CHECK(pthread_cond_signal(&condition) == 0 && pthread_cond_destroy(&condition) == 0);
}

void posix(void)
{
    pthread_attr_t attributes;
    pthread_t thread;
    void *value = 0;

    CHECK(pthread_self() == 1 && pthread_equal(pthread_self(), 1));
    CHECK(pthread_create(&thread, 0, add, 0) == 0 && pthread_join(thread, &value) == 0 && (pthread_t)value == thread);
    CHECK(pthread_join(pthread_self(), 0) == EDEADLK && pthread_join(thread, 0) == ESRCH);
    counter = 0;
    mutexes();
    conditions();
    run_all(do_once);

    CHECK(pthread_key_create(&key, destroy) == 0 && pthread_setspecific(key, (void *)5) == 0);
    run_all(hold_value);
    CHECK(destroyed == 1000 + (uint64_t)threads() * (threads() - 1) / 2 && pthread_getspecific(key) == (void *)5);
    CHECK(pthread_key_delete(key) == 0 && pthread_key_delete(key) == EINVAL && pthread_getspecific(key) == 0);

    CHECK(pthread_rwlock_wrlock(&rwlock) == 0 && pthread_rwlock_tryrdlock(&rwlock) == EBUSY);
    CHECK(pthread_create(&thread, 0, read, 0) == 0);
    sched_yield();
    CHECK(readers == 0 && pthread_rwlock_unlock(&rwlock) == 0 && pthread_join(thread, 0) == 0);
    run_all(read);
    CHECK(most_readers == threads() - 1 && pthread_rwlock_destroy(&rwlock) == 0);

    CHECK(pthread_attr_init(&attributes) == 0 && pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) == 0);
    CHECK(pthread_attr_setstacksize(&attributes, 1 << 20) == EINVAL && pthread_attr_setstacksize(&attributes, 16384) == 0);
    CHECK(pthread_create(&thread, &attributes, do_once, 0) == 0);
    CHECK(pthread_join(thread, 0) == EINVAL);
    sched_yield();
    CHECK(pthread_join(thread, 0) == ESRCH);
}

/* ---- A deadlock: two locks, two orders ---- */

static pthread_mutex_t other;

static void *lock_both(void *backwards)
{
    pthread_mutex_lock(backwards ? &other : &mutex);
    sched_yield();
    pthread_mutex_lock(backwards ? &mutex : &other);
    return 0;
}

_Noreturn void deadlock(void)
{
    pthread_t thread;

    pthread_create(&thread, 0, lock_both, 0);
    pthread_create(&thread, 0, lock_both, &thread);
    pthread_join(thread, 0);
    pthread_exit(0);
}
