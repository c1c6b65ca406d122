/* Exponentials, logarithms and powers. */
#include "explog.h"

#include <flexos/isolation.h>
#include <math.h>

enum { BEYOND = 2000 };                 /* e^x is 0 or infinite long before */

static inline __stateless(exp_rounded) double exp_rounded(struct dd x)
{
    int exponent;
    struct dd result = exp_dd(x, &exponent);

    return scale(result.hi + result.lo, exponent);
}

__stateless(exp) double exp(double x)
{
    if (isnan(x))
        return x;
    if (x > BEYOND)
        return HUGE_VAL;
    if (x < -BEYOND)
        return 0;
    return exp_rounded((struct dd){x, 0});
}

__stateless(expm1) double expm1(double x)
{
    struct dd result;
    int exponent;

    if (isnan(x) || x == 0 || x > BEYOND)
        return x > BEYOND ? HUGE_VAL : x;
    if (x < -BEYOND)
        return -1;
    if (fabs(x) < 0x1p-54)
        return x;
    if (fabs(x) < 0.25) {
        /* The series without its 1: nothing cancels. */
        double term = x, tail = 0;
        struct dd sum;

        for (int n = 18; n > 2; n--)
            tail = (tail + 1) * x / n;
        term = x * x / 2;
        sum = two_sum(x, term);
        return sum.hi + (sum.lo + term * tail + __builtin_fma(x, x / 2, -term));
    }
    result = exp_dd((struct dd){x, 0}, &exponent);
    if (exponent > 1000)
        return scale(result.hi + result.lo, exponent);
    result = dd_add(dd_scale(result, power_of_two(exponent < -1000 ? -1000 : exponent)), (struct dd){-1, 0});
    return result.hi + result.lo;
}

/* What all logarithms have in common; 0 if x is an ordinary number. */
static inline int special_logarithm(double x, double *result)
{
    if (x > 0 && x <= 0x1.fffffffffffffp1023)
        return 0;
    *result = x == 0 ? -HUGE_VAL : x < 0 ? (x - x) / (x - x) : x;
    return 1;
}

__stateless(log) double log(double x)
{
    double special;
    struct dd result;

    if (special_logarithm(x, &special))
        return special;
    result = log_dd((struct dd){x, 0});
    return result.hi + result.lo;
}

__stateless(log2) double log2(double x)
{
    const struct dd log2_e = {0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56};
    double special, mantissa;
    struct dd result;
    int exponent;

    if (special_logarithm(x, &special))
        return special;
    mantissa = normalise(x, &exponent);
    if (mantissa > 1.4142135623730951) {
        mantissa /= 2;
        exponent++;
    }
    result = dd_multiply(log_dd((struct dd){mantissa, 0}), log2_e);
    result = dd_add((struct dd){exponent, 0}, result);
    return result.hi + result.lo;
}

__stateless(log10) double log10(double x)
{
    const struct dd log10_e = {0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};
    double special;
    struct dd result;

    if (special_logarithm(x, &special))
        return special;
    result = dd_multiply(log_dd((struct dd){x, 0}), log10_e);
    return result.hi + result.lo;
}

__stateless(log1p) double log1p(double x)
{
    double special;
    struct dd result;

    if (isnan(x) || x == 0 || fabs(x) < 0x1p-54)
        return x;
    if (special_logarithm(1 + x, &special))
        return special;
    result = log_dd(two_sum(1, x));
    return result.hi + result.lo;
}

static inline int is_integer(double x)
{
    return __builtin_trunc(x) == x;
}

static inline int is_odd(double x)
{
    return is_integer(x) && fabs(x) < 0x1p53 && (int64_t)x & 1;
}

__stateless(pow) double pow(double x, double y)
{
    int negative = signbit(x) && is_odd(y);
    double magnitude = fabs(x), result;
    struct dd power;

    if (y == 0 || x == 1)
        return 1;
    if (isnan(x) || isnan(y))
        return x + y;
    if (isinf(y)) {
        if (magnitude == 1)
            return 1;
        return (magnitude > 1) == (y > 0) ? HUGE_VAL : 0;
    }
    if (magnitude == 0 || isinf(magnitude)) {
        result = (magnitude == 0) == (y > 0) ? 0 : HUGE_VAL;
        return negative ? -result : result;
    }
    if (x < 0 && !is_integer(y))
        return (x - x) / (x - x);

    /* y log x, in a range in which products of the parts neither overflow nor vanish. */
    power = log_dd((struct dd){magnitude, 0});
    if (fabs(y) > 0x1p70 || fabs(y) < 0x1p-70) {
        result = power.hi * y;
        power = (struct dd){result, 0};
    } else {
        power = dd_multiply(power, (struct dd){y, 0});
    }
    if (power.hi > BEYOND)
        result = HUGE_VAL;
    else if (power.hi < -BEYOND)
        result = 0;
    else
        result = exp_rounded(power);
    return negative ? -result : result;
}
