/* Calendar time in words, of the "C" locale. */
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
                                     "September", "October", "November", "December"};

enum { BASE_YEAR = 1900, WEEK = 7, MONTHS = 12, LONGEST = 64 };

static int is_leap(long year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* The week of ISO 8601, which begins on Monday; it belongs to the year in which its Thursday lies. */
static int iso_week(const struct tm *time, long *year)
{
    int thursday = time->tm_yday + 3 - (time->tm_wday + 6) % WEEK;

    *year = (long)time->tm_year + BASE_YEAR;
    if (thursday < 0) {
        --*year;
        thursday += 365 + is_leap(*year);
    } else if (thursday >= 365 + is_leap(*year)) {
        thursday -= 365 + is_leap(*year);
        ++*year;
    }
    return thursday / WEEK + 1;
}

static const char *name_of(const char *const *names, int index, int count)
{
    return index >= 0 && index < count ? names[index] : "?";
}

/* One conversion into at most LONGEST characters. Those made of others are spelled out in `format`. */
static void convert(char *to, char kind, const struct tm *time, const char **format)
{
    long year = (long)time->tm_year + BASE_YEAR, week_year;
    int hour = time->tm_hour % 12 ? time->tm_hour % 12 : 12, week;

    *format = 0;
    switch (kind) {
    case 'a': snprintf(to, LONGEST, "%.3s", name_of(days, time->tm_wday, WEEK)); break;
    case 'A': snprintf(to, LONGEST, "%s", name_of(days, time->tm_wday, WEEK)); break;
    case 'b':
    case 'h': snprintf(to, LONGEST, "%.3s", name_of(months, time->tm_mon, MONTHS)); break;
    case 'B': snprintf(to, LONGEST, "%s", name_of(months, time->tm_mon, MONTHS)); break;
    case 'c': *format = "%a %b %e %H:%M:%S %Y"; break;
    case 'C': snprintf(to, LONGEST, "%02ld", year / 100); break;
    case 'd': snprintf(to, LONGEST, "%02d", time->tm_mday); break;
    case 'D':
    case 'x': *format = "%m/%d/%y"; break;
    case 'e': snprintf(to, LONGEST, "%2d", time->tm_mday); break;
    case 'F': *format = "%Y-%m-%d"; break;
    case 'H': snprintf(to, LONGEST, "%02d", time->tm_hour); break;
    case 'I': snprintf(to, LONGEST, "%02d", hour); break;
    case 'j': snprintf(to, LONGEST, "%03d", time->tm_yday + 1); break;
    case 'm': snprintf(to, LONGEST, "%02d", time->tm_mon + 1); break;
    case 'M': snprintf(to, LONGEST, "%02d", time->tm_min); break;
    case 'n': strcpy(to, "\n"); break;
    case 'p': strcpy(to, time->tm_hour < 12 ? "AM" : "PM"); break;
    case 'r': *format = "%I:%M:%S %p"; break;
    case 'R': *format = "%H:%M"; break;
    case 's': {
        struct tm copy = *time;

        snprintf(to, LONGEST, "%ld", timegm(&copy));
        break;
    }
    case 'S': snprintf(to, LONGEST, "%02d", time->tm_sec); break;
    case 't': strcpy(to, "\t"); break;
    case 'T':
    case 'X': *format = "%H:%M:%S"; break;
    case 'u': snprintf(to, LONGEST, "%d", time->tm_wday ? time->tm_wday : WEEK); break;
    case 'U': snprintf(to, LONGEST, "%02d", (time->tm_yday + WEEK - time->tm_wday) / WEEK); break;
    case 'w': snprintf(to, LONGEST, "%d", time->tm_wday); break;
    case 'W': snprintf(to, LONGEST, "%02d", (time->tm_yday + WEEK - (time->tm_wday + 6) % WEEK) / WEEK); break;
    case 'y': snprintf(to, LONGEST, "%02ld", (year % 100 + 100) % 100); break;
    case 'Y': snprintf(to, LONGEST, "%ld", year); break;
    case 'z': strcpy(to, "+0000"); break;
    case 'Z': strcpy(to, "UTC"); break;
    case '%': strcpy(to, "%"); break;
    case 'g':
    case 'G':
    case 'V':
        week = iso_week(time, &week_year);
        if (kind == 'V')
            snprintf(to, LONGEST, "%02d", week);
        else
            snprintf(to, LONGEST, kind == 'g' ? "%02ld" : "%ld", kind == 'g' ? week_year % 100 : week_year);
        break;
    default: snprintf(to, LONGEST, "%%%c", kind);
    }
}

size_t strftime(char *restrict to, size_t size, const char *restrict format, const struct tm *restrict time)
{
    size_t at = 0;

    for (; *format; format++) {
        char text[LONGEST];
        const char *piece = text, *nested = 0;
        size_t length;

        if (*format != '%') {
            text[0] = *format;
            text[1] = 0;
        } else {
            format++;
            if (*format == 'E' || *format == 'O')
                format++;               /* other ways to write it, which this locale has not */
            if (!*format)
                break;
            convert(text, *format, time, &nested);
        }
        if (nested) {
            char whole[LONGEST];

            strftime(whole, sizeof whole, nested, time);
            strcpy(text, whole);
        }
        length = strlen(piece);
        if (at + length >= size)
            return 0;
        memcpy(to + at, piece, length);
        at += length;
    }
    if (at >= size)
        return 0;
    to[at] = 0;
    return at;
}

char *asctime_r(const struct tm *restrict time, char *restrict to)
{
    enum { ASCTIME = 26 };              /* the room that C promises */

    return strftime(to, ASCTIME, "%a %b %e %H:%M:%S %Y\n", time) ? to : 0;
}

char *asctime(const struct tm *time)
{
    static char text[26];

    return asctime_r(time, text);
}

char *ctime_r(const time_t *time, char *to)
{
    struct tm broken_down;

    return gmtime_r(time, &broken_down) ? asctime_r(&broken_down, to) : 0;
}

char *ctime(const time_t *time)
{
    return asctime(localtime(time));
}
