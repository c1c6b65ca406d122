#include <flexos/path.h>
#include <flexos/shared.h>
#include <flexos/trap.h>

void path_end_count(void)
{
    path_middle_number = path_middle_number * 10 + 3;
}

int path_end_sum(const uint8_t *data, size_t size, struct path_seen *seen)
{
    *seen = (struct path_seen){path_sum(data, size), (uint64_t)data};
    return 0;
}

void path_end_change(uint8_t *block, size_t size)
{
    for (size_t i = 0; i < size; i++)
        block[i] ^= 0x55;
}

static void load(void *address)
{
    (void)*(volatile uint64_t *)address;
}

int path_end_reads(const uint64_t *address)
{
    return flexos_try(load, (void *)address);
}
