/* No signal is ever delivered here: raise ends the program, as the default actions of these do. */
#ifndef SIGNAL_H
#define SIGNAL_H

#define SIGINT 2
#define SIGILL 4
#define SIGABRT 6
#define SIGFPE 8
#define SIGKILL 9
#define SIGSEGV 11
#define SIGTERM 15

int raise(int signal);

#endif
