/*
 * Does the C library with its files, clocks and mathematics do inside the machine what the host tests say of
 * it outside? One line for each group; the exit code is the number of checks that failed.
 */
#include "check.h"

#include <errno.h>
#include <math.h>
#include <time.h>

static void numbers(void)
{
    volatile double two = 2, minus_one = -1;

    errno = 0;
    CHECK(sqrt(two) == 0x1.6a09e667f3bcdp+0 && isnan(sqrt(minus_one)));
    CHECK(sin(two) == 0x1.d18f6ead1b446p-1 && pow(two, 0.5) == sqrt(two) && exp(log(two)) == two);
    CHECK(errno == 0);
}

static void clocks(void)
{
    struct timespec before, after;
    struct tm calendar;
    time_t now = time(0);

    CHECK(clock_gettime(CLOCK_MONOTONIC, &before) == 0);
    CHECK(nanosleep(&(struct timespec){0, 20000}, 0) == 0);
    CHECK(clock_gettime(CLOCK_MONOTONIC, &after) == 0);
    CHECK((after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec - before.tv_nsec >= 20000);
    CHECK(gmtime_r(&now, &calendar) && calendar.tm_year == 123 && calendar.tm_mon == 9 && calendar.tm_mday == 23);
    CHECK(clock_gettime(77, &before) == -1 && errno == EINVAL);
}

int main(void)
{
    group(FLEXOS_SHARED_LITERAL("numbers"), numbers);
    group(FLEXOS_SHARED_LITERAL("clocks"), clocks);
    group(FLEXOS_SHARED_LITERAL("files"), files);
    return failures;
}
