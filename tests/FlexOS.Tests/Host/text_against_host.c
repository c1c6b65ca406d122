/*
 * The guest's strings, sorting and calendar, compiled for the host, against the host's. Arguments: seed,
 * rounds. Strings are short and of few letters, so that things are found. Ends with 1 at the first difference.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

void *guest_memcpy(void *, const void *, size_t), *guest_memmove(void *, const void *, size_t), *guest_memset(void *, int, size_t);
void *guest_memchr(const void *, int, size_t), *guest_memrchr(const void *, int, size_t), *guest_memmem(const void *, size_t, const void *, size_t);
int guest_memcmp(const void *, const void *, size_t), guest_strcmp(const char *, const char *), guest_strncmp(const char *, const char *, size_t);
int guest_strcasecmp(const char *, const char *), guest_strncasecmp(const char *, const char *, size_t);
size_t guest_strlen(const char *), guest_strnlen(const char *, size_t), guest_strspn(const char *, const char *), guest_strcspn(const char *, const char *);
char *guest_strchr(const char *, int), *guest_strrchr(const char *, int), *guest_strchrnul(const char *, int), *guest_strstr(const char *, const char *), *guest_strpbrk(const char *, const char *);
char *guest_strcpy(char *, const char *), *guest_strncpy(char *, const char *, size_t), *guest_strcat(char *, const char *), *guest_strncat(char *, const char *, size_t);
char *guest_strtok_r(char *, const char *, char **), *guest_strsep(char **, const char *);
void guest_qsort(void *, size_t, size_t, int (*)(const void *, const void *));
void *guest_bsearch(const void *, const void *, size_t, size_t, int (*)(const void *, const void *));
struct tm *guest_gmtime_r(const time_t *, struct tm *);
time_t guest_timegm(struct tm *);
size_t guest_strftime(char *, size_t, const char *, const struct tm *);
#define KINDS(K) K(isalnum) K(isalpha) K(isascii) K(isblank) K(iscntrl) K(isdigit) K(isgraph) K(islower) K(isprint) K(ispunct) K(isspace) K(isupper) K(isxdigit) K(tolower) K(toupper)
#define DECLARE(name) int guest_##name(int);
KINDS(DECLARE)

/* What the guest's calendar needs of the platform. */
uint64_t ukplat_wall_clock(void) { return 0; }
uint64_t ukplat_monotonic_clock(void) { return 0; }
void uk_thread_sleep(uint64_t nanoseconds) { (void)nanoseconds; }

static uint64_t state;

static unsigned below(unsigned limit)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(state >> 33) % limit;
}

static int sign(int value)
{
    return (value > 0) - (value < 0);
}

static unsigned long current;

#define SAME(what, our, their) \
    do { \
        long our_result = (long)(our), their_result = (long)(their); \
        if (our_result != their_result) { \
            printf("round %lu: %s: ours gives %ld, the host's %ld\n", current, what, our_result, their_result); \
            exit(1); \
        } \
    } while (0)

enum { ROOM = 256 };

static void letters(char *to, unsigned most, const char *alphabet)
{
    unsigned length = below(most), count = (unsigned)strlen(alphabet);

    for (unsigned i = 0; i < length; i++)
        to[i] = alphabet[below(count)];
    to[length] = 0;
}

static void strings(void)
{
    static char a[ROOM], b[ROOM], ours[3 * ROOM], theirs[3 * ROOM];
    char *left = a + below(16), *right = b + below(16), *our_rest = 0, *their_rest = 0, *token;
    size_t limit = below(100);
    int c = (int)(signed char)"abAB\0z\xe9"[below(7)];

    letters(left, below(8) ? 20 : 200, "abAB\xe9");
    letters(right, below(4) ? 4 : 20, "abAB\xe9");
    if (below(3) == 0)
        strcpy(right, left);
    SAME("strlen", guest_strlen(left), strlen(left));
    SAME("strnlen", guest_strnlen(left, limit), strnlen(left, limit));
    SAME("strcmp", sign(guest_strcmp(left, right)), sign(strcmp(left, right)));
    SAME("strncmp", sign(guest_strncmp(left, right, limit)), sign(strncmp(left, right, limit)));
    SAME("strcasecmp", sign(guest_strcasecmp(left, right)), sign(strcasecmp(left, right)));
    SAME("strncasecmp", sign(guest_strncasecmp(left, right, limit)), sign(strncasecmp(left, right, limit)));
    SAME("memcmp", sign(guest_memcmp(left, right, limit)), sign(memcmp(left, right, limit)));
    SAME("memchr", guest_memchr(left, c, limit), memchr(left, c, limit));
    SAME("memrchr", guest_memrchr(left, c, limit), memrchr(left, c, limit));
    SAME("memmem", guest_memmem(left, strlen(left), right, strlen(right)), memmem(left, strlen(left), right, strlen(right)));
    SAME("strchr", guest_strchr(left, c), strchr(left, c));
    SAME("strrchr", guest_strrchr(left, c), strrchr(left, c));
    SAME("strchrnul", guest_strchrnul(left, c), strchrnul(left, c));
    SAME("strstr", guest_strstr(left, right), strstr(left, right));
    SAME("strspn", guest_strspn(left, right), strspn(left, right));
    SAME("strcspn", guest_strcspn(left, right), strcspn(left, right));
    SAME("strpbrk", guest_strpbrk(left, right), strpbrk(left, right));

    memset(ours, 'x', sizeof ours);
    memset(theirs, 'x', sizeof theirs);
    guest_strcpy(ours + 5, left), strcpy(theirs + 5, left);
    guest_strcat(ours + 5, right), strcat(theirs + 5, right);
    guest_strncat(ours + 5, left, limit), strncat(theirs + 5, left, limit);
    SAME("strcpy, strcat, strncat", memcmp(ours, theirs, sizeof ours), 0);
    guest_strncpy(ours + below(3), left, limit);
    memcpy(theirs, ours, sizeof ours);
    guest_strncpy(ours + 7, right, limit), strncpy(theirs + 7, right, limit);
    SAME("strncpy", memcmp(ours, theirs, sizeof ours), 0);
    for (size_t from = below(ROOM), to = below(ROOM), size = below(ROOM), once = 0; !once; once = 1) {
        guest_memmove(ours + to, ours + from, size), memmove(theirs + to, theirs + from, size);
        SAME("memmove", memcmp(ours, theirs, sizeof ours), 0);
        guest_memset(ours + to, c, size), memset(theirs + to, c, size);
        SAME("memset", memcmp(ours, theirs, sizeof ours), 0);
        guest_memcpy(ours + to, left, strlen(left)), memcpy(theirs + to, left, strlen(left));
        SAME("memcpy", memcmp(ours, theirs, sizeof ours), 0);
    }
    strcpy(ours, left), strcpy(theirs, left);
    for (char *o = guest_strtok_r(ours, right, &our_rest), *t = strtok_r(theirs, right, &their_rest);; o = guest_strtok_r(0, right, &our_rest), t = strtok_r(0, right, &their_rest)) {
        SAME("strtok_r", o ? o - ours : -1, t ? t - theirs : -1);
        if (!t)
            break;
    }
    strcpy(ours, left), strcpy(theirs, left);
    our_rest = ours, their_rest = theirs;
    do {
        token = strsep(&their_rest, right);
        SAME("strsep", guest_strsep(&our_rest, right) - ours, token ? token - theirs : -(long)ours);
    } while (token && their_rest);
}

static int by_number(const void *left, const void *right)
{
    unsigned l, r;

    memcpy(&l, left, sizeof l);
    memcpy(&r, right, sizeof r);
    return l < r ? -1 : l > r;
}

static void sorting(void)
{
    enum { ITEMS = 60, WIDEST = 20 };
    static char ours[ITEMS * WIDEST], theirs[ITEMS * WIDEST];
    size_t width = 4 + below(WIDEST - 3), count = below(ITEMS);
    unsigned key = below(30);

    for (size_t i = 0; i < count; i++) {
        unsigned number = below(30);

        memset(ours + i * width, (int)number, width); /* equal keys, equal items: the order of equals is free */
        memcpy(ours + i * width, &number, sizeof number);
    }
    memcpy(theirs, ours, sizeof ours);
    guest_qsort(ours, count, width, by_number), qsort(theirs, count, width, by_number);
    SAME("qsort", memcmp(ours, theirs, sizeof ours), 0);
    SAME("bsearch", guest_bsearch(&key, ours, count, width, by_number) != 0, bsearch(&key, theirs, count, width, by_number) != 0);
}

static void calendar(void)
{
    static const char format[] = "%a %A %b %B %c %C %d %D %e %F %g %G %H %I %j %m %M %n %p %r %R %S %t %T %u %U %V %w %W %x %X %y %Y %%";
    static char our_text[512], their_text[512];
    time_t time = (time_t)((int64_t)(((uint64_t)below(1u << 31) << 31 | below(1u << 31)) % 400000000000ull) - (below(2) ? 60000000000 : 0));
    struct tm ours, theirs, again;
    time_t our_time, their_time;
    size_t our_length;

    if (below(2))
        time = (time_t)below(1u << 31) * 2 - (1u << 31);
    guest_gmtime_r(&time, &ours), gmtime_r(&time, &theirs);
    SAME("gmtime_r", memcmp(&ours, &theirs, 9 * sizeof(int)), 0);
    our_length = guest_strftime(our_text, sizeof our_text, format, &ours);
    /* Years of another number of digits each system writes in its own way. */
    if (ours.tm_year + 1900 >= 1000 && ours.tm_year + 1900 <= 9999 && (our_length != strftime(their_text, sizeof their_text, format, &theirs) || strcmp(our_text, their_text))) {
        printf("round %lu: strftime: ours is\n%s\nand the host's\n%s\n", current, our_text, their_text);
        exit(1);
    }
    ours.tm_mon += (int)below(100) - 50, ours.tm_mday += (int)below(2000) - 1000, ours.tm_hour -= (int)below(100), ours.tm_sec += (int)below(100000);
    again = ours;
    our_time = guest_timegm(&ours), their_time = timegm(&again);
    SAME("timegm", our_time, their_time);
    SAME("timegm's fields", memcmp(&ours, &again, 9 * sizeof(int)), 0);
}

int main(int count, char **arguments)
{
    unsigned long rounds = count > 2 ? strtoul(arguments[2], 0, 10) : 10000;

    state = count > 1 ? strtoul(arguments[1], 0, 10) : 1;
#define KIND(name) \
    for (int c = -1; c < 256; c++) \
        if (c < 128 && strncmp(#name, "is", 2) == 0) \
            SAME(#name, guest_##name(c) != 0, name(c) != 0); \
        else \
            SAME(#name, guest_##name(c), strncmp(#name, "is", 2) ? name(c) : 0);
    KINDS(KIND)
    for (current = 0; current < rounds; current++) {
        strings();
        sorting();
        calendar();
    }
    printf("%lu rounds agree\n", rounds);
    return 0;
}
