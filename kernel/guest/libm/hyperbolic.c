/* Hyperbolic functions and their inverses. */
#include "explog.h"

#include <flexos/isolation.h>
#include <math.h>

enum { BEYOND = 2000, ONLY_ONE = 40 };  /* from ONLY_ONE on, e^-x is nothing beside e^x */

/* e^|x| / 2 and e^-|x| / 2, for |x| < ONLY_ONE. */
static inline void halves(double x, struct dd *rising, struct dd *falling)
{
    int exponent;
    struct dd power = exp_dd((struct dd){fabs(x), 0}, &exponent);

    power = dd_scale(power, power_of_two(exponent));
    *rising = dd_scale(power, 0.5);
    *falling = dd_divide((struct dd){0.5, 0}, power);
}

static inline double half_exponential(double x)
{
    int exponent;
    struct dd power;

    if (!(x < BEYOND))
        return x > BEYOND ? HUGE_VAL : x;
    power = exp_dd((struct dd){x, 0}, &exponent);
    return scale(power.hi + power.lo, exponent - 1);
}

/* Taylor; the first terms keep their rounding errors. */
static inline struct dd small_sinh(double x)
{
    double tail = 0;
    struct dd square = two_product(x, x), cube;

    for (int n = 21; n > 3; n -= 2)
        tail = (tail + 1) * square.hi / (n * (n - 1));
    cube = dd_multiply(dd_multiply(square, (struct dd){x, 0}), (struct dd){0x1.5555555555555p-3, 0x1.5555555555555p-57});
    return dd_add((struct dd){x, 0}, dd_add(cube, (struct dd){cube.hi * tail, 0}));
}

__stateless(sinh) double sinh(double x)
{
    struct dd rising, falling, result;

    if (isnan(x) || fabs(x) < 0x1p-28)
        return x;
    if (fabs(x) >= ONLY_ONE)
        return copysign(half_exponential(fabs(x)), x);
    if (fabs(x) < 0.5) {
        result = small_sinh(x);
        return result.hi + result.lo;
    }
    halves(x, &rising, &falling);
    result = dd_add(rising, dd_negate(falling));
    return copysign(result.hi + result.lo, x);
}

__stateless(cosh) double cosh(double x)
{
    struct dd rising, falling, result;

    if (isnan(x))
        return x;
    if (fabs(x) >= ONLY_ONE)
        return half_exponential(fabs(x));
    halves(x, &rising, &falling);
    result = dd_add(rising, falling);
    return result.hi + result.lo;
}

__stateless(tanh) double tanh(double x)
{
    struct dd rising, falling, sine, result;

    if (isnan(x) || fabs(x) < 0x1p-28)
        return x;
    if (fabs(x) >= ONLY_ONE)
        return copysign(1, x);
    halves(x, &rising, &falling);
    sine = fabs(x) < 0.5 ? small_sinh(fabs(x)) : dd_add(rising, dd_negate(falling));
    result = dd_divide(sine, dd_add(rising, falling));
    return copysign(result.hi + result.lo, x);
}

static inline struct dd square_plus(double x, double number)
{
    return dd_add(two_product(x, x), (struct dd){number, 0});
}

/* log(x + sqrt(x^2 + 1)); near 0 as the logarithm of 1 + something small. */
__stateless(asinh) double asinh(double x)
{
    const struct dd one = {1, 0};
    double magnitude = fabs(x);
    struct dd argument, result;

    if (!isfinite(x) || magnitude < 0x1p-28)
        return x;
    if (magnitude > 0x1p60) {
        result = dd_add(log_dd((struct dd){magnitude, 0}), (struct dd){0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56});
    } else if (magnitude < 1) {
        struct dd square = two_product(x, x);
        struct dd small = dd_add((struct dd){magnitude, 0}, dd_divide(square, dd_add(one, dd_sqrt(dd_add(square, one)))));

        /* log(1 + u) = 2 artanh(u / (2 + u)) while that is small enough, else as it is. */
        if (small.hi < 0.25)
            result = log_of_ratio(dd_divide(small, dd_add(small, (struct dd){2, 0})));
        else
            result = log_dd(dd_add(one, small));
    } else {
        argument = dd_add((struct dd){magnitude, 0}, dd_sqrt(square_plus(magnitude, 1)));
        result = log_dd(argument);
    }
    return copysign(result.hi + result.lo, x);
}

__stateless(acosh) double acosh(double x)
{
    struct dd result;

    if (isnan(x) || x < 1)
        return isnan(x) ? x : (x - x) / (x - x);
    if (isinf(x))
        return x;
    if (x > 0x1p60) {
        result = dd_add(log_dd((struct dd){x, 0}), (struct dd){0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56});
    } else {
        /* x = 1 + t: t + sqrt(2t + t^2) is exact where x^2 - 1 would lose everything. */
        double t = x - 1;
        struct dd rest = x < 2 ? (struct dd){t, 0} : two_sum(x, -1);
        struct dd root = dd_sqrt(dd_multiply(rest, dd_add(rest, (struct dd){2, 0})));
        struct dd small = dd_add(rest, root);

        if (small.hi < 0.25)
            result = log_of_ratio(dd_divide(small, dd_add(small, (struct dd){2, 0})));
        else
            result = log_dd(dd_add((struct dd){1, 0}, small));
    }
    return result.hi + result.lo;
}

__stateless(atanh) double atanh(double x)
{
    double magnitude = fabs(x);
    struct dd result;

    if (isnan(x) || magnitude < 0x1p-28)
        return x;
    if (magnitude >= 1)
        return magnitude == 1 ? copysign(HUGE_VAL, x) : (x - x) / (x - x);
    if (magnitude < 0.17)
        result = log_of_ratio((struct dd){magnitude, 0});
    else
        result = log_dd(dd_divide(two_sum(1, magnitude), two_sum(1, -magnitude)));
    return copysign(0.5 * (result.hi + result.lo), x);
}
