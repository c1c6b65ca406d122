#include <stdio.h>

long constructed_use(int crash);

int main(void)
{
    printf("supervision: %d %d\n", (int)constructed_use(0), (int)constructed_use(0));
    printf("supervision: %d\n", (int)constructed_use(1));
    printf("supervision: %d %d\n", (int)constructed_use(0), (int)constructed_use(0));
    return 0;
}
