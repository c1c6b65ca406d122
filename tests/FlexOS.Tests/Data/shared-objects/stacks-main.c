#include <pthread.h>
#include <stdio.h>

long flexos_param_depth = 10, flexos_param_length = 16, flexos_param_threads = 1;

int stacks_deep(int depth);
int stacks_smash(int length);

static void *deep(void *unused)
{
    stacks_deep((int)flexos_param_depth);
    return unused;
}

int main(void)
{
    pthread_t threads[2];

    printf("smash %d\n", stacks_smash((int)flexos_param_length));
    if (flexos_param_threads == 1) {
        deep(0);
    } else {
        for (int i = 0; i < 2; i++)
            pthread_create(&threads[i], 0, deep, 0);
        for (int i = 0; i < 2; i++)
            pthread_join(threads[i], 0);
    }
    printf("deep\n");
    return 0;
}
