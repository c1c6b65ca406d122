/*
 * Does the library OS do what its headers say? Checks the C library, the allocator, gates (arguments,
 * registers, nesting) and recovery. One line for each group; the exit code is the number of checks
 * that failed.
 */
#include <errno.h>
#include <flexos/isolation.h>
#include <flexos/selftest.h>
#include <flexos/trap.h>
#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uk/alloc.h>

static int checks, failures;

static void check(int holds, int line)
{
    checks++;
    if (holds)
        return;
    failures++;
    printf(FLEXOS_SHARED_LITERAL("selftest: the check in line %d fails\n"), line);
}

#define CHECK(condition) check(!!(condition), __LINE__)

static void group(const char *name, void (*run)(void))
{
    int checks_before = checks, failures_before = failures;

    run();
    printf(FLEXOS_SHARED_LITERAL("selftest: %s: %d of %d checks hold\n"), name,
           checks - checks_before - (failures - failures_before), checks - checks_before);
}

/* ---- The C library ---- */

enum { SPAN = 24 };

/* Every move of every length at every alignment, against one done byte by byte. */
static int moves_agree(void *(*move)(void *, const void *, size_t), int overlapping)
{
    char bytes[3 * SPAN], expected[3 * SPAN];

    for (size_t from = 0; from < 10; from++)
        for (size_t to = overlapping ? 0 : from + SPAN; to < (overlapping ? 20 : SPAN + 20); to++)
            for (size_t size = 0; size <= SPAN; size++) {
                for (size_t i = 0; i < sizeof bytes; i++)
                    bytes[i] = expected[i] = (char)(i * 7 + 1);
                for (size_t i = 0; i < size; i++)
                    expected[to + i] = (char)((from + i) * 7 + 1);
                if (move(bytes + to, bytes + from, size) != bytes + to || memcmp(bytes, expected, sizeof bytes))
                    return 0;
            }
    return 1;
}

static void strings(void)
{
    char buffer[16];

    CHECK(moves_agree((void *(*)(void *, const void *, size_t))memcpy, 0));
    CHECK(moves_agree(memmove, 1));
    for (size_t at = 0; at < 8; at++) {
        memset(buffer, 1, sizeof buffer);
        memset(buffer + at, 0x1ff, 5);
        CHECK(memchr(buffer, 0xff, sizeof buffer) == buffer + at && memchr(buffer + at, 1, 6) == buffer + at + 5);
    }
    CHECK(strlen("") == 0 && strlen("seven..") == 7 && strnlen("seven..", 3) == 3);
    CHECK(strcmp("abc", "abc") == 0 && strcmp("abc", "abd") < 0 && strcmp("b", "abc") > 0 && strcmp("\xff", "a") > 0);
    CHECK(strncmp("abcx", "abcy", 3) == 0 && strncmp("abcx", "abcy", 4) < 0);
    CHECK(memcmp("ab\0c", "ab\0d", 4) < 0 && memcmp("x", "y", 0) == 0);
    CHECK(!strcmp(strcat(strcpy(buffer, "to"), "gether"), "together"));
    CHECK(strncpy(buffer, "hi", 5) == buffer && !memcmp(buffer, "hi\0\0\0her", 9));
    CHECK(!strcmp(strchr("a/b/c", '/'), "/b/c") && !strcmp(strrchr("a/b/c", '/'), "/c") && !strchr("abc", 'x'));
    CHECK(!strcmp(strstr("compartment", "part"), "partment") && !strstr("part", "partly"));
}

static int prints(const char *expected, const char *format, ...)
{
    char buffer[64];
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vsnprintf(buffer, sizeof buffer, format, arguments);
    va_end(arguments);
    return count == (int)strlen(expected) && !strcmp(buffer, expected);
}

static void printing(void)
{
    char buffer[4] = "xyz";

    CHECK(prints("0 -1 2147483647 -2147483648", "%d %i %d %d", 0, -1, INT_MAX, INT_MIN));
    CHECK(prints("18446744073709551615 -9223372036854775808", "%lu %ld", ULONG_MAX, LONG_MIN));
    CHECK(prints("ff FF 0xff 0 377 0377", "%x %X %#x %#x %o %#o", 255, 255, 255, 0, 255, 255));
    CHECK(prints("[   42][42   ][00042][  +42][ 42]", "[%5d][%-5d][%05d][%+5d][% d]", 42, 42, 42, 42, 42));
    CHECK(prints("[-0042][  042][]", "[%05d][%5.3d][%.0d]", -42, 42, 0));
    CHECK(prints("[   ab][ab   ][a][*]", "[%5s][%-5s][%.1s][%c]", "ab", "ab", "ab", '*'));
    CHECK(prints("[   7][7   ][007]", "[%*d][%*d][%.*d]", 4, 7, -4, 7, 3, 7));
    CHECK(prints("-1 255 -1 65535", "%hhd %hhu %hd %hu", 255, 255, 65535, 65535));
    CHECK(prints("0x1000 100% (null)", "%p 100%% %s", (void *)4096, (char *)0));
    CHECK(prints("12 12 12", "%zu %td %jd", (size_t)12, (ptrdiff_t)12, (intmax_t)12));
    CHECK(snprintf(buffer, sizeof buffer, "%d", 123456) == 6 && !strcmp(buffer, "123"));
    CHECK(snprintf(0, 0, "%s", "four") == 4);
}

static int compare_longs(const void *left, const void *right)
{
    long l = *(const long *)left, r = *(const long *)right;

    return l < r ? -1 : l > r;
}

/* Equal numbers on every machine: a linear congruential generator, Knuth's MMIX constants. */
static uint64_t random_state;

static uint64_t random_number(void)
{
    random_state = random_state * 6364136223846793005ull + 1442695040888963407ull;
    return random_state >> 33;
}

static void numbers(void)
{
    long values[100];
    char *end;
    int sorted = 1;

    CHECK(atoi("  -42x") == -42 && strtol("0x7f", &end, 0) == 127 && *end == 0);
    CHECK(strtol("077", 0, 0) == 63 && strtol("zz", 0, 36) == 35 * 37 && strtoul("-1", 0, 10) == ULONG_MAX);
    CHECK(strtol("99999999999999999999", 0, 10) == LONG_MAX && strtol("-99999999999999999999", 0, 10) == LONG_MIN);
    CHECK(strtol("0x", &end, 16) == 0 && *end == 'x');
    CHECK(abs(-3) == 3 && labs(LONG_MIN + 1) == LONG_MAX);
    random_state = 1;
    for (int i = 0; i < 100; i++)
        values[i] = (long)random_number() % 50 - 25;
    qsort(values, 100, sizeof *values, compare_longs);
    for (int i = 1; i < 100; i++)
        sorted &= values[i - 1] <= values[i];
    CHECK(sorted);
}

/* ---- The allocator ---- */

enum { BLOCKS = 64, STEPS = 3000, LARGEST = 300 };

static unsigned char *blocks[BLOCKS];
static size_t sizes[BLOCKS];

static void fill(int block)
{
    memset(blocks[block], 0x80 + block, sizes[block]);
}

static int filled(int block, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (blocks[block][i] != 0x80 + block)
            return 0;
    return 1;
}

/* Allocates, resizes and frees at random, each block full of its own number. */
static void allocator(void)
{
    struct uk_alloc *heap = uk_alloc_get_default();
    size_t whole = uk_alloc_largest(heap), available = uk_alloc_available(heap);
    const struct uk_alloc_statistics *statistics = uk_alloc_statistics(heap);
    uint64_t failures_before;
    int intact = 1, in_line = 1;
    unsigned char *zeroed;

    CHECK(whole > 0 && available >= whole && statistics->in_use == 0 && statistics->size >= available);
    random_state = 2;
    for (int step = 0; step < STEPS; step++) {
        int block = (int)(random_number() % BLOCKS);
        size_t size = random_number() % LARGEST, alignment = 16;

        if (!blocks[block]) {
            alignment = 16u << random_number() % 5;
            blocks[block] = memalign(alignment, size);
        } else if (random_number() % 2) {
            unsigned char *moved = realloc(blocks[block], size);
            if (!moved)
                continue;
            blocks[block] = moved;
            intact &= filled(block, size < sizes[block] ? size : sizes[block]);
        } else {
            intact &= filled(block, sizes[block]);
            free(blocks[block]);
            blocks[block] = 0;
            continue;
        }
        sizes[block] = size;
        if (!blocks[block])
            continue;
        in_line &= (uintptr_t)blocks[block] % alignment == 0;
        fill(block);
    }
    CHECK(intact);
    CHECK(in_line);
    for (int block = 0; block < BLOCKS; block++) {
        CHECK(!blocks[block] || filled(block, sizes[block]));
        free(blocks[block]);
    }
    CHECK(uk_alloc_largest(heap) == whole && uk_alloc_available(heap) == available); /* all neighbours joined again */
    CHECK(statistics->in_use == 0 && statistics->peak > LARGEST && statistics->allocations > BLOCKS);

    zeroed = calloc(8, 8);
    CHECK(zeroed && !memchr(zeroed, 0x80, 64) && zeroed[0] == 0 && !memcmp(zeroed, zeroed + 1, 63));
    free(zeroed);
    failures_before = statistics->failures;
    errno = 0;
    CHECK(!malloc(SIZE_MAX) && !malloc(whole + 1) && !calloc(SIZE_MAX / 2, 3) && errno == ENOMEM);
    CHECK(statistics->failures == failures_before + 3);
    zeroed = malloc(100);
    CHECK(malloc_usable_size(zeroed) >= 100 && malloc_usable_size(0) == 0 && statistics->in_use == malloc_usable_size(zeroed));
    free(zeroed);
    CHECK(posix_memalign((void **)&zeroed, 24, 8) == EINVAL && posix_memalign((void **)&zeroed, 64, whole + 1) == ENOMEM);
    CHECK(posix_memalign((void **)&zeroed, 4096, 8) == 0 && (uintptr_t)zeroed % 4096 == 0);
    free(zeroed);
    CHECK(uk_alloc_largest(heap) == whole);
}

/* ---- Gates ---- */

uint64_t flexos_selftest_keeps(uint64_t argument);

uint64_t flexos_selftest_ascend(uint64_t depth)
{
    return depth ? depth + flexos_selftest_descend(depth - 1) : 0;
}

static void gates(void)
{
    CHECK(flexos_selftest_weigh(1, 2, 3, 4, 5, 6, 7, 8) == 204);
    CHECK(flexos_selftest_weigh(1ull << 63, 0, 0, 0, 0, 0, 0, 1ull << 60) == 0);
    CHECK(flexos_selftest_keeps(0x123456789abcdef0));
    CHECK(flexos_selftest_descend(0) == 0 && flexos_selftest_descend(1) == 1);
    for (uint64_t depth = 2; depth < 40; depth++) /* calls back, each from where the last one left off */
        CHECK(flexos_selftest_descend(depth) == depth * (depth + 1) / 2);
}

/* ---- Recovery ---- */

static int reached;

static void fine(void *argument)
{
    reached = *(int *)argument;
}

static void fault_across(void *argument)
{
    flexos_selftest_fault(*(uint64_t *)argument);
    reached = -1;
}

void flexos_selftest_fault_back(uint64_t depth)
{
    if (depth)
        flexos_selftest_fault(depth - 1);
    else
        (void)*(volatile uint64_t *)8;
}

static void nested(void *argument)
{
    reached = flexos_try(fault_across, argument) ? 1 : -1;
    flexos_selftest_fault(0);
    reached = -2;
}

static void deeper(void *argument)
{
    int *left = argument;

    reached++;
    if (--*left > 0)
        flexos_try(deeper, left);
}

static void recovery(void)
{
    uint64_t depth = 0, bottom;
    int number = 17;

    CHECK(flexos_try(fine, &number) == 0 && reached == 17);
    reached = 0;
    for (depth = 0; depth < 4; depth++) { /* in the callee, in us called back, and so on */
        CHECK(flexos_try(fault_across, &depth) != 0 && reached == 0);
        CHECK(flexos_selftest_descend(10) == 55);
    }
    bottom = flexos_selftest_stack();
    depth = 1;                          /* a call back that never returns must not cost the callee stack */
    CHECK(flexos_try(fault_across, &depth) != 0 && flexos_selftest_stack() == bottom);
    depth = 0;
    CHECK(flexos_try(nested, &depth) != 0 && reached == 1);
    reached = 0;
    number = FLEXOS_RECOVERY_POINTS + 5;
    flexos_try(deeper, &number);
    CHECK(reached == FLEXOS_RECOVERY_POINTS); /* no more than there is room for, and all given back */
    CHECK(flexos_try(fine, &number) == 0);
}

int main(void)
{
    group(FLEXOS_SHARED_LITERAL("strings"), strings);
    group(FLEXOS_SHARED_LITERAL("printing"), printing);
    group(FLEXOS_SHARED_LITERAL("numbers"), numbers);
    group(FLEXOS_SHARED_LITERAL("allocator"), allocator);
    group(FLEXOS_SHARED_LITERAL("gates"), gates);
    group(FLEXOS_SHARED_LITERAL("recovery"), recovery);
    return failures;
}
