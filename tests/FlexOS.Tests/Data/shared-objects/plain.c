/* A relocatable object with constructors and destructors by priority. */
#include <stdio.h>

static int begun;

__attribute__((constructor(102))) static void later(void)
{
    begun = begun * 10 + 2;
}

__attribute__((constructor(101))) static void earlier(void)
{
    begun = begun * 10 + 1;
}

__attribute__((constructor)) static void last(void)
{
    begun = begun * 10 + 3;
}

__attribute__((destructor(101))) static void ends_last(void)
{
    puts("destructor of the object, 101");
}

__attribute__((destructor(102))) static void ends_earlier(void)
{
    puts("destructor of the object, 102");
}

int plain_begun(void)
{
    return begun;
}
