/* Streams, mappings, random numbers, and what is asked of the system. */
#include "check.h"

#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <uk/alloc.h>
#include <uk/swrand.h>
#include <unistd.h>
#include <fcntl.h>

void streams(void)
{
    char line[64], block[3000];
    FILE *file = fopen("stream", "w+");
    int lines = 0, hexadecimal;
    double number;

    CHECK(file && ftell(file) == 0);
    for (int i = 0; i < 500; i++)
        CHECK(fprintf(file, "line %d of %.1f\n", i, 500.0) > 0);
    CHECK(ftell(file) > 7000 && fflush(file) == 0 && fseek(file, 0, SEEK_SET) == 0);
    while (fgets(line, sizeof line, file))
        lines += line[strlen(line) - 1] == '\n';
    CHECK(lines == 500 && feof(file) && !ferror(file) && fgetc(file) == EOF);
    rewind(file);
    CHECK(fgetc(file) == 'l' && ungetc('L', file) == 'L' && fgets(line, 5, file) && !strcmp(line, "Line") && ftell(file) == 4);
    CHECK(fseek(file, -9, SEEK_END) == 0 && fputs("AND", file) == 0 && fseek(file, -9, SEEK_CUR) == 0);
    CHECK(fclose(file) == 0);
    file = fopen("stream", "a");
    memset(block, 'b', sizeof block);
    CHECK(file && fwrite(block, 1, sizeof block, file) == sizeof block && fputc('e', file) == 'e' && fclose(file) == 0);
    file = fopen("stream", "r");
    CHECK(file && fseek(file, -3001, SEEK_END) == 0 && fread(block, 3, 1001, file) == 1000 && block[0] == 'b' && block[2999] == 'b');
    CHECK(fputc('x', file) == EOF && errno == EBADF && ferror(file) && fclose(file) == 0);
    CHECK(!fopen("none", "r") && errno == ENOENT && !fopen("stream", "q") && errno == EINVAL && !fopen("stream", "wx") && errno == EEXIST);
    CHECK(remove("stream") == 0);
    file = fopen("stream", "w+");
    CHECK(file && fputs("first 17\n0x20 4.5e1rest", file) == 0 && fseek(file, 0, SEEK_SET) == 0);
    CHECK(fscanf(file, "%63s %d%i", line, &lines, &hexadecimal) == 3 && !strcmp(line, "first") && lines == 17 && hexadecimal == 32);
    CHECK(fscanf(file, "%lf%d", &number, &lines) == 1 && number == 45 && fgetc(file) == 'r' && ftell(file) == 20);
    CHECK(fscanf(file, "%63s%d", line, &lines) == 1 && fscanf(file, "%d", &lines) == EOF && feof(file) && scanf("%d", &lines) == EOF);
    CHECK(fclose(file) == 0 && remove("stream") == 0);
}

void memory(void)
{
    enum { PAGE = 4096 };
    size_t before = uk_alloc_available(uk_alloc_get_default());
    char *start = mmap(0, 5 * PAGE - 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), *moved;
    int fd, zero = 1;

    CHECK(start != MAP_FAILED && (uintptr_t)start % PAGE == 0);
    for (int i = 0; i < 5 * PAGE; i++)
        zero &= start[i] == 0;
    CHECK(zero);
    memset(start, 7, 5 * PAGE);
    CHECK(munmap(start + 2 * PAGE, PAGE) == 0 && start[0] == 7 && start[5 * PAGE - 1] == 7);
    CHECK(madvise(start, PAGE, MADV_DONTNEED) == 0 && start[0] == 0 && start[PAGE] == 7);
    FAILS(madvise(start + PAGE, 2 * PAGE, MADV_DONTNEED), ENOMEM);
    FAILS(madvise(start, PAGE, 1234), EINVAL);
    FAILS(munmap(start + 1, PAGE), EINVAL);
    FAILS(mprotect(start, PAGE, PROT_NONE), ENOTSUP);
    CHECK(mprotect(start, PAGE, PROT_READ | PROT_WRITE) == 0 && mlock(start, PAGE) == 0 && munlock(start, PAGE) == 0);
    CHECK(mremap(start, 2 * PAGE, 3 * PAGE, 0) == MAP_FAILED && errno == ENOMEM);
    moved = mremap(start, 2 * PAGE, 100 * PAGE, MREMAP_MAYMOVE);
    CHECK(moved != MAP_FAILED && moved[0] == 0 && moved[PAGE] == 7 && moved[2 * PAGE] == 0 && start[3 * PAGE] == 7);
    CHECK(mremap(moved, 100 * PAGE, 1, 0) == moved && munmap(moved, PAGE) == 0 && munmap(start, 5 * PAGE) == 0);
    CHECK(mmap(0, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == EINVAL);
    CHECK(mmap(0, 1l << 40, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == ENOMEM);
    CHECK(mmap(0, PAGE, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == ENOTSUP);
    CHECK(uk_alloc_available(uk_alloc_get_default()) == before);

    fd = open("mapped", O_CREAT | O_RDWR, 0644);
    CHECK(write(fd, "contents", 8) == 8);
    start = mmap(0, 100, PROT_READ, MAP_PRIVATE, fd, 0);
    CHECK(start != MAP_FAILED && !memcmp(start, "contents\0", 10) && munmap(start, 100) == 0);
    CHECK(mmap(0, 100, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED && errno == ENODEV);
    CHECK(mmap(0, 100, PROT_READ, MAP_PRIVATE, 50, 0) == MAP_FAILED && errno == EBADF);
    CHECK(close(fd) == 0 && unlink("mapped") == 0);
}

void system_calls(void)
{
    /* ChaCha20 of an all-zero key and nonce (RFC 8439, A.1, test vector 1). */
    static const unsigned char stream[] = {0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90, 0x40, 0x5d, 0x6a, 0xe5, 0x53, 0x86, 0xbd, 0x28};
    unsigned char drawn[200], again[200];
    struct pollfd waits[3] = {{.fd = 0, .events = POLLIN}, {.fd = 40, .events = POLLIN}, {.fd = -1, .events = POLLIN}};

    printf(FLEXOS_SHARED_LITERAL("selftest: drawn %08x %08x\n"), uk_swrand_randr(), uk_swrand_randr()); /* by the configuration's seed */
    uk_swrand_seed(0);
    CHECK(getrandom(drawn, 200, 0) == 200 && !memcmp(drawn, stream, sizeof stream));
    uk_swrand_seed(0);
    CHECK(syscall(SYS_getrandom, again, 7, 0) == 7 && getentropy(again + 7, 193) == 0 && !memcmp(drawn, again, 200));
    uk_swrand_seed(1);
    CHECK(getrandom(again, 200, 0) == 200 && memcmp(drawn, again, 200));
    FAILS(getrandom(again, 1, 0x100), EINVAL);
    FAILS(syscall(9999), ENOSYS);

    CHECK(getpid() == syscall(SYS_getpid) && geteuid() == 0 && sysconf(_SC_PAGESIZE) == 4096 && sysconf(_SC_NPROCESSORS_ONLN) == 1);
    CHECK(sysconf(_SC_PHYS_PAGES) >= 16 && sysconf(_SC_AVPHYS_PAGES) <= sysconf(_SC_PHYS_PAGES));
    FAILS(sysconf(9999), EINVAL);
    CHECK(poll(waits, 3, 0) == 1 && waits[0].revents == 0 && waits[1].revents == POLLNVAL && poll(waits, 1, 1) == 0);
    FAILS(poll(waits, 1, -1), EDEADLK);
    waits[0] = (struct pollfd){.fd = 1, .events = POLLIN | POLLOUT};
    CHECK(poll(waits, 1, -1) == 1 && waits[0].revents == POLLOUT);
    CHECK(!dlopen("libother.so", RTLD_NOW) && dlerror() && !dlerror() && !dlsym(0, "main") && dlclose(0) == -1);
    CHECK(!getenv("HOME") && setenv("HOME", "/", 0) == 0 && !strcmp(getenv("HOME"), "/") && setenv("HOME", "/top", 0) == 0 && !strcmp(getenv("HOME"), "/"));
    CHECK(unsetenv("HOME") == 0 && !getenv("HOME") && setenv("A=B", "", 1) == -1 && errno == EINVAL);
    CHECK(!strcmp(strerror(ENOENT), "No such file or directory") && !strcmp(strerror(12345), "No error information"));
}
