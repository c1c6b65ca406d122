#include "workload.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>

enum { HCHACHA20, STREAM, SECRETBOX, BOX, GENERICHASH, KDF, SECRETSTREAM, SCALARMULT };

const char *const program_names[PROGRAMS] = {
    "hchacha20", "stream_xchacha20", "secretbox_xchacha20poly1305", "box_xchacha20poly1305",
    "generichash", "kdf", "secretstream_xchacha20poly1305", "scalarmult",
};

enum { LONGEST = 640, HEX = 2 * 64 + 1 };

#define FNV_START 0xcbf29ce484222325
#define FNV_PRIME 0x00000100000001b3

void workload_start(struct workload *workload, uint64_t seed)
{
    memset(workload, 0, sizeof *workload);
    workload->seed = seed;
    for (int i = 0; i < PROGRAMS; i++)
        workload->digests[i] = FNV_START;
}

/* SplitMix64. */
static uint64_t draw(struct workload *w)
{
    uint64_t z = w->seed += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static void draw_bytes(struct workload *w, unsigned char *to, size_t count)
{
    for (size_t i = 0; i < count; i += 8) {
        uint64_t word = draw(w);

        for (size_t j = i; j < count && j < i + 8; j++, word >>= 8)
            to[j] = (unsigned char)word;
    }
}

static size_t draw_length(struct workload *w, size_t most)
{
    return (size_t)(draw(w) % (most + 1));
}

static void result(struct workload *w, int program, const void *bytes, size_t count)
{
    const unsigned char *from = bytes;

    for (size_t i = 0; i < count; i++)
        w->digests[program] = (w->digests[program] ^ from[i]) * FNV_PRIME;
    w->results += count;
}

static void must(struct workload *w, int holds)
{
    w->failures += !holds;
}

/* A short result: as text into the digest, and back, as test programs do it. */
static void result_as_text(struct workload *w, int program, const unsigned char *bytes, size_t count)
{
    char hex[HEX];
    unsigned char back[HEX / 2];
    size_t length = 0;

    must(w, sodium_bin2hex(hex, sizeof hex, bytes, count) == hex && strlen(hex) == 2 * count);
    result(w, program, hex, 2 * count + 1);
    must(w, sodium_hex2bin(back, sizeof back, hex, 2 * count, 0, &length, 0) == 0);
    must(w, length == count && memcmp(back, bytes, count) == 0);
}

/* Bytes of a published vector. */
static void given(struct workload *w, unsigned char *to, size_t count, const char *hex)
{
    size_t length = 0;

    must(w, sodium_hex2bin(to, count, hex, strlen(hex), ": ", &length, 0) == 0 && length == count);
}

/* draft-irtf-cfrg-xchacha-03, section 2.2.1. */
static void hchacha20(struct workload *w)
{
    unsigned char key[32], input[16], constant[16], out[32], expected[32];

    given(w, key, 32, "00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11:12:13:14:15:16:17:18:19:1a:1b:1c:1d:1e:1f");
    given(w, input, 16, "00:00:00:09:00:00:00:4a:00:00:00:00:31:41:59:27");
    given(w, expected, 32, "82413b42 27b27bfe d30e4250 8a877d73 a0f9e4d5 8a74a853 c12ec413 26d3ecdc");
    must(w, crypto_core_hchacha20(out, input, key, 0) == 0 && memcmp(out, expected, 32) == 0);

    draw_bytes(w, key, sizeof key);
    draw_bytes(w, input, sizeof input);
    draw_bytes(w, constant, sizeof constant);
    must(w, crypto_core_hchacha20(out, input, key, constant) == 0);
    result_as_text(w, HCHACHA20, out, sizeof out);
}

static void stream_xchacha20(struct workload *w)
{
    unsigned char key[32], nonce[24], message[LONGEST], out[LONGEST];
    size_t length = draw_length(w, LONGEST);

    draw_bytes(w, key, sizeof key);
    draw_bytes(w, nonce, sizeof nonce);
    draw_bytes(w, message, length);
    must(w, crypto_stream_xchacha20(out, length, nonce, key) == 0);
    result(w, STREAM, out, length);
    must(w, crypto_stream_xchacha20_xor(out, message, length, nonce, key) == 0);
    result(w, STREAM, out, length);
    must(w, crypto_stream_xchacha20_xor(out, out, length, nonce, key) == 0 && memcmp(out, message, length) == 0);
    must(w, crypto_stream_xchacha20_xor_ic(out, message, length, nonce, draw(w), key) == 0);
    result(w, STREAM, out, length);
    result_as_text(w, STREAM, nonce, sizeof nonce);
}

static void secretbox(struct workload *w)
{
    unsigned char key[32], nonce[24], mac[16], message[LONGEST], sealed[LONGEST + 16], opened[LONGEST];
    size_t length = draw_length(w, 256);

    draw_bytes(w, key, sizeof key);
    draw_bytes(w, nonce, sizeof nonce);
    draw_bytes(w, message, length);
    must(w, crypto_secretbox_xchacha20poly1305_easy(sealed, message, length, nonce, key) == 0);
    result(w, SECRETBOX, sealed, length + 16);
    must(w, crypto_secretbox_xchacha20poly1305_open_easy(opened, sealed, length + 16, nonce, key) == 0);
    must(w, memcmp(opened, message, length) == 0);
    sealed[draw(w) % (length + 16)] ^= 1;
    must(w, crypto_secretbox_xchacha20poly1305_open_easy(opened, sealed, length + 16, nonce, key) == -1);
    must(w, crypto_secretbox_xchacha20poly1305_detached(sealed, mac, message, length, nonce, key) == 0);
    must(w, crypto_secretbox_xchacha20poly1305_open_detached(opened, sealed, mac, length, nonce, key) == 0);
    must(w, memcmp(opened, message, length) == 0);
    result_as_text(w, SECRETBOX, mac, sizeof mac);
}

static void box(struct workload *w)
{
    unsigned char seed[32], public[2][32], secret[2][32], shared[32], nonce[24];
    unsigned char message[LONGEST], sealed[LONGEST + 16], again[LONGEST + 16], opened[LONGEST];
    size_t length = draw_length(w, 256);

    for (int i = 0; i < 2; i++) {
        draw_bytes(w, seed, sizeof seed);
        must(w, crypto_box_curve25519xchacha20poly1305_seed_keypair(public[i], secret[i], seed) == 0);
        result_as_text(w, BOX, public[i], 32);
    }
    draw_bytes(w, nonce, sizeof nonce);
    draw_bytes(w, message, length);
    must(w, crypto_box_curve25519xchacha20poly1305_easy(sealed, message, length, nonce, public[1], secret[0]) == 0);
    result(w, BOX, sealed, length + 16);
    must(w, crypto_box_curve25519xchacha20poly1305_beforenm(shared, public[0], secret[1]) == 0);
    must(w, crypto_box_curve25519xchacha20poly1305_easy_afternm(again, message, length, nonce, shared) == 0);
    must(w, memcmp(again, sealed, length + 16) == 0);
    must(w, crypto_box_curve25519xchacha20poly1305_open_easy(opened, sealed, length + 16, nonce, public[0], secret[1]) == 0);
    must(w, memcmp(opened, message, length) == 0);
    nonce[0] ^= 1;
    must(w, crypto_box_curve25519xchacha20poly1305_open_easy(opened, sealed, length + 16, nonce, public[0], secret[1]) == -1);
}

/* BLAKE2b; "abc" is in RFC 7693, appendix A. */
static void generichash(struct workload *w)
{
    crypto_generichash_state state;
    unsigned char key[64], message[LONGEST], out[64], expected[64];
    size_t length = draw_length(w, LONGEST), half = draw_length(w, length), size = 16 + draw_length(w, 48), keylen;

    given(w, expected, 64, "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                           "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    must(w, crypto_generichash(out, 64, (const unsigned char *)"abc", 3, 0, 0) == 0 && memcmp(out, expected, 64) == 0);

    keylen = draw(w) % 2 ? 0 : 16 + draw_length(w, 48);
    draw_bytes(w, key, keylen);
    draw_bytes(w, message, length);
    must(w, crypto_generichash(out, size, message, length, key, keylen) == 0);
    result_as_text(w, GENERICHASH, out, size);
    must(w, crypto_generichash_init(&state, key, keylen, size) == 0);
    must(w, crypto_generichash_update(&state, message, half) == 0);
    must(w, crypto_generichash_update(&state, message + half, length - half) == 0);
    must(w, crypto_generichash_final(&state, expected, size) == 0 && memcmp(out, expected, size) == 0);
}

static void kdf(struct workload *w)
{
    unsigned char key[32], context[8], subkey[64];

    draw_bytes(w, key, sizeof key);
    draw_bytes(w, context, sizeof context);
    for (uint64_t id = 0; id < 4; id++) {
        size_t size = 16 + draw_length(w, 48);

        must(w, crypto_kdf_derive_from_key(subkey, size, id << 4 * id, (const char *)context, key) == 0);
        result_as_text(w, KDF, subkey, size);
    }
}

static void secretstream(struct workload *w)
{
    crypto_secretstream_xchacha20poly1305_state to, from;
    unsigned char key[32], header[24], tag, ad[16], message[LONGEST], sealed[LONGEST + 17], opened[LONGEST];
    unsigned long long sealed_length, opened_length;

    draw_bytes(w, key, sizeof key);
    draw_bytes(w, header, sizeof header);
    /*
     * init_push draws its header at random. What init_pull makes of one is the same state, so that pushing
     * from there gives the same bytes in every run.
     */
    must(w, crypto_secretstream_xchacha20poly1305_init_pull(&to, header, key) == 0);
    must(w, crypto_secretstream_xchacha20poly1305_init_pull(&from, header, key) == 0);
    for (int i = 0; i < 4; i++) {
        size_t length = draw_length(w, 128), ad_length = draw_length(w, sizeof ad);

        draw_bytes(w, message, length);
        draw_bytes(w, ad, ad_length);
        must(w, crypto_secretstream_xchacha20poly1305_push(&to, sealed, &sealed_length, message, length, ad, ad_length, (unsigned char)i) == 0);
        must(w, sealed_length == length + 17);
        result(w, SECRETSTREAM, sealed, length + 17);
        must(w, crypto_secretstream_xchacha20poly1305_pull(&from, opened, &opened_length, &tag, sealed, length + 17, ad, ad_length) == 0);
        must(w, opened_length == length && tag == i && memcmp(opened, message, length) == 0);
    }
    must(w, crypto_secretstream_xchacha20poly1305_pull(&from, opened, 0, 0, sealed, sealed_length, 0, 0) == -1);
    result_as_text(w, SECRETSTREAM, header, sizeof header);

    must(w, crypto_secretstream_xchacha20poly1305_init_push(&to, header, key) == 0);
    must(w, crypto_secretstream_xchacha20poly1305_init_pull(&from, header, key) == 0);
    must(w, crypto_secretstream_xchacha20poly1305_push(&to, sealed, 0, message, 64, 0, 0, 0) == 0);
    must(w, crypto_secretstream_xchacha20poly1305_pull(&from, opened, 0, 0, sealed, 64 + 17, 0, 0) == 0);
    must(w, memcmp(opened, message, 64) == 0);
}

/* The iteration of RFC 7748, section 5.2, begins with this. */
static void scalarmult(struct workload *w)
{
    unsigned char base[32] = {9}, scalar[2][32], point[2][32], shared[2][32], expected[32];

    given(w, expected, 32, "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
    must(w, crypto_scalarmult(point[0], base, base) == 0 && memcmp(point[0], expected, 32) == 0);

    for (int i = 0; i < 2; i++) {
        draw_bytes(w, scalar[i], 32);
        must(w, crypto_scalarmult_base(point[i], scalar[i]) == 0);
        result_as_text(w, SCALARMULT, point[i], 32);
    }
    must(w, crypto_scalarmult(shared[0], scalar[0], point[1]) == 0);
    must(w, crypto_scalarmult(shared[1], scalar[1], point[0]) == 0);
    must(w, memcmp(shared[0], shared[1], 32) == 0);
    result_as_text(w, SCALARMULT, shared[0], 32);
}

void workload_iterate(struct workload *w)
{
    hchacha20(w);
    stream_xchacha20(w);
    secretbox(w);
    box(w);
    generichash(w);
    kdf(w);
    secretstream(w);
    scalarmult(w);
}

/* One conversion from text, with everything that it may change. */
static void decode(struct workload *w, size_t room, const char *hex, size_t length, const char *ignore, int with_end)
{
    unsigned char bin[32];
    size_t bin_length = 77;
    const char *end = 0;
    int64_t outcome[4];

    memset(bin, 0xee, sizeof bin);
    errno = 0;
    outcome[0] = sodium_hex2bin(bin, room, hex, length, ignore, &bin_length, with_end ? &end : 0);
    outcome[1] = (int64_t)bin_length;
    outcome[2] = end ? end - hex : -1;
    outcome[3] = errno;
    result(w, HCHACHA20, outcome, sizeof outcome);
    result(w, HCHACHA20, bin, sizeof bin);
    must(w, outcome[0] != 0 || with_end || outcome[2] == -1);
}

void workload_edges(struct workload *w)
{
    static const char *const texts[] = {
        "", "0", "00", "0g", "g0", "deadBEEF", "de:ad:be:ef", "d:e", "de ad", "de ad ", "de::ad:", "0123456789abcdefABCDEF0123", "de\200ad", "@`/:Gg",
    };
    unsigned char key[32], nonce[24], message[LONGEST], out[LONGEST];

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t room = 0; room <= 16; room += room < 4 ? 1 : 12)
            for (int how = 0; how < 4; how++)
                decode(w, room, texts[i], strlen(texts[i]) + (how == 3), how & 1 ? ": " : 0, how >> 1);

    draw_bytes(w, key, sizeof key);
    draw_bytes(w, nonce, sizeof nonce);
    draw_bytes(w, message, sizeof message);
    for (size_t length = 0; length <= LONGEST; length += length < 130 ? 1 : 51) {
        must(w, crypto_stream_chacha20(out, length, nonce, key) == 0);
        result(w, STREAM, out, length);
        /* Both words of the counter, and the word of a counter of 32 bits, overflow within the message. */
        must(w, crypto_stream_chacha20_xor_ic(out, message, length, nonce, 0xffffffffffffffffu, key) == 0);
        result(w, STREAM, out, length);
        must(w, crypto_stream_chacha20_xor_ic(out, message, length, nonce, 0xffffffffu, key) == 0);
        result(w, STREAM, out, length);
        must(w, crypto_stream_chacha20_ietf(out, length, nonce, key) == 0);
        result(w, STREAM, out, length);
    }
}
