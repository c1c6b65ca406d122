/* Streams: the console, files of vfscore, and strings. */
#ifndef STDIO_H
#define STDIO_H

#include <stdarg.h>
#include <stddef.h>
#include <sys/types.h>

#define EOF (-1)
#define BUFSIZ 1024
#define FILENAME_MAX 4096
#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif
#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2

typedef struct flexos_stream FILE;

/* The console. What a call writes there is there when it returns; nobody types, so stdin is at its end. */
extern FILE *const stdin, *const stdout, *const stderr;
#define stdin (stdin)
#define stdout (stdout)
#define stderr (stderr)

/* All conversions of C; floating point is exact, rounded once. */
int printf(const char *restrict format, ...) __attribute__((format(printf, 1, 2)));
int vprintf(const char *restrict format, va_list) __attribute__((format(printf, 1, 0)));
int fprintf(FILE *restrict, const char *restrict format, ...) __attribute__((format(printf, 2, 3)));
int vfprintf(FILE *restrict, const char *restrict format, va_list) __attribute__((format(printf, 2, 0)));
int puts(const char *string);
int putchar(int character);
int scanf(const char *restrict format, ...) __attribute__((format(scanf, 1, 2)));
int vscanf(const char *restrict format, va_list) __attribute__((format(scanf, 1, 0)));
int fscanf(FILE *restrict, const char *restrict format, ...) __attribute__((format(scanf, 2, 3)));
int vfscanf(FILE *restrict, const char *restrict format, va_list) __attribute__((format(scanf, 2, 0)));
int fputs(const char *restrict string, FILE *restrict);
int fputc(int character, FILE *);
int putc(int character, FILE *);
void perror(const char *what);

FILE *fopen(const char *restrict path, const char *restrict mode);
FILE *fdopen(int fd, const char *mode);
int fclose(FILE *);
int fflush(FILE *); /* of 0: all of them */
size_t fread(void *restrict, size_t size, size_t count, FILE *restrict);
size_t fwrite(const void *restrict, size_t size, size_t count, FILE *restrict);
char *fgets(char *restrict, int size, FILE *restrict);
int fgetc(FILE *);
int getc(FILE *);
int getchar(void);
int ungetc(int character, FILE *);
int fseek(FILE *, long offset, int whence);
int fseeko(FILE *, off_t offset, int whence);
long ftell(FILE *);
off_t ftello(FILE *);
void rewind(FILE *);
int feof(FILE *);
int ferror(FILE *);
void clearerr(FILE *);
int fileno(FILE *);
int setvbuf(FILE *restrict, char *restrict, int mode, size_t);
void setbuf(FILE *restrict, char *restrict);
int remove(const char *path);
int rename(const char *from, const char *to);

/* Into strings: every compartment has its own copy of these. */
int snprintf(char *restrict to, size_t size, const char *restrict format, ...) __attribute__((format(printf, 3, 4)));
int vsnprintf(char *restrict to, size_t size, const char *restrict format, va_list)
    __attribute__((format(printf, 3, 0)));
int sprintf(char *restrict to, const char *restrict format, ...) __attribute__((format(printf, 2, 3)));
int vsprintf(char *restrict to, const char *restrict format, va_list) __attribute__((format(printf, 2, 0)));
int sscanf(const char *restrict from, const char *restrict format, ...) __attribute__((format(scanf, 2, 3)));
int vsscanf(const char *restrict from, const char *restrict format, va_list) __attribute__((format(scanf, 2, 0)));
int asprintf(char **to, const char *format, ...) __attribute__((format(printf, 2, 3)));
int vasprintf(char **to, const char *format, va_list) __attribute__((format(printf, 2, 0)));

#endif
