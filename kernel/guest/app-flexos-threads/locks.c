/* Locks by number, across compartments. */
#include "check.h"

#include <errno.h>
#include <uk/lock.h>

static struct uk_mutex mutex;
static struct uk_semaphore slots, items;
static struct uk_condition changed;
static uint64_t box, turn;

static void *count(void *unused)
{
    (void)unused;
    for (int i = 0; i < 3; i++)
        CHECK(flexos_threads_outer_count(mutex.id) == 0);
    return 0;
}

/* One item at a time. */
static void *produce(void *unused)
{
    (void)unused;
    for (uint64_t i = 1; i <= 10; i++) {
        CHECK(uk_semaphore_down(&slots) == 0);
        CHECK(box == 0);
        box = i;
        uk_semaphore_up(&items);
    }
    return 0;
}

static void *take_turn(void *number)
{
    uk_mutex_lock(&mutex);
    while (turn != (uint64_t)number)
        CHECK(uk_condition_wait(&changed, &mutex) == 0);
    turn++;
    uk_condition_broadcast(&changed);
    uk_mutex_unlock(&mutex);
    return 0;
}

void locks(void)
{
    struct uk_mutex recursive, stale;
    uint64_t sum = 0;

    CHECK(uk_mutex_init(&mutex, 0) == 0 && mutex.id != 0);
    CHECK(uk_mutex_unlock(&mutex) == -EPERM);
    CHECK(uk_mutex_lock(&mutex) == 0 && uk_mutex_trylock(&mutex) == -EBUSY && uk_mutex_lock(&mutex) == -EDEADLK);
    CHECK(uk_mutex_destroy(&mutex) == -EBUSY);
    for (uint32_t i = 1; i < threads(); i++)
        CHECK(uk_thread_create(count, 0) == (int)i);
    uk_thread_yield();                  /* they wait for us */
    CHECK(flexos_threads_outer_counter() == 0);
    CHECK(uk_mutex_unlock(&mutex) == 0);
    for (uint32_t i = 1; i < threads(); i++)
        CHECK(uk_thread_join(i).error == 0);
    CHECK(flexos_threads_outer_counter() == 3 * (threads() - 1));

    CHECK(uk_mutex_init(&recursive, UK_MUTEX_RECURSIVE) == 0);
    CHECK(uk_mutex_lock(&recursive) == 0 && uk_mutex_lock(&recursive) == 0 && uk_mutex_unlock(&recursive) == 0);
    CHECK(uk_mutex_destroy(&recursive) == -EBUSY && uk_mutex_unlock(&recursive) == 0 && uk_mutex_unlock(&recursive) == -EPERM);
    stale = recursive;
    CHECK(uk_mutex_destroy(&recursive) == 0 && uk_mutex_lock(&stale) == -EINVAL);
    CHECK(uk_mutex_init(&recursive, 0) == 0 && recursive.id != stale.id && uk_mutex_lock(&stale) == -EINVAL);
    CHECK(uk_mutex_destroy(&recursive) == 0);

    CHECK(uk_semaphore_init(&slots, 1) == 0 && uk_semaphore_init(&items, 0) == 0);
    CHECK(uk_thread_create(produce, 0) == 1);
    for (int i = 0; i < 10; i++) {
        CHECK(uk_semaphore_down(&items) == 0);
        sum += box;
        box = 0;
        uk_semaphore_up(&slots);
    }
    CHECK(sum == 55 && uk_thread_join(1).error == 0);
    CHECK(uklock_semaphore_down(items.id, 0) == -EBUSY && uklock_semaphore_down(items.id, 5000) == -ETIMEDOUT);
    CHECK(uklock_semaphore_value(slots.id) == 1 && uklock_semaphore_value(mutex.id) == -EINVAL);
    CHECK(uk_semaphore_destroy(&slots) == 0 && uk_semaphore_destroy(&items) == 0);

    CHECK(uk_condition_init(&changed) == 0 && uk_condition_wait(&changed, &mutex) == -EPERM);
    turn = 1;
    for (uint32_t i = threads() - 1; i >= 1; i--) /* the last comes first */
        CHECK(uk_thread_create(take_turn, (void *)(uint64_t)i) > 0);
    for (uint32_t i = 1; i < threads(); i++)
        CHECK(uk_thread_join(i).error == 0);
    CHECK(turn == threads());
    CHECK(uk_mutex_lock(&mutex) == 0 && uklock_condition_wait(changed.id, mutex.id, 3000) == -ETIMEDOUT);
    CHECK(uk_mutex_unlock(&mutex) == 0 && uk_mutex_destroy(&mutex) == 0 && uk_condition_destroy(&changed) == 0);
}
