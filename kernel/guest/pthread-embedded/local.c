/* What is done once, and values that each thread has for itself, in each compartment. */
#include "internal.h"

#include <errno.h>
#include <stdlib.h>
#include <uk/sched.h>

enum { FRESH = 0, UNDER_WAY = 1, DONE = 2, AWAITED = 3 };

int pthread_once(pthread_once_t *once, void (*function)(void))
{
    int before;

    while (*once == UNDER_WAY || *once == AWAITED) { /* by another thread: it notifies when it is through */
        *once = AWAITED;
        uk_thread_wait((uint64_t)once, UK_THREAD_FOREVER);
    }
    if (*once != FRESH)
        return 0;
    *once = UNDER_WAY;
    function();
    before = *once;
    *once = DONE;
    while (before == AWAITED && uk_thread_notify((uint64_t)once) >= 0)
        ;
    return 0;
}

static struct {
    void (*destroy)(void *);
    int used;
} keys[PTHREAD_KEYS_MAX];

/* Made when a thread sets its first value. A number may have had another thread before. */
struct values {
    uint32_t generation;
    void *of[PTHREAD_KEYS_MAX];
};

static struct values *values[FLEXOS_THREADS];

static struct values *own(void)
{
    struct values *mine = values[uk_thread_self()];

    if (mine && mine->generation != flexos_thread_generation()) {
        free(mine);
        mine = values[uk_thread_self()] = 0;
    }
    return mine;
}

int pthread_key_create(pthread_key_t *key, void (*destroy)(void *))
{
    for (unsigned i = 0; i < PTHREAD_KEYS_MAX; i++)
        if (!keys[i].used) {
            keys[i].used = 1;
            keys[i].destroy = destroy;
            *key = i;
            return 0;
        }
    return EAGAIN;
}

int pthread_key_delete(pthread_key_t key)
{
    if (key >= PTHREAD_KEYS_MAX || !keys[key].used)
        return EINVAL;
    for (unsigned i = 0; i < FLEXOS_THREADS; i++)
        if (values[i])
            values[i]->of[key] = 0;
    keys[key].used = 0;
    return 0;
}

void *pthread_getspecific(pthread_key_t key)
{
    struct values *mine = own();

    return mine && key < PTHREAD_KEYS_MAX ? mine->of[key] : 0;
}

int pthread_setspecific(pthread_key_t key, const void *value)
{
    struct values *mine = own();

    if (key >= PTHREAD_KEYS_MAX || !keys[key].used)
        return EINVAL;
    if (!mine) {
        if (!value)
            return 0;
        mine = calloc(1, sizeof *mine);
        if (!mine)
            return ENOMEM;
        mine->generation = flexos_thread_generation();
        values[uk_thread_self()] = mine;
    }
    mine->of[key] = (void *)(uintptr_t)value;
    return 0;
}

void pthread_embedded_destroy_values(void)
{
    struct values *mine = own();

    if (!mine)
        return;
    for (int round = 0, again = 1; again && round < PTHREAD_DESTRUCTOR_ITERATIONS; round++) {
        again = 0;
        for (unsigned i = 0; i < PTHREAD_KEYS_MAX; i++) {
            void *value = mine->of[i];

            mine->of[i] = 0;
            if (value && keys[i].used && keys[i].destroy) {
                keys[i].destroy(value);
                again = 1;
            }
        }
    }
    values[uk_thread_self()] = 0;
    free(mine);
}
