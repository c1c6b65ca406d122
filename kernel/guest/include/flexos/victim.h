/* The micro-library that flexos-isolation attacks. */
#ifndef FLEXOS_VICTIM_H
#define FLEXOS_VICTIM_H

#include <stdint.h>

/* Where its private datum and its private function are. Knowing that should help nobody. */
uint64_t flexos_victim_data_address(void);
uint64_t flexos_victim_code_address(void);

/* What it has in the datum, and how often the function has run. */
uint64_t flexos_victim_data(void);
uint64_t flexos_victim_entries(void);

#endif
