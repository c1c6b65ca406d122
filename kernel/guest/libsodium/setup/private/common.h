/*
 * Lies before libsodium's header of this name when the configuration sandboxes the two store functions:
 * libsodium's own inline definitions get other names, and every use of STORE32_LE and STORE64_BE
 * becomes a call of a function of another micro-library. Where that could not be called nothing was stored,
 * and no key or cipher text may leave here without: the program ends.
 */
#ifndef FLEXOS_LIBSODIUM_COMMON_H
#define FLEXOS_LIBSODIUM_COMMON_H

#define store32_le libsodium_inline_store32_le
#define store64_be libsodium_inline_store64_be
#include_next "private/common.h"
#undef store32_le
#undef store64_be

int store32_le(uint8_t dst[4], uint32_t w);
int store64_be(uint8_t dst[8], uint64_t w);
void sodium_misuse(void) __attribute__((noreturn));

#undef STORE32_LE
#undef STORE64_BE
#define STORE32_LE(dst, w) ((void)(store32_le(dst, w) == 0 || (sodium_misuse(), 0)))
#define STORE64_BE(dst, w) ((void)(store64_be(dst, w) == 0 || (sodium_misuse(), 0)))

#endif
