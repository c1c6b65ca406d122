/* The environment: empty, until the program puts something in. */
#include "result.h"

#include <stdlib.h>
#include <string.h>

static char *nothing;
char **environ = &nothing;

/* Where a name stands, or where the list ends. */
static char **find(const char *name, size_t length)
{
    char **at = environ;

    while (*at && (strncmp(*at, name, length) || (*at)[length] != '='))
        at++;
    return at;
}

char *getenv(const char *name)
{
    size_t length = strcspn(name, "=");
    char **at = find(name, length);

    return length > 0 && !name[length] && *at ? *at + length + 1 : 0;
}

static int proper(const char *name)
{
    return *name && !strchr(name, '=');
}

/* Strings that are replaced are not freed: a program may still hold what getenv gave it. */
int setenv(const char *name, const char *value, int overwrite)
{
    size_t length = strlen(name), count;
    char **at, **list, *entry;

    if (!proper(name))
        return (int)result_of(-EINVAL);
    at = find(name, length);
    if (*at && !overwrite)
        return 0;
    entry = malloc(length + strlen(value) + 2);
    if (!entry)
        return -1;
    stpcpy(stpcpy(stpcpy(entry, name), "="), value);
    if (*at) {
        *at = entry;
        return 0;
    }
    count = (size_t)(at - environ);
    list = malloc((count + 2) * sizeof *list);
    if (!list) {
        free(entry);
        return -1;
    }
    memcpy(list, environ, count * sizeof *list);
    list[count] = entry;
    list[count + 1] = 0;
    environ = list;
    return 0;
}

int unsetenv(const char *name)
{
    char **at;

    if (!proper(name))
        return (int)result_of(-EINVAL);
    at = find(name, strlen(name));
    for (; *at; at++)
        at[0] = at[1];
    return 0;
}
