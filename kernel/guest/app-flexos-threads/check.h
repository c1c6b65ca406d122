/* Counting what holds. */
#ifndef CHECK_H
#define CHECK_H

#include <flexos/threads.h>

void check(int holds, const char *file, int line);
#define CHECK(condition) check(!!(condition), __FILE_NAME__, __LINE__)

uint32_t threads(void);                 /* that there may be, main's included */

void locks(void);                       /* locks.c */
void posix(void);                       /* posix.c */
_Noreturn void deadlock(void);

#endif
