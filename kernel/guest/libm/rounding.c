/* Rounding to integers, remainders, roots, and taking numbers apart. The processor does most of it. */
#include "bits.h"
#include "double_double.h"

#include <flexos/isolation.h>
#include <math.h>

__stateless(fabs) double fabs(double x)
{
    return __builtin_fabs(x);
}

__stateless(copysign) double copysign(double x, double sign)
{
    return __builtin_copysign(x, sign);
}

__stateless(ceil) double ceil(double x)
{
    return __builtin_ceil(x);
}

__stateless(floor) double floor(double x)
{
    return __builtin_floor(x);
}

__stateless(trunc) double trunc(double x)
{
    return __builtin_trunc(x);
}

__stateless(rint) double rint(double x)
{
    return __builtin_rint(x);
}

__stateless(round) double round(double x)
{
    return __builtin_round(x);
}

__stateless(sqrt) double sqrt(double x)
{
    return __builtin_sqrt(x);
}

__stateless(hypot) double hypot(double x, double y)
{
    double large = __builtin_fabs(x), small = __builtin_fabs(y);
    struct dd result;
    int exponent, other;

    if (isinf(large) || isinf(small))
        return HUGE_VAL;
    if (isnan(large) || isnan(small))
        return x + y;
    if (large < small) {
        double t = large;
        large = small;
        small = t;
    }
    if (small == 0)
        return large;
    large = normalise(large, &exponent);
    small = normalise(small, &other);
    if (exponent - other > 60)
        return scale(large, exponent);
    small *= power_of_two(other - exponent);
    result = dd_sqrt(dd_add(two_product(large, large), two_product(small, small)));
    return scale(result.hi + result.lo, exponent);
}

/* Long division of the mantissas, bit by bit: exact. */
__stateless(fmod) double fmod(double x, double y)
{
    int exponent, divisor_exponent;
    double magnitude = __builtin_fabs(x), divisor = __builtin_fabs(y);
    uint64_t rest, step;
    const uint64_t fraction = (1ull << MANTISSA_BITS) - 1;

    if (isnan(x) || isnan(y) || isinf(x) || y == 0)
        return (x * y) / (x * y);
    if (magnitude < divisor)
        return x;
    rest = (bits_of(normalise(magnitude, &exponent)) & fraction) | (fraction + 1);
    step = (bits_of(normalise(divisor, &divisor_exponent)) & fraction) | (fraction + 1);
    for (; exponent > divisor_exponent; exponent--) {
        if (rest >= step)
            rest -= step;
        rest <<= 1;
    }
    if (rest >= step)
        rest -= step;
    return __builtin_copysign(scale((double)rest, divisor_exponent - MANTISSA_BITS), x);
}

__stateless(frexp) double frexp(double x, int *exponent)
{
    *exponent = 0;
    if (x == 0 || !isfinite(x))
        return x;
    x = normalise(x, exponent) / 2;
    ++*exponent;
    return x;
}

__stateless(ldexp) double ldexp(double x, int exponent)
{
    return x == 0 || !isfinite(x) ? x : scale(x, exponent);
}

__stateless(modf) double modf(double x, double *whole)
{
    *whole = __builtin_trunc(x);
    return isinf(x) ? __builtin_copysign(0, x) : __builtin_copysign(x - *whole, x);
}
