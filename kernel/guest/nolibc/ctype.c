/* Kinds of characters, of ASCII: the locale is "C". */
#include <ctype.h>

#define BETWEEN(c, low, high) ((unsigned)(c) - (low) <= (high) - (low))

int isupper(int c) { return BETWEEN(c, 'A', 'Z'); }
int islower(int c) { return BETWEEN(c, 'a', 'z'); }
int isdigit(int c) { return BETWEEN(c, '0', '9'); }
int isalpha(int c) { return BETWEEN(c | 0x20, 'a', 'z'); }
int isalnum(int c) { return isalpha(c) || isdigit(c); }
int isxdigit(int c) { return isdigit(c) || BETWEEN(c | 0x20, 'a', 'f'); }
int isblank(int c) { return c == ' ' || c == '\t'; }
int isspace(int c) { return c == ' ' || BETWEEN(c, '\t', '\r'); }
int iscntrl(int c) { return BETWEEN(c, 0, 0x1f) || c == 0x7f; }
int isprint(int c) { return BETWEEN(c, 0x20, 0x7e); }
int isgraph(int c) { return BETWEEN(c, 0x21, 0x7e); }
int ispunct(int c) { return isgraph(c) && !isalnum(c); }
int tolower(int c) { return isupper(c) ? c | 0x20 : c; }
int toupper(int c) { return islower(c) ? c & ~0x20 : c; }
int isascii(int c) { return BETWEEN(c, 0, 0x7f); }
