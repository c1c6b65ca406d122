/*
 * Calls every function of flexos-typed-callee with buffers of many sizes, inside and outside of what both compartments
 * share, and looks at what comes back and at what lies beside the buffers.
 */
#include <errno.h>
#include <flexos/shared.h>
#include <flexos/trap.h>
#include <flexos/typed.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

FLEXOS_PARAM(overrun, 0);               /* 1: let the callee write beyond a buffer, and nothing else */
FLEXOS_PARAM(cost, 0);                  /* not 0: make one kind of call, `repetitions` times, and nothing else */
FLEXOS_PARAM(repetitions, 1);
FLEXOS_PARAM(limits, 1);                /* 0: calls are plain, so neither sizes nor callbacks are limited (function) */

enum { LARGEST = 70000, CANARY = 32 };

static const size_t sizes[] = {0, 1, 15, 16, 17, 4096, LARGEST};

static uint8_t own[LARGEST + 2 * CANARY], more[LARGEST + 2 * CANARY], expected[LARGEST];
static int failed, checks;

static void check(int ok, const char *what, size_t detail)
{
    checks++;
    if (ok)
        return;
    if (failed++ < 20)
        printf("failed: %s %lu\n", what, (unsigned long)detail);
}

/* The callee's arithmetic, here. */
static uint64_t sum(const uint8_t *data, size_t size)
{
    uint64_t sum = 0xcbf29ce484222325ull;

    for (size_t i = 0; i < size; i++)
        sum = (sum ^ data[i]) * 0x100000001b3ull;
    return sum;
}

static void canaries(uint8_t *data, size_t size)
{
    memset(data - CANARY, 0xa5, CANARY);
    memset(data + size, 0xa5, CANARY);
}

static int intact(const uint8_t *data, size_t size)
{
    for (int i = 0; i < CANARY; i++)
        if (data[i - CANARY] != 0xa5 || data[size + i] != 0xa5)
            return 0;
    return 1;
}

static void buffers(uint8_t *data, size_t size, const char *where)
{
    for (size_t i = 0; i < size; i++)
        data[i] = (uint8_t)(i * 31 + 7);
    canaries(data, size);
    check(typed_sum(data, size) == sum(data, size), where, size);

    for (size_t i = 0; i < size; i++)
        expected[i] = (uint8_t)(data[i] ^ (uint8_t)(9 + i));
    check(typed_change(data, size, 9) == sum(data, size) || size, "change", size);
    check(memcmp(data, expected, size) == 0, "changed", size);
    check(intact(data, size), "canaries of change", size);

    for (size_t i = 0; i < size; i++)
        expected[i] = (uint8_t)(3 + i * 7);
    check(typed_fill(data, size, 3) == 1, "fill", size);
    check(memcmp(data, expected, size) == 0, "filled", size);
    check(intact(data, size), "canaries of fill", size);
}

static void sizes_and_places(void)
{
    uint8_t *shared = flexos_shared_alloc(LARGEST + 2 * CANARY);

    check(shared != 0, "shared memory", 0);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        buffers(own + CANARY, sizes[i], "own");
        buffers(own + CANARY + (sizes[i] < LARGEST ? 3 : 0), sizes[i], "own, unaligned");
        if (shared)
            buffers(shared + CANARY, sizes[i], "shared");
    }
    flexos_shared_free(shared);
}

/* What the callee does not write stays as it was. */
static void written(uint8_t *data, size_t size, long count)
{
    size_t wrote = count < 0 ? 0 : (size_t)count < size ? (size_t)count : size;

    for (int i = 0; i < 2; i++) {
        memset(data, 0xc3, size);
        canaries(data, size);
        check((i ? typed_part_written : typed_part)(data, size, count) == count, "part", size);
        check(intact(data, size), "canaries of part", size);
        for (size_t j = 0; j < size; j++)
            if (data[j] != (j < wrote ? (uint8_t)(0x40 + j) : 0xc3)) {
                check(0, i ? "written by the result" : "written in part", j);
                break;
            }
    }
}

static void items_written(int count)
{
    static uint32_t items[64];

    memset(items, 0xc3, sizeof items);
    check(typed_part_items(items, 4, 64, count) == count, "items", (size_t)count);
    for (int i = 0; i < 64; i++)
        check(items[i] == (i < count ? (uint32_t)(1000 + i) : 0xc3c3c3c3), "item", (size_t)i);
}

static void outputs(void)
{
    static const long counts[] = {-1, 0, 1, 16, 4000, LARGEST, 1l << 39};
    uint8_t *shared = flexos_shared_alloc(4096 + 2 * CANARY);

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t j = 0; j < sizeof counts / sizeof *counts; j++)
            if (sizes[i] < LARGEST || counts[j] >= LARGEST)
                written(own + CANARY, sizes[i], counts[j]);
    if (shared)
        written(shared + CANARY, 4096, 100);
    flexos_shared_free(shared);
    items_written(-1);
    items_written(0);
    items_written(5);
    items_written(64);
    memset(more, 0xff, 64);
    check(typed_whole(more, 64, 3) <= 64 * 0xff, "whole", 0);
    check(more[0] == 3 && more[63] == (uint8_t)(3 + 63 * 7), "written whole", 0);
}

static void many(size_t size, size_t more_size)
{
    uint8_t out[64 + 2 * CANARY];

    for (size_t i = 0; i < size; i++)
        own[CANARY + i] = (uint8_t)(i * 5);
    for (size_t i = 0; i < more_size; i++)
        more[i] = (uint8_t)(i * 11);
    canaries(out + CANARY, size);
    check(typed_many(1, 2, 3, 4, 5, 6, 7, own + CANARY, out + CANARY, size, more, more_size) == 140 + sum(more, more_size), "many", size);
    check(intact(out + CANARY, size), "canaries of many", size);
    for (size_t i = 0; i < size; i++)
        check(out[CANARY + i] == (uint8_t)(i * 5 + 1), "many's output", i);
}

static void texts(void)
{
    char text[] = "compartment", small[8], *end;
    static char large[5000];

    check(typed_length(text) == 11, "length", 0);
    check(typed_length("") == 0, "empty", 0);
    check(typed_length(0) == 0, "null", 0);
    check(typed_length(FLEXOS_SHARED_LITERAL("shared literal")) == 14, "literal", 0);
    check(typed_find(text, 'm') == text + 2, "find", 0);
    check(typed_find(text, 0) == text + 11, "find the end", 0);
    check(typed_find(text, 'z') == 0, "find nothing", 0);
    memset(small, 'x', sizeof small);
    end = typed_put(small, 5, text);
    check(end == small + 4 && memcmp(small, "comp\0xxx", 8) == 0, "put", 0);
    memset(large, 'a', sizeof large - 1);
    if (flexos_param_limits)
        check((long)typed_length(large) == -12, "a text beyond the limit", 0);
    large[4095] = 0;
    check(typed_length(large) == 4095, "a text at the limit", 0);
    check(typed_echo(text) == text, "opaque", 0);
}

static void structs(void)
{
    struct typed_pair from = {1, 2}, to = {0, 0};
    struct typed_large large = typed_large(7);

    check(typed_swap(&from, &to) == 0 && to.left == 2 && to.right == 1, "swap", 0);
    check(typed_swap(0, &to) == -1, "swap nothing", 0);
    for (uint64_t i = 0; i < 6; i++)
        check(large.words[i] == 7 * (i + 1), "large struct", i);
}

static void numbers(void)
{
    double rest[3] = {1.5, 2.5, 4.25};
    static uint32_t items[5] = {1, 20, 300, 4000, 50000}; /* on no stack, which may be shared: sizes are checked */

    check(typed_count(items, 5) == 54321, "count", 0);
    if (flexos_param_limits) {
        check((long)typed_count(items, (size_t)1 << 62) == -12, "a product that overflows", 0);
        check((long)typed_count(items, (size_t)-1) == -12, "a size that is no size", 0);
        check((long)typed_sum((uint8_t *)items, (size_t)1 << 39) == -12, "a size beyond all memory", 0);
    }
    check(typed_matrix(own, 0, 70000) == 0, "no rows", 0);
    memset(own, 1, 600);
    check(typed_matrix(own, 20, 30) == 600, "matrix", 0);
    check(typed_mean(1, 2.5f, 2, 3, rest, 3) == 14.75 * 2 / 6, "mean", 0);
    check(typed_mean(1, 2, 3, 3, 0, 0) == 6, "mean of nothing", 0);
    check(typed_stacked(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) == 506, "arguments on the stack", 0);
    check(typed_floats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) == 385, "floating point on the stack", 0);
    check(typed_variadic(0) == 0, "variadic, none", 0);
    check(typed_variadic(4, (uint64_t)5, 6.0, (uint64_t)7, 8.0) == ((5 * 3 + 6) * 3 + 7) * 3 + 8, "variadic", 0);
    check(typed_variadic(20, 1ul, 1.0, 1ul, 1.0, 1ul, 1.0, 1ul, 1.0, 1ul, 1.0, 1ul, 1.0, 1ul, 1.0, 1ul, 1.0, 1ul, 1.0, 1ul, 1.0) == 1743392200, "variadic on the stack", 0);
}

/* errno, and pointers into arguments that come back through other arguments. */
static void errors_and_ends(void)
{
    static uint8_t *const places[] = {own + CANARY, own + CANARY + 3};
    char text[] = "123 compartments";
    const char *end = 0;
    const uint8_t *where;
    int value = 0;

    errno = ERANGE;
    check(typed_number(text, &end, &value) == 0 && value == 123 && end == text + 3, "a number and its end", (size_t)(end - text));
    check(errno == ERANGE, "errno stays", (size_t)errno);
    check(typed_number(text, 0, &value) == 0, "no end wanted", 0);
    check(typed_number(text + 3, &end, &value) == -1 && end == text + 3 && errno == EINVAL, "no number", (size_t)errno);
    errno = 0;
    check(typed_number("", &end, &value) == -1 && errno == EINVAL, "nothing at all", (size_t)errno);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int place = 0; place < 2; place++) {
            uint8_t *data = places[place];
            size_t size = sizes[i];

            memset(data, 1, size);
            errno = 0;
            check(typed_scan(data, size, 2, &where) == -1 && where == 0 && errno == ENOENT, "scanned in vain", size);
            if (size == 0)
                continue;
            data[size - 1] = 2;
            errno = ERANGE;
            check(typed_scan(data, size, 2, &where) == 0 && where == data + size - 1 && errno == ERANGE, "scanned", size);
        }
    typed_errno(0);
    check(errno == ERANGE, "errno stays again", (size_t)errno);
    typed_errno(7);
    check(errno == 7, "errno alone", (size_t)errno);
    if (flexos_param_limits) {
        check(typed_scan(own, (size_t)-1, 0, &where) == -1 && errno == ENOMEM, "errno where the gate makes no call", (size_t)errno);
        check(strcmp(typed_name(2), "a text that is ") == 0, "a long text that is returned", 0);
    }
    check(strcmp(typed_name(0), "") == 0 && strcmp(typed_name(1), "compartment") == 0, "a text that is returned", 0);
    check(typed_name(3) == 0, "no text is returned", 0);
}

static int compared;

static int compare_ints(const void *left, const void *right)
{
    int l = *(const int *)left, r = *(const int *)right;

    compared++;
    return (l > r) - (l < r);
}

static int compare_pairs(const void *left, const void *right)
{
    const struct typed_pair *l = left, *r = right;

    return (l->right > r->right) - (l->right < r->right);
}

static int compare_nested(const void *left, const void *right)
{
    int items[3] = {3, 1, 2};

    typed_sort(items, 3, sizeof *items, compare_ints);
    check(items[0] == 1 && items[1] == 2 && items[2] == 3, "nested sort", 0);
    return compare_ints(left, right);
}

static int compare_deeper(const void *left, const void *right)
{
    int items[2] = {2, 1};

    typed_sort(items, 2, sizeof *items, compare_nested);
    check(items[0] == 1, "a sort in a sort, both with their slots", 0);
    return compare_ints(left, right);
}

static uint64_t descend(uint64_t depth, void *context)
{
    int *calls = context;

    (*calls)++;
    return depth ? typed_walk(depth - 1, descend, context) : 7;
}

static uint64_t twice(uint64_t value)
{
    return 2 * value;
}

static uint64_t thrice(uint64_t value)
{
    return 3 * value;
}

static uint64_t four_times(uint64_t value)
{
    return 4 * value;
}

static void callbacks(void)
{
    int items[50], calls = 0, two[2] = {2, 1};
    struct typed_pair pairs[4] = {{1, 9}, {2, 3}, {3, 7}, {4, 1}};

    for (int i = 0; i < 50; i++)
        items[i] = (i * 37) % 50;
    typed_sort(items, 50, sizeof *items, compare_ints);
    for (int i = 0; i < 50; i++)
        check(items[i] == i, "sorted", (size_t)i);
    check(compared > 50, "calls back", (size_t)compared);
    typed_sort(pairs, 4, sizeof *pairs, compare_pairs);
    check(pairs[0].left == 4 && pairs[1].left == 2 && pairs[2].left == 3 && pairs[3].left == 1, "sorted pairs", 0);
    typed_sort(items, 3, sizeof *items, compare_nested);
    check(items[0] == 0 && items[2] == 2, "sorted with a sort inside", 0);
    if (!flexos_param_limits) {
        typed_sort(two, 2, sizeof *two, compare_deeper);
        check(two[0] == 1, "three sorts inside one another", 0);
    }

    check(typed_walk(1, 0, 0) == 0, "no callback", 0);
    check(typed_walk(2, descend, &calls) == 200 + 100 + 0 + 7 && calls == 3, "three callbacks inside one another", (size_t)calls);
    calls = 0;
    if (flexos_param_limits)
        check(typed_walk(3, descend, &calls) == 300 + 200 + 100 + (uint64_t)-11 && calls == 3, "no slot for the fourth", (size_t)calls);
    check(typed_walk(0, descend, &calls) == 7, "slots are free again", 0);

    typed_keep(twice);
    check(typed_notify(21) == 42, "kept", 0);
    check(typed_keep(twice) == 1, "the same slot for the same function", 0);
    check(typed_keep(thrice) == 0, "another slot for another", 0);
    check(typed_notify(5) == 15, "kept, the other", 0);
    if (flexos_param_limits)
        check(typed_keep(four_times) == -12, "no slot for a third", 0);
    check(typed_keep(twice) == 0 && typed_notify(4) == 8, "kept, the first again", 0);
}

static void shared_stack(uint64_t depth)
{
    FLEXOS_SHARED_STACK(struct typed_pair, pair);
    FLEXOS_SHARED_STACK(struct typed_pair, swapped);

    check(pair && swapped && pair != swapped, "shared stack variables", depth);
    *pair = (struct typed_pair){depth, depth + 1};
    if (depth)
        shared_stack(depth - 1);
    check(typed_swap(pair, swapped) == 0 && swapped->left == depth + 1 && swapped->right == depth, "shared stack variables of each call", depth);
}

static flexos_shared uint8_t shared_global[100];

static flexos_shared_register uint64_t behind_the_register;

static int compare_none(const void *left, const void *right)
{
    (void)left;
    (void)right;
    return 0;
}

static struct typed_pair pairs[2];

/* 100 characters, aligned, so that its cost does not move with what lies beside it. */
static const char long_text[112] __attribute__((aligned(16))) =
    "compartment.compartment.compartment.compartment.compartment.compartment.compartment.compartment.abcd";

static void costs(unsigned long what, unsigned long repetitions)
{
    static const char text[16] __attribute__((aligned(16))) = "compartment";
    uint8_t *shared = flexos_shared_alloc(4096);
    int pair[2] = {1, 2};
    double number = 1;

    for (; repetitions > 0; repetitions--)
        switch (what) {
        case 1: typed_seen(); break;
        case 2: typed_sum(own, 16); break;
        case 3: typed_fill(own, 16, 1); break;
        case 4: typed_change(own, 16, 1); break;
        case 5: typed_sum(own, 4096); break;
        case 6: typed_sum(shared, 16); break;
        case 7: typed_length(text); break;
        case 8: typed_sort(pair, 2, sizeof *pair, compare_none); break;
        case 9: typed_mean(1, 2, 3, 4, &number, 1); break;
        case 10: typed_large(1); break;
        case 11: typed_whole(own, 16, 1); break;
        case 12: typed_part_written(own, 16, 1); break;
        case 13: typed_fill(own, 4096, 1); break;
        case 14: typed_change(own, 4096, 1); break;
        case 15: typed_whole(own, 4096, 1); break;
        case 16: typed_length(long_text); break;
        case 17: typed_swap(&pairs[0], &pairs[1]); break;
        case 18: typed_sum(own, 48); break;
        case 19: typed_fill(own, 48, 1); break;
        case 20: typed_change(own, 48, 1); break;
        case 21: typed_whole(own, 48, 1); break;
        }
    flexos_shared_free(shared);
}

static void overrun_in(void *size)
{
    typed_overrun(own + CANARY, (size_t)size, 8);
}

int main(void)
{
    if (flexos_param_overrun) {
        canaries(own + CANARY, 40);
        printf("overrun: %x\n", (unsigned)flexos_try(overrun_in, (void *)40));
        printf("canaries %s\n", intact(own + CANARY, 40) ? "intact" : "spoilt");
        return 0;
    }

    if (flexos_param_cost == 99) { /* every kind once, and once again */
        for (unsigned long i = 0; i < 2 * 21; i++)
            costs(i % 21 + 1, 1);
        return 0;
    }

    if (flexos_param_cost) {
        costs(flexos_param_cost, flexos_param_repetitions);
        return 0;
    }

    if (flexos_param_limits) {
        FLEXOS_REGISTER_STORE(behind_the_register, 0x123456789abcdef);
        check(FLEXOS_REGISTER_LOAD(behind_the_register) == 0x123456789abcdef, "a variable behind c18", 0);
    }

    buffers(shared_global + CANARY, sizeof shared_global - 2 * CANARY, "a shared variable");
    sizes_and_places();
    outputs();
    many(0, 0);
    many(17, 16);
    many(64, LARGEST);
    texts();
    structs();
    numbers();
    errors_and_ends();
    callbacks();
    shared_stack(5);
    printf("%d checks, %d failed\n", checks, failed);
    return failed != 0;
}
