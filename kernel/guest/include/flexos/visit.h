/* A step of the ring, the same in each compartment. */
#ifndef FLEXOS_VISIT_H
#define FLEXOS_VISIT_H

#include <flexos/threads.h>
#include <uk/sched.h>

#define FLEXOS_VISIT(here, next)                                                                    \
    uint64_t here(uint64_t token, uint64_t depth)                                                   \
    {                                                                                               \
        volatile uint64_t kept[8];                                                                  \
        uint64_t value;                                                                             \
                                                                                                    \
        for (unsigned i = 0; i < 8; i++)                                                            \
            kept[i] = token + depth * 8 + i;                                                        \
        uk_thread_yield();                                                                          \
        value = depth ? next(token, depth - 1) : token;                                             \
        uk_thread_yield();                                                                          \
        for (unsigned i = 0; i < 8; i++)                                                            \
            if (kept[i] != token + depth * 8 + i)                                                   \
                return 0;                                                                           \
        return flexos_threads_step(value, token, depth);                                            \
    }

#endif
