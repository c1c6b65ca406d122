/*
 * Calls functions of libsodium with inputs that a seed decides, as their interfaces describe them: InterfaceCallTests writes
 * `functions` from interface.yaml. What a call gives, does to its buffers, leaves beside them and in errno goes into a digest of
 * its function. The same calls must give the same digests wherever the library lies, and on the host.
 */
#include "functions.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { ROOM = 4096, BESIDE = 16, MARK = 0xa5, KEPT = 64, LARGEST = 300 };

typedef uint64_t any_function(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);

static _Alignas(64) unsigned char buffers[ARGUMENTS][ROOM + 2 * 64];
static _Alignas(64) unsigned char states[STATES][512 + 2 * 64];
static int ready[STATES];

/* What functions gave last, by the name of the argument: keys, cipher texts and tags that others may take. */
static struct kept {
    const char *name;
    size_t size;
    unsigned char bytes[ROOM];
} kept[KEPT];

static uint64_t state;

static uint64_t draw(void)
{
    uint64_t z = state += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static void digest(struct function *f, const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        f->digest = (f->digest ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3;
}

static struct kept *find(const char *name)
{
    for (int i = 0; i < KEPT && kept[i].name; i++)
        if (strcmp(kept[i].name, name) == 0)
            return &kept[i];
    return 0;
}

static void keep(const char *name, const void *bytes, size_t size)
{
    for (int i = 0; i < KEPT; i++)
        if (!kept[i].name || strcmp(kept[i].name, name) == 0) {
            kept[i].name = name;
            kept[i].size = size;
            memcpy(kept[i].bytes, bytes, size);
            return;
        }
}

static size_t size_of(const struct argument *a, const uint64_t *values)
{
    uint64_t size = a->by < 0 ? a->plus : values[a->by] * a->factor + a->plus;

    return size > a->minus ? size - a->minus : 0;
}

static void fill(unsigned char *to, size_t size, int is_text)
{
    static const char letters[] = "0123456789abcdefABCDEF:. =_-+/zG";

    for (size_t i = 0; i < size; i++) {
        uint64_t r = draw();

        to[i] = is_text ? (unsigned char)letters[r % (r & 0x800 ? 16 : sizeof letters - 1)] : (unsigned char)r;
    }
}

static void call(struct function *f)
{
    uint64_t values[ARGUMENTS] = {0}, result;
    struct kept *from[ARGUMENTS] = {0};

    /* Numbers first: sizes depend on them. */
    for (int i = 0; i < f->count; i++)
        if (f->arguments[i].kind == VALUE) {
            const struct argument *a = &f->arguments[i];

            uint64_t range = draw() % 4 ? (a->high - a->low) / 4 + 1 : a->high - a->low + 1;

            values[i] = a->low + draw() % range;
            if (a->step)
                values[i] = a->low << draw() % a->step;
        }
    for (int i = 0; i < f->count; i++) {
        const struct argument *a = &f->arguments[i];

        if (a->kind != IN || !a->source || draw() % 4 == 0 || !(from[i] = find(a->source)))
            continue;
        if (a->by >= 0 && a->factor == 1 && a->plus == 0 && a->minus == 0 && from[i]->size <= f->arguments[a->by].high
            && from[i]->size >= f->arguments[a->by].low)
            values[a->by] = from[i]->size;
    }
    if (f->room_by >= 0)                    /* less room than the text needs ends the program */
        values[f->room_at] = 2 * values[f->room_by] + 8 + draw() % 8;

    for (int i = 0; i < f->count; i++) {
        const struct argument *a = &f->arguments[i];
        unsigned char *buffer = a->kind == STATE ? states[a->state] + 64 : buffers[i] + 64 + draw() % 2 * 3;
        size_t size = size_of(a, values);

        if (a->kind == VALUE || a->kind == NOTHING)
            continue;
        if (size > ROOM - 8) {
            printf("too large: %s: %lu bytes\n", f->name, (unsigned long)size);
            return;
        }
        if (a->kind == STATE) {
            values[i] = (uint64_t)(uintptr_t)buffer;
            continue;
        }
        if (a->is_optional && draw() % 4 == 0)
            continue;
        memset(buffer - BESIDE, MARK, BESIDE);
        if (a->kind == TEXT) {
            size = draw() % 40;
            fill(buffer, size, 1);
            buffer[size] = 0;
            if (from[i] || (a->source && (from[i] = find(a->source)) && draw() % 4))
                memcpy(buffer, from[i]->bytes, from[i]->size);
        } else if (a->kind == IN && from[i] && from[i]->size == size) {
            memcpy(buffer, from[i]->bytes, size);
            if (size && draw() % 8 == 0)
                buffer[draw() % size] ^= 1;
        } else {
            fill(buffer, size, a->is_text);
        }
        if (a->kind != TEXT)
            memset(buffer + size, MARK, BESIDE);
        values[i] = (uint64_t)(uintptr_t)buffer;
    }

    errno = 0;
    result = ((any_function *)f->function)(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8],
                                           values[9], values[10]);
    int error = errno;

    f->calls++;
    digest(f, &error, sizeof error);
    if (f->result == NUMBER) {
        int number = (int)result;

        digest(f, &number, sizeof number);
        f->good += number == 0;
    } else if (f->result == INTO) {
        uint64_t offset = result ? result - values[0] : ~0ul;

        digest(f, &offset, sizeof offset);
        f->good += result != 0;
    } else if (f->result == NAME) {
        digest(f, (const char *)(uintptr_t)result, strlen((const char *)(uintptr_t)result));
        f->good++;
    } else {
        f->good++;
    }
    for (int i = 0; i < f->count; i++) {
        const struct argument *a = &f->arguments[i];
        unsigned char *buffer = (unsigned char *)(uintptr_t)values[i];
        size_t size = size_of(a, values);

        if (a->kind == VALUE || a->kind == NOTHING || !buffer)
            continue;
        if (a->kind == STATE) {
            digest(f, buffer, a->plus);
            if (f->state_after >= 0)
                ready[a->state] = f->state_after && (f->result != NUMBER || (int)result == 0);
            continue;
        }
        if (a->kind == END) {               /* an address: what matters is where it points */
            uint64_t end;

            memcpy(&end, buffer, sizeof end);
            end -= values[a->into];
            digest(f, &end, sizeof end);
            size = 0;
            buffer += sizeof end;
        }
        digest(f, buffer - (a->kind == END ? sizeof(uint64_t) : 0) - BESIDE, BESIDE);
        digest(f, buffer, a->kind == TEXT ? strlen((char *)buffer) : size + BESIDE);
        if (a->kind == OUT && (f->result != NUMBER || (int)result == 0))
            keep(a->name, buffer, size);
    }
}

static int is_ready(const struct function *f)
{
    for (int i = 0; i < f->count; i++)
        if (f->arguments[i].kind == STATE && f->needs_state && !ready[f->arguments[i].state])
            return 0;
    return 1;
}

int run_calls(uint64_t seed, unsigned long rounds, int with_random)
{
    state = seed;
    for (; rounds > 0; rounds--)
        for (int i = 0; i < FUNCTIONS; i++) {
            struct function *f = &functions[i];

            if ((f->is_random && !with_random) || draw() % f->rarity != 0)
                continue;
            /* A state is made where one is needed: random bytes are none. */
            for (int j = 0; j < FUNCTIONS && !is_ready(f); j++)
                if (functions[j].state_after == 1 && functions[j].family == f->family && (with_random || !functions[j].is_random))
                    call(&functions[j]);
            if (is_ready(f))
                call(f);
        }
    for (int i = 0; i < FUNCTIONS; i++)
        printf("calls: %s %u %u %016lx\n", functions[i].name, functions[i].calls, functions[i].good, (unsigned long)functions[i].digest);
    return 0;
}
