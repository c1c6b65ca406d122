/* The representation of a double. */
#ifndef LIBM_BITS_H
#define LIBM_BITS_H

#include <stdint.h>

enum { MANTISSA_BITS = 52, BIAS = 1023, LARGEST_EXPONENT = 0x7ff };

static inline uint64_t bits_of(double x)
{
    union { double number; uint64_t bits; } u = {.number = x};

    return u.bits;
}

static inline double from_bits(uint64_t bits)
{
    union { uint64_t bits; double number; } u = {.bits = bits};

    return u.number;
}

/* 2^exponent, for exponents of normal numbers. */
static inline double power_of_two(int exponent)
{
    return from_bits((uint64_t)(exponent + BIAS) << MANTISSA_BITS);
}

/* x = result * 2^exponent, 1 <= |result| < 2; for numbers that are neither zero nor infinite nor NaN. */
static inline double normalise(double x, int *exponent)
{
    const double into_normal = 0x1p54;
    int scaled = (bits_of(x) >> MANTISSA_BITS & LARGEST_EXPONENT) == 0;
    uint64_t bits = bits_of(scaled ? x * into_normal : x);

    *exponent = (int)(bits >> MANTISSA_BITS & LARGEST_EXPONENT) - BIAS - (scaled ? 54 : 0);
    return from_bits((bits & ~((uint64_t)LARGEST_EXPONENT << MANTISSA_BITS)) | (uint64_t)BIAS << MANTISSA_BITS);
}

/* x * 2^exponent, rounded once. */
static inline double scale(double x, int exponent)
{
    while (exponent > BIAS) {
        x *= 0x1p1023;
        exponent -= BIAS;
        if (exponent > 3 * BIAS)
            exponent = 3 * BIAS;
    }
    /* Not all the way at once: the step into the subnormals must be the only one that rounds. */
    while (exponent < -1022) {
        x *= 0x1p-969;
        exponent += 969;
        if (exponent < -3 * BIAS)
            exponent = -3 * BIAS;
    }
    return x * power_of_two(exponent);
}

#endif
