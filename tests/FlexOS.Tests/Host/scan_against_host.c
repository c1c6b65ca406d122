/*
 * The guest's sscanf and strtold, compiled for the host, against the host's. Arguments: seed, number of rounds. A
 * round reads a random text by a random format, and compares what is returned, everything that is stored, and how
 * much was taken. Where glibc leaves the C standard (what begins like a number and is none: "0x", "1e+", a field of
 * %c that is cut short) nothing is generated. Ends with 1 at the first difference.
 */
#define __STDC_WANT_IEC_60559_TYPES_EXT__ 1
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int guest_sscanf(const char *, const char *, ...);
void guest_uk_strtold(const char *, char **, uint64_t *);

enum { SLOTS = 6, SLOT = 128 };

static uint64_t state;
static char text[512], format[256];
static char ours[SLOTS][SLOT], theirs[SLOTS][SLOT];

static uint64_t random_bits(void)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return state >> 32 | (state * 2862933555777941757ull + 3037000493ull) >> 32 << 32;
}

static unsigned below(unsigned limit)
{
    return (unsigned)(random_bits() >> 8) % limit;
}

#define ONE_OF(...) ((const char *[]){__VA_ARGS__}[below(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *))])

/* By itself a word of any kind, a number, or what separates them. */
static void add_text(int is_decimal)
{
    char *at = text + strlen(text);

    if (strlen(text) > 300)
        return;
    switch (below(is_decimal ? 4 : 9)) {
    case 0: sprintf(at, "%s", ONE_OF(" ", "\n", "\t  ", ",", " - ", "%", "  %", "abc", "]", "-", "+", "zz9")); break;
    case 1: sprintf(at, "%" PRId64, (int64_t)random_bits() >> below(64)); break;
    case 2: sprintf(at, "%+d", (int)below(2000) - 1000); break;
    case 3: sprintf(at, "0%o", below(100000)); break;
    case 4: sprintf(at, "0x%x", below(0x7fffffff)); break;
    case 5: sprintf(at, "%.*g", 1 + (int)below(20), (double)(int64_t)random_bits() / (double)(1 + below(1000000))); break;
    case 6: sprintf(at, "%s ", ONE_OF("inf", "-Infinity", "nan", "NAN", "1.5e-300", ".5", "5.", "0x1.8p3", "123456789012345678901234567890", "99999999999999999999999", "-99999999999999999999")); break;
    case 7: sprintf(at, "%s", ONE_OF("compartment", "a-z", "x]y", "^", "k=v;")); break;
    default: sprintf(at, "%u.%u", below(100), below(1000));
    }
}

static int add_format(int is_decimal)
{
    char *at = format + strlen(format);
    const char *suppressed = below(5) ? "" : "*";

    switch (below(8)) {
    case 0: sprintf(at, "%s", ONE_OF(" ", ",", " ,", "%%", "\t", "a", "-")); return 0;
    case 1: case 2: case 3:
        at += sprintf(at, "%%%s", suppressed);
        if (is_decimal && below(2))
            at += sprintf(at, "%u", 1 + below(9));
        sprintf(at, "%s%c", ONE_OF("", "hh", "h", "l", "ll", "j", "z", "t"), "diouxX"[below(is_decimal ? 6 : 5)]);
        break;
    case 4:
        at += sprintf(at, "%%%s", suppressed);
        if (is_decimal && below(2))
            at += sprintf(at, "%u", 1 + below(9));
        sprintf(at, "%s%c", ONE_OF("", "l"), "efgaEFGA"[below(8)]);
        break;
    case 5: sprintf(at, "%%%s%us", suppressed, 1 + below(30)); break;
    case 6: sprintf(at, "%%%s%s", suppressed, ONE_OF("c", "1c", "2c", "5c")); break;
    default: sprintf(at, "%%%s%u[%s]", suppressed, 1 + below(30), ONE_OF("a-z", "^,", "]a", "^]", "0-9.", "^a-z\n", "-z", "a-", "^-", "0-9A-Fx", "^ "));
    }
    return !*suppressed;
}

/* Nothing in the text begins like an exponent, or like a hexadecimal number, and is none. */
static int is_clear(void)
{
    for (const char *at = text + 1; text[0] && *at; at++) {
        const char *next = at + 1 + (at[1] == '+' || at[1] == '-');

        if ((*at | 0x20) == 'e' && (isxdigit((unsigned char)at[-1]) || at[-1] == '.') && !isdigit((unsigned char)*next))
            return 0;
        if ((*at | 0x20) == 'p' && isxdigit((unsigned char)at[-1]) && !isdigit((unsigned char)*next))
            return 0;
        if ((*at | 0x20) == 'x' && at[-1] == '0' && !isxdigit((unsigned char)at[1]))
            return 0;
    }
    return 1;
}

static void say(const char *whose, int result, char slots[SLOTS][SLOT])
{
    printf("%s: %d", whose, result);
    for (int i = 0; i < SLOTS; i++) {
        printf(" |");
        for (int j = 0; j < 16; j++)
            printf(" %02x", (unsigned char)slots[i][j]);
    }
    printf("\n");
}

static void scan(void)
{
    int is_decimal = below(2), conversions = 0, our, their;

    text[0] = format[0] = 0;
    for (unsigned i = below(8); i > 0; i--)
        add_text(is_decimal);
    if (below(4))
        strcat(text, " and so much text that a field of five characters is there, whatever the fields before it were and however many characters they took of what there was: none of them takes more than thirty");
    for (unsigned i = 1 + below(6); i > 0 && conversions < SLOTS - 1; i--)
        conversions += add_format(is_decimal);
    if (!strstr(text, "and so much"))
        for (char *at = format; *at; at++)
            if ((*at == '2' || *at == '5') && at[1] == 'c')
                *at = '1';
    strcat(format, "%n");
    if (!is_clear())
        return;
    memset(ours, 0x5a, sizeof ours);
    memset(theirs, 0x5a, sizeof theirs);
    our = guest_sscanf(text, format, ours[0], ours[1], ours[2], ours[3], ours[4], ours[5]);
    their = sscanf(text, format, theirs[0], theirs[1], theirs[2], theirs[3], theirs[4], theirs[5]);
    if (our != their || memcmp(ours, theirs, sizeof ours)) {
        printf("text \"%s\"\nformat \"%s\"\n", text, format);
        say("ours", our, ours);
        say("host", their, theirs);
        exit(1);
    }
}

static void read_quadruple(const char *number)
{
    union { _Float128 value; uint64_t bits[2]; } our, their;
    char *our_end, *their_end;
    int our_error, their_error;

    errno = 0;
    guest_uk_strtold(number, &our_end, our.bits);
    our_error = errno;
    errno = 0;
    their.value = strtof128(number, &their_end);
    their_error = errno;
    if (their.bits[1] << 1 == (uint64_t)1 << 49 && their.bits[0] == 0)
        their_error = our_error;        /* the smallest normal number: as in format_against_host.c */
    if (memcmp(&our, &their, sizeof our) || our_end != their_end || our_error != their_error) {
        printf("%.200s\nours %016" PRIx64 "%016" PRIx64 ", %td read, error %d\nhost %016" PRIx64 "%016" PRIx64 ", %td read, error %d\n", number,
               our.bits[1], our.bits[0], our_end - number, our_error, their.bits[1], their.bits[0], their_end - number, their_error);
        exit(1);
    }
}

static void quadruple(unsigned long round)
{
    static char number[24000];
    union { _Float128 value; uint64_t bits[2]; } low, high;
    int length = 0, digits = (int)below(60);

    switch (below(4)) {
    case 0:
        for (int i = 0; i < digits; i++)
            number[length++] = (char)('0' + below(10));
        sprintf(number + length, ".%u%019" PRIu64 "e%d", below(10), random_bits(), (int)below(10000) - 5000 - digits);
        break;
    case 1: sprintf(number, "%s0x%" PRIx64 ".%" PRIx64 "%016" PRIx64 "p%d", below(2) ? "-" : "", random_bits() >> below(64), random_bits(), random_bits(), (int)below(34000) - 17000); break;
    case 2: sprintf(number, "%" PRIu64 ".%06u", random_bits() >> below(64), below(1000000)); break;
    default:
        if (round % 16)                 /* these are long */
            return;
        /* Half way between two neighbours, in full: exact, a little more, a little less. */
        low.bits[0] = random_bits();
        low.bits[1] = (random_bits() & 0xffffffffffff) | (uint64_t)(below(2) ? 16383 - 60 + below(120) : 1 + below(2000)) << 48;
        strfromf128(number, sizeof number / 2, "%.17000f", low.value);
        high.bits[0] = low.bits[0];
        high.bits[1] = ((low.bits[1] >> 48) - 113) << 48;
        if (low.bits[1] >> 48 > 113) {
            /* number + half of the last place, digit by digit */
            static char half[24000];
            int carry = 0, i;

            high.bits[0] = 0;
            strfromf128(half, sizeof half, "%.17000f", high.value);
            for (i = (int)strlen(number) - 1; i >= 0; i--) {
                int from = i - ((int)strlen(number) - (int)strlen(half)), sum;

                if (number[i] == '.')
                    continue;
                sum = number[i] - '0' + (from >= 0 ? half[from] - '0' : 0) + carry;
                number[i] = (char)('0' + sum % 10);
                carry = sum / 10;
            }
            if (carry)
                return;
        }
        if (below(3) == 0)
            strcat(number, "0000001");
        else if (below(2))
            strcpy(number + strlen(number) - 1, "");
    }
    read_quadruple(number);
}

int main(int count, char **arguments)
{
    static const char *const odd[] = {"", "inf", "-nan", "1e5000", "-1e-5000", "0x1p16384", "0x1p-16494", "0x1p-16495", "0x1.8p-16495", "6.4751751194380251109244389582276465525e-4966",
        "1.18973149535723176508575932662800702e4932", "1.18973149535723176508575932662800703e4932", "3.36210314311209350626267781732175260e-4932", "1e99999999999", "0e5", "0x", "1e+", "."};
    unsigned long rounds = count > 2 ? strtoul(arguments[2], 0, 10) : 10000;

    state = count > 1 ? strtoul(arguments[1], 0, 10) : 1;
    for (unsigned i = 0; i < sizeof odd / sizeof *odd; i++)
        read_quadruple(odd[i]);
    for (unsigned long i = 0; i < rounds; i++) {
        scan();
        quadruple(i);
    }
    printf("%lu rounds agree\n", rounds);
    return 0;
}
