/*
 * One attack of a compartment on another, chosen by parameters. Prints `attack: <number> fault <kind>
 * <succeeded or not>`; who faulted is in the line before.
 */
#include <flexos/attacks.h>
#include <flexos/isolation.h>
#include <flexos/trap.h>
#include <stdio.h>

FLEXOS_PARAM(attack, ATTACK_READ);
FLEXOS_PARAM(how, ATTACK_BY_FUNCTION);
FLEXOS_PARAM(victim, 0);
FLEXOS_PARAM(blocks, 0);
FLEXOS_PARAM(pair, 0);
FLEXOS_PARAM(stack, 0);

static uint64_t secret, data, code, result;

static void attempt(void *unused)
{
    (void)unused;
    switch (flexos_param_attack) {
    case ATTACK_CALLEE_SAVED: result = flexos_attacks_call_clobber(); return;
    case ATTACK_PASSED_REGISTERS: result = flexos_attacks_call_peek(); return;
    case ATTACK_POP_RECOVERY: result = flexos_attacks_call_pop(); return;
    case ATTACK_OTHER_DDC: result = flexos_attacks_call_narrow(); return;
    case ATTACK_REPLAY: flexos_attacks_call_keep(); break;
    }
    result = flexos_attacks_run(flexos_param_attack, data, code, flexos_param_how, flexos_param_victim,
                                flexos_param_blocks, flexos_param_pair, flexos_param_stack);
}

int main(void)
{
    int fault, succeeded;

    secret = flexos_attacks_secret();
    data = flexos_attacks_data();
    code = flexos_attacks_code();
    fault = flexos_try(attempt, 0);
    succeeded = (!fault && (result == secret || result == 1)) || flexos_attacks_secret() != secret
             || flexos_attacks_entries() != 0;
    printf(FLEXOS_SHARED_LITERAL("attack: %lu fault %d %s\n"), flexos_param_attack, fault,
           succeeded ? FLEXOS_SHARED_LITERAL("succeeded") : FLEXOS_SHARED_LITERAL("failed"));
    return 0;
}
