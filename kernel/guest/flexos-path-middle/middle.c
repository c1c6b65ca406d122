#include <flexos/path.h>
#include <flexos/shared.h>
#include <flexos/trap.h>
#include <string.h>

flexos_shared_with(flexos-path-end) uint64_t path_middle_number;

void path_count(void)
{
    path_middle_number = path_first_number * 10 + 2;
    path_end_count();
    path_first_number = path_middle_number * 10 + 2;
}

/* What the first passes lies in the region with the first; the gate to the end brings it over. */
int path_pass(const uint8_t *data, size_t size, struct path_seen *middle, struct path_seen *end)
{
    *middle = (struct path_seen){path_sum(data, size), (uint64_t)data};
    return path_end_sum(data, size, end);
}

/* By hand: memory of the region with the end, which the end reads and changes in place. */
int path_block(uint8_t *block, size_t size, struct path_seen *end)
{
    uint8_t *own = flexos_shared_alloc_with(flexos-path-end, size);
    int error;

    if (!own)
        return -1;
    memcpy(own, block, size);
    error = path_end_sum(own, size, end);
    if (end->address != (uint64_t)own)
        error = -2;
    path_end_change(own, size);
    memcpy(block, own, size);
    flexos_shared_free_with(flexos-path-end, own);
    return error;
}

static void load(void *address)
{
    (void)*(volatile uint64_t *)address;
}

int path_reads(const uint64_t *address)
{
    return flexos_try(load, (void *)address);
}

int path_lets_read(const uint64_t *address)
{
    return path_end_reads(address);
}

const uint64_t *path_place(void)
{
    return &path_middle_number;
}
