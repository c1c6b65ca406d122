/*
 * Does isolation hold? Lets one compartment (the attacker) try what it must not do to another (the
 * victim), and what nobody may do with a capability, each with a recovery point, and counts what was
 * stopped. Without isolation (mechanism `function`) the first three succeed; the rules of capabilities
 * hold even then.
 */
#include <flexos/attacker.h>
#include <flexos/isolation.h>
#include <flexos/trap.h>
#include <flexos/victim.h>
#include <stdio.h>
#include <stdlib.h>

enum { MARK = 0xbadc0de };

static uint64_t data_address, code_address;

static void load(void *unused)
{
    (void)unused;
    flexos_attack_load(data_address);
}

static void store(void *unused)
{
    (void)unused;
    flexos_attack_store(data_address, MARK);
}

static void jump(void *unused)
{
    (void)unused;
    flexos_attack_jump(code_address);
}

static void load_forged(void *unused)
{
    (void)unused;
    flexos_attack_forged(data_address);
}

static void load_sealed(void *unused)
{
    (void)unused;
    flexos_attack_sealed();
}

static void store_read_only(void *unused)
{
    (void)unused;
    flexos_attack_read_only(MARK);
}

static const char *name_of(int fault)
{
    switch (fault) {
    case FLEXOS_FAULT_TAG: return FLEXOS_SHARED_LITERAL("stopped, tag");
    case FLEXOS_FAULT_SEAL: return FLEXOS_SHARED_LITERAL("stopped, seal");
    case FLEXOS_FAULT_BOUNDS: return FLEXOS_SHARED_LITERAL("stopped, bounds");
    case FLEXOS_FAULT_PERMISSION: return FLEXOS_SHARED_LITERAL("stopped, permission");
    case FLEXOS_FAULT_NONE: return FLEXOS_SHARED_LITERAL("SUCCEEDED");
    }
    return FLEXOS_SHARED_LITERAL("stopped, another fault");
}

/* 1 if the attempt was stopped. */
static int try(const char *what, void (*attempt)(void *))
{
    int fault = flexos_try(attempt, 0);

    printf(FLEXOS_SHARED_LITERAL("isolation: %s: %s\n"), what, name_of(fault));
    return fault != FLEXOS_FAULT_NONE;
}

int main(void)
{
    uint64_t data = flexos_victim_data();
    int stopped = 0, attempts = 6, intact;

    data_address = flexos_victim_data_address();
    code_address = flexos_victim_code_address();
    stopped += try(FLEXOS_SHARED_LITERAL("load of the victim's data"), load);
    stopped += try(FLEXOS_SHARED_LITERAL("store to the victim's data"), store);
    stopped += try(FLEXOS_SHARED_LITERAL("jump into the victim's code"), jump);
    stopped += try(FLEXOS_SHARED_LITERAL("load through a forged capability"), load_forged);
    stopped += try(FLEXOS_SHARED_LITERAL("load through a sealed capability"), load_sealed);
    stopped += try(FLEXOS_SHARED_LITERAL("store through a read-only capability"), store_read_only);

    intact = flexos_victim_data() == data && flexos_victim_entries() == 0;
    printf(FLEXOS_SHARED_LITERAL("isolation: %d of %d attempts stopped, the victim is %s\n"), stopped, attempts,
           intact ? FLEXOS_SHARED_LITERAL("intact") : FLEXOS_SHARED_LITERAL("compromised"));
    return EXIT_SUCCESS;
}
