#include <flexos/victim.h>

static volatile uint64_t datum = 0x5ec2e75ec2e75ec2;
static volatile uint64_t entries;

static void private_function(void)
{
    entries++;
}

uint64_t flexos_victim_data_address(void)
{
    return (uint64_t)&datum;
}

uint64_t flexos_victim_code_address(void)
{
    return (uint64_t)private_function;
}

uint64_t flexos_victim_data(void)
{
    return datum;
}

uint64_t flexos_victim_entries(void)
{
    return entries;
}
