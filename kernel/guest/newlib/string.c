/*
 * Memory and strings. None of these has state or calls another, so all are stateless: each
 * compartment gets copies of the ones it uses, and a call never needs a gate.
 */
#include <flexos/isolation.h>
#include <stdint.h>
#include <string.h>

typedef uint64_t __attribute__((may_alias)) word;

static inline int aligned(const void *left, const void *right)
{
    return (((uintptr_t)left | (uintptr_t)right) & (sizeof(word) - 1)) == 0;
}

__stateless(memcpy) void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
    char *t = to;
    const char *f = from;

    if (aligned(t, f))
        for (; size >= sizeof(word); size -= sizeof(word), t += sizeof(word), f += sizeof(word))
            *(word *)t = *(const word *)f;
    while (size-- > 0)
        *t++ = *f++;
    return to;
}

__stateless(memmove) void *memmove(void *to, const void *from, size_t size)
{
    char *t = to;
    const char *f = from;

    if ((uintptr_t)t - (uintptr_t)f >= size) {
        if (aligned(t, f))
            for (; size >= sizeof(word); size -= sizeof(word), t += sizeof(word), f += sizeof(word))
                *(word *)t = *(const word *)f;
        while (size-- > 0)
            *t++ = *f++;
        return to;
    }
    t += size;
    f += size;
    if (aligned(t, f))
        for (; size >= sizeof(word); size -= sizeof(word)) {
            t -= sizeof(word);
            f -= sizeof(word);
            *(word *)t = *(const word *)f;
        }
    while (size-- > 0)
        *--t = *--f;
    return to;
}

__stateless(memset) void *memset(void *to, int value, size_t size)
{
    char *t = to;
    uint64_t pattern = (uint8_t)value * 0x0101010101010101ull;

    for (; size > 0 && (uintptr_t)t & (sizeof(word) - 1); size--)
        *t++ = (char)value;
    for (; size >= sizeof(word); size -= sizeof(word), t += sizeof(word))
        *(word *)t = pattern;
    while (size-- > 0)
        *t++ = (char)value;
    return to;
}

__stateless(memcmp) int memcmp(const void *left, const void *right, size_t size)
{
    const unsigned char *l = left, *r = right;

    for (; size > 0; size--, l++, r++)
        if (*l != *r)
            return *l - *r;
    return 0;
}

__stateless(memchr) void *memchr(const void *in, int value, size_t size)
{
    const unsigned char *i = in;

    for (; size > 0; size--, i++)
        if (*i == (unsigned char)value)
            return (void *)i;
    return 0;
}

__stateless(strlen) size_t strlen(const char *string)
{
    const char *end = string;

    while (*end)
        end++;
    return (size_t)(end - string);
}

__stateless(strnlen) size_t strnlen(const char *string, size_t limit)
{
    size_t length = 0;

    while (length < limit && string[length])
        length++;
    return length;
}

__stateless(strcmp) int strcmp(const char *left, const char *right)
{
    while (*left && *left == *right) {
        left++;
        right++;
    }
    return (unsigned char)*left - (unsigned char)*right;
}

__stateless(strncmp) int strncmp(const char *left, const char *right, size_t limit)
{
    for (; limit > 0; limit--, left++, right++) {
        if (*left != *right)
            return (unsigned char)*left - (unsigned char)*right;
        if (!*left)
            break;
    }
    return 0;
}

__stateless(strcpy) char *strcpy(char *restrict to, const char *restrict from)
{
    char *t = to;

    while ((*t++ = *from++))
        ;
    return to;
}

__stateless(strncpy) char *strncpy(char *restrict to, const char *restrict from, size_t limit)
{
    size_t i = 0;

    for (; i < limit && from[i]; i++)
        to[i] = from[i];
    for (; i < limit; i++)
        to[i] = 0;
    return to;
}

__stateless(strcat) char *strcat(char *restrict to, const char *restrict from)
{
    char *t = to;

    while (*t)
        t++;
    while ((*t++ = *from++))
        ;
    return to;
}

__stateless(strchr) char *strchr(const char *string, int character)
{
    for (;; string++) {
        if (*string == (char)character)
            return (char *)string;
        if (!*string)
            return 0;
    }
}

__stateless(strrchr) char *strrchr(const char *string, int character)
{
    const char *found = 0;

    for (;; string++) {
        if (*string == (char)character)
            found = string;
        if (!*string)
            return (char *)found;
    }
}

__stateless(strstr) char *strstr(const char *string, const char *part)
{
    for (;; string++) {
        size_t i = 0;

        while (part[i] && string[i] == part[i])
            i++;
        if (!part[i])
            return (char *)string;
        if (!*string)
            return 0;
    }
}
