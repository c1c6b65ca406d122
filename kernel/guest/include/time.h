/* Calendar time and the system's clocks. */
#ifndef TIME_H
#define TIME_H

#include <sys/types.h>

struct timespec {
    time_t tv_sec;
    long tv_nsec;
};

struct tm {
    int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
    long tm_gmtoff;
    const char *tm_zone;
};

#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#define CLOCK_MONOTONIC_RAW 4
#define CLOCK_REALTIME_COARSE 5
#define CLOCK_MONOTONIC_COARSE 6
#define CLOCK_BOOTTIME 7
#define CLOCKS_PER_SEC 1000000L

typedef long clock_t;

time_t time(time_t *);
int clock_gettime(clockid_t, struct timespec *);
int clock_getres(clockid_t, struct timespec *);
clock_t clock(void); /* since the machine started: there is one process */
int nanosleep(const struct timespec *, struct timespec *remaining);
struct tm *gmtime_r(const time_t *restrict, struct tm *restrict);
struct tm *gmtime(const time_t *);
struct tm *localtime_r(const time_t *restrict, struct tm *restrict); /* the time zone is UTC */
struct tm *localtime(const time_t *);
time_t timegm(struct tm *);
time_t mktime(struct tm *);
double difftime(time_t later, time_t earlier);
size_t strftime(char *restrict, size_t, const char *restrict format, const struct tm *restrict);
char *asctime(const struct tm *), *asctime_r(const struct tm *restrict, char *restrict);
char *ctime(const time_t *), *ctime_r(const time_t *, char *);

#endif
