/*
 * The part of libsodium's interface that programs here use: names, types and sizes as its documentation
 * gives them. The library itself is a micro-library that a configuration brings (docs/libsodium.md).
 */
#ifndef SODIUM_H
#define SODIUM_H

#include <stddef.h>
#include <stdint.h>

int sodium_init(void);
const char *sodium_version_string(void);
void sodium_memzero(void *bytes, size_t length);
int sodium_memcmp(const void *a, const void *b, size_t length);
void randombytes_buf(void *buffer, size_t size);

char *sodium_bin2hex(char *hex, size_t hex_maxlen, const unsigned char *bin, size_t bin_len);
int sodium_hex2bin(unsigned char *bin, size_t bin_maxlen, const char *hex, size_t hex_len, const char *ignore,
                   size_t *bin_len, const char **hex_end);

#define crypto_core_hchacha20_OUTPUTBYTES 32
#define crypto_core_hchacha20_INPUTBYTES 16
#define crypto_core_hchacha20_KEYBYTES 32
int crypto_core_hchacha20(unsigned char *out, const unsigned char *in, const unsigned char *k, const unsigned char *c);

#define crypto_stream_chacha20_KEYBYTES 32
#define crypto_stream_chacha20_NONCEBYTES 8
#define crypto_stream_chacha20_ietf_NONCEBYTES 12
int crypto_stream_chacha20(unsigned char *c, unsigned long long clen, const unsigned char *n, const unsigned char *k);
int crypto_stream_chacha20_xor_ic(unsigned char *c, const unsigned char *m, unsigned long long mlen,
                                  const unsigned char *n, uint64_t ic, const unsigned char *k);
int crypto_stream_chacha20_ietf(unsigned char *c, unsigned long long clen, const unsigned char *n,
                                const unsigned char *k);
int crypto_stream_chacha20_ietf_xor_ic(unsigned char *c, const unsigned char *m, unsigned long long mlen,
                                       const unsigned char *n, uint32_t ic, const unsigned char *k);

#define crypto_stream_xchacha20_KEYBYTES 32
#define crypto_stream_xchacha20_NONCEBYTES 24
int crypto_stream_xchacha20(unsigned char *c, unsigned long long clen, const unsigned char *n, const unsigned char *k);
int crypto_stream_xchacha20_xor(unsigned char *c, const unsigned char *m, unsigned long long mlen,
                                const unsigned char *n, const unsigned char *k);
int crypto_stream_xchacha20_xor_ic(unsigned char *c, const unsigned char *m, unsigned long long mlen,
                                   const unsigned char *n, uint64_t ic, const unsigned char *k);

#define crypto_secretbox_xchacha20poly1305_KEYBYTES 32
#define crypto_secretbox_xchacha20poly1305_NONCEBYTES 24
#define crypto_secretbox_xchacha20poly1305_MACBYTES 16
int crypto_secretbox_xchacha20poly1305_easy(unsigned char *c, const unsigned char *m, unsigned long long mlen,
                                            const unsigned char *n, const unsigned char *k);
int crypto_secretbox_xchacha20poly1305_open_easy(unsigned char *m, const unsigned char *c, unsigned long long clen,
                                                 const unsigned char *n, const unsigned char *k);
int crypto_secretbox_xchacha20poly1305_detached(unsigned char *c, unsigned char *mac, const unsigned char *m,
                                                unsigned long long mlen, const unsigned char *n,
                                                const unsigned char *k);
int crypto_secretbox_xchacha20poly1305_open_detached(unsigned char *m, const unsigned char *c,
                                                     const unsigned char *mac, unsigned long long clen,
                                                     const unsigned char *n, const unsigned char *k);

#define crypto_box_curve25519xchacha20poly1305_SEEDBYTES 32
#define crypto_box_curve25519xchacha20poly1305_PUBLICKEYBYTES 32
#define crypto_box_curve25519xchacha20poly1305_SECRETKEYBYTES 32
#define crypto_box_curve25519xchacha20poly1305_BEFORENMBYTES 32
#define crypto_box_curve25519xchacha20poly1305_NONCEBYTES 24
#define crypto_box_curve25519xchacha20poly1305_MACBYTES 16
int crypto_box_curve25519xchacha20poly1305_seed_keypair(unsigned char *pk, unsigned char *sk,
                                                        const unsigned char *seed);
int crypto_box_curve25519xchacha20poly1305_beforenm(unsigned char *k, const unsigned char *pk,
                                                    const unsigned char *sk);
int crypto_box_curve25519xchacha20poly1305_easy(unsigned char *c, const unsigned char *m, unsigned long long mlen,
                                                const unsigned char *n, const unsigned char *pk,
                                                const unsigned char *sk);
int crypto_box_curve25519xchacha20poly1305_open_easy(unsigned char *m, const unsigned char *c,
                                                     unsigned long long clen, const unsigned char *n,
                                                     const unsigned char *pk, const unsigned char *sk);
int crypto_box_curve25519xchacha20poly1305_easy_afternm(unsigned char *c, const unsigned char *m,
                                                        unsigned long long mlen, const unsigned char *n,
                                                        const unsigned char *k);

#define crypto_generichash_BYTES_MIN 16
#define crypto_generichash_BYTES_MAX 64
#define crypto_generichash_KEYBYTES_MAX 64
typedef struct crypto_generichash_state {
    unsigned char opaque[384];
} __attribute__((aligned(64))) crypto_generichash_state;
int crypto_generichash(unsigned char *out, size_t outlen, const unsigned char *in, unsigned long long inlen,
                       const unsigned char *key, size_t keylen);
int crypto_generichash_init(crypto_generichash_state *state, const unsigned char *key, size_t keylen, size_t outlen);
int crypto_generichash_update(crypto_generichash_state *state, const unsigned char *in, unsigned long long inlen);
int crypto_generichash_final(crypto_generichash_state *state, unsigned char *out, size_t outlen);

#define crypto_kdf_BYTES_MIN 16
#define crypto_kdf_BYTES_MAX 64
#define crypto_kdf_CONTEXTBYTES 8
#define crypto_kdf_KEYBYTES 32
int crypto_kdf_derive_from_key(unsigned char *subkey, size_t subkey_len, uint64_t subkey_id, const char *context,
                               const unsigned char *key);

#define crypto_secretstream_xchacha20poly1305_ABYTES 17
#define crypto_secretstream_xchacha20poly1305_HEADERBYTES 24
#define crypto_secretstream_xchacha20poly1305_KEYBYTES 32
#define crypto_secretstream_xchacha20poly1305_TAG_MESSAGE 0
#define crypto_secretstream_xchacha20poly1305_TAG_PUSH 1
#define crypto_secretstream_xchacha20poly1305_TAG_REKEY 2
#define crypto_secretstream_xchacha20poly1305_TAG_FINAL 3
typedef struct crypto_secretstream_xchacha20poly1305_state {
    unsigned char k[32];
    unsigned char nonce[12];
    unsigned char pad[8];
} crypto_secretstream_xchacha20poly1305_state;
int crypto_secretstream_xchacha20poly1305_init_push(crypto_secretstream_xchacha20poly1305_state *state,
                                                    unsigned char *header, const unsigned char *k);
int crypto_secretstream_xchacha20poly1305_push(crypto_secretstream_xchacha20poly1305_state *state, unsigned char *c,
                                               unsigned long long *clen, const unsigned char *m,
                                               unsigned long long mlen, const unsigned char *ad,
                                               unsigned long long adlen, unsigned char tag);
int crypto_secretstream_xchacha20poly1305_init_pull(crypto_secretstream_xchacha20poly1305_state *state,
                                                    const unsigned char *header, const unsigned char *k);
int crypto_secretstream_xchacha20poly1305_pull(crypto_secretstream_xchacha20poly1305_state *state, unsigned char *m,
                                               unsigned long long *mlen, unsigned char *tag, const unsigned char *c,
                                               unsigned long long clen, const unsigned char *ad,
                                               unsigned long long adlen);
void crypto_secretstream_xchacha20poly1305_rekey(crypto_secretstream_xchacha20poly1305_state *state);

#define crypto_scalarmult_BYTES 32
#define crypto_scalarmult_SCALARBYTES 32
int crypto_scalarmult_base(unsigned char *q, const unsigned char *n);
int crypto_scalarmult(unsigned char *q, const unsigned char *n, const unsigned char *p);

#endif
