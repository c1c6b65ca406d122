/*
 * The micro-library that flexos-learning calls with pointers. FLEXOS_ANNOTATED is what learning
 * proposes for the same sources: what crosses is shared.
 */
#ifndef FLEXOS_LEARNER_H
#define FLEXOS_LEARNER_H

#include <flexos/isolation.h>
#include <stdint.h>

#ifdef FLEXOS_ANNOTATED
#define SHARED __shared
#define TEXT(literal) FLEXOS_SHARED_LITERAL(literal)
#else
#define SHARED
#define TEXT(literal) literal
#endif

extern uint64_t flexos_learning_factor;  /* the application's, read without a call */

uint64_t flexos_learner_sum(const uint64_t *values, uint64_t count);
void flexos_learner_fill(char *buffer, uint64_t size, uint64_t first);
uint64_t flexos_learner_length(const char *text);
void flexos_learner_bump(uint64_t *counter);

#endif
