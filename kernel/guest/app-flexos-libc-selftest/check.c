#include "check.h"

#include <stdio.h>

int failures;
static int checks;

void check(int holds, const char *file, int line)
{
    checks++;
    if (holds)
        return;
    failures++;
    printf(FLEXOS_SHARED_LITERAL("selftest: the check in %s, line %d, fails\n"), file, line);
}

void group(const char *name, void (*run)(void))
{
    int checks_before = checks, failures_before = failures;

    run();
    printf(FLEXOS_SHARED_LITERAL("selftest: %s: %d of %d checks hold\n"), name,
           checks - checks_before - (failures - failures_before), checks - checks_before);
}
