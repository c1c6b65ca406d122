/* Clocks and the calendar. The time zone is UTC. */
#include <errno.h>
#include <limits.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <uk/sched.h>
#include <uk/time.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, MICROSECOND = 1000, WEEK = 7 };

/* The calendar repeats after 400 years. Years begin in March here, so that the leap day is a year's last. */
enum { YEAR = 365, FOUR_YEARS = 4 * YEAR + 1, CENTURY = 25 * FOUR_YEARS - 1, ERA = 4 * CENTURY + 1 };
enum { EPOCH_FROM_MARCH_0000 = 719468, THURSDAY = 4, BASE_YEAR = 1900 };

time_t time(time_t *to)
{
    time_t now = (time_t)(ukplat_wall_clock() / UKARCH_NSEC_PER_SEC);

    if (to)
        *to = now;
    return now;
}

static int is_clock(clockid_t clock)
{
    return clock >= CLOCK_REALTIME && clock <= CLOCK_BOOTTIME;
}

/* All but the two real-time clocks say what the program has run: it is the only one. */
int clock_gettime(clockid_t clock, struct timespec *to)
{
    uint64_t now;

    if (!is_clock(clock)) {
        errno = EINVAL;
        return -1;
    }
    now = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ? ukplat_wall_clock() : ukplat_monotonic_clock();
    *to = (struct timespec){(time_t)(now / UKARCH_NSEC_PER_SEC), (long)(now % UKARCH_NSEC_PER_SEC)};
    return 0;
}

int clock_getres(clockid_t clock, struct timespec *to)
{
    if (!is_clock(clock)) {
        errno = EINVAL;
        return -1;
    }
    if (to)
        *to = (struct timespec){0, 16};  /* 62.5 MHz */
    return 0;
}

clock_t clock(void)
{
    return (clock_t)(ukplat_monotonic_clock() / (UKARCH_NSEC_PER_SEC / CLOCKS_PER_SEC));
}

double difftime(time_t later, time_t earlier)
{
    return (double)(later - earlier);
}

int gettimeofday(struct timeval *restrict to, void *restrict zone)
{
    uint64_t now = ukplat_wall_clock();

    (void)zone;
    *to = (struct timeval){(time_t)(now / UKARCH_NSEC_PER_SEC), (suseconds_t)(now % UKARCH_NSEC_PER_SEC / MICROSECOND)};
    return 0;
}

int nanosleep(const struct timespec *duration, struct timespec *remaining)
{
    if (duration->tv_sec < 0 || duration->tv_nsec < 0 || duration->tv_nsec >= (long)UKARCH_NSEC_PER_SEC) {
        errno = EINVAL;
        return -1;
    }
    uk_thread_sleep((uint64_t)duration->tv_sec * UKARCH_NSEC_PER_SEC + (uint64_t)duration->tv_nsec);
    if (remaining)
        *remaining = (struct timespec){0, 0};
    return 0;
}

unsigned sleep(unsigned seconds)
{
    uk_thread_sleep(seconds * UKARCH_NSEC_PER_SEC);
    return 0;
}

int usleep(unsigned microseconds)
{
    uk_thread_sleep((uint64_t)microseconds * MICROSECOND);
    return 0;
}

/* ---- The calendar ---- */

static int64_t floor_divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

struct tm *gmtime_r(const time_t *restrict time, struct tm *restrict to)
{
    int64_t day = floor_divide(*time, DAY), seconds = *time - day * DAY;
    int64_t from_march = day + EPOCH_FROM_MARCH_0000, era = floor_divide(from_march, ERA), year;
    int rest = (int)(from_march - era * ERA), in_era, month, leap;

    /* The last day of a century or of four years would make one year too many without the corrections. */
    in_era = (rest - rest / (FOUR_YEARS - 1) + rest / CENTURY - rest / (ERA - 1)) / YEAR;
    rest -= YEAR * in_era + in_era / 4 - in_era / 100;
    month = (5 * rest + 2) / 153;       /* from March: 31, 30, 31, 30, 31 days again and again */
    year = era * 400 + in_era + (month >= 10);
    if (year - BASE_YEAR > INT_MAX || year - BASE_YEAR < INT_MIN) {
        errno = EOVERFLOW;
        return 0;
    }
    leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    *to = (struct tm){
        .tm_sec = (int)(seconds % MINUTE), .tm_min = (int)(seconds % HOUR / MINUTE), .tm_hour = (int)(seconds / HOUR),
        .tm_mday = rest - (153 * month + 2) / 5 + 1, .tm_mon = month < 10 ? month + 2 : month - 10,
        .tm_year = (int)(year - BASE_YEAR),
        .tm_wday = (int)((day % WEEK + WEEK + THURSDAY) % WEEK),
        .tm_yday = month < 10 ? rest + 59 + leap : rest - 306, .tm_zone = "UTC",
    };
    return to;
}

time_t timegm(struct tm *from)
{
    int64_t month = from->tm_mon, year = (int64_t)from->tm_year + BASE_YEAR + floor_divide(month, 12), era, day;
    time_t result;

    month -= floor_divide(month, 12) * 12;
    year -= month < 2;
    month = month < 2 ? month + 10 : month - 2;
    era = floor_divide(year, 400);
    year -= era * 400;
    day = era * ERA + year * YEAR + year / 4 - year / 100 + (153 * month + 2) / 5 + from->tm_mday - 1 - EPOCH_FROM_MARCH_0000;
    result = day * DAY + (int64_t)from->tm_hour * HOUR + (int64_t)from->tm_min * MINUTE + from->tm_sec;
    gmtime_r(&result, from);            /* normalised, as the standard wants it */
    return result;
}

static struct tm broken_down;

struct tm *gmtime(const time_t *time)
{
    return gmtime_r(time, &broken_down);
}

struct tm *localtime_r(const time_t *restrict time, struct tm *restrict to)
{
    return gmtime_r(time, to);
}

struct tm *localtime(const time_t *time)
{
    return gmtime_r(time, &broken_down);
}

time_t mktime(struct tm *from)
{
    return timegm(from);
}
