/* Exponential and logarithm with more bits than a double has: what the other functions are made of. */
#ifndef LIBM_EXPLOG_H
#define LIBM_EXPLOG_H

#include "bits.h"
#include "double_double.h"

#include <flexos/isolation.h>

/* e^x = result * 2^exponent; |x| < 2000. About 2^-63 of relative error. */
static inline __stateless(exp_dd) struct dd exp_dd(struct dd x, int *exponent)
{
    const double log2_e = 0x1.71547652b82fep+0;
    const struct dd ln2_high = {0x1.62e42fefa2000p-1, 0}; /* 40 bits: a multiple below 2^11 is exact */
    const struct dd ln2_low = {0x1.9ef35793c7673p-41, 0x1.f97b57a079a19p-103};
    const struct dd sixth = {0x1.5555555555555p-3, 0x1.5555555555555p-57};
    double k = __builtin_rint(x.hi * log2_e), r;
    struct dd multiple = {k, 0}, rest, square, sum;
    double tail = 0, factor;            /* 1/n! */

    rest = dd_add(x, dd_negate(dd_multiply(multiple, ln2_high)));
    rest = dd_add(rest, dd_negate(dd_multiply(multiple, ln2_low)));
    r = rest.hi;

    /* Taylor: 1 + r + r^2/2 + r^3/6 with all bits, the other terms, r^4/24 and on, in double. */
    factor = 1 / 1.307674368e12;        /* 1/15! */
    for (int n = 15; n > 4; n--) {
        tail = (tail + factor) * r;
        factor *= n;
    }
    tail = (tail + 1.0 / 24) * r * r * r * r;
    square = dd_multiply(rest, rest);
    sum = dd_add((struct dd){tail, 0}, dd_multiply(dd_multiply(square, rest), sixth));
    sum = dd_add(sum, dd_scale(square, 0.5));
    sum = dd_add(sum, rest);
    *exponent = (int)k;
    return dd_add((struct dd){1, 0}, sum);
}

/* 2 artanh(s), |s| < 0.18. */
static inline struct dd log_of_ratio(struct dd s)
{
    const struct dd third = {0x1.5555555555555p-2, 0x1.5555555555555p-56};
    struct dd square = dd_multiply(s, s), series;
    double z = square.hi, tail = 0;

    for (int n = 29; n >= 5; n -= 2)
        tail = tail * z + 1.0 / n;
    series = dd_add((struct dd){tail * z * z, 0}, dd_multiply(square, third));
    series = dd_add(series, (struct dd){1, 0});
    return dd_scale(dd_multiply(s, series), 2);
}

/* The logarithm of a positive, normal number; about 2^-63 of relative error, near 1 as well. */
static inline __stateless(log_dd) struct dd log_dd(struct dd x)
{
    const struct dd ln2_high = {0x1.62e42fefa2000p-1, 0};
    const struct dd ln2_low = {0x1.9ef35793c7673p-41, 0x1.f97b57a079a19p-103};
    const struct dd one = {1, 0};
    int exponent;
    struct dd mantissa = {normalise(x.hi, &exponent), 0}, result;

    mantissa.lo = scale(x.lo, -exponent);
    if (mantissa.hi > 1.4142135623730951) {
        mantissa = dd_scale(mantissa, 0.5);
        exponent++;
    }
    result = log_of_ratio(dd_divide(dd_add(mantissa, dd_negate(one)), dd_add(mantissa, one)));
    if (exponent != 0) {
        struct dd multiple = {exponent, 0};

        result = dd_add(dd_multiply(multiple, ln2_low), result);
        result = dd_add(dd_multiply(multiple, ln2_high), result);
    }
    return result;
}

#endif
