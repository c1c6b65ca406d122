#include <flexos/typed.h>

#include <errno.h>
#include <stdarg.h>
#include <string.h>

static uint64_t seen;                   /* bytes read so far: state of this compartment */

uint64_t typed_sum(const uint8_t *data, size_t size)
{
    uint64_t sum = 0xcbf29ce484222325ull;

    for (size_t i = 0; i < size; i++)
        sum = (sum ^ data[i]) * 0x100000001b3ull;
    seen += size;
    return sum;
}

int typed_fill(uint8_t *data, size_t size, int seed)
{
    for (size_t i = 0; i < size; i++)
        data[i] = (uint8_t)(seed + i * 7);
    return data != 0;
}

/* Writes the first bytes alone, and says how many. */
long typed_part(uint8_t *data, size_t size, long count)
{
    for (long i = 0; i < count && (size_t)i < size; i++)
        data[i] = (uint8_t)(0x40 + i);
    return count;
}

long typed_part_written(uint8_t *data, size_t size, long count)
{
    return typed_part(data, size, count);
}

int typed_part_items(uint32_t *items, unsigned width, size_t count, int written)
{
    for (int i = 0; i < written; i++)
        items[i] = (uint32_t)(1000 + i);
    return width == sizeof *items && (size_t)(written < 0 ? 0 : written) <= count ? written : -1;
}

/* Gives what it found there, which is nothing of the caller's where a gate copies. */
uint64_t typed_whole(uint8_t *data, size_t size, int seed)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < size; i++)
        sum += data[i];
    typed_fill(data, size, seed);
    return sum;
}

uint64_t typed_change(uint8_t *data, size_t size, int key)
{
    uint64_t sum = typed_sum(data, size);

    for (size_t i = 0; i < size; i++)
        data[i] ^= (uint8_t)(key + i);
    return sum;
}

uint64_t typed_count(const uint32_t *items, size_t count)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += items[i];
    return sum;
}

uint64_t typed_matrix(const uint8_t *cells, unsigned rows, unsigned columns)
{
    uint64_t sum = 0;

    for (unsigned i = 0; i < rows * columns; i++)
        sum += cells[i];
    return sum;
}

size_t typed_length(const char *text)
{
    return text ? strlen(text) : 0;
}

void *typed_echo(void *handle)
{
    return handle;
}

char *typed_find(const char *text, int letter)
{
    return strchr(text, letter);
}

char *typed_put(char *to, size_t size, const char *from)
{
    size_t i = 0;

    for (; i + 1 < size && from[i]; i++)
        to[i] = from[i];
    if (size)
        to[i] = 0;
    return to + i;
}

int typed_swap(const struct typed_pair *from, struct typed_pair *to)
{
    if (!from || !to)
        return -1;
    *to = (struct typed_pair){from->right, from->left};
    return 0;
}

struct typed_large typed_large(uint64_t seed)
{
    struct typed_large result;

    for (int i = 0; i < 6; i++)
        result.words[i] = seed * (uint64_t)(i + 1);
    return result;
}

uint64_t typed_many(uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f, uint64_t g, const uint8_t *in,
                    uint8_t *out, size_t size, const uint8_t *more, size_t more_size)
{
    for (size_t i = 0; i < size; i++)
        out[i] = (uint8_t)(in[i] + 1);
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + typed_sum(more, more_size);
}

double typed_mean(double a, float b, int scale, double c, const double *rest, size_t count)
{
    double sum = a + b + c;

    for (size_t i = 0; i < count; i++)
        sum += rest[i];
    return sum * scale / (double)(count + 3);
}

uint64_t typed_stacked(uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f, uint64_t g, uint64_t h,
                       uint64_t i, uint64_t j, uint64_t k)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k;
}

double typed_floats(double a, double b, double c, double d, double e, double f, double g, double h, double i, double j)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
}

uint64_t typed_variadic(int count, ...)
{
    uint64_t sum = 0;
    va_list list;

    va_start(list, count);
    for (int i = 0; i < count; i++)
        sum = sum * 3 + (i & 1 ? (uint64_t)va_arg(list, double) : va_arg(list, uint64_t));
    va_end(list);
    return sum;
}

/* Insertion sort: as many calls back as can be. */
void typed_sort(void *base, size_t count, size_t width, int (*compare)(const void *, const void *))
{
    char *items = base, item[64];

    for (size_t i = 1; i < count; i++) {
        size_t j = i;

        memcpy(item, items + i * width, width);
        for (; j > 0 && compare(items + (j - 1) * width, item) > 0; j--)
            memcpy(items + j * width, items + (j - 1) * width, width);
        memcpy(items + j * width, item, width);
    }
}

uint64_t typed_walk(uint64_t depth, uint64_t (*visit)(uint64_t depth, void *context), void *context)
{
    return visit ? depth * 100 + visit(depth, context) : 0;
}

static uint64_t (*kept)(uint64_t value);

int typed_keep(uint64_t (*notify)(uint64_t value))
{
    int again = kept == notify;

    kept = notify;
    return again;
}

uint64_t typed_notify(uint64_t value)
{
    return kept ? kept(value) : 0;
}

void typed_overrun(uint8_t *data, size_t size, size_t beyond)
{
    for (size_t i = 0; i < size + beyond; i++)
        ((volatile uint8_t *)data)[i] = 0x5a;
}

uint64_t typed_unbounded(const uint8_t *data, size_t size)
{
    return typed_sum(data, size);
}

int typed_number(const char *text, const char **end, int *value)
{
    const char *at = text;

    for (*value = 0; *at >= '0' && *at <= '9'; at++)
        *value = 10 * *value + (*at - '0');
    if (end)
        *end = at;
    if (at != text)
        return 0;
    errno = EINVAL;
    return -1;
}

int typed_scan(const uint8_t *data, size_t size, int byte, const uint8_t **where)
{
    for (size_t i = 0; i < size; i++)
        if (data[i] == byte) {
            *where = data + i;
            return 0;
        }
    *where = 0;
    errno = ENOENT;
    return -1;
}

void typed_errno(int number)
{
    if (number)
        errno = number;
}

const char *typed_name(int number)
{
    return number == 0 ? "" : number == 1 ? "compartment" : number == 2 ? "a text that is longer than sixteen" : 0;
}

uint64_t typed_seen(void)
{
    return seen;
}
