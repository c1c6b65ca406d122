/*
 * What runs in place of main where something is to be done before it or at the end: constructors and
 * destructors, atexit, open streams. It is copied into the application's compartment, and reaches the
 * functions of other compartments through gates like anything else.
 */
#include <flexos/isolation.h>
#include <flexos/finish.h>
#include <flexos/trap.h>

int main(void);

/* The last of those before main, where a compartment can be restarted: the trusted base copies what they have made. */
__stateless(flexos_constructed) void flexos_constructed(void)
{
    __asm__ volatile("svc %0" : : "i"(FLEXOS_TRAP_CONSTRUCTED) : "memory");
}

__stateless(flexos_start) int flexos_start(void)
{
    flexos_function *const *f;
    int code;

    for (f = __init_functions; *f; f++)
        (*f)();
    code = main();
    flexos_finish();
    return code;
}
