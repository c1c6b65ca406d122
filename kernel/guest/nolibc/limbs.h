/*
 * Exact decimal numbers, nine digits to a limb: what conversions between decimal and binary are made
 * in. A binary fraction has a finite decimal one, so both directions are exact until the one rounding.
 */
#ifndef NOLIBC_LIMBS_H
#define NOLIBC_LIMBS_H

#include <stdint.h>

enum {
    LIMB = 1000000000,                  /* = 2^9 * 5^9: halving nine times makes one limb more */
    LIMB_DIGITS = 9,
    STEP_UP = 29, STEP_DOWN = 9,        /* bits that one pass can multiply and divide by */
};

/* The sum of limb[i] * LIMB^(point - 1 - i), for first <= i < end. */
struct limbs {
    uint32_t *limb;
    int first, end, point;
};

static inline void limbs_trim(struct limbs *number)
{
    while (number->first < number->end && number->limb[number->first] == 0)
        number->first++;
    while (number->end > number->first && number->limb[number->end - 1] == 0)
        number->end--;
}

/* Times 2^bits, bits <= STEP_UP. Needs one limb of room before the first. Zeroes between the first limb and the point are implied. */
static inline void limbs_multiply(struct limbs *number, int bits)
{
    uint64_t carry = 0;

    for (int i = number->end - 1; i >= number->first; i--) {
        carry += (uint64_t)number->limb[i] << bits;
        number->limb[i] = (uint32_t)(carry % LIMB);
        carry /= LIMB;
    }
    if (carry)
        number->limb[--number->first] = (uint32_t)carry;
    limbs_trim(number);
}

/* Over 2^bits, bits <= STEP_DOWN. Needs one limb of room after the last. */
static inline void limbs_divide(struct limbs *number, int bits)
{
    uint64_t rest = 0;

    for (int i = number->first; i < number->end; i++) {
        rest = rest * LIMB + number->limb[i];
        number->limb[i] = (uint32_t)(rest >> bits);
        rest &= (1u << bits) - 1;
    }
    if (rest)
        number->limb[number->end++] = (uint32_t)(rest * LIMB >> bits);
    limbs_trim(number);
}

#endif
