/* Calls a micro-library with pointers to a global, to the stack, to the heap and to a constant. */
#include <flexos/learner.h>
#include <stdio.h>
#include <stdlib.h>

SHARED uint64_t flexos_learning_factor = 3;
SHARED static uint64_t values[] = {1, 2, 3, 4, 5, 6, 7, 8};

#ifdef FLEXOS_ANNOTATED
static __shared char kept[48];
static __shared uint64_t counted;
#endif

int main(void)
{
#ifdef FLEXOS_ANNOTATED
    char *block = kept;
    uint64_t *counter = &counted;
#else
    char *block = malloc(48);
    uint64_t on_stack, *counter = &on_stack;
#endif
    uint64_t check = 0;

    *counter = 40;
    flexos_learner_bump(counter);
    flexos_learner_bump(counter);
    flexos_learner_fill(block, 48, 5);
    for (int i = 0; i < 48; i++)
        check = check * 3 + (unsigned char)block[i];
    printf("learning: %u %u %u %u\n", (unsigned)flexos_learner_sum(values, 8), (unsigned)*counter, (unsigned)check,
           (unsigned)(flexos_learner_length(TEXT("shared or not")) + flexos_learner_sum(values + 2, 3)));
    return EXIT_SUCCESS;
}
