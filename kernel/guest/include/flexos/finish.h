/* The beginning and the end of a program, between newlib, which has exit, and what stands for main. */
#ifndef FLEXOS_FINISH_H
#define FLEXOS_FINISH_H

typedef void flexos_function(void);

/* Made by the linker, in the order in which they are to run, with a 0 at the end. */
extern flexos_function *const __init_functions[], *const __fini_functions[];

/* What is to be done at the end, whether main returns or exit is called: exit without the end itself. */
void flexos_finish(void);

/* Makes the return of main the end that exit is. Put where something is left to be done at the end; no code.
 * .globl, since clang 14 writes the relocation without its symbol where nothing else names the symbol. */
#define FLEXOS_NEEDS_FINISH() __asm__ volatile(".globl flexos_finish\n.reloc ., R_AARCH64_NONE, flexos_finish")

#endif
