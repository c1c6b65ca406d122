#define CALLS_TABLE
#include "functions.h"

#include <flexos/isolation.h>

FLEXOS_PARAM(seed, 1);
FLEXOS_PARAM(rounds, 1);
FLEXOS_PARAM(with_random, 1);

int sodium_init(void);

int main(void)
{
    return sodium_init() < 0 ? 2 : run_calls(flexos_param_seed, flexos_param_rounds, (int)flexos_param_with_random);
}
