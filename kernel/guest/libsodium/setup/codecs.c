/*
 * Stands in for libsodium's codecs when the configuration sandboxes them. What the sandbox must not decide is
 * left on this side: a text that does not fit ends the program, as libsodium has it.
 */
#include "core.h"
#include "utils.h"

char *sandbox_bin2hex(char *hex, size_t hex_maxlen, const unsigned char *bin, size_t bin_len);
int sandbox_hex2bin(unsigned char *bin, size_t bin_maxlen, const char *hex, size_t hex_len, const char *ignore, size_t *bin_len,
                    const char **hex_end);

char *sodium_bin2hex(char *hex, size_t hex_maxlen, const unsigned char *bin, size_t bin_len)
{
    char *text = sandbox_bin2hex(hex, hex_maxlen, bin, bin_len);

    if (!text)
        sodium_misuse();
    return text;
}

int sodium_hex2bin(unsigned char *bin, size_t bin_maxlen, const char *hex, size_t hex_len, const char *ignore, size_t *bin_len,
                   const char **hex_end)
{
    return sandbox_hex2bin(bin, bin_maxlen, hex, hex_len, ignore, bin_len, hex_end);
}
