#ifndef HOPGUARD_CJEMALLOC_H
#define HOPGUARD_CJEMALLOC_H

/* jemalloc's settings, which it reads as the program starts. Linked with it, the program and its libraries allocate from it. */
extern const char *malloc_conf;

#endif
