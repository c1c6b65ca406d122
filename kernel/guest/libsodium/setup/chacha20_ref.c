/*
 * Stands in for libsodium's file of this name when the configuration sandboxes chacha20_encrypt_bytes:
 * there the function is static, so nothing could be put in its place. This is what is left of the file,
 * written anew after the specification (RFC 8439, section 2.3, and the original 64-bit nonce): it lays
 * out the sixteen words of the state and calls the function, wherever that is. A message goes in parts for which every
 * capability has exact bounds (14 bits of CHERI Concentrate), so that lending one takes no memory.
 */
#include <stdint.h>
#include <string.h>

#include "core.h"
#include "crypto_stream_chacha20.h"
#include "private/common.h"
#include "utils.h"

#include "../stream_chacha20.h"
#include "chacha20_ref.h"

enum { WORDS = 16, KEY = 4, COUNTER = 12, PART = 8192 };

struct state {
    uint32_t words[WORDS];
};

/* As in libsodium: encrypts and leaves the next block's counter in words 12 and 13. 0, or it was not called. */
int chacha20_encrypt_bytes(struct state *state, const uint8_t *m, uint8_t *c, unsigned long long bytes);

static void words_of(uint32_t *words, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        words[i] = LOAD32_LE(bytes + 4 * i);
}

static void encrypt(unsigned char *c, const unsigned char *m, unsigned long long length, const unsigned char *key,
                    uint64_t counter, size_t counter_words, const unsigned char *nonce)
{
    struct state state = {.words = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574}}; /* "expand 32-byte k" */

    if (length == 0)
        return;
    words_of(state.words + KEY, key, 8);
    state.words[COUNTER] = (uint32_t)counter;
    state.words[COUNTER + 1] = (uint32_t)(counter >> 32); /* the nonce covers it where the counter has one word */
    words_of(state.words + COUNTER + counter_words, nonce, 4 - counter_words);
    while (length) {
        unsigned long long part = length < PART ? length : PART;

        if (chacha20_encrypt_bytes(&state, m, c, part) != 0)
            sodium_misuse();
        m += part;
        c += part;
        length -= part;
    }
    sodium_memzero(&state, sizeof state);
}

static int stream(unsigned char *c, unsigned long long length, const unsigned char *nonce, const unsigned char *key)
{
    memset(c, 0, length);
    encrypt(c, c, length, key, 0, 2, nonce);
    return 0;
}

static int stream_ietf(unsigned char *c, unsigned long long length, const unsigned char *nonce, const unsigned char *key)
{
    memset(c, 0, length);
    encrypt(c, c, length, key, 0, 1, nonce);
    return 0;
}

static int stream_xor(unsigned char *c, const unsigned char *m, unsigned long long length, const unsigned char *nonce,
                      uint64_t counter, const unsigned char *key)
{
    encrypt(c, m, length, key, counter, 2, nonce);
    return 0;
}

static int stream_ietf_xor(unsigned char *c, const unsigned char *m, unsigned long long length,
                           const unsigned char *nonce, uint32_t counter, const unsigned char *key)
{
    encrypt(c, m, length, key, counter, 1, nonce);
    return 0;
}

struct crypto_stream_chacha20_implementation crypto_stream_chacha20_ref_implementation = {
    .stream = stream,
    .stream_ietf_ext = stream_ietf,
    .stream_xor_ic = stream_xor,
    .stream_ietf_ext_xor_ic = stream_ietf_xor,
};
