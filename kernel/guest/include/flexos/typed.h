/* What the self-test of typed gates calls in the other compartment: every way to pass an argument. */
#ifndef FLEXOS_TYPED_H
#define FLEXOS_TYPED_H

#include <stddef.h>
#include <stdint.h>

struct typed_pair {
    uint64_t left, right;
};

struct typed_large {
    uint64_t words[6];
};

uint64_t typed_sum(const uint8_t *data, size_t size);
int typed_fill(uint8_t *data, size_t size, int seed);
long typed_part(uint8_t *data, size_t size, long count);
long typed_part_written(uint8_t *data, size_t size, long count);
int typed_part_items(uint32_t *items, unsigned width, size_t count, int written);
uint64_t typed_whole(uint8_t *data, size_t size, int seed);
uint64_t typed_change(uint8_t *data, size_t size, int key);
uint64_t typed_count(const uint32_t *items, size_t count);
uint64_t typed_matrix(const uint8_t *cells, unsigned rows, unsigned columns);
size_t typed_length(const char *text);
void *typed_echo(void *handle);
char *typed_find(const char *text, int letter);
char *typed_put(char *to, size_t size, const char *from);
int typed_swap(const struct typed_pair *from, struct typed_pair *to);
struct typed_large typed_large(uint64_t seed);
uint64_t typed_many(uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f, uint64_t g, const uint8_t *in,
                    uint8_t *out, size_t size, const uint8_t *more, size_t more_size);
double typed_mean(double a, float b, int scale, double c, const double *rest, size_t count);
uint64_t typed_stacked(uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f, uint64_t g, uint64_t h,
                       uint64_t i, uint64_t j, uint64_t k);
double typed_floats(double a, double b, double c, double d, double e, double f, double g, double h, double i, double j);
uint64_t typed_variadic(int count, ...);
void typed_sort(void *base, size_t count, size_t width, int (*compare)(const void *, const void *));
uint64_t typed_walk(uint64_t depth, uint64_t (*visit)(uint64_t depth, void *context), void *context);
int typed_keep(uint64_t (*notify)(uint64_t value));
uint64_t typed_notify(uint64_t value);
void typed_overrun(uint8_t *data, size_t size, size_t beyond);
uint64_t typed_unbounded(const uint8_t *data, size_t size);
int typed_number(const char *text, const char **end, int *value);
int typed_scan(const uint8_t *data, size_t size, int byte, const uint8_t **where);
void typed_errno(int number);
const char *typed_name(int number);
uint64_t typed_seen(void);

#endif
