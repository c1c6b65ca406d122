/* Floating point in decimal and hexadecimal: all digits exactly, then one rounding. */
#include "format_number.h"
#include "limbs.h"

#include <limits.h>
#include <string.h>

enum {
    WHOLE = 36, FRACTION = 122,         /* limbs: 2^1024 has 309 digits, 2^-1074 has 1074 after the point */
    LIMBS = WHOLE + FRACTION,
    DIGITS = LIMBS * LIMB_DIGITS,
    MANTISSA = 52, BIAS = 1023, SPECIAL = 0x7ff,
    HEXADECIMAL_DIGITS = MANTISSA / 4,
};

/* The value 0.digits * 10^point; no zero at the front. None for zero. */
struct decimal {
    char digits[DIGITS + 1];
    int count, point;
};

struct parts {
    uint64_t mantissa;                  /* with its leading bit */
    int exponent;                       /* of the lowest bit */
};

static uint64_t bits_of(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static struct parts take_apart(double value)
{
    uint64_t bits = bits_of(value), fraction = bits & ((1ull << MANTISSA) - 1);
    int exponent = (int)(bits >> MANTISSA & SPECIAL);

    return (struct parts){
        exponent ? fraction | 1ull << MANTISSA : fraction,
        (exponent ? exponent : 1) - BIAS - MANTISSA,
    };
}

static void exact(double value, struct decimal *result)
{
    uint32_t limbs[LIMBS];
    struct limbs number = {.limb = limbs, .first = WHOLE - 2, .end = WHOLE, .point = WHOLE};
    struct parts parts = take_apart(value);
    char *to = result->digits, *from = to;
    int zeroes = 0;

    /* Without its trailing zero bits: most numbers are short. */
    if (parts.mantissa) {
        zeroes = __builtin_ctzll(parts.mantissa);
        parts.mantissa >>= zeroes;
        parts.exponent += zeroes;
    }
    limbs[WHOLE - 2] = (uint32_t)(parts.mantissa / LIMB);
    limbs[WHOLE - 1] = (uint32_t)(parts.mantissa % LIMB);
    limbs_trim(&number);
    for (; parts.exponent >= STEP_UP; parts.exponent -= STEP_UP)
        limbs_multiply(&number, STEP_UP);
    if (parts.exponent > 0)
        limbs_multiply(&number, parts.exponent);
    for (; parts.exponent <= -STEP_DOWN; parts.exponent += STEP_DOWN)
        limbs_divide(&number, STEP_DOWN);
    if (parts.exponent < 0)
        limbs_divide(&number, -parts.exponent);

    for (int i = number.first; i < number.end; i++, to += LIMB_DIGITS) {
        uint32_t limb = limbs[i];

        for (int digit = LIMB_DIGITS - 1; digit >= 0; digit--, limb /= 10)
            to[digit] = (char)('0' + limb % 10);
    }
    result->point = (number.point - number.first) * LIMB_DIGITS;
    for (; from < to && *from == '0'; from++)
        result->point--;
    while (to > from && to[-1] == '0')
        to--;
    result->count = (int)(to - from);
    memmove(result->digits, from, (size_t)result->count);
    if (!result->count)
        result->point = 1;              /* zero has one digit before its point */
}

/* To so many digits, to nearest, ties to even. What is left has no zeroes at its end. */
static void round_to(struct decimal *value, long digits)
{
    int keep = (int)digits, up;

    if (digits >= value->count)
        return;
    if (digits < 0) {
        value->count = 0;
        return;
    }
    up = value->digits[keep] > '5' || (value->digits[keep] == '5'
        && (value->count > keep + 1 || (keep > 0 && (value->digits[keep - 1] & 1))));
    while (keep > 0 && value->digits[keep - 1] == (up ? '9' : '0'))
        keep--;
    if (up && keep > 0)
        value->digits[keep - 1]++;
    if (up && keep == 0) {
        value->digits[keep++] = '1';
        value->point++;
    }
    value->count = keep;
}

/* Digits [from, to) of the value, where those that it does not have are zeroes. */
static void put_digits(struct sink *sink, const struct decimal *value, long from, long to)
{
    long have = to < value->count ? to : value->count;

    if (from < 0) {
        long zeroes = (to < 0 ? to : 0) - from;

        flexos_format_repeat(sink, '0', zeroes);
        from += zeroes;
    }
    if (from < have) {
        flexos_format_text(sink, value->digits + from, (size_t)(have - from));
        from = have;
    }
    flexos_format_repeat(sink, '0', to - from);
}

/* 'e' or 'p', sign, and the digits: at least so many. Returns the length. */
static int write_exponent(char *to, char letter, int exponent, int least)
{
    unsigned magnitude = exponent < 0 ? -(unsigned)exponent : (unsigned)exponent;
    char digits[12];
    int count = 0, length = 0;

    while (magnitude || count < least) {
        digits[count++] = (char)('0' + magnitude % 10);
        magnitude /= 10;
    }
    to[length++] = letter;
    to[length++] = exponent < 0 ? '-' : '+';
    while (count > 0)
        to[length++] = digits[--count];
    return length;
}

/* What every field has: blanks and sign before `length` characters of body, and how to end it. */
static long open_field(struct sink *sink, const struct conversion *how, const char *prefix, long length, int zero_allowed)
{
    long blank = how->width - (long)strlen(prefix) - length;

    if (!how->left && !(how->zero && zero_allowed))
        flexos_format_repeat(sink, ' ', blank);
    flexos_format_text(sink, prefix, strlen(prefix));
    if (!how->left && how->zero && zero_allowed)
        flexos_format_repeat(sink, '0', blank);
    return how->left ? blank : 0;
}

static void put_special(struct sink *sink, const struct conversion *how, const char *sign, const char *name)
{
    long after = open_field(sink, how, sign, 3, 0);

    flexos_format_text(sink, name, 3);
    flexos_format_repeat(sink, ' ', after);
}

static void put_fixed(struct sink *sink, const struct conversion *how, const char *sign, const struct decimal *value, long after_point)
{
    long before = value->point > 0 && value->count ? value->point : 1;
    int point = after_point > 0 || how->alternate;
    long blank = open_field(sink, how, sign, before + point + after_point, 1);

    if (value->point > 0 && value->count)
        put_digits(sink, value, 0, value->point);
    else
        flexos_format_text(sink, "0", 1);
    if (point)
        flexos_format_text(sink, ".", 1);
    if (value->count)
        put_digits(sink, value, value->point, value->point + after_point);
    else
        flexos_format_repeat(sink, '0', after_point);
    flexos_format_repeat(sink, ' ', blank);
}

static void put_scientific(struct sink *sink, const struct conversion *how, const char *sign, const struct decimal *value, long after_point, char letter)
{
    char exponent[16];
    int length = write_exponent(exponent, letter, value->count ? value->point - 1 : 0, 2);
    int point = after_point > 0 || how->alternate;
    long blank = open_field(sink, how, sign, 1 + point + after_point + length, 1);

    put_digits(sink, value, 0, 1);
    if (point)
        flexos_format_text(sink, ".", 1);
    put_digits(sink, value, 1, 1 + after_point);
    flexos_format_text(sink, exponent, (size_t)length);
    flexos_format_repeat(sink, ' ', blank);
}

static void put_hexadecimal(struct sink *sink, const struct conversion *how, const char *sign, double value, int capital)
{
    const char *alphabet = capital ? "0123456789ABCDEF" : "0123456789abcdef";
    struct parts parts = take_apart(value);
    char prefix[4], digits[HEXADECIMAL_DIGITS], exponent[16];
    int exponent_length, significant, point;
    long after_point = how->precision, blank;

    if (how->precision >= 0 && how->precision < HEXADECIMAL_DIGITS) {
        uint64_t unit = 1ull << 4 * (HEXADECIMAL_DIGITS - how->precision), rest = parts.mantissa & (unit - 1);

        parts.mantissa -= rest;
        if (rest > unit / 2 || (rest == unit / 2 && parts.mantissa & unit))
            parts.mantissa += unit;
    }
    for (int i = 0; i < HEXADECIMAL_DIGITS; i++)
        digits[i] = alphabet[parts.mantissa >> (MANTISSA - 4 - 4 * i) & 0xf];
    for (significant = HEXADECIMAL_DIGITS; significant > 0 && digits[significant - 1] == '0'; significant--)
        ;
    if (after_point < 0)
        after_point = significant;
    point = after_point > 0 || how->alternate;
    exponent_length = write_exponent(exponent, capital ? 'P' : 'p', bits_of(value) << 1 ? parts.exponent + MANTISSA : 0, 1);
    strcpy(prefix, sign);
    strcat(prefix, capital ? "0X" : "0x");
    blank = open_field(sink, how, prefix, 1 + point + after_point + exponent_length, 1);
    flexos_format_text(sink, alphabet + (parts.mantissa >> MANTISSA), 1);
    if (point)
        flexos_format_text(sink, ".", 1);
    flexos_format_text(sink, digits, (size_t)(after_point < HEXADECIMAL_DIGITS ? after_point : HEXADECIMAL_DIGITS));
    flexos_format_repeat(sink, '0', after_point - HEXADECIMAL_DIGITS);
    flexos_format_text(sink, exponent, (size_t)exponent_length);
    flexos_format_repeat(sink, ' ', blank);
}

#ifdef __aarch64__
/* Quadruple precision, of which the processor knows nothing. */
double flexos_format_narrow(long double value)
{
    enum { WIDE_BIAS = 16383, WIDE_SPECIAL = 0x7fff, WIDE_TOP = 48, MORE = 62 - WIDE_TOP };
    uint64_t halves[2], significand, sign;
    int exponent;
    double result;

    memcpy(halves, &value, sizeof halves);
    sign = halves[1] >> 63 << 63;
    exponent = (int)(halves[1] >> WIDE_TOP & WIDE_SPECIAL);
    significand = (halves[1] & ((1ull << WIDE_TOP) - 1)) << MORE | halves[0] >> (64 - MORE);
    if (exponent == WIDE_SPECIAL) {
        significand = sign | (uint64_t)SPECIAL << MANTISSA | (uint64_t)(significand || halves[0]) << (MANTISSA - 1);
    } else if (exponent - WIDE_BIAS < -1080) {
        significand = sign;
    } else if (exponent - WIDE_BIAS > 1024) {
        significand = sign | (uint64_t)SPECIAL << MANTISSA;
    } else {
        int cut = 62 - MANTISSA, low = exponent - WIDE_BIAS < -1022;
        uint64_t rest;

        if (low)
            cut += -1022 - (exponent - WIDE_BIAS);
        significand |= 1ull << 62 | (halves[0] << MORE != 0); /* bits below: only that there are some */
        rest = cut > 63 ? 0 : significand & ((1ull << cut) - 1);
        significand = cut > 63 ? 0 : significand >> cut;
        if (cut < 64 && (rest > 1ull << (cut - 1) || (rest == 1ull << (cut - 1) && significand & 1)))
            significand++;              /* carries into the exponent, up to infinity */
        significand += low ? 0 : (uint64_t)(exponent - WIDE_BIAS + BIAS - 1) << MANTISSA;
        significand |= sign;
    }
    memcpy(&result, &significand, sizeof result);
    return result;
}
#else
double flexos_format_narrow(long double value)
{
    return (double)value;
}
#endif

void flexos_format_double(struct sink *sink, const struct conversion *how, char kind, double value)
{
    const char *sign = bits_of(value) >> 63 ? "-" : how->plus ? "+" : how->space ? " " : "";
    int capital = kind < 'a', exponent;
    long precision = how->precision < 0 ? 6 : how->precision;
    struct decimal decimal;

    if ((bits_of(value) >> MANTISSA & SPECIAL) == SPECIAL) {
        const char *name = bits_of(value) << 12 ? (capital ? "NAN" : "nan") : capital ? "INF" : "inf";

        put_special(sink, how, sign, name);
        return;
    }
    kind |= 0x20;
    if (kind == 'a') {
        put_hexadecimal(sink, how, sign, value, capital);
        return;
    }
    exact(value, &decimal);
    if (kind == 'f') {
        round_to(&decimal, decimal.point + precision);
        put_fixed(sink, how, sign, &decimal, precision);
        return;
    }
    if (kind == 'e') {
        round_to(&decimal, precision + 1);
        put_scientific(sink, how, sign, &decimal, precision, capital ? 'E' : 'e');
        return;
    }
    if (precision == 0)
        precision = 1;
    round_to(&decimal, precision);
    exponent = decimal.count ? decimal.point - 1 : 0;
    if (exponent < precision && exponent >= -4) {
        long after = precision - 1 - exponent, needed = decimal.count ? decimal.count - decimal.point : 0;

        if (!how->alternate && needed < after)
            after = needed > 0 ? needed : 0;
        put_fixed(sink, how, sign, &decimal, after);
    } else {
        long after = precision - 1;

        if (!how->alternate && decimal.count - 1 < after)
            after = decimal.count > 0 ? decimal.count - 1 : 0;
        put_scientific(sink, how, sign, &decimal, after, capital ? 'E' : 'e');
    }
}
