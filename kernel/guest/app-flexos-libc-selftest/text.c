/* Strings, numbers and times as text, and the mathematics. */
#include "check.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static int prints(const char *expected, const char *format, ...)
{
    char buffer[128];
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vsnprintf(buffer, sizeof buffer, format, arguments);
    va_end(arguments);
    return count == (int)strlen(expected) && !strcmp(buffer, expected);
}

/* Every move of every length and distance up to a few blocks, against one done byte by byte. */
static int moves(void)
{
    enum { SPAN = 160 };
    static unsigned char bytes[3 * SPAN], expected[3 * SPAN];

    for (size_t from = SPAN; from < SPAN + 17; from += 8)
        for (size_t to = SPAN - 20; to < SPAN + 40; to += 3)
            for (size_t size = 0; size < SPAN; size += 1 + size / 16) {
                for (size_t i = 0; i < sizeof bytes; i++)
                    bytes[i] = expected[i] = (unsigned char)(i * 7 + 1);
                for (size_t i = 0; i < size; i++)
                    expected[to + i] = (unsigned char)((from + i) * 7 + 1);
                if (memmove(bytes + to, bytes + from, size) != bytes + to || memcmp(bytes, expected, sizeof bytes))
                    return 0;
                memset(bytes + to, 0x55, size);
                for (size_t i = 0; i < size; i++)
                    expected[to + i] = 0x55;
                for (size_t i = 0; i < sizeof bytes; i++)
                    if (bytes[i] != expected[i])
                        return 0;
            }
    return 1;
}

static int descending(const void *left, const void *right)
{
    return *(const double *)left < *(const double *)right ? 1 : -(*(const double *)left > *(const double *)right);
}

void text(void)
{
    char buffer[32], *rest, *token;
    int integer, hexadecimal, taken;
    union { long double number; unsigned long half[2]; } quadruple; /* comparing them is the business of the compiler's library */
    double values[] = {1, 5, -2, 3.5, 5, 0}, key = 3.5;

    CHECK(moves());
    CHECK(strlen("") == 0 && strlen("0123456789abcdef") == 16 && strnlen("abc", 2) == 2 && strnlen("abc", 9) == 3);
    CHECK(strspn("aabcd", "ab") == 3 && strcspn("aabcd", "dc") == 3 && strspn("", "x") == 0 && strcspn("abc", "") == 3);
    CHECK(!strcmp(strpbrk("key=value", "=:"), "=value") && !strpbrk("key", "=:"));
    CHECK(strcasecmp("HeLLo", "hEllO") == 0 && strncasecmp("abCx", "ABcy", 3) == 0 && strcasecmp("a", "B") < 0);
    CHECK(strlcpy(buffer, "0123456789", 4) == 10 && !strcmp(buffer, "012") && strlcat(buffer, "xyz", 6) == 6 && !strcmp(buffer, "012xy"));
    strcpy(buffer, ",a,,bc,");
    token = strtok_r(buffer, ",", &rest);
    CHECK(token && !strcmp(token, "a") && (token = strtok_r(0, ",", &rest)) && !strcmp(token, "bc") && !strtok_r(0, ",", &rest));
    CHECK(!strcmp(strrchr("a/b/c", '/'), "/c") && !strcmp(strstr("compartment", "part"), "partment") && !memmem("abc", 3, "cd", 2));
    CHECK(isalpha('z') && !isalpha('{') && isspace('\v') && isxdigit('F') && !isxdigit('g') && toupper('q') == 'Q' && tolower('@') == '@');

    CHECK(prints("3.141593 1e+10 1.5 0x1.8p+0", "%f %g %g %a", 3.14159265358979, 1e10, 1.5, 1.5));
    CHECK(prints("  -2.50e-05|+inf|nan", "%11.2e|%+f|%f", -2.5e-5, (double)INFINITY, (double)NAN));
    CHECK(prints("0.1000000000000000055511151231257827021181583404541015625", "%.55f", 0.1));
    CHECK(prints("2 4 9007199254740992 -inf", "%.0f %.0f %.0Lf %Lg", 2.5, 3.5, 9007199254740993.0L, -1e4000L));
    CHECK(prints("7 3 0x1f -1 18446744073709551615", "%d %hhd %#x %ld %lu", 7, 259, 31, -1l, -1ul));
    CHECK(prints("1 2 3 4 5 6 7 8 1.5 9 2.5", "%d %d %d %d %d %d %d %d %.1f %d %.1f", 1, 2, 3, 4, 5, 6, 7, 8, 1.5, 9, 2.5));

    CHECK(strtod("1.7976931348623157e308", &rest) == 0x1.fffffffffffffp1023 && !*rest && strtod("5e-324", 0) == 0x1p-1074);
    CHECK((errno = 0, strtod("1e999", 0)) == HUGE_VAL && errno == ERANGE && strtod("0x1.8p3x", &rest) == 12 && *rest == 'x');
    CHECK((errno = 0, strtol("9223372036854775808", 0, 10)) == 0x7fffffffffffffff && errno == ERANGE && strtoul("-0x10", 0, 0) == -16ul);
    CHECK(sscanf(" -12 0x1f,word 2.5e1 [a-c]", "%d %i,%5s %lf %*c%[a-z-]%n", &integer, &hexadecimal, buffer, &key, buffer + 16, &taken) == 5);
    CHECK(integer == -12 && hexadecimal == 31 && !strcmp(buffer, "word") && key == 25 && !strcmp(buffer + 16, "a-c") && taken == 25);
    CHECK(sscanf("", "%d", &integer) == EOF && sscanf("x", "%d", &integer) == 0 && sscanf("1e+", "%lf", &key) == 0 && sscanf("12:34", "%2hhd:%*d", buffer) == 1 && buffer[0] == 12);
    CHECK(sscanf("a long word", "%ms%mc", &rest, &token) == 2 && !strcmp(rest, "a") && *token == ' ' && (free(rest), free(token), 1));
    quadruple.number = strtold("-0x1p-16494", &rest);
    CHECK(!*rest && quadruple.half[0] == 1 && quadruple.half[1] == 1ul << 63);
    CHECK(sscanf("1.00000000000000000000000000001", "%Lf", &quadruple.number) == 1 && quadruple.half[0] == 51923 && quadruple.half[1] == 0x3fff000000000000);
    key = 3.5;
    qsort(values, 6, sizeof *values, descending);
    CHECK(values[0] == 5 && values[1] == 5 && values[2] == 3.5 && values[5] == -2 && bsearch(&key, values, 6, sizeof *values, descending) == values + 2);
}

void numbers(void)
{
    volatile double two = 2, minus_one = -1;

    errno = 0;
    CHECK(sqrt(two) == 0x1.6a09e667f3bcdp+0 && isnan(sqrt(minus_one)));
    CHECK(sin(two) == 0x1.d18f6ead1b446p-1 && pow(two, 0.5) == sqrt(two) && exp(log(two)) == two);
    CHECK(fmod(7, -two) == 1 && atan2(minus_one, -two) == -0x1.56c6e7397f5aep+1 && trunc(-2.7) == -two && round(2.5) == 3);
    CHECK(errno == 0);
}

void clocks(void)
{
    struct timespec before, after;
    struct tm calendar, leap = {.tm_year = 100, .tm_mon = 1, .tm_mday = 29};
    char buffer[64];
    time_t now = time(0);

    CHECK(clock_gettime(CLOCK_MONOTONIC, &before) == 0);
    CHECK(nanosleep(&(struct timespec){0, 20000}, 0) == 0);
    CHECK(clock_gettime(CLOCK_MONOTONIC, &after) == 0);
    CHECK((after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec - before.tv_nsec >= 20000);
    CHECK(gmtime_r(&now, &calendar) && calendar.tm_year == 123 && calendar.tm_mon == 9 && calendar.tm_mday == 23);
    CHECK(localtime(&now)->tm_hour == calendar.tm_hour);
    FAILS(clock_gettime(77, &before), EINVAL);
    FAILS(nanosleep(&(struct timespec){0, 1000000000}, 0), EINVAL);
    CHECK(timegm(&leap) == 951782400 && leap.tm_wday == 2 && leap.tm_yday == 59);
    CHECK(strftime(buffer, sizeof buffer, "%Y-%m-%d %H:%M:%S %a %j %G-W%V %%", &leap) == 38 && !strcmp(buffer, "2000-02-29 00:00:00 Tue 060 2000-W09 %"));
    CHECK(strftime(buffer, 5, "%Y-", &leap) == 0);
}
