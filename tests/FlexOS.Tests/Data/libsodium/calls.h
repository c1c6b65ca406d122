/* What InterfaceCallTests writes of a library's interface, for calls.c. */
#ifndef CALLS_H
#define CALLS_H

#include <stddef.h>
#include <stdint.h>

enum kind { VALUE, IN, OUT, INOUT, TEXT, END, STATE, NOTHING };

enum result { NONE, NUMBER, INTO, NAME };

struct argument {
    const char *name;
    enum kind kind;
    const char *source;         /* of IN: by which name what others gave is found */
    int by;                     /* the argument that the size names, or -1 */
    uint64_t factor, plus, minus;
    uint64_t low, high;         /* of VALUE */
    int step;                   /* of VALUE: low, shifted by less than this; or 0 */
    int is_optional, is_text, into, state;
};

struct function {
    const char *name;
    void *function;
    enum result result;
    int family, needs_state, state_after, is_random, rarity, room_at, room_by, count;
    struct argument arguments[11];
    unsigned calls, good;
    uint64_t digest;
};

int run_calls(uint64_t seed, unsigned long rounds, int with_random);

#endif
