/* Decimal and hexadecimal numbers into binary floating point, rounded correctly: to nearest, ties to even. */
#include "limbs.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * No double, and no point half way between two, needs more significant digits than 768. What follows
 * the first 774 or so can only say that the number is larger than these: a last digit 1 says that too.
 */
enum {
    DIGITS = 86 * LIMB_DIGITS,
    FRONT = 48,                         /* limbs before the digits: 10^308 and the way up */
    LIMBS = FRONT + DIGITS / LIMB_DIGITS + 2 + 130, /* and after: the way down to 2^-1074 */
    FARTHEST = 20000,                   /* exponents beyond are as good as infinite */
};

struct format {
    int bits;                           /* of the significand, the leading one counted */
    int lowest;                         /* exponent of the smallest subnormal */
    int highest;                        /* of the largest number's leading bit */
};

static const struct format binary64 = {53, -1074, 1023}, binary32 = {24, -149, 127};

/* significand * 2^exponent, where a bit or more may be cut off; `sticky`: and something below is not zero. */
static double assemble(uint64_t significand, int exponent, int sticky, const struct format *format)
{
    union { uint64_t bits; double number; } result;
    int cut, leading;

    if (!significand)
        return 0;
    leading = 63 - __builtin_clzll(significand);
    cut = leading + 1 - format->bits;
    if (exponent + cut < format->lowest)
        cut = format->lowest - exponent;
    if (cut > 0) {
        uint64_t rest, half;

        if (cut > 64) {                 /* below half of the smallest: zero */
            errno = ERANGE;
            return 0;
        }
        rest = cut == 64 ? significand : significand & ((1ull << cut) - 1);
        half = 1ull << (cut - 1);
        significand = cut == 64 ? 0 : significand >> cut;
        exponent += cut;
        if (rest > half || (rest == half && (sticky || significand & 1)))
            significand++;
        if (exponent == format->lowest && (rest || sticky) && significand < 1ull << (format->bits - 1))
            errno = ERANGE;             /* neither exact nor of full precision */
        if (!significand)
            return 0;
        leading = 63 - __builtin_clzll(significand);
    } else if (sticky) {
        __builtin_unreachable();        /* callers give enough bits */
    }
    if (exponent + leading > format->highest) {
        errno = ERANGE;
        return __builtin_huge_val();
    }
    /* Into a double, in which any of these formats is exact: as a product of two numbers that are. */
    result.number = (double)significand;
    for (; exponent < -1000; exponent += 100)
        result.number *= 0x1p-100;
    if (exponent > 900) {
        result.number *= 0x1p900;
        exponent -= 900;
    }
    return result.number * ((union { uint64_t bits; double number; }){(uint64_t)(exponent + 1023) << 52}).number;
}

/* The bits of the integer part, of which there are at most two limbs. */
static uint64_t integer_part(const struct limbs *number)
{
    uint64_t value = 0;

    for (int i = number->first; i < number->point; i++)
        value = value * LIMB + (i < number->end ? number->limb[i] : 0);
    return value;
}

static int bits_in(uint64_t value)
{
    return value ? 64 - __builtin_clzll(value) : 0;
}

static double convert(struct limbs *number, const struct format *format)
{
    enum { WANTED = 55 };               /* two more than the widest significand: a bit for the half, and one to spare */
    int exponent = 0, bits, whole;

    limbs_trim(number);
    if (number->first == number->end)
        return 0;
    while (number->point - number->first > 2) {
        limbs_divide(number, STEP_DOWN);
        exponent += STEP_DOWN;
    }
    for (;;) {
        bits = number->first < number->point ? bits_in(integer_part(number)) : 0;
        if (bits == WANTED)
            break;
        if (bits > WANTED) {
            int step = bits - WANTED < STEP_DOWN ? bits - WANTED : STEP_DOWN;

            limbs_divide(number, step);
            exponent += step;
        } else {
            int step = bits > 0 && WANTED - bits < STEP_UP ? WANTED - bits : STEP_UP;

            limbs_multiply(number, step);
            exponent -= step;
        }
    }
    whole = number->end <= number->point;
    return assemble(integer_part(number), exponent, !whole, format);
}

/* The exponent after an 'e' or 'p', held within what matters; *end stays where it is if there is none. */
static int exponent_at(const char *s, const char **end)
{
    int negative = *s == '-', value = 0;

    if (*s == '-' || *s == '+')
        s++;
    if (!isdigit((unsigned char)*s))
        return 0;
    for (; isdigit((unsigned char)*s); s++)
        if (value < INT_MAX / 10 - 10)
            value = value * 10 + (*s - '0');
    *end = s;
    return negative ? -value : value;
}

static double decimal(const char *s, const char **end, const struct format *format)
{
    uint32_t limbs[LIMBS];
    struct limbs number = {.limb = limbs};
    char digits[DIGITS + LIMB_DIGITS];
    int count = 0, seen = 0, point_seen = 0, sticky = 0, before, at;
    int64_t scale = 0;                  /* value = 0.digits * 10^scale */

    for (; isdigit((unsigned char)*s) || (*s == '.' && !point_seen); s++) {
        if (*s == '.') {
            point_seen = 1;
            continue;
        }
        seen = 1;
        if (count == 0 && *s == '0') {
            scale -= point_seen;
            continue;
        }
        scale += !point_seen;
        if (count < DIGITS - 1)
            digits[count++] = *s - '0';
        else
            sticky |= *s != '0';
    }
    if (!seen)
        return 0;
    *end = s;
    if ((*s | 0x20) == 'e')
        scale += exponent_at(s + 1, end);
    if (sticky)
        digits[count++] = 1;
    while (count > 0 && digits[count - 1] == 0)
        count--;
    if (count == 0)
        return 0;
    if (scale > 310 || scale < -345) {  /* more than the largest number, less than half of the smallest */
        errno = ERANGE;
        return scale > 0 ? __builtin_huge_val() : 0;
    }

    /* The point lies between two limbs; so many zeroes come before the first digit. */
    before = (int)(((-scale) % LIMB_DIGITS + LIMB_DIGITS) % LIMB_DIGITS);
    number.first = number.end = FRONT;
    number.point = FRONT + (int)((scale + before) / LIMB_DIGITS);
    for (at = -before; at < count; at += LIMB_DIGITS) {
        uint32_t limb = 0;

        for (int i = at; i < at + LIMB_DIGITS; i++)
            limb = limb * 10 + (uint32_t)(i >= 0 && i < count ? digits[i] : 0);
        limbs[number.end++] = limb;
    }
    return convert(&number, format);
}

static int hex_value(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : (c | 0x20) - 'a' + 10;
}

static double hexadecimal(const char *s, const char **end, const struct format *format)
{
    uint64_t significand = 0;
    int64_t exponent = 0;
    int seen = 0, point_seen = 0, sticky = 0;

    for (; isxdigit((unsigned char)*s) || (*s == '.' && !point_seen); s++) {
        if (*s == '.') {
            point_seen = 1;
            continue;
        }
        seen = 1;
        if (significand >> 60) {
            sticky |= *s != '0';
            exponent += 4;
        } else {
            significand = significand << 4 | (uint64_t)hex_value(*s);
        }
        exponent -= 4 * point_seen;
    }
    if (!seen)
        return 0;
    *end = s;
    if ((*s | 0x20) == 'p')
        exponent += exponent_at(s + 1, end);
    if (!significand)
        return 0;
    if (exponent > FARTHEST)
        exponent = FARTHEST;
    if (exponent < -FARTHEST)
        exponent = -FARTHEST;
    return assemble(significand, (int)exponent, sticky, format);
}

/* "inf", "infinity", "nan" and "nan(...)". */
static int word(const char *s, const char **end, double *value)
{
    if (!strncasecmp(s, "inf", 3)) {
        *end = s + (strncasecmp(s + 3, "inity", 5) ? 3 : 8);
        *value = __builtin_inf();
        return 1;
    }
    if (!strncasecmp(s, "nan", 3)) {
        *end = s += 3;
        if (*s == '(') {
            for (s++; isalnum((unsigned char)*s) || *s == '_'; s++)
                ;
            if (*s == ')')
                *end = s + 1;
        }
        *value = __builtin_nan("");
        return 1;
    }
    return 0;
}

static double convert_string(const char *restrict string, char **restrict rest, const struct format *format)
{
    const char *s = string, *end = string;
    double value;
    int negative;

    while (isspace((unsigned char)*s))
        s++;
    negative = *s == '-';
    if (*s == '-' || *s == '+')
        s++;
    if (!word(s, &end, &value)) {
        value = 0;
        if (s[0] == '0' && (s[1] | 0x20) == 'x')
            value = hexadecimal(s + 2, &end, format);
        if (end == string)
            value = decimal(s, &end, format);
    }
    if (rest)
        *rest = (char *)end;
    return negative && end != string ? -value : value;
}

double strtod(const char *restrict string, char **restrict rest)
{
    return convert_string(string, rest, &binary64);
}

float strtof(const char *restrict string, char **restrict rest)
{
    return (float)convert_string(string, rest, &binary32);
}

double atof(const char *string)
{
    return strtod(string, 0);
}
