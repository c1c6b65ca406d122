/*
 * The workload: eight programs over libsodium, those that PLOS'23 measured (figure 3), over inputs that
 * a seed decides. It knows nothing of compartments nor of this library OS: the tests compile the same
 * file for the host, against the host's libsodium, and compare.
 */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <stddef.h>
#include <stdint.h>

#define PROGRAMS 8

struct workload {
    uint64_t seed;                      /* where the next input comes from */
    uint64_t digests[PROGRAMS];         /* FNV-1a over each program's results */
    uint64_t results;                   /* bytes that entered the digests */
    unsigned failures;                  /* results that were not what they must be */
};

extern const char *const program_names[PROGRAMS];

void workload_start(struct workload *workload, uint64_t seed);

/* Each program once. */
void workload_iterate(struct workload *workload);

/* The cases at the edges, once: codecs with bad input, counters that overflow, messages of many lengths. */
void workload_edges(struct workload *workload);

#endif
