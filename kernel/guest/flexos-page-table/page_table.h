/* registers.S */
#include <stdint.h>

/* Prepares the system registers for EL0, and returns the address of the trusted base's tables. */
uint64_t flexos_page_table_registers(void);

/* Uses tables from now on: TTBR0_EL1 with its ASID. */
void flexos_page_table_use(uint64_t ttbr);
