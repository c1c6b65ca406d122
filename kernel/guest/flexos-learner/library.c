#include <flexos/learner.h>

uint64_t flexos_learner_sum(const uint64_t *values, uint64_t count)
{
    uint64_t sum = 0;

    for (uint64_t i = 0; i < count; i++)
        sum += *(const volatile uint64_t *)&values[i];
    return sum * flexos_learning_factor;
}

void flexos_learner_fill(char *buffer, uint64_t size, uint64_t first)
{
    for (uint64_t i = 0; i < size; i++)
        ((volatile char *)buffer)[i] = (char)(first + i);
}

uint64_t flexos_learner_length(const char *text)
{
    uint64_t length = 0;

    while (((const volatile char *)text)[length])
        length++;
    return length;
}

void flexos_learner_bump(uint64_t *counter)
{
    *(volatile uint64_t *)counter += 1;
}
