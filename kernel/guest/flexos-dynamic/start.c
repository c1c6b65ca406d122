/*
 * What runs in place of main where something is to be done before it or at the end: constructors and
 * destructors, atexit, open streams. It is copied into the application's compartment, and reaches the
 * functions of other compartments through gates like anything else.
 */
#include <flexos/isolation.h>
#include <flexos/finish.h>

int main(void);

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
