/* The console of the platform. */
#ifndef UK_CONSOLE_H
#define UK_CONSOLE_H

/* Writes one character. By value, so that it works across a gate whatever is shared. */
void ukplat_console_putc(int character);

#endif
