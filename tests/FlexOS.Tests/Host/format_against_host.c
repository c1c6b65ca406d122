/*
 * The guest's snprintf and strtod, compiled for the host, against the host's. Arguments: seed, number of
 * values. Every value is printed by every conversion with random flags, width and precision, and read
 * back in full and in shortened form, with the same error number. Ends with 1 at the first difference.
 */
#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int guest_snprintf(char *, size_t, const char *, ...);
double guest_strtod(const char *, char **);
float guest_strtof(const char *, char **);
long guest_strtol(const char *, char **, int);
unsigned long guest_strtoul(const char *, char **, int);

static uint64_t state;
static char ours[8192], theirs[8192], format[64];

static uint64_t random_bits(void)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return state >> 32 | (state * 2862933555777941757ull + 3037000493ull) >> 32 << 32;
}

static unsigned below(unsigned limit)
{
    return (unsigned)(random_bits() >> 8) % limit;
}

static _Noreturn void differ(const char *what)
{
    printf("%s: ours is\n%s\nand the host's\n%s\n", what, ours, theirs);
    exit(1);
}

/* Any double at all, short decimals, small integers, halves and their neighbours. */
static double number(void)
{
    static const double special[] = {0, -0.0, INFINITY, -INFINITY, NAN, 0x1p-1074, 0x1p-1022, 0x1.fffffffffffffp1023, 0x1.fffffffffffffp-1022,
        0.5, 1.5, 2.5, 0.25, 0.125, 9.5, 99.5, 999999.5, 9.9999995, 0.00001, 0.0001, 0.00009999995, 1e22, 1e23, 123456, 1234567};
    uint64_t bits = random_bits();
    double value;

    switch (below(6)) {
    case 0: return special[below(sizeof special / sizeof *special)];
    case 1: return (double)(int64_t)(random_bits() % 2000000 - 1000000) / (double)(int[]){1, 2, 4, 8, 10, 100, 1000, 1000000}[below(8)];
    case 2: return ldexp((double)(int64_t)(random_bits() >> below(60)), (int)below(200) - 100);
    default: memcpy(&value, &bits, sizeof value); return value;
    }
}

static void make_format(const char *length, char kind, int most_precision)
{
    char *at = format;

    *at++ = '%';
    for (const char *flag = "-+ 0#"; *flag; flag++)
        if (below(4) == 0 && !(*flag == '#' && (kind | 0x20) == 'g')) /* glibc 2.36 gives 1.e+06 for 999999.5 with %#g */
            *at++ = *flag;
    if (below(2))
        at += sprintf(at, "%u", 1 + below(40));
    if (below(3))
        at += sprintf(at, ".%u", below((unsigned)(below(50) ? 22 : most_precision)));
    sprintf(at, "%s%c|", length, kind);
}

static void same(int our, int their)
{
    if (our != their || strcmp(ours, theirs))
        differ(format);
}

static void print(double value)
{
    make_format("", "eEfFgGaA"[below(8)], 1200);
    same(guest_snprintf(ours, sizeof ours, format, value), snprintf(theirs, sizeof theirs, format, value));
}

static void print_integer(void)
{
    uint64_t value = random_bits() >> below(64);

    make_format((const char *[]){"", "hh", "h", "l", "ll", "z", "j", "t"}[below(8)], "diuoxX"[below(6)], 100);
    same(guest_snprintf(ours, sizeof ours, format, value), snprintf(theirs, sizeof theirs, format, value));
}

static void print_text(void)
{
    const char *text = (const char *[]){"", "compartment", "a", "twelve chars"}[below(4)];
    int width = (int)below(20) - 10;
    size_t size = below(3) ? sizeof ours : below(30);

    make_format("", 's', 20);
    strcat(format, "%%%c%-*d%p");
    ours[0] = theirs[0] = 0;
    same(guest_snprintf(ours, size, format, text, 'x', width, 42, (void *)&state),
         snprintf(theirs, size, format, text, 'x', width, 42, (void *)&state));
}

static void read(const char *text)
{
    char *our_end, *their_end;
    double our, their;
    float our_single, their_single;
    int our_error, their_error;

    errno = 0;
    our = guest_strtod(text, &our_end);
    our_error = errno;
    errno = 0;
    their = strtod(text, &their_end);
    their_error = errno;
    if (fabs(their) == DBL_MIN)
        their_error = our_error;        /* whether what is rounded up to it was too small is each system's own */
    sprintf(ours, "%a, %td read, error %d", our, our_end - text, our_error);
    sprintf(theirs, "%a, %td read, error %d", their, their_end - text, their_error);
    if (strcmp(ours, theirs))
        differ(text);
    errno = 0;
    our_single = guest_strtof(text, &our_end);
    our_error = errno;
    errno = 0;
    their_single = strtof(text, &their_end);
    their_error = errno;
    if (fabsf(their_single) == FLT_MIN)
        their_error = our_error;
    sprintf(ours, "%a, %td read, error %d", our_single, our_end - text, our_error);
    sprintf(theirs, "%a, %td read, error %d", their_single, their_end - text, their_error);
    if (strcmp(ours, theirs))
        differ(text);
}

static void read_integer(void)
{
    char text[64], *our_end, *their_end;
    int base = (int[]){0, 10, 16, 8, 2, 36, 1, 37}[below(8)], our_error;
    long our, their;

    snprintf(text, sizeof text, (const char *[]){"%ld", " %+ldx", "0x%lx", "-0%lo", "%lu", "99%ld", "0x", "", "-", "zz"}[below(10)], (long)(random_bits() >> below(64)));
    for (int is_unsigned = 0; is_unsigned < 2; is_unsigned++) {
        errno = 0;
        our = is_unsigned ? (long)guest_strtoul(text, &our_end, base) : guest_strtol(text, &our_end, base);
        our_error = errno;
        errno = 0;
        their_end = text;
        their = is_unsigned ? (long)strtoul(text, &their_end, base) : strtol(text, &their_end, base);
        sprintf(ours, "%ld, %td read, error %d", our, our_end - text, our_error);
        sprintf(theirs, "%ld, %td read, error %d", their, their_end - text, errno);
        if (strcmp(ours, theirs))
            differ(text);
    }
}

/* Decimals of random length, and the exact points half way between two doubles, and a little beside them. */
static void read_hard(void)
{
    static char text[1600];
    double value = fabs(number()), next = nextafter(value, INFINITY);
    int length;

    if (!isfinite(next))
        return;
    switch (below(3)) {
    case 0:
        length = (int)below(60);
        for (int i = 0; i < length; i++)
            text[i] = (char)('0' + below(10));
        sprintf(text + length, ".%u%019" PRIu64 "e%d", below(10), random_bits(), (int)below(700) - 350 - length);
        break;
    case 1: {
        /* Half way: exact in 80-bit precision where there is one, else just another number. */
        long double half = ((long double)value + (long double)next) / 2;

        snprintf(text, sizeof text, "%.*Lf", 1100, half);
        if (strchr(text, '.')) {
            if (below(3) == 0)
                strcat(text, "0000001");
            else if (below(2))
                text[strlen(text) - 1] = '9';
        }
        break;
    }
    default:
        snprintf(text, sizeof text, "%s%.*a", below(2) ? " -" : "+", (int)below(20), value);
    }
    read(text);
}

int main(int count, char **arguments)
{
    static const char *const odd[] = {"", " ", ".", "+", "-.e5", "1e", "1e+", "0x", "0x.p1", "0x1p", "inf", "-Infinity", "infinit", "nan", "nan(123)", "nan(", "NaN(a b)",
        "1e400", "-1e-400", "0e999999999999", "1e99999999999999999999", "1e-99999999999999999999", ".5.5", "0x1.8p1074", "0x1p-1075", "0x1.8p-1075", "0x1.0000000000000800000000001p0",
        "0x.00000000000000000000000000000000000000001p200", "2.4703282292062327208e-324", "2.4703282292062328e-324", "1.7976931348623158e308", "1.7976931348623159e308", "2.2250738585072011e-308",
        "00000000000000000000000000000000000000001e-5", "0.000000000000000000000000000000000000000000000000000000000000000000001e60", "1_000", "1,5", "\t\n\v\f\r 42"};
    unsigned long values = count > 2 ? strtoul(arguments[2], 0, 10) : 10000;

    state = count > 1 ? strtoul(arguments[1], 0, 10) : 1;
    for (unsigned i = 0; i < sizeof odd / sizeof *odd; i++)
        read(odd[i]);
    for (unsigned long i = 0; i < values; i++) {
        char text[64];
        double value = number();

        print(value);
        print_integer();
        print_text();
        snprintf(text, sizeof text, "%.*g", 1 + (int)below(20), value);
        read(text);
        read_integer();
        if (i % 8 == 0)
            read_hard();
    }
    printf("%lu values agree\n", values);
    return 0;
}
