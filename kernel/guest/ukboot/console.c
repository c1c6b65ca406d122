/* The trusted base's own console: a PL011, polled. Compartments write through theirs, ukplat-console. */
#include "ukboot.h"

enum { UARTDR = 0x00, UARTFR = 0x18, UARTLCR_H = 0x2c, UARTCR = 0x30 };
enum { FR_TXFF = 1 << 5, LCR_H_FEN = 1 << 4, LCR_H_WLEN8 = 3 << 5, CR_UARTEN = 1 << 0, CR_TXE = 1 << 8 };

static volatile uint32_t *uart_register(unsigned offset)
{
    return (volatile uint32_t *)(flexos_boot_table.uart_base + offset);
}

void ukboot_console_start(void)
{
    *uart_register(UARTCR) = 0; /* the line control may change only while the UART is off */
    *uart_register(UARTLCR_H) = LCR_H_FEN | LCR_H_WLEN8;
    *uart_register(UARTCR) = CR_UARTEN | CR_TXE;
}

static void write_character(char c)
{
    while (*uart_register(UARTFR) & FR_TXFF)
        ;
    *uart_register(UARTDR) = (uint8_t)c;
}

void ukboot_write(const char *text)
{
    while (*text)
        write_character(*text++);
}

void ukboot_write_hex(uint64_t value)
{
    unsigned digits = 1;

    while (digits < 16 && value >> (4 * digits))
        digits++;
    ukboot_write("0x");
    while (digits-- > 0)
        write_character("0123456789abcdef"[(value >> (4 * digits)) & 15]);
}

void ukboot_write_decimal(uint64_t value)
{
    char digits[21];
    unsigned at = sizeof digits - 1;

    digits[at] = 0;
    do
        digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    ukboot_write(digits + at);
}

void ukboot_write_compartment(const struct flexos_boot_compartment *compartment)
{
    if (!compartment) {
        ukboot_write("the trusted base");
        return;
    }
    ukboot_write("compartment ");
    ukboot_write_decimal(compartment->id);
    ukboot_write(" \"");
    ukboot_write((const char *)compartment->name);
    ukboot_write("\"");
}

void ukboot_panic(const char *why)
{
    ukboot_write("flexos: panic: ");
    ukboot_write(why);
    ukboot_write("\n");
    ukboot_system_off();
}
