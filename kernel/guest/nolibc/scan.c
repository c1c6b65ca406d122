/* Formatted input: the format, and what each conversion takes. One character is ever read too far. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uk/format.h>

struct scan {
    struct uk_scan_source *source;
    long count;                         /* characters taken */
    long left;                          /* of the field's width */
};

/* The text of one item, in room of its own until that does not suffice. */
struct item {
    char *text, own[128];
    size_t length, room;
    int is_lost;                        /* there was no memory for it */
};

/* A conversion specification. */
struct conversion {
    char kind;
    char length;                        /* H: hh, h, l, L: ll, and so on; 0 for none */
    char suppressed, allocates;
    long width;                         /* 0: none was written */
};

static int get(struct scan *scan)
{
    int c;

    if (scan->left == 0)
        return EOF;
    c = scan->source->get(scan->source->context);
    if (c != EOF) {
        scan->count++;
        scan->left--;
    }
    return c;
}

static void unget(struct scan *scan, int c)
{
    if (c == EOF)
        return;
    scan->source->unget(scan->source->context, c);
    scan->count--;
    scan->left++;
}

static void skip_space(struct scan *scan)
{
    int c;

    do
        c = get(scan);
    while (c != EOF && isspace(c));
    unget(scan, c);
}

static void begin(struct item *item)
{
    item->text = item->own;
    item->length = 0;
    item->room = sizeof item->own;
    item->is_lost = 0;
}

static void end(struct item *item)
{
    if (item->text != item->own)
        free(item->text);
}

static void add(struct item *item, int c)
{
    if (item->length + 1 == item->room) {
        char *more = item->text == item->own ? malloc(2 * item->room) : realloc(item->text, 2 * item->room);

        if (!more) {
            item->is_lost = 1;
            return;
        }
        if (item->text == item->own)
            memcpy(more, item->own, item->length);
        item->text = more;
        item->room *= 2;
    }
    item->text[item->length++] = (char)c;
    item->text[item->length] = 0;
}

/* Takes the next character if it is the one wanted, in either case of a letter. */
static int accept(struct scan *scan, struct item *item, int wanted)
{
    int c = get(scan);

    if (c != EOF && tolower(c) == wanted) {
        add(item, c);
        return 1;
    }
    unget(scan, c);
    return 0;
}

static int accept_all(struct scan *scan, struct item *item, const char *wanted)
{
    for (; *wanted; wanted++)
        if (!accept(scan, item, *wanted))
            return 0;
    return 1;
}

static void accept_sign(struct scan *scan, struct item *item)
{
    if (!accept(scan, item, '-'))
        accept(scan, item, '+');
}

static int digits(struct scan *scan, struct item *item, int base)
{
    int count = 0, c;

    for (;; count++) {
        c = get(scan);
        if (c == EOF || !(base == 16 ? isxdigit(c) : c >= '0' && c < '0' + base)) {
            unget(scan, c);
            return count;
        }
        add(item, c);
    }
}

/* 1 if what was taken is an integer; the text is one for strtoul with this base. */
static int scan_integer(struct scan *scan, struct item *item, int *base)
{
    accept_sign(scan, item);
    if ((*base == 0 || *base == 16) && accept(scan, item, '0')) {
        if (accept(scan, item, 'x')) {
            *base = 16;
            return digits(scan, item, 16) > 0;
        }
        if (*base == 0)
            *base = 8;
        digits(scan, item, *base);
        return 1;
    }
    if (*base == 0)
        *base = 10;
    return digits(scan, item, *base) > 0;
}

static int scan_number_part(struct scan *scan, struct item *item, int base, int exponent)
{
    int count = digits(scan, item, base);

    if (accept(scan, item, '.'))
        count += digits(scan, item, base);
    if (count == 0)
        return 0;
    if (!accept(scan, item, exponent))
        return 1;
    accept_sign(scan, item);
    return digits(scan, item, 10) > 0;
}

static int scan_floating(struct scan *scan, struct item *item)
{
    int c;

    accept_sign(scan, item);
    if (accept(scan, item, 'i')) {
        if (!accept_all(scan, item, "nf"))
            return 0;
        return !accept(scan, item, 'i') || accept_all(scan, item, "nity");
    }
    if (accept(scan, item, 'n')) {
        if (!accept_all(scan, item, "an"))
            return 0;
        if (!accept(scan, item, '('))
            return 1;
        while ((c = get(scan)) != EOF && (isalnum(c) || c == '_'))
            add(item, c);
        if (c == ')')
            return 1;
        unget(scan, c);
        return 0;
    }
    if (accept(scan, item, '0')) {
        if (accept(scan, item, 'x'))
            return scan_number_part(scan, item, 16, 'p');
        digits(scan, item, 10);
        if (accept(scan, item, '.'))
            digits(scan, item, 10);
        if (!accept(scan, item, 'e'))
            return 1;
        accept_sign(scan, item);
        return digits(scan, item, 10) > 0;
    }
    return scan_number_part(scan, item, 10, 'e');
}

static void store_integer(void *to, char length, uint64_t value)
{
    switch (length) {
    case 'H': *(uint8_t *)to = (uint8_t)value; break;
    case 'h': *(uint16_t *)to = (uint16_t)value; break;
    case 0: *(uint32_t *)to = (uint32_t)value; break;
    default: *(uint64_t *)to = value; /* l, ll, j, z, t */
    }
}

static void store_floating(void *to, char length, const char *text)
{
    switch (length) {
    case 'l': *(double *)to = strtod(text, 0); break;
    case 'D': uk_strtold(text, 0, to); break;
    default: *(float *)to = strtof(text, 0);
    }
}

/* The length of a conversion; hh is H, ll is L, and L itself, of long double, D. */
static const char *read_length(const char *f, char *length)
{
    *length = 0;
    if (*f && strchr("hljztL", *f)) {
        *length = *f == 'L' ? 'D' : *f;
        f++;
        if ((*length == 'h' || *length == 'l') && *f == *length) {
            *length = *length == 'h' ? 'H' : 'L';
            f++;
        }
    }
    return f;
}

static const char *read_conversion(const char *f, struct conversion *how)
{
    *how = (struct conversion){0};
    if (*f == '*') {
        how->suppressed = 1;
        f++;
    }
    for (; isdigit((unsigned char)*f); f++)
        if (how->width < INT_MAX)
            how->width = how->width * 10 + (*f - '0');
    if (*f == 'm') {
        how->allocates = 1;
        f++;
    }
    f = read_length(f, &how->length);
    how->kind = *f;
    return *f ? f + 1 : f;
}

/* The set of %[, as a table; returns what follows it, or 0 if it does not end. */
static const char *read_set(const char *f, uint8_t set[256])
{
    int inverted = *f == '^';
    const char *first = f += inverted;

    memset(set, inverted, 256);
    for (; *f != ']' || f == first; f++) {
        unsigned from = (unsigned char)*f, to = from;

        if (!*f)
            return 0;
        if (f[1] == '-' && f[2] && f[2] != ']' && (unsigned char)f[2] >= from) {
            to = (unsigned char)f[2];
            f += 2;
        }
        for (; from <= to; from++)
            set[from] = (uint8_t)!inverted;
    }
    return f + 1;
}

enum outcome { MATCHED, NO_MATCH, NO_INPUT };

/* %c, %s and %[: `set` says which characters belong, and `exact` that all of the width must come. */
static enum outcome scan_text(struct scan *scan, const struct conversion *how, const uint8_t set[256], va_list *arguments)
{
    int exact = how->kind == 'c', c;
    long wanted = how->width ? how->width : exact ? 1 : LONG_MAX, count = 0;
    char *to = 0, **keep = 0;
    size_t room = 0;

    if (how->allocates && !how->suppressed) {
        keep = va_arg(*arguments, char **);
        room = exact && wanted < 4096 ? (size_t)wanted : 32;
        if (!(to = malloc(room)))
            return NO_INPUT;
    } else if (!how->suppressed) {
        to = va_arg(*arguments, char *);
    }
    scan->left = wanted;
    while ((c = get(scan)) != EOF) {
        if (!exact && !set[c]) {
            unget(scan, c);
            break;
        }
        if (keep && (size_t)count + !exact >= room) {
            char *more = realloc(to, 2 * room);

            if (!more) {
                free(to);
                return NO_INPUT;
            }
            to = more;
            room *= 2;
        }
        if (to)
            to[count] = (char)c;
        count++;
    }
    if (count == 0 || (exact && count < wanted)) {
        if (keep)
            free(to);
        return count == 0 && c == EOF ? NO_INPUT : NO_MATCH;
    }
    if (to && !exact)
        to[count] = 0;
    if (keep)
        *keep = to;
    return MATCHED;
}

static enum outcome scan_number(struct scan *scan, const struct conversion *how, va_list *arguments)
{
    static const struct { char kind, base; } bases[] = {{'d', 10}, {'u', 10}, {'i', 0}, {'o', 8}, {'x', 16}, {'X', 16}, {'p', 16}};
    struct item item;
    int base = -1, matches, c, before = errno;

    for (unsigned i = 0; i < sizeof bases / sizeof *bases; i++)
        if (bases[i].kind == how->kind)
            base = bases[i].base;
    c = get(scan);
    if (c == EOF)
        return NO_INPUT;
    unget(scan, c);
    scan->left = how->width ? how->width : LONG_MAX;
    begin(&item);
    matches = base < 0 ? scan_floating(scan, &item) : scan_integer(scan, &item, &base);
    if (item.is_lost)
        errno = ENOMEM;
    else if (matches && !how->suppressed && base < 0)
        store_floating(va_arg(*arguments, void *), how->length, item.text);
    else if (matches && !how->suppressed)
        store_integer(va_arg(*arguments, void *), how->kind == 'p' ? 'l' : how->length,
                      how->kind == 'd' || how->kind == 'i' ? (uint64_t)strtol(item.text, 0, base) : strtoul(item.text, 0, base));
    if (!item.is_lost && errno != ERANGE)
        errno = before;
    end(&item);
    return matches && !item.is_lost ? MATCHED : NO_MATCH;
}

static enum outcome scan_one(struct scan *scan, const struct conversion *how, const char **f, va_list *arguments)
{
    uint8_t set[256];
    int c;

    scan->left = LONG_MAX;
    switch (how->kind) {
    case '%':
        skip_space(scan);
        c = get(scan);
        if (c == '%')
            return MATCHED;
        unget(scan, c);
        return c == EOF ? NO_INPUT : NO_MATCH;
    case 'd': case 'u': case 'i': case 'o': case 'x': case 'X': case 'p':
    case 'a': case 'A': case 'e': case 'E': case 'f': case 'F': case 'g': case 'G':
        skip_space(scan);
        return scan_number(scan, how, arguments);
    case 's':
        skip_space(scan);
        for (c = 0; c < 256; c++)
            set[c] = !isspace(c);
        break;
    case 'c':
        break;
    case '[':
        *f = read_set(*f, set);
        if (!*f)
            return NO_MATCH;
        break;
    default:
        return NO_MATCH;                /* not a conversion */
    }
    if (how->length == 'l' || how->length == 'L')
        return NO_MATCH;                /* wide characters: there are none */
    return scan_text(scan, how, set, arguments);
}

int uk_scan(struct uk_scan_source *source, const char *f, va_list list)
{
    struct scan scan = {source, 0, LONG_MAX};
    enum outcome outcome = MATCHED;
    int assigned = 0;
    va_list arguments;                  /* a list of one's own can be passed on by its address */

    va_copy(arguments, list);
    while (outcome == MATCHED && *f) {
        struct conversion how;

        scan.left = LONG_MAX;
        if (isspace((unsigned char)*f)) {
            skip_space(&scan);
            f++;
        } else if (*f != '%') {
            int c = get(&scan);

            if (c != (unsigned char)*f++) {
                unget(&scan, c);
                outcome = c == EOF ? NO_INPUT : NO_MATCH;
            }
        } else {
            f = read_conversion(f + 1, &how);
            if (how.kind == 'n') {
                if (!how.suppressed)
                    store_integer(va_arg(arguments, void *), how.length, (uint64_t)scan.count);
                continue;
            }
            outcome = scan_one(&scan, &how, &f, &arguments);
            assigned += outcome == MATCHED && !how.suppressed && how.kind != '%';
        }
    }
    va_end(arguments);
    return outcome == NO_INPUT && assigned == 0 ? EOF : assigned;
}
