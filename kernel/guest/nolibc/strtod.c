/* Decimal and hexadecimal numbers into binary floating point, rounded correctly: to nearest, ties to even. */
#include "limbs.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uk/format.h>

/* A binary format, and how much room the way into it takes. */
struct format {
    int bits;                           /* of the significand, the leading one counted */
    int lowest;                         /* exponent of the smallest subnormal */
    int highest;                        /* of the largest number's leading bit */
    int most, least;                    /* 0.1 * 10^scale is too large above, too small below */
    /*
     * No number of the format, and no point half way between two, needs more significant digits than
     * these limbs hold (768 for a double). What follows can only say that the number is larger: a last
     * digit 1 says that too.
     */
    int digits;
    int front, behind;                  /* limbs before the digits, for the way up, and after them, for the way down */
    int whole;                          /* limbs that may stand before the point in the end */
};

static const struct format binary32 = {24, -149, 127, 310, -345, 86 * LIMB_DIGITS, 48, 132, 2},
                           binary64 = {53, -1074, 1023, 310, -345, 86 * LIMB_DIGITS, 48, 132, 2},
                           binary128 = {113, -16494, 16383, 4935, -4970, 1286 * LIMB_DIGITS, 570, 1850, 4};

enum { FARTHEST = 40000 };              /* exponents beyond are as good as infinite */

typedef unsigned __int128 wide;

static wide infinity(const struct format *format)
{
    return (wide)(2 * format->highest + 1) << (format->bits - 1);
}

static int bits_in(wide value)
{
    return value >> 64 ? 128 - __builtin_clzll((uint64_t)(value >> 64)) : (uint64_t)value ? 64 - __builtin_clzll((uint64_t)value) : 0;
}

/* The number significand * 2^exponent in the format, where a bit or more may be cut off; `sticky`: and something below is not zero. */
static wide assemble(wide significand, int exponent, int sticky, const struct format *format)
{
    int cut;

    if (!significand)
        return 0;
    cut = bits_in(significand) - format->bits;
    if (exponent + cut < format->lowest)
        cut = format->lowest - exponent;
    if (cut > 0) {
        wide rest, half;

        if (cut > 128) {                /* below half of the smallest: zero */
            errno = ERANGE;
            return 0;
        }
        rest = cut == 128 ? significand : significand & (((wide)1 << cut) - 1);
        half = (wide)1 << (cut - 1);
        significand = cut == 128 ? 0 : significand >> cut;
        exponent += cut;
        if (rest > half || (rest == half && (sticky || (significand & 1))))
            significand++;
        if (exponent == format->lowest && (rest || sticky) && bits_in(significand) < format->bits)
            errno = ERANGE;             /* neither exact nor of full precision */
        if (!significand)
            return 0;
    } else if (sticky) {
        __builtin_unreachable();        /* callers give enough bits */
    }
    while (exponent > format->lowest && bits_in(significand) < format->bits) {
        significand <<= 1;
        exponent--;
    }
    if (bits_in(significand) > format->bits) { /* rounded up to a power of two */
        significand >>= 1;
        exponent++;
    }
    if (exponent + format->bits - 1 > format->highest) {
        errno = ERANGE;
        return infinity(format);
    }
    if (bits_in(significand) < format->bits)
        return significand;             /* subnormal */
    return ((wide)(exponent - format->lowest + 1) << (format->bits - 1)) | (significand & (((wide)1 << (format->bits - 1)) - 1));
}

/* The bits of the integer part, of which there are few limbs. */
static wide integer_part(const struct limbs *number)
{
    wide value = 0;

    for (int i = number->first; i < number->point; i++)
        value = value * LIMB + (i < number->end ? number->limb[i] : 0);
    return value;
}

static wide convert(struct limbs *number, const struct format *format)
{
    int wanted = format->bits + 2;      /* a bit for the half, and one to spare */
    int exponent = 0, bits, whole;

    limbs_trim(number);
    if (number->first == number->end)
        return 0;
    while (number->point - number->first > format->whole) {
        limbs_divide(number, STEP_DOWN);
        exponent += STEP_DOWN;
    }
    for (;;) {
        bits = number->first < number->point ? bits_in(integer_part(number)) : 0;
        if (bits == wanted)
            break;
        if (bits > wanted) {
            int step = bits - wanted < STEP_DOWN ? bits - wanted : STEP_DOWN;

            limbs_divide(number, step);
            exponent += step;
        } else {
            int step = bits > 0 && wanted - bits < STEP_UP ? wanted - bits : STEP_UP;

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

static wide decimal(const char *s, const char **end, const struct format *format)
{
    uint32_t limbs[format->front + format->digits / LIMB_DIGITS + 2 + format->behind];
    struct limbs number = {.limb = limbs};
    char digits[format->digits + LIMB_DIGITS];
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
        if (count < format->digits - 1)
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
    if (scale > format->most || scale < format->least) { /* more than the largest number, less than half of the smallest */
        errno = ERANGE;
        return scale > 0 ? infinity(format) : 0;
    }

    /* The point lies between two limbs; so many zeroes come before the first digit. */
    before = (int)(((-scale) % LIMB_DIGITS + LIMB_DIGITS) % LIMB_DIGITS);
    number.first = number.end = format->front;
    number.point = format->front + (int)((scale + before) / LIMB_DIGITS);
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

static wide hexadecimal(const char *s, const char **end, const struct format *format)
{
    wide significand = 0;
    int64_t exponent = 0;
    int seen = 0, point_seen = 0, sticky = 0;

    for (; isxdigit((unsigned char)*s) || (*s == '.' && !point_seen); s++) {
        if (*s == '.') {
            point_seen = 1;
            continue;
        }
        seen = 1;
        if (significand >> 124) {
            sticky |= *s != '0';
            exponent += 4;
        } else {
            significand = significand << 4 | (unsigned)hex_value(*s);
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
static int word(const char *s, const char **end, wide *value, const struct format *format)
{
    if (!strncasecmp(s, "inf", 3)) {
        *end = s + (strncasecmp(s + 3, "inity", 5) ? 3 : 8);
        *value = infinity(format);
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
        *value = infinity(format) | (wide)1 << (format->bits - 2);
        return 1;
    }
    return 0;
}

static wide convert_string(const char *restrict string, char **restrict rest, const struct format *format)
{
    const char *s = string, *end = string;
    wide value;
    int negative;

    while (isspace((unsigned char)*s))
        s++;
    negative = *s == '-';
    if (*s == '-' || *s == '+')
        s++;
    if (!word(s, &end, &value, format)) {
        value = 0;
        if (s[0] == '0' && (s[1] | 0x20) == 'x')
            value = hexadecimal(s + 2, &end, format);
        if (end == string)
            value = decimal(s, &end, format);
    }
    if (rest)
        *rest = (char *)end;
    if (negative && end != string)      /* the sign is the bit above the exponent */
        value |= (wide)(2 * format->highest + 2) << (format->bits - 1);
    return value;
}

double strtod(const char *restrict string, char **restrict rest)
{
    return ((union { uint64_t bits; double number; }){(uint64_t)convert_string(string, rest, &binary64)}).number;
}

float strtof(const char *restrict string, char **restrict rest)
{
    return ((union { uint32_t bits; float number; }){(uint32_t)convert_string(string, rest, &binary32)}).number;
}

void uk_strtold(const char *restrict string, char **restrict rest, uint64_t quadruple[2])
{
    wide value = convert_string(string, rest, &binary128);

    quadruple[0] = (uint64_t)value;
    quadruple[1] = (uint64_t)(value >> 64);
}

#if __LDBL_MANT_DIG__ == 113            /* not so on hosts */
long double strtold(const char *restrict string, char **restrict rest)
{
    union { uint64_t bits[2]; long double number; } value;

    uk_strtold(string, rest, value.bits);
    return value.number;
}
#endif

double atof(const char *string)
{
    return strtod(string, 0);
}
