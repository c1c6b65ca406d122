/* Integers from strings, sorting and searching, and the small arithmetic of stdlib.h. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

int abs(int value) { return value < 0 ? -value : value; }
long labs(long value) { return value < 0 ? -value : value; }
long long llabs(long long value) { return value < 0 ? -value : value; }
intmax_t imaxabs(intmax_t value) { return value < 0 ? -value : value; }

div_t div(int value, int by) { return (div_t){value / by, value % by}; }
ldiv_t ldiv(long value, long by) { return (ldiv_t){value / by, value % by}; }
lldiv_t lldiv(long long value, long long by) { return (lldiv_t){value / by, value % by}; }

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    return INT_MAX;
}

struct parsed {
    unsigned long magnitude;
    int negative, overflow;
};

static struct parsed parse(const char *string, char **end, int base)
{
    const char *s = string, *digits;
    struct parsed value = {0, 0, 0};

    if (end)
        *end = (char *)string;
    if (base < 0 || base == 1 || base > 36) {
        errno = EINVAL;
        return value;
    }
    while (*s == ' ' || (*s >= '\t' && *s <= '\r'))
        s++;
    value.negative = *s == '-';
    if (*s == '-' || *s == '+')
        s++;
    if ((base == 0 || base == 16) && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && digit_of(s[2]) < 16) {
        s += 2;
        base = 16;
    } else if (base == 0) {
        base = *s == '0' ? 8 : 10;
    }
    for (digits = s; digit_of(*s) < base; s++)
        if (__builtin_mul_overflow(value.magnitude, (unsigned long)base, &value.magnitude)
            || __builtin_add_overflow(value.magnitude, (unsigned long)digit_of(*s), &value.magnitude))
            value.overflow = 1;
    if (end && s != digits)
        *end = (char *)s;
    return value;
}

unsigned long strtoul(const char *restrict string, char **restrict end, int base)
{
    struct parsed value = parse(string, end, base);

    if (value.overflow) {
        errno = ERANGE;
        return ULONG_MAX;
    }
    return value.negative ? -value.magnitude : value.magnitude;
}

long strtol(const char *restrict string, char **restrict end, int base)
{
    struct parsed value = parse(string, end, base);
    unsigned long limit = (unsigned long)LONG_MAX + (unsigned long)value.negative;

    if (value.overflow || value.magnitude > limit) {
        errno = ERANGE;
        return value.negative ? LONG_MIN : LONG_MAX;
    }
    return (long)(value.negative ? -value.magnitude : value.magnitude);
}

long long strtoll(const char *restrict s, char **restrict end, int base) { return strtol(s, end, base); }
unsigned long long strtoull(const char *restrict s, char **restrict end, int base) { return strtoul(s, end, base); }
intmax_t strtoimax(const char *restrict s, char **restrict end, int base) { return strtol(s, end, base); }
uintmax_t strtoumax(const char *restrict s, char **restrict end, int base) { return strtoul(s, end, base); }
int atoi(const char *string) { return (int)strtol(string, 0, 10); }
long atol(const char *string) { return strtol(string, 0, 10); }
long long atoll(const char *string) { return strtol(string, 0, 10); }

static void swap(char *left, char *right, size_t size)
{
    for (; size >= sizeof(uint64_t); size -= sizeof(uint64_t), left += sizeof(uint64_t), right += sizeof(uint64_t)) {
        typedef uint64_t __attribute__((may_alias, aligned(1))) word;
        word w = *(word *)left;

        *(word *)left = *(word *)right;
        *(word *)right = w;
    }
    for (; size > 0; size--, left++, right++) {
        char c = *left;

        *left = *right;
        *right = c;
    }
}

/* Heapsort: in place, n log n always, no recursion. */
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    char *items = base;

    for (size_t start = count / 2, end = count; end > 1;) {
        size_t root, child;

        if (start > 0)
            start--;
        else
            swap(items, items + --end * size, size);
        for (root = start; (child = 2 * root + 1) < end; root = child) {
            if (child + 1 < end && compare(items + child * size, items + (child + 1) * size) < 0)
                child++;
            if (compare(items + root * size, items + child * size) >= 0)
                break;
            swap(items + root * size, items + child * size, size);
        }
    }
}

void *bsearch(const void *key, const void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    const char *items = base;

    while (count > 0) {
        const char *middle = items + count / 2 * size;
        int order = compare(key, middle);

        if (order == 0)
            return (void *)middle;
        if (order > 0) {
            items = middle + size;
            count--;
        }
        count /= 2;
    }
    return 0;
}

/* ---- A generator of numbers without claims; ukswrand has the good one ---- */

static uint64_t random_state = 1;

void srand(unsigned seed)
{
    random_state = seed;
}

int rand(void)
{
    random_state = random_state * 6364136223846793005ull + 1442695040888963407ull;
    return (int)(random_state >> 33 & RAND_MAX);
}
