/* Strings. */
#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Eight characters at once. An aligned piece lies in one granule of bounds, so reading past the end is no fault. */
size_t strlen(const char *string)
{
    typedef uint64_t __attribute__((may_alias)) word;
    const uint64_t ones = 0x0101010101010101ull, tops = 0x8080808080808080ull;
    const char *s = string;
    const word *w;

    for (; (uintptr_t)s % sizeof(word); s++)
        if (!*s)
            return (size_t)(s - string);
    for (w = (const word *)s; !((*w - ones) & ~*w & tops); w++)
        ;
    for (s = (const char *)w; *s; s++)
        ;
    return (size_t)(s - string);
}

size_t strnlen(const char *string, size_t limit)
{
    const char *end = memchr(string, 0, limit);

    return end ? (size_t)(end - string) : limit;
}

int strcmp(const char *left, const char *right)
{
    for (; *left == *right && *left; left++, right++)
        ;
    return (unsigned char)*left - (unsigned char)*right;
}

int strncmp(const char *left, const char *right, size_t limit)
{
    for (; limit > 0 && *left == *right && *left; left++, right++, limit--)
        ;
    return limit ? (unsigned char)*left - (unsigned char)*right : 0;
}

int strcoll(const char *left, const char *right)
{
    return strcmp(left, right);
}

int strcasecmp(const char *left, const char *right)
{
    for (; *left && tolower((unsigned char)*left) == tolower((unsigned char)*right); left++, right++)
        ;
    return tolower((unsigned char)*left) - tolower((unsigned char)*right);
}

int strncasecmp(const char *left, const char *right, size_t limit)
{
    for (; limit > 0 && *left && tolower((unsigned char)*left) == tolower((unsigned char)*right); left++, right++, limit--)
        ;
    return limit ? tolower((unsigned char)*left) - tolower((unsigned char)*right) : 0;
}

char *stpcpy(char *restrict to, const char *restrict from)
{
    size_t length = strlen(from);

    return (char *)memcpy(to, from, length + 1) + length;
}

char *strcpy(char *restrict to, const char *restrict from)
{
    stpcpy(to, from);
    return to;
}

char *stpncpy(char *restrict to, const char *restrict from, size_t limit)
{
    size_t length = strnlen(from, limit);

    memcpy(to, from, length);
    memset(to + length, 0, limit - length);
    return to + length;
}

char *strncpy(char *restrict to, const char *restrict from, size_t limit)
{
    stpncpy(to, from, limit);
    return to;
}

char *strcat(char *restrict to, const char *restrict from)
{
    strcpy(to + strlen(to), from);
    return to;
}

char *strncat(char *restrict to, const char *restrict from, size_t limit)
{
    size_t length = strnlen(from, limit);
    char *end = to + strlen(to);

    memcpy(end, from, length);
    end[length] = 0;
    return to;
}

size_t strlcpy(char *restrict to, const char *restrict from, size_t size)
{
    size_t length = strlen(from), part = length < size ? length : size - 1;

    if (size > 0) {
        memcpy(to, from, part);
        to[part] = 0;
    }
    return length;
}

size_t strlcat(char *restrict to, const char *restrict from, size_t size)
{
    size_t length = strnlen(to, size);

    return length + (length < size ? strlcpy(to + length, from, size - length) : strlen(from));
}

char *strchrnul(const char *string, int character)
{
    for (; *string && *string != (char)character; string++)
        ;
    return (char *)string;
}

char *strchr(const char *string, int character)
{
    char *found = strchrnul(string, character);

    return *found == (char)character ? found : 0;
}

char *strrchr(const char *string, int character)
{
    return memrchr(string, character, strlen(string) + 1);
}

char *strstr(const char *string, const char *part)
{
    return memmem(string, strlen(string), part, strlen(part));
}

/* The set of the characters of a string, a bit each; NUL is in none. */
struct set {
    uint64_t bits[4];
};

static struct set set_of(const char *characters)
{
    struct set set = {{0}};

    for (; *characters; characters++)
        set.bits[(unsigned char)*characters >> 6] |= 1ull << ((unsigned char)*characters & 63);
    return set;
}

static int has(const struct set *set, char character)
{
    return set->bits[(unsigned char)character >> 6] >> ((unsigned char)character & 63) & 1;
}

size_t strspn(const char *string, const char *accepted)
{
    struct set set = set_of(accepted);
    const char *s = string;

    for (; has(&set, *s); s++)
        ;
    return (size_t)(s - string);
}

size_t strcspn(const char *string, const char *rejected)
{
    struct set set = set_of(rejected);
    const char *s = string;

    for (; *s && !has(&set, *s); s++)
        ;
    return (size_t)(s - string);
}

char *strpbrk(const char *string, const char *accepted)
{
    string += strcspn(string, accepted);
    return *string ? (char *)string : 0;
}

char *strtok_r(char *restrict string, const char *restrict separators, char **restrict rest)
{
    char *token = string ? string : *rest;

    token += strspn(token, separators);
    *rest = token + strcspn(token, separators);
    if (!*token)
        return 0;
    if (**rest)
        *(*rest)++ = 0;
    return token;
}

char *strtok(char *restrict string, const char *restrict separators)
{
    static char *rest;

    return strtok_r(string, separators, &rest);
}

char *strsep(char **string, const char *separators)
{
    char *token = *string;

    if (!token)
        return 0;
    *string += strcspn(token, separators);
    if (**string)
        *(*string)++ = 0;
    else
        *string = 0;
    return token;
}

char *strndup(const char *string, size_t limit)
{
    size_t length = strnlen(string, limit);
    char *copy = malloc(length + 1);

    if (!copy)
        return 0;
    memcpy(copy, string, length);
    copy[length] = 0;
    return copy;
}

char *strdup(const char *string)
{
    return strndup(string, SIZE_MAX - 1);
}
