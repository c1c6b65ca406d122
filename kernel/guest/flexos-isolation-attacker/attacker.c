#include <flexos/attacker.h>

/* In capability.S: what C cannot spell. */
uint64_t flexos_load_sealed(const uint64_t *variable);
void flexos_store_read_only(uint64_t *variable, uint64_t value);

static uint64_t own;

void flexos_attack_load(uint64_t address)
{
    (void)*(volatile uint64_t *)address;
}

void flexos_attack_store(uint64_t address, uint64_t value)
{
    *(volatile uint64_t *)address = value;
}

void flexos_attack_jump(uint64_t address)
{
    ((void (*)(void))address)();
}

void flexos_attack_sealed(void)
{
    flexos_load_sealed(&own);
}

void flexos_attack_read_only(uint64_t value)
{
    flexos_store_read_only(&own, value);
}
