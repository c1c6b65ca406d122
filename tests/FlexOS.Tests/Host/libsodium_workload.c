/* The workload of app-libsodium on the host: SEED ITERATIONS EDGES. Prints what the guest prints of its results. */
#include "workload.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments)
{
    struct workload workload;

    if (count != 4 || sodium_init() < 0)
        return 2;
    workload_start(&workload, strtoull(arguments[1], 0, 0));
    if (atoi(arguments[3]))
        workload_edges(&workload);
    for (unsigned long left = strtoul(arguments[2], 0, 0); left != 0; left--)
        workload_iterate(&workload);
    for (int i = 0; i < PROGRAMS; i++)
        printf("libsodium: %s: %016lx\n", program_names[i], workload.digests[i]);
    printf("libsodium: %lu bytes of results, %u failures\n", workload.results, workload.failures);
    return workload.failures != 0;
}
