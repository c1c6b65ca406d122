/*
 * The micro-library with which flexos-isolation attacks: what a compartment must not do to another,
 * and what nobody may do with a capability. Each function does one such thing and returns if it could.
 */
#ifndef FLEXOS_ATTACKER_H
#define FLEXOS_ATTACKER_H

#include <stdint.h>

/* Memory and code of another compartment. */
void flexos_attack_load(uint64_t address);
void flexos_attack_store(uint64_t address, uint64_t value);
void flexos_attack_jump(uint64_t address);

/* Loads from another compartment through our own DDC with the address written over its value in memory:
 * all bits are right, but the store took the tag. */
uint64_t flexos_attack_forged(uint64_t address);

/* A variable of our own, through a sealed capability, and through one that may only load. */
void flexos_attack_sealed(void);
void flexos_attack_read_only(uint64_t value);

#endif
