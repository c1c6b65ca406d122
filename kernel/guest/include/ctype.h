/* Kinds of characters, of ASCII. */
#ifndef CTYPE_H
#define CTYPE_H

int isalnum(int), isalpha(int), isascii(int), isblank(int), iscntrl(int), isdigit(int), isgraph(int), islower(int);
int isprint(int), ispunct(int), isspace(int), isupper(int), isxdigit(int), tolower(int), toupper(int);

#endif
