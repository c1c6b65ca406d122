/* Four threads work on files at a time, and yield wherever they can: between operations, and inside callbacks that cross. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 4, ROUNDS = 50, LINE = 16 };

int walk(int (*visit)(int, void *), int from, int to, void *context);

static int failures;
#define CHECK(condition) ((condition) ? (void)0 : (void)(failures++, printf("line %d fails\n", __LINE__)))

struct work {
    int number, own, all;
};

/* Called from another compartment, which called us; others run in the middle of it. */
static int visit(int round, void *context)
{
    struct work *work = context;
    char line[LINE + 1], back[LINE];

    snprintf(line, sizeof line, "thread %d, %04d\n", work->number, round);
    CHECK(pwrite(work->own, line, LINE, (off_t)round * 10000) == LINE);
    sched_yield();
    CHECK(write(work->all, line, LINE) == LINE); /* appends, whoever else did since */
    sched_yield();
    CHECK(pread(work->own, back, LINE, (off_t)round * 10000) == LINE && !memcmp(line, back, LINE));
    CHECK(round == 0 || (pread(work->own, back, LINE, (off_t)round * 10000 - 100) == LINE && !back[0]));
    return 1;
}

static void *run(void *context)
{
    struct work *work = context;
    char name[16], other[16];

    snprintf(name, sizeof name, "/own%d", work->number);
    snprintf(other, sizeof other, "/moved%d", work->number);
    work->own = open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    work->all = open("/all", O_WRONLY | O_CREAT | O_APPEND, 0600);
    CHECK(work->own >= 0 && work->all >= 0);
    CHECK(walk(visit, 0, ROUNDS / 2, work) == ROUNDS / 2);
    CHECK(rename(name, other) == 0 && access(name, F_OK) != 0);
    sched_yield();
    CHECK(unlink(other) == 0);          /* it stays while it is open */
    CHECK(walk(visit, ROUNDS / 2, ROUNDS, work) == ROUNDS / 2);
    CHECK(lseek(work->own, 0, SEEK_END) == (ROUNDS - 1) * 10000 + LINE);
    CHECK(close(work->own) == 0 && close(work->all) == 0 && access(other, F_OK) != 0);
    return 0;
}

int main(void)
{
    struct work works[THREADS];
    pthread_t threads[THREADS];
    int counts[THREADS] = {0}, lines = 0, fd, number, round;
    char line[LINE];

    for (int i = 0; i < THREADS; i++) {
        works[i].number = i;
        CHECK(i == 0 || pthread_create(&threads[i], 0, run, &works[i]) == 0);
    }
    run(&works[0]);
    for (int i = 1; i < THREADS; i++)
        CHECK(pthread_join(threads[i], 0) == 0);
    fd = open("/all", O_RDONLY);
    while (read(fd, line, LINE) == LINE) {
        CHECK(sscanf(line, "thread %d, %d", &number, &round) == 2 && number >= 0 && number < THREADS && counts[number]++ == round);
        lines++;
    }
    printf("%d lines, %d failures\n", lines, failures);
    return failures;
}
