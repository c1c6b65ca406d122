/* Sine, cosine, tangent and their inverses. */
#include "bits.h"
#include "double_double.h"

#include <flexos/isolation.h>
#include <math.h>

static const struct dd half_pi = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};
static const struct dd pi = {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};

/* 2/pi: 1280 bits behind the point. */
static const uint64_t two_over_pi[] = {
    0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0,
    0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4,
    0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
    0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
};

/* 64 bits of 2/pi from a position behind the point on; a negative one means before it, where all is 0. */
static inline uint64_t bits_from(int position)
{
    int word = position >> 6, shift = position & 63;
    uint64_t high = word >= 0 ? two_over_pi[word] : 0, low = word + 1 >= 0 ? two_over_pi[word + 1] : 0;

    return shift ? high << shift | low >> (64 - shift) : high;
}

/*
 * The part of x * 2/pi that matters, of any x >= 2^20: bits of 2/pi that stand so far left that they
 * only make multiples of four quarter turns are left out. (M. Payne, R. Hanek, "Radian reduction for
 * trigonometric functions", SIGNUM Newsletter 18, 1983.)
 */
static inline unsigned reduce_large(double x, struct dd *rest)
{
    int exponent = (int)(bits_of(x) >> MANTISSA_BITS) - BIAS - MANTISSA_BITS;
    uint64_t mantissa = (bits_of(x) & ((1ull << MANTISSA_BITS) - 1)) | 1ull << MANTISSA_BITS;
    int first = exponent - 2;           /* the product of this bit and the mantissa's last one counts 2 */
    uint64_t w0 = bits_from(first), w1 = bits_from(first + 64), w2 = bits_from(first + 128);
    unsigned __int128 low = (unsigned __int128)w2 * mantissa, middle = (unsigned __int128)w1 * mantissa;
    uint64_t p2 = (uint64_t)low, p1, p0;
    unsigned quadrant;
    double sign = 1;

    middle += low >> 64;
    p1 = (uint64_t)middle;
    p0 = w0 * mantissa + (uint64_t)(middle >> 64);

    /* p0 has two bits before the point. Round to the nearest quarter turn. */
    quadrant = (unsigned)(p0 >> 62);
    p0 <<= 2;
    p0 |= p1 >> 62;
    p1 = p1 << 2 | p2 >> 62;
    if (p0 >> 63) {
        quadrant++;
        sign = -1;
        p0 = ~p0;
        p1 = ~p1;
    }
    *rest = two_sum((double)(p0 >> 11 << 11) * 0x1p-64, (double)(p0 & 0x7ff) * 0x1p-64 + (double)p1 * 0x1p-128);
    *rest = dd_scale(dd_multiply(*rest, half_pi), sign);
    return quadrant;
}

/* x = rest + quadrant * pi/2, |rest| <= pi/4; finite x. */
static inline __stateless(reduce) unsigned reduce(double x, struct dd *rest)
{
    const double far = 0x1p20, third_part = -0x1.f1976b7ed8fbcp-110;
    double magnitude = fabs(x), k;
    unsigned quadrant;

    if (magnitude < far) {
        k = __builtin_rint(magnitude * 0x1.45f306dc9c883p-1);
        *rest = dd_add((struct dd){magnitude, 0}, dd_negate(two_product(k, half_pi.hi)));
        *rest = dd_add(*rest, dd_negate(two_product(k, half_pi.lo)));
        *rest = dd_add(*rest, (struct dd){-k * third_part, 0});
        quadrant = (unsigned)k;
    } else {
        quadrant = reduce_large(magnitude, rest);
    }
    if (signbit(x)) {
        *rest = dd_negate(*rest);
        quadrant = -quadrant;
    }
    return quadrant & 3;
}

/* Taylor series on [-pi/4, pi/4]; terms from the fifth power on need only the bits of a double. */
static inline __stateless(sine_of) struct dd sine_of(struct dd x)
{
    const struct dd sixth = {0x1.5555555555555p-3, 0x1.5555555555555p-57};
    struct dd square = dd_multiply(x, x), cube = dd_multiply(dd_multiply(square, x), sixth);
    double tail = 0;

    for (int n = 25; n > 3; n -= 2)
        tail = -(tail + 1) * square.hi / (n * (n - 1));
    return dd_add(x, dd_negate(dd_add(cube, (struct dd){cube.hi * tail, 0})));
}

static inline __stateless(cosine_of) struct dd cosine_of(struct dd x)
{
    struct dd square = dd_multiply(x, x), half = dd_scale(square, 0.5);
    struct dd fourth = dd_multiply(dd_multiply(square, square), (struct dd){0x1.5555555555555p-5, 0x1.5555555555555p-59});
    double tail = 0;

    for (int n = 26; n > 4; n -= 2)
        tail = -(tail + 1) * square.hi / (n * (n - 1));
    return dd_add((struct dd){1, 0}, dd_add(dd_negate(half), dd_add(fourth, (struct dd){fourth.hi * tail, 0})));
}

__stateless(sin) double sin(double x)
{
    struct dd rest, result;
    unsigned quadrant;

    if (!isfinite(x))
        return x - x;
    if (fabs(x) < 0x1p-27)
        return x;
    quadrant = reduce(x, &rest);
    result = quadrant & 1 ? cosine_of(rest) : sine_of(rest);
    return quadrant & 2 ? -(result.hi + result.lo) : result.hi + result.lo;
}

__stateless(cos) double cos(double x)
{
    struct dd rest, result;
    unsigned quadrant;

    if (!isfinite(x))
        return x - x;
    quadrant = reduce(x, &rest) + 1;
    result = quadrant & 1 ? cosine_of(rest) : sine_of(rest);
    return quadrant & 2 ? -(result.hi + result.lo) : result.hi + result.lo;
}

__stateless(tan) double tan(double x)
{
    struct dd rest, result;

    if (!isfinite(x))
        return x - x;
    if (fabs(x) < 0x1p-27)
        return x;
    if (reduce(x, &rest) & 1)
        result = dd_divide(dd_negate(cosine_of(rest)), sine_of(rest));
    else
        result = dd_divide(sine_of(rest), cosine_of(rest));
    return result.hi + result.lo;
}

/* ---- Inverses ---- */

/* arctan of x in [0, 1]: of x's distance from the nearest eighth, and that of the eighth. */
static inline __stateless(arctangent) struct dd arctangent(struct dd x)
{
    static const struct dd of_eighth[] = {
        {0x0.0p+0, 0x0.0p+0},
        {0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59},
        {0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57},
        {0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56},
        {0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56},
        {0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58},
        {0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56},
        {0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56},
        {0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55},
    };
    const struct dd third = {0x1.5555555555555p-2, 0x1.5555555555555p-56};
    int eighths = (int)__builtin_rint(x.hi * 8);
    struct dd nearest = {eighths / 8.0, 0};
    struct dd t = x, square, cube;
    double tail = 0;

    if (eighths)
        t = dd_divide(dd_add(x, dd_negate(nearest)), dd_add((struct dd){1, 0}, dd_multiply(x, nearest)));
    square = dd_multiply(t, t);
    for (int n = 17; n >= 5; n -= 2)
        tail = 1.0 / n - tail * square.hi;
    cube = dd_multiply(square, t);
    t = dd_add(t, dd_add(dd_negate(dd_multiply(cube, third)), (struct dd){cube.hi * square.hi * tail, 0}));
    return dd_add(of_eighth[eighths], t);
}

/* The angle of a point of the first quadrant; neither coordinate is so small that quotients vanish. */
static inline __stateless(angle) struct dd angle(struct dd y, struct dd x)
{
    if (y.hi > x.hi)
        return dd_add(half_pi, dd_negate(arctangent(dd_divide(x, y))));
    return arctangent(dd_divide(y, x));
}

static inline double signed_sum(struct dd x, double sign)
{
    return copysign(x.hi + x.lo, sign);
}

__stateless(atan) double atan(double x)
{
    double magnitude = fabs(x);

    if (isnan(x) || magnitude < 0x1p-27)
        return x;
    if (magnitude > 0x1p60)
        return signed_sum(half_pi, x);
    return signed_sum(angle((struct dd){magnitude, 0}, (struct dd){1, 0}), x);
}

__stateless(asin) double asin(double x)
{
    double magnitude = fabs(x);
    struct dd cosine;

    if (isnan(x) || magnitude < 0x1p-27)
        return x;
    if (magnitude > 1)
        return (x - x) / (x - x);
    cosine = dd_sqrt(dd_multiply(two_sum(1, -magnitude), two_sum(1, magnitude)));
    return signed_sum(angle((struct dd){magnitude, 0}, cosine), x);
}

__stateless(acos) double acos(double x)
{
    double magnitude = fabs(x);
    struct dd result;

    if (isnan(x))
        return x;
    if (magnitude > 1)
        return (x - x) / (x - x);
    result = angle(dd_sqrt(dd_multiply(two_sum(1, -magnitude), two_sum(1, magnitude))), (struct dd){magnitude, 0});
    if (x < 0)
        result = dd_add(pi, dd_negate(result));
    return result.hi + result.lo;
}

__stateless(atan2) double atan2(double y, double x)
{
    double height = fabs(y), width = fabs(x);
    struct dd result;
    int exponent_y, exponent_x;

    if (isnan(x) || isnan(y))
        return x + y;
    if (height == 0 || isinf(width)) {
        if (isinf(height))
            result = (struct dd){half_pi.hi / 2, half_pi.lo / 2};
        else
            result = (struct dd){0, 0};
    } else if (width == 0 || isinf(height)) {
        result = half_pi;
    } else {
        double h = normalise(height, &exponent_y), w = normalise(width, &exponent_x);
        int difference = exponent_y - exponent_x;

        if (difference > 60) {
            result = half_pi;
        } else if (difference < -60 && !signbit(x)) {
            return copysign(scale(h / w, difference), y);
        } else if (difference < -60) {
            result = (struct dd){0, 0};
        } else {
            result = angle((struct dd){h * power_of_two(difference), 0}, (struct dd){w, 0});
        }
    }
    if (signbit(x))
        result = dd_add(pi, dd_negate(result));
    return signed_sum(result, y);
}
