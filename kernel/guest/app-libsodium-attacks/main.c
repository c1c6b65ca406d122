/*
 * What does the sandbox of libsodium's functions hold? The functions are told lengths that their
 * capabilities do not have, and code in their compartment tries to reach the caller's data without
 * any. Every attempt must end with a fault there; the caller's data must be as it was, and the
 * functions must go on working.
 */
#include <flexos/attacker.h>
#include <flexos/isolation.h>
#include <flexos/trap.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

void lend_chacha20(uint32_t *state, const void *m, void *c, uint64_t bytes, uint64_t m_lent, uint64_t c_lent);
void lend_chacha20_reversed(uint32_t *state, const void *m, void *c, uint64_t bytes, uint64_t m_lent, uint64_t c_lent);
void lend_nothing(uint32_t *state, const void *m, void *c, uint64_t bytes);
uint64_t lend_bin2hex(char *hex, uint64_t hex_maxlen, const void *bin, uint64_t bin_len, uint64_t hex_lent, uint64_t bin_lent);
int lend_hex2bin(void *bin, uint64_t bin_maxlen, const char *hex, uint64_t hex_len, const char *ignore, uint64_t bin_lent,
                 uint64_t hex_lent, uint64_t ignore_lent);
void lend_store32(void *dst, uint32_t word, uint64_t lent);
void lend_store64(void *dst, uint64_t word, uint64_t lent);

enum { BLOCK = 64, AROUND = 4 * BLOCK, MARK = 0xa5 };

static struct {
    unsigned char before[AROUND], lent[BLOCK], after[AROUND];
} memory;
static unsigned char message[AROUND];
static const char hexadecimal[] = "00112233445566778899aabbccddeeff";
static const char ignored[2] = {':', ' '};      /* no NUL: who looks for one leaves it */
static uint64_t secret = 0x5ec2e75ec2e75ec2;
static uint32_t state[16];

static void long_message(void *unused)
{
    (void)unused;
    lend_chacha20(state, message, memory.lent, AROUND, BLOCK, AROUND);
}

static void long_cipher(void *unused)
{
    (void)unused;
    lend_chacha20(state, message, memory.lent, AROUND, AROUND, BLOCK);
}

static void short_end(void *unused)
{
    (void)unused;
    lend_chacha20(state, message, memory.lent, 40, BLOCK, 39);
}

static void long_bin(void *unused)
{
    (void)unused;
    lend_bin2hex((char *)memory.lent, BLOCK, message, 20, BLOCK, 16);
}

static void long_hex(void *unused)
{
    (void)unused;
    lend_bin2hex((char *)memory.lent, BLOCK, message, 20, 40, 20);
}

static void long_text(void *unused)
{
    (void)unused;
    lend_hex2bin(memory.lent, BLOCK, hexadecimal, 32, 0, BLOCK, 30, 0);
}

static void short_room(void *unused)
{
    (void)unused;
    lend_hex2bin(memory.lent, BLOCK, hexadecimal, 32, 0, 8, 32, 0);
}

static void endless_ignore(void *unused)
{
    (void)unused;
    lend_hex2bin(memory.lent, BLOCK, "zz", 2, ignored, BLOCK, 2, 2);
}

static void half_word(void *unused)
{
    (void)unused;
    lend_store32(memory.lent, 0x01020304, 2);
}

static void half_doubleword(void *unused)
{
    (void)unused;
    lend_store64(memory.lent, 0x0102030405060708, 4);
}

static void reversed(void *unused)
{
    (void)unused;
    lend_chacha20_reversed(state, message, memory.lent, BLOCK, BLOCK, BLOCK);
}

static void nothing(void *unused)
{
    (void)unused;
    lend_nothing(state, message, memory.lent, BLOCK);
}

static void load(void *unused)
{
    (void)unused;
    flexos_attack_load((uint64_t)(uintptr_t)&secret);
}

static void store(void *unused)
{
    (void)unused;
    flexos_attack_store((uint64_t)(uintptr_t)&secret, 0);
}

static void jump(void *unused)
{
    (void)unused;
    flexos_attack_jump((uint64_t)(uintptr_t)&nothing);
}

static const struct {
    const char *what;
    void (*attempt)(void *);
    int fault;
} attempts[] = {
    {"chacha20_encrypt_bytes reads beyond the message", long_message, FLEXOS_FAULT_BOUNDS},
    {"chacha20_encrypt_bytes writes beyond the cipher text", long_cipher, FLEXOS_FAULT_BOUNDS},
    {"chacha20_encrypt_bytes writes one byte too many", short_end, FLEXOS_FAULT_BOUNDS},
    {"sodium_bin2hex reads beyond the bytes", long_bin, FLEXOS_FAULT_BOUNDS},
    {"sodium_bin2hex writes beyond the text", long_hex, FLEXOS_FAULT_BOUNDS},
    {"sodium_hex2bin reads beyond the text", long_text, FLEXOS_FAULT_BOUNDS},
    {"sodium_hex2bin writes beyond the bytes", short_room, FLEXOS_FAULT_BOUNDS},
    {"sodium_hex2bin reads a string without an end", endless_ignore, FLEXOS_FAULT_BOUNDS},
    {"store32_le writes beyond half a word", half_word, FLEXOS_FAULT_BOUNDS},
    {"store64_be writes beyond half a doubleword", half_doubleword, FLEXOS_FAULT_BOUNDS},
    {"chacha20_encrypt_bytes reads what was lent to write", reversed, FLEXOS_FAULT_PERMISSION},
    {"chacha20_encrypt_bytes uses an address without a capability", nothing, FLEXOS_FAULT_TAG},
    {"code beside the functions reads the caller's secret", load, FLEXOS_FAULT_BOUNDS},
    {"code beside the functions overwrites the caller's secret", store, FLEXOS_FAULT_BOUNDS},
    {"code beside the functions jumps into the caller", jump, FLEXOS_FAULT_BOUNDS},
};

/* Only what was lent may have changed. */
static int is_intact(void)
{
    for (int i = 0; i < AROUND; i++)
        if (memory.before[i] != MARK || memory.after[i] != MARK)
            return 0;
    return secret == 0x5ec2e75ec2e75ec2;
}

/* An honest call of each function, after all that. */
static int works(void)
{
    char hex[2 * BLOCK + 1];

    memset(state, 0, sizeof state);
    memset(message, 0, sizeof message);
    lend_chacha20(state, message, memory.lent, BLOCK, BLOCK, BLOCK);
    lend_bin2hex(hex, sizeof hex, memory.lent, 4, 9, 4);
    if (strcmp(hex, "00000000") != 0 || state[12] != 1)     /* the permutation keeps a state of zeros */
        return 0;
    lend_store32(memory.lent, 0x01020304, 4);
    lend_store64(memory.lent + 4, 0x05060708090a0b0c, 8);
    lend_bin2hex(hex, sizeof hex, memory.lent, 12, 25, 12);
    return strcmp(hex, "0403020105060708090a0b0c") == 0
        && lend_hex2bin(message, 16, hexadecimal, 32, 0, 16, 32, 0) == 0 && message[15] == 0xff;
}

int main(void)
{
    int count = sizeof attempts / sizeof *attempts, stopped = 0;

    memset(&memory, MARK, sizeof memory);
    for (int i = 0; i < count; i++) {
        int fault = flexos_try(attempts[i].attempt, 0), expected = fault == attempts[i].fault;

        /* A jump so far beyond the bounds that PCC cannot be represented there takes its tag. */
        expected |= attempts[i].attempt == jump && fault == FLEXOS_FAULT_TAG;
        stopped += expected;
        printf("sandbox: %s: %s\n", attempts[i].what,
               expected ? "stopped" : fault == FLEXOS_FAULT_NONE ? "SUCCEEDED" : "another fault");
    }
    printf("sandbox: %d of %d attempts stopped, the caller's data is %s, the functions %s\n", stopped, count,
           is_intact() ? "intact" : "changed", works() ? "work" : "FAIL");
    return 0;
}
