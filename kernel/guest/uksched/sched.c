/*
 * The scheduler: which thread there is, what it waits for, and the switch between their stacks in
 * this compartment. Who runs next is a matter of policy, and of ukschedcoop.
 *
 * Nothing interrupts a thread, so there is nothing to lock here.
 */
#include <errno.h>
#include <flexos/trap.h>
#include <string.h>
#include <uk/console.h>
#include <uk/sched.h>
#include <uk/time.h>

extern char __stack_bottom[];           /* of thread 0, here; the others' follow */
extern char __threads[];                /* absolute */

/* The entry into each compartment, or 0 if nothing there starts threads. */
typedef uint64_t enter_function(void);
extern enter_function *const __replicas_uk_thread_enter_start[], *const __replicas_uk_thread_enter_end[];

enum state { NONE, READY, RUNNING, WAITING, ENDED };

enum { DEADLOCK_CODE = 134 };           /* as abort */

struct thread {
    uint64_t sp;                        /* of its context; while it does not run */
    enter_function *enter;
    uint64_t key, deadline;             /* while it waits */
    uint64_t sequence;                  /* who waits longest has the smallest */
    uint64_t value;                     /* what it left */
    uint8_t state, detached, permit, notified;
};

static struct thread threads[FLEXOS_THREADS] = {{.state = RUNNING, .deadline = UK_THREAD_FOREVER}};
static uint64_t sequence;
static uint32_t sleepers;               /* waiting with a deadline */

/* What uksched_switch puts on a stack. */
struct context {
    struct { uint64_t value, metadata; } c[13]; /* one unused; c19 to c30 */
    uint64_t fpcr, unused;
    uint64_t d[8];
};

void uksched_switch(uint64_t *save, uint64_t to);
void uksched_start(void);
_Noreturn void uksched_run(void);

static uint32_t limit(void)
{
    return (uint32_t)(uintptr_t)__threads;
}

static struct thread *find(uint32_t id)
{
    return id < limit() && threads[id].state != NONE ? &threads[id] : 0;
}

/* ---- What there is to say when nothing goes on ---- */

static void say(const char *text)
{
    while (*text)
        ukplat_console_putc(*text++);
}

static void say_number(uint64_t value)
{
    char digits[21];
    unsigned at = sizeof digits - 1;

    digits[at] = 0;
    do
        digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    say(digits + at);
}

static void say_hex(uint64_t value)
{
    unsigned digits = 1;

    while (digits < 16 && value >> (4 * digits))
        digits++;
    say("0x");
    while (digits-- > 0)
        ukplat_console_putc("0123456789abcdef"[(value >> (4 * digits)) & 15]);
}

static _Noreturn void stop(int code)
{
    register uint64_t x0 __asm__("x0") = (unsigned)code;

    __asm__ volatile("svc %0" : : "i"(FLEXOS_TRAP_EXIT), "r"(x0) : "memory");
    __builtin_unreachable();
}

static uint64_t key_of_end(const struct thread *thread)
{
    return (uint64_t)&thread->value;
}

static uint64_t key_of_block(const struct thread *thread)
{
    return (uint64_t)&thread->permit;
}

static void say_what_it_waits_for(const struct thread *thread)
{
    for (uint32_t i = 0; i < limit(); i++)
        if (thread->key == key_of_end(&threads[i])) {
            say(" joins thread ");
            say_number(i);
            return;
        }
    if (thread->key == key_of_block(thread)) {
        say(" is blocked");
        return;
    }
    say(" waits for ");
    say_hex(thread->key);
}

static _Noreturn void deadlock(void)
{
    const char *separator = ": thread ";

    say("uksched: deadlock, no thread can run");
    for (uint32_t i = 0; i < limit(); i++) {
        if (threads[i].state != WAITING)
            continue;
        say(separator);
        say_number(i);
        say_what_it_waits_for(&threads[i]);
        separator = ", thread ";
    }
    say("\n");
    stop(DEADLOCK_CODE);
}

/* ---- Switching ---- */

static void ready(struct thread *thread)
{
    thread->state = READY;
    ukschedcoop_add((uint32_t)(thread - threads));
}

static void wake(struct thread *thread, int notified)
{
    if (thread->deadline != UK_THREAD_FOREVER)
        sleepers--;
    thread->key = 0;
    thread->deadline = UK_THREAD_FOREVER;
    thread->notified = (uint8_t)notified;
    ready(thread);
}

/* Nobody can run before the first of them. */
static void wait_for_sleepers(void)
{
    uint64_t now = ukplat_monotonic_clock(), first = UK_THREAD_FOREVER;

    for (uint32_t i = 0; i < limit(); i++)
        if (threads[i].state == WAITING && threads[i].deadline < first)
            first = threads[i].deadline;
    if (first > now)
        ukplat_sleep(first - now);
}

/* Those whose time has come, the earliest first. */
static void wake_sleepers(void)
{
    uint64_t now = sleepers ? ukplat_monotonic_clock() : 0;

    for (;;) {
        struct thread *first = 0;

        for (uint32_t i = 0; sleepers && i < limit(); i++)
            if (threads[i].state == WAITING && threads[i].deadline <= now
                && (!first || threads[i].deadline < first->deadline))
                first = &threads[i];
        if (!first)
            return;
        wake(first, 0);
    }
}

uint32_t uk_thread_count(void)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < limit(); i++)
        count += threads[i].state != NONE && threads[i].state != ENDED;
    return count;
}

/* Lets the next thread run; the calling one has said before what it waits for. */
static void reschedule(void)
{
    uint32_t self = uk_thread_self();
    int next;

    if (self >= limit()) {              /* somebody wrote where the number lies */
        say("uksched: a thread has overrun its stack\n");
        stop(DEADLOCK_CODE);
    }
    for (;;) {
        wake_sleepers();
        next = ukschedcoop_next();
        if (next >= 0)
            break;
        if (!uk_thread_count())
            stop(0);
        if (!sleepers)
            deadlock();
        wait_for_sleepers();
    }
    threads[next].state = RUNNING;
    if ((uint32_t)next != self)
        uksched_switch(&threads[self].sp, threads[next].sp);
}

void uk_thread_yield(void)
{
    ready(&threads[uk_thread_self()]);
    reschedule();
}

/* ---- Beginning and end ---- */

/* The first thing on a new stack: reschedule went to it, not back from it. */
_Noreturn void uksched_run(void)
{
    uk_thread_exit(threads[uk_thread_self()].enter());
}

/* A thread that had the number before may have ended inside calls: its stacks are empty again. */
static void reset(uint32_t thread)
{
    register uint64_t x0 __asm__("x0") = thread;

    __asm__ volatile("svc %1" : "+r"(x0) : "i"(FLEXOS_TRAP_THREAD_RESET) : "memory");
}

int uksched_spawn(uint32_t compartment)
{
    enter_function *const *enter = __replicas_uk_thread_enter_start + compartment;
    struct context *context;
    uint32_t id = 0;

    if (enter >= __replicas_uk_thread_enter_end || !*enter)
        return -EINVAL;
    while (id < limit() && threads[id].state != NONE)
        id++;
    if (id == limit())
        return -EAGAIN;

    reset(id);
    /* 16 bytes stay free at the top: sp must always lie inside the stack that it names. */
    context = (struct context *)(__stack_bottom + (id + 1ull) * FLEXOS_STACK_SIZE - 16) - 1;
    memset(context, 0, sizeof *context);
    context->c[12].value = (uint64_t)uksched_start;
    threads[id] = (struct thread){.sp = (uint64_t)context, .enter = *enter, .deadline = UK_THREAD_FOREVER};
    ready(&threads[id]);
    return (int)id;
}

_Noreturn void uk_thread_exit(uint64_t value)
{
    struct thread *self = &threads[uk_thread_self()];

    self->value = value;
    self->state = self->detached ? NONE : ENDED;
    while (uk_thread_notify(key_of_end(self)) >= 0)
        ;
    reschedule();
    __builtin_unreachable();
}

struct uk_thread_result uk_thread_join(uint32_t id)
{
    struct thread *thread = find(id);
    uint64_t value;

    if (!thread)
        return (struct uk_thread_result){-ESRCH, 0};
    if (thread->detached)
        return (struct uk_thread_result){-EINVAL, 0};
    if (id == uk_thread_self())
        return (struct uk_thread_result){-EDEADLK, 0};
    if (thread->state != ENDED)
        uk_thread_wait(key_of_end(thread), UK_THREAD_FOREVER);
    if (thread->state != ENDED)         /* another one joined it, or detached it, meanwhile */
        return (struct uk_thread_result){-EINVAL, 0};
    value = thread->value;
    thread->state = NONE;
    return (struct uk_thread_result){0, value};
}

int uk_thread_detach(uint32_t id)
{
    struct thread *thread = find(id);

    if (!thread)
        return -ESRCH;
    if (thread->detached)
        return -EINVAL;
    thread->detached = 1;
    if (thread->state == ENDED)
        thread->state = NONE;
    return 0;
}

/* ---- Waiting ---- */

int uk_thread_wait(uint64_t key, uint64_t nanoseconds)
{
    struct thread *self = &threads[uk_thread_self()];

    if (nanoseconds == 0)
        return -ETIMEDOUT;
    self->state = WAITING;
    self->key = key;
    self->sequence = ++sequence;
    self->deadline = UK_THREAD_FOREVER;
    if (nanoseconds != UK_THREAD_FOREVER) {
        uint64_t now = ukplat_monotonic_clock();

        self->deadline = nanoseconds < UK_THREAD_FOREVER - 1 - now ? now + nanoseconds : UK_THREAD_FOREVER - 1;
        sleepers++;
    }
    reschedule();
    return self->notified ? 0 : -ETIMEDOUT;
}

int uk_thread_notify(uint64_t key)
{
    struct thread *first = 0;

    for (uint32_t i = 0; key && i < limit(); i++)
        if (threads[i].state == WAITING && threads[i].key == key && (!first || threads[i].sequence < first->sequence))
            first = &threads[i];
    if (!first)
        return -1;
    wake(first, 1);
    return (int)(first - threads);
}

void uk_thread_sleep(uint64_t nanoseconds)
{
    if (nanoseconds)
        uk_thread_wait(0, nanoseconds);
    else
        uk_thread_yield();
}

void uk_thread_block(void)
{
    struct thread *self = &threads[uk_thread_self()];

    if (!self->permit)
        uk_thread_wait(key_of_block(self), UK_THREAD_FOREVER);
    self->permit = 0;
}

int uk_thread_wake(uint32_t id)
{
    struct thread *thread = find(id);

    if (!thread || thread->state == ENDED)
        return -ESRCH;
    if (uk_thread_notify(key_of_block(thread)) < 0)
        thread->permit = 1;
    return 0;
}
