/* Between flexos-sealed and the gate variants whose ways back are sealed pairs. */
#ifndef FLEXOS_SEALED_H
#define FLEXOS_SEALED_H

#define FIRST_RETURN_TYPE 17            /* object type of the ways back into compartment 0; one for each compartment */

#ifndef __ASSEMBLER__
#include <flexos/boot.h>

/* The object type of a capability; 0 of one that is not sealed. */
uint64_t flexos_object_type(const struct flexos_capability *);
#endif

#endif
