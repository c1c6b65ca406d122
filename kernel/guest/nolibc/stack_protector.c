/*
 * What code compiled with -fstack-protector refers to. Each compartment has its own guard and its own end. The
 * guard is the same in every run, as everything here: it finds accidents. Its low byte, which lies next to the
 * buffers, is 0, so that no string can write over it unnoticed; 0x0a and 0xff stop what reads lines or numbers.
 */
#include <flexos/thread.h>
#include <stdint.h>
#include <uk/console.h>

uintptr_t __stack_chk_guard = 0x5ac7e1d30aff0d00;

extern char __compartment_id[];         /* absolute */

static void say(const char *text)
{
    while (*text)
        ukplat_console_putc((unsigned char)*text++);
}

static void say_number(uint64_t value, unsigned base)
{
    char digits[21];
    unsigned at = sizeof digits - 1;

    digits[at] = 0;
    do
        digits[--at] = "0123456789abcdef"[value % base];
    while (value /= base);
    say(digits + at);
}

/* Whose frame it is says the return address; the fault that follows names the compartment, and may be its only one. */
_Noreturn void __stack_chk_fail(void)
{
    say("flexos: stack protector: a function of compartment ");
    say_number((uintptr_t)__compartment_id, 10);
    say(" wrote beyond a buffer on the stack of thread ");
    say_number(flexos_thread_id(), 10);
    say(", found at pc 0x");
    say_number((uintptr_t)__builtin_return_address(0), 16);
    say("\n");
    __asm__ volatile("udf #0");         /* a fault, which a breakpoint is not */
    __builtin_unreachable();
}
