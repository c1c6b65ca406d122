/* The template of which a configuration makes as many instances as it wants compartments. */
#ifndef FLEXOS_CALLEE_H
#define FLEXOS_CALLEE_H

#include <stdint.h>

/* token + the number of calls of this instance so far, this one included. */
uint64_t flexos_callee_call(uint64_t token);

#endif
