/* Both halves of the self-test: what the library offers to the application, and the other way. */
#ifndef FLEXOS_SELFTEST_H
#define FLEXOS_SELFTEST_H

#include <stdint.h>

/* In the library. */
uint64_t flexos_selftest_weigh(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);
uint64_t flexos_selftest_descend(uint64_t depth); /* depth + flexos_selftest_ascend(depth - 1); 0 for 0 */
uint64_t flexos_selftest_clobber(uint64_t);       /* its argument; spoils every register that a function may */
void flexos_selftest_fault(uint64_t depth);       /* loads from nowhere, depth calls across further down */
uint64_t flexos_selftest_stack(void);              /* its stack pointer */

/* In the application: the calls back. */
uint64_t flexos_selftest_ascend(uint64_t depth);
void flexos_selftest_fault_back(uint64_t depth);

#endif
