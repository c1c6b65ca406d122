/*
 * Does the C library with its files, clocks and mathematics do inside the machine what the host tests say of
 * it outside? One line for each group; the exit code is the number of checks that failed.
 */
#include "check.h"

int main(void)
{
    group(FLEXOS_SHARED_LITERAL("text"), text);
    group(FLEXOS_SHARED_LITERAL("numbers"), numbers);
    group(FLEXOS_SHARED_LITERAL("clocks"), clocks);
    group(FLEXOS_SHARED_LITERAL("files"), files);
    group(FLEXOS_SHARED_LITERAL("directories"), directories);
    group(FLEXOS_SHARED_LITERAL("limits"), limits);
    group(FLEXOS_SHARED_LITERAL("streams"), streams);
    group(FLEXOS_SHARED_LITERAL("memory"), memory);
    group(FLEXOS_SHARED_LITERAL("system"), system_calls);
    return failures;
}
