/* The application flexos-supervision and the micro-libraries that it calls. */
#ifndef FLEXOS_SUPERVISION_H
#define FLEXOS_SUPERVISION_H

#include <stdint.h>

enum { FLEXOS_CRASHER_INITIAL = 7, FLEXOS_CRASHER_TRIED = 5000 };

/* flexos-crasher: counts its calls, from FLEXOS_CRASHER_INITIAL, and takes a block from its heap. If
 * crash is 1 it spoils every register that it should keep, and then stores where it must not; if it is
 * 2 it stores where nothing is; 3: it faults in C64; 4: it tries to return in C64; 5: it faults with a
 * recovery point of its own. */
int64_t flexos_crasher_call(uint64_t crash);

/* The count, and in bits 32 up the offset of the block that it took last from the first that it could take. */
int64_t flexos_crasher_state(void);

/* Calls flexos_supervision_called_back, and returns 1000 more than that. */
int64_t flexos_crasher_call_back(void);

/* Lets other threads run so many times, and returns the number. */
int64_t flexos_crasher_stay(uint64_t yields);

/* flexos-relay, in a third compartment: flexos_crasher_call with one more call in between; its result plus 1. */
int64_t flexos_relay_call(uint64_t crash);

/* The application: does what its parameter `back` says, in the middle of a call of the crasher. */
int64_t flexos_supervision_called_back(void);

#endif
