/*
 * How a micro-library says what may be seen from other compartments. With the overlapping shared
 * region (approach 2 of PLOS'23) both neighbours' DDC covers `.data_shared`; without it the section
 * belongs to the library's own compartment and the annotations change nothing.
 */
#ifndef FLEXOS_ISOLATION_H
#define FLEXOS_ISOLATION_H

/* A variable in the shared region. */
#define __shared __attribute__((section(".data_shared")))

/* A string literal in the shared region, so that it can be passed across. */
#define FLEXOS_SHARED_LITERAL(literal) \
    ({ static char flexos_shared_literal[] __shared = literal; flexos_shared_literal; })

/*
 * A function without state or data of its own: the linker copies it into every compartment that
 * calls it, so that it never needs a gate (memcpy would otherwise cost one and see nothing).
 */
#define __stateless(name) __attribute__((section(".text.stateless." #name)))

/* Value of the configuration, under `parameters:`; the initialiser is the default. */
#define FLEXOS_PARAM(name, value) \
    volatile unsigned long flexos_param_##name __attribute__((used, section(".data.flexos_param_" #name))) = (value)

#endif
