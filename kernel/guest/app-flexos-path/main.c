/*
 * Data along a path of compartments: this one shares a region with the middle, and the middle another one with the end. A
 * shared variable is counted up at every stop there and back; blocks go from heap to heap; and who may read what is tried.
 */
#include <flexos/path.h>
#include <flexos/shared.h>
#include <flexos/trap.h>
#include <stdio.h>
#include <string.h>

enum { SIZE = 5000 };

flexos_shared_with(flexos-path-middle) uint64_t path_first_number = 1;
static uint64_t own_number;
static uint8_t own[SIZE];
static int failed;

static void check(int ok, const char *what)
{
    printf("path: %s: %s\n", what, ok ? "ok" : "FAILED");
    failed += !ok;
}

static void load(void *address)
{
    (void)*(volatile uint64_t *)address;
}

static void tell(const char *who, const char *what, int fault)
{
    printf("path: %s %s %s\n", who, fault ? "cannot read" : "reads", what);
}

struct words {
    uint64_t word[4];
};

/* Local variables that the middle sees where they are, those of every call its own. */
static void shared_stack(int depth)
{
    struct path_seen middle, end;
    FLEXOS_SHARED_STACK(struct words, words);

    for (int i = 0; i < 4; i++)
        words->word[i] = (uint64_t)(depth * 10 + i);
    if (depth)
        shared_stack(depth - 1);
    check(path_pass((const uint8_t *)words, sizeof *words, &middle, &end) == 0 && middle.address == (uint64_t)words
          && middle.sum == path_sum((const uint8_t *)words, sizeof *words) && end.sum == middle.sum && words->word[3] == (uint64_t)(depth * 10 + 3),
          "a shared stack variable in place");
}

int main(void)
{
    struct path_seen middle = {0, 0}, end = {0, 0};
    uint8_t *block = flexos_shared_alloc(SIZE);

    path_count();
    check(path_first_number == 1232, "a shared variable there and back");
    if (!block)
        return 1;
    for (int i = 0; i < SIZE; i++)
        block[i] = own[i] = (uint8_t)(i * 7 + 1);

    check(path_pass(block, SIZE, &middle, &end) == 0, "a block of the shared heap passed on");
    check(middle.address == (uint64_t)block && middle.sum == path_sum(own, SIZE), "it is the same memory in the middle");
    check(end.sum == middle.sum, "and the same bytes at the end");
    printf("path: the end finds it %s\n", end.address == (uint64_t)block ? "in place" : "in its own region");

    check(path_pass(own, SIZE, &middle, &end) == 0 && middle.sum == path_sum(own, SIZE) && end.sum == middle.sum, "private memory passed on");

    end = (struct path_seen){0, 0};
    check(path_block(block, SIZE, &end) == 0 && end.sum == path_sum(own, SIZE), "a block of the middle's and the end's heap");
    for (int i = 0; i < SIZE; i++)
        own[i] ^= 0x55;
    check(memcmp(block, own, SIZE) == 0, "what the end changed in place");
    flexos_shared_free(block);

    shared_stack(2);

    tell("the middle", "the first's shared variable", path_reads(&path_first_number));
    tell("the middle", "its own shared variable", path_reads(path_place()));
    tell("the end", "the middle's shared variable", path_lets_read(path_place()));
    tell("the end", "the first's shared variable", path_lets_read(&path_first_number));
    tell("the first", "the middle's shared variable", flexos_try(load, (void *)path_place()));
    tell("the middle", "the first's own variable", path_reads(&own_number));
    return failed;
}
