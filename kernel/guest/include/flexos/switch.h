/* Between flexos-switch and the mechanisms that enter the trusted base by SVC. */
#ifndef FLEXOS_SWITCH_H
#define FLEXOS_SWITCH_H

#include <flexos/boot.h>

extern char flexos_switch_vectors[];
extern uint64_t flexos_running;          /* struct flexos_record of who runs */

void flexos_switch_start(void);
uint64_t flexos_switch_first(uint64_t function, uint64_t stack_top, const struct flexos_boot_compartment *, uint64_t spsr);
_Noreturn void flexos_switch_enter(uint64_t function, uint64_t stack_top, const struct flexos_compartment_capabilities *,
                                   uint64_t id, uint64_t spsr);

#endif
