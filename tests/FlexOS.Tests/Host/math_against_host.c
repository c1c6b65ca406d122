/*
 * The guest's mathematical functions, compiled for the host, against the host's in extended precision.
 * Arguments: seed, values for each function. Prints the largest error of each in ulp, and ends with 1
 * if one is above 1 ulp, if a special value differs, or if an exact function is not exact.
 */
#define _GNU_SOURCE
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNARY(name) double guest_##name(double);
#define BINARY(name) double guest_##name(double, double);
UNARY(exp) UNARY(expm1) UNARY(log) UNARY(log1p) UNARY(log2) UNARY(log10)
UNARY(sin) UNARY(cos) UNARY(tan) UNARY(asin) UNARY(acos) UNARY(atan)
UNARY(sinh) UNARY(cosh) UNARY(tanh) UNARY(asinh) UNARY(acosh) UNARY(atanh)
UNARY(ceil) UNARY(floor) UNARY(trunc) UNARY(rint) UNARY(round) UNARY(fabs) UNARY(sqrt)
BINARY(pow) BINARY(atan2) BINARY(hypot) BINARY(fmod) BINARY(copysign)
double guest_frexp(double, int *), guest_ldexp(double, int), guest_modf(double, double *);

static uint64_t state;
static int failures;

static uint64_t random_bits(void)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return state >> 32 | (state * 2862933555777941757ull + 3037000493ull) >> 32 << 32;
}

static double from_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Any double at all, one of a moderate exponent, or one near a small integer. */
static double value(void)
{
    uint64_t bits = random_bits();
    double sign = bits & 1 ? -1 : 1;

    switch (random_bits() % 6) {
    case 0: return from_bits(random_bits());
    case 1: return sign * (double)(random_bits() % 40) * 0.25;
    case 2: return sign * (double)random_bits() * 0x1p-64;
    case 3: return sign * (1 + (double)random_bits() * 0x1p-64 * ldexp(1, -(int)(bits >> 8 & 31)));
    default: return sign * ldexp(1 + (double)random_bits() * 0x1p-64, (int)(bits >> 8 & 31) - 20);
    }
}

static double error_in_ulp(double got, long double exact)
{
    double nearest = (double)exact;
    long double ulp;

    if (isnan(got) || isnan(nearest) || isinf(got) || isinf(nearest)) {
        if (isnan(got) && isnan(nearest))
            return 0;
        if (got == nearest)
            return 0;
        /* One of them has overflowed: by rounding alone? */
        return isnan(got) || isnan(nearest) ? INFINITY : (double)(fabsl(exact) - (long double)fabs(got)) == 0 ? 0 : isinf(got) && fabsl(exact) > 0x1.fffffffffffff7p1023L ? 0 : INFINITY;
    }
    if (got == 0 && nearest == 0)
        return signbit(got) == signbit(nearest) ? 0 : INFINITY;
    ulp = nextafter(fabs(nearest), INFINITY) - fabs(nearest);
    return (double)(fabsl((long double)got - exact) / ulp);
}

struct worst {
    double error, x, y;
};

static void note(struct worst *worst, double error, double x, double y)
{
    if (!(error <= worst->error))
        *worst = (struct worst){error, x, y};
}

static void tell(const char *name, const struct worst *worst, double limit)
{
    int fails = !(worst->error <= limit);

    printf("%-8s %.3f ulp at %a, %a%s\n", name, worst->error, worst->x, worst->y, fails ? "  too much" : "");
    failures += fails;
}

static const double special[] = {0.0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, INFINITY, -INFINITY, NAN, 0x1p-1074, -0x1p-1074, 0x1p-1022,
    0x1.fffffffffffffp1023, -0x1.fffffffffffffp1023, 0x1p53, 0x1p54, 0x1.fffffffffffffp52, 709.782712893384, 709.7827128933841, -745.1332191019411,
    -745.1332191019412, 0x1.921fb54442d18p+0, 0x1.921fb54442d18p+1, 0x1.6ac5b262ca1ffp+849, 1e22, 0.9999999999999999, 1.0000000000000002};

enum { SPECIALS = sizeof special / sizeof *special };

static void unary(const char *name, double (*guest)(double), long double (*host)(long double), int count, double limit)
{
    struct worst worst = {0, 0, 0};

    for (int i = 0; i < SPECIALS + count; i++) {
        double x = i < SPECIALS ? special[i] : value();

        note(&worst, error_in_ulp(guest(x), host(x)), x, 0);
    }
    tell(name, &worst, limit);
}

static void binary(const char *name, double (*guest)(double, double), long double (*host)(long double, long double), int count, double limit)
{
    struct worst worst = {0, 0, 0};

    for (int i = 0; i < SPECIALS * SPECIALS + count; i++) {
        double x = i < SPECIALS * SPECIALS ? special[i / SPECIALS] : value(), y = i < SPECIALS * SPECIALS ? special[i % SPECIALS] : value();

        note(&worst, error_in_ulp(guest(x, y), host(x, y)), x, y);
    }
    tell(name, &worst, limit);
}

static void parts(int count)
{
    struct worst worst = {0, 0, 0};

    for (int i = 0; i < SPECIALS + count; i++) {
        double x = i < SPECIALS ? special[i] : value(), ours, theirs;
        int our_exponent = 0, their_exponent = 0, exponent = (int)(random_bits() % 4400) - 2200;

        note(&worst, error_in_ulp(guest_frexp(x, &our_exponent), frexp(x, &their_exponent)), x, 0);
        if (isfinite(x) && our_exponent != their_exponent)
            note(&worst, INFINITY, x, 0);
        note(&worst, error_in_ulp(guest_modf(x, &ours), modf(x, &theirs)), x, 1);
        note(&worst, error_in_ulp(ours, theirs), x, 2);
        note(&worst, error_in_ulp(guest_ldexp(x, exponent), ldexp(x, exponent)), x, exponent);
    }
    tell("parts", &worst, 0);
}

int main(int argc, char **arguments)
{
    int count = argc > 2 ? atoi(arguments[2]) : 100000;

    state = argc > 1 ? strtoul(arguments[1], 0, 10) : 1;
#define CHECK(name) unary(#name, guest_##name, name##l, count, 1)
    CHECK(exp); CHECK(expm1); CHECK(log); CHECK(log1p); CHECK(log2); CHECK(log10);
    CHECK(sin); CHECK(cos); CHECK(tan); CHECK(asin); CHECK(acos); CHECK(atan);
    CHECK(sinh); CHECK(cosh); CHECK(tanh); CHECK(asinh); CHECK(acosh); CHECK(atanh);
#define EXACT(name) unary(#name, guest_##name, name##l, count, 0)
    EXACT(ceil); EXACT(floor); EXACT(trunc); EXACT(rint); EXACT(round); EXACT(fabs);
    unary("sqrt", guest_sqrt, sqrtl, count, 0.501);
    binary("pow", guest_pow, powl, count, 1);
    binary("atan2", guest_atan2, atan2l, count, 1);
    binary("hypot", guest_hypot, hypotl, count, 1);
    binary("fmod", guest_fmod, fmodl, count, 0);
    binary("copysign", guest_copysign, copysignl, count, 0);
    parts(count);
    return failures != 0;
}
