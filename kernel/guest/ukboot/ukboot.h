/* What the files of the trusted base share. */
#ifndef UKBOOT_H
#define UKBOOT_H

#include <flexos/boot.h>
#include <flexos/mechanism.h>
#include <stdint.h>

/* Permission bits of a capability, as in morello.inc. */
enum permission {
    PERMISSION_GLOBAL = 1 << 0,
    PERMISSION_MUTABLE_LOAD = 1 << 6,
    PERMISSION_STORE_LOCAL = 1 << 12,
    PERMISSION_STORE_CAPABILITY = 1 << 13,
    PERMISSION_LOAD_CAPABILITY = 1 << 14,
    PERMISSION_EXECUTE = 1 << 15,
    PERMISSION_STORE = 1 << 16,
    PERMISSION_LOAD = 1 << 17,
};

/* What vectors.S puts on the boot stack. */
struct ukboot_frame {
    struct flexos_capability c[31];
    struct flexos_capability celr;
    uint64_t spsr, esr, far, cid;
};

/* start.S */
void ukboot_mmu_enable(uint64_t ttbr0, uint64_t mair, uint64_t tcr);
uint64_t ukboot_enter_function(uint64_t function, uint64_t stack_top);
uint64_t ukboot_enter_morello(uint64_t function, uint64_t stack_top,
                              const struct flexos_compartment_capabilities *, uint64_t id);
void ukboot_derive(struct flexos_capability *to, uint64_t base, uint64_t length, uint64_t value,
                   uint64_t permissions, uint64_t from_pcc);
void ukboot_seal_lpb(struct flexos_capability *to, const struct flexos_capability *from);
uint64_t ukboot_tagged(const struct flexos_capability *);
void ukboot_set_value(struct flexos_capability *to, const struct flexos_capability *from, uint64_t value);
void ukboot_set_restricted(const struct flexos_capability *ddc, uint64_t sp, uint64_t id);
void ukboot_set_sp_el0(uint64_t sp);
uint64_t ukboot_has_restricted(const struct flexos_capability *); /* are the bounds of the Restricted DDC these? */
void ukboot_clear_vectors(void);        /* and FPCR and FPSR */
void ukboot_copy(uint64_t to, uint64_t from, uint64_t end); /* capabilities as such; all on multiples of 16 */
void ukboot_set_vectors(uint64_t address);
uint64_t ukboot_stack_pointer(uint64_t restricted); /* of what was interrupted */
_Noreturn void ukboot_system_off(void);

/* console.c */
void ukboot_console_start(void);
void ukboot_write(const char *text);
void ukboot_write_hex(uint64_t value);
void ukboot_write_decimal(uint64_t value);
void ukboot_write_compartment(const struct flexos_boot_compartment *);
_Noreturn void ukboot_panic(const char *why);

/* mmu.c */
void ukboot_mmu_start(void);

/* boot.c */
int ukboot_isolated(void);              /* does any compartment have a mechanism but `function`? */
const struct flexos_mechanism_operations *ukboot_mechanism(void); /* or 0 */
void ukboot_make(struct flexos_capability *to, uint64_t start, uint64_t end, uint64_t value, uint64_t permissions);
void ukboot_make_rights(const struct flexos_boot_compartment *); /* DDC and PCC, in the capability table */
const struct flexos_boot_compartment *ukboot_compartment_of_text(uint64_t address); /* or 0 */
const struct flexos_boot_compartment *ukboot_compartment_of_id(uint64_t id);        /* or 0 */
const struct flexos_compartment_capabilities *ukboot_capabilities(uint64_t id);
_Noreturn void ukboot_exit(const char *how, uint64_t code);
void ukboot_start_compartment(const struct flexos_boot_compartment *); /* its capabilities and stacks, as at start */

/* fault.c */
void ukboot_forget_recovery(const struct flexos_boot_compartment *); /* its recovery points are no more */
void ukboot_abandon(struct ukboot_frame *); /* no register has anything of what was interrupted */

/* What c18 holds: the way to the region that no compartment's DDC covers. */
void ukboot_make_shared_register(void);
void ukboot_shared_register_copy(struct flexos_capability *to);

#endif
