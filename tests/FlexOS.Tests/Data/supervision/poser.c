#include <stdint.h>

int64_t poser_fault(uint64_t stack)
{
    __asm__ volatile("mov sp, %0\n\tmov x30, #0\n\tret" : : "r"(stack));
    return 0;
}
