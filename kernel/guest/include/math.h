/* The part of the mathematical library that is in double precision. Results are within 1 ulp; no floating-point exceptions beyond those of the operations. */
#ifndef MATH_H
#define MATH_H

#define HUGE_VAL __builtin_huge_val()
#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __builtin_isinf(x)
#define isfinite(x) __builtin_isfinite(x)
#define signbit(x) __builtin_signbit(x)

double fabs(double), copysign(double, double);
double ceil(double), floor(double), trunc(double), rint(double), round(double);
double fmod(double, double), sqrt(double), hypot(double, double);
double frexp(double, int *exponent), ldexp(double, int exponent), modf(double, double *whole);
double exp(double), expm1(double), log(double), log1p(double), log2(double), log10(double), pow(double, double);
double sin(double), cos(double), tan(double), asin(double), acos(double), atan(double), atan2(double, double);
double sinh(double), cosh(double), tanh(double), asinh(double), acosh(double), atanh(double);

#endif
