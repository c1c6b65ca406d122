#include <stdio.h>

int helper_twice(int value)
{
    return 2 * value;
}

void helper_note(int value)
{
    printf("end %d\n", value);
}
