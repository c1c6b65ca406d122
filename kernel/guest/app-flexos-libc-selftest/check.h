/* Counting checks, and the groups of them. */
#ifndef CHECK_H
#define CHECK_H

#include <flexos/isolation.h>

extern int failures;

void check(int holds, const char *file, int line);
void group(const char *name, void (*run)(void));

#define CHECK(condition) check(!!(condition), FLEXOS_SHARED_LITERAL(__FILE_NAME__), __LINE__)

/* A call that fails with an error number. */
#define FAILS(call, number) CHECK((errno = 0, (call) == -1) && errno == (number))

void text(void), numbers(void), clocks(void), files(void), directories(void), limits(void), streams(void), memory(void), system_calls(void);

#endif
