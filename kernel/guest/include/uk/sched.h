/*
 * Threads, scheduled cooperatively: one runs until it yields, sleeps, waits, joins or ends.
 *
 * A thread is a number, from 0 (the one that main runs in) to one less than `threads` of the
 * configuration. It has a stack in every compartment, so it may cross gates as it likes, and a
 * switch may happen while it is inside any of them: the stacks of the others stay as they are.
 *
 * All but uk_thread_create pass values only, so that they work across a gate whatever is shared.
 * Functions that can fail return a negative error number.
 */
#ifndef UK_SCHED_H
#define UK_SCHED_H

#include <flexos/thread.h>
#include <stdint.h>

#define UK_THREAD_FOREVER UINT64_MAX

/* What a joined thread left. Two registers, so it crosses a gate. */
struct uk_thread_result {
    int64_t error;                      /* 0, -ESRCH, -EINVAL (detached), -EDEADLK (itself) */
    uint64_t value;
};

/*
 * In ukthread, of which every compartment has its own: starts function(argument) in the compartment
 * that calls, on a thread of its own. A function of another compartment is the address of a gate,
 * which is what its name stands for. Returns the thread's number; -EAGAIN if there are `threads`.
 */
int uk_thread_create(void *(*function)(void *), void *argument);

/* Ends the calling thread, wherever it is; it leaves a value. When no thread is left the machine stops. */
_Noreturn void uk_thread_exit(uint64_t value);

/* Waits until a thread has ended, and frees its number. */
struct uk_thread_result uk_thread_join(uint32_t thread);

/* Lets a thread free its number when it ends, without being joined. */
int uk_thread_detach(uint32_t thread);

static inline uint32_t uk_thread_self(void)
{
    return flexos_thread_id();
}

/* Lets the others run that can; comes back when it is this thread's turn. */
void uk_thread_yield(void);

/* Nanoseconds of the virtual counter, at least. */
void uk_thread_sleep(uint64_t nanoseconds);

/* Waits for uk_thread_wake of this thread; one that came before counts. */
void uk_thread_block(void);
int uk_thread_wake(uint32_t thread);

/*
 * Waits for uk_thread_notify with the same key, for so long at most: 0, or -ETIMEDOUT. A key is a
 * number, by custom the address of an object in the waiter's memory; nothing is read there.
 */
int uk_thread_wait(uint64_t key, uint64_t nanoseconds);

/* Wakes the thread that has waited longest for the key. Returns its number, or -1. */
int uk_thread_notify(uint64_t key);

/* How many threads have not ended. */
uint32_t uk_thread_count(void);

/* ---- Between the parts of the scheduler ---- */

/* uksched: takes a number for a thread that starts with the uk_thread_enter of a compartment. */
int uksched_spawn(uint32_t compartment);

/* ukthread, called by uksched on the new thread: runs what uk_thread_create was given. */
uint64_t uk_thread_enter(void);

/* ukschedcoop, the policy: who runs next of those that can. First come, first served. */
void ukschedcoop_add(uint32_t thread);
int ukschedcoop_next(void);             /* -1 if there is none */

#endif
