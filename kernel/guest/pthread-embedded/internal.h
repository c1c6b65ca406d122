/* What the files of pthread-embedded share. */
#ifndef PTHREAD_INTERNAL_H
#define PTHREAD_INTERNAL_H

#include <pthread.h>

/* Runs the destructors of the calling thread's values in this compartment. */
void pthread_embedded_destroy_values(void);

/* Nanoseconds until an absolute time of a clock; 0 if it is over, -1 if it is none. */
int64_t pthread_embedded_until(clockid_t, const struct timespec *);

#endif
