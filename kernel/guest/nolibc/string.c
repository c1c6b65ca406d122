/* Memory: copied and compared in large pieces, since each instruction costs. None of these keeps capability tags. */
#include <stdint.h>
#include <string.h>

/* Pieces at any address: all of this runs with the MMU on, where memory is not a device. */
typedef uint64_t __attribute__((may_alias, aligned(1))) word;
typedef uint32_t __attribute__((may_alias, aligned(1))) half_word;
typedef uint16_t __attribute__((may_alias, aligned(1))) quarter_word;
typedef uint64_t pair __attribute__((vector_size(16)));
typedef pair __attribute__((may_alias, aligned(1))) vector;

#define AT(type, pointer, offset) (*(type *)((char *)(pointer) + (offset)))
#define FROM(type, pointer, offset) (*(const type *)((const char *)(pointer) + (offset)))

enum { VECTOR = sizeof(vector), BLOCK = 4 * VECTOR };

/* Up to 16 bytes. All is loaded before anything is stored, so the two may overlap. */
static inline void *move_little(void *to, const void *from, size_t size)
{
    if (size >= 8) {
        word first = FROM(word, from, 0), last = FROM(word, from, size - 8);

        AT(word, to, 0) = first;
        AT(word, to, size - 8) = last;
    } else if (size >= 4) {
        half_word first = FROM(half_word, from, 0), last = FROM(half_word, from, size - 4);

        AT(half_word, to, 0) = first;
        AT(half_word, to, size - 4) = last;
    } else if (size >= 2) {
        quarter_word first = FROM(quarter_word, from, 0), last = FROM(quarter_word, from, size - 2);

        AT(quarter_word, to, 0) = first;
        AT(quarter_word, to, size - 2) = last;
    } else if (size == 1) {
        AT(char, to, 0) = FROM(char, from, 0);
    }
    return to;
}

/* From the lowest address up; right unless `to` lies inside `from`. What is left at the end was loaded before. */
static inline void *move_up(void *to, const void *from, size_t size)
{
    vector last;
    size_t at = 0;

    if (size < VECTOR)
        return move_little(to, from, size);
    last = FROM(vector, from, size - VECTOR);
    for (; size - at >= BLOCK; at += BLOCK) {
        vector a = FROM(vector, from, at), b = FROM(vector, from, at + VECTOR);
        vector c = FROM(vector, from, at + 2 * VECTOR), d = FROM(vector, from, at + 3 * VECTOR);

        AT(vector, to, at) = a;
        AT(vector, to, at + VECTOR) = b;
        AT(vector, to, at + 2 * VECTOR) = c;
        AT(vector, to, at + 3 * VECTOR) = d;
    }
    for (; size - at >= VECTOR; at += VECTOR)
        AT(vector, to, at) = FROM(vector, from, at);
    AT(vector, to, size - VECTOR) = last;
    return to;
}

static inline void *move_down(void *to, const void *from, size_t size)
{
    vector first;

    if (size < VECTOR)
        return move_little(to, from, size);
    first = FROM(vector, from, 0);
    for (; size >= VECTOR; size -= VECTOR)
        AT(vector, to, size - VECTOR) = FROM(vector, from, size - VECTOR);
    AT(vector, to, 0) = first;
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
    return move_up(to, from, size);
}

void *mempcpy(void *restrict to, const void *restrict from, size_t size)
{
    return (char *)move_up(to, from, size) + size;
}

void *memmove(void *to, const void *from, size_t size)
{
    return (uintptr_t)to - (uintptr_t)from >= size ? move_up(to, from, size) : move_down(to, from, size);
}

void *memset(void *to, int value, size_t size)
{
    uint64_t pattern = (uint8_t)value * 0x0101010101010101ull;
    vector wide = {pattern, pattern};
    size_t at = 0;

    if (size < VECTOR) {
        char *t = to;

        if (size >= 8) {
            AT(word, to, 0) = AT(word, to, size - 8) = pattern;
            return to;
        }
        while (size-- > 0)
            *t++ = (char)value;
        return to;
    }
    for (; size - at >= BLOCK; at += BLOCK) {
        AT(vector, to, at) = AT(vector, to, at + VECTOR) = wide;
        AT(vector, to, at + 2 * VECTOR) = AT(vector, to, at + 3 * VECTOR) = wide;
    }
    for (; size - at >= VECTOR; at += VECTOR)
        AT(vector, to, at) = wide;
    AT(vector, to, size - VECTOR) = wide;
    return to;
}

void explicit_bzero(void *to, size_t size)
{
    memset(to, 0, size);
    __asm__ volatile("" : : "r"(to) : "memory");
}

int memcmp(const void *left, const void *right, size_t size)
{
    const unsigned char *l = left, *r = right;

    for (; size >= 8 && FROM(word, l, 0) == FROM(word, r, 0); size -= 8, l += 8, r += 8)
        ;
    for (; size > 0; size--, l++, r++)
        if (*l != *r)
            return *l - *r;
    return 0;
}

void *memchr(const void *in, int value, size_t size)
{
    const unsigned char *i = in;

    for (; size > 0; size--, i++)
        if (*i == (unsigned char)value)
            return (void *)i;
    return 0;
}

void *memrchr(const void *in, int value, size_t size)
{
    const unsigned char *bytes = in;

    while (size-- > 0)
        if (bytes[size] == (unsigned char)value)
            return (void *)(bytes + size);
    return 0;
}

void *memmem(const void *in, size_t size, const void *part, size_t length)
{
    const char *i = in;

    for (; size >= length; size--, i++)
        if (!memcmp(i, part, length))
            return (void *)i;
    return 0;
}
