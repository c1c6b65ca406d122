/*
 * Numbers of about 106 bits: the unevaluated sum of two doubles. (T. J. Dekker, "A floating-point
 * technique for extending the available precision", Numerische Mathematik 18, 1971.) What is computed
 * in these and rounded once at the end is within 1 ulp without tables or tuned polynomials.
 */
#ifndef LIBM_DOUBLE_DOUBLE_H
#define LIBM_DOUBLE_DOUBLE_H

struct dd {
    double hi, lo;
};

/* The sum of any two; of two of which the first is the larger; the product. All exact. */
static inline struct dd two_sum(double a, double b)
{
    double sum = a + b, part = sum - a;

    return (struct dd){sum, (a - (sum - part)) + (b - part)};
}

static inline struct dd quick_sum(double a, double b)
{
    double sum = a + b;

    return (struct dd){sum, b - (sum - a)};
}

static inline struct dd two_product(double a, double b)
{
    double product = a * b;

    return (struct dd){product, __builtin_fma(a, b, -product)};
}

static inline struct dd dd_add(struct dd a, struct dd b)
{
    struct dd high = two_sum(a.hi, b.hi), low = two_sum(a.lo, b.lo);

    high = quick_sum(high.hi, high.lo + low.hi);
    return quick_sum(high.hi, high.lo + low.lo);
}

static inline struct dd dd_negate(struct dd a)
{
    return (struct dd){-a.hi, -a.lo};
}

static inline struct dd dd_multiply(struct dd a, struct dd b)
{
    struct dd product = two_product(a.hi, b.hi);

    return quick_sum(product.hi, product.lo + (a.hi * b.lo + a.lo * b.hi));
}

static inline struct dd dd_divide(struct dd a, struct dd b)
{
    double quotient = a.hi / b.hi;
    struct dd rest = dd_add(a, dd_negate(dd_multiply(b, (struct dd){quotient, 0})));

    return quick_sum(quotient, (rest.hi + rest.lo) / b.hi);
}

static inline struct dd dd_sqrt(struct dd a)
{
    double root = __builtin_sqrt(a.hi);
    struct dd rest;

    if (root == 0)
        return (struct dd){0, 0};
    rest = dd_add(a, dd_negate(two_product(root, root)));
    return quick_sum(root, (rest.hi + rest.lo) / (2 * root));
}

static inline struct dd dd_scale(struct dd a, double power_of_two)
{
    return (struct dd){a.hi * power_of_two, a.lo * power_of_two};
}

#endif
