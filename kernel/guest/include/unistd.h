/* Files by descriptor, and what is known of the process: there is one, and one user. */
#ifndef UNISTD_H
#define UNISTD_H

#include <sys/types.h>

#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2

#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2

#define F_OK 0
#define X_OK 1
#define W_OK 2
#define R_OK 4

#define _SC_CLK_TCK 2
#define _SC_OPEN_MAX 4
#define _SC_PAGE_SIZE 30
#define _SC_PAGESIZE 30
#define _SC_NPROCESSORS_CONF 83
#define _SC_NPROCESSORS_ONLN 84
#define _SC_PHYS_PAGES 85
#define _SC_AVPHYS_PAGES 86

int close(int fd);
int dup(int fd);
int dup2(int fd, int to);
ssize_t read(int fd, void *, size_t);
ssize_t write(int fd, const void *, size_t);
ssize_t pread(int fd, void *, size_t, off_t);
ssize_t pwrite(int fd, const void *, size_t, off_t);
off_t lseek(int fd, off_t, int whence);
int ftruncate(int fd, off_t size);
int truncate(const char *path, off_t size);
int fsync(int fd);
int fdatasync(int fd);
int access(const char *path, int mode);
int unlink(const char *path);
int rmdir(const char *path);
int rename(const char *from, const char *to);
int chdir(const char *path);
char *getcwd(char *, size_t);
ssize_t readlink(const char *restrict path, char *restrict, size_t);
int fchown(int fd, uid_t, gid_t);

pid_t getpid(void), getppid(void);
extern char **environ;
uid_t getuid(void), geteuid(void);
gid_t getgid(void), getegid(void);
long sysconf(int name); /* pages are those of the compartment's heap */
int getpagesize(void);
int isatty(int fd);
int getentropy(void *, size_t); /* see uk/swrand.h */
long syscall(long number, ...); /* SYS_getrandom, SYS_getpid, SYS_gettid; else ENOSYS */
_Noreturn void _exit(int code);
unsigned sleep(unsigned seconds);
int usleep(unsigned microseconds);

#endif
