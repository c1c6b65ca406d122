/* The smallest application: one line, and one allocation to show that the heap is there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    static const char world[] = "world";
    char *name = malloc(sizeof world);

    if (!name)
        return EXIT_FAILURE;
    memcpy(name, world, sizeof world);
    printf("Hello %s!\n", name);
    free(name);
    return EXIT_SUCCESS;
}
