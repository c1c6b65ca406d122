/*
 * What runs in place of main where shared objects have functions to run before or after it
 * (DT_INIT, DT_INIT_ARRAY and their counterparts). It is copied into the application's compartment,
 * and reaches the functions of other compartments through gates like anything else. A program that
 * ends by exit() or by a fault skips those that run after main.
 */
#include <flexos/isolation.h>

typedef void function(void);

/* Made by the linker, in the order in which they are to run. */
extern function *const __init_functions_start[], *const __init_functions_end[];
extern function *const __fini_functions_start[], *const __fini_functions_end[];

int main(void);

__stateless(flexos_start) int flexos_start(void)
{
    function *const *f;
    int code;

    for (f = __init_functions_start; f != __init_functions_end; f++)
        (*f)();
    code = main();
    for (f = __fini_functions_start; f != __fini_functions_end; f++)
        (*f)();
    return code;
}
