/*
 * Do threads do what their headers say: switches, also inside gates; locks; the end of a thread in the
 * middle of calls? One line for each group; the exit code is the number of checks that failed.
 */
#include "check.h"

#include <flexos/isolation.h>
#include <flexos/trap.h>
#include <flexos/visit.h>
#include <stdio.h>
#include <uk/time.h>

FLEXOS_PARAM(depth, 7);                 /* of the calls across */
FLEXOS_PARAM(deadlock, 0);              /* 1: end in one */
FLEXOS_PARAM(fault, 0);                 /* 1: end with a fault of a thread inside gates */

extern char __threads[];

static int checks, failures;

void check(int holds, const char *file, int line)
{
    checks++;
    if (holds)
        return;
    failures++;
    printf("threads: the check in %s, line %d, fails (thread %u)\n", file, line, uk_thread_self());
}

static void group(const char *name, void (*run)(void))
{
    int checks_before = checks, failures_before = failures;

    run();
    CHECK(uk_thread_count() == 1);      /* all have ended */
    printf("threads: %s: %d of %d checks hold\n", name,
           checks - checks_before - (failures - failures_before), checks - checks_before);
}

uint32_t threads(void)
{
    return (uint32_t)(uintptr_t)__threads;
}

/* Starts as many as there may be beside us, with their numbers from 1, and adds up what they leave. */
static uint64_t run_all(void *(*function)(void *))
{
    uint64_t sum = 0;
    int error = 0;

    for (uint64_t i = 1; i < threads(); i++)
        error |= uk_thread_create(function, (void *)i) != (int)i;
    CHECK(!error && uk_thread_create(function, 0) == -11); /* -EAGAIN: no more */
    for (uint32_t i = 1; i < threads(); i++) {
        struct uk_thread_result result = uk_thread_join(i);

        error |= result.error != 0;
        sum += result.value;
    }
    CHECK(!error);
    return sum;
}

/* ---- Switching ---- */

uint64_t flexos_threads_keeps(uint64_t pattern);

static uint32_t order[3 * 32], order_count;

static void *take_turns(void *number)
{
    uint64_t kept = 1;

    for (int i = 0; i < 3; i++) {
        order[order_count++] = (uint32_t)(uint64_t)number;
        kept &= flexos_threads_keeps((uint64_t)number << 32);
    }
    CHECK(uk_thread_self() == (uint32_t)(uint64_t)number);
    return (void *)kept;
}

static void switching(void)
{
    uint32_t others = threads() - 1;
    int in_turn = 1;

    CHECK(uk_thread_self() == 0 && threads() >= 4);
    CHECK(run_all(take_turns) == others);
    CHECK(order_count == 3 * others);
    for (uint32_t i = 0; i < order_count; i++)
        in_turn &= order[i] == i % others + 1;
    CHECK(in_turn);
    CHECK(uk_thread_join(1).error == -3 && uk_thread_join(0).error == -35 && uk_thread_join(99).error == -3);
    uk_thread_yield();                  /* alone: comes straight back */
}

/* ---- Inside gates ---- */

FLEXOS_VISIT(flexos_threads_app_visit, flexos_threads_outer_visit)

static uint64_t expected_visit(uint64_t token, uint64_t depth)
{
    return flexos_threads_step(depth ? expected_visit(token, depth - 1) : token, token, depth);
}

static void *visit(void *number)
{
    uint64_t token = (uint64_t)number << 20, depth = flexos_param_depth;

    return (void *)(uint64_t)(flexos_threads_app_visit(token, depth) == expected_visit(token, depth));
}

static void gates(void)
{
    CHECK(run_all(visit) == threads() - 1);
    CHECK(visit((void *)77));           /* alone again, on stacks that others have used */
}

/* A thread ends while it is inside calls; the next one of that number begins on empty stacks. */
static void *end_inside(void *argument)
{
    flexos_threads_outer_end((uint64_t)argument);
    return 0;
}

static void *inner_stack(void *unused)
{
    (void)unused;
    return (void *)flexos_threads_inner_stack();
}

static void *inner_errno(void *number)
{
    /* Without isolation the compartments of a thread have one stack, and with it one errno. */
    int shared = (flexos_threads_inner_stack() ^ (uint64_t)__builtin_frame_address(0)) < FLEXOS_STACK_SIZE;
    int there = (int)(uint64_t)number, held = flexos_threads_inner_errno(there) == 0;

    *flexos_thread_errno() = 1000;
    held &= flexos_threads_inner_errno(7) == (shared ? 1000 : there);
    return (void *)(uint64_t)(held && *flexos_thread_errno() == (shared ? 7 : 1000));
}

static void ends(void)
{
    uint64_t before, after;

    CHECK(uk_thread_create(inner_stack, 0) == 1);
    before = uk_thread_join(1).value;
    for (uint64_t i = 0; i < 5; i++) {
        CHECK(uk_thread_create(end_inside, (void *)(i + 40)) == 1);
        CHECK(uk_thread_join(1).value == i + 40);
    }
    CHECK(uk_thread_create(inner_stack, 0) == 1);
    after = uk_thread_join(1).value;
    CHECK(before == after && before != 0);

    CHECK(run_all(inner_errno) == threads() - 1);
    CHECK(uk_thread_create(flexos_threads_outer_main, (void *)41) == 1); /* another compartment's function */
    CHECK(uk_thread_join(1).value == 42);
    CHECK(uk_thread_create(end_inside, 0) == 1 && uk_thread_detach(1) == 0 && uk_thread_detach(1) == -22);
    CHECK(uk_thread_join(1).error == -22);
    uk_thread_yield();
    CHECK(uk_thread_join(1).error == -3); /* gone by itself */
}

/* ---- Time ---- */

static void *sleep_backwards(void *number)
{
    uint64_t begin = ukplat_monotonic_clock(), nanoseconds = (40 - (uint64_t)number) * 100000;

    uk_thread_sleep(nanoseconds);
    order[order_count++] = (uint32_t)(uint64_t)number;
    return (void *)(uint64_t)(ukplat_monotonic_clock() - begin >= nanoseconds);
}

static void *wake_main(void *unused)
{
    (void)unused;
    CHECK(uk_thread_wake(0) == 0 && uk_thread_wake(98) == -3);
    return 0;
}

static void time(void)
{
    int in_order = 1;

    order_count = 0;
    CHECK(run_all(sleep_backwards) == threads() - 1);
    for (uint32_t i = 0; i < order_count; i++)
        in_order &= order[i] == threads() - 1 - i;
    CHECK(in_order && order_count == threads() - 1);

    CHECK(uk_thread_wait(17, 1000) == -110); /* nobody notifies: -ETIMEDOUT */
    CHECK(uk_thread_notify(17) == -1);
    CHECK(uk_thread_create(wake_main, 0) == 1);
    uk_thread_block();
    CHECK(uk_thread_wake(0) == 0);      /* before: counts */
    uk_thread_block();
    CHECK(uk_thread_join(1).error == 0);
}

/* ---- Recovery ---- */

static void fault_inside(void *argument)
{
    (void)argument;
    flexos_threads_outer_fault(8);
}

static void fine(void *argument)
{
    uk_thread_yield();                  /* the others fault meanwhile */
    uk_thread_yield();
    uk_thread_yield();
    *(uint64_t *)argument = visit((void *)3) != 0;
}

static void *recover(void *number)
{
    uint64_t held = 0;

    if ((uint64_t)number % 2)
        return (void *)(uint64_t)(flexos_try(fault_inside, 0) != 0 && visit(number) != 0);
    return (void *)(uint64_t)(flexos_try(fine, &held) == 0 && held);
}

static void recovery(void)
{
    CHECK(run_all(recover) == threads() - 1);
}

static void *fault_for_good(void *unused)
{
    flexos_threads_outer_fault(16);
    return unused;
}

int main(void)
{
    if (flexos_param_deadlock)
        deadlock();
    if (flexos_param_fault) {
        uk_thread_create(visit, (void *)1);
        uk_thread_create(fault_for_good, 0);
        uk_thread_join(2);
    }
    group("switching", switching);
    group("inside gates", gates);
    group("ends", ends);
    group("time", time);
    group("locks", locks);
    group("POSIX threads", posix);
    group("recovery", recovery);
    return failures;
}
