#include <flexos/attacks.h>
#include <flexos/trap.h>

static volatile uint64_t secret = 0x5ec2e75ec2e75ec2;
static volatile uint64_t entries;

static void private_function(void)
{
    entries++;
}

uint64_t flexos_attacks_secret(void)
{
    return secret;
}

uint64_t flexos_attacks_data(void)
{
    return (uint64_t)&secret;
}

uint64_t flexos_attacks_code(void)
{
    return (uint64_t)private_function;
}

uint64_t flexos_attacks_entries(void)
{
    return entries;
}

uint64_t flexos_attacks_call_keep(void)
{
    return flexos_attacks_keep() & 0;
}

static void call_pop(void *unused)
{
    (void)unused;
    flexos_attacks_pop();
}

uint64_t flexos_attacks_call_pop(void)
{
    entries++;                          /* stays if the fault goes past us */
    flexos_try(call_pop, 0);
    entries--;
    return 0;
}
