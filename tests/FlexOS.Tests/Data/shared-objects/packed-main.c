#include <stdio.h>

int packed_sum(void);

int main(void)
{
    printf("sum %d\n", packed_sum());
    return 0;
}
