/* Loading at run time: there is none. The configurator links shared objects before the machine starts. */
#ifndef DLFCN_H
#define DLFCN_H

#define RTLD_LAZY 1
#define RTLD_NOW 2
#define RTLD_GLOBAL 256
#define RTLD_LOCAL 0

void *dlopen(const char *path, int mode);       /* 0 */
void *dlsym(void *restrict handle, const char *restrict name); /* 0 */
int dlclose(void *handle);                      /* -1 */
char *dlerror(void);                            /* why the last of these failed; once */

#endif
