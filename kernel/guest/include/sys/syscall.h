/* Numbers of AArch64 Linux for what syscall() knows. */
#ifndef SYS_SYSCALL_H
#define SYS_SYSCALL_H

#define SYS_getpid 172
#define SYS_gettid 178
#define SYS_getrandom 278

#endif
