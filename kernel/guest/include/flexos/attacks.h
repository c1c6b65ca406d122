/* Between the application flexos-attacks, the micro-library that attacks, and the one that is attacked. */
#ifndef FLEXOS_ATTACKS_H
#define FLEXOS_ATTACKS_H

/* The attacks; kernel/FlexOS/IsolationAttack.cs has the same numbers. */
#define ATTACK_READ 1
#define ATTACK_WRITE 2
#define ATTACK_JUMP 3
#define ATTACK_FORGE 4                  /* integers to a capability */
#define ATTACK_WIDEN 5                  /* beyond the bounds of our own DDC */
#define ATTACK_SYSTEM_REGISTER 6        /* TTBR0_EL1 */
#define ATTACK_VECTOR_BASE 7            /* CVBAR_EL1 */
#define ATTACK_HYPERVISOR_CALL 8        /* PSCI_VERSION */
#define ATTACK_COMPARTMENT_ID 9         /* CID_EL0 */
#define ATTACK_ENTRY 10                 /* a call of a function that no gate leads to */
#define ATTACK_TARGET 11                /* a call of a compartment that is not there */
#define ATTACK_PAIR 12                  /* the switcher's rights, read */
#define ATTACK_STACK_PIVOT 13           /* sp into the victim's stack */
#define ATTACK_CALLEE_SAVED 14          /* as the victim's callee: registers that a function keeps */
#define ATTACK_LEFT_REGISTERS 15        /* what the victim, as callee, left in registers */
#define ATTACK_PASSED_REGISTERS 16      /* what the victim, as caller, had in registers */
#define ATTACK_REPLAY 17                /* as the victim's former callee: the way back once more */
#define ATTACK_JUMP_DATA 18             /* a branch into the victim's data */
#define ATTACK_UNKNOWN_SERVICE 19       /* SVC with numbers that mean nothing, and with the scheduler's */
#define ATTACK_POP_RECOVERY 20          /* as the victim's callee: forgets its recovery point, and faults */
#define ATTACK_FALSE_RECOVERY 21        /* a recovery point in the victim's code */
#define ATTACK_OTHER_DDC 22             /* as the victim's callee: returns with fewer rights in DDC */
#define ATTACK_LEFT_CAPABILITIES 23     /* what the victim, as callee, left in registers as whole capabilities */

/* How the mechanism enters its switcher. */
#define ATTACK_BY_FUNCTION 0
#define ATTACK_BY_LPB 1
#define ATTACK_BY_ENTRY 2               /* LPB, and an entry table */
#define ATTACK_BY_PAIR 3
#define ATTACK_BY_SVC 4

#ifndef __ASSEMBLER__
#include <stdint.h>

/* In the attacker. Returns 1, or the victim's secret, if it could. */
uint64_t flexos_attacks_run(uint64_t attack, uint64_t data, uint64_t code, uint64_t how, uint64_t victim_id,
                            uint64_t blocks, uint64_t pair, uint64_t stack);
uint64_t flexos_attacks_clobber(void);  /* called by the victim: spoils what a function must keep */
uint64_t flexos_attacks_peek(void);     /* the same: what the victim had in registers that are no arguments */
uint64_t flexos_attacks_keep(void);     /* the same: keeps the way back for later */
uint64_t flexos_attacks_pop(void);      /* the same: pops a recovery point, and faults */
uint64_t flexos_attacks_narrow(void);   /* the same: takes a permission from DDC */

/* In the victim. */
uint64_t flexos_attacks_secret(void);
uint64_t flexos_attacks_data(void);
uint64_t flexos_attacks_code(void);
uint64_t flexos_attacks_entries(void);
uint64_t flexos_attacks_leave(void);    /* returns 0, with the secret in registers that are no results */
uint64_t flexos_attacks_call_clobber(void); /* 1 if its registers are not what they were */
uint64_t flexos_attacks_call_peek(void); /* what the attacker found */
uint64_t flexos_attacks_call_keep(void);
uint64_t flexos_attacks_call_pop(void); /* 0 if its own recovery point caught the fault */
uint64_t flexos_attacks_call_narrow(void); /* 1 if its DDC is not what it was */
uint64_t flexos_attacks_leave_capabilities(void); /* returns 0, with the way to the secret in registers */
#endif

#endif
