/*
 * The region that no compartment's DDC covers, and the capability in c18 that reaches it. Every compartment has that
 * register, so whoever runs may use it. It carries data and no capabilities: these would pass from one compartment's
 * rights into another's.
 */
#include "ukboot.h"

enum { REGISTER_START = 23, REGISTER_END = 24, PERMISSIONS = 1 << 17 | 1 << 16 | 1 }; /* Load, Store, Global */

/* For ukboot_enter_morello, ukboot_enter_function and recovery. Zero where there is no such region. */
struct flexos_capability ukboot_shared_register;

void ukboot_make_shared_register(void)
{
    const uint64_t *words = (const uint64_t *)&flexos_boot_table;

    if (words[REGISTER_START])
        ukboot_derive(&ukboot_shared_register, words[REGISTER_START], words[REGISTER_END] - words[REGISTER_START],
                      words[REGISTER_START], PERMISSIONS, 0);
}
