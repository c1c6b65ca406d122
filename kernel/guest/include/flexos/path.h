/* Three compartments on a path: what the first and the second share is not what the second and the third share. */
#ifndef FLEXOS_PATH_H
#define FLEXOS_PATH_H

#include <stddef.h>
#include <stdint.h>

struct path_seen {
    uint64_t sum;                       /* of the bytes */
    uint64_t address;                   /* where they were found */
};

extern uint64_t path_first_number;      /* the first's, shared with the middle */
extern uint64_t path_middle_number;     /* the middle's, shared with the end */

/* The middle. Each passes on to the end. */
void path_count(void);
int path_pass(const uint8_t *data, size_t size, struct path_seen *middle, struct path_seen *end);
int path_block(uint8_t *block, size_t size, struct path_seen *end);
int path_reads(const uint64_t *address);
int path_lets_read(const uint64_t *address);
const uint64_t *path_place(void);

/* The end. */
void path_end_count(void);
int path_end_sum(const uint8_t *data, size_t size, struct path_seen *seen);
void path_end_change(uint8_t *block, size_t size);
int path_end_reads(const uint64_t *address);

static inline uint64_t path_sum(const uint8_t *data, size_t size)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < size; i++)
        sum = sum * 31 + data[i];
    return sum;
}

#endif
